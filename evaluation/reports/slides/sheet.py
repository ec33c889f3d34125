"""The workbook inside a chart: what opens when somebody edits its data."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from evaluation import wording
from evaluation.reports.archive import settled
from evaluation.reports.slides.fitting import flat, short

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.native import Plot, PlotSeries

SHEET = "Data"
_MOST = 80  # characters of a series' name
_WIDE = 40  # characters of the column of names


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of numbers: its heading, its values, and where it stands in the sheet."""

    name: str
    values: tuple[float | None, ...]
    number: int

    @property
    def reference(self) -> str:
        """The cells of its values as a chart refers to them."""
        letter = xl_col_to_name(self.number)
        return f"{SHEET}!${letter}$2:${letter}${len(self.values) + 1}"

    @property
    def name_reference(self) -> str:
        """The cell of its heading."""
        return f"{SHEET}!${xl_col_to_name(self.number)}$1"


def columns(plot: Plot) -> tuple[tuple[Column, ...], dict[int, tuple[Column, Column]]]:
    """A column a series; and by a series' place how far its interval reaches below and above its values."""
    values = tuple(
        Column(name=short(flat(series.name), _MOST), values=series.values, number=number)
        for number, series in enumerate(plot.series, 1)
    )
    reaches: dict[int, tuple[Column, Column]] = {}
    after = len(values) + 1
    for place, series in enumerate(plot.series):
        if any(low is not None for low in series.lows):
            name = short(flat(series.name), _MOST)
            reaches[place] = (
                Column(name=f"{name}, interval below", values=_below(series, plot), number=after),
                Column(name=f"{name}, interval above", values=_above(series, plot), number=after + 1),
            )
            after += 2
    return values, reaches


def workbook(plot: Plot, categories: tuple[str, ...]) -> bytes:
    """The workbook of a plot: names of rows in its first column, then its columns."""
    values, reaches = columns(plot)
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet(SHEET)
        number = book.add_format({"num_format": number_format(plot)})
        sheet.set_column(0, 0, _WIDE)
        # As a string, text stays text: a name such as "=1+1" is no formula and no address is a link.
        for row, name in enumerate(categories, 1):
            sheet.write_string(row, 0, name)
        for column in (*values, *(one for both in reaches.values() for one in both)):
            sheet.write_string(0, column.number, column.name)
            for row, value in enumerate(column.values, 1):
                if value is not None:
                    sheet.write_number(row, column.number, value, number)
    return settled(out.getvalue(), None)


def number_format(plot: Plot) -> str:
    """The format under which office programs print the values as the report does."""
    if plot.shares:
        return "0%"
    return "#,##0" + ("." + "0" * plot.places if plot.places else "")


def _below(series: PlotSeries, plot: Plot) -> tuple[float | None, ...]:
    return _reach(series, series.lows, lambda value, end: value - end, plot)


def _above(series: PlotSeries, plot: Plot) -> tuple[float | None, ...]:
    return _reach(series, series.highs, lambda value, end: end - value, plot)


def _reach(
    series: PlotSeries,
    ends: tuple[float | None, ...],
    far: Callable[[float, float], float],
    plot: Plot,
) -> tuple[float | None, ...]:
    """How far from its value an interval reaches, in the decimals that both are printed with."""
    return tuple(
        None if value is None or end is None else max(0.0, wording.rounded(far(value, end), plot.places))
        for value, end in zip(series.values, ends, strict=True)
    )
