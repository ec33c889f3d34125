"""One-day courses: a booking export, a form filled in on the day, and one six months on."""

from __future__ import annotations

from dataclasses import dataclass
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

COURSES = ("Ghosts in the Nursery", "Watch, Wait and Wonder", "Introduction to attachment")
_GAIN = dict(zip(COURSES, (0.7, 1.1, 0.9), strict=True))
_FIRST_MONTH = (2025, 2)
_MONTHS = 14
_PLACES = (("Riverside Hall", 0.4), ("Northbank Library", 0.25), ("Online", 0.35))
# Whoever works for one of these works where its service is; the others come from the rest of the country.
_LOCAL = {
    "Riverside NHS Trust": "Riverside",
    "Northbank Council": "Northbank",
    "Millfield Children's Centre": "Millfield",
    "Harbourside Family Charity": "Harbourside",
}
_HERE = "South East"
# Few early years practitioners come: the question that the courses' own provider asks.
_ABOUT = {
    "role": (
        ("Health visitor", 0.34),
        ("Midwife", 0.17),
        ("Family support worker", 0.16),
        ("Social worker", 0.12),
        ("Children's centre worker", 0.10),
        ("Perinatal nurse", 0.08),
        ("Early years practitioner", 0.02),
        ("", 0.01),
    ),
    "company": (
        ("Riverside NHS Trust", 0.19),
        ("Northbank Council", 0.13),
        ("Millfield Children's Centre", 0.08),
        ("Harbourside Family Charity", 0.06),
        ("A trust elsewhere", 0.34),
        ("A council elsewhere", 0.20),
    ),
    "region": (
        ("London", 0.33),
        ("South West", 0.2),
        ("Midlands", 0.17),
        ("North West", 0.13),
        ("East of England", 0.12),
        ("", 0.05),
    ),
    "source": (
        ("Colleague", 0.32),
        ("My employer", 0.28),
        ("Newsletter", 0.18),
        ("Website", 0.14),
        ("Social media", 0.08),
    ),
}
_STATUS = (("Checked In", 0.86), ("Not Attending", 0.05), ("Attending", 0.02), ("No Show", 0.07))
_AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
_OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
_ASKED = {
    "noticing": "How confident are you in noticing difficulties between a parent and their baby?",
    "talking": "How confident are you in talking with parents about their relationship with their baby?",
}
_BOOKED = (
    "Order no.", "Order Date", "First Name", "Surname", "Attendee Email", "Quantity", "Ticket Type",
    "Event Name", "Event Start Date", "Venue", "Attendee Status", "Job Title", "Company",
    "Local authority", "Region", "How did you hear about this course?",
)  # fmt: skip
_ON_THE_DAY = (
    "ID", "Start time", "Completion time", "Email", "Name", "E-mail\xa0address\n",
    "Which course did you attend?", "Your role",
    "The course was relevant to my work", "I would recommend this course to a colleague\xa0",
    f"BEFORE the course: {_ASKED['noticing']}", f"NOW: {_ASKED['noticing']}",
    f"BEFORE the course:\xa0{_ASKED['talking']}", f"NOW: {_ASKED['talking']}\n",
    "What is one thing you will do differently?",
)  # fmt: skip
_LATER = (
    "Timestamp", "Email Address", "Which course did you attend?",
    "Since the course, how often do you watch what the baby does before you offer advice?",
    "Since the course, how often do you talk with parents about their relationship with their baby?",
    "Have you changed something in your work because of the course?",
    f"NOW: {_ASKED['noticing']}", f"NOW: {_ASKED['talking']}",
    "What got in the way?",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A place on a course day, and how its person rated themselves before and at the end of that day."""

    person: Person
    course: str
    day: date
    venue: str
    status: str
    before: tuple[int, int]
    now: tuple[int, int]


def one_day_courses(learners: int, seed: int) -> tuple[Written, ...]:
    """The three files of the one-day courses, for so many people who book."""
    rng = stream(seed, "one-day courses")
    places = _places(rng, people(rng, learners, _ABOUT))
    came = [place for place in places if place.status == "Checked In"]
    return (
        Written(
            file="bookings.csv",
            pages=(Page(name="bookings", rows=[list(_BOOKED), *_bookings(rng, places)]),),
            text=Text(dates="%d/%m/%Y", encoding="utf-8-sig", line_end="\r\n"),
        ),
        Written(
            file="after_the_course.xlsx",
            pages=(Page(name="Form1", rows=[list(_ON_THE_DAY), *_on_the_day(rng, came)]),),
        ),
        Written(
            file="follow_up_6_months.csv",
            pages=(Page(name="follow_up", rows=[list(_LATER), *_six_months_on(rng, came)]),),
            text=Text(dates="%d/%m/%Y"),
        ),
    )


def course_days() -> tuple[tuple[date, str], ...]:
    """The days on which courses are held, two a month, the three courses in turn."""
    year, month = _FIRST_MONTH
    days = []
    for place in range(_MONTHS):
        later = month - 1 + place
        first = date(year + later // 12, later % 12 + 1, 1)
        days += [first + timedelta(days=(8 - first.weekday()) % 7 + wait) for wait in (2, 16)]
    return tuple((day, COURSES[place % len(COURSES)]) for place, day in enumerate(days))


def _places(rng: np.random.Generator, booking: tuple[Person, ...]) -> list[_Place]:
    """Who is on which course day: about a third come back to another course."""
    days = course_days()
    places = []
    for person in booking:
        often = 1 + int(rng.random() < 0.34) + int(rng.random() < 0.12)
        taken = rng.choice(len(days), often, replace=False).tolist()
        skill: tuple[int, int] | None = None
        for day, course in sorted(days[place] for place in taken):
            before = skill or (rated(rng, person, 2.7), rated(rng, person, 2.5))
            now = (moved(rng, before[0], _GAIN[course]), moved(rng, before[1], _GAIN[course] - 0.2))
            status = chosen(rng, _STATUS, 1)[0]
            venue = chosen(rng, _PLACES, 1)[0]
            places.append(
                _Place(
                    person=person,
                    course=course,
                    day=day,
                    venue=venue,
                    status=status,
                    before=before,
                    now=now,
                )
            )
            skill = now if status == "Checked In" else skill
    return sorted(places, key=lambda place: (place.day, place.person.number))


def _bookings(rng: np.random.Generator, places: list[_Place]) -> list[Row]:
    """A row a place; now and then one was cancelled and booked again, or came without particulars."""
    rows: list[Row] = []
    for place in places:
        ordered = place.day - timedelta(days=int(rng.integers(3, 70)))
        row = _booking(rng, place, ordered)
        if rng.random() < 0.02:
            rows.append([*row[:10], "Not Attending", *row[11:]])  # cancelled, then booked again below
        if rng.random() < 0.01:
            row = [*row[:2], "Info Requested", "Info Requested", "Info Requested", *row[5:11], *[None] * 5]
        rows.append(row)
    test: Row = [
        None, date(2025, 1, 6), "Test", "Test", "test@example.org", 1, "Standard", COURSES[0],
        course_days()[0][0], "Online", "Not Attending", "Test", "Test", None, None, None,
    ]  # fmt: skip
    rows = [test, *rows]
    for number, row in enumerate(rows, start=1):
        row[0] = f"25{number:05d}"
    return rows


def _booking(rng: np.random.Generator, place: _Place, ordered: date) -> Row:
    person = place.person
    role = person["role"]
    if role and rng.random() < 0.08:  # as typed by hand
        role = role.upper() if rng.random() < 0.5 else f"{role} "
    ticket = "Early bird" if (place.day - ordered).days > 40 else "Standard"
    return [
        None, ordered, "Made-up", f"Person {person.number}", typed(rng, person.email), 1, ticket,
        place.course, place.day, place.venue, place.status, role or None, person["company"],
        _LOCAL.get(person["company"]), _region(person), person["source"],
    ]  # fmt: skip


def _region(person: Person) -> str | None:
    return _HERE if person["company"] in _LOCAL else person["region"] or None


def _on_the_day(rng: np.random.Generator, came: list[_Place]) -> list[Row]:
    """A form from about seven in ten, some ratings in words and some left out."""
    rows: list[Row] = []
    for place in came:
        if rng.random() > 0.7:
            continue
        started = datetime.combine(place.day, time(15, 50)) + timedelta(seconds=int(rng.integers(0, 2400)))
        known = rng.random() >= 0.06  # some leave out their address
        now = [_rating(rng, answer) if rng.random() >= 0.03 else None for answer in place.now]
        rows.append(
            [
                None,
                started,
                started + timedelta(seconds=int(rng.integers(120, 600))),
                "anonymous",
                None,
                typed(rng, place.person.email) if known else None,
                place.course,
                place.person["role"] or None,
                worded(rng, rated(rng, place.person, 4.3), _AGREE),
                worded(rng, rated(rng, place.person, 4.5), _AGREE),
                _rating(rng, place.before[0]),
                now[0],
                _rating(rng, place.before[1]),
                now[1],
                "Wait and watch for longer" if rng.random() < 0.15 else None,
            ]
        )
    rows.sort(key=lambda row: row[2])  # type: ignore[arg-type, return-value] # all are moments
    for number, row in enumerate(rows, start=1):
        row[0] = number
    return rows


def _rating(rng: np.random.Generator, answer: int) -> str | int:
    words = ("1 - Not at all", "2 - Slightly", "3 - Somewhat", "4 - Quite", "5 - Very")
    return worded(rng, answer, words, mixed=0.85)


def _six_months_on(rng: np.random.Generator, came: list[_Place]) -> list[Row]:
    """A form from about one in five of those who came, six months after their course."""
    rows: list[Row] = []
    for place in came:
        if rng.random() > 0.21:
            continue
        asked = datetime.combine(place.day + timedelta(days=183), time(8, 30))
        at = asked + timedelta(minutes=int(rng.integers(0, 60 * 24 * 20)))
        rows.append(
            [
                at,
                typed(rng, place.person.email),
                place.course,
                worded(rng, rated(rng, place.person, 3.6), _OFTEN),
                worded(rng, rated(rng, place.person, 3.2), _OFTEN),
                "Yes" if rng.random() < 0.62 else "No",
                moved(rng, place.now[0], -0.1),
                moved(rng, place.now[1], -0.1),
                "Too little time" if rng.random() < 0.3 else None,
            ]
        )
    rows.sort(key=lambda row: row[0])  # type: ignore[arg-type, return-value] # all are moments
    # One answered from an address that nobody booked with.
    if rows:
        rows[-1][1] = "somebody.else@example.org"
    return rows
