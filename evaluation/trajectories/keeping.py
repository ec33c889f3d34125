"""What became later of those who had got better by the end: kept, or lost again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change.rule import make_rate
from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.change.rule import Rule
    from evaluation.estimates import Rate
    from evaluation.trajectories.series import SeriesTable

KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """Of those better by the end: how many still were later, how many no longer.

    `improved` is how many were better by the end, `unknown` how many of them have no later score,
    who are in neither rate.
    """

    improved: int
    kept: Rate
    lost: Rate
    unknown: int


def keeping(
    table: SeriesTable, rule: Rule, *, start: int, end: int, later: int, who: str, confidence: float = 0.95
) -> Keeping:
    """Of those whom a rule calls improved from `start` to `end`, how many it still does at `later`.

    The three are places in the table. Both times the first score is that at `start`: kept means
    still better than at the start by as much as the rule asks, lost that it no longer is.

    >>> from evaluation.change import AnyChange
    >>> from evaluation.trajectories.series import SeriesTable
    >>> scores = [[12, 5, 6], [12, 5, 13], [12, 5, np.nan], [12, 14, 5]]
    >>> table = SeriesTable.from_scores(scores, better="lower")
    >>> found = keeping(table, AnyChange(), start=0, end=1, later=2, who="families")
    >>> found.improved, found.kept.n, found.lost.n, found.unknown
    (3, 1, 1, 1)
    """
    improved = table.where(_improved(table, rule, start, end))
    seen = improved.where(np.isfinite(improved.scores[:, later]))
    of = seen.n
    kept = seen.where(_improved(seen, rule, start, later)).n
    return Keeping(
        improved=improved.n,
        kept=make_rate(KEPT, "kept", kept, of, who, confidence),
        lost=make_rate(KEPT, "lost", of - kept, of, who, confidence),
        unknown=improved.n - of,
    )


def _improved(table: SeriesTable, rule: Rule, before: int, after: int) -> NDArray[np.bool_]:
    """Which combinations a rule calls improved: each change of score is put to it once."""
    pair = table.scores[:, [before, after]]
    found = np.zeros(len(pair), bool)
    both = np.flatnonzero(np.isfinite(pair).all(axis=1))
    if not len(both):
        return found
    changes, own = np.unique(pair[both], axis=0, return_inverse=True)
    better = np.array([_is_better(rule, x, y, table) for x, y in changes])
    found[both] = better[own.ravel()]
    return found


def _is_better(rule: Rule, before: float, after: float, table: SeriesTable) -> bool:
    one = ChangeTable(np.array([before]), np.array([after]), np.ones(1, np.int64), table.better)
    return any(rate.outcome == "improved" and rate.n == 1 for rate in rule.rates(one, ""))
