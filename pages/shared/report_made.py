"""The report of what is chosen, built when something of it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.reports import build
from evaluation.training.alone import is_alone

if TYPE_CHECKING:
    from evaluation.brand import Brand
    from evaluation.findings.finding import Evidence
    from evaluation.reports import Report
    from evaluation.reports.plan import Plan
    from evaluation.training.evidence import TrainingEvidence

_KEY = "report made"


@dataclass(frozen=True, eq=False)
class _Made:
    """A report and what it is made of."""

    evidence: Evidence
    training: TrainingEvidence | None
    plan: Plan
    brand: Brand
    report: Report


def made(evidence: Evidence, plan: Plan, brand: Brand, training: TrainingEvidence | None = None) -> Report:
    """The report of today; the one before where it is made of the same."""
    today = date.today()
    last: _Made | None = st.session_state.get(_KEY)
    if (
        last is None
        or not _same(last, evidence, training)
        or (last.plan, last.brand, last.report.made_on) != (plan, brand, today)
    ):
        report = build(evidence, training=training, plan=plan, brand=brand, made_on=today)
        last = _Made(evidence, training, plan, brand, report)
        st.session_state[_KEY] = last
    return last.report


def _same(last: _Made, evidence: Evidence, training: TrainingEvidence | None) -> bool:
    """Whether a report is made of the same; evidence of training alone is the training's."""
    alone = is_alone(evidence) and is_alone(last.evidence)
    return last.training is training and (last.evidence is evidence or alone)
