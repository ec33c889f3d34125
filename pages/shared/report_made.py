"""The report of what is chosen, built when something of it has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from evaluation.reports import build

if TYPE_CHECKING:
    from evaluation.brand import Brand
    from evaluation.findings.finding import Evidence
    from evaluation.reports import Report
    from evaluation.reports.plan import Plan

_KEY = "report made"


@dataclass(frozen=True, eq=False)
class _Made:
    """A report and what it is made of."""

    evidence: Evidence
    plan: Plan
    brand: Brand
    report: Report


def made(evidence: Evidence, plan: Plan, brand: Brand) -> Report:
    """The report of today; the one before where it is made of the same."""
    today = date.today()
    last: _Made | None = st.session_state.get(_KEY)
    if (
        last is None
        or last.evidence is not evidence
        or (last.plan, last.brand, last.report.made_on) != (plan, brand, today)
    ):
        last = _Made(evidence, plan, brand, build(evidence, plan=plan, brand=brand, made_on=today))
        st.session_state[_KEY] = last
    return last.report
