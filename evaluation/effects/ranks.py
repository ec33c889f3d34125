"""Signed ranks of a change table: how far those who improved outweigh those who got worse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.tables import ChangeTable

NOBODY = "Nobody has a score both before and after."
UNCHANGED = "Nobody's score changed, so there is nothing to rank."


@dataclass(frozen=True, eq=False)
class SignedRanks:
    """How many changed by each amount, either way, and the middle rank they share.

    `better`, `worse` and `rank` have one entry an amount of change above 0, ascending; `zeros`
    counts those who did not change.
    """

    better: NDArray[np.number]
    worse: NDArray[np.number]
    rank: NDArray[np.float64]
    zeros: int

    @classmethod
    def of(cls, table: ChangeTable, *, pratt: bool = False) -> SignedRanks:
        """The ranks of a table; `pratt` ranks those who did not change too, below all others.

        Counting comes first, so the cost is that of sorting the distinct amounts.

        >>> from evaluation.tables import ChangeTable
        >>> ranks = SignedRanks.of(ChangeTable.from_scores([9, 9, 9, 9], [7, 7, 8, 10], better="lower"))
        >>> ranks.rank.tolist(), ranks.better.tolist(), ranks.worse.tolist()
        ([1.5, 3.5], [1.0, 2.0], [1.0, 0.0])
        """
        gain, count = table.gain, table.count
        moved = gain != 0
        zeros = int(count[~moved].sum())
        sizes, at = np.unique(np.abs(gain[moved]), return_inverse=True)
        weight, up = count[moved].astype(np.float64), gain[moved] > 0
        better = np.bincount(at[up], weights=weight[up], minlength=len(sizes))
        worse = np.bincount(at[~up], weights=weight[~up], minlength=len(sizes))
        tied = better + worse
        rank = np.cumsum(tied) - (tied - 1) / 2 + (zeros if pratt else 0)
        return cls(better, worse, rank, zeros)

    @property
    def n(self) -> int:
        """How many changed."""
        return int((self.better + self.worse).sum())

    @property
    def tied(self) -> bool:
        """Whether two or more changed by the same amount."""
        return bool(((self.better + self.worse) > 1).any())

    @property
    def up(self) -> float:
        """The sum of the ranks of those who improved: Wilcoxon's statistic."""
        return float(self.better @ self.rank)

    @property
    def total(self) -> float:
        """The sum of all ranks."""
        return float((self.better + self.worse) @ self.rank)

    @property
    def squares(self) -> float:
        """The sum of all squared ranks, four times the variance of `up` when signs are even odds."""
        return float((self.better + self.worse) @ self.rank**2)


def rank_biserial(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Matched-pairs rank-biserial correlation: the share of ranks that improved less that got worse.

    r = (W+ - W-) / (W+ + W-), between -1 and 1, of those who changed (Kerby 2014). The interval is
    a score interval: Wilson's for the share of ranks with (sum of ranks)^2 / sum of squared ranks
    as the number of pairs, which is exact in its variance when direction does not depend on size.
    The usual one, Fisher's z with a standard error that holds at r = 0, is [1, 1] at r = 1
    whatever the number of pairs; this one is not.

    >>> from evaluation.tables import ChangeTable
    >>> found = rank_biserial(ChangeTable.from_scores([9, 9, 9, 9], [6, 7, 8, 7], better="lower"))
    >>> found.value, round(found.low, 2), found.high
    (1.0, -0.06, 1.0)
    """
    ranks = SignedRanks.of(table)
    value = low = high = None
    reason = "" if table.n else NOBODY
    if ranks.n:
        value = (2 * ranks.up - ranks.total) / ranks.total
        z = float(special.ndtri((1 + confidence) / 2))
        spread = z * z * ranks.squares / ranks.total**2
        half = math.sqrt(spread * (1 - value * value + spread))
        low = max(-1.0, (value - half) / (1 + spread))
        high = min(1.0, (value + half) / (1 + spread))
    elif table.n:
        reason = UNCHANGED
    return Estimate(
        name="rank_biserial",
        value=value,
        low=low,
        high=high,
        interval="score (Wilson 1927, with the ranks' effective number)",
        confidence=confidence,
        standardiser="none: a share of the ranks of those who changed",
        plain=value,
        reason=reason,
    )
