"""More than two scores of one measure, as the Outcomes page shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation.charts import later_table, trajectory_means, trajectory_shares, trajectory_table
from evaluation.errors import InputError
from evaluation.findings.trajectory_words import later_sentence
from pages.shared.figures import show_chart, show_table
from pages.shared.packs import PackSession
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.findings.trajectory import Trajectory
    from pages.shared.looking import Shown
    from pages.shared.session import Session


def show_more_scores(session: Shown, evidence: Evidence, finding: Finding) -> None:
    """Where people stood at each stage, and what was kept later; nothing without more than two scores."""
    wanted = (finding.measure, finding.scale, finding.rater)
    found = [entry for entry in evidence.trajectories if (entry.measure, entry.scale, entry.rater) == wanted]
    if not found:
        return
    st.header("More than two scores")
    told = {caveat.key for caveat in finding.caveats}
    for entry in found:
        _show(entry, evidence, told)
    if isinstance(session, PackSession) or session.counts is not None:
        return  # no row to fit a model to
    if not finding.ordinal and evidence.view.protection == "exact":
        show_mixed_model(session, finding)


def _show(found: Trajectory, evidence: Evidence, told: set[str]) -> None:
    st.markdown(f"**{plain(found.sentence)}**")
    for name, chart in (("means", trajectory_means(found)), ("beyond", trajectory_shares(found))):
        if chart is not None:
            show_chart(chart, f"{found.key}-{name}", evidence)
    with st.container(border=True):
        show_table(trajectory_table(found), found.key)
    later = later_table(found)
    if later is not None:
        st.markdown("\n".join(f"- {plain(later_sentence(found, entry))}" for entry in found.later))
        with st.container(border=True):
            show_table(later, f"{found.key}-later")
    limits = [caveat.text for caveat in found.caveats if caveat.key not in told]
    st.markdown("\n".join(f"- {plain(text)}" for text in limits))


def show_mixed_model(session: Session, finding: Finding) -> None:
    """A mixed model of the finding's scores, fitted when somebody asks for it."""
    with st.expander("For statisticians: a mixed model", icon=":material/query_stats:"):
        st.caption(
            "A straight line over the months for everybody, from all dated scores, also of those who left "
            "early: a level of each family's own and, where it can be estimated, a slope of their own "
            "(restricted maximum likelihood)."
        )
        if not st.toggle("Fit the model", key=f"mixed-{finding.key}"):
            return
        try:
            with st.spinner("Fitting"):
                model = session.rows.mixed_model(finding, session.view)
        except InputError as error:
            st.info(plain(str(error)))
            return
        st.markdown(plain(str(model)))
