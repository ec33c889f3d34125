"""Who came to courses: people counted once and places, by role, employer, place, month and course."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from evaluation.courses.vocabulary import ATTRIBUTES, UNRECORDED
from evaluation.groups import in_order
from evaluation.training import reach_words as words
from evaluation.training.alike import counted_spellings, values, within
from evaluation.training.came import came, of_several_sessions
from evaluation.training.evidence import Breakdown, MissingRole, Part, TrainingReach
from evaluation.training.figures import everybody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from evaluation.courses.records import Booking, Records
    from evaluation.findings.finding import Caveat
    from evaluation.training.came import Came, Place
    from evaluation.training.choices import TrainingView

MOST_VALUES = 40  # more entries tell people apart rather than describe them
_BY = ("role", "employer", "service", "borough", "region")
_WHO = "people who came"
# Whom the documents that the project comes from name as those to be trained.
_SEEDS = (
    "Health visitor",
    "Midwife",
    "Nursery nurse",
    "Family support worker",
    "Children's centre worker",
    "Social worker",
    "Early years practitioner",
)
# A handful: under five people, or under a twentieth of everybody. Where few came at all, a fifth is many.
# Nobody publishes how many are enough: these are Attune's own conventions, as is MOST_VALUES.
_HANDFUL, _LITTLE, _MANY = 5, 0.05, 0.2
_ENOUGH = 20  # people, of whom it means something that a role is not among them; the same


def reach(records: Records, view: TrainingView) -> TrainingReach | None:
    """Who came; None where no file holds a booking or an attendance list.

    `came.py` says what counts as a place. A role is missing where none or a handful came: fewer than 5% of
    people, or fewer than 5 where that is less than a fifth of them. Where there is no list of the workforce
    and fewer than 20 came, none is called missing.
    """
    if not records.bookings and not records.attendances:
        return None
    found = came(records, view)
    people = found.people
    breakdowns, left_out = _breakdowns(records, view, found)
    missing, unclear = _missing(records, people)
    days = [place.day for place in found.places if place.day is not None]
    days += [day for _course, day, _n in found.unsigned if day is not None]
    unsigned = sum(n for _course, _day, n in found.unsigned)
    overlap = any(not breakdown.adds for breakdown in breakdowns)
    caveats: tuple[tuple[bool, Caveat], ...] = (
        (True, words.ONCE),
        (overlap, words.SEVERAL_MONTHS),
        (True, words.REPEAT),
        (bool(found.assumed), words.ASSUMED),
        (bool(found.undecided), words.UNDECIDED),
        (unclear, words.ROLES_UNRECORDED),
        (bool(missing), words.BY_NAME),
        (True, words.IN_THE_FILE),
    )
    made = TrainingReach(
        people=len(people),
        places=len(found.places) + unsigned,
        unsigned=unsigned,
        repeat=everybody(_repeating(records, found.places), len(people), _WHO, "repeat"),
        breakdowns=breakdowns,
        missing_roles=missing,
        sentence="",
        caveats=(*(caveat for holds, caveat in caveats if holds), *left_out),
        period=(min(days, default=None), max(days, default=None)),
    )
    made = replace(made, caveats=words.reach_caveats(made))
    return replace(made, sentence=words.reach_sentence(made))


def by_attribute(records: Records, attribute: str, each: Mapping[str, int]) -> Breakdown | None:
    """People by one attribute of theirs; None where it is recorded of nobody.

    `each` is how many places each of them took.
    """
    value = values(records, attribute)
    if not any(value.get(learner) for learner in each):
        return None
    held: dict[str, list[int]] = {}
    for learner, n in each.items():
        tally = held.setdefault(value.get(learner, ""), [0, 0])
        tally[0] += 1
        tally[1] += n
    return _breakdown(attribute, ATTRIBUTES[attribute], held, len(each), in_order)


def _breakdowns(
    records: Records, view: TrainingView, found: Came
) -> tuple[tuple[Breakdown, ...], tuple[Caveat, ...]]:
    """Every table, and a caveat for each attribute with too many values for one."""
    made, left_out = [], []
    each = Counter(map(itemgetter(0), found.places))
    unsigned = sum(n for _course, _day, n in found.unsigned)
    for attribute in _BY:
        table = by_attribute(records, attribute, each)
        if table is not None and len(table.parts) > MOST_VALUES:
            left_out.append(words.too_many(table.label, MOST_VALUES))
        elif table is not None:
            made.append(_with_unsigned(table, unsigned))
    months = _overlapping(
        "month", "Month", found, lambda day, _course: f"{day.year}-{day.month:02d}" if day else "", sorted
    )
    courses = _overlapping("course", "Course", found, lambda _day, course: course, in_order)
    made += [table for table in (months, courses) if table is not None]
    source = _by_source(records, view, each)
    if source is not None and len(source.parts) > MOST_VALUES:
        left_out.append(words.too_many(source.label, MOST_VALUES))
    elif source is not None:
        made.append(_with_unsigned(source, unsigned))
    return tuple(made), tuple(left_out)


def _by_source(records: Records, view: TrainingView, each: Mapping[str, int]) -> Breakdown | None:
    """People by where their first booking came from, of those that say so."""
    first: dict[str, Booking] = {}

    def order(entry: Booking) -> tuple[date, str, str, int]:
        origin = entry.origin
        return (entry.day or date.max, origin.file, origin.sheet, origin.row)

    for entry in records.bookings:
        if entry.source and entry.learner in each and view.looks_at(entry.course, entry.day):
            earlier = first.get(entry.learner)
            if earlier is None or order(entry) < order(earlier):
                first[entry.learner] = entry
    if not first:
        return None
    spelt = counted_spellings(entry.source for entry in records.bookings)
    held: dict[str, list[int]] = {}
    for learner, n in each.items():
        entry_or_none = first.get(learner)
        tally = held.setdefault(spelt[entry_or_none.source] if entry_or_none else "", [0, 0])
        tally[0] += 1
        tally[1] += n
    return _breakdown("source", "Booking source", held, len(each), in_order)


def _overlapping(
    name: str,
    label: str,
    found: Came,
    value: Callable[[date | None, str], str],
    order: Callable[[Iterable[str]], list[str]],
) -> Breakdown | None:
    """Places by something of the place, where one person may be in several parts."""
    people: dict[str, set[str]] = defaultdict(set)
    places: Counter[str] = Counter()
    at: dict[tuple[date | None, str], str] = {}
    for learner, course, day, _session in found.places:
        if (day, course) not in at:
            at[day, course] = value(day, course)
        where = at[day, course]
        people[where].add(learner)
        places[where] += 1
    for course, day, n in found.unsigned:
        places[value(day, course)] += n
    if not any(places):
        return None
    held = {where: [len(people[where]), n] for where, n in places.items()}
    return _breakdown(name, label, held, len(found.people), order)


def _breakdown(
    name: str,
    label: str,
    held: Mapping[str, Sequence[int]],
    everyone: int,
    order: Callable[[Iterable[str]], list[str]],
) -> Breakdown:
    """A table of people and places by value, in order of name, what is not recorded ("") last."""
    ordered = [*order(value for value in held if value), *([""] if "" in held else [])]
    parts = tuple(
        Part(
            value=value or UNRECORDED,
            recorded=bool(value),
            people=everybody(held[value][0], everyone, _WHO),
            places=held[value][1],
        )
        for value in ordered
    )
    return Breakdown(
        id=name, label=label, parts=parts, adds=sum(part.people.n or 0 for part in parts) == everyone
    )


def _with_unsigned(table: Breakdown, unsigned: int) -> Breakdown:
    """The table with the places of people who can't be told among those not recorded."""
    if not unsigned:
        return table
    *recorded, last = table.parts
    if last.recorded:
        blank = Part(
            value=UNRECORDED, recorded=False, people=everybody(0, last.people.of, _WHO), places=unsigned
        )
        return replace(table, parts=(*table.parts, blank))
    return replace(table, parts=(*recorded, replace(last, places=(last.places or 0) + unsigned)))


def _repeating(records: Records, places: Iterable[Place]) -> int:
    """How many came to two courses, or to a one-day course on two days that are known."""
    several = of_several_sessions(records)
    taken, days = set(), set()
    for learner, course, day, _session in places:
        taken.add((learner, course))
        if day is not None and course not in several:
            days.add((learner, course, day))
    courses_of = Counter(learner for learner, _course in taken)
    days_of = Counter((learner, course) for learner, course, _day in days)
    again = {learner for learner, n in courses_of.items() if n > 1}
    again |= {learner for (learner, _course), n in days_of.items() if n > 1}
    return len(again)


def _missing(records: Records, people: Iterable[str]) -> tuple[tuple[MissingRole, ...], bool]:
    """The roles that none or a handful came from; and whether too few roles are recorded to say so."""
    roles = Counter(records.learner(learner).role for learner in people)
    everyone, blank = roles.total(), roles.pop("", 0)
    if not everyone:
        return (), False
    if blank * 2 > everyone:
        return (), True
    listed = counted_spellings((entry.role for entry in records.headcounts), "role")
    if not listed and everyone < _ENOUGH:
        return (), False
    expected = sorted(set(listed.values())) if listed else list(_SEEDS)
    by = words.LIST if listed else words.AIMS
    missing = []
    for role in expected:
        n = sum(here for among, here in roles.items() if within(role, among))
        if n < _LITTLE * everyone or (n < _HANDFUL and n < _MANY * everyone):
            missing.append(MissingRole(role=role, people=n, expected=by))
    return tuple(missing), False
