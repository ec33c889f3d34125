"""Cells: everything that figures need of many families, as counts of those that are alike.

Two families are in one cell when they have the same value of every attribute that was kept, the same
month, contacts and scores. What comes back from a warehouse, what a service sends to a network and what a
dashboard filters are such cells, and never a row. Cells of several services add.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.measures.definition import Measure, Scale
    from evaluation.pairing import Rule

NO_MONTH = -1  # of whoever has no date at all
# Bits of `contacts`: which dates of an episode are known.
FIRST_CONTACT, SECOND_CONTACT, ENDED = 1, 2, 4
# Bits of `scored`: what an episode has on any scale. A first score, a pair, any score at all.
BEGUN, PAIRED, SCORED = 1, 2, 4


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """A column that cells are told apart by, and its values ("" is no value, and not listed)."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class EpisodeCells:
    """Episodes that are alike, one entry a cell.

    `value` is cells × attributes: each one's place among the attribute's values (-1: none). `month` is that
    by which they belong to a period, counted from year 0 (12 × year + month - 1). `n` is how many there are.
    """

    value: NDArray[np.int32]
    month: NDArray[np.int32]
    contacts: NDArray[np.uint8]
    n: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class OverallCells(EpisodeCells):
    """All episodes by what they have on any scale (`scored`).

    The month is that of the latest second score, else of the latest score, else of the end.
    """

    scored: NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True, eq=False)
class PairCells:
    """Pairs that are alike, one entry a cell: of goals, of which an episode may have several."""

    value: NDArray[np.int32]
    month: NDArray[np.int32]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    n: NDArray[np.int64]
    earliest: NDArray[np.int32]  # first and last day of their second scores, since 1970; `days.NO_DAY`
    latest: NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class ScaleCells(EpisodeCells):
    """All episodes by the scores they have on one scale by one kind of rater.

    The month is that of the second score on this scale, else as in `OverallCells`. `standing` is a place
    among `coding.STANDINGS`, `first` the first score (mean over goals; NaN without one). `after` is the
    second score of the pair where an episode has one pair, so that `first` and `after` are the change table;
    of goals it is NaN throughout and `pairs` has the change table. `earliest` and `latest` are days of second
    scores since 1970, `days.NO_DAY` without one: pairs whose second score has no date are in cells of their
    own.
    """

    measure: Measure
    scale: Scale
    rater: str
    standing: NDArray[np.uint8]
    first: NDArray[np.float64]
    after: NDArray[np.float64]
    earliest: NDArray[np.int32]
    latest: NDArray[np.int32]
    pairs: PairCells | None = None
    most_pairs: int = 1  # that one person has
    most_first: int = 1  # first scores that one person has

    def as_pairs(self) -> PairCells:
        """The cells of episodes with one pair, as cells of pairs."""
        at = ~np.isnan(self.after)
        return PairCells(
            value=self.value[at],
            month=self.month[at],
            before=self.first[at],
            after=self.after[at],
            n=self.n[at],
            earliest=self.earliest[at],
            latest=self.latest[at],
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Cells:
    """The counts of a data set under one pairing rule.

    `people` is how many people there are, fewer than episodes where somebody is there more than once.
    Where they are not told apart `by_month`, every month is `NO_MONTH`. `seconds` is how long counting took.
    """

    rule: Rule
    attributes: tuple[Attribute, ...]
    overall: OverallCells
    scales: tuple[ScaleCells, ...]
    people: int
    by_month: bool = True
    seconds: float = 0.0

    @property
    def episodes(self) -> int:
        """How many episodes are counted."""
        return int(self.overall.n.sum())

    @property
    def size(self) -> int:
        """How many cells there are in all."""
        pairs = sum(len(one.pairs.n) for one in self.scales if one.pairs)
        return len(self.overall.n) + sum(len(one.n) for one in self.scales) + pairs
