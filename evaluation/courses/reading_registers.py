"""Reading attendance lists: a column a session with marks, or a row a learner and session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.courses.marks import came, crosses_are_away, marks_away, yes_or_no
from evaluation.courses.months import day_of
from evaluation.courses.records import Attendance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.gathered import Gathered
    from evaluation.courses.mapping import ColumnUse
    from evaluation.courses.sheet_rows import SheetRows

_AGAIN = "The same learner and session stand"


def read_register(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> None:
    """Read who came to which session; a session of one learner's that stands twice is kept once."""
    across = [column for column in sheet.use.using("session") if column.session]
    made = _wide(sheet, learners, gathered, across) if across else _long(sheet, learners, gathered)
    for entry in made:
        gathered.sessions.add(entry.course, entry.session, entry.day)
    gathered.attendances += made


def once_each(attendances: list[Attendance], sheets: dict[tuple[str, str], SheetRows]) -> list[Attendance]:
    """The attendances with each learner's session once: where lists differ, that they came stands.

    A row of which nothing is left is set aside in its sheet's ledger.
    """
    kept: dict[tuple[str, str, str, object], int] = {}
    lost: list[int] = []
    for place, entry in enumerate(attendances):
        if not entry.learner:
            continue
        key = (entry.learner, entry.course, entry.session, None if entry.session else entry.day)
        before = kept.get(key)
        if before is None:
            kept[key] = place
        else:
            worse = before if entry.came and not attendances[before].came else place
            kept[key] = place if worse == before else before
            lost.append(worse)
    if not lost:
        return attendances
    gone = set(lost)
    left = {attendances[place].origin for place in range(len(attendances)) if place not in gone}
    for place in lost:
        origin = attendances[place].origin
        sheet = sheets.get((origin.file, origin.sheet))
        if sheet is not None and origin not in left:
            sheet.set_aside_number(origin.row, f"{_AGAIN} again")
    return [entry for place, entry in enumerate(attendances) if place not in gone]


def _wide(
    sheet: SheetRows, learners: Sequence[str], gathered: Gathered, across: Sequence[ColumnUse]
) -> list[Attendance]:
    courses = gathered.course_of(sheet)
    marks = {column.index: sheet.words(column) for column in across}
    rows = sheet.in_use
    seen = {marks[column.index][row] for column in across for row in rows}
    away, told = crosses_are_away(seen), marks_away(seen)
    brought = _brought(sheet)
    made: list[Attendance] = []
    for order, column in enumerate(across, start=1):
        texts = marks[column.index]
        if not any(texts[row] for row in rows):
            continue  # a session that is still to come
        day = day_of(column.header, sheet.use.date_order)
        bad: list[int] = []
        for row in rows:
            try:
                here = came(texts[row], cross_is_away=away)
            except ValueError:
                bad.append(row)
                continue
            if here is None:
                if told:
                    continue  # others are marked as away: of this one nothing is recorded
                here = False
            made.append(
                Attendance(
                    learner=learners[row],
                    course=courses[row],
                    session=column.session,
                    order=order,
                    day=day,
                    came=here,
                    origin=sheet.origin(row),
                    brought_case=brought.get((row, column.session)),
                )
            )
        sheet.report(column, bad, "no mark that is known", "left blank: write yes or no, P or A, or a tick")
    used = {entry.origin.row for entry in made}
    for row in rows:
        if sheet.number[row] not in used:
            sheet.set_aside(row, "No session is marked in it")
    return made


def _brought(sheet: SheetRows) -> dict[tuple[int, str], bool]:
    """Whether a learner brought an example of their work, by row and session."""
    found: dict[tuple[int, str], bool] = {}
    for column in sheet.use.using("brought_case"):
        texts = sheet.words(column)
        for row in sheet.in_use:
            said = yes_or_no(texts[row])
            if said is not None:
                found[row, column.session] = said
    return found


def _long(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> list[Attendance]:
    courses, sessions, days = gathered.course_of(sheet), gathered.session_of(sheet), sheet.days()
    column = sheet.use.first("came")
    texts = sheet.words(column)
    away = crosses_are_away(texts)
    brought = _brought(sheet)
    made: list[Attendance] = []
    bad: list[int] = []
    for row in sheet.in_use:
        try:
            here = came(texts[row], cross_is_away=away) if column is not None else True
        except ValueError:
            bad.append(row)
            sheet.set_aside(row, "What it says of coming is none that is known")
            continue
        if here is None:
            sheet.set_aside(row, "It doesn't say whether the learner came")
            continue
        made.append(
            Attendance(
                learner=learners[row],
                course=courses[row],
                session=sessions[row],
                order=1,
                day=days[row],
                came=here,
                origin=sheet.origin(row),
                brought_case=brought.get((row, "")),
            )
        )
    if column is not None:
        sheet.report(column, bad, "no mark that is known", "not used: write attended or did not attend")
    elif made:
        sheet.notes.append(
            "It lists learners without saying who came, so everybody in it counts as having come. If some "
            "did not, add a column that says so."
        )
    return made
