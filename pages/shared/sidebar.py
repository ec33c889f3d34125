"""The sidebar: the choices that make a view. All are in the address, so that a link holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from evaluation.errors import InputError
from evaluation.view import Pairing, Protection, View
from pages.shared.better import show_better
from pages.shared.counts import tell
from pages.shared.filters import say_what_a_link_lacks, show_filters
from pages.shared.texts import plain

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from pages.shared.audience import Audience
    from pages.shared.session import Session

_Key = TypeVar("_Key", bound=str)
_PAIRING: dict[Pairing, str] = {
    "auto": "Chosen from the data",
    "occasions": "Two stages",
    "first_last": "First and last score",
    "national": "National rule",
}
_PROTECTION: dict[Protection, str] = {
    "exact": "Exact, for your own eyes",
    "nhs": "NHS: hide under 5",
    "strict": "Strict: hide under 10",
}


def show_sidebar(session: Session, audience: Audience) -> None:
    """Draw the choices and put the view that they make into the session."""
    data = session.data
    choices, more = sidebar_places()
    with choices:
        if session.dataset is None:
            st.markdown("**Made-up sample data**")
            if audience.kind == "lead":
                st.page_link("pages/import_data.py", label="Use my own data", icon=":material/upload:")
        else:
            st.markdown("**Your data**" if session.counts is None else "**Counts in use**")
            st.caption(plain(data.name))
            tell(session)
            if session.counts is not None:
                st.page_link("pages/counts.py", label="Keep these counts as a file", icon=":material/output:")
            elif not session.saved_as:
                st.page_link("pages/saved.py", label="Save it for next time", icon=":material/save:")
            st.button("Close it and show the sample", on_click=session.close, width="stretch")
        say_what_a_link_lacks(data)
        narrowed = show_filters(data, session.times)
        better = show_better(session.scales)
    with more:
        protection = ask_small_numbers()
        pairing, before, after = _pairing(session)
    session.view = View(
        improved=better.improved,
        method=better.method,
        cut_off=better.cut_off,
        percent=better.percent,
        pairing=pairing,
        before=before,
        after=after,
        filters=narrowed.filters,
        raters=narrowed.raters,
        start=narrowed.start,
        end=narrowed.end,
        protection=protection,
    )
    try:
        session.evidence(parts=())
    except InputError as error:
        with st.sidebar:
            st.warning(plain(f"{error} The other choices are used."), icon=":material/warning:")
        session.view = View(protection=protection)  # never less protected than was asked


def sidebar_places() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The two places of every sidebar of choices: for those of a page, and folded away for more of them."""
    with st.sidebar:
        return st.container(), st.expander("More choices", icon=":material/tune:")


def ask_small_numbers() -> Protection:
    """Ask for the disclosure preset: one choice for families and for learners.

    It stands first in the second of the places, with the same words beside every page: the browser takes a
    box that stands elsewhere for another, and forgets the choice when the first one goes.
    """
    return _choice(
        "Small numbers",
        _PROTECTION,
        "numbers",
        help="Small numbers can identify somebody. NHS hides numbers under 5 and rounds the others "
        "to the nearest 5, Strict those under 10, to the nearest 10. Choose one before you show or "
        "send figures to others.",
    )


def _choice(label: str, words: dict[_Key, str], key: str, help: str) -> _Key:  # noqa: A002 Streamlit's word
    chosen = st.selectbox(label, list(words.values()), key=key, bind="query-params", help=help)
    return next((name for name, text in words.items() if text == chosen), next(iter(words)))


def _pairing(session: Session) -> tuple[Pairing, str, str]:
    if session.counts is not None:
        st.caption(plain(f"Scores compared: {session.counts.cells.rule.words}. Counts keep the one rule."))
        return "auto", "", ""
    data = session.rows
    offered = {
        key: words
        for key, words in _PAIRING.items()
        if (key != "national" or data.has_contacts) and (key != "occasions" or len(data.occasions) > 1)
    }
    wanted = st.query_params.get("pairing", "")
    pairing = _choice(
        "Which scores are compared",
        offered,
        "pairing",
        help="The national rule takes the first score on or after the first contact and the last "
        "on or after the second.",
    )
    if not data.has_contacts and wanted == _PAIRING["national"]:
        st.warning(
            "The national rule needs the dates of the first and second contact. Map them under Use "
            "my own data, "
            "or choose another rule.",
            icon=":material/warning:",
        )
    before = after = ""
    if pairing == "occasions":
        stages = list(data.occasions)
        before = st.selectbox("Before", stages, key="before", bind="query-params") or ""
        later = [stage for stage in stages if stage != before]
        after = st.selectbox("After", later, key="after", bind="query-params") or ""
    return pairing, before, after
