"""Each course: from booked to answered, who came to which session, and how far its evaluation reaches."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.training import attendance_words as words
from evaluation.training.came import came
from evaluation.training.evidence import CourseFinding, SessionCount
from evaluation.training.figures import everybody
from evaluation.training.keys import unique
from evaluation.training.reach import by_attribute
from evaluation.training.turnout import turnout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evaluation.courses.records import Answer, Attendance, Booking, Records
    from evaluation.courses.vocabulary import Level
    from evaluation.estimates import Rate
    from evaluation.training.came import Place
    from evaluation.training.choices import TrainingView

ONE_BY_ONE = 6  # of more sessions the numbers attended are grouped: our own convention
_AT_ALL = "learners who came at all"
_SAID = "learners who came and said so"


@dataclass
class _Course:
    """What a view looks at of one course."""

    bookings: list[Booking] = field(default_factory=list)
    listed: list[Attendance] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unsigned: list[tuple[date | None, int]] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    assumed: bool = False  # somebody counts who is no more than booked


def courses(records: Records, view: TrainingView) -> tuple[CourseFinding, ...]:
    """Each course of which a view looks at a booking, an attendance list or a form, in order of name.

    People are counted once a course. Who came is as `came.py` says; a session to which nobody came is taken
    as not held. Whoever answered at the end or later answered afterwards; of forms that nobody signed the
    most at any session and occasion are.
    """
    held = _held(records, view)
    names = sorted(held)
    keys = unique([(name,) for name in names])
    orders: dict[str, set[int]] = defaultdict(set)
    for row in records.attendances:
        if row.came:
            orders[row.course].add(row.order)
    return tuple(
        _course(records, view, key, name, held[name], orders[name])
        for key, name in zip(keys, names, strict=True)
    )


def _held(records: Records, view: TrainingView) -> dict[str, _Course]:
    held: dict[str, _Course] = defaultdict(_Course)
    for booking in records.bookings:
        if view.looks_at(booking.course, booking.day):
            held[booking.course].bookings.append(booking)
    for row in records.attendances:
        if view.looks_at(row.course, row.day):
            held[row.course].listed.append(row)
    for answer in records.answers:
        if view.looks_at(answer.course, answer.day):
            held[answer.course].answers.append(answer)
    found = came(records, view)
    for place in found.places:
        held[place.course].places.append(place)
    for course, day, n in found.unsigned:
        held[course].unsigned.append((day, n))
    for booking in found.assumed:
        held[booking.course].assumed = True
    held.pop("", None)
    return dict(held)


def _course(
    records: Records,
    view: TrainingView,
    key: str,
    name: str,
    of: _Course,
    orders: set[int],
) -> CourseFinding:
    each = Counter(place.learner for place in of.places)
    people = set(each)
    flow, doubts = turnout(of.bookings, of.listed, of.answers, people)
    sessions, by_list = _sessions(of.listed, name)
    if len(orders) == 1 and all(session.brought is None for session in sessions):
        sessions = ()  # it is the course itself
    attended, completed = _attended(by_list, len(sessions))
    cut = len(orders) > 1 and len(sessions) < len(orders)
    if cut:
        completed = None
    days = {place.day for place in of.places} | {day for day, _n in of.unsigned}
    dated = sorted(day for day in days if day is not None)
    around = dated or sorted(answer.day for answer in of.answers if answer.day is not None)
    told = {
        "assumed": of.assumed,
        "once": len({place[:2] for place in of.places}) < len(of.places) and len(sessions) < 2,
        "unsigned": bool(of.unsigned),
        "no_list": bool(sessions) and not people <= set(by_list),
        "cut": cut,
        "not_held": any(row.order not in orders for row in of.listed),
        **dict.fromkeys(doubts, True),
    }
    made = CourseFinding(
        key=key,
        name=name,
        period=(around[0], around[-1]) if around else (None, None),
        held=len(dated) or len({place.session for place in of.places}),
        flow=flow,
        sessions=sessions,
        attended=attended,
        completed=completed,
        by=by_attribute(records, view.by, each) if view.by in ATTRIBUTES else None,
        levels=_levels(records, of.answers),
        sentence="",
        caveats=words.named(key for key, holds in told.items() if holds),
    )
    return replace(made, sentence=words.course_sentence(made))


def _sessions(
    listed: Iterable[Attendance], course: str
) -> tuple[tuple[SessionCount, ...], dict[str, set[int]]]:
    """Each session held, in order, a nameless one by its course's; and to which each learner came."""
    came_to: dict[int, set[str]] = defaultdict(set)
    by_list: dict[str, set[int]] = defaultdict(set)
    brought: dict[int, dict[str, bool]] = defaultdict(dict)
    names: dict[int, Counter[str]] = defaultdict(Counter)
    days: dict[int, set[date | None]] = defaultdict(set)
    for row in listed:
        if not row.came:
            continue
        names[row.order][row.session] += 1
        days[row.order].add(row.day)
        if row.learner:
            came_to[row.order].add(row.learner)
            by_list[row.learner].add(row.order)
            if row.brought_case is not None:
                said = brought[row.order]
                said[row.learner] = said.get(row.learner, False) or row.brought_case
    counts = []
    for order in sorted(came_to):
        said_so = brought[order].values()
        known = {day for day in days[order] if day is not None}
        counts.append(
            SessionCount(
                session=min(names[order], key=lambda name: (-names[order][name], name)) or course,
                order=order,
                day=next(iter(known)) if len(known) == 1 and None not in days[order] else None,
                came=everybody(len(came_to[order]), len(by_list), _AT_ALL),
                brought=everybody(sum(said_so), len(said_so), _SAID) if said_so else None,
            )
        )
    return tuple(counts), by_list


def _attended(by_list: dict[str, set[int]], sessions: int) -> tuple[tuple[Rate, ...], Rate | None]:
    """Those who came at all by to how many sessions, and how many to all; nothing of a single session."""
    if sessions < 2:
        return (), None
    times = Counter(len(found) for found in by_list.values())
    rates = tuple(
        everybody(sum(times[n] for n in range(first, last + 1)), len(by_list), _AT_ALL, "sessions", name)
        for first, last, name in attended_groups(sessions)
    )
    return rates, everybody(times[sessions], len(by_list), _AT_ALL, "completed")


def attended_groups(sessions: int) -> tuple[tuple[int, int, str], ...]:
    """From how many sessions to how many each group came, and its name: one by one up to six sessions.

    Of more: all, three quarters or more, half or more, and fewer.

    >>> [name for _first, _last, name in attended_groups(12)], attended_groups(2)
    (['1 to 5', '6 to 8', '9 to 11', 'all 12'], ((1, 1, '1'), (2, 2, '2')))
    >>> [name for _first, _last, name in attended_groups(10)]
    ['1 to 4', '5 to 7', '8 to 9', 'all 10']
    """
    if sessions <= ONE_BY_ONE:
        return tuple((n, n, f"{n}") for n in range(1, sessions + 1))
    half, most = -(-sessions // 2), -(-3 * sessions // 4)
    ranges = ((1, half - 1), (half, most - 1), (most, sessions - 1))
    named = [(a, b, f"{a}" if a == b else f"{a} to {b}") for a, b in ranges if a <= b]
    return (*named, (sessions, sessions, f"all {sessions}"))


def _levels(records: Records, answers: Iterable[Answer]) -> tuple[Level, ...]:
    asked = {answer.question for answer in answers}
    return tuple(sorted({records.question(question).level for question in asked}))
