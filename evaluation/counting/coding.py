"""The pairs of one scale as places on the grid of scores that occur, so that counting is quick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.counting.days import NO_DAY, days_of, latest
from evaluation.tables import ChangeTable
from evaluation.tallies import weighed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.pairing import Paired
    from evaluation.tallies import Entries

STANDINGS = ("neither", "before_only", "after_only", "both_unpaired", "both", "unplaced")
_DENSE = 4_000_000  # cells of all groups that are counted one by one


@dataclass(frozen=True, eq=False)
class Coded:
    """The pairs of one scale with scores as positions on the grid of values that occur.

    `entries` are those that have or lack the scores, and what `paired` has one entry an episode for has
    one of these. `weight` is how many pairs each of `paired` stands for (None: one each); `earliest` and
    `latest` are the days of their second scores.
    """

    entries: Entries
    paired: Paired
    before_values: NDArray[np.float64]
    after_values: NDArray[np.float64]
    cell: NDArray[np.signedinteger]
    second: NDArray[np.datetime64]  # each episode's second score's date on this scale
    first_values: NDArray[np.float64]  # first scores that occur
    first_place: NDArray[np.int32]  # each episode's place among them; -1 without one
    standing: NDArray[np.uint8]  # which scores each episode has: a place among `STANDINGS`
    single: bool  # whether nobody has two pairs
    earliest: NDArray[np.int32]
    latest: NDArray[np.int32]
    weight: NDArray[np.int64] | None = None
    most_pairs: int = 1  # that one person has, where entries do not tell
    most_first: int = 1

    @property
    def undated(self) -> NDArray[np.bool_]:
        """Which entries have a pair whose second score has no date; of one pair each."""
        found = np.zeros(len(self.entries), bool)
        found[self.paired.episode[self.earliest == NO_DAY]] = True
        return found

    @property
    def grid(self) -> int:
        """How many combinations of scores there could be."""
        return max(len(self.before_values) * len(self.after_values), 1)

    def table(self, at: NDArray[np.int64], counts: NDArray[np.int64]) -> ChangeTable:
        """The change table of so many pairs in each of these places on the grid, in ascending order."""
        width = max(len(self.after_values), 1)
        return ChangeTable(
            self.before_values[at // width],
            self.after_values[at % width],
            counts.astype(np.int64),
            self.paired.scores.scale.better,
        )


def code_pairs(paired: Paired, entries: Entries) -> Coded:
    """The pairs of one scale, coded for counting."""
    n = len(paired.has_score)
    days = days_of(paired.date)
    before_values, b = np.unique(paired.before, return_inverse=True)
    after_values, a = np.unique(paired.after, return_inverse=True)
    firsts, place = np.unique(paired.first_score[paired.has_before], return_inverse=True)
    first_place = np.full(n, -1, dtype=np.int32)
    first_place[paired.has_before] = place
    cell = b * len(after_values) + a
    if len(before_values) * len(after_values) < 2**31:  # half the memory
        cell = cell.astype(np.int32)
    return Coded(
        entries,
        paired,
        before_values,
        after_values,
        cell,
        latest(paired.episode, paired.date, n),
        firsts,
        first_place,
        _standing(paired),
        bool(len(np.unique(paired.episode)) == len(paired.episode)),
        days,
        days,
    )


def _standing(paired: Paired) -> NDArray[np.uint8]:
    """Which scores each episode has, as a place among `STANDINGS`."""
    before, after = paired.has_before, paired.has_after
    found = np.zeros(len(before), np.uint8)
    found[paired.has_score] = STANDINGS.index("unplaced")
    found[before & ~after] = STANDINGS.index("before_only")
    found[~before & after] = STANDINGS.index("after_only")
    found[before & after] = STANDINGS.index("both_unpaired")
    found[paired.episode] = STANDINGS.index("both")
    return found


def occurring(
    places: NDArray[np.signedinteger], size: int, weight: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which of so many places occur, in ascending order, and how often, or with what weight in all."""
    if size > _DENSE:  # below, counting is faster than sorting
        if weight is None:
            return np.unique(places, return_counts=True)
        every, place = np.unique(places, return_inverse=True)
        weights = weighed(place, len(every), weight)
        return every[weights > 0], weights[weights > 0]
    every = weighed(places, size, weight)
    found = np.flatnonzero(every)
    return found, every[found]
