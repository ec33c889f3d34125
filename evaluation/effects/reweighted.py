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
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from evaluation.tables import ChangeTable

    Floats = NDArray[np.float64]

NAMES = (
    "mean_change", "baseline_sd", "glass_delta", "d_av", "d_rm", "d_z",
    "r", "probability_of_improvement", "rank_biserial",
)  # fmt: skip
_AT_ONCE = 20_000  # cells whose figures without one pair are worked out at a time
_ON_A_LINE = 1e-9
_NOTHING = 1e-6  # a sum of ranks below it is binary noise: the smallest rank is 1
_NO_SPREAD = 1e-12  # variance, in squared widths of the scores, that is binary noise


@dataclass(frozen=True, eq=False)
class Cells:
    """The cells of a change table, ready to be weighted; in an order that direction can't change.

    `sums` has a row a cell and a column a quantity to be summed; `group` says which size of
    change a cell has, in ascending order, and `starts` where each size begins. `centre` is the mean
    change and n. `seed` is what the table holds, as bytes.
    """

    count: Floats
    sums: Floats
    better: NDArray[np.bool_]
    worse: NDArray[np.bool_]
    starts: NDArray[np.int64]
    group: NDArray[np.int64]
    centre: tuple[float, float]
    width: float
    shares: tuple[str, ...]
    seed: bytes

    @classmethod
    def of(
        cls,
        table: ChangeTable,
        shares: Mapping[str, NDArray[np.bool_]] | None = None,
        *,
        seeded: bool = True,
    ) -> Cells:
        """The cells of a table; `shares` name masks over its cells whose share is wanted too.

        `seeded` False spares the two sorts that make draws repeatable, where nothing is drawn.

        >>> from evaluation.tables import ChangeTable
        >>> cells = Cells.of(ChangeTable.from_scores([9, 9, 4], [4, 4, 4], better="lower"))
        >>> cells.count.tolist(), round(float(cells.figures(cells.count[None, :])["mean_change"][0]), 9)
        ([1.0, 2.0], 3.333333333)
        """
        marks = dict(shares or {})
        gain = table.gain
        order, seed = _order(table) if seeded else (np.argsort(np.abs(gain)), b"")
        before, after = table.sign * table.before[order], table.sign * table.after[order]
        gain, count = gain[order], table.count[order].astype(np.float64)
        n = count.sum()
        size = np.abs(gain)
        width = float(max(np.ptp(before), np.ptp(after), size.max())) or 1.0
        sums = np.empty((8 + len(marks), len(count)))
        x, y, g = sums[:3]
        for row, scores in ((x, before), (y, after)):
            row[:] = (scores - float(scores @ count / n)) / width
        g[:] = gain / width
        middle = float(g @ count / n)
        g -= middle
        for row, one, other in zip(sums[3:7], (x, y, x, g), (x, y, y, g), strict=True):
            np.multiply(one, other, out=row)
        better, worse = gain > 0, gain < 0
        np.subtract(better, worse, out=sums[7], dtype=np.float64)
        for row, mask in zip(sums[8:], marks.values(), strict=True):
            row[:] = np.asarray(mask, np.float64)[order]
        first = np.r_[True, np.diff(size) > 0]
        return cls(
            count, sums.T, better, worse, np.flatnonzero(first), np.cumsum(first) - 1,
            (middle * width, float(n)), width, tuple(marks), seed,
        )  # fmt: skip

    @property
    def n(self) -> int:
        """How many pairs the cells hold."""
        return int(self.centre[1])

    def figures(self, weights: Floats) -> dict[str, Floats]:
        """Every figure for each row of weights (rows x cells), which add up to n; NaN where there is none."""
        return self._moments(weights @ self.sums) | {"rank_biserial": self._ranked(weights)}

    def towards(self, direction: Floats, name: str) -> Callable[[Floats], Floats]:
        """How a figure moves as a pair of each cell weighs 1 + step x direction: a function of the steps.

        `direction` has a number a cell. No weight goes below 0, and all are made to add up to n.
        """
        n, pulled = self.n, self.count * direction
        least, most = direction.min(), direction.max()
        whole, line, drift = self.count @ self.sums, pulled @ self.sums, pulled.sum()

        def figure(steps: Floats) -> Floats:
            if name != "rank_biserial" and min((steps * least).min(), (steps * most).min()) >= -1:
                # No weight is cut off at 0: the sums move along a line, and cells need no second look.
                sums = whole + steps[:, None] * line
                return self._moments(sums * (n / (n + steps[:, None] * drift)))[name]
            weights = self.count * np.maximum(1 + steps[:, None] * direction, 0)
            weights *= n / weights.sum(axis=1, keepdims=True)
            if name == "rank_biserial":
                return self._ranked(weights)
            return self._moments(weights @ self.sums)[name]

        return figure

    def without_one(self, *, ranked: bool = True) -> dict[str, Floats]:
        """Every figure with one pair of each cell left out, the others weighted up to n again."""
        grow = self.n / (self.n - 1)
        total = self.count @ self.sums
        found = {name: np.empty(len(self.count)) for name in (*NAMES[:-1], *self.shares)}
        for start in range(0, len(self.count), _AT_ONCE):  # what is in between takes no room then
            some = slice(start, start + _AT_ONCE)
            for name, figures in self._moments(grow * (total - self.sums[some])).items():
                found[name][some] = figures
        if ranked:
            found["rank_biserial"] = self._ranked_without_one(grow)
        return found

    def _ranked(self, weights: Floats) -> Floats:
        """The rank-biserial correlation for each row of weights."""
        up = np.add.reduceat(weights * self.better, self.starts, axis=1)
        down = np.add.reduceat(weights * self.worse, self.starts, axis=1)
        tied = up + down
        rank = np.cumsum(tied, axis=1) - (tied - 1) / 2
        return _balance((up * rank).sum(axis=1), (down * rank).sum(axis=1))

    def _ranked_without_one(self, grow: float) -> Floats:
        """The rank-biserial correlation with one pair of each cell left out."""
        better, worse = self.count * self.better, self.count * self.worse
        up, down = (np.add.reduceat(side, self.starts) for side in (better, worse))
        tied = up + down
        below = np.cumsum(tied) - tied
        moved = self.better | self.worse

        def side(own: Floats, mine: NDArray[np.bool_]) -> Floats:
            """The rank sum of one side without each pair; `mine` marks the cells on that side."""
            whole = float((own * (below + tied / 2)).sum())
            above = own.sum() - np.cumsum(own)
            lost = mine * (below + (tied - 1) / 2)[self.group] + (own / 2 + above)[self.group]
            rest: Floats = grow**2 * (whole - np.where(moved, lost, 0)) + grow * (own.sum() - mine) / 2
            return rest

        return _balance(side(up, self.better), side(down, self.worse))

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
