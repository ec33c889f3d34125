"""Course: one course in depth, from who booked to what was learnt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts.training import (
    attendance_bars,
    changes_bars,
    course_flow,
    course_table,
    moved_bars,
    sessions_bars,
    together,
)
from evaluation.courses.vocabulary import LEVELS
from pages.shared.figures import show_chart, show_table
from pages.shared.texts import plain
from pages.shared.training_choices import ABOUT, COURSE
from pages.shared.training_choosing import DESIGNS, at_level, design_words
from pages.shared.training_shown import (
    level_line,
    show_caveats,
    show_nothing,
    show_training_banner,
    show_training_notes,
    training_evidence,
)

if TYPE_CHECKING:
    from evaluation.charts import Chart
    from evaluation.training.evidence import CourseFinding, LearnerChange, TrainingEvidence


def show_course(evidence: TrainingEvidence, found: CourseFinding) -> None:
    """Booked, came, answered; to how many sessions; who brought an example of their work."""
    drawn = course_flow(found)
    if drawn is not None:
        st.header("From booking to the last form")
        show_chart(drawn, "course-flow", evidence)
    charts = [(name, drawn) for name, drawn in _of_sessions(found) if drawn is not None]
    if charts or len(found.sessions) > 1:
        st.header("Who came to which session")
    for name, drawn in charts:
        show_chart(drawn, f"course-{name}", evidence)
    if not charts and len(found.sessions) > 1:
        with st.container(border=True):
            show_table(course_table(found), "course-sessions")


def _of_sessions(found: CourseFinding) -> tuple[tuple[str, Chart | None], ...]:
    return (("attendance", attendance_bars(found)), ("sessions", sessions_bars(found)))


def show_answers(evidence: TrainingEvidence, changes: tuple[LearnerChange, ...]) -> None:
    """What was asked, level by level: questions of one form share a chart, designs never do."""
    for level in LEVELS:
        found = at_level(changes, level)
        if not found:
            continue
        st.header(plain(level_line(level)))
        for alike in together(found):
            key = f"course-{alike[0].key}"
            st.caption(plain(f"{wording.capital(design_words(alike[0]))}. {DESIGNS[alike[0].design]}"))
            charts = changes_bars(alike)
            if len(alike) > 1 or not charts:  # else the chart's title says it
                st.markdown("\n".join(f"- {plain(wording.sentence(change.sentence))}" for change in alike))
            for place, drawn in enumerate(charts):
                show_chart(drawn, f"{key}-{place}", evidence)
            if len(alike) > 1:
                moved = moved_bars(alike)
                if moved is not None:
                    show_chart(moved, f"{key}-moved", evidence)


def of_session(changes: tuple[LearnerChange, ...]) -> tuple[LearnerChange, ...]:
    """The questions on one session that is chosen, with those on the course as a whole."""
    sessions = list(dict.fromkeys(change.session for change in changes if change.session))
    if len(sessions) < 2:
        return changes
    chosen = st.selectbox("What they answered about", sessions, key=ABOUT, bind="query-params")
    return tuple(change for change in changes if change.session in {"", chosen or sessions[0]})


evidence = training_evidence()
if not evidence.courses:
    st.title("Course")
    show_training_banner(evidence)
    show_nothing(
        "No course was held in the days chosen, so there is none to look at.",
        next_step="Widen the days in the sidebar, or add bookings or an attendance list.",
    )
    show_training_notes(evidence)
    st.stop()
head = st.container()
offered = {found.name: found for found in evidence.courses}
chosen = st.selectbox("Course", list(offered), key=COURSE, bind="query-params")
found = offered.get(chosen or "", evidence.courses[0])
with head:
    st.title(plain(wording.capital(found.sentence)))
    st.caption(plain(f"{found.name}. {wording.capital(wording.period(*found.period))}"))
show_training_banner(evidence)
show_course(evidence, found)
changes = tuple(change for change in evidence.changes if change.course == found.name)
show_answers(evidence, of_session(changes))
if changes:
    st.page_link(
        "pages/learners.py",
        label="Each question in depth",
        icon=":material/arrow_forward:",
        query_params={COURSE: found.name},
    )
show_caveats((*found.caveats, *(caveat for change in changes for caveat in change.caveats)))
show_training_notes(evidence)
