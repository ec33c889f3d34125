"""The change table: how many pairs have each (before, after) combination of scores.

Everything the statistics need is a function of these counts, so the cost of an estimate
depends on the grid of scores and not on the number of families, and tables of several
services can be added without anyone sharing a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from evaluation.measures.definition import Better

# Differences of metric scores carry binary noise (2.3 - 1.3 is 0.9999999999999998); thresholds must not.
DECIMALS = 9


@dataclass(frozen=True, eq=False)
class ChangeTable:
    """Counts of each combination of before and after score, for one scale.

    `before`, `after` and `count` are arrays of equal length, one entry a combination, in
    ascending order of (before, after). Direction is applied here, once: `gain` is positive
    when the score moved the better way.
    """

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    count: NDArray[np.int64]
    better: Better

    @classmethod
    def from_scores(
        cls, before: ArrayLike, after: ArrayLike, *, better: Better, counts: ArrayLike | None = None
    ) -> ChangeTable:
        """Count paired scores; `counts` says how often each pair occurs (default once).

        Pairs with a missing score are left out. Raises ValueError when lengths differ,
        `better` is neither "higher" nor "lower", or a count is negative or not whole.

        >>> table = ChangeTable.from_scores([12, 12, 9], [5, 5, 9], better="lower")
        >>> table.count.tolist(), table.n
        ([1, 2], 3)
        """
        if better not in {"higher", "lower"}:
            raise ValueError(f"better must be 'higher' or 'lower', not {better!r}")
        x = np.asarray(before, dtype=np.float64).ravel()
        y = np.asarray(after, dtype=np.float64).ravel()
        if x.shape != y.shape:
            raise ValueError(f"before has {x.size} scores and after has {y.size}: they must pair up")
        k = np.ones(x.size, np.int64) if counts is None else _whole(counts)
        if k.shape != x.shape:
            raise ValueError(f"counts has {k.size} entries for {x.size} pairs")
        keep = np.isfinite(x) & np.isfinite(y) & (k > 0)
        # + 0.0 turns -0.0 into 0.0, which would otherwise sort apart.
        x, y, k = x[keep] + 0.0, y[keep] + 0.0, k[keep]
        if x.size:
            order = np.lexsort((y, x))
            x, y, k = x[order], y[order], k[order]
            first = np.r_[True, (np.diff(x) != 0) | (np.diff(y) != 0)]
            k = np.add.reduceat(k, np.flatnonzero(first))
            x, y = x[first], y[first]
        return cls(x, y, k, better)

    @cached_property
    def n(self) -> int:
        """How many pairs the table counts."""
        return int(self.count.sum())

    @property
    def sign(self) -> int:
        """+1 when higher scores are better, -1 when lower are."""
        return 1 if self.better == "higher" else -1

    @cached_property
    def gain(self) -> NDArray[np.float64]:
        """Change of each combination, positive when it is an improvement; worked out once."""
        with np.errstate(over="ignore"):
            raw = self.sign * (self.after - self.before)
            rounded = np.round(raw, DECIMALS)
        # Rounding scales up first and so overflows near the largest numbers there are.
        gained: NDArray[np.float64] = np.where(np.isfinite(rounded), rounded, raw)
        gained.setflags(write=False)  # whoever asks next gets the same one
        return gained

    def __add__(self, other: ChangeTable) -> ChangeTable:
        """Pool two tables of the same scale."""
        if self.better != other.better:
            raise ValueError("tables with different directions can't be pooled")
        return ChangeTable.from_scores(
            np.r_[self.before, other.before],
            np.r_[self.after, other.after],
            better=self.better,
            counts=np.r_[self.count, other.count],
        )


def _whole(counts: ArrayLike) -> NDArray[np.int64]:
    values = np.asarray(counts, dtype=np.float64).ravel()
    if not np.all(np.isfinite(values)) or np.any(values < 0) or np.any(values != np.floor(values)):
        raise ValueError("counts must be whole numbers of pairs, 0 or more")
    return values.astype(np.int64)
