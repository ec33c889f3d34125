"""The sidebar: the choices that make a view. All are in the address, so a link reopens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import streamlit as st

from evaluation.errors import InputError
from evaluation.view import Improved, Protection, View

if TYPE_CHECKING:
    from pages.shared.session import Session

_FILTERS_SHOWN = 8
_IMPROVED = {
    "auto": "Published rule, where there is one",
    "any_change": "Any change of score",
    "reliable_change": "Reliable change (published)",
    "recovery": "Left the clinical range",
}
_PAIRING = {
    "auto": "Chosen from the data",
    "occasions": "Two stages",
    "first_last": "First and last score",
    "national": "National rule (by contact dates)",
}
_PROTECTION = {
    "exact": "Exact (for your own eyes)",
    "nhs": "NHS: hide under 5, round to 5",
    "strict": "Strict: hide under 10, round to 5",
}


def show_sidebar(session: Session) -> None:
    """Draw the choices and put the view that they make into the session."""
    data = session.data
    with st.sidebar:
        if data.sample:
            st.markdown("**Made-up sample data**")
            st.page_link("pages/import_data.py", label="Use my own data", icon=":material/upload:")
        else:
            st.markdown("**Your data**")
            st.caption(data.name)
            st.button("Close it and show the sample", on_click=session.close, width="stretch")
        improved = st.selectbox(
            "What counts as better",
            list(_IMPROVED.values()),
            key="better",
            bind="query-params",
            help="Reliable change is more than the questionnaire's measurement error, as its authors published it.",
        )
        filters = _filters(session)
        with st.expander("More choices", icon=":material/tune:"):
            pairing, before, after = _pairing(session)
            start = st.date_input("Ended or last scored from", value=None, key="from", bind="query-params",
                                  format="DD/MM/YYYY")  # fmt: skip
            end = st.date_input("Ended or last scored up to", value=None, key="to", bind="query-params",
                                format="DD/MM/YYYY")  # fmt: skip
            protection = st.selectbox(
                "Small numbers",
                list(_PROTECTION.values()),
                key="numbers",
                bind="query-params",
                help="Small numbers can identify a family. Choose a preset before you show or send figures to others.",
            )
    session.view = View(
        improved=_key(_IMPROVED, improved, get_args(Improved)[0]),
        pairing=pairing,
        before=before,
        after=after,
        filters=filters,
        start=start,
        end=end,
        protection=_key(_PROTECTION, protection, get_args(Protection)[0]),
    )
    try:
        session.evidence()
    except InputError as error:  # a link made for other data
        with st.sidebar:
            st.warning(f"{error} The other choices are used.")
        session.view = View()


def _key(words: dict[str, str], chosen: str | None, default: str) -> str:  # type: ignore[return]
    return next((key for key, text in words.items() if text == chosen), default)


def _filters(session: Session) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, tuple[str, ...]] = {}
    available = session.data.filters[:_FILTERS_SHOWN]
    if not available:
        return chosen
    with st.expander("Filter", icon=":material/filter_list:", expanded=False):
        for entry in available:
            values = st.multiselect(
                label(entry.name), list(entry.values), key=f"only {entry.name}", bind="query-params", placeholder="All"
            )
            if values:
                chosen[entry.name] = tuple(values)
    return chosen


def label(name: str) -> str:
    """A column's header as a label: "severe_mental_illness" reads "Severe mental illness"."""
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def _pairing(session: Session) -> tuple[str, str, str]:
    data = session.data
    offered = [
        words
        for key, words in _PAIRING.items()
        if (key != "national" or data.has_contacts) and (key != "occasions" or len(data.occasions) > 1)
    ]
    chosen = st.selectbox("Which scores are compared", offered, key="pairing", bind="query-params")
    pairing = _key(_PAIRING, chosen, "auto")
    before = after = ""
    if pairing == "occasions":
        stages = list(data.occasions)
        before = st.selectbox("Before", stages, key="before", bind="query-params") or ""
        after = st.selectbox("After", [s for s in stages if s != before], key="after", bind="query-params") or ""
    return pairing, before, after
