"""Cells of somebody's file in a workbook, where text stays text: no formula and no link comes alive."""

from __future__ import annotations

import datetime as dt
import re
from math import isfinite
from typing import TYPE_CHECKING

from openpyxl.cell import WriteOnlyCell
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from evaluation.reports.archive import legal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

LONGEST = 32_767  # characters that a cell of Excel can hold
CUT = " [cut short]"
_RISKY = ("=", "+", "-", "@", "\t", "\r", "#")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_NAME = 31  # characters that Excel allows for the name of a sheet
_FIRST_DAY = dt.datetime(1900, 3, 1)  # Excel counts a 29 February 1900, so earlier days are off


def inert(sheet: WriteOnlyWorksheet, value: Any) -> Cell:
    """A cell with a value as it was read; text stays text, whatever it begins with, and is cut if long."""
    if isinstance(value, float) and not isfinite(value):
        value = str(value)
    if isinstance(value, dt.datetime) and value < _FIRST_DAY:
        value = value.isoformat(" ")
    if not isinstance(value, str):
        cell: Cell = WriteOnlyCell(sheet, value)
        if isinstance(value, dt.datetime):
            cell.number_format = "dd/mm/yyyy" if value.time() == dt.time() else "dd/mm/yyyy hh:mm:ss"
        return cell
    text = legal(value)
    if not text:
        return WriteOnlyCell(sheet, None)
    text = text if len(text) <= LONGEST else f"{text[: LONGEST - len(CUT)]}{CUT}"
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    if text.startswith(_RISKY):
        cell.quotePrefix = True
    return cell


def kept(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """What to write for a value nothing is to be said of: itself where that is safe, as it is much faster."""
    if value == "":
        return None
    if isinstance(value, str):
        safe = len(value) <= LONGEST and not value.startswith(_RISKY) and legal(value) == value
        return value if safe else inert(sheet, value)
    return value if isinstance(value, int) else inert(sheet, value)


def laid_out(sheet: Any) -> None:  # openpyxl's types leave out what such a sheet can do
    """Set how a sheet prints: A4, landscape, as wide as the page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def sheet_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """What each sheet is called in a workbook: its own name, where Excel allows it.

    >>> sheet_names(["Scores 1/2", "scores 1-2"])
    {'Scores 1/2': 'Scores 1-2', 'scores 1-2': 'scores 1-2 (2)'}
    """
    used = {name.casefold() for name in taken}
    found = {}
    for name in names:
        plain = _FORBIDDEN.sub("-", legal(name)).strip("' ")[:_NAME].strip() or "Sheet"
        allowed, n = plain, 1
        while allowed.casefold() in used:
            n += 1
            tail = f" ({n})"
            allowed = f"{plain[: _NAME - len(tail)]}{tail}"
        used.add(allowed.casefold())
        found[name] = allowed
    return found
