"""The rows of a sheet under a mapping: their cells, whose each row is, and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.added_up import added_up_said
from evaluation.importing.ledger import NOT_KEPT, Fault, Ledger, Problem, SetAside
from evaluation.importing.marks import key_of_this_run
from evaluation.importing.privacy.personal import id_candidate
from evaluation.importing.privacy.pseudonyms import pseudonyms
from evaluation.importing.sheets import Together, column_letter
from evaluation.importing.strays import stray_rows
from evaluation.importing.values import dates
from evaluation.importing.vocabulary import Tokens, role_named, tokens

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.sheets import Sheet

NO_ID = "There is no id"
_PERSONAL_IDS = frozenset({"nhs", "nino"})


class Rows:
    """The rows below the header to the last that holds anything, and the record of reading them.

    `number` is each row's number, as `places` reads it (in Excel, for a single sheet); `filled` (rows ×
    columns) says which cells hold anything. `n` is how many rows of the table each stands for, None where it
    is itself alone. `problems` and `notes` gather what was found, in the order
    of reading.
    """

    def __init__(self, sheet: Sheet, mapping: Mapping, id_key: bytes = b"", marks_key: bytes = b"") -> None:
        header = mapping.header_rows[-1]
        body, filled = sheet.cells.iloc[header:], sheet.filled[header:]
        if isinstance(sheet, Together):
            filled = filled.copy()
            filled[:, -1] = False  # the name of the sheet is nothing that a row holds
        last = int(np.flatnonzero(filled.any(axis=1))[-1]) + 1 if filled.any() else 0
        self.sheet_read, self.sheet = sheet, sheet.name
        self.mapping, self.id_key = mapping, id_key
        self.marks_key = marks_key or key_of_this_run()
        self.body: pd.DataFrame = body.iloc[:last]
        self.filled: NDArray[np.bool_] = filled[:last]
        self.number: NDArray[np.int64] = sheet.numbers[header : header + last]
        self.places = sheet.places
        self.n: NDArray[np.int64] | None = None
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.repeats: list[tuple[int, ...]] = []  # rows that share an id and differ, by number
        self._aside: dict[int, str] = {}
        self._dates: dict[int, NDArray[np.datetime64]] = {}

    def note_once(self, note: str) -> None:
        """Say something about the whole file that several columns or rows would repeat."""
        if note not in self.notes:
            self.notes.append(note)

    def __len__(self) -> int:
        return len(self.number)

    @property
    def in_use(self) -> NDArray[np.bool_]:
        """Which rows have not been set aside."""
        return ~np.isin(self.number, list(self._aside)) if self._aside else np.ones(len(self), bool)

    @property
    def ledger(self) -> Ledger:
        """What has become of each row so far."""
        aside = tuple(
            SetAside(*self.places.of(number), reason) for number, reason in sorted(self._aside.items())
        )
        return Ledger(self.sheet, len(self), aside)

    def aside_because(self, reasons: tuple[str, ...]) -> list[int]:
        """The numbers of the rows set aside for reasons that begin so."""
        return [number for number, reason in self._aside.items() if reason.startswith(reasons)]

    def texts(self, column: Column) -> NDArray[np.object_]:
        """A column's cells as text with white space folded, one a row."""
        return self.texts_at(column.index)

    def texts_at(self, index: int) -> NDArray[np.object_]:
        """The same by the place of a column."""
        start = self.mapping.header_rows[-1]
        return self.sheet_read.texts(index)[start : start + len(self)]

    def dates(self, column: Column) -> NDArray[np.datetime64]:
        """A column's cells as dates, NaT for none; read once, so that its problems are told once."""
        if column.index not in self._dates:
            self._dates[column.index] = self._read_dates(column)
        return self._dates[column.index]

    def _read_dates(self, column: Column) -> NDArray[np.datetime64]:
        parsed = dates(self.body.iloc[:, column.index], order=self.mapping.date_order or None, n=self.n)
        if parsed.bad.any():
            rows = [int(row) for row in self.number[parsed.bad]]
            fault = NOT_KEPT if column.keep else Fault("not a date")
            self.report(column, rows, "not a date", "left blank", fault=fault)
        if parsed.note:
            self.notes.append(f"'{column.header}': {parsed.note}")
        return parsed.values.astype("datetime64[s]")

    def set_aside(self, mask: NDArray[np.bool_], reason: str) -> None:
        """Set aside the rows that a mask keeps; a row keeps its first reason."""
        for row in self.number[mask]:
            self.set_aside_row(int(row), reason)

    def set_aside_row(self, row: int, reason: str) -> None:
        """Set aside one row by its number; it keeps its first reason."""
        self._aside.setdefault(row, reason)

    def report(
        self,
        column: Column,
        rows: list[int],
        what: str,
        done: str,
        found: str = "",
        *,
        fault: Fault = NOT_KEPT,
    ) -> None:
        """Note cells of a column that can't be used: which rows, what they are, and what was done."""
        count = "1 cell is" if len(rows) == 1 else f"{len(rows)} cells are"
        found = f"; found {found}" if found else ""
        letter = self.sheet_read.letter(rows[0], column.index)
        self.problems.append(
            Problem(
                f"'{column.header}' (column {letter}): {count} {what} ({self.places.listed(rows)}{found}). "
                f"{'It is' if len(rows) == 1 else 'They are'} {done}.",
                tuple(rows),
                column_letter(column.index),
                fault=fault,
                columns=(column.index,),
            )
        )


def subjects_of(rows: Rows) -> NDArray[np.object_]:
    """Whose each row is: its id, "" where that is blank, or its number where each row is a family.

    Raises InputError when the mapping names no id column.
    """
    if rows.mapping.subjects == "one_per_row":
        return np.array([f"row {row}" for row in rows.number], dtype=object)
    column = rows.mapping.first("id")
    if column is None:
        raise no_id(rows)
    return as_compared(rows.texts(column))


def no_id(rows: Rows) -> InputError:
    """What to say where no column is named as the id."""
    return InputError(
        added_up_said(rows.sheet, rows.mapping.columns)
        or f"No column of sheet '{rows.sheet}' looks like the id of a {rows.mapping.noun}."
        f"{_personal_ids(rows.mapping)} Name it on the import page or in a mapping file, "
        'or say that each row is one family ("subjects": "one_per_row").'
    )


def coded(rows: Rows, subject: NDArray[np.object_]) -> NDArray[np.object_]:
    """The codes that stand for ids from here on, where the mapping wants codes; else the ids.

    Raises InputError where there is no key to make them with.
    """
    if rows.mapping.ids != "keyed" or rows.mapping.subjects == "one_per_row":
        return subject
    if not rows.id_key:
        raise InputError(
            "The mapping has codes made with a key in place of ids, and there is no key: give its file with "
            "--id-key, or the key itself on the import page."
        )
    return pseudonyms(subject, rows.id_key)


def _personal_ids(mapping: Mapping) -> str:
    """What became of a column that tells families apart and was left out as personal data."""
    candidate = id_candidate(mapping)
    found = candidate or next((c for c in mapping.using("private") if _names_an_id(tokens(c.header))), None)
    if found is None:
        return ""
    said = f" '{found.header}' was left out because it is personal data: a code of your own is safer"
    offered = ", and Attune can make one from it with a key (on the import page, or with --id-key)"
    return f"{said}{offered if candidate else ''}."


def _names_an_id(header: Tokens) -> bool:
    named = role_named(header)
    return bool(set(header) & _PERSONAL_IDS) or (named is not None and named.role == "id")


def episode_keys(rows: Rows, subject: NDArray[np.object_]) -> NDArray[np.object_]:
    """What tells episodes apart: the subject and, where a column names it, the referral or enrolment."""
    column = rows.mapping.first("episode")
    return subject if column is None else subject + "\x1f" + as_compared(rows.texts(column))


def set_aside_unusable(rows: Rows, subject: NDArray[np.object_]) -> None:
    """Set aside the rows that are nobody's: empty ones, repeated headers, totals, and those without an id."""
    for mask, reason in stray_rows(rows):
        rows.set_aside(mask, reason)
    column = rows.mapping.first("id") if rows.mapping.subjects == "id" else None
    if column is not None:
        without = np.array([not one for one in subject], dtype=bool)
        rows.set_aside(without, f"{NO_ID} in column {column_letter(column.index)}")


def as_compared(texts: NDArray[np.object_]) -> NDArray[np.object_]:
    """Ids as they are compared: without case ("a12" is "A12"), and "226.0" as Excel wrote it is "226"."""
    return np.array(
        [
            text[:-2].casefold() if text.endswith(".0") and text[:-2].isdigit() else text.casefold()
            for text in texts
        ],
        dtype=object,
    )
