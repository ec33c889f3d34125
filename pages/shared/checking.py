"""Says what will happen to an upload if it is opened: who is analysed, who is not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import entries
from evaluation.findings.experience import filled_in_by
from evaluation.findings.of_scale import rated_by
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
    if evidence.experience and not flow.n("both"):
        said = "If you continue: what was said about the service will be counted."
    if ledger.set_aside:
        reasons = "; ".join(f"{n} – {_running(reason)}" for reason, n in ledger.reasons[:4])
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
    lines += [
        f"- {plain(d.title)}, {plain(rated_by(d.rater))}: described only, "
        f"{wording.plural(d.n, d.nouns.one, d.nouns.many)} scored twice"
        for d in evidence.described
    ]
    lines += [
        f"- {plain(e.title)}, {plain(filled_in_by(e.rater))}: "
        f"{wording.plural(e.n, e.nouns.one, e.nouns.many)} with answers about the service"
        for e in evidence.experience
    ]
    st.markdown("\n".join(lines))
    for note in data.notes:
        if " was not evaluated: " in note:  # a questionnaire about which something is asked above
            st.warning(plain(note), icon=":material/help:")
    waiting = [entry for entry in data.to_follow_up if entry.latest is not False]
    if waiting:
        st.warning(
            f"{wording.plural(len(waiting), 'answer about risk asks', 'answers about risk ask')} for a "
            "clinician’s look. The page Answers to follow up lists them once you continue.",
            icon=":material/emergency_home:",
        )
    if data.problems:
        st.subheader("Cells that can't be used")
        st.markdown("\n".join(f"- {plain(problem.message)}" for problem in data.problems[:_SHOWN]))
    if len(data.problems) > _SHOWN:
        st.caption(f"{len(data.problems) - _SHOWN} more are on the page Rows used, once you continue.")


def _running(reason: str) -> str:
    """A reason as it stands within a sentence; a name in capitals keeps them."""
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() or reason[1:2] == " " else reason
