"""Turning a column of cells into dates: the order of day and month is settled for the whole column.

pandas reads 03/04/2026 as 4 March, and with dayfirst=True turns 2026-04-03 round as well, so
neither is used: a written year-first date is one thing, day/month/year another.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.cells import distinct_cells, is_blank, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

ORDERS = ("iso", "day first", "month first", "excel")

# Excel counts days from here, for any day after February 1900.
_EXCEL_START = dt.date(1899, 12, 30)
# 4 October 1954 to 7 April 2064: a number outside is not taken for a date.
_SERIALS = (20_000, 60_000)
_YEARS = (1900, 2099)
# Two-digit years as Excel reads them: 29 is 2029, 30 is 1930.
_PIVOT = 30

_TIME = (
    r"(?:[T,\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:Z|(?:GMT|UTC|BST)?(?:[+-]\d{1,2}(?::?\d{2})?)?)?)?"
)
_FLAGS = re.ASCII | re.IGNORECASE
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _TIME, _FLAGS)
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})", _FLAGS)
_BY_NUMBER = re.compile(r"(\d{1,2})\s*([-/.,\s])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})" + _TIME, _FLAGS)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.\s]+)?"
_DAY_MONTH = re.compile(
    _WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[-/.,\s]*(?:of\s+)?([a-z]+)[-/.,\s]*(\d{4}|\d{2})" + _TIME, _FLAGS
)
_MONTH_DAY = re.compile(
    _WEEKDAY + r"([a-z]+)[-/.\s]*(\d{1,2})(?:st|nd|rd|th)?[-/,\s]+(\d{4}|\d{2})" + _TIME, _FLAGS
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Dates:
    """The dates of a column: `values` has NaT where a cell is blank or `bad` (not a date).

    `order` says how they are written: "iso" when each date can be read only one way (year
    first, or the month in words), "day first", "month first", or "excel" (date cells or day
    numbers of a spreadsheet). `ambiguous` is true when nothing in the column proves whether day
    or month comes first and it was read day first. `note` says in words what was decided; it is
    "" when there was nothing to decide. Times of day are dropped.
    """

    values: NDArray[np.datetime64]
    bad: NDArray[np.bool_]
    order: str
    note: str = ""
    ambiguous: bool = False


@dataclass(frozen=True)
class _Written:
    """A date in numbers whose first two parts may be day and month or month and day."""

    first: int
    second: int
    year: int

    def read(self, order: str) -> dt.date | None:
        day, month = (self.first, self.second) if order == "day first" else (self.second, self.first)
        return _date(self.year, month, day)


def dates(cells: pd.Series, order: str | None = None, n: NDArray[np.int64] | None = None) -> Dates:
    """Read a column as dates; `order` ("day first" …) settles it where the column does not.

    Date cells, year-first text and months in words are read as they stand under any order.
    Dates in numbers are read day first unless some date can only be month first and none only
    day first. Day numbers of Excel (46115) are converted when most cells are such; `n` says how
    often each cell stands, where not once. Raises ValueError for an order other than "iso", "day first",
    "month first" and "excel".

    >>> import pandas as pd
    >>> dates(pd.Series(["03/04/2026", "13/04/2026", "2026-04-03"])).values.astype(str).tolist()
    ['2026-04-03T00:00:00', '2026-04-13T00:00:00', '2026-04-03T00:00:00']
    """
    if order is not None and order not in ORDERS:
        raise ValueError(f"order must be one of {', '.join(ORDERS)}, not {order!r}")
    position, distinct = distinct_cells(cells)
    found = [_reading(cell) for cell in distinct]
    weights = None if n is None else n[position >= 0]
    counts = np.bincount(position[position >= 0], weights, minlength=len(distinct))
    serial = _serials_are_dates(found, counts, order)
    of_spreadsheet = any(isinstance(cell, dt.date) for cell in distinct)
    settled, note, ambiguous = _settled(found, order, serial=serial, of_spreadsheet=of_spreadsheet)
    read = [_as_date(reading, settled, serial=serial) for reading in found]
    days = np.array([*(np.datetime64(day or "NaT", "s") for day in read), np.datetime64("NaT", "s")])
    empty = np.array([*(reading is None for reading in found), True])
    values, blank = days.astype("datetime64[s]")[position], empty[position]
    if of_spreadsheet and not note:
        note = _half_converted(distinct, read)
    return Dates(values, np.isnat(values) & ~blank, settled, note, ambiguous)


def _reading(cell: object) -> dt.date | _Written | float | str | None:
    """Read one cell on its own: a date, a date in numbers, a number, text (bad) or None (blank)."""
    if is_blank(cell):
        return None
    if isinstance(cell, dt.date):
        return _date(cell.year, cell.month, cell.day) or "out of range"
    if isinstance(cell, (int, float, np.integer, np.floating)):
        return _compact(str(cell)) or float(cell)
    return _text_reading(plain_text(str(cell)))


def _text_reading(text: str) -> dt.date | _Written | float | str:
    found: dt.date | None = None
    if match := _YEAR_FIRST.fullmatch(text):
        found = _date(int(match[1]), int(match[3]), int(match[4]))
    elif match := _BY_NUMBER.fullmatch(text):
        return _Written(int(match[1]), int(match[3]), _year(match[4]))
    elif match := _DAY_MONTH.fullmatch(text):
        found = _date(_year(match[3]), _month(match[2]), int(match[1]))
    elif match := _MONTH_DAY.fullmatch(text):
        found = _date(_year(match[3]), _month(match[1]), int(match[2]))
    elif re.fullmatch(r"\d{1,8}(?:\.\d{1,12})?", text, re.ASCII):
        return _compact(text) or float(text)
    return found or text


def _compact(text: str) -> dt.date | None:
    match = _COMPACT.fullmatch(text)
    return _date(int(match[1]), int(match[2]), int(match[3])) if match else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    if not _YEARS[0] <= year <= _YEARS[1]:
        return None
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return 2000 + year if year < _PIVOT else 1900 + year


def _month(text: str) -> int:
    """Return 1 to 12 for a month's name or its first three or more letters, else 0."""
    name = text.lower()
    if len(name) >= 3:
        for number, month in enumerate(_MONTHS, 1):
            if month.startswith(name):
                return number
    return 0


def _is_serial(reading: object) -> bool:
    return isinstance(reading, float) and _SERIALS[0] <= reading <= _SERIALS[1]


def _serials_are_dates(
    found: Sequence[object], counts: NDArray[np.intp] | NDArray[np.float64], order: str | None
) -> bool:
    if order == "excel":
        return True
    filled = sum(count for reading, count in zip(found, counts, strict=True) if reading is not None)
    serial = sum(count for reading, count in zip(found, counts, strict=True) if _is_serial(reading))
    return bool(2 * serial > filled)


def _settled(
    found: Sequence[object], order: str | None, *, serial: bool, of_spreadsheet: bool
) -> tuple[str, str, bool]:
    """Return the column's order, the note about it, and whether it is ambiguous."""
    said = "The numbers in this column are Excel's day numbers, read as dates (46115 is 3 April 2026)."
    note = said if serial and any(map(_is_serial, found)) else ""
    written = [reading for reading in found if isinstance(reading, _Written)]
    if order is not None:
        return order, note, False
    if not written:
        return "excel" if note or of_spreadsheet else "iso", note, False
    day_first = [reading.read("day first") is not None for reading in written]
    month_first = [reading.read("month first") is not None for reading in written]
    only_day = sum(day and not month for day, month in zip(day_first, month_first, strict=True))
    only_month = sum(month and not day for day, month in zip(day_first, month_first, strict=True))
    if only_month and not only_day:
        return "month first", f"{note} Read with the month first, as in 04/13/2026.".strip(), False
    if only_month:
        mixed = (
            "Some dates can only be day first and others only month first. They were read day first and "
            "those that can't be are marked; check the rest."
        )
        return "day first", f"{note} {mixed}".strip(), False
    either = (
        reading for reading, day, month in zip(written, day_first, month_first, strict=True) if day and month
    )
    if only_day or all(reading.first == reading.second for reading in either):
        return "day first", note, False
    doubt = (
        "The order of day and month is ambiguous: no date in this column has a day after the 12th. "
        "They were read day first, so 03/04/2026 is 3 April 2026."
    )
    return "day first", f"{note} {doubt}".strip(), True


def _as_date(reading: object, order: str, *, serial: bool) -> dt.date | None:
    if isinstance(reading, dt.date):
        return reading
    if isinstance(reading, _Written):
        return reading.read(order) if order in {"day first", "month first"} else None
    if serial and isinstance(reading, float) and _is_serial(reading):
        return _EXCEL_START + dt.timedelta(days=int(reading))
    return None


def _half_converted(distinct: Iterable[object], read: Sequence[dt.date | None]) -> str:
    """Warn of the mark that an American Excel leaves on British dates.

    It turns 03/04/2026 into a date cell of 4 March and leaves 13/04/2026 as text, so all date
    cells have days up to 12 and all text has days after it.
    """
    cells = [day for cell, day in zip(distinct, read, strict=True) if day and isinstance(cell, dt.date)]
    text = [day for cell, day in zip(distinct, read, strict=True) if day and isinstance(cell, str)]
    early = all(day.day <= 12 for day in cells)
    late = all(day.day > 12 for day in text)
    if min(len(cells), len(text)) < 3 or not (early and late):
        return ""
    return (
        "All the date cells fall on the 1st to 12th and all the dates written as text after it: Excel may "
        "have swapped day and month in the date cells. Compare a few with the original records."
    )
