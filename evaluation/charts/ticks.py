"""The numbers on the upright axis of a chart over time."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart

_STEPS = (0.5, 1, 2, 5, 10, 20, 50, 100, 1000, 1e5, 1e9, 1e300)
_MOST = 6  # steps that a reader can take in


def ticks_within(low: float, high: float) -> list[tuple[float, str]]:
    """Round numbers from one end of a scale to the other, and their print.

    >>> [text for _, text in ticks_within(0, 27)]
    ['0', '5', '10', '15', '20', '25']
    """
    step = next(s for s in _STEPS if (high - low) / s <= _MOST)
    first, last = ceil(low / step), floor(high / step)
    return [(step * n, wording.decimal(step * n, 1 if step < 1 else 0)) for n in range(first, last + 1)]


def upright_ticks(chart: Chart, *, start: float | None = None) -> list[tuple[float, str]]:
    """Each number and its print: all of a share's, or round ones that hold every value and `start`."""
    if chart.axis == "share":
        return [(value / 100, f"{value}%") for value in (0, 25, 50, 75, 100)]
    ends = [] if start is None else [start]
    ends += [
        value
        for series in chart.series
        for part in (series.values, series.lows, series.highs)
        for value in part
        if value is not None
    ]
    reach = max(max(ends) - min(ends), 1.0)
    step = next(s for s in _STEPS if reach / s <= _MOST)
    first = floor(min(ends) / step)
    last = max(ceil(max(ends) / step), first + 1)
    return [(step * n, wording.decimal(step * n, 1 if step < 1 else 0)) for n in range(first, last + 1)]
