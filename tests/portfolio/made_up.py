"""A programme's closed cases and records, small enough to work every figure out by hand.

T01 has eight closed cases and one open one. On PHQ-9, of which a change of 6 counts (NHS England's rounded
5.2, as in the measure's file): 14 to 6 better, 18 to 12 better by exactly 6, 12 to 7 not reliably, 9 to 15
worse by exactly 6, 16 to 8 better, 11 to 11 not; one has no second score, one no score at all.
"""

from __future__ import annotations

from datetime import date

from evaluation.courses.records import Award, Feedback, Learner, Origin, Rating, Records, Unit
from evaluation.opening import load

TODAY = date(2026, 7, 1)
HEAD = (
    "Case ID,Trainee code,Date of referral,Date closed,PHQ-9 pre,PHQ-9 pre date,PHQ-9 post,PHQ-9 post date,"
    "MORS-SF warmth pre,MORS-SF warmth post"
)
ROWS = (
    "C101,T01,2025-09-04,2026-01-15,14,2025-09-10,6,2026-01-12,20,26",
    "C102,T01,2025-09-18,2026-02-10,18,2025-09-25,12,2026-02-05,22,22",
    "C103,T01,2025-10-02,2026-02-20,12,2025-10-09,7,2026-02-18,25,21",
    "C104,T01,2025-10-15,2026-03-12,9,2025-10-20,15,2026-03-10,,",
    "C105,T01,2025-11-05,2026-04-02,16,2025-11-12,8,2026-03-30,,",
    "C106,T01,2025-11-20,2026-04-20,11,2025-11-27,11,2026-04-15,,",
    "C107,T01,2025-12-01,2026-05-06,13,2025-12-08,,,,",
    "C108,T01,2026-01-08,2026-05-20,,,,,,",
    "C109,T01,2026-03-01,,17,2026-03-08,,,,",
    "C201,T02,2025-09-11,2026-02-01,15,2025-09-18,5,2026-01-28,,",
    "C202,T02,2025-10-01,,10,2025-10-08,,,,",
    "C301,T03,2026-05-01,,12,2026-05-08,,,,",
)
CSV = "\n".join((HEAD, *ROWS, "")).encode()


def data(csv: bytes = CSV, *, sample: bool = False):
    """The cases as the importer reads them."""
    return load(csv, name="closed_cases.csv", sample=sample)


def at(row: int) -> Origin:
    """Where a record stands."""
    return Origin(file="programme.xlsx", sheet="S", row=row)


def rating(session: str, day: date, competence: str, value: float, *, passed: bool | None) -> Rating:
    """One competence in one session of T01's."""
    return Rating(
        learner="T01",
        day=day,
        session=session,
        competence=competence,
        value=value,
        low=1,
        high=5,
        rater="supervisor",
        origin=at(2),
        passed=passed,
    )


def said(rater: str, question: str, *values: int) -> tuple[Feedback, ...]:
    """Answers about T01's work."""
    return tuple(
        Feedback(
            learner="T01", rater=rater, question=question, value=v, low=1, high=5, day=None, origin=at(2)
        )
        for v in values
    )


def unit(name: str, credit: int, result: str, day: date | None = None, learner: str = "T01") -> Unit:
    """A unit of the programme."""
    return Unit(learner=learner, unit=name, credits=credit, result=result, day=day, origin=at(2))  # type: ignore[arg-type]


def records(*, sample: bool = False) -> Records:
    """What the programme's files hold of T01 and T02."""
    return Records(
        learners=(
            Learner(id="T01", pathway="Parent–infant", cohort="2025"),
            Learner(id="T02", pathway="Early childhood", cohort="2025"),
        ),
        ratings=(
            rating("Video 2", date(2026, 3, 3), "Pacing", 4, passed=True),
            rating("Video 2", date(2026, 3, 3), "Naming the child’s signals", 4, passed=True),
            rating("Video 1", date(2025, 12, 2), "Pacing", 2, passed=False),
            rating("Video 1", date(2025, 12, 2), "Naming the child’s signals", 3, passed=True),
        ),
        feedback=(
            *said("parent", "I felt listened to", 5, 5, 4),
            *said("supervisor", "Uses supervision to reflect on outcomes", 4, 3),
        ),
        units=(
            unit("Key knowledge, theory and frameworks", 15, "passed", date(2025, 12, 15)),
            unit("Assessment and formulation", 30, "not passed", date(2026, 3, 1)),
            unit("Assessment and formulation", 30, "passed", date(2026, 5, 1)),
            unit("Interventions", 45, "in progress"),
            unit("Key knowledge, theory and frameworks", 15, "in progress", learner="T02"),
        ),
        awards=(Award(learner="T01", award="VIPP", status="in progress", day=None, origin=at(2)),),
        sample=sample,
    )
