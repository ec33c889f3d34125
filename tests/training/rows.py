"""Rows of bookings, attendance lists and the rest, written down in a line each, for tests of who came."""

from __future__ import annotations

from datetime import date
from itertools import count

from evaluation.courses.records import (
    Answer,
    Attendance,
    Award,
    Booking,
    Feedback,
    Headcount,
    Learner,
    Origin,
    Rating,
    Referrals,
    Unit,
)
from evaluation.courses.vocabulary import Question

_ROW = count(2)
LIKED = Question(id="liked", text="I liked the course", low=1, high=5, level=1, kind="agreement")
SURE = Question(id="sure", text="How sure do you feel?", low=1, high=5, level=2)


def at(file: str = "file.csv", sheet: str = "Sheet1") -> Origin:
    """A row of its own."""
    return Origin(file=file, sheet=sheet, row=next(_ROW))


def on(text: str) -> date | None:
    """A day written as "14/1/25"; none of an empty text."""
    if not text:
        return None
    day, month, year = map(int, text.split("/"))
    return date(2000 + year, month, day)


def booked(text: str, *, file: str = "bookings.csv") -> tuple[Booking, ...]:
    """Bookings, one a line: "learner | course | day | status | source"."""
    made = []
    for line in _lines(text):
        learner, course, day, status, source = (*line, *[""] * (5 - len(line)))
        made.append(
            Booking(
                learner=learner,
                course=course,
                day=on(day),
                status=status or "attended",  # type: ignore[arg-type]
                source=source,
                origin=at(file),
            )
        )
    return tuple(made)


def listed(text: str, *, file: str = "register.csv") -> tuple[Attendance, ...]:
    """An attendance list, one mark a line: "learner | course | order | day | came | brought"."""
    marks = {"yes": True, "no": False, "": None}
    made = []
    for line in _lines(text):
        learner, course, order, day, came, brought = (*line, *[""] * (6 - len(line)))
        made.append(
            Attendance(
                learner=learner,
                course=course,
                session=f"Workshop {order}",
                order=int(order),
                day=on(day),
                came=came != "no",
                brought_case=marks[brought],
                origin=at(file),
            )
        )
    return tuple(made)


def answered(text: str) -> tuple[Answer, ...]:
    """Answers of 4, each on a form of its own: "learner | course | question | occasion | session | day"."""
    made = []
    for line in _lines(text):
        learner, course, question, occasion, session, day = (*line, *[""] * (6 - len(line)))
        made.append(
            Answer(
                learner=learner,
                course=course,
                question=question,
                occasion=occasion,
                session=session,
                day=on(day),
                value=4,
                origin=at("forms.csv"),
            )
        )
    return tuple(made)


def people(text: str) -> tuple[Learner, ...]:
    """Learners, one a line: "id | role | borough | employer | pathway"."""
    made = []
    for line in _lines(text):
        learner, role, borough, employer, pathway = (*line, *[""] * (5 - len(line)))
        made.append(Learner(id=learner, role=role, borough=borough, employer=employer, pathway=pathway))
    return tuple(made)


def workforce(text: str, *, file: str = "workforce.csv") -> tuple[Headcount, ...]:
    """Headcounts, one a line: "role | borough | people"."""
    return tuple(
        Headcount(role=role, borough=borough, people=int(n), origin=at(file))
        for role, borough, n in _lines(text)
    )


def referred(
    borough: str, first: date, *counts: int | None, file: str = "referrals.csv"
) -> tuple[Referrals, ...]:
    """Referrals of a borough month after month, without a row where the count is None."""
    start = first.year * 12 + first.month - 1
    return tuple(
        Referrals(
            borough=borough, month=date((start + k) // 12, (start + k) % 12 + 1, 1), n=n, origin=at(file)
        )
        for k, n in enumerate(counts)
        if n is not None
    )


def unit(learner: str, name: str, worth: int, result: str, day: str = "") -> Unit:
    """One unit of one trainee."""
    return Unit(learner=learner, unit=name, credits=worth, result=result, day=on(day), origin=at())  # type: ignore[arg-type]


def award(learner: str, name: str, status: str, day: str = "") -> Award:
    """One accreditation of one trainee."""
    return Award(learner=learner, award=name, status=status, day=on(day), origin=at())  # type: ignore[arg-type]


def rating(learner: str, day: str = "", *, passed: bool | None = None) -> Rating:
    """One rated session of one trainee."""
    return Rating(
        learner=learner,
        day=on(day),
        session="Video 1",
        competence="Attunement",
        value=3,
        low=1,
        high=5,
        rater="supervisor",
        passed=passed,
        origin=at(),
    )


def said(learner: str, rater: str, value: float, *, origin: Origin | None = None) -> Feedback:
    """One answer from 1 to 5 on a trainee's work."""
    return Feedback(
        learner=learner,
        rater=rater,
        question="Listened",
        value=value,
        low=1,
        high=5,
        day=None,
        origin=origin or at(),
    )


def _lines(text: str) -> list[list[str]]:
    return [[part.strip() for part in line.split("|")] for line in text.strip().splitlines() if line.strip()]
