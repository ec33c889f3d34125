"""Which of a report's tables holds the figures of each of its charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.charts.chart import Chart
from evaluation.charts.table import Table

if TYPE_CHECKING:
    from evaluation.charts.table import Cell
    from evaluation.reports.report import Report, Section


def placed(report: Report) -> tuple[list[Table], list[list[Chart]]]:
    """The report's tables in order, and for each the charts whose figures it holds.

    A chart whose figures are in no table of the report brings its own.
    """
    own = {table.caption for table in report.tables}
    tables: list[Table] = []
    below: dict[str, list[Chart]] = {}
    seen: set[Chart] = set()
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Chart):
                held = None if block.data.caption in own else _holding(section, block.data)
                table = held or block.data
            elif isinstance(block, Table):
                table = block
            else:
                continue
            if table.caption not in below:
                tables.append(table)
                below[table.caption] = []
            if isinstance(block, Chart) and block not in seen:
                seen.add(block)
                below[table.caption].append(block)
    return tables, [below[table.caption] for table in tables]


def _holding(section: Section, wanted: Table) -> Table | None:
    """The section's table that says the same in more rows; None where there is none.

    Such a table is about one score alone, so it leaves out the columns that name it; it may say more about
    a definition, in brackets.
    """
    for table in section.blocks:
        if not isinstance(table, Table):
            continue
        left_out = len(wanted.columns) - len(table.columns)
        if left_out < 0 or wanted.columns[left_out:] != table.columns or not wanted.rows:
            continue
        if all(any(_says(row, part[left_out:]) for row in table.rows) for part in wanted.rows):
            return table
    return None


def _says(row: tuple[Cell, ...], wanted: tuple[Cell, ...]) -> bool:
    return all(
        cell == part or (isinstance(cell, str) and isinstance(part, str) and cell.startswith(f"{part} ("))
        for cell, part in zip(row, wanted, strict=True)
    )
