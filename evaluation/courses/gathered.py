"""What has been read so far, and what readers of all kinds of sheet share: courses, sessions, spellings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluation.courses.mapping import NEEDS_YOU
from evaluation.courses.sessions import Sessions
from evaluation.courses.spellings import Spellings
from evaluation.courses.vocabulary import ATTRIBUTES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evaluation.courses.records import (
        Attendance,
        Award,
        Booking,
        Feedback,
        Headcount,
        Package,
        Rating,
        Referrals,
        Unit,
    )
    from evaluation.courses.sheet_rows import SheetRows

UNNAMED = "Unnamed course"
NO_LEARNER = "There is no learner's id or e-mail address"


@dataclass(eq=False)
class Gathered:
    """Records of all kinds while sheets are read one after the other; notes are sentences for the person."""

    spell: dict[str, Spellings]
    courses: Spellings
    sessions: Sessions = field(default_factory=Sessions)
    bookings: list[Booking] = field(default_factory=list)
    attendances: list[Attendance] = field(default_factory=list)
    ratings: list[Rating] = field(default_factory=list)
    feedback: list[Feedback] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    awards: list[Award] = field(default_factory=list)
    headcounts: list[Headcount] = field(default_factory=list)
    referrals: list[Referrals] = field(default_factory=list)
    packages: list[Package] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def course_of(self, sheet: SheetRows) -> list[str]:
        """The course of each row: its own cell's, else the sheet's."""
        fallback = self.courses(sheet.use.course)
        found = [self.courses(text) or fallback for text in sheet.texts_of("course")]
        missing = [row for row in sheet.in_use if not found[row]]
        if missing and sheet.use.kind in {"bookings", "register", "form"}:
            sheet.notes.append(
                f"{NEEDS_YOU}: {_rows(len(missing))} of no named course ({sheet.listed(missing)}). They are "
                f"read as "
                f"“{UNNAMED}”: give the sheet's course, or fill in its column."
            )
        return [text or UNNAMED for text in found]

    def session_of(self, sheet: SheetRows) -> list[str]:
        """The session of each row: its own cell's, else the sheet's."""
        column = next((c for c in sheet.use.using("session") if not c.session), None)
        word = column.header.split()[0].capitalize() if column is not None and column.header.split() else ""
        found = []
        for text in sheet.texts(column):
            bare = text.removesuffix(".0")
            found.append(
                f"{word} {bare}" if bare.isdecimal() and word.isalpha() else text or sheet.use.session
            )
        return found


def spellings_of(sheets: Sequence[SheetRows]) -> tuple[dict[str, Spellings], Spellings]:
    """The spelling of each attribute's values and of courses, over all sheets."""
    spell = {name: Spellings() for name in (*ATTRIBUTES, "place", "source", "award", "unit", "competence")}
    courses = Spellings()
    for sheet in sheets:
        for column in sheet.use.columns:
            if column.use in spell:
                spell[column.use].add(sheet.texts(column))
            elif column.use == "count" and column.borough:
                spell["borough"].add([column.borough])
            elif column.use == "course":
                courses.add(sheet.texts(column))
        spell["cohort"].add([sheet.use.cohort])
        courses.add([sheet.use.course])
    return spell, courses


@dataclass(eq=False)
class Described:
    """What files say of learners: the latest row's stands, and those described in two ways are counted."""

    spell: dict[str, Spellings]
    _held: dict[str, dict[str, tuple[int, int, str]]] = field(default_factory=dict)
    _differ: dict[str, set[str]] = field(default_factory=dict)
    _seen: int = 0

    def add(self, sheet: SheetRows, learners: Sequence[str]) -> None:
        """Take note of the attributes of a sheet's rows."""
        days = sheet.days() if sheet.use.kind in {"bookings", "register", "form"} else [None] * len(sheet)
        rows = sheet.in_use
        columns = {name: sheet.texts_of(name) for name in ATTRIBUTES if sheet.use.first(name) is not None}
        if sheet.use.cohort and "cohort" not in columns:
            columns["cohort"] = [sheet.use.cohort] * len(sheet)
        for name, texts in columns.items():
            spell = self.spell[name]
            for row in rows:
                if texts[row] and learners[row]:
                    self._note(learners[row], name, spell(texts[row]), days[row])
        for row in rows:
            if learners[row]:
                self._held.setdefault(learners[row], {})

    def _note(self, learner: str, name: str, value: str, day: date | None) -> None:
        self._seen += 1
        held = self._held.setdefault(learner, {})
        before = held.get(name)
        key = (day.toordinal() if day is not None else 0, self._seen, value)
        if before is not None and before[2] != value:
            self._differ.setdefault(name, set()).add(learner)
        if before is None or key[:2] >= before[:2]:
            held[name] = key

    def values(self) -> dict[str, dict[str, str]]:
        """What describes each learner."""
        return {who: {name: entry[2] for name, entry in held.items()} for who, held in self._held.items()}

    def notes(self) -> list[str]:
        """How many learners the files describe in two ways, one sentence an attribute."""
        said = []
        for name, learners in sorted(self._differ.items()):
            n, label = len(learners), ATTRIBUTES[name][:1].lower() + ATTRIBUTES[name][1:]
            who = "1 learner is" if n == 1 else f"{n} learners are"
            said.append(f"{who} described with more than one {label}: the latest row's stands.")
        return said


def _rows(n: int) -> str:
    return "1 row is" if n == 1 else f"{n} rows are"
