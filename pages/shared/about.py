"""What a report or a pack is about: families, training, or both, where both are own or both are made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.training.alone import alone
from pages.shared.texts import plain
from pages.shared.training_choices import SET
from pages.shared.training_session import beside_families, chosen_set, evidence_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.findings.finding import Evidence
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.view import Protection, View
    from pages.shared.session import InUse, Session

FAMILIES, BOTH, TRAINING = "Families", "Families and training", "Training alone"


@dataclass(frozen=True, eq=False)
class About:
    """What is told: the evidence, and the training that stands beside it or is all of it."""

    evidence: Evidence
    training: TrainingEvidence | None = None


def ask_about(session: Session, label: str, key: str, on_change: Callable[[], None] | None = None) -> str:
    """Ask what something is about: FAMILIES, BOTH or TRAINING. Of one kind there is nothing to ask."""
    offered = _offered(session)
    if st.session_state.get(key) not in offered:
        st.session_state[key] = _usual(session, offered)
    if len(offered) == 1:
        return offered[0]
    chosen = str(
        st.segmented_control(
            label,
            offered,
            key=key,
            persist_state="session",
            help="Made-up samples never stand beside your own data. Your own courses are opened under "
            "Training files.",
            required=True,
            on_change=on_change,
        )
    )
    if chosen != FAMILIES and session.programme is None:
        st.caption(
            plain(
                f"The training is the made-up sample “{chosen_set().label}”. Another is chosen on Training "
                "overview."
            )
        )
    return chosen


def _offered(session: Session) -> list[str]:
    families = session.dataset is not None or session.programme is None
    training = session.programme is not None or session.dataset is None
    both = families and training and beside_families() is not None
    return [
        *([FAMILIES] if families else []),
        *([BOTH] if both else []),
        *([TRAINING] if training else []),
    ]


def _usual(session: Session, offered: list[str]) -> str:
    """Both where both are open; of the samples training only where somebody has looked at it."""
    if session.programme is None and session.dataset is None and SET not in st.session_state:
        return FAMILIES
    return next(about for about in (BOTH, TRAINING, FAMILIES) if about in offered)


def training_about(session: Session, about: str, protection: Protection) -> TrainingEvidence | None:
    """The evidence on training that is told; None of families alone. Raises InputError."""
    if about == FAMILIES:
        return None
    return evidence_of(session, session.training_view.with_(protection=protection))


def families_about(session: Session, about: str) -> tuple[InUse, View] | None:
    """The families that are told of and the view of them; None of training alone."""
    if about == TRAINING:
        return None
    return beside_families() if about == BOTH else (session.data, session.view)


def evidence_about(session: Session, about: str, view: View) -> About:
    """The evidence of what is chosen; `view` is that of the families. Raises InputError."""
    training = training_about(session, about, view.protection)
    if training is None:
        return About(session.evidence(view))
    families = families_about(session, about)
    if families is None:
        return About(alone(training), training)
    data, seen = families
    same = data.fingerprint == session.data.fingerprint
    return About(session.evidence(view) if same else session.evidence(seen, data=data), training)
