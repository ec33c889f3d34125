"""Counting: the one pass over rows. What comes out are change tables and flows, at any filter."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.pairing import Paired, pair
from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.importing.episodes import Episodes
    from evaluation.pairing import Rule
    from evaluation.scoring import Scores

_DENSE = 4_000_000  # cells of all groups that are counted one by one


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


@dataclass(frozen=True, eq=False)
class _Coded:
    """The pairs of one scale with scores as positions on the grid of values that occur."""

    paired: Paired
    before_values: NDArray[np.float64]
    after_values: NDArray[np.float64]
    cell: NDArray[np.int64]
    second: NDArray[np.datetime64]  # each episode's second score's date on this scale


@dataclass(eq=False)
class Counted:
    """Pairs of all scales under one pairing rule, ready to be counted under any filter."""

    episodes: Episodes
    rule: Rule
    coded: tuple[_Coded, ...]
    last_date: NDArray[np.datetime64]
    drawn: dict[Any, Any] = field(default_factory=dict, repr=False)  # what findings resampled, by table
    any_pair: NDArray[np.bool_] = field(init=False)
    any_score: NDArray[np.bool_] = field(init=False)

    def __post_init__(self) -> None:
        n = len(self.episodes)
        self.any_pair, self.any_score = np.zeros(n, bool), np.zeros(n, bool)
        for coded in self.coded:
            self.any_pair[coded.paired.episode] = True
            self.any_score[coded.paired.scores.episode] = True

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
        keep = np.ones(len(self.episodes), bool)
        for name, values in filters.items():
            if values:
                keep &= self.episodes.attributes[name].isin(values).to_numpy()
        own = self.coded[scale].second if scale is not None else when
        dates = self.last_date if own is None else np.where(np.isnat(own), self.last_date, own)
        if start is not None:
            keep &= dates >= np.datetime64(start)
        if end is not None:
            keep &= dates < np.datetime64(end) + np.timedelta64(1, "D")
        return keep

    def table(self, i: int, keep: NDArray[np.bool_]) -> ChangeTable:
        """The change table of the i-th scale for the episodes kept."""
        coded = self.coded[i]
        width = len(coded.after_values)
        cells = coded.cell[keep[coded.paired.episode]]
        counts = np.bincount(cells, minlength=len(coded.before_values) * width)
        at = np.flatnonzero(counts)
        return ChangeTable(
            coded.before_values[at // width] if width else coded.before_values,
            coded.after_values[at % width] if width else coded.after_values,
            counts[at].astype(np.int64),
            coded.paired.scores.scale.better,
        )

    def counts(self, i: int, keep: NDArray[np.bool_]) -> Counts:
        """Who has which scores on the i-th scale, among the episodes kept."""
        paired = self.coded[i].paired
        has_pair = np.zeros(len(keep), bool)
        has_pair[paired.episode] = True
        before, after = paired.has_before, paired.has_after
        return Counts(
            episodes=int(keep.sum()),
            neither=int((keep & ~paired.has_score).sum()),
            before_only=int((keep & before & ~after).sum()),
            after_only=int((keep & ~before & after).sum()),
            both_unpaired=int((keep & before & after & ~has_pair).sum()),
            both=int((keep & has_pair).sum()),
            pairs=int(keep[paired.episode].sum()),
            unplaced=int((keep & paired.has_score & ~before & ~after).sum()),
        )

    def most_each(self, i: int, keep: NDArray[np.bool_]) -> int:
        """The most pairs that one person has on the i-th scale: goals, or several enrolments."""
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
            counted = paired.has_score.copy()
            if len(paired.episode):
                counted[:] = False
                counted[paired.episode] = True
            entry = paired.scores
            result[entry.measure.id, entry.scale.id, entry.rater] = int((counted & ~keep).sum())
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
        width = len(coded.after_values)
        grid = max(len(coded.before_values) * width, 1)
        place = of_pair[chosen] * grid + coded.cell[chosen]
        if groups * grid <= _DENSE:  # counting is faster than sorting
            every = np.bincount(place, minlength=groups * grid)
            found = np.flatnonzero(every)
            counts = every[found]
        else:
            found, counts = np.unique(place, return_counts=True)
        ends = np.searchsorted(found, np.arange(groups + 1) * grid)
        result = []
        for first, after in pairwise(ends):
            at = found[first:after] % grid
            result.append(
                ChangeTable(
                    coded.before_values[at // max(width, 1)],
                    coded.after_values[at % max(width, 1)],
                    counts[first:after].astype(np.int64),
                    coded.paired.scores.scale.better,
                )
            )
        return tuple(result)

    def period(self, i: int, keep: NDArray[np.bool_]) -> tuple[date | None, date | None]:
        """First and last date of the second scores."""
        paired = self.coded[i].paired
        dates = paired.date[keep[paired.episode]]
        dates = dates[~np.isnat(dates)]
        if not len(dates):
            return None, None
        return dates.min().astype("datetime64[D]").item(), dates.max().astype("datetime64[D]").item()

    def first_scores(self, i: int, keep: NDArray[np.bool_]) -> NDArray[np.float64]:
        """First scores of the episodes kept, whether or not a second one followed."""
        scores = self.coded[i].paired.first_score[keep]
        found: NDArray[np.float64] = scores[np.isfinite(scores)]
        return found


def count(scores: Scores, episodes: Episodes, rule: Rule) -> Counted:
    """Pair every scale by a rule and code the pairs for counting."""
    coded = []
    n = len(episodes)
    second, latest = np.full(n, "NaT", "datetime64[s]"), np.full(n, "NaT", "datetime64[s]")
    for entry in scores.sets:
        paired = pair(entry, rule, episodes)
        before_values, b = np.unique(paired.before, return_inverse=True)
        after_values, a = np.unique(paired.after, return_inverse=True)
        of_scale = _latest(paired.episode, paired.date, n)
        coded.append(_Coded(paired, before_values, after_values, b * len(after_values) + a, of_scale))
        second = np.fmax(second, of_scale)
        latest = np.fmax(latest, _latest(entry.episode, entry.date, n))
    for entry in scores.answers:
        latest = np.fmax(latest, _latest(entry.episode, entry.date, n))
    last = np.where(np.isnat(second), latest, second)
    return Counted(episodes, rule, tuple(coded), np.where(np.isnat(last), episodes.end, last))


def _latest(episode: NDArray[np.int64], dates: NDArray[np.datetime64], n: int) -> NDArray[np.datetime64]:
    """The latest date of each of n episodes; NaT without one."""
    found = np.full(n, "NaT", "datetime64[s]")
    dated = ~np.isnat(dates)
    at, when = episode[dated], dates[dated].astype("datetime64[s]")
    order = np.lexsort((when, at))
    found[at[order]] = when[order]  # of several the last written stays
    return found
