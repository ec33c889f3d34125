"""Which cells a chart is drawn from: those of the table above it, else a small range of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Number, printed
from evaluation.reports.excel.axes import edge
from evaluation.reports.excel.sheets import height

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts.native import Plot, PlotSeries
    from evaluation.charts.table import Cell, Table
    from evaluation.reports.excel.book import Book
    from evaluation.reports.excel.sheets import TableSheet

_CATEGORY = "Shown in the chart"
_BELOW, _ABOVE = "lower end is below by", "upper end is above by"
_DRAWN = "For drawing"
_COLUMN, _NAMES = 18, 44  # characters of a column of numbers, and at most of that of names


# What stands for 0% where there were some, and for 100% where there were not all: in short, and in full.
FALSE = {wording.share(share, short=True): wording.share(share) for share in (0.001, 0.999)}


@dataclass(frozen=True)
class Worded(Number):
    """A number that a spreadsheet shows as words."""

    words: str = ""

    @property
    def spreadsheet_format(self) -> str:
        """The words as a number format."""
        return f'"{self.words}"'


@dataclass(frozen=True)
class Cells:
    """Cells below each other: a column, and its first and last row, from 0."""

    column: int
    first: int
    last: int

    def on(self, sheet: str) -> list[str | int]:
        """The range as XlsxWriter takes it."""
        return [sheet, self.first, self.column, self.last, self.column]


@dataclass(frozen=True, kw_only=True)
class Ranges:
    """Where a chart's numbers and words stand; where a name is None it is told in words.

    `below` and `above` are how far each interval reaches from its value. For points alone `heights` say how
    high each stands, and `words` (their left edge, their height) where the words of a category begin.
    """

    categories: Cells | None
    values: tuple[Cells, ...]
    names: tuple[Cells | None, ...]
    below: tuple[Cells | None, ...]
    above: tuple[Cells | None, ...]
    heights: tuple[Cells, ...] = ()
    words: tuple[Cells, ...] = ()


def in_the_table(plot: Plot, made: TableSheet) -> Ranges | None:
    """The table's own cells, where they hold all values of the chart in its order; else None."""
    if plot.kind == "points" or any(None in one.values or one.lows for one in plot.series):
        return None
    return _one_row(plot, made) if len(plot.categories) == 1 else _columns(plot, made)


def _columns(plot: Plot, made: TableSheet) -> Ranges | None:
    """A column of categories and one of values a series, over the same rows."""
    rows, many = made.table.rows, len(plot.categories)
    for start, column in product(range(len(rows) - many + 1), range(len(made.table.columns))):
        part = rows[start : start + many]
        names = tuple(printed(row[column]) for row in part)
        # A chart over time says its months and stages in short; what they are the whole table's rows tell.
        in_short = plot.kind == "line" and column == 0 and many == len(rows)
        if names != plot.categories and not in_short:
            continue
        found = _of_each(plot, made.table, part)
        if found is None:
            continue
        first = made.first + start

        def cells(place: int, first: int = first) -> Cells:
            return Cells(place, first, first + many - 1)

        heads = tuple(Cells(place, made.first - 1, made.first - 1) for place in found)
        named = tuple(
            head if _same(made.table.columns[head.column], one.name) else None
            for head, one in zip(heads, plot.series, strict=True)
        )
        values = tuple(cells(place) for place in found)
        none = (None,) * len(values)
        return Ranges(categories=cells(column), values=values, names=named, below=none, above=none)
    return None


def _of_each(plot: Plot, table: Table, part: tuple[tuple[Cell, ...], ...]) -> list[int] | None:
    """The column of each series' values; one whose heading names the series before any other."""
    found: list[int] = []
    for one in plot.series:
        free = [place for place in range(len(table.columns)) if place not in found]
        free.sort(key=lambda place: one.name.casefold() not in table.columns[place].casefold())
        fits = [p for p in free if all(_is(row[p], v) for row, v in zip(part, one.values, strict=True))]
        if not fits:
            return None
        found.append(fits[0])
    return found


def _one_row(plot: Plot, made: TableSheet) -> Ranges | None:
    """One bar of several parts: a cell a part, below each other in one column."""
    rows, many = made.table.rows, len(plot.series)
    for start, column in product(range(len(rows) - many + 1), range(len(made.table.columns))):
        part = rows[start : start + many]
        if all(_is(row[column], one.values[0]) for row, one in zip(part, plot.series, strict=True)):
            at = [Cells(column, made.first + start + n, made.first + start + n) for n in range(many)]
            named = _naming(plot, part)
            heads = [None if named is None else Cells(named, one.first, one.last) for one in at]
            none = (None,) * many
            return Ranges(categories=None, values=tuple(at), names=tuple(heads), below=none, above=none)
    return None


def _naming(plot: Plot, part: tuple[tuple[Cell, ...], ...]) -> int | None:
    """The column that calls each part of a bar as its label does."""
    for column in range(len(part[0])):
        names = [printed(row[column]) for row in part]
        if all(name and one.labels[0].startswith(name) for name, one in zip(names, plot.series, strict=True)):
            return column
    return None


def _is(cell: Cell, value: float | None) -> bool:
    return isinstance(cell, Number) and value is not None and abs(cell.value - value) < 1e-9


def _same(heading: str, name: str) -> bool:
    return heading.casefold() == name.casefold()


def beside_it(book: Book, made: TableSheet, plot: Plot, row: int) -> tuple[Ranges, int]:
    """Write the chart's numbers as they are printed into rows from `row`; returns the row after them.

    A number that is hidden or can't be had is an empty cell, so that nothing is drawn for it.
    """
    many = len(plot.categories)
    written: list[tuple[str, tuple[Cell | None, ...]]] = []

    def column(heading: str, cells: Iterable[Cell | None]) -> Cells:
        written.append((heading, tuple(cells)))
        return Cells(len(written) - 1, row + 1, row + many)

    categories = column(_CATEGORY, plot.categories)
    values = tuple(column(one.name, _values(plot, one)) for one in plot.series)
    below, above = (
        tuple(
            column(f"{one.name}: {heading}", _numbers(plot, far(one))) if any(one.lows) else None
            for one in plot.series
        )
        for heading, far in ((_BELOW, _down), (_ABOVE, _up))
    )
    heights: tuple[Cells, ...] = ()
    words: tuple[Cells, ...] = ()
    if plot.kind == "points":
        places = [_places(plot, number) for number in range(len(plot.series))]
        heights = tuple(
            column(f"{_DRAWN}: height of {one.name}", p) for one, p in zip(plot.series, places, strict=True)
        )
        edges = [Number(edge(plot), "decimal", 2)] * many
        words = (
            column(f"{_DRAWN}: left edge", edges),
            column(f"{_DRAWN}: height of words", _places(plot, -1)),
        )
    _write(book, made, row, written)
    names = tuple(Cells(one.column, row, row) for one in values)
    ranges = Ranges(
        categories=categories,
        values=values,
        names=names,
        below=below,
        above=above,
        heights=heights,
        words=words,
    )
    return ranges, row + many + 1


def _write(
    book: Book, made: TableSheet, row: int, columns: list[tuple[str, tuple[Cell | None, ...]]]
) -> None:
    """Columns with their headings, from this row on; wide enough for what is in them."""
    sheet = made.sheet
    names = [str(name) for name in columns[0][1]]
    widths = (max(made.widths[0], min(_NAMES, max(map(len, names)) + 2)), *made.widths[1:])
    sheet.set_column(0, 0, widths[0])
    sheet.set_row(row, height([heading for heading, _ in columns], widths))
    for place, name in enumerate(names, row + 1):
        sheet.set_row(place, height([name], widths))
    for place, (heading, cells) in enumerate(columns):
        side = "right" if place else "left"
        style = {"bold": True, "text_wrap": True, "valign": "bottom", "align": side}
        book.write(sheet, row, place, heading, bottom=1, bottom_color=book.brand.line, **style)
        if place >= len(made.widths):
            sheet.set_column(place, place, _COLUMN)
        for down, cell in enumerate(cells, row + 1):
            if cell is not None:
                book.write(sheet, down, place, cell, valign="top", text_wrap=place == 0)


def _numbers(plot: Plot, values: Iterable[float | None]) -> list[Cell | None]:
    return [None if value is None else _number(plot, value) for value in values]


def _values(plot: Plot, one: PlotSeries) -> list[Cell | None]:
    """The series' values; a share whose rounding would be false is told as its label tells it."""
    found = _numbers(plot, one.values)
    if not plot.shares:
        return found
    return [
        Worded(cell.value, "share", 2, FALSE[said])
        if isinstance(cell, Number) and (said := inexact(label))
        else cell
        for cell, label in zip(found, one.labels, strict=True)
    ]


def inexact(label: str) -> str:
    """The short form of a share in a label whose rounding would be false; "" where there is none."""
    return next((short for short, full in FALSE.items() if short in label or full in label), "")


def _number(plot: Plot, value: float) -> Number:
    if plot.shares:
        return Number(value, "share", 2)
    return Number(value, "decimal", plot.places) if plot.places else Number(value, "count")


def _down(one: PlotSeries) -> list[float | None]:
    """From each value to the lower end of its interval; an interval without a value ends at its top."""
    pairs = zip(one.values, one.lows, strict=True)
    return [None if v is None or low is None else round(v - low, 4) for v, low in pairs]


def _up(one: PlotSeries) -> list[float | None]:
    pairs = zip(one.values, one.highs, strict=True)
    return [None if v is None or high is None else round(high - v, 4) for v, high in pairs]


def _places(plot: Plot, series: int) -> list[Cell | None]:
    """How high the points of a series stand: the first category at the top, its words (-1) above them."""
    many = len(plot.categories)
    step = 0.4 / len(plot.series)
    return [Number(round(many - place - step * (series + 1), 2), "decimal", 2) for place in range(many)]
