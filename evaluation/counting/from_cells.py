"""Counts that came as cells, asked like those of rows: each entry stands for so many episodes alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluation.counting.cells import (
    BEGUN,
    ENDED,
    FIRST_CONTACT,
    NO_MONTH,
    PAIRED,
    SCORED,
    SECOND_CONTACT,
)
from evaluation.counting.coding import STANDINGS, Coded
from evaluation.counting.counted import Counted
from evaluation.importing.episodes import Coded as CodedAttribute
from evaluation.pairing import Paired
from evaluation.scoring import ScoreSet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting.cells import Attribute, Cells, ScaleCells

_YEAR_0 = 1970 * 12  # months are counted from year 0, numpy's from 1970
_BITS = {"first_contact": FIRST_CONTACT, "second_contact": SECOND_CONTACT, "end": ENDED}
_BEFORE = ("before_only", "both_unpaired", "both")
_AFTER = ("after_only", "both_unpaired", "both")


@dataclass(frozen=True, eq=False)
class Alike:
    """Entries that each stand for `weight` episodes: `value` is entries × attributes, as cells have it.

    `all_people` is how many people there are in all, where that is told of these entries.
    """

    attributes: tuple[Attribute, ...]
    value: NDArray[np.int32]
    contacts: NDArray[np.uint8]
    weight: NDArray[np.int64]
    all_people: int
    all_episodes: int
    any_contacts: int  # bits of the contacts that any episode has

    def __len__(self) -> int:
        return len(self.weight)

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes that were kept."""
        return tuple(attribute.name for attribute in self.attributes)

    @property
    def once(self) -> bool:
        """Whether nobody is there more than once."""
        return self.all_people == self.all_episodes

    @property
    def has_contacts(self) -> bool:
        """Whether the dates that the national pairing rule needs are there."""
        return bool(self.any_contacts & FIRST_CONTACT and self.any_contacts & SECOND_CONTACT)

    @cached_property
    def dated(self) -> dict[str, NDArray[np.bool_]]:
        """Which entries have a date of each kind."""
        return {kind: (self.contacts & bit) > 0 for kind, bit in _BITS.items()}

    def coded(self, name: str) -> CodedAttribute:
        """An attribute as numbers; raises KeyError where it was not kept."""
        if name not in self.names:
            raise KeyError(name)
        place = self.names.index(name)
        values, code = self.attributes[place].values, self.value[:, place]
        if (code < 0).any():  # no value is a value among others, as it is where rows are counted
            return CodedAttribute((*values, ""), np.where(code < 0, len(values), code))
        return CodedAttribute(values, code)

    def people(self, keep: NDArray[np.bool_]) -> int | None:
        """How many people these are: told of everybody alone, as cells don't tell people apart."""
        return self.all_people if keep.all() else None

    def most_each(self, _entry: NDArray[np.int64]) -> None:
        """Cells don't tell people apart."""
        return


def counted_of(cells: Cells) -> Counted:
    """Cells ready to be counted under any filter, as rows are.

    >>> from evaluation.counting.cells import Cells, OverallCells
    >>> from evaluation.pairing import Rule
    >>> overall = OverallCells(
    ...     value=np.zeros((1, 0), np.int32),
    ...     month=np.array([24_312], np.int32),
    ...     contacts=np.zeros(1, np.uint8),
    ...     n=np.array([7]),
    ...     scored=np.array([7], np.uint8),
    ... )
    >>> alike = Cells(rule=Rule("first_last"), attributes=(), overall=overall, scales=(), people=7)
    >>> counted = counted_of(alike)
    >>> counted.total, str(counted.last_date[0])
    (7, '2026-01-01T00:00:00')
    """
    overall = cells.overall
    every = int(np.bitwise_or.reduce(overall.contacts)) if len(overall.n) else 0

    def alike(value: NDArray[np.int32], contacts: NDArray[np.uint8], weight: NDArray[np.int64]) -> Alike:
        return Alike(cells.attributes, value, contacts, weight, cells.people, cells.episodes, every)

    coded = []
    for one in cells.scales:
        value, contacts, n, month = one.value, one.contacts, one.n, one.month
        if one.pairs is not None:  # each cell of pairs stands with those of whom it is, and for nobody more
            value = np.concatenate([value, one.pairs.value])
            contacts = np.concatenate([contacts, np.zeros(len(one.pairs.n), np.uint8)])
            n = np.concatenate([n, np.zeros(len(one.pairs.n), np.int64)])
            month = np.concatenate([month, one.pairs.month])
        coded.append(_coded(one, alike(value, contacts, n), _first_days(month)))
    return Counted(
        alike(overall.value, overall.contacts, overall.n),
        cells.rule,
        tuple(coded),
        _first_days(overall.month),
        (overall.scored & BEGUN) > 0,
        (overall.scored & PAIRED) > 0,
        (overall.scored & SCORED) > 0,
    )


def _coded(one: ScaleCells, entries: Alike, days: NDArray[np.datetime64]) -> Coded:
    n, more = len(entries), len(entries) - len(one.n)
    standing = np.r_[one.standing, np.zeros(more, np.uint8)]
    first = np.r_[one.first, np.full(more, np.nan)]
    pairs = one.pairs or one.as_pairs()
    episode = np.arange(n - more, n) if more else np.flatnonzero(_among(standing, ("both",)))
    before_values, before = np.unique(pairs.before, return_inverse=True)
    after_values, after = np.unique(pairs.after, return_inverse=True)
    has_before = _among(standing, _BEFORE)
    first_values, place = np.unique(first[has_before], return_inverse=True)
    first_place = np.full(n, -1, np.int32)
    first_place[has_before] = place
    paired = Paired(
        scores=_no_scores(one),
        episode=episode,
        before=pairs.before,
        after=pairs.after,
        date=np.empty(0, "datetime64[s]"),
        has_before=has_before,
        has_after=_among(standing, _AFTER),
        has_score=standing != STANDINGS.index("neither"),
        first_score=first,
        row=np.empty(0, np.int64),
        first_row=np.empty(0, np.int64),
        first_date=np.empty(0, "datetime64[s]"),
    )
    return Coded(
        entries,
        paired,
        before_values,
        after_values,
        before * len(after_values) + after,
        days,
        first_values,
        first_place,
        standing,
        one.pairs is None,
        pairs.earliest,
        pairs.latest,
        pairs.n,
        one.most_pairs,
        one.most_first,
    )


def _no_scores(one: ScaleCells) -> ScoreSet:
    """The scale and rater of cells: of scores by themselves there are none."""
    none, no_dates = np.empty(0, np.int64), np.empty(0, "datetime64[s]")
    no_text = np.empty(0, object)
    return ScoreSet(one.measure, one.scale, one.rater, none, none, no_text, no_dates, np.empty(0), none)


def _among(standing: NDArray[np.uint8], names: tuple[str, ...]) -> NDArray[np.bool_]:
    return np.isin(standing, [STANDINGS.index(name) for name in names])


def _first_days(month: NDArray[np.int32]) -> NDArray[np.datetime64]:
    """The first day of each month, NaT for none: every day of a month counts as that."""
    days = (month.astype(np.int64) - _YEAR_0).astype("datetime64[M]").astype("datetime64[s]")
    return np.where(month == NO_MONTH, np.datetime64("NaT"), days)
