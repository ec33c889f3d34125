"""Control charts: the average of a series and the limits within which chance alone would keep it.

XmR charts for any figure (Nelson 1982, as NHS England's Making Data Count uses them), p-charts for
shares, whose limits are wider where fewer are counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluation.trends.signals import ENOUGH, Signal, signals

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

Variation = Literal["too few", "common cause", "improving", "concerning"]
Assurance = Literal["met", "missed", "hit and miss"]

WIDTH = 2.66  # 3 / 1.128, rounded as Making Data Count's tools do
LEAST = 4  # of those who did and of those who did not, that a share's limits need to be expected


@dataclass(frozen=True, kw_only=True)
class Control:
    """A series with its average, its limits and its signals, one entry a period; higher is better.

    None stands for what a period does not have: a value, or limits. `kind` is "XmR" or "p".
    `starts` are the places at which the average and the limits begin anew.
    """

    kind: Literal["XmR", "p"]
    values: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    signals: tuple[Signal | None, ...]
    starts: tuple[int, ...] = ()

    @property
    def latest(self) -> int | None:
        """The place of the last value; None where there is no value."""
        return next((i for i in reversed(range(len(self.values))) if self.values[i] is not None), None)

    @property
    def since(self) -> int:
        """The place from which the average and limits of the last value hold."""
        last = self.latest
        return max((start for start in self.starts if last is not None and start <= last), default=0)

    @property
    def variation(self) -> Variation:
        """What the last value says of the series: chance alone, getting better, getting worse.

        As the variation icon of Making Data Count, which goes by the last point.
        """
        last = self.latest
        if last is None or self.centre[last] is None:
            return "too few"
        signal = self.signals[last]
        if signal is None:
            return "common cause"
        return "improving" if signal.direction > 0 else "concerning"

    def assurance(self, target: float) -> Assurance | None:
        """Whether chance alone keeps the series above a target, below it, or on either side.

        As the assurance icon of Making Data Count. None where there are no limits at the last value.

        >>> xmr([50, 52, 51, 49, 50, 48, 51, 50, 52, 49, 50, 51]).assurance(40)
        'met'
        """
        last = self.latest
        if last is None:
            return None
        low, high = self.low[last], self.high[last]
        if low is None or high is None:
            return None
        if target < low:
            return "met"
        return "missed" if target > high else "hit and miss"


def xmr(
    values: Sequence[float | None],
    starts: tuple[int, ...] = (),
    *,
    enough: int = ENOUGH,
    off: Sequence[float] | None = None,
) -> Control:
    """Average and limits of any series: mean ± 2.66 × mean moving range, of each part for itself.

    A moving range is the distance between neighbours; a gap has none. No large one is left out, as
    in Making Data Count's own workbooks (NHSRplotthedots leaves some out unless told otherwise).
    Parts with fewer than `enough` values have no limits. `off` is how far each value may be from the
    exact one because it is rounded: what rounding alone could make is no signal. Source: Nelson, L. S.
    (1982), Journal of Quality Technology 14, 172-173; Making Data Count, NHS England.

    >>> found = xmr([1, 3, 2, 4, 3, 5, 4, 6, 5, 7, 6, 8])
    >>> round(found.centre[0], 2), round(found.high[0], 2)
    (4.5, 8.61)
    """

    def of_part(part: NDArray[np.float64], _place: slice) -> tuple[float, NDArray[np.float64]]:
        ranges = np.abs(np.diff(part))
        ranges = ranges[np.isfinite(ranges)]
        mean_range = float(ranges.mean()) if len(ranges) else np.nan
        return float(np.nanmean(part)), np.full(len(part), WIDTH * mean_range / 3)

    return _charted("XmR", _numbers(values), starts, enough, of_part, off)


def p_chart(
    n: Sequence[float | None],
    of: Sequence[float | None],
    starts: tuple[int, ...] = (),
    *,
    enough: int = ENOUGH,
    off: Sequence[float] | None = None,
) -> Control:
    """Average and limits of a share: p ± 3 × √(p (1 − p) / n), where n differs from period to period.

    p is everybody counted over everybody there, in each part for itself. A period has limits only
    where at least 4 are expected who did and 4 who did not, as with fewer chance is lopsided (Hart
    and Hart 2002, after ASTM 1990); without, it can still be part of a run. Under disclosure control
    `n` is a printed share times a printed size, and `off` how far each share may be from the exact one:
    what rounding alone could make is no signal. Source: Shewhart's p-chart for varying n.

    >>> found = p_chart([12, 9] * 6, [20] * 12)
    >>> round(found.centre[0], 3), round(found.low[0], 3), round(found.high[0], 3)
    (0.525, 0.19, 0.86)
    """
    counts, wholes = _numbers(n), _numbers(of)
    with np.errstate(invalid="ignore", divide="ignore"):
        values = np.where(wholes > 0, counts / wholes, np.nan)

    def of_part(part: NDArray[np.float64], place: slice) -> tuple[float, NDArray[np.float64]]:
        there = np.isfinite(part)
        centre = float(counts[place][there].sum() / wholes[place][there].sum())
        with np.errstate(invalid="ignore", divide="ignore"):
            sigma = np.sqrt(centre * (1 - centre) / wholes[place])
            rare = wholes[place] * min(centre, 1 - centre) < LEAST
        return centre, np.where(rare, np.nan, sigma)

    return _charted("p", values, starts, enough, of_part, off)


def _charted(
    kind: Literal["XmR", "p"],
    values: NDArray[np.float64],
    starts: tuple[int, ...],
    enough: int,
    of_part: Callable[[NDArray[np.float64], slice], tuple[float, NDArray[np.float64]]],
    off: Sequence[float] | None,
) -> Control:
    """Each part between starts by itself: its average, a third of the way to its limits, its signals."""
    length = len(values)
    centre, sigma = np.full(length, np.nan), np.full(length, np.nan)
    found: list[Signal | None] = [None] * length
    reach = np.zeros(length) if off is None else np.array(off, np.float64)
    inner = tuple(sorted({start for start in starts if 0 < start < length}))
    for first, after in zip((0, *inner), (*inner, length), strict=True):
        place = slice(first, after)
        part = values[place]
        if np.isfinite(part).sum() < max(enough, 1):
            continue
        centre[place], sigma[place] = of_part(part, place)
        found[place] = signals(part, centre[place], sigma[place], reach[place])
    low, high = centre - 3 * sigma, centre + 3 * sigma
    if kind == "p":
        low, high = np.clip(low, 0, 1), np.clip(high, 0, 1)
    return Control(
        kind=kind,
        values=_plain(values),
        centre=_plain(centre),
        low=_plain(low),
        high=_plain(high),
        signals=tuple(found),
        starts=inner,
    )


def _numbers(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _plain(values: NDArray[np.float64]) -> tuple[float | None, ...]:
    return tuple(float(value) if np.isfinite(value) else None for value in values)
