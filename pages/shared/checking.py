"""Says what will happen to an upload if it is opened: who is analysed, who is not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.findings.experience import filled_in_by
from evaluation.findings.of_scale import rated_by
from evaluation.view import View
from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.dataset import Dataset
    from evaluation.findings.finding import Evidence


def show_consequence(data: Dataset) -> None:
    """Show the sentence of the consequence and each scale with its number."""
    st.markdown(f"**{plain(data.consequence.sentence)}**")
    list_scales(data.evidence(View()))
    for note in data.notes:
        if " was not evaluated: " in note:  # a questionnaire about which something is asked above
            st.warning(plain(note), icon=":material/help:")
    waiting = [entry for entry in data.to_follow_up if entry.latest is not False]
    if waiting:
        st.warning(
            f"{wording.plural(len(waiting), 'answer about risk asks', 'answers about risk ask')} for a "
            "clinician’s look. The page Families to follow up lists them once you continue.",
            icon=":material/emergency_home:",
        )


def list_scales(evidence: Evidence) -> None:
    """Each scale with how many were scored on it."""
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
