"""A chart as office programs can draw it themselves: categories, series and numbers to edit.

The numbers are those of the printed figures, rounded as they are printed, so that a chart's data sheet
tells no more than its labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from evaluation.charts.palette import Look

# stacked: bars of shares that add up to a whole. bars: one bar a series side by side.
# line: points in order, joined. points: a point with its interval a category.
PlotKind = Literal["stacked", "bars", "line", "points"]


@dataclass(frozen=True, kw_only=True)
class PlotSeries:
    """One series: a value a category (None: hidden or none), the label printed at it, and its look.

    `lows` and `highs` are the ends of intervals; empty where there are none.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    look: Look
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What an office program is told to draw; `shares` says that values are fractions shown as percent."""

    kind: PlotKind
    categories: tuple[str, ...]
    series: tuple[PlotSeries, ...]
    shares: bool
    axis: str = ""
