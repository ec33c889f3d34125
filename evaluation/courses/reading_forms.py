"""Reading course questionnaires: a row a form, with an answer a question and stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.courses.answers import answers_of
from evaluation.courses.marks import yes_or_no
from evaluation.courses.records import Answer, Attendance
from evaluation.courses.stages_said import stage_named
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, occasion_order

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evaluation.courses.gathered import Gathered
    from evaluation.courses.sheet_rows import SheetRows

NO_ANSWER = "No question is answered in it"
Brought = tuple[Attendance, int]  # what a form says of a session, and its row


def occasion_of(column: str, row: str, sheet: str) -> str:
    """The stage of an answer, by its column, its row and its sheet; "" where nothing says it.

    A "before" on a form that was filled in afterwards looks back, whatever its header says.

    >>> occasion_of("baseline", "end", ""), occasion_of("baseline", "baseline", "")
    ('retrospective baseline', 'baseline')
    >>> occasion_of("", "", "end"), occasion_of("end", "follow-up 6 months", "")
    ('end', 'follow-up 6 months')
    """
    form = row or sheet
    if not column:
        return form
    if column == BASELINE and row and occasion_order(row) > occasion_order(BASELINE):
        return RETROSPECTIVE
    if column == END and form.startswith(FOLLOW_UP):
        return form
    if column == END and row == BASELINE:
        return BASELINE
    return column


def read_form(
    sheet: SheetRows, learners: Sequence[str], gathered: Gathered
) -> tuple[list[Answer], list[Brought]]:
    """The answers of a sheet's forms, and what forms say of an example brought to a session."""
    courses, sessions, days = gathered.course_of(sheet), gathered.session_of(sheet), sheet.days()
    by_row = _occasions(sheet)
    rows = sheet.in_use
    brought = _brought(sheet, learners, courses, sessions)
    answered = {row for _, row in brought}
    made: list[Answer] = []
    origins = {row: sheet.origin(row) for row in rows}
    for column in sheet.use.using("question"):
        question = column.question
        if question is None:
            continue
        values = answers_of(sheet, column, question)
        filled = np.isfinite(values)
        stages = {said: occasion_of(column.occasion, said, sheet.use.occasion) or END for said in set(by_row)}
        for row in rows:
            if filled[row]:
                answered.add(row)
                made.append(
                    Answer(
                        learner=learners[row],
                        course=courses[row],
                        question=question.id,
                        occasion=stages[by_row[row]],
                        value=float(values[row]),
                        origin=origins[row],
                        session=column.session or sessions[row],
                        day=days[row],
                    )
                )
    for row in rows:
        if row not in answered:
            sheet.set_aside(row, NO_ANSWER)
    for course, session in {(answer.course, answer.session) for answer in made}:
        gathered.sessions.add(course, session, None)
    return made, brought


def _occasions(sheet: SheetRows) -> list[str]:
    """The stage that each row says; rows that say one that is unknown are set aside."""
    column = sheet.use.first("occasion")
    texts = sheet.texts(column)
    if column is None:
        return texts
    known = {text: stage_named(text) for text in set(texts)}
    bad = [row for row in sheet.in_use if texts[row] and not known[texts[row]]]
    for row in bad:
        sheet.set_aside(row, "It names no stage that is known")
    sheet.report(column, bad, "no stage that is known", "not used: write before, after or 6 months later")
    if not sheet.use.occasion:
        for row in sheet.in_use:
            if not texts[row]:
                sheet.set_aside(row, "It doesn't say whether it is a before or an after")
    return [known[text] for text in texts]


def _brought(
    sheet: SheetRows, learners: Sequence[str], courses: Sequence[str], sessions: Sequence[str]
) -> list[Brought]:
    """What forms say of an example of their work that learners brought."""
    days = sheet.days()
    found = []
    for column in sheet.use.using("brought_case"):
        texts = sheet.words(column)
        for row in sheet.in_use:
            said = yes_or_no(texts[row])
            if said is not None:
                entry = Attendance(
                    learner=learners[row],
                    course=courses[row],
                    session=column.session or sessions[row],
                    order=1,
                    day=days[row],
                    came=True,
                    origin=sheet.origin(row),
                    brought_case=said,
                )
                found.append((entry, row))
    return found


def latest(answers: list[Answer], sheets: dict[tuple[str, str], SheetRows]) -> list[Answer]:
    """The answers with each learner's to a question once a day: the latest by row.

    A form of which no answer is left is set aside in its sheet's ledger. One of another day may be of another
    time on the course, so both are kept and whoever counts decides.
    """
    kept: dict[tuple[str, str, str, str, str, date | None], int] = {}
    lost: dict[int, int] = {}
    for place, answer in enumerate(answers):
        if not answer.learner:
            continue
        key = (answer.learner, answer.course, answer.session, answer.question, answer.occasion, answer.day)
        before = kept.get(key)
        kept[key] = place
        if before is not None:
            lost[before] = place
    if not lost:
        return answers
    left = {answer.origin for place, answer in enumerate(answers) if place not in lost}
    for place, by in lost.items():
        origin, newer_row = answers[place].origin, answers[by].origin
        sheet = sheets.get((origin.file, origin.sheet))
        if sheet is not None and origin not in left:
            where = f"row {newer_row.row}" if newer_row.sheet == origin.sheet else "another sheet"
            sheet.set_aside_number(origin.row, f"The same learner sent this form in again (later, {where})")
    return [answer for place, answer in enumerate(answers) if place not in lost]
