"""Second scores that are missing: of which family, since when, and when one would be due."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.following_up.cases import Cases
    from evaluation.importing.places import Places
    from evaluation.view import View

# Nobody has published when a second score is due. NHS England's CQUIN for 2023/24 counted referrals
# that were open for longer than six months (facts/measures.md section 8.2), so this is where we start.
USUAL_WEEKS = 26
_STATES = ("closed", "overdue", "to_come", "undated")  # a case is closed for all of its questionnaires


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A family with first scores of one day and no second ones by the same raters.

    `forms` are the questionnaires with who filled each in. `row` is Excel's row of the first score and
    `first` its date; `weeks` (whole ones, since then) and `due` are None without a date. `closed` is None
    where the file doesn't tell. `family` numbers the families of the file.
    """

    family: int
    sheet: str
    row: int
    forms: tuple[tuple[str, str], ...]
    worker: str
    first: date | None
    weeks: int | None
    due: date | None
    overdue: bool
    closed: bool | None


def waiting(
    counted: Counted, view: View, cases: Cases, places: Places, *, today: date, weeks: int = USUAL_WEEKS
) -> tuple[Waiting, ...]:
    """Every family with a first and no second score on some questionnaire: those who wait longest first.

    The view's filters, questionnaires and raters hold; its dates do not, as they are of second scores.
    A second score is due `weeks` after the first, by whoever asks. Open cases come before closed ones.
    """
    lacking: dict[tuple[int, date | None], list[tuple[int, tuple[str, str]]]] = defaultdict(list)
    for form, episodes, rows, dates in _lacking(counted, view):
        days = dates.astype("datetime64[D]").astype(object).tolist()
        for episode, row, day in zip(episodes.tolist(), rows.tolist(), days, strict=True):
            lacking[episode, day].append((row, form))
    found = [
        _one(episode, first, forms, cases, places, today, weeks)
        for (episode, first), forms in lacking.items()
    ]
    return tuple(
        sorted(found, key=lambda one: (one.closed is True, one.first or date.max, one.sheet, one.row))
    )


def _lacking(
    counted: Counted, view: View
) -> Iterator[tuple[tuple[str, str], NDArray[np.int64], NDArray[np.int64], NDArray[np.datetime64]]]:
    """Each questionnaire by a rater, the episodes that lack a second one, row and date of their first.

    A questionnaire of several scales is there a second time where one of its scores is.
    """
    keep = counted.mask(view.filters, None, None)
    scales: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, coded in enumerate(counted.coded):
        entry = coded.paired.scores
        if view.looks_at(entry.measure.id, entry.rater):
            scales[entry.measure.id, entry.rater].append(i)
    for places in scales.values():
        paired = [counted.coded[i].paired for i in places]
        begun = np.logical_or.reduce([one.has_before for one in paired])
        done = np.logical_or.reduce(
            [one.has_after | counted.has_pair(i) for i, one in zip(places, paired, strict=True)]
        )
        episodes = np.flatnonzero(keep & begun & ~done)
        row, when = paired[0].first_row.copy(), paired[0].first_date.copy()
        for one in paired[1:]:
            other = row < 0
            row[other], when[other] = one.first_row[other], one.first_date[other]
        entry = paired[0].scores
        yield (entry.measure.short, entry.rater), episodes, row[episodes], when[episodes]


def _one(
    episode: int,
    first: date | None,
    forms: list[tuple[int, tuple[str, str]]],
    cases: Cases,
    places: Places,
    today: date,
    weeks: int,
) -> Waiting:
    due = first + timedelta(weeks=weeks) if first else None
    case = cases[episode]
    sheet, row = places.of(min(row for row, _ in forms))
    return Waiting(
        family=episode,
        sheet=sheet,
        row=row,
        forms=tuple(sorted(form for _, form in forms)),
        worker=case.worker,
        first=first,
        weeks=(today - first).days // 7 if first else None,
        due=due,
        overdue=due is not None and due < today,
        closed=case.closed,
    )


@dataclass(frozen=True, kw_only=True)
class Worker:
    """How many families of one worker have no second score on something: each is in one of four.

    Of open cases (or where the file doesn't tell) those with one `overdue`, else one `to_come`, else
    without a date of the first; and those whose case is `closed`.
    """

    name: str
    overdue: int
    to_come: int
    undated: int
    closed: int


def by_worker(found: Iterable[Waiting]) -> tuple[Worker, ...]:
    """The families with each worker, in order of name and never of number.

    >>> one = Waiting(family=0, sheet="S", row=2, forms=(("PHQ-9", "parent"),), worker="Asha", first=None,
    ...               weeks=None, due=None, overdue=False, closed=False)
    >>> [(worker.name, worker.undated) for worker in by_worker([one])]
    [('Asha', 1)]
    """
    states: dict[str, dict[int, str]] = defaultdict(dict)
    for one in found:
        theirs = states[one.worker]
        theirs[one.family] = min(_state(one), theirs.get(one.family, "undated"), key=_STATES.index)
    return tuple(
        Worker(name=name, **{state: list(theirs.values()).count(state) for state in _STATES})
        for name, theirs in sorted(states.items(), key=lambda item: (not item[0], item[0].casefold()))
    )


def totals(found: Iterable[Waiting]) -> Worker:
    """All families together."""
    every = by_worker(replace(one, worker="") for one in found)
    return every[0] if every else Worker(name="", overdue=0, to_come=0, undated=0, closed=0)


def _state(one: Waiting) -> str:
    if one.closed:
        return "closed"
    return "undated" if one.due is None else "overdue" if one.overdue else "to_come"
