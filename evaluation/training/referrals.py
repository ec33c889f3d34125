"""Referrals of each borough month by month, beside when its people first came to a course."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from evaluation.groups import in_order
from evaluation.training import referrals_words as words
from evaluation.training.alike import counted_spellings, key
from evaluation.training.came import first_days
from evaluation.training.evidence import ReferralTrend
from evaluation.trends import ENOUGH, Period, periods, xmr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from evaluation.courses.records import Records, Referrals
    from evaluation.findings.finding import Caveat
    from evaluation.training.choices import TrainingView

_Name = tuple[str, ...]
_Months = dict[int, int]  # by the number of the month


def referrals(records: Records, view: TrainingView) -> tuple[ReferralTrend, ...]:
    """All boroughs together, where there are several, and each by itself; none where nobody's days are known.

    A month that the file lacks is None, and so is one of all together in which a borough is lacking. People
    count in the month in which they first came to any of the view's courses, in the borough in which they
    work. Months that lie within the view's dates as a whole are shown.
    """
    first = first_days(records, view.with_(start=None, end=None))
    if not records.referrals or not first:
        return ()
    counts, several = _counts(records.referrals, view)
    spelt = counted_spellings((entry.borough for entry in records.referrals), "borough")
    names = {key(text, "borough"): text for text in in_order(set(spelt.values()))}
    boroughs = {learner: records.learner(learner).borough for learner in first}
    came: dict[_Name, list[date]] = defaultdict(list)
    for learner, day in first.items():
        came[key(boroughs[learner], "borough")].append(day)
    general = (words.SEVERAL_LISTS,) if several else ()
    whole = _whole(counts.values()) if len(counts) == len(names) else {}
    if not any(boroughs.values()):
        return (_trend("", whole, first.values(), (*general, words.NO_BOROUGH)),) if whole else ()
    made = [
        _trend(name, counts[place], came[place], general) for place, name in names.items() if place in counts
    ]
    if len(names) > 1 and whole:
        made.insert(0, _trend("", whole, [day for place in names for day in came[place]], general))
    return tuple(made)


def charted_again(found: ReferralTrend, *, off: float = 0.0) -> ReferralTrend:
    """The same with its control chart, sentence and caveats made from the counts it holds, exact or not.

    Average and limits begin anew in the month of the first course where there are enough months with a
    number on both sides of it; else they are of all months together. `off` is how far each count may be
    from the exact one because it is rounded: what rounding alone could make does not stand out.
    """
    place = words.split_at(found)
    starts: tuple[int, ...] = ()
    if place is not None and 0 < place < len(found.counts):
        sides = (found.counts[:place], found.counts[place:])
        if all(sum(n is not None for n in side) >= ENOUGH for side in sides):
            starts = (place,)
    made = replace(found, control=xmr(found.counts, starts, off=[off] * len(found.counts)))
    made = replace(made, caveats=words.referrals_caveats(made))
    return replace(made, sentence=words.referrals_sentence(made))


def _trend(name: str, counts: _Months, days: Iterable[date], caveats: tuple[Caveat, ...]) -> ReferralTrend:
    shown = periods(min(counts), max(counts), "month")
    known = list(days)
    trained = Counter(Period.of(day, "month").number for day in known)
    first = min(known, default=None)
    told = (
        words.NO_CAUSE,
        words.NEITHER,
        *((words.FROM_THE_MONTH,) if first else ()),
        *caveats,
    )
    return charted_again(
        ReferralTrend(
            borough=name,
            periods=shown,
            counts=tuple(counts.get(period.number) for period in shown),
            trained=tuple(trained[period.number] for period in shown),
            first_training=first,
            control=None,
            sentence="",
            caveats=told,
        )
    )


def _counts(entries: Iterable[Referrals], view: TrainingView) -> tuple[dict[_Name, _Months], bool]:
    """Referrals by borough and month, and whether several sheets give the same: the last one's stands."""
    sheets: dict[_Name, dict[int, dict[tuple[str, str], int]]] = defaultdict(dict)
    several = False
    for entry in entries:
        if not _inside(entry.month, view):
            continue
        sheet = (entry.origin.file, entry.origin.sheet)
        by = sheets[key(entry.borough, "borough")].setdefault(Period.of(entry.month, "month").number, {})
        by[sheet] = by.get(sheet, 0) + entry.n
        several = several or len(by) > 1
    found = {place: {month: by[max(by)] for month, by in months.items()} for place, months in sheets.items()}
    return found, several


def _whole(counts: Iterable[Mapping[int, int]]) -> _Months:
    """All boroughs together, in the months that each of them has."""
    every = list(counts)
    months = set.intersection(*(set(one) for one in every))
    return {month: sum(one[month] for one in every) for month in months}


def _inside(month: date, view: TrainingView) -> bool:
    """Whether the view looks at every day of a month."""
    first = month.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return (view.start is None or view.start <= first) and (view.end is None or last <= view.end)
