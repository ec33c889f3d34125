"""What the composite rules have in common: the scales they need, their rates and their words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.composites.statuses import StatusTable
    from evaluation.estimates import Rate
    from evaluation.measures.definition import ChangeRule, CutOff, Measure, Scale

NHS_ENGLAND = "nhs_england"  # the id of NHS England's amounts in every measure's file


@dataclass(frozen=True, kw_only=True)
class RuleText:
    """One part of a composite rule in words, with its source and how far to trust it."""

    id: str
    label: str
    text: str
    source: str
    status: str


@dataclass(frozen=True, kw_only=True)
class CompositeRule(ABC):
    """A national rule across scales.

    `national` says that its denominators are those of the national statistic; otherwise the rule
    is applied to those who have the scores. `scales` are the titles of those it uses.
    """

    national: bool
    scales: tuple[str, ...] = ()

    @property
    @abstractmethod
    def id(self) -> str:
        """A stable name, which every part's id starts with."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is called, and whether it is the national statistic."""

    @property
    @abstractmethod
    def texts(self) -> tuple[RuleText, ...]:
        """Its parts in words."""

    @abstractmethod
    def judged(self, table: StatusTable) -> NDArray[np.bool_]:
        """Which combinations of statuses the rule can tell better from worse on."""

    @abstractmethod
    def rates(self, table: StatusTable, many: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Every outcome's rate, better first; `many` names those in the table ("families")."""

    @abstractmethod
    def asides(self, table: StatusTable) -> tuple[str, ...]:
        """What must be known of these counts, in sentences; they may hold exact numbers."""


def change_rule(scale: Scale) -> ChangeRule | None:
    """NHS England's amount of change on a scale; None where there is none or its facts are not firm."""
    found = next((rule for rule in scale.change_rules if rule.id == NHS_ENGLAND), None)
    usable = found is not None and found.firm and found.unit == "points" and scale.firm
    return found if usable else None


def caseness(measure: Measure) -> tuple[Scale, ChangeRule, CutOff] | None:
    """A measure's first scale that has both a firm amount and a firm cut-off called caseness."""
    for scale in measure.scales:
        rule = change_rule(scale)
        cut_off = next((c for c in scale.cut_offs if c.id == "caseness" and c.firm), None)
        if rule is not None and cut_off is not None:
            return scale, rule, cut_off
    return None
