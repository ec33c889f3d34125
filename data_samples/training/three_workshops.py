"""Three workshops: an attendance list kept by hand, and a form before and a form after each workshop."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from data_samples.families import stream
from data_samples.shapes.pages import Page
from data_samples.training.people import chosen, moved, people, rated, typed, worded
from data_samples.training.written import Written

if TYPE_CHECKING:
    import numpy as np

    from data_samples.shapes.pages import Row
    from data_samples.training.people import Person

_GROUP = 16
_FIRST = date(2025, 1, 14)
WORKSHOPS = (
    "Workshop 1: What is attachment?",
    "Workshop 2: How a parent's past matters",
    "Workshop 3: Noticing and talking",
)
_CAME = (0.96, 0.88, 0.82)
_BROUGHT = (0.35, 0.55, 0.65)
_ABOUT = {
    "role": (
        ("Health visitor", 0.26),
        ("Midwife", 0.14),
        ("Nursery nurse", 0.22),
        ("Family support worker", 0.22),
        ("Social worker", 0.10),
        ("Children's centre worker", 0.06),
    ),
    "service": (
        ("Riverside Health Visiting", 0.34),
        ("Northbank Children's Centre", 0.28),
        ("Millfield Maternity", 0.20),
        ("Café Lane Family Hub", 0.18),
    ),
}
_AIMS = (
    "I understand how attachment between a parent and a child develops",
    "I can work with parents on bonding with their baby or infant",
    "I am able to respond to the mental health of infants",
)
_TALKING = "I feel confident in conversations with parents about attachment"
_AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
# How far the group has come before each workshop, and what each workshop adds to each aim and to talking.
_START = (2.7, 2.5, 2.6, 2.5)
_GAINS = ((1.0, 0.3, 0.5, 0.0), (0.3, 0.8, 0.4, 0.0), (0.2, 0.5, 0.7, 0.9))
# The odd spaces and line breaks are what the form tool leaves of a question's layout.
_LIST = (
    "Learner code", "Group", "Job\xa0role", "Service ", "Workshop 1\n(attachment)",
    "Workshop 2\n(parent's past)", "Workshop 3\n(talking)", "Brought a case\nworkshop 1",
    "Brought a case\nworkshop 2", "Brought a case\nworkshop 3", "Notes",
)  # fmt: skip
_FORM = (
    "ID",
    "Start time",
    "Completion time",
    "Email",
    "Name",
    "Your\xa0code",
    "Which workshop is this form for?",
)


def three_workshops(learners: int, seed: int) -> tuple[Written, ...]:
    """The three files of the workshops: who came, the forms before and the forms after."""
    rng = stream(seed, "three workshops")
    learning = people(rng, learners, _ABOUT, code="PW-{:03d}")
    came = [[rng.random() < share for share in _CAME] for _ in learning]
    before, after = _forms(rng, learning, came)
    return (
        Written(file="attendance.xlsx", pages=(_attendance(rng, learning, came),)),
        Written(file="before_each_workshop.xlsx", pages=(Page(name="Form1", rows=before),)),
        Written(file="after_each_workshop.xlsx", pages=(Page(name="Form1", rows=after),)),
    )


def _attendance(rng: np.random.Generator, learning: tuple[Person, ...], came: list[list[bool]]) -> Page:
    """Ticks and crosses under two rows of titles, with totals at the foot."""
    rows: list[Row] = [
        ["Workshops on attachment: who came, 2025"],
        ["Groups of 16, a workshop a fortnight"],
        [],
    ]
    rows.append(list(_LIST))
    for person, here in zip(learning, came, strict=True):
        marks: Row = [_mark(rng, there) for there in here]
        cases: Row = [
            ("Y" if rng.random() < share else "N") if there else None
            for there, share in zip(here, _BROUGHT, strict=True)
        ]
        group = f"Group {'ABCDEFGH'[(person.number - 1) // _GROUP % 8]}"
        note = "Rang to say sorry" if not all(here) and rng.random() < 0.3 else None
        rows.append([person.code, group, person["role"], person["service"], *marks, *cases, note])
    totals: Row = [sum(here[place] for here in came) for place in range(len(_CAME))]
    brought: Row = [sum(row[7 + place] == "Y" for row in rows[4:]) for place in range(len(_CAME))]
    rows.append(["Total", None, None, None, *totals, *brought, None])
    return Page(name="Attendance 2025", rows=rows, merged=("A1:K1", "A2:K2"))


def _mark(rng: np.random.Generator, there: bool) -> str | None:
    ways = (("✓", 0.8), ("yes", 0.12), ("Y", 0.08)) if there else (("x", 0.6), ("no", 0.2), ("", 0.2))
    return chosen(rng, ways, 1)[0] or None


def _forms(
    rng: np.random.Generator, learning: tuple[Person, ...], came: list[list[bool]]
) -> tuple[list[Row], list[Row]]:
    """The forms before and after, in the order in which they came in."""
    before: list[Row] = []
    after: list[Row] = []
    for person, here in zip(learning, came, strict=True):
        now = [rated(rng, person, mean) for mean in _START]
        first = datetime.combine(_FIRST + timedelta(days=56 * ((person.number - 1) // _GROUP)), time(9, 15))
        for place, there in enumerate(here):
            if not there:
                continue
            day = first + timedelta(days=14 * place)
            later = [moved(rng, score, gain) for score, gain in zip(now, _GAINS[place], strict=True)]
            if rng.random() < 0.94:
                before.append(_form(rng, person, place, day, now))
            if rng.random() < 0.86:
                after.append(_form(rng, person, place, day + timedelta(hours=3), later, after=True))
            now = later
    for rows in (before, after):
        rows.sort(key=lambda row: row[2])  # type: ignore[arg-type, return-value] # all are moments
        for number, row in enumerate(rows, start=1):
            row[0] = number
    aims = [f"{aim}\xa0" if place == 1 else aim for place, aim in enumerate(_AIMS)]
    return (
        [[*_FORM, *aims, _TALKING], *before],
        [[*_FORM, *aims, f"{_TALKING}\n", "The workshop was useful for my work", "Any comments?"], *after],
    )


def _form(
    rng: np.random.Generator,
    person: Person,
    place: int,
    opened: datetime,
    now: list[int],
    *,
    after: bool = False,
) -> Row:
    """One form: the third workshop's asks about conversations too, those after what learners thought."""
    started = opened + timedelta(seconds=int(rng.integers(0, 900)))
    done = started + timedelta(seconds=int(rng.integers(60, 400)))
    answers: Row = [worded(rng, answer, _AGREE, mixed=0.1) for answer in now[:3]]
    answers.append(worded(rng, now[3], _AGREE, mixed=0.1) if place == 2 else None)
    if after:
        answers.append(worded(rng, rated(rng, person, 4.3), _AGREE))
        answers.append("Thank you" if rng.random() < 0.1 else None)
    return [None, started, done, "anonymous", None, typed(rng, person.code), WORKSHOPS[place], *answers]
