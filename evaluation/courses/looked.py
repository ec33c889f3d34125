"""A sheet's headers and cells as its kind is looked for: which columns are sessions, ratings, numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.courses.asking import level_of
from evaluation.courses.months import day_of
from evaluation.courses.naming import field_named
from evaluation.courses.stages_said import stage_in
from evaluation.courses.titles import session_in
from evaluation.importing.vocabulary import role_named
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from evaluation.courses.cells import Cells
    from evaluation.courses.kinds import Kind

_MOST_RATINGS = 12  # distinct numbers of a column of ratings
_SHORT = 8  # words of a header: more are a question's
_MEETINGS = frozenset("session sessions week workshop class seminar module day date part".split())
_BROUGHT = frozenset("brought bring case example".split())


@dataclass(frozen=True, eq=False)
class Looked:
    """A sheet's headers and cells, column by column, with what its names say."""

    headers: tuple[str, ...]
    cells: tuple[Cells, ...]
    names: str  # of the file, the sheet and the titles above the header

    def column(self, kind: Kind, name: str) -> int:
        """The place of the column whose header names a field of a kind; -1 for none."""
        return next((i for i, header in enumerate(self.headers) if field_named(header, kind)[0] == name), -1)

    def has(self, kind: Kind, *names: str) -> bool:
        """Whether there is a column for each of these fields."""
        return all(self.column(kind, name) >= 0 for name in names)

    @property
    def signed(self) -> bool:
        """Whether its rows are about people: an id, an e-mail address or a name stands in each."""
        if self.has("learners", "learner") or self.has("learners", "email"):
            return True
        roles = (role_named(tokens(header)) for header in self.headers)
        return any(
            role is not None and role.role in {"private", "id"} and role.strength >= 2 for role in roles
        )

    def meetings(self) -> tuple[int, ...]:
        """The columns that are one session each, with marks of who came."""
        return tuple(i for i, header in enumerate(self.headers) if is_meeting(header) and self.cells[i].marks)

    def counts(self, kind: Kind) -> tuple[int, ...]:
        """Columns of whole numbers with a short header that names no field of the kind."""
        return tuple(
            i
            for i, header in enumerate(self.headers)
            if not field_named(header, kind)[0] and self.cells[i].numeric and len(tokens(header)) <= 6
        )

    def rated(self) -> tuple[int, ...]:
        """Columns of few numbers, as ratings are, which no field of a form is."""
        return tuple(
            i
            for i, header in enumerate(self.headers)
            if not field_named(header, "form")[0]
            and self.cells[i].numeric
            and len(self.cells[i].numbers) <= _MOST_RATINGS
            and (level_of(header)[2] or stage_in(header)[0])
        )

    def asked(self) -> tuple[int, ...]:
        """Columns of answers on a scale, which no field of a form is."""
        return tuple(
            i
            for i, header in enumerate(self.headers)
            if not field_named(header, "form")[0]
            and self.cells[i].worded is not None
            and not is_meeting(header)
            and not set(tokens(header)) <= _BROUGHT | _MEETINGS | {"a", "an", "you", "did", "yes", "no"}
        )


def is_meeting(header: str) -> bool:
    """Whether a header names a session of a course, by its name or its date.

    >>> is_meeting("Week 3"), is_meeting("14/01/2025"), is_meeting("Brought a case workshop 1")
    (True, True, False)
    """
    words = tokens(header)
    if not words or len(words) > _SHORT + 4 or _BROUGHT & set(words):
        return False
    if day_of(header) is not None or all(word.isdecimal() for word in words):
        return len(words) <= _SHORT
    return bool(session_in(header)) or (len(words) <= 4 and bool(_MEETINGS & set(words)))
