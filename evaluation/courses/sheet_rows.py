"""The rows of one sheet while they are read: their cells by use, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.courses.records import Origin
from evaluation.courses.tables import strays
from evaluation.importing.cells import is_blank
from evaluation.importing.ledger import Ledger, SetAside
from evaluation.importing.places import Places
from evaluation.importing.privacy import shapes
from evaluation.importing.values import dates, numbers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.courses.mapping import ColumnUse, SheetUse
    from evaluation.courses.tables import Table

_WHOSE = frozenset({"learner", "email"})  # uses whose addresses become codes


class SheetRows:
    """Reads the cells of a sheet by what its columns are used for.

    Rows count from 0 here; `number` has them as Excel shows them. `notes` gathers sentences on cells that
    could not be used; no cell of a person is ever repeated in one.
    """

    def __init__(self, table: Table, use: SheetUse) -> None:
        self.table, self.use = table, use
        self.number: list[int] = table.rows.number.tolist()
        self.notes: list[str] = []
        self._aside: dict[int, str] = {}
        for mask, reason in strays(table, use):
            for row in np.flatnonzero(mask).tolist():
                self._aside.setdefault(row, reason)
        self._days: list[date | None] | None = None
        self._told: set[int] = set()  # columns of which it was said that they hold personal data

    def __len__(self) -> int:
        return len(self.number)

    @property
    def in_use(self) -> list[int]:
        """The rows that have not been set aside."""
        return [row for row in range(len(self)) if row not in self._aside]

    @property
    def ledger(self) -> Ledger:
        """What has become of each row."""
        place = self.table.place
        aside = tuple(SetAside(place, self.number[row], why) for row, why in sorted(self._aside.items()))
        return Ledger(place, len(self), aside)

    def set_aside(self, row: int, reason: str) -> None:
        """Set a row aside; it keeps its first reason."""
        self._aside.setdefault(row, reason)

    def set_aside_number(self, number: int, reason: str) -> None:
        """Set a row aside by its number in Excel; it keeps its first reason."""
        self.set_aside(number - self.number[0], reason)

    def origin(self, row: int) -> Origin:
        """Where a row stands."""
        return Origin(file=self.use.file, sheet=self.use.sheet, row=self.number[row])

    def cells(self, column: ColumnUse) -> pd.Series:
        """A column's cells as they stand."""
        cells: pd.Series = self.table.rows.body.iloc[:, column.index]
        return cells

    def texts(self, column: ColumnUse | None) -> list[str]:
        """A column's cells as text, "" for blank ones and where there is no column.

        An address or a number to call somebody by is left blank too, but where learners are told apart.
        """
        found = self.words(column)
        blank = {text for text in set(found) if is_blank(text)}
        if column is not None and column.use not in _WHOSE:
            personal = {text for text in set(found) - blank if shapes.holds_contact(text)}
            if personal and column.index not in self._told:
                self._told.add(column.index)
                rows = [row for row in self.in_use if found[row] in personal]
                self.report(column, rows, "personal data", "left blank")
            blank |= personal
        return ["" if text in blank else text for text in found]

    def words(self, column: ColumnUse | None) -> list[str]:
        """A column's cells as text as they stand: "DNA" is no blank where it says who stayed away."""
        if column is None:
            return [""] * len(self)
        found: list[str] = self.table.rows.texts_at(column.index).tolist()
        return found

    def texts_of(self, use: str) -> list[str]:
        """The cells of the first column put to a use, as text."""
        return self.texts(self.use.first(use))

    def days(self) -> list[date | None]:
        """The day of each row."""
        if self._days is None:
            column = self.use.first("day") or self.use.first("month")
            self._days = [None] * len(self)
            if column is not None:
                read = dates(self.cells(column), order=self.use.date_order or None)
                self._days = [None if day is None else day for day in _as_days(read.values)]
                bad = [row for row in np.flatnonzero(read.bad).tolist() if row not in self._aside]
                if column.use == "day":
                    self.report(column, bad, "no date", "left blank")
                if read.note:
                    self.notes.append(f"'{column.header}': {read.note}")
        return self._days

    def numbers(self, column: ColumnUse) -> NDArray[np.float64]:
        """A column's cells as numbers, NaN for blank ones and what is none; those are told."""
        read = numbers(self.cells(column))
        bad = [row for row in np.flatnonzero(read.bad).tolist() if row not in self._aside]
        self.report(column, bad, "no number", "left blank")
        return read.values

    def report(self, column: ColumnUse, rows: Sequence[int], what: str, done: str) -> None:
        """Say that cells of a column can't be used: which rows, what they are and what was done."""
        if rows:
            count = "1 cell is" if len(rows) == 1 else f"{len(rows)} cells are"
            they = "It is" if len(rows) == 1 else "They are"
            where = self.listed(rows)
            header = " ".join(column.header.split())
            header = header if len(header) <= 60 else f"{header[:57].rstrip()} …"
            self.notes.append(f"'{header}': {count} {what} ({where}). {they} {done}.")

    def listed(self, rows: Sequence[int]) -> str:
        """Rows in words, as Excel numbers them."""
        return Places((self.use.sheet,)).listed([self.number[row] for row in rows])


def _as_days(values: NDArray[np.datetime64]) -> list[date | None]:
    found: list[date | None] = values.astype("datetime64[D]").astype(object).tolist()
    return found
