"""Pairs of all scales under one rule, and what is counted of them at any filter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.counting.coding import STANDINGS, code_pairs, occurring
from evaluation.counting.days import EPOCH, NO_DAY, days_of, latest, within
from evaluation.pairing import pair_each
from evaluation.tallies import number, spread

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from evaluation.counting.coding import Coded
    from evaluation.importing.episodes import Episodes
    from evaluation.pairing import Rule
    from evaluation.scoring import Scores, ScoreSet
    from evaluation.tables import ChangeTable
    from evaluation.tallies import Entries

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
    """Pairs of all scales under one pairing rule, ready to be counted under any filter.

    `episodes` are all those counted, one by one or as cells of those alike; each scale has `entries` of
    its own where they are cells. A mask has one entry for each of the one or of the other.
    """

    episodes: Entries
    rule: Rule
    coded: tuple[Coded, ...]
    last_date: NDArray[np.datetime64]
    any_begun: NDArray[np.bool_]
    any_pair: NDArray[np.bool_]
    any_score: NDArray[np.bool_]
    drawn: dict[Any, Any] = field(default_factory=dict, repr=False)  # what findings resampled, by table
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)  # what is the same under any filter
    _masks: dict[Any, dict[Any, NDArray[np.bool_]]] = field(default_factory=dict, repr=False)

    @cached_property
    def total(self) -> int:
        """How many episodes there are in all."""
        return self.number(np.ones(len(self.episodes), bool))

    @cached_property
    def undated(self) -> int:
        """How many episodes have no date at all."""
        return self.number(np.isnat(self.last_date))

    def number(self, keep: NDArray[np.bool_]) -> int:
        """How many episodes a mask without a scale keeps."""
        return number(self.episodes, keep)

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
            return within(days, start, end) & self._having(filters, self.episodes)
        asked = (tuple((name, values) for name, values in sorted(filters.items()) if values), start, end)
        made = self._masks.setdefault(asked, {})
        for old in list(self._masks)[:-_VIEWS]:
            self._masks.pop(old, None)
        entries = self._entries(scale)
        always = start is None and end is None
        whose = _AT_ANY_TIME if always and entries is self.episodes else scale
        if whose not in made:
            keep = self._having(filters, entries)
            if not always:
                keep &= within(self._days(scale), start, end)
            keep.setflags(write=False)  # whoever asks next gets the same one
            made[whose] = keep
        return made[whose]

    def _entries(self, scale: int | None) -> Entries:
        """Those that are counted on a scale, or in all."""
        return self.episodes if scale is None else self.coded[scale].entries

    @staticmethod
    def _having(filters: dict[str, tuple[str, ...]], entries: Entries) -> NDArray[np.bool_]:
        """Which entries have one of the values asked for of each attribute."""
        keep = np.ones(len(entries), bool)
        for name, values in filters.items():
            if values:
                coded = entries.coded(name)
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
        chosen = keep[coded.paired.episode]
        weight = None if coded.weight is None else coded.weight.compress(chosen)
        return coded.table(*occurring(coded.cell.compress(chosen), coded.grid, weight))

    def counts(self, i: int, keep: NDArray[np.bool_]) -> Counts:
        """Who has which scores on the i-th scale, among the episodes kept."""
        coded = self.coded[i]
        found = spread(coded.entries, coded.standing, len(STANDINGS), keep).tolist()
        both = found[STANDINGS.index("both")]
        return Counts(
            episodes=sum(found),
            pairs=both if coded.single else self.pairs(i, keep),
            **dict(zip(STANDINGS, found, strict=True)),
        )

    def pairs(self, i: int, keep: NDArray[np.bool_]) -> int:
        """How many pairs the episodes kept have on the i-th scale."""
        coded = self.coded[i]
        chosen = keep[coded.paired.episode]
        return int(np.count_nonzero(chosen) if coded.weight is None else coded.weight.compress(chosen).sum())

    def has_pair(self, i: int) -> NDArray[np.bool_]:
        """Which episodes have a pair on the i-th scale."""
        found: NDArray[np.bool_] = self.coded[i].standing == STANDINGS.index("both")
        return found

    def most_each(self, i: int, keep: NDArray[np.bool_]) -> int:
        """The most pairs that one person has on the i-th scale: goals, or several enrolments.

        Of cells it is the most of all, whatever is kept: they do not tell people apart.
        """
        coded = self.coded[i]
        if coded.single and self.episodes.once:
            return 1
        episode = coded.paired.episode
        most = coded.entries.most_each(episode[keep[episode]])
        return coded.most_pairs if most is None else most

    def most_first(self, i: int, keep: NDArray[np.bool_]) -> int:
        """The most first scores of one person on the i-th scale, of those kept (of cells: of all)."""
        coded = self.coded[i]
        if self.episodes.once:
            return 1
        most = coded.entries.most_each(np.flatnonzero(coded.paired.has_before & keep))
        return coded.most_first if most is None else most

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
            result[entry.measure.id, entry.scale.id, entry.rater] = number(coded.entries, counted & ~keep)
        return result

    def dates(self, i: int) -> NDArray[np.datetime64]:
        """The date by which each episode belongs to a period on the i-th scale, as `mask` takes it."""
        coded = self.coded[i]
        if coded.entries is not self.episodes:  # a cell's month is settled where cells are counted
            return coded.second
        return np.where(np.isnat(coded.second), self.last_date, coded.second)

    def seconds(self, i: int) -> NDArray[np.datetime64]:
        """The same, but NaT for whoever has a pair whose second score has no date."""
        coded = self.coded[i]
        if coded.entries is not self.episodes:
            return np.where(coded.undated, np.datetime64("NaT"), coded.second)
        return np.where(self.has_pair(i), coded.second, self.last_date)

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
        weight = None if coded.weight is None else coded.weight.compress(chosen)
        found, counts = occurring(place, groups * coded.grid, weight)
        ends = np.searchsorted(found, np.arange(groups + 1) * coded.grid)
        return tuple(
            coded.table(found[first:after] % coded.grid, counts[first:after])
            for first, after in pairwise(ends)
        )

    def period(self, i: int, keep: NDArray[np.bool_]) -> tuple[date | None, date | None]:
        """First and last date of the second scores."""
        coded = self.coded[i]
        chosen = keep[coded.paired.episode]
        first, last = coded.earliest.compress(chosen), coded.latest.compress(chosen)
        dated = first != NO_DAY
        if not dated.any():
            return None, None
        found = int(first.compress(dated).min()), int(last.max())
        return EPOCH + timedelta(days=found[0]), EPOCH + timedelta(days=found[1])

    def first_scores(self, i: int, keep: NDArray[np.bool_]) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """First scores of the episodes kept: each score, and how many of those without a pair and with one.

        The counts are scores × 2.
        """
        coded = self.coded[i]
        if ("first", i) not in self.kept:
            place = np.where(coded.first_place < 0, len(coded.first_values), coded.first_place)
            self.kept["first", i] = place * 2 + self.has_pair(i)
        size = len(coded.first_values) + 1  # the last place is for those without a first score
        counts = spread(coded.entries, self.kept["first", i], 2 * size, keep).reshape(-1, 2)[:-1]
        at = np.flatnonzero(counts.any(axis=1))
        return coded.first_values[at], counts[at]


def count(scores: Scores, episodes: Episodes, rule: Rule) -> Counted:
    """Pair every scale by a rule and code the pairs for counting."""
    every = [code_pairs(paired, episodes) for paired in pair_each(scores.sets, rule, episodes)]
    return put_together(every, scores.answers, episodes, rule)


def put_together(
    every: Sequence[Coded], answers: Iterable[ScoreSet], episodes: Episodes, rule: Rule
) -> Counted:
    """Scales whose pairs are coded already, together, with the answers that are no scores."""
    n = len(episodes)
    second, last_score = np.full(n, "NaT", "datetime64[s]"), np.full(n, "NaT", "datetime64[s]")
    begun, with_pair, scored = np.zeros((3, n), bool)
    for found in every:
        entry = found.paired.scores
        begun |= found.paired.has_before
        with_pair[found.paired.episode] = True
        scored[entry.episode] = True
        second = np.fmax(second, found.second)
        last_score = np.fmax(last_score, latest(entry.episode, entry.date, n))
    for given in answers:
        last_score = np.fmax(last_score, latest(given.episode, given.date, n))
    last = np.where(np.isnat(second), last_score, second)
    last = np.where(np.isnat(last), episodes.end, last)
    return Counted(episodes, rule, tuple(every), last, begun, with_pair, scored)
