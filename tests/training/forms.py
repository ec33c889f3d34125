"""Forms of courses, written down in a line each, for the tests of what learners answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from evaluation.courses.records import Answer, Attendance, Learner, Origin, Records
from evaluation.courses.vocabulary import Question

COURSE = "Introduction to attachment"
DAY = date(2025, 3, 4)
SURE = Question(
    id="sure",
    text="How sure are you?",
    low=1,
    high=5,
    level=2,
    labels=("Not at all", "Slightly", "Somewhat", "Quite", "Very"),
    topic="talking with parents",
)
Pairs = Sequence[tuple[float, float]]


def origin(row: int = 0, file: str = "forms.csv") -> Origin:
    return Origin(file=file, sheet="Sheet1", row=row)


def answer(learner: str, occasion: str, value: float, **more: Any) -> Answer:
    """One answer to SURE on COURSE, unless told otherwise."""
    told: dict[str, Any] = {"course": COURSE, "question": SURE.id, "origin": origin(), "day": None, **more}
    return Answer(learner=learner, occasion=occasion, value=value, **told)


def both(
    pairs: Pairs, before: str = "baseline", after: str = "end", name: str = "L", **more: Any
) -> list[Answer]:
    """The answers of learners who gave both."""
    made = []
    for place, (first, second) in enumerate(pairs):
        made.append(answer(f"{name}{place}", before, first, **more))
        made.append(answer(f"{name}{place}", after, second, **more))
    return made


def unsigned(values: Iterable[float], occasion: str, file: str, **more: Any) -> list[Answer]:
    """Forms that nobody signed, a row each."""
    return [
        answer("", occasion, value, origin=origin(row, file), **more)
        for row, value in enumerate(values, start=2)
    ]


def came(learners: Iterable[str], **more: Any) -> list[Attendance]:
    """An attendance list of COURSE."""
    told: dict[str, Any] = {"course": COURSE, "session": "", "order": 1, "day": None, "came": True, **more}
    return [Attendance(learner=learner, origin=origin(file="register.csv"), **told) for learner in learners]


def records(
    answers: Iterable[Answer],
    *questions: Question,
    attendances: Iterable[Attendance] = (),
    roles: Mapping[str, str] | None = None,
    **more: Any,
) -> Records:
    """Records of those answers; SURE is the question unless others are given."""
    return Records(
        answers=tuple(answers),
        questions=questions or (SURE,),
        attendances=tuple(attendances),
        learners=tuple(Learner(id=learner, role=role) for learner, role in (roles or {}).items()),
        **more,
    )
