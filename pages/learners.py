"""Learners’ change: what learners answered to one question before and after, under which design."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts.training import (
    change_bars,
    distribution_table,
    groups_moved,
    groups_table,
    moved_bars,
    two_groups_table,
)
from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.reports.training.tables import sizes_table
from evaluation.training.headlines import change_headline
from pages.shared.figures import show_chart, show_table
from pages.shared.texts import plain
from pages.shared.training_choices import COURSE, SESSION
from pages.shared.training_choosing import DESIGNS, by_strength, design_words, named
from pages.shared.training_shown import (
    level_line,
    show_caveats,
    show_nothing,
    show_training_banner,
    show_training_notes,
    training_evidence,
)

if TYPE_CHECKING:
    from evaluation.training.evidence import LearnerChange, TrainingEvidence

_ALL = "All"


def choose(evidence: TrainingEvidence) -> LearnerChange:
    """Ask for a course, a session and a question; the comparison that they name."""
    every = by_strength(evidence.changes)
    left, right = st.columns(2)
    courses = sorted({found.course for found in every})
    course = left.selectbox("Course", courses, key=COURSE, bind="query-params") or courses[0]
    here = [found for found in every if found.course == course]
    sessions = sorted({found.session for found in here if found.session})
    if sessions:
        session = right.selectbox("Session", [_ALL, *sessions], key=SESSION, bind="query-params")
        here = [found for found in here if session in {None, _ALL, found.session}] or here
    offered = named(here)
    question = st.selectbox("Question", list(offered), key="question", bind="query-params")
    return offered.get(question or "", here[0])


evidence = training_evidence()
if not evidence.changes:
    st.title("Learners’ change")
    show_training_banner(evidence)
    show_nothing(
        "No answers to a course questionnaire are here, so nothing can be said of what was learnt.",
        next_step="Add the forms that learners filled in before and after, or widen the days in the sidebar.",
    )
    show_training_notes(evidence)
    st.stop()
head = st.container()
found = choose(evidence)
with head:
    st.title(plain(wording.capital(change_headline(found) or "What did learners answer?")))
    st.caption(plain(found.question.text))
show_training_banner(evidence)
st.markdown(f"**{plain(wording.sentence(found.sentence))}**")
st.markdown(
    "\n".join(
        f"- **{name}:** {plain(text)}"
        for name, text in (
            ("How it was asked", f"{wording.capital(design_words(found))}. {DESIGNS[found.design]}"),
            (
                "Whose answers",
                "The same learners, each with both answers."
                if found.paired
                else "Forms that nobody signed: two groups, not the same people."
                if found.before
                else "Everybody who answered.",
            ),
            ("Answered", wording.sentence(wording.rate(found.answered))),
            ("How far it reaches", f"{level_line(found.level)}."),
        )
    )
)
st.header("What they answered")
drawn = change_bars(found)
table = distribution_table(found) or two_groups_table([found])
if drawn is not None:
    show_chart(drawn, "change", evidence)
elif table is not None:
    with st.container(border=True):
        show_table(table, "change")
else:
    st.markdown("How many gave each answer is hidden, or the answers are too many to count one by one.")
drawn = moved_bars([found])
if drawn is not None:
    st.header("Who moved up")
    show_chart(drawn, "moved", evidence)
if found.groups:
    st.header(plain(f"Side by side, by {ATTRIBUTES.get(found.grouped_by, 'session').lower()}"))
    drawn = groups_moved(found)
    if drawn is not None:
        show_chart(drawn, "groups-moved", evidence)
    else:
        with st.container(border=True):
            show_table(groups_table(found), "groups-moved")
sizes = sizes_table([found], "How large the change is, and whether it is more than chance")
if sizes is not None:
    with st.expander("For statisticians", icon=":material/query_stats:"):
        show_table(sizes, "change-sizes")
show_caveats(found.caveats)
show_training_notes(evidence)
