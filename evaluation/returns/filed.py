"""A return as it is filed: its lines, who is left out and why, and what to know before it is sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.reports.csv_files import written

if TYPE_CHECKING:
    from evaluation.returns.quarter import Quarter


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line: a user's pre and post score on one measure. `sheet` and `row` are of the post score."""

    user: int  # a running number: the file's ids are not kept
    measure: str  # by the return's name
    score: str  # which of the measure's scores it is
    rater: str
    before: float
    after: float
    quarter: Quarter
    characteristics: tuple[str, ...]
    sheet: str
    row: int
    check: str = ""  # what to look at before it is sent; it is not in the file


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A user's scores on one measure that are not in the return: where a score of theirs stands, and why."""

    sheet: str
    row: int
    score: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FamilyHubs:
    """The return of one quarter, who is left out of it, and what to know before it is sent."""

    quarter: Quarter
    columns: tuple[str, ...]  # of the characteristics
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]

    @property
    def considered(self) -> int:
        """How many users' scores on a measure were looked at: each is an entry or left out."""
        return len(self.entries) + len(self.left_out)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """Why scores are left out, and how many for each reason, the commonest first."""
        return tuple(Counter(left.reason for left in self.left_out).most_common())

    @property
    def checks(self) -> tuple[tuple[str, int], ...]:
        """What to look at before lines are sent, and of how many."""
        return tuple(Counter(entry.check for entry in self.entries if entry.check).most_common())

    def headings(self, *, rows: bool = False) -> tuple[str, ...]:
        """The columns of the file; `rows` adds where each post score stands in the data."""
        of_score = (
            "User",
            "Measure",
            "Score",
            "Rated by",
            "Pre score",
            "Post score",
            "Quarter of post score",
        )
        return (*of_score, *self.columns, *(("Sheet", "Row") if rows else ()))

    def lines(self, *, rows: bool = False) -> tuple[tuple[str | float, ...], ...]:
        """The cells of the file below its headings."""
        return tuple(
            (
                *(entry.user, entry.measure, entry.score, entry.rater),
                *(_number(entry.before), _number(entry.after), entry.quarter.words),
                *entry.characteristics,
                *((entry.sheet, entry.row) if rows else ()),
            )
            for entry in self.entries
        )

    def to_csv(self, *, rows: bool = False) -> bytes:
        """The return as a CSV file in which no cell acts as a formula."""
        return written([self.headings(rows=rows), *self.lines(rows=rows)])

    def left_out_csv(self) -> bytes:
        """Each score that is left out, with where it stands and why, as a CSV file."""
        rows = ((left.sheet, left.row, left.score, left.reason) for left in self.left_out)
        return written([("Sheet", "Row", "Score", "Reason"), *rows])

    @property
    def summary(self) -> str:
        """How many lines of how many users, and of which quarter."""
        users = len({entry.user for entry in self.entries})
        lines = wording.plural(len(self.entries), "line", "lines")
        return f"{lines} of {wording.plural(users, 'user', 'users')}, post scores {self.quarter.words}."

    def __str__(self) -> str:
        lines = [self.summary]
        lines += [f"Left out: {wording.count(n)}, as {reason}." for reason, n in self.reasons]
        lines += [f"To check: {wording.plural(n, 'line', 'lines')}, as {check}." for check, n in self.checks]
        return "\n".join([*lines, *self.notes])


def _number(value: float) -> float | int:
    return int(value) if value.is_integer() else value
