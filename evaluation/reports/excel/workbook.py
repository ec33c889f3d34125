"""Writes a report as a workbook: cover, contents, notes, one table a sheet with its charts below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.reports.excel.book import Book, Described
from evaluation.reports.excel.front import Entry, contents, cover, notes
from evaluation.reports.excel.sheets import sheet_names, table_sheet
from evaluation.reports.excel.showing import show
from evaluation.reports.placing import placed

if TYPE_CHECKING:
    from evaluation.reports.report import Report

_NOTES = Entry("Notes", 0, "Words", "Findings, caveats and how to read the figures")


def render(report: Report) -> bytes:
    """The report's tables, charts and words as .xlsx; the same report gives the same bytes."""
    book = Book(report.brand)
    tables, below = placed(report)
    names = sheet_names(tables)
    cover(book, report)
    made_contents = book.sheet("Contents")  # written last, when it is known where everything stands
    table_sheet(book, "Notes", notes(report), report.notices, table_id="table_notes")
    entries = [_NOTES]
    figure = 0
    for number, (name, table) in enumerate(zip(names, tables, strict=True), 1):
        made = table_sheet(book, name, table, report.notices, table_id=f"table_{number}")
        entries.append(Entry(name, 0, "Table", table.caption))
        row = made.end + 1
        for chart in below[number - 1]:
            figure += 1
            entries.append(Entry(name, row, f"Figure {figure}", chart.title))
            row = show(book, made, chart, row, f"Figure {figure}") + 1
        if below[number - 1]:
            made.sheet.fit_to_pages(1, len(below[number - 1]))  # else a page may end within a chart
    contents(book, made_contents, report, entries)
    described = Described(
        title=report.title,
        subject=report.subtitle,
        author=report.organisation or "Attune",
        description=" ".join((*report.notices, report.stamp)),
    )
    return book.saved(described, report.made_on, report.provenance.to_json())
