"""What is no before-and-after claim: what was said about the service, scores without a better end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import experience_bars, experience_table
from evaluation.findings.flows import told
from evaluation.reports.described import described_scores
from pages.shared.figures import show_chart, show_table
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Caveat, Evidence, Flow


def show_experience(evidence: Evidence, heading: str = "What was said about the service") -> None:
    """What was said about the service, a bar a question; nothing where nobody was asked."""
    if not evidence.experience:
        return
    st.header(heading)
    for found in evidence.experience:
        st.markdown(f"**{plain(found.sentence)}**")
        st.caption(plain(f"{found.measure_name}. {found.asks} {_counted(found.flow)}"))
        chart = experience_bars(found)
        if chart is not None:
            show_chart(chart, found.key, evidence)
        else:
            show_table(experience_table(found), found.key)
        _limits(found.caveats, evidence)


def show_described(evidence: Evidence) -> None:
    """Scores on which no direction of change counts as better; nothing where there are none."""
    if not evidence.described:
        return
    st.header("Scores described without a claim")
    for found in evidence.described:
        st.markdown(f"### {plain(wording.capital(found.concept))}\n{plain(found.sentence)}")
        with st.expander("Scores before and after", icon=":material/table:"):
            show_table(described_scores(found), found.key)
        _limits(found.caveats, evidence)


def _counted(flow: Flow) -> str:
    """Who answered and who did not, in a line."""
    steps = (*flow.steps, *flow.reasons)
    every = (f"{step.label[:1].lower()}{step.label[1:]}: {told(flow, step.n)}" for step in steps)
    return f"Counted: {'; '.join(every)}."


def _limits(caveats: tuple[Caveat, ...], evidence: Evidence) -> None:
    """The caveats of one entry, less those that stand beside the findings."""
    said = {caveat.key for finding in evidence.findings for caveat in finding.caveats} - {"completion", "few"}
    st.markdown("\n".join(f"- {plain(caveat.text)}" for caveat in caveats if caveat.key not in said))
