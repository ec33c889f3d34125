"""Puts a chart below its table: as one that Excel can edit, else as a picture."""

from __future__ import annotations

from math import ceil, inf
from typing import TYPE_CHECKING

from evaluation.charts import paper
from evaluation.charts.native import native
from evaluation.reports.archive import legal
from evaluation.reports.excel.book import ROW
from evaluation.reports.excel.drawing import drawn
from evaluation.reports.excel.images import MOVES, put
from evaluation.reports.excel.ranges import beside_it, in_the_table

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart
    from evaluation.charts.native import Plot
    from evaluation.reports.excel.book import Book
    from evaluation.reports.excel.sheets import TableSheet

PICTURE_MM = 160
_EMPTY = "Where the chart is empty a number is not shown: the table above has a symbol in its place."
_PICTURE = (PICTURE_MM / 25.4 * 96, inf)  # pixels of the screen: as wide as it is drawn, however high
_ROW_PIXELS = ROW * 4 / 3


def show(book: Book, made: TableSheet, chart: Chart, row: int, called: str = "Figure") -> int:
    """Put the chart at this row of its table's sheet, under its name; returns the row after it."""
    sheet = made.sheet
    heading = f"{called}. {chart.subtitle}"
    book.write(sheet, row, 0, heading, bold=True, font_color=book.brand.heading)
    row += 1
    plot = native(chart)
    if plot is None or not _holds(plot):
        height = put(sheet, (row, 0), paper.png(chart, PICTURE_MM), _PICTURE, chart.alt)
    else:
        ranges = in_the_table(plot, made)
        if ranges is None:
            ranges, row = beside_it(book, made, plot, row)
            row += 1
        figure = drawn(book, plot, ranges, made.name, chart.title)
        options = {"description": legal(chart.alt), "object_position": MOVES}
        sheet.insert_chart(row, 0, figure.chart, options)
        height = figure.height
    row += ceil(height / _ROW_PIXELS) + 1
    said = (chart.caption, *((_EMPTY,) if plot is not None and _hides(plot) else ()))
    for line in said:
        book.write(sheet, row, 0, line)
        row += 1
    return row


def _hides(plot: Plot) -> bool:
    return any(value is None for one in plot.series for value in one.values)


def _holds(plot: Plot) -> bool:
    """Whether there is anything to draw: all of it may be hidden."""
    return any(value is not None for one in plot.series for value in one.values)
