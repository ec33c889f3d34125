"""What the programme's own files hold of one trainee: rated sessions, units, accreditation, feedback."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

from evaluation.portfolio.contents import Accreditation, Rated, Recorded, Said, Session, UnitTaken
from evaluation.trends.periods import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from evaluation.courses.records import Award, Feedback, Rating, Records, Unit

_Entry = TypeVar("_Entry", "Unit", "Award")
_MOST_ANSWERS = 11  # whole answers that are listed with those that nobody gave


def recorded(records: Records, trainee: str) -> Recorded | None:
    """What the files hold of the learner of that code, capitals apart; None where they don't name them.

    Of a unit or an accreditation that stands there more than once, the latest counts.
    """
    asked = trainee.casefold().strip()

    def theirs(learner: str) -> bool:
        return learner.casefold().strip() == asked

    learner = next((one for one in records.learners if theirs(one.id)), None)
    found = Recorded(
        pathway=learner.pathway if learner else "",
        cohort=learner.cohort if learner else "",
        sessions=_sessions(entry for entry in records.ratings if theirs(entry.learner)),
        units=tuple(
            UnitTaken(unit=u.unit, credits=u.credits, result=u.result, month=_month(u.day))
            for u in _latest((entry for entry in records.units if theirs(entry.learner)), _unit)
        ),
        awards=tuple(
            Accreditation(award=a.award, status=a.status, month=_month(a.day))
            for a in _latest((entry for entry in records.awards if theirs(entry.learner)), _award)
        ),
        feedback=_feedback(entry for entry in records.feedback if theirs(entry.learner)),
    )
    return None if learner is None and found == Recorded() else found


def _month(day: date | None) -> Period | None:
    return Period.of(day, "month") if day else None


def _unit(entry: Unit) -> str:
    return entry.unit


def _award(entry: Award) -> str:
    return entry.award


def _latest(entries: Iterable[_Entry], name: Callable[[_Entry], str]) -> tuple[_Entry, ...]:
    """The latest entry of each name, in the order in which the names stand; undated ones are earlier."""
    found: dict[str, _Entry] = {}
    for entry in entries:
        before = found.get(name(entry))
        if before is None or before.day is None or (entry.day is not None and entry.day >= before.day):
            found[name(entry)] = entry
    return tuple(found.values())


def _sessions(ratings: Iterable[Rating]) -> tuple[Session, ...]:
    """The sessions in order of time, each rater's apart; a session is passed as all its rows say."""
    found: dict[tuple[str, date | None, str], list[Rating]] = defaultdict(list)
    for entry in ratings:
        found[entry.session, entry.day, entry.rater].append(entry)
    keys = sorted(found, key=lambda key: (key[1] is None, key[1].toordinal() if key[1] else 0))
    return tuple(
        Session(
            name=key[0],
            month=_month(key[1]),
            rater=key[2],
            ratings=tuple(
                Rated(competence=one.competence, value=one.value, low=one.low, high=one.high)
                for one in found[key]
                if one.competence
            ),
            passed=_passed([one.passed for one in found[key] if one.passed is not None]),
        )
        for key in keys
    )


def _passed(said: list[bool]) -> bool | None:
    return all(said) if said else None


def _feedback(feedback: Iterable[Feedback]) -> tuple[Said, ...]:
    found: dict[tuple[str, str], list[Feedback]] = defaultdict(list)
    for entry in feedback:
        found[entry.rater, entry.question].append(entry)
    return tuple(
        Said(
            rater=rater,
            question=question,
            answers=_answers(entries),
            low=entries[0].low,
            high=entries[0].high,
        )
        for (rater, question), entries in sorted(found.items(), key=lambda item: item[0][0] != "supervisor")
    )


def _answers(entries: list[Feedback]) -> tuple[tuple[float, int], ...]:
    """How many gave each answer, those that nobody gave among them where the answers are few and whole."""
    counts = Counter(entry.value for entry in entries)
    low, high = entries[0].low, entries[0].high
    whole = all(float(value).is_integer() for value in (low, high, *counts))
    every = range(int(low), int(high) + 1) if whole and high - low < _MOST_ANSWERS else ()
    return tuple((value, counts[value]) for value in sorted({*map(float, every), *counts}))
