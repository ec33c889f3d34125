"""Reading .xlsx, .xlsm, .xls, .xlsb and .ods workbooks, each cell where Excel shows it."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.importing.kinds import damaged_error
from evaluation.importing.packages import explain_xlsb, inspect_package
from evaluation.importing.passwords import is_protected_xls, unlocked
from evaluation.importing.raw_sheets import ParserStoppedError, RawSheet, parse_apart, parse_here
from evaluation.importing.sheets import Sheet, grid

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.importing.hidden import SheetFacts
    from evaluation.importing.limits import Limits

# Values met before are looked up; more than this many different ones are not worth their memory.
_MOST_REMEMBERED = 100_000


def read_spreadsheet(
    data: bytes, name: str, kind: str, limits: Limits, *, password: str = ""
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Read every worksheet, hidden ones included, with notes on what their cells do not show.

    `kind` is "xlsx", "xlsb", "ods" or "xls"; `password` is for an .xls, whose protection is inside.
    Raises InputError when the workbook is protected, damaged, has no worksheet or is too big.
    """
    facts: dict[str, SheetFacts] = {}
    plain = False
    if kind != "xls":
        package = inspect_package(data, name, kind, limits)
        facts = {sheet.name: sheet for sheet in package.sheets}
        plain = package.plain
    found = _parsed(data, name, kind, limits, plain=plain, password=password)
    if not found:
        raise InputError(f"{name} has no worksheets. Put the table in a sheet and upload the file again.")
    _check(found, name, limits)
    sheets: list[Sheet] = []
    notes: list[str] = []
    for raw in found:
        known = facts.get(raw.name)
        merged = raw.merged or (known.merged if known else ())
        sheet = Sheet(raw.name, grid(_plain_rows(raw.cells)), raw.hidden, merged)
        raw.cells.clear()  # one sheet at a time is held twice
        sheets.append(sheet)
        notes += known.notes(sheet.rows, sheet.columns) if known else ()
    hidden = [f"“{sheet.name}”" for sheet in sheets if sheet.hidden]
    if hidden:
        notes.append(f"Hidden sheet{'s' if len(hidden) > 1 else ''}: {', '.join(hidden)}.")
    return tuple(sheets), tuple(notes)


def _parsed(
    data: bytes, name: str, kind: str, limits: Limits, *, plain: bool, password: str
) -> list[RawSheet]:
    parse = parse_here if plain else parse_apart
    try:
        return parse(data, limits.cells, limits.sheets)
    except ParserStoppedError as error:
        stopped = error
    if kind == "xls" and is_protected_xls(data):
        content = unlocked(data, name, password, limits)
        try:
            return parse_apart(content, limits.cells, limits.sheets)
        except ParserStoppedError as error:
            raise damaged_error(name) from error
    if kind == "xlsb":
        explain_xlsb(data, name, limits)
    raise damaged_error(name) from stopped


def _check(found: list[RawSheet], name: str, limits: Limits) -> None:
    limits.check_sheets(name, len(found))
    covered = 0
    for raw in found:
        place = f"{name}, sheet “{raw.name}”,"
        limits.check_extent(place, raw.rows, raw.columns, most_rows=limits.spreadsheet_rows)
        covered += raw.rows * raw.columns
        limits.check_cells(place, covered)


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


class Remembered(dict[Any, Any]):
    """What a function makes of each cell, made once: looking up is faster, and equal texts become one."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, cell: Any) -> Any:
        made = self._make(cell)
        if len(self) < _MOST_REMEMBERED:
            self[cell] = made
        return made


def _plain_rows(rows: list[list[Any]]) -> list[list[Any]]:
    if bool in set(map(type, chain.from_iterable(rows))):
        # True equals 1 and would be found in its place.
        return [[plain_cell(cell) for cell in row] for row in rows]
    plain = Remembered(plain_cell).__getitem__
    return [list(map(plain, row)) for row in rows]
