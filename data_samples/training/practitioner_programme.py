"""A practitioner programme of two pathways: the programme's own workbook, and the trainees' cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from data_samples.families import stream
from data_samples.files import Text
from data_samples.shapes.pages import Page
from data_samples.training.people import chosen, held, people, rated, typed
from data_samples.training.written import Written

if TYPE_CHECKING:
    import numpy as np

    from data_samples.shapes.pages import Row
    from data_samples.training.people import Person

PATHWAYS = ("Parent-infant", "Early childhood")
_AWARDS = {"Parent-infant": ("VIPP", "VIG"), "Early childhood": ("Incredible Years",)}
UNITS = (
    ("Key knowledge, theory and frameworks for working with 0-5s", 15, date(2025, 4, 30)),
    ("Foundations of early years assessment and formulation", 30, date(2025, 9, 30)),
    ("Interventions for 0-5s", 45, date(2026, 3, 31)),
)
# Competences, questions and the ratings' range are invented: courses set their own.
_COMPETENCES = (
    "Attunement to the child",
    "Collaboration with the parent",
    "Structure of the session",
    "Use of video",
)
_PASSES = 12  # three on average
_RECORDED = {"Parent-infant": "Shared review", "Early childhood": "Group recording"}
_QUESTIONS = {
    "Supervisor": ("Works within a formulation", "Brings outcomes to supervision"),
    "Parent": ("I felt listened to", "The work helped me with my child"),
}
_ABOUT = {
    "role": (
        ("Health visitor", 0.3),
        ("Family support worker", 0.25),
        ("Social worker", 0.15),
        ("Midwife", 0.1),
        ("Nursery nurse", 0.2),
    ),
    "employer": (
        ("Riverside NHS Trust", 0.4),
        ("Northbank Council", 0.35),
        ("Harbourside Family Charity", 0.25),
    ),
    "borough": (("Riverside", 0.4), ("Northbank", 0.35), ("Harbourside", 0.25)),
}
_BEGINS = date(2025, 1, 13)


@dataclass(frozen=True, kw_only=True)
class _Measure:
    """How one questionnaire of a case is written and behaves; all but its name and range is invented."""

    label: str
    low: int
    high: int
    mean: float
    sd: float
    gain: float
    kept: float


_MEASURES = (
    _Measure(label="PHQ-9", low=0, high=27, mean=11.5, sd=5.5, gain=-4.0, kept=0.9),
    _Measure(label="GAD-7", low=0, high=21, mean=10.5, sd=4.5, gain=-3.5, kept=0.85),
    _Measure(label="KPCS", low=0, high=45, mean=36.0, sd=5.0, gain=3.5, kept=0.8),
)


def practitioner_programme(learners: int, seed: int) -> tuple[Written, ...]:
    """The programme's workbook and the trainees' cases, for so many trainees."""
    rng = stream(seed, "practitioner programme")
    trainees = people(rng, learners, _ABOUT, code="T{:02d}")
    sheets = (
        Page(name="Trainees", rows=_trainees(trainees)),
        Page(name="Units", rows=_units(rng, trainees)),
        Page(name="Recorded sessions", rows=_sessions(rng, trainees)),
        Page(name="Accreditation", rows=_awards(rng, trainees)),
        Page(name="Feedback", rows=_feedback(rng, trainees)),
    )
    return (
        Written(file="programme.xlsx", pages=sheets),
        Written(
            file="closed_cases.csv",
            pages=(Page(name="cases", rows=_cases(rng, trainees)),),
            text=Text(dates="%d/%m/%Y", encoding="utf-8-sig", line_end="\r\n"),
        ),
    )


def pathway(trainee: Person) -> str:
    """Three trainees in five are on the parent-infant pathway.

    >>> from data_samples.training.people import Person
    >>> [pathway(Person(number=n, code="", email="", skill=0, about={})) for n in (1, 4)]
    ['Parent-infant', 'Early childhood']
    """
    return PATHWAYS[int(trainee.number % 5 in {4, 0})]


def _trainees(trainees: tuple[Person, ...]) -> list[Row]:
    rows: list[Row] = [["Infant and early years programme: trainees"], []]
    rows.append(["Trainee\xa0code", "Pathway", "Cohort", "Role", "Employer", "Borough "])
    for trainee in trainees:
        cohort = "January 2025" if trainee.number % 3 else "September 2025"
        about = (trainee["role"], trainee["employer"], trainee["borough"])
        rows.append([trainee.code, pathway(trainee), cohort, *about])
    return rows


def _begins(trainee: Person) -> int:
    """Days after the programme's first day on which their cohort began."""
    return 0 if trainee.number % 3 else 231


def _units(rng: np.random.Generator, trainees: tuple[Person, ...]) -> list[Row]:
    rows: list[Row] = [["Trainee code", "Unit", "Credits", "Result", "Date passed"]]
    chance = ((0.94, 0.04), (0.85, 0.08), (0.62, 0.08))
    for trainee in trainees:
        for (unit, credit, day), (passed, failed) in zip(UNITS, chance, strict=True):
            drawn = rng.random() + (0.25 if _begins(trainee) else 0)
            missed = "Not passed" if drawn < passed + failed else "In progress"
            result = chosen(rng, (("Passed", 0.9), ("Pass", 0.1)), 1)[0] if drawn < passed else missed
            when = day + timedelta(days=_begins(trainee)) if result.startswith("Pass") else None
            rows.append([trainee.code, unit, credit, result, when])
    return rows


def _sessions(rng: np.random.Generator, trainees: tuple[Person, ...]) -> list[Row]:
    """Up to three recordings a trainee, each rated on every competence; the course says what passed."""
    rows: list[Row] = [
        ["Trainee code", "Date", "Session", "Competence", "Rating (1-5)", "Rated by", "Passed"]
    ]
    for trainee in trainees:
        for number in range(1, 1 + int(rng.integers(1, 4))):
            day = _BEGINS + timedelta(days=_begins(trainee) + 90 * number + int(rng.integers(0, 30)))
            name = f"{_RECORDED[pathway(trainee)]} {number}"
            ratings = [rated(rng, trainee, 2.8 + 0.4 * number) for _ in _COMPETENCES]
            passed = "Yes" if sum(ratings) >= _PASSES else "No"
            rater = chosen(rng, (("Supervisor", 0.6), ("Course tutor", 0.4)), 1)[0]
            for competence, rating in zip(_COMPETENCES, ratings, strict=True):
                rating_cell = "not seen" if rng.random() < 0.04 else rating
                rows.append([typed(rng, trainee.code), day, name, competence, rating_cell, rater, passed])
    return rows


def _awards(rng: np.random.Generator, trainees: tuple[Person, ...]) -> list[Row]:
    rows: list[Row] = [["Trainee code", "Accreditation", "Status", "Date"]]
    for trainee in trainees:
        award = chosen(rng, tuple((name, 1.0) for name in _AWARDS[pathway(trainee)]), 1)[0]
        status = chosen(rng, (("Achieved", 0.45), ("In progress", 0.4), ("Not started", 0.15)), 1)[0]
        if _begins(trainee) and status == "Achieved":
            status = "In progress"
        day = date(2026, 3, 2) + timedelta(days=int(rng.integers(0, 90))) if status == "Achieved" else None
        rows.append([trainee.code, award, status, day])
    return rows


def _feedback(rng: np.random.Generator, trainees: tuple[Person, ...]) -> list[Row]:
    rows: list[Row] = [["Trainee code", "Date", "From", "Question", "Answer (1-5)"]]
    for trainee in trainees:
        for rater, forms in (("Supervisor", 2), ("Parent", int(rng.integers(1, 5)))):
            for _ in range(forms):
                day = _BEGINS + timedelta(days=_begins(trainee) + int(rng.integers(120, 330)))
                rows.extend(
                    [trainee.code, day, rater, question, rated(rng, trainee, 4.2)]
                    for question in _QUESTIONS[rater]
                )
    return rows


def _cases(rng: np.random.Generator, trainees: tuple[Person, ...]) -> list[Row]:
    """Five to twelve closed cases a trainee and up to three still open, one row a case."""
    headers: Row = ["Case ID", "Trainee code", "Start date", "End date", "Status"]
    for measure in _MEASURES:
        headers += [f"{measure.label} before", f"{measure.label} after"]
    rows: list[Row] = []
    for trainee in trainees:
        closed = int(rng.integers(5, 13))
        for place in range(closed + int(rng.integers(0, 4))):
            start = _BEGINS + timedelta(days=_begins(trainee) + int(rng.integers(40, 200)))
            end = start + timedelta(days=int(rng.integers(60, 150))) if place < closed else None
            row: Row = [trainee.code, start, end, "Closed" if end else "Open"]
            for measure in _MEASURES:
                row += _scores(rng, measure, closed=end is not None)
            if pathway(trainee) == PATHWAYS[0]:
                row += _goal(rng, closed=end is not None)
            else:
                row += [None, None]
            rows.append(row)
    rows.sort(key=lambda row: (row[1], row[0]))
    numbered: list[Row] = [[f"C{number:04d}", *row] for number, row in enumerate(rows, start=1)]
    return [[*headers, "Goal 1 start", "Goal 1 end"], *numbered]


def _scores(rng: np.random.Generator, measure: _Measure, *, closed: bool) -> Row:
    """A score before, mostly, and one after for most closed cases; blank where there is none."""
    before = held(measure.mean + measure.sd * rng.standard_normal(), measure.low, measure.high)
    after = held(before + measure.gain + 0.6 * measure.sd * rng.standard_normal(), measure.low, measure.high)
    return [
        before if rng.random() < measure.kept else None,
        after if closed and rng.random() < measure.kept else None,
    ]


def _goal(rng: np.random.Generator, *, closed: bool) -> Row:
    before = held(3 + 1.5 * rng.standard_normal(), 0, 10)
    return [before, held(before + 2.5 + 1.8 * rng.standard_normal(), 0, 10) if closed else None]
