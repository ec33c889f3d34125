"""Training overview: who came, what they learnt, who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts.training import (
    cohort_table,
    context_charts,
    feedback_table,
    missing_roles_table,
    progress_bars,
    reach_bars,
    reach_table,
    referrals_chart,
)
from evaluation.courses.vocabulary import LEVELS
from evaluation.training.change_words import level_words
from pages.shared.figures import show_chart, show_table
from pages.shared.looking import told
from pages.shared.texts import plain
from pages.shared.training_choosing import at_level, by_strength, design_words
from pages.shared.training_needs import show_needs
from pages.shared.training_shown import (
    level_line,
    show_caveats,
    show_nothing,
    show_training_banner,
    show_training_notes,
    training_evidence,
)

if TYPE_CHECKING:
    from evaluation.training.evidence import Cohort, TrainingEvidence, TrainingReach

_FIRST = 3  # statements of a level that the first page shows


def show_reach(evidence: TrainingEvidence, found: TrainingReach) -> None:
    """Everybody who came by one attribute, and the roles that are missing."""
    st.header("Who came")
    if found.breakdowns:
        offered = {one.label: one for one in found.breakdowns}
        chosen = st.selectbox("Look by", list(offered), key="who by", bind="query-params")
        breakdown = offered.get(chosen or "", found.breakdowns[0])
        drawn = reach_bars(found, breakdown)
        if drawn is not None:
            show_chart(drawn, "training-reach", evidence)
        else:
            with st.container(border=True):
                show_table(reach_table(found, breakdown), "training-reach")
    st.header("Who is missing")
    missing = missing_roles_table(found)
    if missing is not None:
        with st.container(border=True):
            show_table(missing, "training-missing")
    else:
        st.markdown(
            told(
                "No role is known to be missing. Add a list of the workforce by role under Training files, "
                "and this page says whom the courses have not reached.",
                "No role is known to be missing.",
            )
        )


def show_cohort(evidence: TrainingEvidence, found: Cohort) -> None:
    """A programme's trainees together, pathway by pathway; single trainees are on no page for others."""
    st.header("How far the trainees are")
    if found.sentence != evidence.sentence:
        st.markdown(plain(wording.sentence(found.sentence)))
    with st.container(border=True):
        show_table(cohort_table(found), "training-cohort")
    for place, pathway in enumerate(found.pathways):
        drawn = progress_bars(found, pathway)
        if drawn is not None:
            show_chart(drawn, f"training-pathway-{place}", evidence)
    said = feedback_table(found)
    if said is not None:
        with st.container(border=True):
            show_table(said, "training-feedback")


def show_learnt(evidence: TrainingEvidence) -> None:
    """The strongest statements of each level of Kirkpatrick, by design and never by how good they look."""
    if not evidence.changes:
        return
    st.header("What they learnt")
    st.caption(
        "The strongest designs first, whatever their result. The level says how far a question reaches, "
        "from what was thought of a course (1) to what became of families (4)."
    )
    for level in LEVELS:
        found = at_level(evidence.changes, level)
        if not found:
            continue
        st.markdown(f"### {plain(level_line(level))}")
        for change in found[:_FIRST]:
            said = change.sentence.removesuffix(f" ({level_words(change)})")  # the heading says it
            asked = f"Asked {design_words(change)}."
            st.markdown(f"- {plain(wording.sentence(said))} *{plain(asked)}*")
    st.page_link(
        "pages/learners.py", label="Every question, before and after", icon=":material/arrow_forward:"
    )


def show_coverage(evidence: TrainingEvidence) -> None:
    """How much of the workforce has come, in a sentence."""
    if evidence.coverage is not None:
        st.header("How much of the workforce has come")
        st.markdown(plain(wording.sentence(evidence.coverage.sentence)))
        st.page_link("pages/coverage.py", label="By role and borough", icon=":material/arrow_forward:")


def show_referrals(evidence: TrainingEvidence) -> None:
    """Referrals over time, of one borough or of all together."""
    if not evidence.referrals:
        return
    st.header("Referrals over time")
    offered = {trend.borough or "All together": trend for trend in evidence.referrals}
    chosen = None
    if len(offered) > 1:
        chosen = st.selectbox("Referrals of", list(offered), key="referrals of", bind="query-params")
    trend = offered.get(chosen or "", evidence.referrals[0])
    drawn = referrals_chart(trend)
    if drawn is not None:
        show_chart(drawn, "training-referrals", evidence)
    st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in trend.caveats))


def show_context(evidence: TrainingEvidence) -> None:
    """Training beside referrals and outcomes: as context, never as cause."""
    if not evidence.context:
        return
    st.header("Beside our work with families")
    st.markdown(
        "What happened at the same time in the same place. Nothing here shows that one led to the other."
    )
    offered = {found.locality or "All together": found for found in evidence.context}
    chosen = None
    if len(offered) > 1:
        chosen = st.selectbox("Place", list(offered), key="beside in", bind="query-params")
    found = offered.get(chosen or "", evidence.context[0])
    for place, drawn in enumerate(context_charts(found)):
        show_chart(drawn, f"training-context-{place}", evidence)
    st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in found.caveats))


def show_answer(evidence: TrainingEvidence) -> None:
    """The page's question answered in three lines, each from the strongest that is known."""
    learnt = [found for level in (3, 2) for found in at_level(evidence.changes, level)]
    missing = evidence.reach.missing_roles if evidence.reach else ()
    # Without a list of who came the evidence's own sentence is what was learnt.
    told = any(found.sentence == evidence.sentence for found in evidence.changes)
    lines = (
        evidence.sentence,
        *(found.sentence for found in by_strength(learnt)[:1] if not told),
        *(
            [f"Few or none came of these roles: {wording.listed(role.role for role in missing)}"]
            if missing
            else [evidence.coverage.sentence]
            if evidence.coverage
            else []
        ),
    )
    for line in dict.fromkeys(line for line in lines if line):
        st.markdown(f"**{plain(wording.sentence(wording.capital(line)))}**")


evidence = training_evidence()
st.title("Who came, what did they learn, who is missing?")
show_answer(evidence)
show_training_banner(evidence)
came = evidence.reach if evidence.reach is not None and evidence.reach.people != 0 else None
if came is not None:
    show_reach(evidence, came)
show_learnt(evidence)
if evidence.cohort is not None:
    show_cohort(evidence, evidence.cohort)
show_coverage(evidence)
show_needs(evidence)
show_referrals(evidence)
show_context(evidence)
if not (came or evidence.changes or evidence.cohort):
    show_nothing(
        "Nothing here can be counted: nobody came to a course in the days chosen.",
        next_step="Widen the days in the sidebar, or add bookings or an attendance list.",
    )
show_caveats((*evidence.caveats, *(evidence.reach.caveats if evidence.reach else ())))
show_training_notes(evidence)
