"""The axes of a chart of Excel's own, and words that it never takes for something else."""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Any

from evaluation.charts import palette
from evaluation.reports.archive import legal
from evaluation.reports.excel.book import cut

if TYPE_CHECKING:
    from evaluation.charts.native import Plot

_MOST_WORDS = 255  # characters of a title or a label
# XlsxWriter takes words such as "Well done!A1" for the address of a cell.
_ADDRESS = re.compile(r"!(?=\$?[A-Z])")


def words(text: str) -> str:
    """Text for a chart that is never taken for the address of a cell.

    >>> words("Well done!A1"), words("=1+1")
    ('Well done! A1', '=1+1')
    """
    return cut(_ADDRESS.sub("! ", legal(text)), _MOST_WORDS)


def set_axes(chart: Any, plot: Plot, font: dict[str, Any], *, named: bool) -> None:
    """The axis of values in the numbers' own format, and the one of categories from top to bottom."""
    form = "0%" if plot.shares else "#,##0" + ("." + "0" * plot.places if plot.places else "")
    quiet = {"color": palette.RULE, "width": 0.75}
    values: dict[str, Any] = {
        "num_format": form,
        "num_font": font,
        "line": quiet,
        "major_gridlines": {
            "visible": plot.kind in {"line", "points"},
            "line": {**quiet, "color": palette.PALE},
        },
    }
    ends = top(plot)
    if ends is not None or plot.kind != "line":
        values["min"] = edge(plot)
    if ends is not None:
        values["max"] = ends
    if plot.kind == "stacked":
        values["max"] = 1 if plot.shares else whole(plot)
    if plot.axis:
        values |= {"name": words(plot.axis), "name_font": {**font, "bold": False}}
    if plot.kind == "points":
        chart.set_x_axis(values)
        chart.set_y_axis(
            {
                "visible": False,
                "min": 0,
                "max": len(plot.categories) + 0.5,
                "major_gridlines": {"visible": False},
            }
        )
        return
    names = {"num_font": {**font, "rotation": 0}, "line": quiet, "text_axis": True}
    if plot.kind == "line":
        chart.set_y_axis(values)
        chart.set_x_axis({**names, "label_position": "low"})
        return
    chart.set_x_axis(values)
    chart.set_y_axis({**names, "reverse": True, "crossing": "max", "visible": named})


def whole(plot: Plot) -> float:
    """How much the longest bar stands for."""
    return max(sum(one.values[place] or 0 for one in plot.series) for place in range(len(plot.categories)))


def edge(plot: Plot) -> float:
    """Where the axis of values begins: at 0, or below the lowest value or end of an interval."""
    found = [
        value
        for one in plot.series
        for values in (one.values, one.lows)
        for value in values
        if value is not None
    ]
    lowest = min([0.0, *found])
    return _outwards(lowest, -1) if lowest else 0.0


def top(plot: Plot) -> float | None:
    """Where the axis of values ends, so that no interval is cut off; None where the values say it."""
    found = [high for one in plot.series for high in one.highs if high is not None]
    if not found:
        return None
    found += [value for one in plot.series for value in one.values if value is not None]
    end = _outwards(max(found), 1)
    return min(1.0, end) if plot.shares else end


def _outwards(value: float, side: int) -> float:
    """The next round number away from the middle: of tenths, ones or fives, by how large it is.

    >>> _outwards(0.53, 1), _outwards(6.2, 1), _outwards(58.3, 1), _outwards(-5.3, -1)
    (0.6, 7.0, 60.0, -6.0)
    """
    size = abs(value)
    step = 5.0 if size > 20 else 1.0 if size > 3 else 0.1
    return round(side * ceil(side * value / step - 1e-9) * step, 1)
