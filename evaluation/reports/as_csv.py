"""Writes a report as a zip of CSV files: a table each, all cells in one, all words, and lists of both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.charts.chart import Chart
from evaluation.charts.table import Number, Table
from evaluation.reports.archive import zipped
from evaluation.reports.csv_files import as_csv, written
from evaluation.reports.placing import placed
from evaluation.reports.report import Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.charts.table import Cell
    from evaluation.reports.report import Block, Report

CONTENTS, CELLS, WORDS, FIGURES = "contents.csv", "all-cells.csv", "words.csv", "figures.csv"
PROVENANCE = "provenance.json"
# A table's short name may hold words of the data: a file is called by those of it that are these.
_OURS = frozenset(
    "access after answers average bands before booked by came change choices completion copy counted courses "
    "coverage data definitions described differences down effect feedback figures files first funnel gain "
    "group groups kept last learners level limits made missing moved needs outcomes over packages progress "
    "questionnaires reach referrals roles scores second sessions share size stages statistics supported time "
    "trained training two up used who words".split()
)
_INNER = frozenset({"by", "over", "who"})  # words that no name ends with


def render(report: Report) -> bytes:
    """The report's tables and words as a zip of CSV files; the same report gives the same bytes."""
    tables, drawn = placed(report)
    names = file_names(tables)
    files = {
        CONTENTS: written(
            [
                ("file", "caption", "notes"),
                *((name, t.caption, "\n".join(t.notes)) for name, t in zip(names, tables, strict=True)),
            ]
        ),
        WORDS: written([("section", "kind", "text"), *_words(report)]),
        FIGURES: written(
            [
                ("file", "title", "subtitle", "alternative text", "caption"),
                *(
                    (name, chart.title, chart.subtitle, chart.alt, chart.caption)
                    for name, charts in zip(names, drawn, strict=True)
                    for chart in charts
                ),
            ]
        ),
        CELLS: written([("file", "row", "column", "text", "value"), *_cells(names, tables)]),
        **{name: as_csv(table) for name, table in zip(names, tables, strict=True)},
        PROVENANCE: report.provenance.to_json().encode(),
    }
    return zipped(files)


def file_names(tables: list[Table]) -> list[str]:
    """A file name for each table: its number, and those words of its name that are Attune's own.

    >>> file_names([Table(caption="Jane", name="Jane size of change", columns=("A",), rows=())])
    ['001-size-change.csv']
    """
    names = []
    for number, table in enumerate(tables, 1):
        words = [word for word in re.findall("[a-z]+", table.name.lower()) if word in _OURS]
        while words and words[-1] in _INNER - {"who"}:
            words.pop()
        names.append(f"{'-'.join((f'{number:03d}', *(words or ['table'])))}.csv")
    return names


def _cells(names: list[str], tables: list[Table]) -> Iterator[tuple[Cell | float, ...]]:
    """Every cell of every table: which one, its text as printed, and its number where it is one."""
    for name, table in zip(names, tables, strict=True):
        for place, row in enumerate(table.rows, 1):
            for column, cell in zip(table.columns, row, strict=True):
                yield (name, place, column, cell, cell.plain if isinstance(cell, Number) else "")


def _words(report: Report) -> Iterator[tuple[str, str, str]]:
    """Everything that is said outside the tables, in order, with the section and what kind it is."""
    yield ("", "title", report.title)
    for kind, text in (("subtitle", report.subtitle), ("organisation", report.organisation)):
        if text:
            yield ("", kind, text)
    for notice in report.notices:
        yield ("", "notice", notice)
    for section in report.sections:
        for block in section.blocks:
            for kind, text in _said(block):
                yield (section.heading, kind, text)
    yield ("", "stamp", report.stamp)


def _said(block: Block) -> tuple[tuple[str, str], ...]:
    if isinstance(block, Statement):
        return (("statement", block.text),)
    if isinstance(block, Paragraph):
        return (("paragraph", block.text),)
    if isinstance(block, Bullets):
        return tuple(("bullet", item) for item in block.items)
    if isinstance(block, Chart):
        return (
            ("chart title", block.title),
            ("chart subtitle", block.subtitle),
            ("chart alternative text", block.alt),
            ("chart caption", block.caption),
            *(("how it was calculated", line) for line in block.how),
        )
    return (("table", block.caption), *(("table note", note) for note in block.notes))
