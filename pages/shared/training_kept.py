"""How training files were read, kept under a name for next time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from pages.shared.place import the_store
from pages.shared.saving import done
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.courses.mapping import TrainingMapping
    from evaluation.store import Store

_NAME = "training mapping name"


def show_keep(mapping: TrainingMapping) -> None:
    """Save a mapping, and list those that are saved."""
    with st.expander("Save how these files are read for next time", icon=":material/save:"):
        try:
            store = the_store()
            every = store.training_mappings.list()
        except InputError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.markdown("Kept are headers and what they hold, and no row. Files like these then need no work.")
        st.text_input("Name", key=_NAME, max_chars=100)
        st.button(
            "Save this mapping",
            key="save training mapping",
            icon=":material/save:",
            on_click=done,
            args=(partial(_keep, store, mapping),),
        )
        for named in every:
            with st.container(horizontal=True, vertical_alignment="center"):
                sheets = wording.plural(len(named.thing.sheets), "sheet", "sheets")
                st.markdown(f"**{plain(named.name)}**, {sheets}")
                st.button(
                    "Remove",
                    key=f"remove training mapping {named.name}",
                    icon=":material/delete:",
                    help=f"Remove {named.name}. Open files and results stay as they are.",
                    on_click=done,
                    args=(partial(_drop, store, named.name),),
                )


def _keep(store: Store, mapping: TrainingMapping) -> str:
    name = st.session_state[_NAME]  # as it is typed now
    return f"The mapping “{store.training_mappings.keep(name, mapping)}” is saved."


def _drop(store: Store, name: str) -> str:
    store.training_mappings.drop(name)
    return f"“{name}” is removed."
