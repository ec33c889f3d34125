"""One sheet as a table: its header rows, the rows below them, what stands above them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from evaluation.courses.kinds import KINDS
from evaluation.importing.contents import Body
from evaluation.importing.headers import SEARCHED, find_headers, headers_of, shown
from evaluation.importing.mapping import Column, Mapping
from evaluation.importing.rows import Rows
from evaluation.importing.strays import stray_rows
from evaluation.tokens import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evaluation.courses.mapping import ColumnUse, SheetUse
    from evaluation.importing.sheets import Sheet

_MIDNIGHT = re.compile(r" 00:00:00\b")
_DAYS = 2  # dates across that make a row of sessions or months
# The foot of a hand-kept list.
_FOOT = re.compile(
    r"(?:number|no\.?|count|total)\s+(?:of\s+(?:people\s+|learners\s+|delegates\s+)?)?(?:present|attending|"
    r"attended|absent|here)|present|signed|trainer|facilitator|key\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"(?:(?:grand|sub|overall)[\s_-]*)?totals?\b|all (?:boroughs|roles|staff|areas)|overall", re.IGNORECASE
)
_TRIED = "test@"  # an address by which whoever made a form tries it


@dataclass(frozen=True, eq=False)
class Table:
    """A sheet of a file under its header: `headers` are as a page prints them, one a column."""

    file: str
    sheet: Sheet
    header_rows: tuple[int, ...]
    headers: tuple[str, ...]
    alone: bool = True  # whether it is its file's only sheet
    _rows: list[Rows] = field(default_factory=list, init=False, repr=False)

    @property
    def place(self) -> str:
        """The sheet in words; a text file has only one."""
        return self.file if self.alone else f"{self.file}, sheet '{self.sheet.name}'"

    @property
    def rows(self) -> Rows:
        """The rows below the header to the last that holds anything."""
        if not self._rows:
            columns = tuple(Column(index=i, header=header) for i, header in enumerate(self.headers))
            mapping = Mapping(
                sheet=self.sheet.name,
                header_rows=self.header_rows,
                layout="wide",
                columns=columns,
                noun="learner",
            )
            self._rows.append(Rows(self.sheet, mapping))
        return self._rows[0]

    def body(self) -> Body:
        """The rows that are somebody's, to judge columns by."""
        rows = self.rows
        keep = np.ones(len(rows), bool)
        for mask, _ in stray_rows(rows):
            keep &= ~mask
        keep &= ~_in_first(self, _FOOT)
        filled = rows.filled
        return Body(rows.body[keep], filled[keep], decimal_comma=False)

    def titles(self) -> list[str]:
        """What stands above the header, cell by cell, from the top."""
        top = min(self.header_rows, default=1) - 1
        return [str(text) for row in range(top) for text in _texts_of(self.sheet, row) if text]


def table_of(file: str, sheet: Sheet, *, alone: bool, header_rows: tuple[int, ...] = ()) -> Table:
    """A sheet under its header, found or given; raises InputError when it has none."""
    rows = header_rows or _header_rows(sheet)
    if rows and not header_rows and _flat(sheet, rows):
        rows = rows[-1:]
    headers = tuple(_clean(shown(group, name, i)) for i, (group, name) in enumerate(headers_of(sheet, rows)))
    return Table(file, sheet, rows, headers, alone)


@lru_cache(maxsize=4096)
def known_header(words: Tokens) -> bool:
    """Whether words are the header of a field of any kind of sheet."""
    return words in _KNOWN


_KNOWN = frozenset(
    tokens(header) for kind in KINDS.values() for entry in kind.fields for header in entry.headers
)


def strays(table: Table, use: SheetUse) -> list[tuple[NDArray[np.bool_], str]]:
    """Which rows of a sheet are nobody's, with the reason: totals, repeated headers, feet of lists, tries."""
    rows = table.rows
    found = stray_rows(rows)
    signed = KINDS[use.kind].signed
    if not signed:
        found = [
            (mask, "It is a total, so it isn't counted twice" if "total" in reason else reason)
            for mask, reason in found
        ]
        return [*found, (_in_first(table, _TOTAL), "It is a total, so it isn't counted twice")]
    if use.kind == "register":
        foot = _in_first(table, _FOOT) & (rows.filled.sum(axis=1) >= 1) & ~_holds_id(table, use)
        found.append((foot, "It is the foot of the list, not a learner"))
    email = use.first("email")
    if email is not None:
        tried = np.array([text.casefold().startswith(_TRIED) for text in rows.texts_at(email.index)], bool)
        found.append((tried, "It is a try of the form, not a learner"))
    return found


def _holds_id(table: Table, use: SheetUse) -> NDArray[np.bool_]:
    """Rows whose id is of one word with a digit, or an e-mail address: somebody's, whatever else it says."""
    held = np.zeros(len(table.rows), bool)
    for column in use.using("learner", "email"):
        held |= np.array([bool(re.search(r"\d|@", text)) for text in table.rows.texts_at(column.index)], bool)
    return held


def _in_first(table: Table, pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    """Rows whose first filled cell begins so."""
    rows = table.rows
    found = np.zeros(len(rows), bool)
    if not len(rows):
        return found
    first = rows.filled.argmax(axis=1)
    for i in np.unique(first):
        at = np.flatnonzero(first == i)
        found[at] = [bool(pattern.match(text)) for text in rows.texts_at(int(i))[at]]
    return found


def refitted(use: SheetUse, headers: Sequence[str]) -> dict[int, ColumnUse]:
    """The columns of a sheet as it was read before, by their place among these headers.

    >>> from evaluation.courses.mapping import ColumnUse, SheetUse
    >>> use = SheetUse(file="a.csv", sheet="a", columns=(ColumnUse(index=0, header="Role", use="role"),))
    >>> refitted(use, ["Code", " role"])[1].use
    'role'
    """
    keys = [same_header(header) for header in headers]
    taken: dict[int, ColumnUse] = {}
    waiting = []
    for column in use.columns:
        key = same_header(column.header)
        if column.index < len(keys) and keys[column.index] == key and column.index not in taken:
            taken[column.index] = column
        else:
            waiting.append((key, column))
    for key, column in waiting:
        place = next((i for i, other in enumerate(keys) if other == key and i not in taken), None)
        if place is not None:
            taken[place] = replace(column, index=place, header=headers[place])
    return taken


def same_header(header: str) -> str:
    """A header as it is compared from file to file.

    >>> same_header("Job role ") == same_header("job  Role")
    True
    """
    return " ".join(header.split()).casefold()


def _header_rows(sheet: Sheet) -> tuple[int, ...]:
    """The rows of the header: those of dates across, which are no words, else those that are found."""
    dated = _dated_header(sheet)
    return dated or find_headers(sheet, known_header)


def _flat(sheet: Sheet, rows: tuple[int, ...]) -> bool:
    """Whether the row above a header is a title or a note: it fills no two cells."""
    return len(rows) > 1 and all(
        int(sheet.filled[row - 1].sum()) < 2 and not _merged(sheet, row) for row in rows[:-1]
    )


def _merged(sheet: Sheet, row: int) -> bool:
    return sum(top <= row - 1 <= bottom for top, _, bottom, _ in sheet.merged) > 1


def _dated_header(sheet: Sheet) -> tuple[int, ...]:
    """A header with dates in its cells, as attendance lists and months across have: its rows."""
    top = sheet.cells.head(SEARCHED).to_numpy(dtype=object).tolist()
    for i, row in enumerate(top):
        days = [cell for cell in row if isinstance(cell, dt.date)]
        if len(days) < _DAYS or len(set(days)) < len(days):
            continue
        words = [tokens(text) for text in _texts_of(sheet, i) if text and not _is_day(text)]
        below = sum(isinstance(cell, dt.date) for cell in top[i + 1]) if i + 1 < len(top) else 0
        if below >= len(days):
            return ()  # a column of dates begins here: these are no headers
        if any(map(known_header, words)):
            return (i + 1,)
        above = [tokens(text) for text in _texts_of(sheet, i - 1) if text] if i else []
        if not words and sum(map(known_header, above)):
            return (i, i + 1)
        return ()
    return ()


def _texts_of(sheet: Sheet, row: int) -> list[str]:
    return [sheet.texts(column)[row] for column in range(sheet.columns)]


def _is_day(text: str) -> bool:
    return bool(re.match(r"\d{4}-\d{2}-\d{2} ", text))


def _clean(header: str) -> str:
    return _MIDNIGHT.sub("", header)
