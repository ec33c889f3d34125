"""The counts files of a network: dropped, kept in this tab while it is open, taken away one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

import data_samples
from evaluation import wording
from evaluation.errors import InputError
from evaluation.exchange.files import from_bytes
from pages.shared.dropping import show_error
from pages.shared.looking import lead
from pages.shared.session import held
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.exchange import Contribution

_TURN, _WRONG = "network turn", "network wrong"


def show_network_files() -> tuple[Contribution, ...]:
    """The place to drop counts files on, those taken so far, and what is wrong with others."""
    session = lead()
    turn = st.session_state.setdefault(_TURN, 0)
    st.file_uploader(
        "Counts files of the services, one of each",
        type=["json", "gz"],
        accept_multiple_files=True,
        key=f"network upload {turn}",
        on_change=_take,
        max_upload_size=50,
        help="Each service makes its file on the page Counts for a network, or with the command line. The "
        "files stay on this machine, in this browser tab.",
    )
    for text in st.session_state.get(_WRONG, ()):
        show_error(text)
    if not session.network:
        st.button(
            "Show it with six made-up services",
            key="sample network",
            icon=":material/science:",
            on_click=load_sample,
        )
    return session.network


def show_members(found: tuple[Contribution, ...]) -> None:
    """Each file that was taken, with a button that takes it away."""
    count = wording.plural(len(found), "file is open", "files are open")
    with st.expander(count.capitalize(), icon=":material/folder_open:"):
        for place, one in enumerate(found):
            left, right = st.columns([4, 1], vertical_alignment="center")
            kind = "exact counts" if one.exact else "printed figures, small numbers hidden"
            left.markdown(
                plain(f"{one.service}: {kind}, made on {wording.day(one.made_on)}, fingerprint ")
                + f"`{one.fingerprint[:8]}`"
            )
            right.button(
                "Remove",
                key=f"remove service {place}",
                icon=":material/close:",
                help=f"Remove {one.service}",
                on_click=_remove,
                args=(place,),
            )
        st.button("Remove all", key="remove services", icon=":material/delete:", on_click=_remove_all)


def load_sample() -> None:
    """Open the made-up services of a network in place of what is open."""
    held().network = tuple(from_bytes(file.read_bytes()) for file in data_samples.counts())
    st.session_state.pop(_WRONG, None)


def _take() -> None:
    """Take the files just dropped; made-up services make room for somebody's own."""
    session, turn = held(), st.session_state[_TURN]
    taken, wrong = [], []
    for file in st.session_state.get(f"network upload {turn}") or ():
        try:
            taken.append(from_bytes(file.getvalue()))
        except InputError as error:
            wrong.append(f"{file.name}: {error}")
    kept = [one for one in session.network if not one.sample or all(new.sample for new in taken)]
    session.network = (*kept, *taken)
    st.session_state[_WRONG] = wrong
    st.session_state[_TURN] = turn + 1  # what was taken is listed below: the box is empty again


def _remove(place: int) -> None:
    session = held()
    session.network = tuple(one for at, one in enumerate(session.network) if at != place)


def _remove_all() -> None:
    held().network = ()
    st.session_state.pop(_WRONG, None)
