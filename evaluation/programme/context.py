"""Training beside a service's referrals and outcomes, quarter by quarter, for each locality that both name.

Drawn as context, never as cause: nothing is fitted, tested or subtracted.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.tokens import tokens
from evaluation.training.alike import key
from evaluation.training.came import first_days
from evaluation.training.context_words import beside_caveats, beside_sentence
from evaluation.training.evidence import Beside
from evaluation.trends.periods import Period, numbers, periods

if TYPE_CHECKING:
    from evaluation.courses.records import Records
    from evaluation.dataset import Evaluable
    from evaluation.estimates import Rate
    from evaluation.findings.parts import Part
    from evaluation.findings.trend import Trend
    from evaluation.training.choices import TrainingView
    from evaluation.view import View

_TRENDS: tuple[Part, ...] = ("trends",)
MOST = 20  # quarters that one chart can show: five years
_PLACES = ({"borough"}, {"locality"}, {"local", "authority"}, {"district"}, {"area"}, {"ward"})
_DOMAINS = ("relationship", "caregiver", "baby")  # whose outcomes come first


@dataclass(frozen=True, kw_only=True)
class _Counts:
    """Of one locality, by the number of the quarter: first courses, referrals (None: not told), outcomes.

    A quarter in which no file of bookings or attendance lies is not among those of `trained`: nothing is
    known of it, which is not nobody.
    """

    trained: dict[int, int]
    referred: dict[int, int | None]
    improved: dict[int, Rate]


def beside(records: Records, view: TrainingView, data: Evaluable, families: View) -> tuple[Beside, ...]:
    """All together, and each locality that learners and families share, in order of name.

    Referrals are those of the training files by month where they have any, else the families' own starts.
    `families` is the view of them under which outcomes are shown. Nothing where neither has dates.
    """
    column = locality_column(data)
    scale, finding = _scale(data, families)
    places: list[tuple[str, str]] = [("", "")]
    if column:
        named = (learner.borough for learner in records.learners if learner.borough)
        known = {_key(name) for name in (*named, *(entry.borough for entry in records.referrals))}
        chosen = families.filters.get(column) or _values(data, column)
        places += [
            (value, value) for value in _values(data, column) if _key(value) in known and value in chosen
        ]
    held: dict[str, _Counts] = {}
    for name, value in places:
        shown = families.with_(filters={**families.filters, column: (value,)}) if value else families
        held[name] = _Counts(
            trained=_trained(records, view, name),
            referred=_referred(records, data, shown, name),
            improved=_improved(data, shown, finding) if finding else {},
        )
    told = {
        name: counts
        for name, counts in held.items()
        if counts.trained and (counts.referred or counts.improved)
    }
    if not told:
        return ()
    # The same quarters everywhere: what is hidden in one place is hidden with the others of that quarter.
    quarters = {quarter for one in told.values() for quarter in (*one.trained, *one.referred, *one.improved)}
    last = max(quarters)
    everywhere = periods(max(min(quarters), last - MOST + 1), last, "quarter")
    return tuple(_beside(name, counts, scale, everywhere) for name, counts in told.items())


def locality_column(data: Evaluable) -> str:
    """The column of the families' data that says in which locality they live; "" where none does."""
    named = [(entry.name, set(tokens(entry.name))) for entry in data.offered]
    return next((name for words in _PLACES for name, said in named if words <= said), "")


def _values(data: Evaluable, column: str) -> tuple[str, ...]:
    return next(entry.values for entry in data.offered if entry.name == column)


def _scale(data: Evaluable, families: View) -> tuple[str, str]:
    """The scale whose outcomes are shown, by its title and key: of the relationship first."""
    findings = data.evidence(families.with_(group_by=""), parts=()).findings
    ranked = sorted(
        findings, key=lambda f: _DOMAINS.index(f.domain) if f.domain in _DOMAINS else len(_DOMAINS)
    )
    return (ranked[0].title, ranked[0].key) if ranked else ("", "")


def _trained(records: Records, view: TrainingView, place: str) -> dict[int, int]:
    """How many came for the first time, in each quarter that the bookings and attendance lists reach over."""
    first = Counter(
        Period.of(day, "quarter").number
        for learner, day in first_days(records, view).items()
        if not place or _key(records.learner(learner).borough) == _key(place)
    )
    held = [(entry.course, entry.day) for entry in records.bookings]
    held += [(entry.course, entry.day) for entry in records.attendances]
    days = [day for course, day in held if day is not None and view.looks_at(course, day)]
    if not first:
        return {}
    begins, ends = (Period.of(day, "quarter").number for day in (min(days), max(days)))
    return {quarter: first[quarter] for quarter in range(begins, ends + 1)}


def _referred(records: Records, data: Evaluable, shown: View, place: str) -> dict[int, int | None]:
    if records.referrals:
        months: dict[int, list[int]] = {}
        boroughs = {_key(entry.borough) for entry in records.referrals}
        for entry in records.referrals:
            if not place or _key(entry.borough) == _key(place):
                months.setdefault(Period.of(entry.month, "quarter").number, []).append(entry.n)
        # A quarter is told only with all its months, of every borough where all are together.
        whole = 3 * (1 if place else len(boroughs))
        return {quarter: sum(ns) if len(ns) == whole else None for quarter, ns in months.items()}
    started = data.starts
    if started is None:
        return {}
    counted = data.counted_under(shown)
    keep = counted.mask(shown.filters, None, None)
    found = numbers(started[keep], "quarter")
    values, counts = np.unique(found[found >= 0], return_counts=True)
    return {int(value): int(n) for value, n in zip(values, counts, strict=True)}


def _improved(data: Evaluable, shown: View, finding: str) -> dict[int, Rate]:
    """How many got better, by the quarter of the second score, as the view protects them."""
    trends = data.evidence(shown.with_(every="quarter", rebase=None, group_by=""), parts=_TRENDS).trends
    found: Trend | None = next((trend for trend in trends if trend.key == finding), None)
    if found is None:
        return {}
    return {Period.of(point.start, "quarter").number: point.improved for point in found.points}


def _beside(name: str, counts: _Counts, scale: str, shown: tuple[Period, ...]) -> Beside:
    made = Beside(
        locality=name,
        periods=shown,
        trained=tuple(counts.trained.get(one.number) for one in shown),
        referred=tuple(counts.referred.get(one.number) for one in shown),
        improved=tuple(counts.improved.get(one.number) for one in shown),
        scale=scale if counts.improved else "",
        sentence="",
        caveats=(),
    )
    return replace(made, sentence=beside_sentence(made), caveats=beside_caveats(made))


def _key(place: str) -> tuple[str, ...]:
    """What spellings of one locality share."""
    return key(place, "borough")
