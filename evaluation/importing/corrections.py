"""Corrections: cells that a person changed and rows that a person left out, kept apart from the file.

The file itself is never changed. Corrections are laid over it before anything is recognised, and the
fingerprint of what is read then says so. Each keeps what stood there, so that another file is not
changed silently.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.errors import InputError
from evaluation.importing.sheets import column_place
from evaluation.importing.spots import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.importing.ledger import Spot
    from evaluation.importing.sheets import Sheet, Workbook

_DIGITS = 12  # of the mark of a row: enough to tell rows apart, too few to work back from


@dataclass(frozen=True, order=True, kw_only=True)
class CellCorrected:
    """A cell, as Excel shows it, in which somebody put another text.

    `found` is what stood there. `beside` is the mark of its row in the file it was made for, if known:
    the same text in another family's row is then not taken for it.
    """

    sheet: str
    row: int
    column: str
    found: str
    to: str
    beside: str = ""

    @property
    def now(self) -> str:
        """What it is now, in words."""
        return self.to or "left blank"

    @property
    def place(self) -> str:
        """Where it is.

        >>> CellCorrected(sheet="Scores", row=12, column="D", found="28", to="18").place
        'Scores, D12'
        """
        return f"{self.sheet}, {self.column}{self.row}"


@dataclass(frozen=True, order=True, kw_only=True)
class RowLeftOut:
    """A row that somebody left out; `beside` is the mark of what it held."""

    sheet: str
    row: int
    beside: str = ""

    @property
    def now(self) -> str:
        """What it is now, in words."""
        return "row left out"

    @property
    def place(self) -> str:
        """Where it is."""
        return f"{self.sheet}, row {self.row}"


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """What somebody put right by hand: cells and rows. They hold answers, so keep them as you keep the file.

    >>> made = Corrections(cells=(CellCorrected(sheet="Scores", row=12, column="D", found="28", to="18"),))
    >>> made.said
    '1 cell was corrected by hand.'
    """

    cells: tuple[CellCorrected, ...] = ()
    rows: tuple[RowLeftOut, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.cells or self.rows)

    def __len__(self) -> int:
        return len(self.cells) + len(self.rows)

    @property
    def entries(self) -> tuple[CellCorrected | RowLeftOut, ...]:
        """All of them, cells first."""
        return (*self.cells, *self.rows)

    @property
    def said(self) -> str:
        """How many there are, in a sentence; empty where there are none."""
        parts = []
        if self.cells:
            verb = "cell was" if len(self.cells) == 1 else "cells were"
            parts.append(f"{wording.count(len(self.cells))} {verb} corrected by hand")
        if self.rows:
            verb = "" if self.cells else " was" if len(self.rows) == 1 else " were"
            parts.append(f"{wording.plural(len(self.rows), 'row', 'rows')}{verb} left out")
        return f"{wording.listed(parts)}." if parts else ""

    def with_cells(self, workbook: Workbook, changed: Iterable[tuple[Spot, str]]) -> Corrections:
        """These and further cells, each with its new text, of the workbook as the file holds it.

        A cell changed again keeps what first stood there, and is corrected no longer where it is
        given that text again. Raises InputError where the workbook has no such cell.
        """
        every = {(one.sheet, one.row, one.column): one for one in self.cells}
        for spot, text in changed:
            sheet = workbook.sheet(spot.sheet)
            found = found_in(sheet, spot.row, spot.letter)
            if found is None:
                raise InputError(f"'{spot.sheet}' has no cell {spot.letter}{spot.row}.")
            to = text.strip()
            place = (spot.sheet, spot.row, spot.letter)
            every.pop(place, None)
            if to != found:
                every[place] = CellCorrected(
                    sheet=spot.sheet,
                    row=spot.row,
                    column=spot.letter,
                    found=found,
                    to=to,
                    beside=mark(sheet, spot.row),
                )
        return replace(self, cells=tuple(sorted(every.values())))

    def with_rows(self, workbook: Workbook, rows: Iterable[tuple[str, int]]) -> Corrections:
        """These and further rows left out: the sheet and row of each."""
        every = {(one.sheet, one.row): one for one in self.rows}
        for name, row in rows:
            every[name, row] = RowLeftOut(sheet=name, row=row, beside=mark(workbook.sheet(name), row))
        return replace(self, rows=tuple(sorted(every.values())))

    def without(self, gone: Iterable[CellCorrected | RowLeftOut]) -> Corrections:
        """These without some, which are then as they are in the file."""
        undone: set[CellCorrected | RowLeftOut] = set(gone)
        return Corrections(
            cells=tuple(one for one in self.cells if one not in undone),
            rows=tuple(one for one in self.rows if one not in undone),
        )

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "cells": [asdict(one) for one in self.cells],
            "rows_left_out": [asdict(one) for one in self.rows],
        }

    @classmethod
    def from_dict(cls, plain: Any) -> Corrections:
        """Read corrections from JSON; raises InputError naming the entry that can't be used."""
        if not isinstance(plain, dict) or not set(plain) <= {"cells", "rows_left_out"}:
            raise InputError(
                "Corrections must be a JSON object with 'cells' and 'rows_left_out', as the import page "
                "saves it."
            )
        cells, rows = plain.get("cells", []), plain.get("rows_left_out", [])
        if not isinstance(cells, list) or not isinstance(rows, list):
            raise InputError("'cells' and 'rows_left_out' of the corrections must be lists.")
        return cls(
            cells=tuple(sorted(map(_cell, cells))),
            rows=tuple(sorted(map(_row, rows))),
        )


def mark(sheet: Sheet, row: int) -> str:
    """What tells a row of a sheet from others: a few digits of the hash of its texts; "" beyond its end."""
    if not 1 <= row <= sheet.rows:
        return ""
    texts = [folded(text_of(cell)) for cell in sheet.cells.iloc[row - 1]]
    while texts and not texts[-1]:
        texts.pop()
    return hashlib.sha256(json.dumps(texts).encode()).hexdigest()[:_DIGITS]


def found_in(sheet: Sheet, row: int, column: str) -> str | None:
    """The text of a cell; None where the sheet has no such cell."""
    place = column_place(column)
    if not 1 <= row <= sheet.rows or not 0 <= place < sheet.columns:
        return None
    return text_of(sheet.cells.iloc[row - 1, place])


def folded(text: str) -> str:
    """A text with its white space folded, as texts are compared."""
    return " ".join(text.split())


def _cell(plain: Any) -> CellCorrected:
    row, texts = _entry(plain, ("sheet", "row", "column", "found", "to"), "cells")
    if column_place(texts["column"]) < 0:
        raise InputError(
            f"The corrections name column {texts['column']!r}; columns are letters, as Excel shows them."
        )
    return CellCorrected(row=row, **texts)


def _row(plain: Any) -> RowLeftOut:
    row, texts = _entry(plain, ("sheet", "row"), "rows_left_out")
    return RowLeftOut(row=row, **texts)


def _entry(plain: Any, needed: tuple[str, ...], what: str) -> tuple[int, dict[str, str]]:
    """The row and the texts of an entry; raises InputError."""
    if not isinstance(plain, dict) or not set(needed) <= set(plain) <= {*needed, "beside"}:
        raise InputError(
            f"An entry of '{what}' in the corrections must have "
            f"{wording.listed([repr(name) for name in needed])}."
        )
    row = plain["row"]
    if not isinstance(row, int) or isinstance(row, bool) or row < 1:
        raise InputError(f"The corrections name row {row!r}; rows are numbered from 1, as Excel shows them.")
    return row, {name: str(value) for name, value in plain.items() if name != "row"}
