"""What of an upload is left out as personal, what is kept in bands, and codes in place of ids."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from evaluation.importing.privacy.notes import is_privacy_note
from evaluation.importing.privacy.personal import WORDS, id_candidate
from evaluation.importing.privacy.pseudonyms import as_id, new_key, read_key
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.importing import Column, Mapping
    from pages.shared.session import Draft

_KEY = "id key"
_KEPT = {"age band": "only an age band is kept", "district": "only the district of the postcode is kept"}


def other_notes(notes: Iterable[str]) -> list[str]:
    """What is to be known about an upload besides its personal data, which has a place of its own."""
    return [note for note in notes if not is_privacy_note(note)]


def with_ids(draft: Draft, mapping: Mapping) -> Mapping:
    """The mapping with ids as they are or codes for them, as the box further down the page says."""
    ticked = st.session_state.get(f"codes {draft.key}", mapping.ids == "keyed")
    return replace(mapping, ids="keyed" if ticked else "as they are")


def show_privacy(draft: Draft, mapping: Mapping) -> Mapping:
    """Say what is left out and why, by header alone, and ask whether codes should stand for ids."""
    left_out = [f"- **{plain(c.header)}**: {plain(c.why)}" for c in mapping.using("private")]
    kept = [f"- **{plain(c.header)}**: {_KEPT[c.keep]}" for c in mapping.using("attribute") if c.keep]
    with st.expander("Personal data", icon=":material/shield_person:", expanded=bool(left_out)):
        if left_out:
            st.markdown("Left out because they look like personal data:\n" + "\n".join(left_out))
            st.caption(
                "Choose something else under “Holds” where that is wrong. Of postcodes and dates of birth "
                "the area or the age can be kept."
            )
        else:
            st.markdown("No column looks like personal data. Look at the first rows: you know them better.")
        if kept:
            st.markdown("Kept in part:\n" + "\n".join(kept))
        _offer(draft, mapping)
        if mapping.subjects == "one_per_row":
            return replace(mapping, ids="as they are")
        coded = st.checkbox(
            "Use codes in place of ids",
            mapping.ids == "keyed",
            key=f"codes {draft.key}",
            help="Attune forgets ids once the rows of each family have met. With codes, made from the ids "
            "with a key of yours, no message and no preview shows one either.",
        )
        if coded:
            ask_key()
    return replace(mapping, ids="keyed" if coded else "as they are")


def _offer(draft: Draft, mapping: Mapping) -> None:
    """Offer a column that was left out as the id, where there is no other."""
    found = id_candidate(mapping)
    if found is None or mapping.first("id") is not None or mapping.subjects == "one_per_row":
        return
    same = " Two people of the same name would be taken for one." if found.personal == "name" else ""
    st.markdown(
        f"No other column tells families apart. **{plain(found.header)}** ({WORDS[found.personal]}) can, "
        f"through codes: what it holds is then not kept.{same}"
    )
    st.button(
        f"Use “{plain(found.header)}” as the id, through codes",
        key="use through codes",
        icon=":material/key:",
        on_click=_use_through_codes,
        args=(draft, found),
    )


def _use_through_codes(draft: Draft, column: Column) -> None:
    mapping = (draft.corrected or draft.mapping).with_column(as_id(column))
    draft.restart(replace(mapping, ids="keyed"))
    if not held().id_key:
        _make_key()


def ask_key() -> None:
    """The key that codes are made with: typed in, or made and offered as a file."""
    session = held()
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    st.session_state.setdefault(_KEY, session.id_key)
    session.id_key = left.text_input("Key for the codes (16 characters or more)", type="password", key=_KEY)
    right.button("Make a key for me", key="make a key", on_click=_make_key, width="stretch")
    if not session.id_key:
        return
    try:
        read_key(session.id_key)
    except InputError as error:
        st.warning(plain(str(error)), icon=":material/key:")
        return
    st.download_button(
        "Keep the key",
        data=session.id_key,
        file_name="attune-key.txt",
        mime="text/plain",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(
        "The same key makes the same codes, so that next quarter’s file fits this one. Keep it apart from "
        "the data: whoever has both can find out whose a code is. This tab forgets it when you close it."
    )


def _make_key() -> None:
    held().id_key = st.session_state[_KEY] = new_key()
