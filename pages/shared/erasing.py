"""Erasing one family from all that is saved: who, what will happen, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.store import Erased, Store

_ID, _KEY, _FOUND, _DONE = "erase id", "erase key", "erase found", "erase done"


def show_erase(store: Store) -> None:
    """Ask for the id of a family, show where it is, and erase it when that is confirmed."""
    st.markdown(
        "When a family asks for its data to be erased: type its id as it stands in your files. Attune keeps "
        "no ids, only marks made from them with a key that lies in the folder, by which it finds the rows."
    )
    if _DONE in st.session_state:
        done: Erased = st.session_state.pop(_DONE)
        st.success("\n\n".join(map(plain, done.said)), icon=":material/check:")
        st.caption(
            "Your own spreadsheets still hold the family, and so may copies and backups of the folder: erase "
            "it there too. That a family was erased is noted with the day, and not who it was."
        )
    family = st.text_input("Id of the family", key=_ID, on_change=_forget, autocomplete="off", max_chars=200)
    key = st.text_input(
        "Key of the codes, if codes stand for the ids",
        type="password",
        key=_KEY,
        on_change=_forget,
        autocomplete="off",
        help="It is used to work out the code of this id, and is not kept.",
    )
    st.button(
        "Look where it is",
        key="erase look",
        icon=":material/search:",
        on_click=_look,
        args=(store, family, key),
    )
    found: Erased | str | None = st.session_state.get(_FOUND)
    if isinstance(found, str):
        st.error(plain(found), icon=":material/error:")
    elif found is not None:
        (st.warning if found.found else st.info)("\n\n".join(map(plain, found.said)))
        if found.found:
            st.button(
                "Erase this family for good",
                key="erase",
                type="primary",
                icon=":material/delete_forever:",
                on_click=_erase,
                args=(store, family, key),
            )


def _look(store: Store, family: str, key: str) -> None:
    try:
        st.session_state[_FOUND] = store.would_erase(family, id_key=key)
    except InputError as error:
        st.session_state[_FOUND] = str(error)


def _erase(store: Store, family: str, key: str) -> None:
    try:
        found = store.erase(family, id_key=key)
    except InputError as error:
        st.session_state[_FOUND] = str(error)
        return
    session = held()
    if session.saved_as in found.remove:
        session.close()  # what is open in this tab has the family in it
    st.session_state[_DONE] = found
    st.session_state[_ID] = st.session_state[_KEY] = ""
    _forget()


def _forget() -> None:
    """Another id was typed: what was found of the one before says nothing of it."""
    st.session_state.pop(_FOUND, None)
