"""What reading a file yields: a workbook of sheets, each a grid of untouched cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.places import STEP, Places
from evaluation.importing.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHEET = "Sheet"  # the header of the column that says which sheet a row is from


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
    merged: tuple[
        tuple[int, int, int, int], ...
    ] = ()  # first row, first column, last row, last column; from 0
    left_out: frozenset[int] = frozenset()  # rows that somebody left out, by their numbers
    _texts: dict[int, NDArray[np.object_]] = field(default_factory=dict, init=False, repr=False)

    @property
    def places(self) -> Places:
        """What the numbers of its rows stand for."""
        return Places((self.name,))

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each row, as `places` reads it."""
        return np.arange(1, len(self.cells) + 1, dtype=np.int64)

    def texts(self, index: int) -> NDArray[np.object_]:
        """Each cell of a column as text with white space folded, worked out once."""
        if index not in self._texts:
            self._texts[index] = texts_of(self.cells.iloc[:, index])
        return self._texts[index]

    @cached_property
    def filled(self) -> NDArray[np.bool_]:
        """Which cells hold anything but white space, in the shape of `cells`; worked out once."""
        filled = np.zeros(self.cells.shape, dtype=bool)
        for i in range(self.columns):
            filled[:, i] = self.texts(i) != ""
        return filled

    def letter(self, number: int, column: int) -> str:
        """The letter that Excel shows above a column on the sheet of a row; "" where that lacks it."""
        del number  # of one sheet every row has the same columns
        return column_letter(column)

    def cells_at(self, numbers: Sequence[int], column: int) -> list[Any]:
        """What the cells of a column hold in some rows: these by number, the column by its place from 0."""
        return self.cells.iloc[self._positions(numbers), column].tolist()

    def cell(self, number: int, column: int) -> Any:
        """What a cell holds, by its row's number and its column's place from 0."""
        return self.cells_at([number], column)[0]

    def _positions(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        return np.asarray(numbers, dtype=np.int64) - 1

    @property
    def rows(self) -> int:
        """How many rows the cells reach down, blank rows above included."""
        return len(self.cells)

    @property
    def columns(self) -> int:
        """How many columns the cells reach across, blank columns to the left included."""
        return len(self.cells.columns)


@dataclass(frozen=True, eq=False, kw_only=True)
class Together(Sheet):
    """Several sheets read as one: the rows of each below those of the one before, columns by header.

    The last column, `SHEET`, says which sheet a row is from. `headers` has each column's (group,
    name); `held` has, for each sheet, the columns that it fills, and `own` where each of its own stands.
    """

    parts: tuple[str, ...]
    row_numbers: NDArray[np.int64]
    headers: tuple[tuple[str, str], ...]
    held: tuple[frozenset[int], ...]
    own: tuple[tuple[int, ...], ...]

    @property
    def places(self) -> Places:
        """What the numbers of its rows stand for."""
        return Places(self.parts)

    def letter(self, number: int, column: int) -> str:
        """The letter that Excel shows above a column on the sheet of a row; "" where that lacks it."""
        part = self.own[int(number) // STEP]
        return column_letter(part.index(column)) if column in part else ""

    def _positions(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        return np.searchsorted(self.row_numbers, np.asarray(numbers, dtype=np.int64))

    @property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each row, as `places` reads it."""
        return self.row_numbers


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


def column_place(letters: str) -> int:
    """Return the place, from 0, of a column that Excel shows under these letters; -1 for no such column.

    >>> column_place("A"), column_place("AA"), column_place("xfd"), column_place("A1")
    (0, 26, 16383, -1)
    """
    place = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


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
