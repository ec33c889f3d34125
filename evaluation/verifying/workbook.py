"""Reading an Excel workbook: every cell as it is shown, and the charts that plot them."""

from __future__ import annotations

import io
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from evaluation import wording
from evaluation.verifying.drawn import boxes, of_chart
from evaluation.verifying.passages import Passage, of_table, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from evaluation.verifying.opened import Opened

_PLACES = re.compile(r"0\.(0+)")
_LITERAL = re.compile(r'"[^"]*\d[^"]*"|\\\d')  # digits that a format prints whatever the number is
_FIELDS = re.compile(r"(?:Page|of|&\[?\w+\]?|\s)+")  # numbers of pages and the sheet's name


def read(file: Opened) -> Iterator[Passage]:
    """The passages of an .xlsx file, sheet by sheet, then its charts."""
    book = load_workbook(io.BytesIO(file.data))
    for sheet in book.worksheets:
        yield from _of_sheet(sheet)
    for path in sorted(file.parts, key=_natural):
        if path.startswith("xl/charts/chart") and path.endswith(".xml"):
            yield from of_chart(file.parts[path], path)
        elif path.startswith("xl/drawings/drawing") and path.endswith(".xml"):
            yield from boxes(file.parts[path], "text box")


def cells_of(data: bytes, place: str, about: str) -> Iterator[Passage]:
    """The cells of a small workbook that lies behind a chart."""
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        for (row, column), cell in sorted(_filled(sheet).items()):
            spot = f"{get_column_letter(column)}{row}"
            yield Passage(f"{place}, cell {spot}", shown(cell), (("sheet", about, spot),))


def shown(cell: Any) -> str:
    """A cell's text as a spreadsheet shows it, under the formats that reports use.

    A number under another format is given as it is kept.
    """
    value, form = cell.value, str(cell.number_format)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else str(value)
    if form.startswith('"'):
        return form.strip('"')  # a number that is shown as words
    if _LITERAL.search(form):
        return f"{value:.10g} under the format {form}"
    places = len(found.group(1)) if (found := _PLACES.search(form)) else 0
    if form.startswith("0") and form.endswith("%"):
        return f"{wording.rounded(value * 100, places):.{places}f}%"
    if form.startswith(("#,##0", "0")):
        return f"{wording.rounded(float(value), places):,.{places}f}"
    return f"{value:.10g}"


def _of_sheet(sheet: Any) -> Iterator[Passage]:
    filled = _filled(sheet)
    title = str(filled[1, 1].value) if (1, 1) in filled else sheet.title
    inside = set[tuple[int, int]]()
    for table in sheet.tables.values():
        rows, columns = _reach(table.ref, filled)
        inside |= {(row, column) for row in rows for column in columns}
        text = [[shown(filled[r, c]) if (r, c) in filled else "" for c in columns] for r in rows]
        yield from of_table(title, text, at=partial(_spot, sheet.title, rows, columns))
    for (row, column), cell in sorted(filled.items()):
        if (row, column) not in inside:
            # A bare number is known by the words at the left of its row: it may be the same elsewhere.
            words = next(
                (str(v) for c in range(1, column) if isinstance(v := _held(filled, row, c), str)), ""
            )
            key = ("cell", sheet.title, plain(words), get_column_letter(column))
            bare = isinstance(cell.value, (int, float))
            yield Passage(
                _spot(sheet.title, (row,), (column,), 0, 0), shown(cell), (key,) if bare and words else ()
            )
    for place, holder in (("head", sheet.oddHeader), ("foot", sheet.oddFooter)):
        for part in (holder.left, holder.center, holder.right):
            if part.text and not _FIELDS.fullmatch(part.text):
                yield Passage(f"sheet '{sheet.title}', {place} of the page", part.text)


def _held(filled: Mapping[tuple[int, int], Any], row: int, column: int) -> Any:
    return filled[row, column].value if (row, column) in filled else None


def _spot(sheet: str, rows: Sequence[int], columns: Sequence[int], row: int, column: int) -> str:
    """A cell as people call it."""
    return f"sheet '{sheet}', cell {get_column_letter(columns[column])}{rows[row]}"


def _reach(reference: str, filled: Mapping[tuple[int, int], Any]) -> tuple[list[int], list[int]]:
    """The rows and columns of a table that hold something, with the rows that somebody wrote below it."""
    left, top, right, bottom = (number or 1 for number in range_boundaries(reference))
    held = {row for row, column in filled if left <= column <= right and row >= top}
    while bottom + 1 in held:
        bottom += 1
    rows = sorted(row for row in held if row <= bottom)
    return rows, sorted({column for row, column in filled if row in held and left <= column <= right})


def _filled(sheet: Any) -> dict[tuple[int, int], Any]:
    """The cells that hold something, by row and column.

    Not the rectangle that they reach: one stray cell at the far end would make it sixteen thousand million.
    """
    cells = sheet._cells  # noqa: SLF001 openpyxl gives them no other way without the empty ones between
    return {place: cell for place, cell in cells.items() if cell.value is not None}


def _natural(path: str) -> tuple[int, str]:
    digits = re.sub(r"\D", "", path)
    return (int(digits) if digits else 0, path)
