"""Pairs of all scales under one rule, and what is counted of them at any filter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.counting.coding import STANDINGS, code_pairs, occurring
from evaluation.counting.days import EPOCH, NO_DAY, days_of, latest, within
from evaluation.pairing import pair

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting.coding import Coded
    from evaluation.importing.episodes import Episodes
    from evaluation.pairing import Rule
    from evaluation.scoring import Scores
    from evaluation.tables import ChangeTable

_VIEWS = 2  # whose masks are kept: a page asks for the same ones again and again
_AT_ANY_TIME = -1  # in place of a scale


@dataclass(frozen=True)
class Counts:
    """How many episodes have which scores on one scale, among those a filter keeps."""

    episodes: int
    neither: int
    before_only: int
    after_only: int
    both_unpaired: int
    both: int
    pairs: int
    unplaced: int = 0  # scores there are, but none that the pairing rule can use


@dataclass(eq=False)
class Counted:
    """Pairs of all scales under one pairing rule, ready to be counted under any filter."""

    episodes: Episodes
    rule: Rule
    coded: tuple[Coded, ...]
    last_date: NDArray[np.datetime64]
    drawn: dict[Any, Any] = field(default_factory=dict, repr=False)  # what findings resampled, by table
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)  # what is the same under any filter
    _masks: dict[Any, dict[Any, NDArray[np.bool_]]] = field(default_factory=dict, repr=False)
    any_pair: NDArray[np.bool_] = field(init=False)
    any_score: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.episodes)
        self.any_pair, self.any_score = np.zeros(n, bool), np.zeros(n, bool)
        for coded in self.coded:
            self.any_pair[coded.paired.episode] = True
            self.any_score[coded.paired.scores.episode] = True

    def place(self, measure: str, scale: str, rater: str) -> int:
        """Where the scores of a scale by one rater stand in `coded`; raises KeyError where there are none."""
        if "places" not in self.kept:
            every = (coded.paired.scores for coded in self.coded)
            self.kept["places"] = {(e.measure.id, e.scale.id, e.rater): i for i, e in enumerate(every)}
        found: int = self.kept["places"][measure, scale, rater]
        return found

    def mask(
        self,
        filters: dict[str, tuple[str, ...]],
        start: date | None,
        end: date | None,
        scale: int | None = None,
        *,
        when: NDArray[np.datetime64] | None = None,
    ) -> NDArray[np.bool_]:
        """Which episodes a filter keeps; the period is that of the second score.

        With `scale` (a place in `coded`) it is the second score on that scale, so that a figure
        belongs to one period only; without, the latest on any. Where an episode has no two
        scores it is that of its last score, and without any dated score that of its end. `when`
        gives the date of each episode instead, where it is known (answers that are given once).
        """
        if when is not None:
            days = days_of(np.where(np.isnat(when), self.last_date, when))
            return within(days, start, end) & self._having(filters)
        asked = (tuple((name, values) for name, values in sorted(filters.items()) if values), start, end)
        made = self._masks.setdefault(asked, {})
        for old in list(self._masks)[:-_VIEWS]:
            self._masks.pop(old, None)
        whose = _AT_ANY_TIME if start is None and end is None else scale
        if whose not in made:
            keep = self._having(filters)
            if whose != _AT_ANY_TIME:
                keep &= within(self._days(scale), start, end)
            keep.setflags(write=False)  # whoever asks next gets the same one
            made[whose] = keep
        return made[whose]

    def _having(self, filters: dict[str, tuple[str, ...]]) -> NDArray[np.bool_]:
        """Which episodes have one of the values asked for of each attribute."""
        keep = np.ones(len(self.episodes), bool)
        for name, values in filters.items():
            if values:
                coded = self.episodes.coded(name)
                # The last place is for those without a value, whose code is -1.
                keep &= np.array([*(value in values for value in coded.values), False])[coded.code]
        return keep

    def _days(self, scale: int | None) -> NDArray[np.int32]:
        """The day by which each episode belongs to a period, in days since 1970."""
        if ("days", scale) not in self.kept:
            self.kept["days", scale] = days_of(self.last_date if scale is None else self.dates(scale))
        found: NDArray[np.int32] = self.kept["days", scale]
        return found

    def table(self, i: int, keep: NDArray[np.bool_]) -> ChangeTable:
        """The change table of the i-th scale for the episodes kept."""
        coded = self.coded[i]
        return coded.table(*occurring(coded.cell.compress(keep[coded.paired.episode]), coded.grid))

    def counts(self, i: int, keep: NDArray[np.bool_]) -> Counts:
        """Who has which scores on the i-th scale, among the episodes kept."""
        coded = self.coded[i]
        found = [int(np.count_nonzero(keep & (coded.standing == kind))) for kind in range(len(STANDINGS))]
        both = found[STANDINGS.index("both")]
        return Counts(
            episodes=sum(found),
            pairs=both if coded.single else int(np.count_nonzero(keep[coded.paired.episode])),
            **dict(zip(STANDINGS, found, strict=True)),
        )

    def has_pair(self, i: int) -> NDArray[np.bool_]:
        """Which episodes have a pair on the i-th scale."""
        found: NDArray[np.bool_] = self.coded[i].standing == STANDINGS.index("both")
        return found

    def most_each(self, i: int, keep: NDArray[np.bool_]) -> int:
        """The most pairs that one person has on the i-th scale: goals, or several enrolments."""
        if self.coded[i].single and self.episodes.once:
            return 1
        episode = self.coded[i].paired.episode
        subjects = self.episodes.subject[episode[keep[episode]]]
        return int(np.bincount(subjects).max()) if len(subjects) else 1

    def left_out(
        self, filters: dict[str, tuple[str, ...]], start: date | None, end: date | None
    ) -> dict[tuple[str, str, str], int]:
        """How many episodes with a pair (without any pair: with a score) on each scale a filter leaves out.

        The key is measure, scale and rater.
        """
        result = {}
        for i, coded in enumerate(self.coded):
            keep = self.mask(filters, start, end, i)
            paired = coded.paired
            counted = self.has_pair(i) if len(paired.episode) else paired.has_score
            entry = paired.scores
            result[entry.measure.id, entry.scale.id, entry.rater] = int(np.count_nonzero(counted & ~keep))
        return result

    def dates(self, i: int) -> NDArray[np.datetime64]:
        """The date by which each episode belongs to a period on the i-th scale, as `mask` takes it."""
        own = self.coded[i].second
        return np.where(np.isnat(own), self.last_date, own)

    def tables(
        self, i: int, keep: NDArray[np.bool_], group: NDArray[np.int64], groups: int
    ) -> tuple[ChangeTable, ...]:
        """The change table of each group of the episodes kept: 0 to `groups` less 1, others in none.

        `group` has one entry an episode. The tables add up to that of the episodes kept that are in one.
        """
        coded = self.coded[i]
        episode = coded.paired.episode
        of_pair = group[episode]
        chosen = keep[episode] & (of_pair >= 0) & (of_pair < groups)
        place = of_pair.compress(chosen).astype(np.int64) * coded.grid + coded.cell.compress(chosen)
        found, counts = occurring(place, groups * coded.grid)
        ends = np.searchsorted(found, np.arange(groups + 1) * coded.grid)
        return tuple(
            coded.table(found[first:after] % coded.grid, counts[first:after])
            for first, after in pairwise(ends)
        )

    def period(self, i: int, keep: NDArray[np.bool_]) -> tuple[date | None, date | None]:
        """First and last date of the second scores."""
        paired = self.coded[i].paired
        if ("pairs' days", i) not in self.kept:
            days = days_of(paired.date)
            self.kept["pairs' days", i] = days, bool((days == NO_DAY).any())
        days, undated = self.kept["pairs' days", i]
        days = days.compress(keep[paired.episode])
        if undated:
            days = days[days != NO_DAY]
        if not len(days):
            return None, None
        return EPOCH + timedelta(days=int(days.min())), EPOCH + timedelta(days=int(days.max()))

    def first_scores(self, i: int, keep: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """First scores of the episodes kept: each score, and how many of those without a pair and with one.

        The counts are scores × 2.
        """
        coded = self.coded[i]
        if ("first", i) not in self.kept:
            place = np.where(coded.first_place < 0, len(coded.first_values), coded.first_place)
            self.kept["first", i] = place * 2 + self.has_pair(i)
        size = len(coded.first_values) + 1  # the last place is for those without a first score
        counts = np.bincount(self.kept["first", i][keep], minlength=2 * size).reshape(-1, 2)[:-1]
        at = np.flatnonzero(counts.any(axis=1))
        return coded.first_values[at], counts[at].astype(np.int64)


def count(scores: Scores, episodes: Episodes, rule: Rule) -> Counted:
    """Pair every scale by a rule and code the pairs for counting."""
    every = []
    n = len(episodes)
    second, last_score = np.full(n, "NaT", "datetime64[s]"), np.full(n, "NaT", "datetime64[s]")
    for entry in scores.sets:
        found = code_pairs(pair(entry, rule, episodes))
        every.append(found)
        second = np.fmax(second, found.second)
        last_score = np.fmax(last_score, latest(entry.episode, entry.date, n))
    for given in scores.answers:
        last_score = np.fmax(last_score, latest(given.episode, given.date, n))
    last = np.where(np.isnat(second), last_score, second)
    return Counted(episodes, rule, tuple(every), np.where(np.isnat(last), episodes.end, last))
