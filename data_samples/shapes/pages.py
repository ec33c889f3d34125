"""Pages: sheets of cells as a tool or a person lays them out, and writing them as a file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from openpyxl import Workbook

from data_samples.files import Text, check_rows, save_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Cell = str | int | float | date | None
Row = list[Cell]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet: its rows from the top, the areas that are merged ("C3:F3"), and whether it is hidden."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: tuple[str, ...] = ()
    hidden: bool = False


def write_pages(pages: Sequence[Page], out: Path, text: Text) -> None:
    """Write the pages as a workbook, or the only page as text; `text` says how dates and lines are written.

    Raises InputError when a worksheet cannot hold so many rows.
    """
    for page in pages:
        check_rows(len(page.rows))
    if out.suffix.lower() == ".xlsx":
        _workbook(pages, out)
    else:
        _text(pages[0], out, text)


def _workbook(pages: Sequence[Page], out: Path) -> None:
    book = Workbook()
    book.remove(book.worksheets[0])
    for page in pages:
        sheet = book.create_sheet(page.name)
        for row in page.rows:
            sheet.append(list(row))
        for area in page.merged:
            sheet.merge_cells(area)
        if page.hidden:
            sheet.sheet_state = "hidden"
    save_workbook(book, out)


def _text(page: Page, out: Path, text: Text) -> None:
    written = io.StringIO()
    delimiter = "\t" if out.suffix.lower() == ".tsv" else text.delimiter
    lines = csv.writer(written, delimiter=delimiter, lineterminator=text.line_end)
    lines.writerows([_said(cell, text.dates) for cell in row] for row in page.rows)
    out.write_bytes(written.getvalue().encode(text.encoding))


def _said(cell: Cell, dates: str) -> str:
    """A cell as text; a moment has its time of day behind the date."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime(f"{dates} %H:%M:%S")
    return cell.strftime(dates) if isinstance(cell, date) else str(cell)
