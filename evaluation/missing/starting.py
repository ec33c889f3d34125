"""Where two groups started: the standardised difference of their first scores."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluation.effects import hedges_factor, noncentrality_interval
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME, STANDARDISER = "difference_at_start", "pooled SD of first scores"


@dataclass(frozen=True, eq=False)
class FirstScores:
    """First scores with how many have each: arrays of equal length, the scores in ascending order.

    >>> some = FirstScores(np.array([10.0, 12.0]), np.array([1, 3]))
    >>> some.n, some.mean, some.sd, some.median
    (4, 11.5, 1.0, 12.0)
    """

    values: NDArray[np.float64]
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, values: NDArray[np.float64], counts: NDArray[np.int64]) -> FirstScores:
        """The scores that anybody has."""
        some = counts > 0
        return cls(values[some], counts[some])

    @cached_property
    def n(self) -> int:
        """How many have a first score."""
        return int(self.counts.sum())

    @cached_property
    def mean(self) -> float:
        """Their average."""
        return float(self.values @ self.counts) / self.n

    @cached_property
    def squares(self) -> float:
        """The sum of squared distances from the average."""
        return float(((self.values - self.mean) ** 2) @ self.counts)

    @property
    def sd(self) -> float | None:
        """Their standard deviation (n - 1); None of fewer than two."""
        return math.sqrt(self.squares / (self.n - 1)) if self.n > 1 else None

    @property
    def median(self) -> float:
        """The middle one, or the average of the two in the middle."""
        upto = np.cumsum(self.counts)
        low, high = np.searchsorted(upto, [(self.n + 1) // 2, self.n // 2 + 1])
        return float(self.values[low] + self.values[high]) / 2


def difference_at_start(
    without: FirstScores, with_second: FirstScores, sign: int, confidence: float = 0.95
) -> Estimate:
    """How much better those without a second score started than those with one, in pooled SDs.

    Cohen's d of two groups: the difference of means over sqrt(((n1-1) s1^2 + (n2-1) s2^2)/(n1+n2-2)),
    with the noncentral t interval (Steiger & Fouladi 1997) and Hedges' exact correction in `hedges`.
    `sign` is +1 where higher scores are better; positive: those without started better. Without two
    in each group, or where no score varies, the value is None and `reason` says so.

    >>> once = np.ones(3, int)
    >>> later, both = np.array([14.0, 16.0, 18.0]), np.array([10.0, 12.0, 14.0])
    >>> found = difference_at_start(FirstScores(later, once), FirstScores(both, once), -1)
    >>> round(found.value, 3)
    -2.0
    """
    n1, n2 = without.n, with_second.n
    if min(n1, n2) < 2:
        return _none("each group needs at least two first scores", confidence)
    df = n1 + n2 - 2
    spread = math.sqrt((without.squares + with_second.squares) / df)
    if not math.isfinite(spread) or spread <= 1e-12 * max(1.0, float(np.abs(without.values).max())):
        return _none("the first scores of each group are all alike", confidence)
    value = sign * (without.mean - with_second.mean) / spread
    root = math.sqrt(n1 * n2 / (n1 + n2))
    low, high = noncentrality_interval(value * root, df, confidence)
    correction = hedges_factor(df)
    return Estimate(
        name=NAME,
        value=value,
        low=low / root,
        high=high / root,
        interval="noncentral t",
        confidence=confidence,
        standardiser=STANDARDISER,
        plain=value,
        hedges=None if correction is None else value * correction,
    )


def _none(reason: str, confidence: float) -> Estimate:
    return Estimate(
        name=NAME,
        value=None,
        confidence=confidence,
        standardiser=STANDARDISER,
        reason=f"The difference can't be computed: {reason}.",
    )
