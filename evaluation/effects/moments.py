"""Means, spread and correlation of a change table: what every effect size is made of."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.tables import ChangeTable


@dataclass(frozen=True, kw_only=True)
class Moments:
    """Summary of the paired scores, on the scale's own direction and in its points.

    SDs use n - 1. None where the scores cannot give a figure: SDs of fewer than two pairs,
    the correlation when either score does not vary. `mean_change` alone is oriented: positive
    is improvement.
    """

    n: int
    mean_before: float | None = None
    mean_after: float | None = None
    sd_before: float | None = None
    sd_after: float | None = None
    sd_change: float | None = None
    r: float | None = None
    median_before: float | None = None
    median_after: float | None = None
    mean_change: float | None = None


# Every effect asks for the moments of the same table; they go with it.
_KNOWN: WeakKeyDictionary[ChangeTable, Moments] = WeakKeyDictionary()


def describe(table: ChangeTable) -> Moments:
    """Summarise a change table: n, means, medians, SDs (n - 1) and correlation.

    Sums are taken about the mean, so that large scores close together keep their digits.

    >>> from evaluation.tables import ChangeTable
    >>> moments = describe(ChangeTable.from_scores([10, 12, 14], [4, 8, 9], better="lower"))
    >>> moments.n, moments.mean_before, moments.mean_after, moments.mean_change
    (3, 12.0, 7.0, 5.0)
    """
    if table not in _KNOWN:
        _KNOWN[table] = _described(table)
    return _KNOWN[table]


def _described(table: ChangeTable) -> Moments:
    n = table.n
    if n == 0:
        return Moments(n=0)
    with np.errstate(all="ignore"):
        before, after, count = table.before, table.after, table.count
        mean_before, mean_after = _mean(before, count), _mean(after, count)
        sd_before, sd_after = _sd(before, mean_before, count), _sd(after, mean_after, count)
        # `gain` is free of binary noise, so people who all changed alike have a spread of exactly 0.
        gain = table.gain
        mean_change = _mean(gain, count)
        sd_change = _sd(gain, mean_change, count)
        r = None
        if sd_before and sd_after and n > 1:
            products = (before - mean_before) * (after - mean_after) * count
            r = _finite(float(products.sum()) / (n - 1) / sd_before / sd_after)
            r = None if r is None else max(-1.0, min(1.0, r))
        return Moments(
            n=n,
            mean_before=_finite(mean_before),
            mean_after=_finite(mean_after),
            sd_before=sd_before,
            sd_after=sd_after,
            sd_change=sd_change,
            r=r,
            median_before=_median(before, count),
            median_after=_median(after, count),
            mean_change=_finite(mean_change),
        )


def _finite(value: float) -> float | None:
    return float(value) if math.isfinite(value) else None


def _mean(values: NDArray[np.float64], count: NDArray[np.int64]) -> float:
    first = float(values[0])
    # Summing distances from one of the scores keeps constant scores exactly constant.
    return first + float(((values - first) * count).sum()) / float(count.sum())


def _sd(values: NDArray[np.float64], mean: float, count: NDArray[np.int64]) -> float | None:
    n = int(count.sum())
    if n < 2:
        return None
    if values.min() == values.max():
        return 0.0
    return _finite(math.sqrt(float((((values - mean) ** 2) * count).sum()) / (n - 1)))


def _median(values: NDArray[np.float64], count: NDArray[np.int64]) -> float | None:
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(count[order])
    n = int(reached[-1])
    middle = np.searchsorted(reached, [(n - 1) // 2, n // 2], side="right")
    low, high = values[order][middle]
    return _finite(float(low + (high - low) / 2))
