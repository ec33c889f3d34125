"""The ledger: every row of the file, used or set aside with a reason. Nothing is lost silently."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Literal

# What would put cells or rows right. They are shown in this order.
Repair = Literal[
    "no id", "repeated id", "doubtful column", "outside", "answer in words", "not a number", "not a date",
    "numbering", "stages swapped", "total", "between scores", "code", "not kept", "not scored",
]  # fmt: skip
REPAIRS: tuple[Repair, ...] = Repair.__args__  # type: ignore[attr-defined]  # the values of a Literal
LEFT_OUT = "You left this row out"


@dataclass(frozen=True, order=True)
class SetAside:
    """A row that was not used: its sheet, its row as Excel shows it, and why."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True)
class Fault:
    """What is wrong with cells or rows and what it is about.

    `measure` is the id of the questionnaire and `about` its short name; `answers` says that single
    answers are meant, not scores. `detail` is in words what such a cell may hold, or why there is no
    score. `codes` counts the numbers among the cells by which services write "not known".
    """

    repair: Repair
    measure: str = ""
    about: str = ""
    answers: bool = False
    detail: str = ""
    codes: tuple[tuple[float, int], ...] = ()


NOT_SCORED = Fault("not scored")
NOT_KEPT = Fault("not kept")  # a detail of which nothing is kept: it may be personal, so it is never shown


@dataclass(frozen=True, order=True, kw_only=True)
class Spot:
    """A cell as Excel shows it, or a row as a whole where it has no `letter`.

    `found` is its text, left blank where it must not be repeated: a detail that may be personal, or
    in a message a family's own words.
    """

    sheet: str
    row: int
    letter: str = ""
    header: str = ""
    found: str = ""


@dataclass(frozen=True)
class Problem:
    """Cells that could not be used, grouped by what would repair them; their rows stay in use.

    `rows` are numbers as `Places` has them: Excel's rows, where a single sheet is read. `columns` are
    the places, from 0, of the columns in which each of the rows has a cell at fault; none where the
    row as a whole is meant. `column` is the letter of the first one's place. `fault` is what would
    repair them.
    """

    message: str
    rows: tuple[int, ...]
    column: str = ""
    fault: Fault = field(default=NOT_SCORED, kw_only=True)
    columns: tuple[int, ...] = field(default=(), kw_only=True)
    examples: tuple[Spot, ...] = field(default=(), kw_only=True)  # the first few of its cells


@dataclass(frozen=True)
class Ledger:
    """Rows in = rows used + rows set aside, always.

    >>> ledger = Ledger("Sheet1", 3, (SetAside("Sheet1", 4, "There is no id"),))
    >>> ledger.used
    2
    """

    sheet: str
    rows: int
    set_aside: tuple[SetAside, ...]

    def __post_init__(self) -> None:
        if len({(entry.sheet, entry.row) for entry in self.set_aside}) != len(self.set_aside):
            raise ValueError("a row was set aside twice")
        if len(self.set_aside) > self.rows:
            raise ValueError("more rows set aside than there are")

    @property
    def used(self) -> int:
        """How many rows counted towards the evaluation."""
        return self.rows - len(self.set_aside)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many rows each kind of reason set aside, most first; row numbers in a reason are left off."""
        counts = Counter(entry.reason.split(" (")[0] for entry in self.set_aside)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def with_more(self, more: tuple[SetAside, ...]) -> Ledger:
        """The ledger with further rows set aside; a row keeps its first reason."""
        entries = {(entry.sheet, entry.row): entry for entry in reversed((*self.set_aside, *more))}
        return replace(self, set_aside=tuple(sorted(entries.values())))
