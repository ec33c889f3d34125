"""Saving: the open data set under a name, and the saved ones listed, opened, renamed, compared, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.differing import differences
from evaluation.errors import InputError
from pages.shared.own_scores import clicked
from pages.shared.place import the_store
from pages.shared.remembered import list_differences
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.dataset import Dataset
    from evaluation.store import Saved, Store

KEPT = (
    "Kept are the scores and answers, the details to group by (ages in bands, districts of postcodes), the "
    "mapping, and where each row stood. Not kept are names, ids, dates of birth, addresses and whatever else "
    "was left out when the file was read, nor the file itself."
)
_SAID, _WRONG, _OPENED = "saved said", "saved wrong", "saved opened"


def tell() -> None:
    """What the last click did, or why it could not."""
    if _WRONG in st.session_state:
        st.error(plain(st.session_state.pop(_WRONG)), icon=":material/error:")
    if _SAID in st.session_state:
        st.success(plain(st.session_state.pop(_SAID)), icon=":material/check:")


def opened() -> bool:
    """Whether the last click opened saved data or a view."""
    return bool(st.session_state.pop(_OPENED, False))


def go() -> None:
    """Show the results from the next run on."""
    st.session_state[_OPENED] = True


def done(work: Callable[[], str]) -> None:
    """Do what a click asks for; the next run says what was done, or in one sentence why not."""
    try:
        said = work()
    except InputError as error:
        st.session_state[_WRONG] = str(error)
    else:
        if said:
            st.session_state[_SAID] = said


def show_save(data: Dataset, key: str) -> None:
    """The button that saves a data set, its name, and what is kept of it."""
    name = st.text_input("Name", value=data.name.rsplit(".", 1)[0], key=f"save as {key}", max_chars=100)
    st.button(
        "Save this data set",
        key=f"save {key}",
        icon=":material/save:",
        on_click=lambda: done(lambda: _save(data, name)),
    )
    st.caption(KEPT)


def _save(data: Dataset, name: str) -> str:
    store = the_store()
    saved = store.save(data, name)
    store.mappings.keep(saved.name, data.mapping)
    held().note_saved(data, saved.id)
    return f"“{saved.name}” is saved, and its mapping with it."


def show_saved(store: Store, every: tuple[Saved, ...]) -> None:
    """Each saved data set, newest first, with what can be done with it."""
    session = held()
    for saved in every:
        with st.container(border=True):
            is_open = session.saved_as == saved.id
            st.markdown(f"**{plain(saved.name)}**" + (" (open)" if is_open else ""))
            st.caption(plain(in_a_line(saved)))
            with st.container(horizontal=True):
                st.button(
                    "Open",
                    key=f"open {saved.id}",
                    type="primary",
                    icon=":material/folder_open:",
                    help=f"Open {saved.name}",
                    on_click=_open,
                    args=(store, saved),
                )
                with st.popover("Rename", icon=":material/edit:", help=f"Rename {saved.name}"):
                    _ask_name(store, saved)
                with st.popover("Delete", icon=":material/delete:", help=f"Delete {saved.name}"):
                    _ask_delete(store, saved)


def in_a_line(saved: Saved) -> str:
    """What a saved data set is, in a line."""
    many = {"family": ("family", "families"), "learner": ("learner", "learners")}[saved.noun]
    parts = (
        f"{wording.plural(saved.families, *many)}",
        f"{wording.count(saved.used)} of {wording.count(saved.rows)} rows used",
        wording.listed(saved.measures),
        f"from {saved.file}",
        f"saved on {wording.day(saved.saved_on.date())}",
        wording.size(saved.bytes),
    )
    return ", ".join(part for part in parts if part)


def _open(store: Store, saved: Saved) -> None:
    def work() -> str:
        data = store.open(saved.id)
        held().open(data, None, saved_as=saved.id)
        if data.redefined:
            return f"“{saved.name}” is open. {' '.join(data.redefined)}"
        go()
        return ""

    done(work)


def _ask_name(store: Store, saved: Saved) -> None:
    name = st.text_input("New name", value=saved.name, key=f"name {saved.id}", max_chars=100)

    def work() -> str:
        return f"“{saved.name}” is called “{store.rename(saved.id, name).name}” now."

    st.button("Rename it", key=f"rename {saved.id}", on_click=lambda: done(work))


def _ask_delete(store: Store, saved: Saved) -> None:
    st.markdown(
        f"This deletes **{plain(saved.name)}** for good: the scores of {wording.count(saved.families)} "
        f"{'learners' if saved.noun == 'learner' else 'families'} and what was noted of their rows. "
        "Mappings, views and published packs stay."
    )

    def work() -> str:
        store.delete(saved.id)
        if held().saved_as == saved.id:
            held().saved_as = ""
        return f"“{saved.name}” is deleted."

    st.button(
        f"Delete “{saved.name}” for good",
        key=f"delete {saved.id}",
        icon=":material/delete_forever:",
        on_click=lambda: done(work),
    )


def show_compare(store: Store, every: tuple[Saved, ...]) -> None:
    """Two saved data sets side by side: what is new, changed or gone."""
    names = [saved.name for saved in every]
    left, right = st.columns(2)
    before = left.selectbox("Before", names, index=1, key="compare before")
    after = right.selectbox("After", names, index=0, key="compare after")
    if not clicked("Compare them", "compare", icon=":material/difference:"):
        return
    if before == after:
        st.info("These are the same data: choose another to compare them with.")
        return
    try:
        with st.spinner("Comparing"):
            found = differences(store.open(before or ""), store.open(after or ""))
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.info(plain(found.sentence), icon=":material/difference:")
    list_differences(found)
