"""The parts of a report: the service's words in them, which there are, in which order, under which name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.reports.arranging import arranged
from pages.shared.report_choices import OPENINGS
from pages.shared.report_plan import heading_key, move, on_key, restore, words_key
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.reports import Report
    from evaluation.reports.arranging import Arranged
    from evaluation.reports.layouts import Layout
    from evaluation.reports.plan import Plan

_LONGEST = 20_000  # characters of one part's words
_MORE = "report words more"


def show_words(plan: Plan) -> None:
    """A box for each part that waits for the service's words, and one for any other part that is chosen."""
    parts = [part for part in arranged(plan) if part.on and part.prompt]
    waiting = [f"“{part.heading}”" for part in parts if part.own_only and not part.text]
    st.markdown(
        "What only you know. Figures, sentences and limits stand in the report by themselves; your words are "
        "printed as you write them, under the part's heading. Name no family."
    )
    if waiting:
        st.info(
            plain(f"Left out until you write something: {wording.listed(waiting)}."),
            icon=":material/edit_note:",
        )
    asked = [part for part in parts if part.own_only or part.text or part.of.content in OPENINGS]
    others = {part.heading: part.id for part in parts if part not in asked}
    chosen = others.get(str(st.session_state.get(_MORE)))
    for part in parts:
        if part in asked or part.id == chosen:
            _ask(part)
    if others:
        st.selectbox(
            "Add words to another part",
            list(others),
            index=None,
            key=_MORE,
            placeholder="Choose a part",
            help="They are printed above its figures.",
        )


def _ask(part: Arranged) -> None:
    with st.container(gap="xxsmall"):
        st.markdown(f"**{plain(part.heading)}**")
        st.caption(plain(part.prompt))
    st.text_area(
        _spoken(f"{part.heading}. {part.prompt}"),
        label_visibility="collapsed",  # it is read aloud; what is seen stands above in two lines
        key=words_key(part.id),
        persist_state="session",
        max_chars=_LONGEST,
        height=120,
    )


def show_parts(shape: Layout, plan: Plan, report: Report) -> None:
    """The parts in order, each to be left out; beside them, one of them to be moved or named otherwise."""
    parts = arranged(plan)
    printed = {section.id for section in report.sections}
    left, right = st.columns([3, 2], gap="large")
    with left:
        st.markdown(
            "Untick what the report should do without. What is greyed out is always there: without it "
            "nobody could judge the figures."
        )
        for place, part in enumerate(parts, 1):
            note = "" if part.id in printed or not part.on else f" ({_why_empty(part)})"
            st.checkbox(
                _spoken(f"{place}\u2002{part.heading}{note}"),
                key=on_key(shape, part.id),
                persist_state="session",
                disabled=part.required,
                wrap=True,
            )
    with right, st.container(border=True):
        _change_one(shape, parts)
    st.button(
        "Back to the layout's own parts",
        key="report restore",
        icon=":material/restart_alt:",
        help="Its own parts, order and headings. Your words stay.",
        on_click=restore,
        args=(shape,),
    )


def _change_one(shape: Layout, parts: tuple[Arranged, ...]) -> None:
    """Move or rename the part that is chosen; apart from the list, so that the keyboard's place is kept."""
    own = {part.id: part.heading for part in shape.parts}
    part_id = st.selectbox(
        "Move or rename a part",
        list(own),
        format_func=own.__getitem__,
        key=f"report part {shape.id}",
        persist_state="session",
    )
    with st.container(horizontal=True):
        for label, by, icon in (("Move up", -1, "arrow_upward"), ("Move down", 1, "arrow_downward")):
            st.button(
                label,
                key=f"report {label} {shape.id}",
                icon=f":material/{icon}:",
                on_click=move,
                args=(shape, part_id, by),
            )
    place = next(place for place, part in enumerate(parts, 1) if part.id == part_id)
    st.caption(f"It is part {place} of {len(parts)}.")
    st.text_input("Its heading", key=heading_key(shape, part_id), persist_state="session", max_chars=120)


def _spoken(text: str) -> str:
    """Text as a label, which Streamlit gives to screen readers as it is written: no mark more than needed."""
    return plain(text).replace("\\: ", ": ")


def _why_empty(part: Arranged) -> str:
    if part.own_only:
        return "waits for your words"
    return "no groups chosen" if part.of.content == "groups" else "nothing in these data"
