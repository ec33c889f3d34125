"""Every effect of a change table under other weights of its cells: what resampling asks, many at once.

Each figure is a function of a few weighted sums, so that thousands of reweighted tables cost a
matrix product, and leaving out one pair of each cell costs a subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.effects.standardised import hedges_factor
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from evaluation.tables import ChangeTable

    Floats = NDArray[np.float64]

NAMES = (
    "mean_change", "baseline_sd", "glass_delta", "d_av", "d_rm", "d_z",
    "r", "probability_of_improvement", "rank_biserial",
)  # fmt: skip
_ON_A_LINE = 1e-9
_NOTHING = 1e-6  # a sum of ranks below it is binary noise: the smallest rank is 1
_NO_SPREAD = 1e-12  # variance, in squared widths of the scores, that is binary noise


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a change table, ready to be weighted; in an order that direction can't change.

    `sums` has a row a cell and a column a quantity to be summed; `group` says which size of
    change a cell has, in ascending order, and `starts` where each size begins. `centre` is the mean
    change and n.
    """

    count: Floats
    sums: Floats
    better: Floats
    worse: Floats
    starts: NDArray[np.int64]
    group: NDArray[np.int64]
    centre: tuple[float, float]
    width: float
    shares: tuple[str, ...]
    seed: bytes

    @classmethod
    def of(cls, table: ChangeTable, shares: Mapping[str, NDArray[np.bool_]] | None = None) -> Cells:
        """The cells of a table; `shares` name masks over its cells whose share is wanted too.

        >>> from evaluation.tables import ChangeTable
        >>> cells = Cells.of(ChangeTable.from_scores([9, 9, 4], [4, 4, 4], better="lower"))
        >>> cells.count.tolist(), round(float(cells.figures(cells.count[None, :])["mean_change"][0]), 9)
        ([1.0, 2.0], 3.333333333)
        """
        marks = dict(shares or {})
        order, seed = _order(table)
        before, after = table.sign * table.before[order], table.sign * table.after[order]
        gain, count = table.gain[order], table.count[order].astype(np.float64)
        n = count.sum()
        mean_x, mean_y = float(before @ count / n), float(after @ count / n)
        width = float(max(np.ptp(before), np.ptp(after), np.abs(gain).max())) or 1.0
        x, y, g = (before - mean_x) / width, (after - mean_y) / width, gain / width
        middle = float(g @ count / n)
        g = g - middle
        better, worse = (gain > 0).astype(np.float64), (gain < 0).astype(np.float64)
        columns = [x, y, g, x * x, y * y, x * y, g * g, better - worse]
        columns += [np.asarray(mask, np.float64)[order] for mask in marks.values()]
        group = np.unique(np.abs(gain), return_inverse=True)[1]
        starts = np.flatnonzero(np.r_[True, np.diff(group) > 0])
        return cls(
            count, np.column_stack(columns), better, worse, starts, group,
            (middle * width, float(n)), width, tuple(marks), seed,
        )  # fmt: skip

    @property
    def n(self) -> int:
        """How many pairs the cells hold."""
        return int(self.centre[1])

    def figures(self, weights: Floats, *, ranked: bool = True) -> dict[str, Floats]:
        """Every figure for each row of weights (rows x cells), which add up to n; NaN where there is none.

        `ranked` False leaves out the rank-biserial correlation, which costs the most.
        """
        found = self._moments(weights @ self.sums)
        if not ranked:
            return found
        up = np.add.reduceat(weights * self.better, self.starts, axis=1)
        down = np.add.reduceat(weights * self.worse, self.starts, axis=1)
        tied = up + down
        rank = np.cumsum(tied, axis=1) - (tied - 1) / 2
        found["rank_biserial"] = _balance((up * rank).sum(axis=1), (down * rank).sum(axis=1))
        return found

    def without_one(self) -> dict[str, Floats]:
        """Every figure with one pair of each cell left out, the others weighted up to n again."""
        n = self.n
        grow = n / (n - 1)
        found = self._moments(grow * (self.count @ self.sums - self.sums))
        better, worse = self.count * self.better, self.count * self.worse
        up, down = (np.add.reduceat(side, self.starts) for side in (better, worse))
        tied = up + down
        below = np.cumsum(tied) - tied

        def side(own: Floats, mine: Floats) -> Floats:
            """The rank sum of one side without each pair; `mine` marks the cells on that side."""
            whole = float((own * (below + tied / 2)).sum())
            above = own.sum() - np.cumsum(own)
            lost = mine * (below + (tied - 1) / 2)[self.group] + (own / 2 + above)[self.group]
            moved = self.better + self.worse > 0
            rest: Floats = grow**2 * (whole - np.where(moved, lost, 0)) + grow * (own.sum() - mine) / 2
            return rest

        found["rank_biserial"] = _balance(side(up, self.better), side(down, self.worse))
        return found

    def _moments(self, sums: Floats) -> dict[str, Floats]:
        n = self.n
        x, y, g, xx, yy, xy, gg, balance = (sums[:, i] for i in range(8))
        v1, v2, vd = ((s2 - s * s / n) / (n - 1) for s, s2 in ((x, xx), (y, yy), (g, gg)))
        v1, v2, vd = (np.where(v > _NO_SPREAD, v, 0.0) for v in (v1, v2, vd))
        change = self.centre[0] / self.width + g / n
        with np.errstate(all="ignore"):
            both = np.sqrt(np.where(v1 * v2 > 0, v1 * v2, np.nan))
            r = np.clip((xy - x * y / n) / (n - 1) / both, -1, 1)
            found = {
                "mean_change": change * self.width,
                "baseline_sd": _known(change / np.sqrt(v1)) * (hedges_factor(n - 1) or np.nan),
                "glass_delta": _known(change / np.sqrt(v1)),
                "d_av": _known(change / np.sqrt((v1 + v2) / 2)),
                "d_rm": _known(change * np.sqrt(2 * np.where(r < 1 - _ON_A_LINE, 1 - r, np.nan) / vd)),
                "d_z": _known(change / np.sqrt(vd)),
                "r": _known(r),
                "probability_of_improvement": (1 + balance / n) / 2,
            }
        return found | {name: sums[:, 8 + i] / n for i, name in enumerate(self.shares)}


def _order(table: ChangeTable) -> tuple[NDArray[np.intp], bytes]:
    """Cells by size of change and then by place, and what the table holds, as bytes.

    Neither adding a constant, nor turning the scale, nor the direction alone alters them: the
    scores and their mirror image are told apart by their bytes, and the smaller is taken.
    """
    size = np.abs(table.gain)
    choices = []
    for sign in (1, -1):
        x, y = sign * table.before, sign * table.after
        least = min(x.min(), y.min())
        x, y = np.round(x - least, DECIMALS) + 0.0, np.round(y - least, DECIMALS) + 0.0
        order = np.lexsort((y, x, size))
        choices.append((x[order].tobytes() + y[order].tobytes() + table.count[order].tobytes(), order))
    content, order = min(choices, key=lambda choice: choice[0])
    return order, content


def _known(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)


def _balance(up: Floats, down: Floats) -> Floats:
    """(up - down) / (up + down); NaN where nobody moved."""
    total = up + down
    with np.errstate(all="ignore"):
        return np.where(total > _NOTHING, (up - down) / total, np.nan)
