"""Definitions of "improved" and the rates they give: how many got better, stayed, got worse."""

from evaluation.change.choice import HeadlineRule, headline_rule, rules_for
from evaluation.change.computed import (
    ClinicallySignificant,
    ComputedChange,
    clinically_significant,
    computed_change,
)
from evaluation.change.intervals import wilson
from evaluation.change.published import AnyChange, BandMove, Recovery, ReliableChange
from evaluation.change.rule import Rule

__all__ = [
    "AnyChange",
    "BandMove",
    "ClinicallySignificant",
    "ComputedChange",
    "HeadlineRule",
    "Recovery",
    "ReliableChange",
    "Rule",
    "clinically_significant",
    "computed_change",
    "headline_rule",
    "rules_for",
    "wilson",
]
