"""What a course's attendance says in words, made from its evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import LEARNER, Caveat
from evaluation.findings.flows import told as step_told
from evaluation.training.figures import number, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.findings.finding import Step
    from evaluation.training.evidence import CourseFinding

BOOKED = "Booked a place"
BOOKED_OR_LISTED = "Booked a place, or came without a booking"
LISTED = "On the attendance list"
CAME = "Came"
ANSWERED = "Answered a form afterwards"
CANCELLED = "Cancelled"
AWAY = "Did not come"
UNDECIDED = "Not recorded whether they came"

_TEXTS = {
    "assumed": "At least one file of bookings says of nobody whether they came, so everybody booked there is "
    "counted as having come.",
    "unsigned": "Some places are of people whom the files don't tell apart: they are in none of these counts "
    "of learners.",
    "no_list": "Some came by their booking and are on no attendance list: counts by session leave them out.",
    "cut": "The dates looked at leave out some of the sessions, so who came to all of them is not said.",
    "not_held": "Sessions to which nobody came are taken as not held.",
    "more_forms": "There are more forms than learners who came, so how many answered one can't be told.",
    "not_listed": "Some who answered a form are not recorded as having come: they are not in these counts.",
    "once": "A learner who came to the course on two dates is counted once.",
}


def named(holds: Iterable[str]) -> tuple[Caveat, ...]:
    """The caveats of these names; raises KeyError for one that is not known."""
    return tuple(Caveat(key=key, text=_TEXTS[key]) for key in holds)


def course_caveats(found: CourseFinding) -> tuple[Caveat, ...]:
    """Its caveats, of which none holds a count."""
    return found.caveats


def course_sentence(found: CourseFinding) -> str:
    """Who came to all sessions, else who came of those booked, else who answered."""
    if found.completed is not None:
        held = f"all {wording.count(len(found.sessions))} {session_noun(found)}"
        return f"{told(found.completed, LEARNER.many)} came to {held}"
    steps = {step.key: step for step in found.flow.steps}
    came, booked, answered = (steps.get(key) for key in ("came", "booked", "answered"))
    if came is not None:
        if booked is not None and booked.label == BOOKED:
            return _of_booked(found, came, booked)
        days = f", on {wording.plural(found.held, 'day', 'days')}" if found.held > 1 else ""
        people = number(came.n, LEARNER.one, LEARNER.many, rounded=found.flow.rounded)
        return wording.capital(f"{people} came{days}") if came.n != 0 else "Nobody is recorded as having come"
    if answered is not None:
        people = number(answered.n, LEARNER.one, LEARNER.many, rounded=found.flow.rounded)
        return wording.capital(f"{people} answered a form afterwards; who came is not recorded")
    return "It is not recorded who came, or who answered a form afterwards"


def session_noun(found: CourseFinding) -> str:
    """What its sessions are called: "workshops" where each is Workshop 1, Workshop 2 …, else "sessions"."""
    first = {session.session.split(" ")[0].casefold() for session in found.sessions}
    numbered = all(len(session.session.split(" ")) > 1 for session in found.sessions)
    word = next(iter(first)) if len(first) == 1 and numbered else "session"
    return f"{word}s" if word in _NOUNS else "sessions"


_NOUNS = frozenset("day lecture module seminar session week workshop".split())


def _of_booked(found: CourseFinding, came: Step, booked: Step) -> str:
    share = found.flow.share("came", "booked")
    percent = "" if share is None else f" ({'about ' if found.flow.rounded else ''}{wording.share(share)})"
    if came.n == 0:
        people = number(booked.n, LEARNER.one, LEARNER.many, rounded=found.flow.rounded)
        return f"Nobody is recorded as having come; {people} booked a place"
    counts = f"{step_told(found.flow, came.n)} of {step_told(found.flow, booked.n)}"
    return wording.capital(f"{counts} {LEARNER.many} who booked a place came{percent}")
