"""How many stand at the worst and at the best possible score, before and after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from evaluation.tables import ChangeTable


@dataclass(frozen=True, kw_only=True)
class Extremes:
    """Counts of pairs at the ends of a scale: `worst_before` of `n`, and so on.

    Those at the best score before can only stay or get worse (a ceiling); those at the worst can
    only stay or get better (a floor). Many at either end also make intervals that rest on the
    normal curve too narrow.
    """

    n: int
    worst_before: int
    worst_after: int
    best_before: int
    best_after: int


def extremes(table: ChangeTable, minimum: float, maximum: float) -> Extremes:
    """Count those at the ends of a scale that runs from `minimum` to `maximum`.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([0, 27, 5, 9], [0, 20, 0, 27], better="lower")
    >>> found = extremes(table, 0, 27)
    >>> found.best_before, found.best_after, found.worst_before, found.worst_after
    (1, 2, 1, 1)
    """
    worst, best = (maximum, minimum) if table.better == "lower" else (minimum, maximum)

    def at(scores: np.ndarray, end: float) -> int:
        return int(table.count[np.round(scores, DECIMALS) == round(end, DECIMALS)].sum())

    return Extremes(
        n=table.n,
        worst_before=at(table.before, worst),
        worst_after=at(table.after, worst),
        best_before=at(table.before, best),
        best_after=at(table.after, best),
    )
