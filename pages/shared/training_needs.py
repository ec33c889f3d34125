"""What learners need, with the courses that are offered for it, on whichever page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts.training import needs_bars, needs_heat
from pages.shared.figures import show_chart
from pages.shared.looking import told
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence


def show_needs(evidence: TrainingEvidence) -> None:
    """The topics that most rated themselves low on before a course; nothing where nobody was asked."""
    needs = evidence.needs
    if needs is None:
        return
    st.header("What learners need")
    drawn = needs_bars(needs)
    if drawn is not None:
        show_chart(drawn, "training-needs", evidence)
    else:
        st.markdown(plain(wording.sentence(needs.sentence)))
    drawn = needs_heat(needs)
    if drawn is not None:
        show_chart(drawn, "training-needs-groups", evidence)
    offered = [topic for topic in needs.topics if topic.package]
    if offered:
        listed = dict.fromkeys(
            f"- {plain(wording.capital(one.topic))}: **{plain(one.package)}**" for one in offered
        )
        st.markdown("\n".join(("On offer for these topics:", *listed)))
    else:
        st.caption(
            told(
                "Which course you offer for which topic is not known: add a sheet with topic and course "
                "under Training files.",
                "Which course is offered for which topic was not published.",
            )
        )
