"""What the training pages share: the evidence they show, that it is made up, and what is not shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.courses.vocabulary import LEVELS
from pages.shared.looking import current, looking, told
from pages.shared.packs import PackSession
from pages.shared.texts import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.vocabulary import Level
    from evaluation.findings.finding import Caveat
    from evaluation.training.evidence import TrainingEvidence


def training_evidence() -> TrainingEvidence:
    """The evidence of what this tab shows; the page ends here where a pack has none."""
    session = current()
    if not isinstance(session, PackSession):
        from pages.shared.training_session import evidence_of  # noqa: PLC0415 it holds rows: never among packs

        return evidence_of(session)
    if session.training is None:
        st.title("No training was published")
        st.info(
            "These results are about families alone. Their figures are on the page Overview.",
            icon=":material/school:",
        )
        st.stop()
    return session.training


def show_training_banner(evidence: TrainingEvidence) -> None:
    """Say when the training files are made up."""
    if evidence.sample:
        yours = " Choose **Training files** to see yours." if looking().leads else ""
        st.info(
            f"Made-up sample data, for courses and learners that do not exist.{yours}",
            icon=":material/science:",
        )


def show_nothing(what: str, *, next_step: str) -> None:
    """Say what can't be shown, and to a lead what to do about it."""
    why = told(f"{what} {next_step}", what)
    st.info(plain(why), icon=":material/school:")
    if looking().leads:
        st.page_link("pages/training_files.py", label="Training files", icon=":material/upload:")


def level_line(level: Level) -> str:
    """A level of Kirkpatrick in a line.

    >>> level_line(1)
    'Level 1 of 4, reaction: what learners thought of the course'
    """
    name, says = LEVELS[level]
    return f"Level {level} of {len(LEVELS)}, {name.lower()}: {says}"


def show_caveats(caveats: Iterable[Caveat]) -> None:
    """The limits of what was said, each once."""
    said = list(dict.fromkeys(caveat.text for caveat in caveats))
    if said:
        st.header("Before you quote this")
        st.markdown("\n".join(f"- {plain(text)}" for text in said))


def show_training_notes(evidence: TrainingEvidence) -> None:
    """Which files, what was hidden, and what the symbols mean."""
    if evidence.suppressions:
        st.caption(
            plain("; ".join(f"{symbol} {meaning}" for symbol, meaning in wording.SYMBOLS.items()) + ".")
        )
    with st.expander("Where these figures come from, and what is not shown", icon=":material/info:"):
        lines = [
            f"{source.name} ({wording.listed(source.kinds)}): {wording.count(source.used)} of "
            f"{wording.count(source.rows)} rows used, {wording.count(source.set_aside)} set aside. "
            f"Fingerprint {source.fingerprint[:12]}"
            for source in evidence.sources
        ]
        together = f"All together: fingerprint {evidence.fingerprint[:12]}, Attune {evidence.version}"
        for line in (*lines, together, *evidence.notes, *evidence.suppressions):
            st.markdown(f"- {plain(wording.sentence(line))}")
