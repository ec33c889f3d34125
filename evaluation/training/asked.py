"""How many of those asked gave an answer, and who they are taken to be.

Whoever came was asked. Where no file says who came, those who answered the earlier form were; where there
is none either, nobody knows, and no share is given.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.stages import FOLLOW_UP, RETROSPECTIVE
from evaluation.training.came import came
from evaluation.training.choices import TrainingView
from evaluation.training.figures import everybody

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evaluation.courses.records import Answer, Records
    from evaluation.estimates import Rate
    from evaluation.training.designs import Planned
    from evaluation.training.matching import Matched

Days = dict[str, "list[date | None]"]  # on which each learner came

WHO_CAME = "learners who came"
WHO_HAD_COME = "learners who had come by then"
UNKNOWN = "learners asked"  # how many is not known


@dataclass(frozen=True, kw_only=True)
class Attended:
    """Who came to each course, and to each session of it where an attendance list says so."""

    by_course: dict[str, Days]
    by_session: dict[tuple[str, str], Days]

    @classmethod
    def of(cls, records: Records) -> Attended:
        """Who came, by the rules of `came`; unsigned places are nobody's."""
        by_course: dict[str, Days] = defaultdict(lambda: defaultdict(list))
        by_session: dict[tuple[str, str], Days] = defaultdict(lambda: defaultdict(list))
        for place in came(records, TrainingView()).places:
            by_course[place.course][place.learner].append(place.day)
        for entry in records.attendances:
            if entry.came and entry.learner:
                by_session[entry.course, entry.session][entry.learner].append(entry.day)
        return cls(by_course=by_course, by_session=by_session)

    def who(self, course: str, session: str) -> Days:
        """Who came to a session where a list has it, else to the course; empty where none says."""
        return self.by_session.get((course, session)) or self.by_course.get(course) or {}

    @property
    def first_day(self) -> dict[str, date]:
        """The first day on which each learner came to any course, of those whose days are known."""
        first: dict[str, date] = {}
        for days_of in self.by_course.values():
            for learner, days in days_of.items():
                for day in days:
                    if day is not None:
                        first[learner] = min(day, first.get(learner, day))
        return first


def answered(plan: Planned, found: Matched, attended: Attended, view: TrainingView) -> Rate:
    """How many of those asked gave the later answer.

    Of a follow-up all who had come by the end of the view's period were asked, as nobody says who was
    written to; of other forms those who came within it. Whoever answered was asked too. Forms that nobody
    signed are counted as forms; of more forms than people no share is given.
    """
    signed = {answer.learner for answer in found.after if answer.learner}
    forms = sum(not answer.learner for answer in found.after)
    n = len(signed) + forms
    present = attended.who(plan.course, plan.session)
    if present:
        late = plan.after.startswith(FOLLOW_UP)
        asked = {learner for learner, days in present.items() if _asked(plan.course, days, view, late=late)}
        who = WHO_HAD_COME if late and view.end else WHO_CAME
        return _rate(n, len(asked | signed), who if signed <= asked else f"{who} or answered")
    # A before asked afterwards stands on the later form, so it says nothing of who was asked for that. Of
    # forms that nobody signed, how many are of the same people is not known either.
    first = plan.before and (plan.before != RETROSPECTIVE or plan.after.startswith(FOLLOW_UP))
    if first and (found.pairs or same_people((*found.before, *found.after)) == "learners"):
        who = f"{same_people(found.before)} with the earlier answer"
        return _rate(len(found.pairs), len(found.before), who)
    return _rate(n, None, UNKNOWN)


def _asked(course: str, days: Iterable[date | None], view: TrainingView, *, late: bool) -> bool:
    if late:
        return any(view.end is None or (day is not None and day <= view.end) for day in days)
    return any(view.looks_at(course, day) for day in days)


def _rate(n: int, of: int | None, who: str) -> Rate:
    return everybody(n, of if of is not None and n <= of else None, who, "answered")


def same_people(answers: Iterable[Answer]) -> str:
    """What to call those who gave answers: learners where each form says whose it is, else forms.

    >>> same_people(())
    'learners'
    """
    return "learners" if all(answer.learner for answer in answers) else "forms"
