"""The corrections made so far: what they are, how to undo them, and how to keep them for next time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from evaluation.importing.corrections import Corrections
from pages.shared.dropping import show_error
from pages.shared.texts import plain

if TYPE_CHECKING:
    from pages.shared.session import Draft


def show_corrections(draft: Draft) -> None:
    """List the corrections of an upload, each of which can be undone; save them or take up saved ones."""
    made = draft.corrections
    for note in draft.said_of_corrections:
        if note != made.said:
            st.warning(plain(note), icon=":material/rule:")
    label = f"Corrections so far: {wording.count(len(made))}" if made else "Corrections: none so far"
    key = f"{draft.key} {draft.laid_over.fingerprint[:12]} {len(made)}"
    with st.expander(label, icon=":material/undo:"):
        if made:
            list_corrections(made)
            _show_undo(draft, key)
            st.download_button(
                "Save these corrections",
                data=json.dumps(made.to_dict(), indent=2, ensure_ascii=False),
                file_name="corrections.json",
                mime="application/json",
                icon=":material/download:",
                on_click="ignore",
            )
            st.caption(
                "The file holds answers: keep it as you keep your data. Your spreadsheet itself is not "
                "changed."
            )
        _show_saved(draft, key)


def list_corrections(made: Corrections) -> None:
    """Every correction in a table."""
    st.dataframe(
        {
            "Sheet": [one.sheet for one in made.entries],
            "Row": [one.row for one in made.entries],
            "Column": [one.column for one in made.cells] + [""] * len(made.rows),
            "Found": [one.found for one in made.cells] + [""] * len(made.rows),
            "Now": [one.now for one in made.entries],
        },
        hide_index=True,
        alt="Each correction: sheet, row, column, what was found and what it is now",
    )


def _show_undo(draft: Draft, key: str) -> None:
    made = draft.corrections
    chosen = st.selectbox(
        "Undo a correction",
        made.entries,
        index=None,
        format_func=lambda one: f"{one.place}: {one.now}",
        placeholder="Choose one",
        key=f"undo {key}",
    )
    one, all_ = st.columns(2)
    one.button(
        "Undo it",
        key=f"undo one {key}",
        disabled=chosen is None,
        width="stretch",
        on_click=draft.correct,
        args=(made.without([chosen] if chosen else []),),
    )
    all_.button(
        "Undo all",
        key=f"undo all {key}",
        width="stretch",
        on_click=draft.correct,
        args=(Corrections(),),
    )


def _show_saved(draft: Draft, key: str) -> None:
    """The place to drop corrections saved earlier; they take the place of those made so far."""
    given = st.file_uploader("Use corrections saved earlier", type=["json"], key=f"saved corrections {key}")
    if given is None:
        return
    try:
        saved = Corrections.from_dict(json.loads(given.getvalue()))
    except (ValueError, RecursionError) as error:  # InputError is one of them: it says what is wrong
        why = str(error) if isinstance(error, InputError) else "it is not JSON, or only part of it."
        show_error(f"Those corrections can't be used: {why}")
        return
    if saved != draft.corrections:
        draft.correct(saved)
        st.rerun()
