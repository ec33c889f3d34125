"""The sidebar of the training pages: which files, courses and days, and by what learners are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.errors import InputError
from evaluation.training.choices import TrainingView
from pages.shared.sidebar import ask_small_numbers, sidebar_places
from pages.shared.texts import plain
from pages.shared.training_choices import BY, COURSES, SET, START, STOP

if TYPE_CHECKING:
    from datetime import date

    from evaluation.programme import Programme
    from pages.shared.session import Session

# Pages by their address that have these choices beside them, and not those of families.
_PAGES = frozenset({"training", "course", "learners", "coverage", "training_files"})
_EITHER = frozenset({"report", "publish"})  # about families, training or both
_NOTHING = "Nothing"


def about_training(session: Session, page: str) -> bool:
    """Whether the page at an address is about training, and so needs the choices of this sidebar."""
    alone = session.programme is not None and session.dataset is None
    return page in _PAGES or (page in _EITHER and alone)


def show_training_sidebar(session: Session, *, leads: bool) -> None:
    """Draw the choices and put the training view that they make into the session."""
    from pages.shared.training_session import (  # noqa: PLC0415 it holds rows: never among packs
        close_programme,
        evidence_of,
        programme,
    )

    choices, more = sidebar_places()
    with choices:
        if session.programme is None:
            _ask_set()
            if leads:
                st.page_link("pages/training_files.py", label="Use my own files", icon=":material/upload:")
        else:
            st.markdown("**Your training files**")
            st.caption(plain(session.programme.name))
            st.button("Close them and show the samples", on_click=close_programme, width="stretch")
        asked = _ask(programme())
    with more:
        view = asked.with_(protection=ask_small_numbers())
    session.training_view = view
    session.view = session.view.with_(protection=view.protection)
    try:
        evidence_of(session)
    except InputError as error:
        with st.sidebar:
            st.warning(plain(f"{error} The other choices are used."), icon=":material/warning:")
        session.training_view = TrainingView(protection=view.protection)  # never less protected than asked


def _ask_set() -> None:
    from pages.shared.training_session import chosen_set, forget_choices, sets  # noqa: PLC0415 as above

    st.markdown("**Made-up sample data**")
    st.selectbox(
        "Sample",
        list(sets()),
        key=SET,
        bind="query-params",
        on_change=forget_choices,
        help="Five programmes that do not exist, each with the files that such a programme keeps.",
    )
    st.caption(plain(chosen_set().says))


def _ask(found: Programme) -> TrainingView:
    courses = st.multiselect(
        "Courses", list(found.courses), key=COURSES, bind="query-params", placeholder="All"
    )
    left, right = st.columns(2)
    start: date | None = left.date_input(
        "Held from", None, key=START, bind="query-params", format="DD/MM/YYYY"
    )
    stop: date | None = right.date_input("up to", None, key=STOP, bind="query-params", format="DD/MM/YYYY")
    offered = compared_by(found)
    by = st.selectbox(
        "Compare learners by",
        [_NOTHING, *offered],
        key=BY,
        bind="query-params",
        help="What describes learners in these files. Groups are shown side by side: nothing says why they "
        "differ.",
    )
    if start and stop and start > stop:
        st.warning("“Held from” is after “up to”, so both are left out.", icon=":material/warning:")
        start = stop = None
    return TrainingView(
        courses=tuple(courses),
        start=start,
        end=stop,
        by=offered.get(by or "", ""),
    )


def compared_by(found: Programme) -> dict[str, str]:
    """By what learners can be compared in these files: what a page calls it, and its name in a view."""
    offered = {
        label: name
        for name, label in ATTRIBUTES.items()
        if len({learner.value(name) for learner in found.records.learners}) > 1
    }
    if any(answer.session for answer in found.records.answers):
        offered["Session"] = "session"
    return offered
