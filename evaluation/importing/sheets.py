"""What reading a file yields: a workbook of sheets, each a grid of untouched cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from evaluation.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, eq=False)
class Sheet:
    """One sheet of cells, each where Excel shows it.

    `cells` has integer columns (0 is Excel's column A) and a RangeIndex whose position i is
    Excel's row i + 1. A blank cell is "" and never None or NaN; text is str; numbers are int
    or float (a whole float becomes int); dates are datetime.datetime; yes/no cells are bool.
    Cells of a text file are all str. A parquet file's column names are row 1.
    """

    name: str
    cells: pd.DataFrame
    hidden: bool = False

    @property
    def rows(self) -> int:
        """How many rows the cells reach down, blank rows above included."""
        return len(self.cells)

    @property
    def columns(self) -> int:
        """How many columns the cells reach across, blank columns to the left included."""
        return len(self.cells.columns)


@dataclass(frozen=True, eq=False)
class Workbook:
    """The sheets of one file, with what a reader should know about how it was read.

    `fingerprint` is the SHA-256 of the file's bytes, in hex. `notes` are sentences in plain
    words: the encoding, the separator, hidden sheets and rows, cells that could not be read.
    """

    name: str
    fingerprint: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...]

    def sheet(self, name: str) -> Sheet:
        """Return the sheet called `name`; raises InputError naming the sheets there are.

        >>> book = Workbook("may.xlsx", "", (Sheet("Scores", grid([["id"]])),), ())
        >>> book.sheet("Scores").rows
        1
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        known = ", ".join(f"“{sheet.name}”" for sheet in self.sheets)
        raise InputError(f"{self.name} has no sheet called “{name}”. Its sheets are {known}.")


def column_letter(position: int) -> str:
    """Return the letters that Excel shows above a column, counting from 0.

    Raises ValueError when `position` is negative.

    >>> column_letter(0), column_letter(26), column_letter(16383)
    ('A', 'AA', 'XFD')
    """
    if position < 0:
        raise ValueError(f"columns count from 0, not {position}")
    letters = ""
    left = position + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def grid(rows: Sequence[Sequence[Any]]) -> pd.DataFrame:
    """Lay rows of cells out as a frame of objects, padding short rows with "".

    Rows and columns that are blank to the end are left off; blank ones before or between
    cells keep their place, so that row and column numbers stay those of the file.

    >>> grid([["id", "score", ""], [], ["a"], ["", ""]]).values.tolist()
    [['id', 'score'], ['', ''], ['a', '']]
    """
    height = len(rows)
    while height and all(_is_blank(cell) for cell in rows[height - 1]):
        height -= 1
    width = max((len(row) for row in rows[:height]), default=0)
    padded = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows[:height]]
    cells = pd.DataFrame(padded, columns=pd.RangeIndex(width), dtype=object)
    used = width
    while used and all(_is_blank(cell) for cell in cells[used - 1]):
        used -= 1
    return cells if used == width else cells.iloc[:, :used].copy()


def _is_blank(cell: object) -> bool:
    return isinstance(cell, str) and cell == ""
