"""The series table: how many have each combination of scores at several points in time.

As a change table is for two scores, so this is for more: everything below is a function of its
counts, and tables of several services can be added without anyone sharing a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from evaluation.measures.definition import Better

By = Literal["stage", "number"]  # what the points are: stages, or scores in order of time


@dataclass(frozen=True, eq=False)
class SeriesTable:
    """Counts of each combination of scores of one scale at several points.

    `scores` has one row a combination and one column a point, NaN where there is no score; `count`
    has one entry a row.
    """

    scores: NDArray[np.float64]
    count: NDArray[np.int64]
    better: Better

    @classmethod
    def from_scores(
        cls, scores: ArrayLike, *, better: Better, counts: ArrayLike | None = None
    ) -> SeriesTable:
        """Count series of scores, a row each; rows without any score are left out.

        Raises ValueError when `scores` has no columns or `counts` does not fit it.

        >>> table = SeriesTable.from_scores([[12, 9, 7], [12, 9, 7], [8, np.nan, 6]], better="lower")
        >>> table.count.tolist(), table.n
        ([1, 2], 3)
        """
        rows = np.asarray(scores, dtype=np.float64)
        if rows.ndim != 2 or not rows.shape[1]:
            raise ValueError("scores must be rows of scores at one point or more")
        k = np.ones(len(rows), np.int64) if counts is None else np.asarray(counts, dtype=np.int64)
        if k.shape != (len(rows),):
            raise ValueError(f"counts has {k.size} entries for {len(rows)} series")
        keep = np.isfinite(rows).any(axis=1) & (k > 0)
        rows, k = rows[keep] + 0.0, k[keep]
        # Column by column, so that equal series are found without comparing whole rows.
        code = np.zeros(len(rows), np.int64)
        for place in range(rows.shape[1]):
            values, own = np.unique(rows[:, place], return_inverse=True)
            _, code = np.unique(code * (len(values) + 1) + own, return_inverse=True)
        _, first = np.unique(code, return_index=True)
        total = np.bincount(code, k, len(first)).astype(np.int64)
        return cls(rows[first], total, better)

    @property
    def n(self) -> int:
        """How many have a score at any point."""
        return int(self.count.sum())

    @property
    def complete(self) -> SeriesTable:
        """Those alone who have a score at every point."""
        return self.where(np.isfinite(self.scores.sum(axis=1)))

    def where(self, rows: NDArray[np.bool_]) -> SeriesTable:
        """Those combinations alone that are marked."""
        return SeriesTable(self.scores[rows], self.count[rows], self.better)

    def having(self, *places: int) -> int:
        """How many have a score at each of these points."""
        return int(self.count[np.isfinite(self.scores[:, places]).all(axis=1)].sum())

    def pairs(self, before: int, after: int) -> ChangeTable:
        """The change table from one point to another, of those with a score at both."""
        return ChangeTable.from_scores(
            self.scores[:, before], self.scores[:, after], better=self.better, counts=self.count
        )

    def __add__(self, other: SeriesTable) -> SeriesTable:
        """Pool two tables of the same scale and the same points."""
        if self.better != other.better or self.scores.shape[1] != other.scores.shape[1]:
            raise ValueError("series with different directions or points can't be pooled")
        return SeriesTable.from_scores(
            np.r_[self.scores, other.scores], better=self.better, counts=np.r_[self.count, other.count]
        )
