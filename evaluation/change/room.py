"""Who could have improved at all: whoever starts near the best score has no room to get better by much."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change.published import AnyChange, ReliableChange
from evaluation.change.rule import make_rate
from evaluation.tables import DECIMALS, ChangeTable

if TYPE_CHECKING:
    from evaluation.change.rule import Rule
    from evaluation.estimates import Rate
    from evaluation.measures.definition import Better


@dataclass(frozen=True, kw_only=True)
class Room:
    """How many could have improved under a rule, and how many of these did.

    `edge` is the first score from which on an amount in points is out of reach, None where the
    rule is of another kind; `amount` that number of points.
    """

    could: Rate
    improved: Rate
    better: Better
    any_change: bool = False  # the rule counts any difference
    edge: float | None = None
    amount: float | None = None

    @property
    def without(self) -> int | None:
        """How many had no room; None where that is not known."""
        return None if self.could.n is None or self.could.of is None else self.could.of - self.could.n


def room_to_improve(
    rule: Rule, table: ChangeTable, minimum: float, maximum: float, who: str, confidence: float = 0.95
) -> Room | None:
    """Of those a rule judges, who would improve by it with the best possible second score.

    None where nobody can be judged, or scores lie outside `minimum` to `maximum`.

    >>> from evaluation.measures.definition import ChangeRule
    >>> rule = ReliableChange.of(ChangeRule(id="x", label="6 points", value=6, source="a paper"))
    >>> table = ChangeTable.from_scores([38, 41, 44, 30], [45, 45, 40, 31], better="higher")
    >>> room = room_to_improve(rule, table, 0, 45, "families")
    >>> room.could.n, room.could.of, room.improved.n, room.edge
    (2, 4, 1, 40.0)
    """
    if not table.n or min(table.before.min(), table.after.min()) < minimum:
        return None
    if max(table.before.max(), table.after.max()) > maximum:
        return None
    best = maximum if table.better == "higher" else minimum
    reach = ChangeTable.from_scores(
        table.before, np.full(len(table.before), best), better=table.better, counts=table.count
    )
    possible, actual = rule.rates(reach, who, confidence)[0], rule.rates(table, who, confidence)[0]
    if possible.n is None or actual.n is None or not possible.of or actual.of != possible.of:
        return None
    edge = amount = None
    if isinstance(rule, ReliableChange):
        amount = rule.value
        edge = _edge(table, best, amount)
    return Room(
        could=make_rate(rule.id, "could_improve", possible.n, possible.of, possible.who, confidence),
        improved=make_rate(
            rule.id,
            "improved",
            actual.n,
            possible.n,
            f"{possible.who} who could have improved",
            confidence,
        ),
        better=table.better,
        any_change=isinstance(rule, AnyChange),
        edge=edge,
        amount=amount,
    )


def _edge(table: ChangeTable, best: float, amount: float) -> float | None:
    """The first score too near the best one for an amount: of whole scores in theory, of others as seen."""
    short = np.round(np.abs(best - table.before), DECIMALS) < round(amount, DECIMALS)
    if not short.any():
        return None
    scores = np.r_[table.before, best]
    if np.array_equal(scores, np.round(scores)):
        return float(best - table.sign * (math.ceil(round(amount, DECIMALS)) - 1))
    near = table.before[short]
    return float(near.min() if table.better == "higher" else near.max())
