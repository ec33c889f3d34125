"""A sheet of the workbook: a title in A1, notes, and one real Excel table.

Follows the Analysis Function's guidance on spreadsheets: no merged cells, no blank sheets, symbols as text.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluation.reports.archive import legal
from evaluation.reports.excel.book import ROW, TALLEST, cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts.table import Table
    from evaluation.reports.excel.book import Book

LONGEST_NAME = 30  # Excel allows 31; the guidance asks for fewer
WIDEST = 60  # characters of a column
_NARROWEST = 12
_HEADING = 14  # characters of a heading over figures, which is wrapped
_MOST_HEADING = 255  # characters, in a real table
_BREAKS = re.compile(r"[\t\r\n]")  # which a real table's headings can't have
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\"]")


@dataclass(frozen=True)
class TableSheet:
    """A sheet with its table, whose figures begin in row `first`, and its columns' widths in characters."""

    sheet: Any
    name: str
    table: Table
    first: int
    widths: tuple[int, ...]

    @property
    def end(self) -> int:
        """The first row under the table."""
        return self.first + len(self.table.rows)


def sheet_names(tables: Iterable[Table]) -> list[str]:
    """A sheet name for each table: its number and short name."""
    return [
        cut(f"{number} {_FORBIDDEN.sub('', legal(table.name or table.caption))}", LONGEST_NAME).strip()
        for number, table in enumerate(tables, 1)
    ]


def table_sheet(
    book: Book, name: str, table: Table, notices: tuple[str, ...] = (), *, table_id: str, sheet: Any = None
) -> TableSheet:
    """A new sheet (or the `sheet` given) with the table under its caption, the notices and its own notes."""
    sheet = sheet or book.sheet(name)
    book.heading(sheet, table.caption)
    above = (*notices, *table.notes)
    for row, line in enumerate(above, 1):
        book.write(sheet, row, 0, line)
    head = len(above) + 1
    numeric = [table.numeric(column) for column in range(len(table.columns))]
    widths = _widths(table, numeric)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    headings = _headings(table.columns)
    sheet.set_row(head, height(headings, widths))
    under: dict[str, Any] = {"bold": True, "bottom": 1, "bottom_color": book.brand.line}
    looks = [{**under, **_aligned(numeric=side, top=False)} for side in numeric]
    if table.rows:
        _real_table(book, sheet, (head, len(table.rows)), zip(headings, looks, strict=True), table, table_id)
    for column, (heading, look) in enumerate(zip(headings, looks, strict=True)):
        book.write(sheet, head, column, heading, **look)
    for row, (cells, texts) in enumerate(zip(table.rows, table.printed(), strict=True), head + 1):
        for column, value in enumerate(cells):
            book.write(sheet, row, column, value, **_aligned(numeric=numeric[column], top=True))
        # Programs other than Excel make no room for wrapped text themselves.
        sheet.set_row(row, height(texts, widths))
    return TableSheet(sheet, name, table, head + 1, tuple(widths))


def _real_table(
    book: Book,
    sheet: Any,
    place: tuple[int, int],
    headings: Iterable[tuple[str, dict[str, Any]]],
    table: Table,
    table_id: str,
) -> None:
    """Make the cells a table of Excel's own, which screen readers announce with its headings."""
    head, rows = place
    columns = [{"header": text, "header_format": book.text_style(text, **look)} for text, look in headings]
    options = {
        "name": table_id,
        "columns": columns,
        "style": "Table Style Light 1",
        "banded_rows": False,
        "autofilter": False,
        "title": cut(legal(table.caption), _MOST_HEADING),
    }
    sheet.add_table(head, 0, head + rows, len(columns) - 1, options)


def _headings(columns: tuple[str, ...]) -> list[str]:
    """The columns' headings, short enough for a real table and none twice, whatever their capitals."""
    found: list[str] = []
    taken: set[str] = set()
    for column in columns:
        line = _BREAKS.sub(" ", legal(column))
        heading, n = cut(line, _MOST_HEADING), 1
        while heading.lower() in taken or not heading.strip():
            n += 1
            heading = f"{cut(line, _MOST_HEADING - 6)} ({n})"
        taken.add(heading.lower())
        found.append(heading)
    return found


def _aligned(*, numeric: bool, top: bool) -> dict[str, Any]:
    """Figures to the right; text to the left, a little away from figures before it."""
    return {
        "text_wrap": not (numeric and top),
        "valign": "top" if top else "bottom",
        "align": "right" if numeric else "left",
        "indent": 0 if numeric else 1,
    }


def _widths(table: Table, numeric: list[bool]) -> list[int]:
    """How wide each column is, in characters."""
    rows = table.printed()
    widths = []
    for place, heading in enumerate(table.columns):
        wanted = min(len(heading), _HEADING) if numeric[place] else len(heading)
        longest = max([wanted, *(len(row[place]) for row in rows)])
        widths.append(min(WIDEST, max(longest + 4, _NARROWEST)))
    return widths


def height(texts: Iterable[str], widths: Iterable[int]) -> float:
    """Room for the longest of the texts, in points; a text without a width is not wrapped."""
    lines = max(len(lines_of(text, width)) for text, width in zip(texts, widths, strict=False))
    return min(TALLEST, ROW * max(lines, 1))


def lines_of(text: str, width: int) -> list[str]:
    """The text as a column of `width` characters wraps it."""
    return [line for part in text.splitlines() for line in textwrap.wrap(part, int(width * 1.05)) or [""]]
