"""Where a group stands at each point in time: how many, their average, how many beyond the cut-off."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from evaluation.change.rule import make_rate
from evaluation.effects import describe
from evaluation.estimates import Estimate
from evaluation.tables import DECIMALS, ChangeTable

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.measures.definition import CutOff
    from evaluation.trajectories.series import SeriesTable

BEYOND = "beyond"


@dataclass(frozen=True, kw_only=True)
class Point:
    """One point in time: how many have a score there, their average, and how many are beyond the cut-off."""

    n: int
    mean: Estimate
    beyond: Rate | None  # None without a cut-off


def points(
    table: SeriesTable, who: str, *, cut_off: CutOff | None = None, confidence: float = 0.95
) -> tuple[Point, ...]:
    """Every point of a series table in order; `who` names those in it ("families").

    >>> from evaluation.trajectories.series import SeriesTable
    >>> table = SeriesTable.from_scores([[12, 9], [10, 9], [14, math.nan]], better="lower")
    >>> [(point.n, point.mean.value) for point in points(table, "families")]
    [(3, 12.0), (2, 9.0)]
    """
    return tuple(_point(table, place, who, cut_off, confidence) for place in range(table.scores.shape[1]))


def _point(table: SeriesTable, place: int, who: str, cut_off: CutOff | None, confidence: float) -> Point:
    scores = table.scores[:, place]
    given = np.isfinite(scores)
    values, count = scores[given], table.count[given]
    n = int(count.sum())
    beyond = None
    if cut_off is not None:
        edge, found = round(cut_off.at, DECIMALS), np.round(values, DECIMALS)
        inside = found >= edge if table.better == "lower" else found <= edge
        beyond = make_rate(BEYOND, BEYOND, int(count[inside].sum()), n, who, confidence)
    return Point(n=n, mean=mean(ChangeTable(values, values, count, table.better), confidence), beyond=beyond)


def mean(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """The average of a table's first scores in points of the scale, with its t interval.

    mean ± t(n - 1) sd / √n (Student 1908). The value stands without an interval where one score or
    equal scores give no spread; `reason` says so.

    >>> scores = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]  # Student's sleep data, drug 2
    >>> found = mean(ChangeTable.from_scores(scores, scores, better="higher"))
    >>> round(found.value, 2), round(found.low, 2), round(found.high, 2)
    (2.33, 0.9, 3.76)
    """
    m = describe(table)
    value, low, high, reason = m.mean_before, None, None, ""
    if m.n == 0:
        reason = "Nobody has a score there."
    elif value is None or (m.n > 1 and m.sd_before is None):
        value, reason = None, "The scores are too large or too small to calculate with."
    elif m.n == 1:
        reason = "Only one score: at least two are needed for an interval."
    elif not m.sd_before:
        reason = "Everybody has the same score, so no interval can be calculated."
    else:
        half = float(special.stdtrit(m.n - 1, (1 + confidence) / 2)) * m.sd_before / math.sqrt(m.n)
        low, high = value - half, value + half
    return Estimate(
        name="mean",
        value=value,
        low=low,
        high=high,
        interval="t",
        confidence=confidence,
        standardiser="points of the scale",
        plain=value,
        reason=reason,
    )
