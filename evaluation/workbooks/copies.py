"""The rows set aside with their reasons, and a copy of the file with its corrections, as workbooks."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from evaluation.importing.sheets import column_place
from evaluation.reports.archive import settled
from evaluation.workbooks.inert import inert, kept, laid_out, sheet_names

if TYPE_CHECKING:
    from typing import Any

    from evaluation.workbooks.checked_file import CheckedFile

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?", re.ASCII)
_OWN = ("Sheet", "Row", "Why it was set aside")


def set_aside_rows(found: CheckedFile) -> bytes:
    """The rows set aside as an .xlsx: where each is, why, and what it holds, one sheet in all."""
    book = ExcelWorkbook(write_only=True)
    sheet = book.create_sheet("Rows set aside")
    laid_out(sheet)
    sheet.freeze_panes = "A2"
    widths = (22, 8, 60, *(14 for _ in found.columns))
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    heads = [inert(sheet, text) for text in (*_OWN, *(column.header for column in found.columns))]
    for cell in heads:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(heads)
    for entry in found.ledger.set_aside:
        cells = [inert(sheet, value) for value in (entry.sheet, entry.row, entry.reason)]
        cells[2].alignment = Alignment(wrap_text=True, vertical="top")
        held = [kept(sheet, value) for value in found.cells(entry.sheet, entry.row)]
        sheet.append([*cells, *held])
    return _saved(book, "Rows set aside")


def corrected_copy(found: CheckedFile) -> bytes:
    """The sheets that were read, with the corrections in them, as an .xlsx.

    Rows and columns stay where they were; a row left out by hand is empty. A correction is a number
    where it replaces one.
    """
    book = ExcelWorkbook(write_only=True)
    names = sheet_names([part.name for part in found.parts])
    numbers = {
        (one.sheet, one.row, column_place(one.column))
        for one in found.corrections.cells
        if _NUMBER.fullmatch(one.found) and _NUMBER.fullmatch(one.to)
    }
    for part in found.parts:
        sheet = book.create_sheet(names[part.name])
        laid_out(sheet)
        for place in range(part.sheet.columns):
            sheet.column_dimensions[get_column_letter(place + 1)].width = 14
        typed = _typed_in_numbers(part.grid)
        for row in range(1, part.sheet.rows + 1):
            cells: list[Any] = []
            for place, value in enumerate(part.row(row)):
                if row in part.sheet.left_out:
                    cells.append(None)
                elif typed and isinstance(value, str) and (part.name, row, place) in numbers:
                    cells.append(inert(sheet, float(value) if "." in value else int(value)))
                else:
                    cells.append(kept(sheet, value))
            sheet.append(cells)
    return _saved(book, "The file with corrections")


def _typed_in_numbers(grid: Any) -> bool:
    """Whether the file has numbers at all: cells of a text file are all text."""
    return any(isinstance(cell, (int, float)) and not isinstance(cell, bool) for row in grid for cell in row)


def _saved(book: ExcelWorkbook, title: str) -> bytes:
    book.properties.creator, book.properties.language = "Attune", "en-GB"
    book.properties.title = title
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), None)
