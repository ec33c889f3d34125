"""Says what will happen to an upload if it is opened: who is analysed, who is not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import entries
from evaluation.findings.sentences import rated_by
from evaluation.view import View
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.dataset import Dataset

_SHOWN = 8


def show_consequence(data: Dataset) -> None:
    """Show the sentence of the consequence, each scale with its number, and what was found wrong."""
    evidence = data.evidence(View())
    flow, ledger = evidence.flow, data.ledger
    both, everyone = wording.count(flow.n("both")), wording.count(flow.n("all"))
    said = (
        f"If you continue: {both} of {everyone} {entries(evidence)} have both scores on at least one "
        "measure and will be analysed."
    )
    if ledger.set_aside:
        reasons = "; ".join(f"{n} – {reason[:1].lower() + reason[1:]}" for reason, n in ledger.reasons[:4])
        rows = wording.plural(len(ledger.set_aside), "row is", "rows are")
        said += f" {rows} set aside: {reasons}."
    st.markdown(f"**{plain(said)}**")
    lines = [
        f"- {plain(f.title)}, {plain(rated_by(f.rater))}: "
        f"{wording.plural(f.n, f.nouns.one, f.nouns.many)} scored twice"
        for f in evidence.findings
    ]
    lines += [
        f"- {plain(p.title)}, {plain(rated_by(p.rater))}: "
        f"first scores only, {wording.plural(p.n, p.nouns.one, p.nouns.many)}"
        for p in evidence.needs
    ]
    st.markdown("\n".join(lines))
    if data.problems:
        st.subheader("Cells that can't be used")
        st.markdown("\n".join(f"- {plain(problem.message)}" for problem in data.problems[:_SHOWN]))
    if len(data.problems) > _SHOWN:
        st.caption(f"{len(data.problems) - _SHOWN} more are on the page Rows used, once you continue.")
