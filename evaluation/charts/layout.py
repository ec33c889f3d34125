"""Chooses the layout for a chart's kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.charts import (
    answers,
    bars,
    definitions,
    diverging_layout,
    experience,
    forest_layout,
    funnel,
    grids,
    groups,
    heat_layout,
    map_layout,
    pairs_layout,
    ranges,
    trajectory_layout,
    trend_layout,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.chart import Chart, Kind
    from evaluation.charts.scene import Scene

NARROW = 50  # characters that fit on the narrowest screen provided for, 358 pixels
WIDE = 110  # the same beside the sidebar in a window of 1,280 pixels

_LAYOUTS: dict[Kind, Callable[[Chart, int], Scene]] = {
    "stacked": bars.stacked,
    "paired": bars.paired,
    "bars": bars.bars,
    "interval": grids.interval,
    "matrix": grids.matrix,
    "range": ranges.lay_out_range,
    "answers": experience.lay_out_answers,
    "trend": trend_layout.lay_out_trend,
    "course": trajectory_layout.lay_out_course,
    "dots": groups.lay_out_dots,
    "funnel": funnel.lay_out_funnel,
    "forest": forest_layout.lay_out_forest,
    "multiverse": definitions.lay_out_multiverse,
    "likert": answers.lay_out_likert,
    "diverging": diverging_layout.lay_out_diverging,
    "heat": heat_layout.lay_out_heat,
    "map": map_layout.lay_out_map,
    "slope": pairs_layout.lay_out_slope,
    "scatter": pairs_layout.lay_out_scatter,
}


def lay_out(chart: Chart, characters: int = NARROW) -> Scene:
    """The marks and words of a chart, with at most so many characters on a line."""
    return _LAYOUTS[chart.kind](chart, characters)
