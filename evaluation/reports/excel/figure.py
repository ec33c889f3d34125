"""Writes one figure as a workbook: its numbers, the chart of them, and how they were calculated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.brand import Brand
from evaluation.charts.table import Table
from evaluation.reports.excel.book import Book, Described
from evaluation.reports.excel.sheets import table_sheet
from evaluation.reports.excel.showing import show

if TYPE_CHECKING:
    from datetime import date

    from evaluation.charts.chart import Chart


def figure_workbook(
    chart: Chart, *, notices: tuple[str, ...] = (), facts: Table | None = None, made_on: date | None = None
) -> bytes:
    """One figure's numbers as .xlsx: its table under its titles, its chart, and how they were calculated.

    `notices` say which data they are of; `facts` is the table of the choices made, where there is one.
    """
    book = Book(Brand())
    said = (chart.subtitle, wording.sentence(chart.caption), *notices, chart.data.caption, *chart.data.notes)
    figures = replace(chart.data, caption=chart.title, notes=tuple(dict.fromkeys(said)))
    made = table_sheet(book, "Figure", figures, table_id="table_figure")
    show(book, made, chart, made.end + 1)
    table_sheet(book, "How it was calculated", _steps(chart), table_id="table_how")
    if facts is not None:
        table_sheet(book, "Data and choices", facts, table_id="table_choices")
    described = Described(title=chart.title, subject=chart.subtitle, author="Attune", description=chart.alt)
    return book.saved(described, made_on)


def _steps(chart: Chart) -> Table:
    """How the figures were calculated, and what the symbols among them mean."""
    printed = {text for row in chart.data.printed() for text in row}
    steps = [(str(place), line) for place, line in enumerate(chart.how, 1)]
    steps += [
        (f"Symbol {symbol}", meaning) for symbol, meaning in wording.SYMBOLS.items() if symbol in printed
    ]
    return Table(caption="How was this calculated?", columns=("Step", "What was done"), rows=tuple(steps))
