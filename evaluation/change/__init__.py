"""Definitions of "improved" and the rates they give: how many got better, stayed, got worse."""

from evaluation.change.choice import (
    HeadlineRule,
    choices_for,
    cut_offs_for,
    headline_rule,
    rules_for,
)
from evaluation.change.computed import ComputedChange, computed_change
from evaluation.change.intervals import wilson
from evaluation.change.methods import NAMES
from evaluation.change.offered import functional_norm, offered_rules, reliability_of
from evaluation.change.percent import PercentChange
from evaluation.change.published import AnyChange, BandMove, Recovery, ReliableChange
from evaluation.change.room import Room, room_to_improve
from evaluation.change.rule import Rule, make_rate
from evaluation.change.significant import ClinicallySignificant, clinically_significant

__all__ = [
    "NAMES",
    "AnyChange",
    "BandMove",
    "ClinicallySignificant",
    "ComputedChange",
    "HeadlineRule",
    "PercentChange",
    "Recovery",
    "ReliableChange",
    "Room",
    "Rule",
    "choices_for",
    "clinically_significant",
    "computed_change",
    "cut_offs_for",
    "functional_norm",
    "headline_rule",
    "make_rate",
    "offered_rules",
    "reliability_of",
    "room_to_improve",
    "rules_for",
    "wilson",
]
