"""A chart of Excel's own, drawn from cells of its sheet: colours, words and axes as in every other file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_range_formula

from evaluation.charts import palette
from evaluation.reports.excel.axes import set_axes, whole, words
from evaluation.reports.excel.ranges import inexact

if TYPE_CHECKING:
    from evaluation.charts.native import Plot, PlotSeries
    from evaluation.charts.palette import Look
    from evaluation.reports.excel.book import Book
    from evaluation.reports.excel.ranges import Cells, Ranges

WIDE = 880  # pixels
_EDGES = 60  # pixels at both sides of the bars
_WIDEST_LABEL = 160  # pixels: longer ones are wrapped into a column of words
_CHARACTER = 6.4  # pixels
_HEAD = 100  # pixels for the title and the axis
_LINE = 430  # pixels: how high a chart over time is


@dataclass(frozen=True)
class Drawn:
    """A chart of XlsxWriter's and how high it is, in pixels."""

    chart: Any
    height: int


def drawn(book: Book, plot: Plot, ranges: Ranges, sheet: str, title: str) -> Drawn:
    """The chart of these ranges of the sheet, with title, direct labels, axes and intervals."""
    kind, subtype = {
        "stacked": ("bar", "stacked"),
        "bars": ("bar", ""),
        "line": ("line", ""),
        "points": ("scatter", ""),
    }[plot.kind]
    chart = book.chart(kind, subtype)
    for number, one in enumerate(plot.series):
        chart.add_series(_series(book, plot, ranges, sheet, number, one))
    if plot.kind == "points":
        chart.add_series(_names(book, plot, ranges, sheet))
    font = {"name": book.brand.font, "size": 10, "color": palette.INK}
    chart.set_title(
        {
            "name": words(title),
            "overlay": False,
            "name_font": {**font, "size": 12, "bold": True, "color": book.brand.heading},
        }
    )
    set_axes(chart, plot, font, named=ranges.categories is not None)
    hidden = [len(plot.series)] if plot.kind == "points" else []
    if len(plot.series) > 1:
        chart.set_legend({"position": "bottom", "font": font, "delete_series": hidden})
    else:
        chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": palette.PAPER}})
    chart.show_blanks_as("gap")
    height = _height(plot)
    chart.set_size({"width": WIDE, "height": height})
    return Drawn(chart, height)


def _height(plot: Plot) -> int:
    many, series = len(plot.categories), len(plot.series)
    if plot.kind == "line":
        return _LINE
    each = {"stacked": 44, "bars": 16 + 17 * series, "points": 50 + 10 * (series - 1)}[plot.kind]
    return _HEAD + (30 if series > 1 else 0) + max(2, many) * each


def _series(
    book: Book, plot: Plot, ranges: Ranges, sheet: str, number: int, one: PlotSeries
) -> dict[str, Any]:
    """One series as XlsxWriter takes it."""
    name = ranges.names[number]
    values = ranges.values[number]
    made: dict[str, Any] = {"name": [sheet, name.first, name.column] if name else words(one.name)}
    if plot.kind == "points":
        made |= {"categories": values.on(sheet), "values": ranges.heights[number].on(sheet)}
    else:
        made["values"] = values.on(sheet)
        if ranges.categories:
            made["categories"] = ranges.categories.on(sheet)
    if plot.kind in {"line", "points"}:
        made |= _marks(plot, one)
    else:
        made |= {**_filled(one.look), "gap": 60 if plot.kind == "stacked" else 45}
        if one.looks:
            made["points"] = [_filled(look) for look in one.looks]
    below, above = ranges.below[number], ranges.above[number]
    if below and above:
        bars = {
            "type": "custom",
            "plus_values": _range(sheet, above),
            "minus_values": _range(sheet, below),
            "end_style": 0,
            "line": {"color": one.look.edge, "width": 3 if one.form == "interval" else 1.5},
        }
        made["x_error_bars" if plot.kind == "points" else "y_error_bars"] = bars
    if plot.kind != "points" and any(one.labels):
        made["data_labels"] = _labels(book, plot, one, first=number == 0)
    return made


def _filled(look: Look) -> dict[str, Any]:
    return {"fill": {"color": look.fill}, "border": {"color": look.edge, "width": 0.75}}


def _marks(plot: Plot, one: PlotSeries) -> dict[str, Any]:
    """Points, joined in a chart over time; an average or a limit is a line without points."""
    joined = {"color": one.look.edge, "width": 1.5, **({"dash_type": "dash"} if one.form == "line" else {})}
    made: dict[str, Any] = {"line": joined if plot.kind == "line" else {"none": True}}
    if one.form != "marks":
        return {**made, "marker": {"type": "none"}}
    made["marker"] = {"type": "circle", "size": 8, **_filled(one.look)}
    if one.looks:
        made["points"] = [_filled(look) for look in one.looks]
    return made


def _range(sheet: str, cells: Cells) -> str:
    return "=" + str(xl_range_formula(*cells.on(sheet)))


def _labels(book: Book, plot: Plot, one: PlotSeries, *, first: bool) -> dict[str, Any]:
    """Each value's label as it is printed; of a part of a bar the figure alone where it has no room."""
    inside = plot.kind == "stacked"
    colour = one.look.ink if inside else palette.INK
    font = {"name": book.brand.font, "size": 9, "color": colour}
    custom: list[dict[str, Any]] = []
    for value, label in zip(one.values, one.labels, strict=True):
        told = _fitting(plot, value, label) if inside and value is not None else label
        # Words of its own have no font but their own.
        custom.append(
            {"value": words(told), "font": font} if told and value is not None else {"delete": True}
        )
    return {
        "value": True,
        "custom": custom,
        "position": {"stacked": "center", "bars": "outside_end", "line": "above" if first else "below"}[
            plot.kind
        ],
        "font": font,
    }


def _fitting(plot: Plot, value: float, label: str) -> str:
    """The label where the part of the bar has room for it, else the figure alone, if it is true."""
    most = 1.0 if plot.shares else max(1.0, whole(plot))
    bar = WIDE - _EDGES - min(WIDE / 2, _CHARACTER * max(len(name) for name in plot.categories))
    room = min(value / most * bar, _WIDEST_LABEL)
    if len(label) * _CHARACTER < room:
        return label
    return inexact(label) or plot.figure(value)


def _names(book: Book, plot: Plot, ranges: Ranges, sheet: str) -> dict[str, Any]:
    """Beside no point of its own: the words of each category, above its points at the left edge."""
    font = {"name": book.brand.font, "size": 10, "color": palette.INK}
    told = []
    for place, category in enumerate(plot.categories):
        labels = [one.labels[place] for one in plot.series if one.labels[place] not in category]
        text = f"{category}: {'; '.join(labels)}" if labels else category
        told.append({"value": words(text), "font": font})
    edge_of, height_of = ranges.words
    return {
        "name": "Words",
        "categories": edge_of.on(sheet),
        "values": height_of.on(sheet),
        "marker": {"type": "none"},
        "line": {"none": True},
        "data_labels": {
            "value": True,
            "custom": told,
            "position": "right",
            "font": font,
        },
    }
