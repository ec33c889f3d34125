"""A twelve-week observation course: registers kept by hand, forms before and after, one months later."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from data_samples.families import stream
from data_samples.files import Text
from data_samples.shapes.pages import Page
from data_samples.training.people import chosen, moved, people, rated, typed, worded
from data_samples.training.written import Written

if TYPE_CHECKING:
    import numpy as np

    from data_samples.shapes.pages import Row
    from data_samples.training.people import Person

COURSE = "Observing infants"
_INTAKES = (("Spring 2025", date(2025, 1, 15)), ("Autumn 2025", date(2025, 9, 17)))
WEEKS = 12
_ABOUT = {
    "agency": (
        ("Riverside Health Visiting", 0.3),
        ("Northbank Nurseries", 0.25),
        ("Millfield Social Care", 0.25),
        ("Harbourside Family Charity", 0.2),
    ),
    "role": (
        ("Health visitor", 0.28),
        ("Nursery nurse", 0.27),
        ("Family support worker", 0.25),
        ("Social worker", 0.20),
    ),
    "caseload": (("Mostly low need", 0.24), ("Mixed", 0.38), ("Mostly highly vulnerable", 0.38)),
}
_HARDER = {"Mostly low need": 0.5, "Mixed": 0.8, "Mostly highly vulnerable": 1.1}
_OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
_CONFIDENT = tuple(f"{how} confident" for how in ("Not at all", "Slightly", "Somewhat", "Quite", "Very"))
# How confident learners feel, at the start and the end; and what they do, at the start and months later.
_FEELS = (
    "How confident do you feel in observing a baby without stepping in?",
    "How confident do you feel in reflecting on what an observation stirs up in you?",
    "How confident do you feel in understanding what a young child communicates without words?",
)
_DOES = (
    "In your work, how often do you take time to observe before you act?",
    "In your work, how often do you bring observations to supervision?",
)
_STARTS = (2.8, 2.4, 2.7, 2.9, 2.3)


def observation_course(learners: int, seed: int) -> tuple[Written, ...]:
    """The four files of the course: registers, forms before, at the end, and four months later."""
    rng = stream(seed, "observation course")
    learning = people(rng, learners, _ABOUT, code="OBS{:03d}")
    stayed = [int(rng.integers(2, 9)) if rng.random() < 0.14 else WEEKS for _ in learning]
    pre, post, later = _forms(rng, learning, stayed)
    about = ("Learner ID", "Agency", "Job role")
    before: Row = [
        "Timestamp", *about, "How vulnerable are the families you work with?", *_FEELS, *_DOES,
        "What do you hope for?",
    ]  # fmt: skip
    after: Row = [
        "Timestamp", "Learner ID", *_FEELS, "The course was worth the time it took",
        "I would recommend this course to a colleague", "What stays with you?",
    ]  # fmt: skip
    follow: Row = [
        "Timestamp", "Learner ID", *_DOES, _FEELS[0],
        "Has the course changed how you work with families?", "Tell us about a change",
    ]  # fmt: skip
    british = Text(dates="%d/%m/%Y")
    return (
        Written(file="register.xlsx", pages=_registers(rng, learning, stayed)),
        Written(file="before_the_course.csv", pages=(Page(name="p", rows=[before, *pre]),), text=british),
        Written(file="end_of_course.csv", pages=(Page(name="p", rows=[after, *post]),), text=british),
        Written(file="follow_up_4_months.csv", pages=(Page(name="p", rows=[follow, *later]),), text=british),
    )


def _intake(person: Person) -> int:
    """The first half of each twenty learners begins in spring, the other in autumn."""
    return (person.number - 1) // 10 % len(_INTAKES)


def _registers(rng: np.random.Generator, learning: tuple[Person, ...], stayed: list[int]) -> tuple[Page, ...]:
    """A sheet an intake: the weeks' dates as headers, a mark a week, and how many came at the foot."""
    pages = []
    for place, (name, first) in enumerate(_INTAKES):
        # Half-term comes after the sixth week.
        days = [first + timedelta(days=7 * (week + (week >= 6))) for week in range(WEEKS)]
        rows: list[Row] = [[f"{COURSE}: twelve-week course, {name.lower()}"], []]
        rows.append(["Learner ID", "Agency", "Job\xa0role", "Caseload", *days])
        counts = [0] * WEEKS
        for person, last in zip(learning, stayed, strict=True):
            if _intake(person) != place:
                continue
            came = [week < last and rng.random() < 0.95 for week in range(WEEKS)]
            marks: Row = [_mark(rng, came[week], gone=week >= last) for week in range(WEEKS)]
            counts = [count + here for count, here in zip(counts, came, strict=True)]
            rows.append([person.code, person["agency"], person["role"], person["caseload"], *marks])
        rows.append(["Number present", None, None, None, *counts])
        pages.append(Page(name=name, rows=rows))
    return tuple(pages)


def _mark(rng: np.random.Generator, came: bool, *, gone: bool) -> str | None:
    if gone:
        return None
    ways = (("P", 0.86), ("Present", 0.08), ("P (late)", 0.06)) if came else (("A", 0.7), ("Apologies", 0.3))
    return chosen(rng, ways, 1)[0]


def _forms(
    rng: np.random.Generator, learning: tuple[Person, ...], stayed: list[int]
) -> tuple[list[Row], list[Row], list[Row]]:
    """Forms before, at the end and four months later; fewer each time."""
    pre: list[Row] = []
    post: list[Row] = []
    later: list[Row] = []
    for person, last in zip(learning, stayed, strict=True):
        first = _INTAKES[_intake(person)][1]
        start = [rated(rng, person, mean) for mean in _STARTS]
        end = [moved(rng, score, 0.9) for score in start[:3]]
        does = [moved(rng, score, _HARDER[person["caseload"]]) for score in start[3:]]
        code = [typed(rng, person.code) for _ in range(3)]
        said = [_said(rng, score, _CONFIDENT) for score in (*start[:3], *end, moved(rng, end[0], 0))]
        did = [_said(rng, score, _OFTEN) for score in (*start[3:], *does)]
        if rng.random() < 0.92:
            hoped = "To see more" if rng.random() < 0.2 else None
            about = (person["agency"], person["role"], person["caseload"])
            pre.append([_at(rng, first, -6), code[0], *about, *said[:3], *did[:2], hoped])
        if last == WEEKS and rng.random() < 0.88:
            thought = [rated(rng, person, 4.4), rated(rng, person, 4.5)]
            stays = "Slowing down" if rng.random() < 0.3 else None
            post.append([_at(rng, first, 84), code[1], *said[3:6], *thought, stays])
        if last == WEEKS and rng.random() < 0.55:
            changed = chosen(rng, (("Yes", 0.75), ("No", 0.25)), 1)[0]
            later.append([_at(rng, first, 84 + 122), code[2], *did[2:], said[6], changed, None])
    # A code that no register has, and a form without one.
    post.append([_at(rng, _INTAKES[0][1], 84), "OBS999", *["Very confident"] * 3, 5, 5, None])
    unsigned = ["Often", "Sometimes", "Quite confident", "Yes", "Saw more"]
    later.append([_at(rng, _INTAKES[0][1], 206), None, *unsigned])
    for rows in (pre, post, later):
        rows.sort(key=lambda row: row[0])  # type: ignore[arg-type, return-value] # all are moments
    return pre, post, later


def _said(rng: np.random.Generator, answer: int, words: tuple[str, ...]) -> str | None:
    return None if rng.random() < 0.02 else str(worded(rng, answer, words))


def _at(rng: np.random.Generator, first: date, days: int) -> datetime:
    moment = datetime.combine(first + timedelta(days=days), time(12, 0))
    return moment + timedelta(minutes=int(rng.integers(0, 60 * 24 * 4)))
