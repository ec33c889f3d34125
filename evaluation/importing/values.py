"""Turning a column of cells into numbers or answer codes, with nothing silently guessed.

Every cell ends up as a value, as blank, or as bad: something is written there that can't be
read. The bad ones are for the caller to show, with their row numbers. Dates are in the module
`calendar_dates`, and come from here too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.calendar_dates import Dates, dates
from evaluation.importing.cells import distinct_cells, is_blank, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["Dates", "Numbers", "dates", "labels", "numbers", "words_of"]

_POINT = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_COMMA = re.compile(r"[+-]?(?:\d+(?:,\d*)?|,\d+)(?:e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"^(?:\d+ )+(?=\D)")
_TRAILING_NUMBER = re.compile(r"(?<=\D)(?: \d+)+$")


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of a column: `values` has NaN where a cell is `blank` or `bad` (not a number).

    All three arrays have one entry a cell, in the order of the cells.
    """

    values: NDArray[np.float64]
    bad: NDArray[np.bool_]
    blank: NDArray[np.bool_]


def numbers(cells: pd.Series, *, decimal_comma: bool = False) -> Numbers:
    """Read a column as numbers: number cells and text such as " 12 ", "12.0" or "+3".

    With `decimal_comma`, text is read with a comma for the decimals ("12,5") and a full stop
    in it is bad, since "1.234" may then mean a thousand. Percent signs, units, thousands
    separators, yes/no cells and dates are bad.

    >>> import pandas as pd
    >>> read = numbers(pd.Series(["12", "n/a", "12%", 3]))
    >>> read.values.tolist(), read.bad.tolist(), read.blank.tolist()
    ([12.0, nan, nan, 3.0], [False, False, True, False], [False, True, False, False])
    """

    def read(cell: object) -> float | None:
        if is_blank(cell):
            return None
        return _number(cell, decimal_comma=decimal_comma)

    return _column(cells, read)


def labels(cells: pd.Series, codes: Mapping[str, float | None]) -> Numbers:
    """Read a column of worded answers as their codes (None: blank), ignoring case, spaces and punctuation.

    The words decide: "2 - Several days" and "Several days (1)" have the code of "Several days",
    whatever number stands beside it, because form tools number their options as they please.
    A number alone is taken as the code itself, unless it is one of the labels. Text that is no
    label is bad. Raises ValueError when two labels that read alike have different codes.

    >>> import pandas as pd
    >>> phq = {"Not at all": 0, "Several days": 1}
    >>> labels(pd.Series(["not  at all", "2 - Several days", 1, "Often"]), phq).values.tolist()
    [0.0, 1.0, 1.0, nan]
    """
    known: dict[str, float | None] = {}
    for label, code in codes.items():
        key = words_of(label)
        if known.setdefault(key, code) != code:
            raise ValueError(f"the label {label!r} has two codes: {known[key]} and {code}")

    def read(cell: object) -> float | None:
        if isinstance(cell, str) and plain_text(cell).startswith("#") and is_blank(cell):
            return None  # Excel's own "#N/A" is nobody's "n/a"
        text = words_of(cell)
        for candidate in (text, _LEADING_NUMBER.sub("", text), _TRAILING_NUMBER.sub("", text)):
            if candidate in known:
                return known[candidate]
        core = _TRAILING_NUMBER.sub("", _LEADING_NUMBER.sub("", text))
        if core in known:
            return known[core]
        # Only now: "none" and "not known" are blanks in general, and may be answers here.
        return None if is_blank(cell) else _number(cell, decimal_comma=False)

    return _column(cells, read)


def _column(cells: pd.Series, read: Callable[[object], float | None]) -> Numbers:
    """Apply `read` to each distinct cell: a number, None for blank, NaN for bad."""
    position, distinct = distinct_cells(cells)
    found = [read(cell) for cell in distinct]
    # The last entry is for position -1, pandas' own missing values.
    value = np.array([*(np.nan if number is None else number for number in found), np.nan])
    empty = np.array([*(number is None for number in found), True])
    values, blank = value[position], empty[position]
    return Numbers(values, np.isnan(values) & ~blank, blank)


def _number(cell: object, *, decimal_comma: bool) -> float:
    """Return the cell's number, or NaN when it is none."""
    if isinstance(cell, str):
        text = plain_text(cell)
        if not (_COMMA if decimal_comma else _POINT).fullmatch(text):
            return np.nan
        number = float(text.replace(",", "."))
    elif isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, bool):
        try:
            number = float(cell)
        except OverflowError:
            return np.nan
    else:
        return np.nan
    return number if np.isfinite(number) else np.nan


def words_of(cell: object) -> str:
    """Return the words and numbers of a label or a cell, in lower case, one space apart.

    A label of signs only ("+", "++") stays as it is.

    >>> words_of(" Most  days!"), words_of(2.0), words_of("++")
    ('most days', '2', '++')
    """
    whole = isinstance(cell, float) and cell.is_integer()
    plain = plain_text(str(int(cell)) if isinstance(cell, float) and whole else str(cell)).casefold()
    kept = " ".join(re.sub(r"[^\w]+", " ", re.sub(r"['’`]", "", plain)).replace("_", " ").split())
    return kept or plain
