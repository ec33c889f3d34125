"""Reading .xlsx, .xlsm, .xls, .xlsb and .ods workbooks, each cell where Excel shows it."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.importing.kinds import damaged_error, password_error
from evaluation.importing.sheets import Sheet, grid

if TYPE_CHECKING:
    import python_calamine

    from evaluation.importing.limits import Limits


def read_spreadsheet(data: bytes, name: str, limits: Limits) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Read every worksheet, hidden ones included, with notes naming the hidden ones.

    Raises InputError when the workbook is protected, damaged, has no worksheet or is too big.
    """
    import python_calamine  # noqa: PLC0415 - heavy, and only needed once a workbook is read

    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            sheets = _sheets(book, name, limits)
    except InputError:
        raise
    except python_calamine.PasswordError as error:
        raise password_error(name) from error
    # The parser raises its own errors, and for mangled files a panic, which is a BaseException.
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError)):
            raise
        raise damaged_error(name) from error
    if not sheets:
        raise InputError(f"{name} has no worksheets. Put the table in a sheet and upload the file again.")
    hidden = [f"“{sheet.name}”" for sheet in sheets if sheet.hidden]
    if not hidden:
        return sheets, ()
    listed = ", ".join(hidden)
    return sheets, (f"Hidden sheet{'s' if len(hidden) > 1 else ''}: {listed}.",)


def plain_cell(cell: Any) -> Any:
    """Return a parser's value as one of the kinds a sheet holds: "", str, int, float, datetime, bool.

    >>> plain_cell(3.0), plain_cell(2.5), plain_cell(None)
    (3, 2.5, '')
    """
    kind = type(cell)
    if kind is str or kind is bool or kind is int or kind is dt.datetime:
        return cell
    if kind is float:
        if cell.is_integer():
            return int(cell)
        return "" if cell != cell else cell  # noqa: PLR0124 - NaN is the one value unlike itself
    if kind is dt.date:
        return dt.datetime(cell.year, cell.month, cell.day)
    return "" if cell is None else str(cell)


def _plain_row(row: list[Any]) -> list[Any]:
    # Text and numbers, nearly all cells, without a call for each: three times as fast.
    return [
        cell
        if (kind := type(cell)) is str
        else (int(cell) if cell.is_integer() else cell)
        if kind is float
        else plain_cell(cell)
        for cell in row
    ]


def _sheets(book: python_calamine.CalamineWorkbook, name: str, limits: Limits) -> tuple[Sheet, ...]:
    import python_calamine  # noqa: PLC0415 - see read_spreadsheet

    known = [about for about in book.sheets_metadata if about.typ == python_calamine.SheetTypeEnum.WorkSheet]
    limits.check_sheets(name, len(known))
    covered = 0
    sheets = []
    for about in known:
        sheet = book.get_sheet_by_name(about.name)
        rows, columns = (0, 0) if sheet.end is None else (sheet.end[0] + 1, sheet.end[1] + 1)
        place = f"{name}, sheet “{about.name}”,"
        limits.check_extent(place, rows, columns, most_rows=limits.spreadsheet_rows)
        covered += rows * columns
        limits.check_cells(place, covered)
        cells = grid([_plain_row(row) for row in sheet.to_python(skip_empty_area=False)])
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        sheets.append(Sheet(about.name, cells, hidden))
    return tuple(sheets)
