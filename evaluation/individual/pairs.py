"""The pairs of scores behind a finding, one by one, each with what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluation.change import offered_rules, rules_for
from evaluation.errors import InputError
from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from evaluation.change import Rule
    from evaluation.dataset import Dataset
    from evaluation.findings.finding import Finding
    from evaluation.measures.definition import Scale
    from evaluation.view import View

Outcome = Literal["improved", "no_change", "worse", "not_judged"]
OUTCOMES: tuple[Outcome, ...] = ("improved", "no_change", "worse", "not_judged")


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A first and a second score, how many have both, and what became of them by the headline's rule."""

    before: float
    after: float
    n: int
    outcome: Outcome


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Every combination of scores that occurs, with the scale and the rule that judged it."""

    finding: Finding
    scale: Scale
    rule: Rule
    pairs: tuple[Pair, ...]

    @property
    def n(self) -> int:
        """How many pairs there are."""
        return sum(pair.n for pair in self.pairs)

    @property
    def on_steps(self) -> bool:
        """Whether every score is a whole number of steps of the scale from its lowest."""
        scores = np.array([score for pair in self.pairs for score in (pair.before, pair.after)])
        steps = (scores - self.scale.minimum) / self.scale.step
        return bool((np.abs(steps - np.round(steps)) < 1e-9).all())

    def count(self, outcome: Outcome) -> int:
        """How many pairs had an outcome."""
        return sum(pair.n for pair in self.pairs if pair.outcome == outcome)


def pairs_of(data: Dataset, view: View, finding: Finding) -> Pairs:
    """The pairs behind a finding that was made of the data under the view.

    Raises InputError where small numbers are hidden (a mark is a single family), or the data have no
    such scores.
    """
    if view.protection != "exact":
        raise InputError(
            "Pictures of single families are made of exact figures alone: under More choices, Small numbers, "
            "choose exact figures to see them."
        )
    counted = data.counted_under(view)
    try:
        place = counted.place(finding.measure, finding.scale, finding.rater)
    except KeyError as error:
        raise InputError(
            f"The data that are open have no scores of {finding.title}: open its page again."
        ) from error
    scale = counted.coded[place].paired.scores.scale
    table = counted.table(place, counted.mask(view.filters, view.start, view.end, place))
    rules = (*rules_for(scale), *offered_rules(scale, table, view))
    headline = next(entry for entry in rules if entry.id == finding.headline_rule)
    return Pairs(finding=finding, scale=scale, rule=headline, pairs=_judged(table, headline))


def _judged(table: ChangeTable, rule: Rule) -> tuple[Pair, ...]:
    """Each combination with its outcome, judged by the rule itself: a pair is a table of its own."""
    return tuple(
        Pair(before=float(before), after=float(after), n=int(n), outcome=_outcome(table, place, rule))
        for place, (before, after, n) in enumerate(zip(table.before, table.after, table.count, strict=True))
    )


def _outcome(table: ChangeTable, place: int, rule: Rule) -> Outcome:
    at = slice(place, place + 1)
    one = ChangeTable(table.before[at], table.after[at], table.count[at], table.better)
    found = {rate.outcome for rate in rule.rates(one, "") if rate.n}
    return next((outcome for outcome in OUTCOMES if outcome in found), "not_judged")
