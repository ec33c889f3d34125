"""The report of a lead's data: layout, words, parts, figures, look, what is kept, and the document itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.errors import InputError
from evaluation.findings.finding import ENROLMENT, LEARNER
from evaluation.reports.layouts import layouts
from pages.shared.about import FAMILIES, TRAINING, ask_about, evidence_about
from pages.shared.branding import begin_brand, chosen_brand, show_brand
from pages.shared.figures import show_banner, show_empty
from pages.shared.preview import show_preview
from pages.shared.report_choices import NO_GROUPS, ask_groups, ask_layout, compared, tell_layout
from pages.shared.report_files import show_files
from pages.shared.report_kept import show_kept
from pages.shared.report_made import made
from pages.shared.report_parts import show_parts, show_words
from pages.shared.report_plan import (
    ABOUT,
    GROUPS,
    LAYOUT,
    MEASURES,
    ORGANISATION,
    begin_plan,
    chosen_plan,
    title_key,
)
from pages.shared.saving import tell
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Nouns
    from evaluation.reports.layouts import Layout
    from evaluation.view import View
    from pages.shared.session import Session

_PREVIEW, _WORDS, _PARTS, _FIGURES, _LOOK, _KEPT = _TABS = (
    "Preview",
    "Your words",
    "Parts and order",
    "Figures in it",
    "Look",
    "Next time",
)


def show_desk(session: Session) -> None:
    """What is asked first, the files, and the rest in tabs."""
    banner = st.container()
    tell()
    begin_brand()
    about = ask_about(session, "The report is about", ABOUT, _take_layout)
    of_learners = about == TRAINING or (about == FAMILIES and session.nouns in {LEARNER, ENROLMENT})
    st.session_state.setdefault(LAYOUT, "training" if of_learners else "annual")
    first, second, third = st.columns(3)
    with first:
        shape = ask_layout(layouts(), LAYOUT)
    begin_plan(shape)
    second.text_input(
        "Title",
        key=title_key(shape),
        persist_state="session",
        max_chars=120,
        placeholder=shape.titled(_nouns(session, about)) or "What it holds",
        help="Left empty, the report has the title that stands here in grey.",
    )
    third.text_input("Organisation", key=ORGANISATION, persist_state="session", max_chars=100)
    tell_layout(shape)
    plan = chosen_plan(shape)
    brand = chosen_brand()
    try:
        made_of = evidence_about(session, about, _view(session, shape))
    except InputError as error:
        st.error(plain(str(error)), icon=":material/error:")
        st.stop()
    evidence = made_of.evidence
    with banner:
        show_banner(evidence)
        if not (made_of.training or evidence.findings or evidence.experience or evidence.described):
            show_empty(evidence)
    report = made(evidence, plan, brand, made_of.training)
    show_files(report, evidence, made_of.training)
    if session.view.protection == "exact":
        st.warning(
            "These figures are exact. Before a report leaves the service choose a preset under "
            "More choices, Small numbers, so that nobody can be recognised from a small number.",
            icon=":material/visibility:",
        )
    # The preview stands first, where it is found, and is not what opens first: drawing it takes a moment.
    shown = st.tabs(_TABS, default=_WORDS, key="report tab", on_change="rerun")
    tabs = dict(zip(_TABS, shown, strict=True))
    with tabs[_PREVIEW]:
        if tabs[_PREVIEW].open:
            show_preview(report)
    with tabs[_WORDS]:
        show_words(plan)
    with tabs[_PARTS]:
        show_parts(shape, plan, report)
    with tabs[_FIGURES]:
        _ask_figures(session, shape)
    with tabs[_LOOK]:
        show_brand(brand)
    with tabs[_KEPT]:
        show_kept(plan, evidence.view)


def _take_layout() -> None:
    """The layout that is made for training, once a report is to be about nothing else."""
    if st.session_state[ABOUT] == TRAINING:
        st.session_state[LAYOUT] = "training"


def _view(session: Session, shape: Layout) -> View:
    """The view of what is chosen; the boxes for it stand further down the page."""
    said = st.session_state
    wanted = said.setdefault(MEASURES, [])
    groups = said.setdefault(GROUPS, NO_GROUPS)
    return session.view.with_(
        measures=tuple(measure for measure, name in session.measures if name in wanted),
        group_by=compared(groups, session.columns, shape),
    )


def _nouns(session: Session, about: str) -> Nouns:
    return LEARNER if about == TRAINING else session.nouns


def _ask_figures(session: Session, shape: Layout) -> None:
    """Which questionnaires and which comparison; who is counted, and how, is chosen in the sidebar."""
    left, right = st.columns(2)
    left.multiselect(
        "Measures",
        [name for _, name in session.measures],
        key=MEASURES,
        persist_state="session",
        placeholder="All measures",
    )
    with right:
        ask_groups(session.columns, GROUPS, shape)
    st.caption("Who is counted, from when to when, and what counts as better is chosen in the sidebar.")
