"""What is kept beside data sets: views, mappings and questionnaires of one's own."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.measures import to_toml
from evaluation.store import KeptView
from pages.shared.choices import choose, chosen, in_words
from pages.shared.saving import done, go
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.measures.definition import Measure
    from evaluation.store import Named, Store

_KINDS = {"json": "application/json", "toml": "application/toml"}


def show_views(store: Store) -> None:
    """Views: the choices of the sidebar under a name, to be opened again on any data that have them."""
    address = chosen()
    with st.container(border=True):
        st.markdown(f"Chosen now in the sidebar. {plain(in_words(address))}.")
        name = st.text_input("Name of the view", key="view name", max_chars=100)

        def work() -> str:
            view = KeptView(view=held().view, address=address)
            return f"The view “{store.views.keep(name, view)}” is saved."

        st.button("Save this view", key="save view", icon=":material/save:", on_click=lambda: done(work))
    for named in store.views.list():
        with st.container(border=True):
            st.markdown(f"**{plain(named.name)}**")
            with st.container(horizontal=True):
                st.button(
                    "Open this view",
                    key=f"open view {named.name}",
                    icon=":material/visibility:",
                    help=f"Open the view {named.name}",
                    on_click=_open_view,
                    args=(named,),
                )
                _download(
                    json.dumps(named.thing.view.to_dict(), indent=2),
                    "view.json",
                    key=f"view file {named.name}",
                    of=f"the view {named.name}, for --view on the command line",
                )
                _remove(f"view {named.name}", named.name, partial(store.views.drop, named.name))


def _open_view(named: Named[KeptView]) -> None:
    lacking = choose(named.thing.address, held().data)
    if lacking:
        those = wording.listed([f"“{name}”" for name in lacking])
        done(lambda: f"“{named.name}” is open, but for what these data do not have: {those}.")
    else:
        go()


def show_mappings(store: Store) -> None:
    """Mappings: offered by themselves when a file with their headers is uploaded."""
    every = store.mappings.list()
    if not every:
        st.markdown("None yet: each data set that you save brings its mapping.")
    for named in every:
        with st.container(border=True):
            used = len([column for column in named.thing.columns if column.used])
            st.markdown(f"**{plain(named.name)}**")
            st.caption(
                plain(f"{wording.plural(used, 'column', 'columns')} used of sheet “{named.thing.sheet}”")
            )
            with st.container(horizontal=True):
                _download(
                    json.dumps(named.thing.to_dict(), indent=2, ensure_ascii=False),
                    "mapping.json",
                    key=f"mapping file {named.name}",
                    of=f"the mapping {named.name}",
                )
                _remove(f"mapping {named.name}", named.name, partial(store.mappings.drop, named.name))


def show_questionnaires(store: Store) -> None:
    """Questionnaires of one's own: saved ones are there in every tab."""
    every = store.measures.list()
    waiting = [one for one in held().own.values() if one not in {named.thing for named in every}]
    for measure in waiting:

        def work(measure: Measure = measure) -> str:
            return f"“{store.measures.keep(measure.short, measure)}” is saved."

        st.button(
            f"Save “{measure.short}”",
            key=f"save own {measure.id}",
            icon=":material/save:",
            on_click=lambda work=work: done(work),
        )
    if not every and not waiting:
        st.markdown("None yet. Add one on the page Questionnaires, then save it here.")
        st.page_link("pages/measures.py", label="Questionnaires", icon=":material/quiz:")
    for named in every:
        with st.container(border=True):
            st.markdown(f"**{plain(named.name)}**")
            with st.container(horizontal=True):
                _download(
                    to_toml(named.thing),
                    f"{named.thing.id}.toml",
                    key=f"own file {named.name}",
                    of=f"the questionnaire {named.name}",
                )
                _remove(f"own {named.name}", named.name, partial(store.measures.drop, named.name))


def _download(text: str, file: str, *, key: str, of: str) -> None:
    """The button that gives what is kept as a file."""
    st.download_button(
        "Download",
        data=text,
        file_name=file,
        mime=_KINDS[file.rpartition(".")[2]],
        key=key,
        icon=":material/download:",
        on_click="ignore",
        help=f"Download {of}",
    )


def _remove(key: str, name: str, work: Callable[[], None]) -> None:
    """The button that takes something away, behind a question."""

    def removed() -> str:
        work()
        return f"“{name}” is removed."

    with st.popover("Remove", icon=":material/delete:", help=f"Remove {name}"):
        st.markdown(f"This removes **{plain(name)}** for good. Data sets and results stay as they are.")
        st.button(f"Remove “{name}”", key=f"remove {key}", on_click=lambda: done(removed))
