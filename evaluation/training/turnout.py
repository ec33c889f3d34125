"""From booked to came to answered: how a course's learners narrow down, and where the others went."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from evaluation.findings.finding import Flow, Step
from evaluation.stages import END, FOLLOW_UP, RETROSPECTIVE
from evaluation.training import attendance_words as words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from evaluation.courses.records import Answer, Attendance, Booking

_LABELS = {"cancelled": words.CANCELLED, "away": words.AWAY, "undecided": words.UNDECIDED}


def turnout(
    bookings: Iterable[Booking],
    listed: Iterable[Attendance],
    answers: Collection[Answer],
    people: set[str],
) -> tuple[Flow, tuple[str, ...]]:
    """One course's flow, each person in it once, and the names of the caveats that it needs.

    `people` are those who came. A step that no file tells of is left out: "booked" (without bookings
    "listed") and "came" where nothing is signed, "answered" where no form was or more forms than people.
    """
    booked, status = _status(bookings, listed)
    after, forms = _after(answers)
    if not status:
        answered = (Step(key="answered", label=words.ANSWERED, n=len(after) + forms),)
        return Flow(steps=answered if after or forms else ()), ()
    doubts = [] if after <= people else ["not_listed"]
    steps = [_first(booked, status), Step(key="came", label=words.CAME, n=len(people))]
    answered_n = len(after & people) + forms
    if answered_n > len(people):
        doubts.append("more_forms")
    elif answers:
        steps.append(Step(key="answered", label=words.ANSWERED, n=answered_n))
    away = (said for learner, said in status.items() if learner not in people)
    return Flow(steps=tuple(steps), reasons=_reasons(away)), tuple(doubts)


def _status(
    bookings: Iterable[Booking], listed: Iterable[Attendance]
) -> tuple[frozenset[str], dict[str, set[str]]]:
    """Who booked, and all that bookings and lists say of each learner in them."""
    status: dict[str, set[str]] = defaultdict(set)
    for booking in bookings:
        if booking.learner:
            status[booking.learner].add(booking.status)
    booked = frozenset(status)
    for row in listed:
        if row.learner:
            status[row.learner].add("attended" if row.came else "did not attend")
    return booked, status


def _first(booked: frozenset[str], status: Collection[str]) -> Step:
    """Everybody expected: who booked, with those who came without a booking; else who is on a list."""
    if not booked:
        return Step(key="listed", label=words.LISTED, n=len(status))
    label = words.BOOKED if len(booked) == len(status) else words.BOOKED_OR_LISTED
    return Step(key="booked", label=label, n=len(status))


def _reasons(away: Iterable[set[str]]) -> tuple[Step, ...]:
    """Why those did not come who were expected: each has one reason."""
    why = Counter(
        "away" if "did not attend" in said else "cancelled" if "cancelled" in said else "undecided"
        for said in away
    )
    return tuple(Step(key=key, label=label, n=why[key]) for key, label in _LABELS.items() if why[key])


def _after(answers: Iterable[Answer]) -> tuple[set[str], int]:
    """Who answered a form afterwards, and how many forms nobody signed, the most at one session."""
    signed: set[str] = set()
    forms: dict[tuple[str, str], set[tuple[str, str, int]]] = defaultdict(set)
    for answer in answers:
        if answer.occasion not in {END, RETROSPECTIVE} and not answer.occasion.startswith(FOLLOW_UP):
            continue
        if answer.learner:
            signed.add(answer.learner)
        else:
            # A before asked afterwards stands on the form of the end.
            occasion = END if answer.occasion == RETROSPECTIVE else answer.occasion
            forms[answer.session, occasion].add(answer.form)
    return signed, max(map(len, forms.values()), default=0)
