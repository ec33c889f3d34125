"""Who came: every place that somebody took on a day of a course, once, from bookings and attendance lists.

A place is a person on a day of a course; a session without a day is a place of its own. An attendance list
decides where it has the person on the course and the day, on the course without a day, or on a course of
several sessions, for which a booking's day is the first one's. Elsewhere a booking marked as attended is a
place. One marked neither way is none, unless nothing in its file says of anybody whether they came: then
all its bookings count, but for those of a course and day with an attendance list, and those after the last
day of which anything else is recorded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evaluation.courses.records import Attendance, Booking, Records
    from evaluation.training.choices import TrainingView


class Place(NamedTuple):
    """One person on one day of a course; `session` is named only where the day is not recorded."""

    learner: str
    course: str
    day: date | None
    session: str = ""


@dataclass(frozen=True)
class Came:
    """All places taken: those of people who are known, and how many more on each course and day.

    `assumed` are bookings that count though nothing says whether the person came, `undecided` those that
    for the same reason count as nothing.
    """

    places: tuple[Place, ...]
    unsigned: tuple[tuple[str, date | None, int], ...]
    assumed: tuple[Booking, ...]
    undecided: tuple[Booking, ...]

    @property
    def people(self) -> frozenset[str]:
        """Everybody who came and is known."""
        return frozenset(map(itemgetter(0), self.places))


def came(records: Records, view: TrainingView) -> Came:
    """The places that a view looks at."""
    if "came" not in records.kept:
        records.kept["came"] = _all(records)
    found: Came = records.kept["came"]
    if not view.courses and view.start is None and view.end is None:
        return found
    inside = view.looks_at
    unsigned = tuple(entry for entry in found.unsigned if inside(entry[0], entry[1]))
    places = tuple(place for place in found.places if inside(place.course, place.day))
    undecided = tuple(entry for entry in found.undecided if inside(entry.course, entry.day))
    assumed = tuple(entry for entry in found.assumed if inside(entry.course, entry.day))
    return Came(places, unsigned, assumed, undecided)


def first_days(records: Records, view: TrainingView) -> dict[str, date]:
    """The day on which each learner first came to any of the view's courses, where the view looks at it.

    Who came before the view's dates is not new within them. Places without a day are left out.
    """
    first: dict[str, date] = {}
    for place in came(records, view.with_(start=None, end=None)).places:
        if place.day is not None and (place.learner not in first or place.day < first[place.learner]):
            first[place.learner] = place.day
    start, end = view.start, view.end
    return {
        learner: day
        for learner, day in first.items()
        if (start is None or start <= day) and (end is None or day <= end)
    }


def of_several_sessions(records: Records) -> frozenset[str]:
    """The courses of which an attendance list has two sessions or more."""
    orders: dict[str, set[int]] = defaultdict(set)
    for entry in records.attendances:
        orders[entry.course].add(entry.order)
    return frozenset(course for course, found in orders.items() if len(found) > 1)


def _without_status(bookings: Iterable[Booking]) -> frozenset[str]:
    """The files in which every booking is no more than booked."""
    told: dict[str, bool] = {}
    for booking in bookings:
        told[booking.origin.file] = told.get(booking.origin.file, False) or booking.status != "booked"
    return frozenset(file for file, says in told.items() if not says)


def _all(records: Records) -> Came:
    places, unsigned_listed = _listed(records.attendances)
    several = of_several_sessions(records)
    listed: dict[tuple[str, str], set[date | None]] = defaultdict(set)  # "" for anybody at all
    for row in records.attendances:
        listed[row.learner, row.course].add(row.day)
        listed["", row.course].add(row.day)

    def on_list(learner: str, booking: Booking) -> bool:
        days = listed.get((learner, booking.course))
        return days is not None and (
            booking.course in several or booking.day is None or booking.day in days or None in days
        )

    silent = _without_status(records.bookings)
    last = _last_day(records)
    unsigned_booked: Counter[tuple[str, date | None]] = Counter()
    undecided, assumed = [], []
    for booking in records.bookings:
        if booking.status not in {"attended", "booked"}:
            continue
        if booking.learner and on_list(booking.learner, booking):
            continue
        if booking.status == "booked":
            later = last is not None and booking.day is not None and booking.day > last
            if booking.origin.file not in silent or later or on_list("", booking):
                undecided.append(booking)
                continue
            assumed.append(booking)
        if booking.learner:
            places.add(Place(booking.learner, booking.course, booking.day))
        else:
            unsigned_booked[booking.course, booking.day] += 1
    # The same people, whom nobody can tell, may be on the list and in the bookings: the larger count is sure.
    unsigned = unsigned_listed | unsigned_booked
    return Came(
        places=tuple(places),
        unsigned=tuple((course, day, n) for (course, day), n in unsigned.items()),
        assumed=tuple(assumed),
        undecided=tuple(undecided),
    )


def _listed(attendances: tuple[Attendance, ...]) -> tuple[set[Place], Counter[tuple[str, date | None]]]:
    """Places on attendance lists, and the most unsigned marks in any session of each course and day."""
    places: set[Place] = set()
    undated = []
    dated: set[tuple[str, str, int]] = set()
    marks: Counter[tuple[str, date | None, int]] = Counter()
    for row in attendances:
        if not row.came:
            continue
        if not row.learner:
            marks[row.course, row.day, row.order] += 1
        elif row.day is None:
            undated.append(row)
        else:
            dated.add((row.learner, row.course, row.order))
            places.add(Place(row.learner, row.course, row.day))
    for row in undated:
        # Two lists of one session, of which only one has its day.
        if (row.learner, row.course, row.order) not in dated:
            places.add(Place(row.learner, row.course, None, f"{row.order}"))
    unsigned: Counter[tuple[str, date | None]] = Counter()
    for (course, day, _order), n in marks.items():
        if day is None:
            unsigned[course, None] += n
        else:
            unsigned[course, day] = max(unsigned[course, day], n)
    return places, unsigned


def _last_day(records: Records) -> date | None:
    """The last day of which anything says that somebody was there: a status, a list, a form."""
    days = [entry.day for entry in records.bookings if entry.day is not None and entry.status == "attended"]
    days += [row.day for row in records.attendances if row.day is not None and row.came]
    days += [answer.day for answer in records.answers if answer.day is not None]
    return max(days, default=None)
