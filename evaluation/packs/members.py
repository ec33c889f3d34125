"""Who is in which cut: the groups of families that a pack is published of, counted scale by scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluation.disclosure.differencing import EVERYBODY, Cuts
from evaluation.groups import attribute, in_order
from evaluation.tallies import spread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.tallies import Entries
    from evaluation.view import View

_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Place:
    """One cut: its key, its label, and the column and value that it is of."""

    key: str
    label: str
    column: str
    value: str


@dataclass(frozen=True, eq=False)
class Members:
    """The cuts of a view by some columns, and who is in each.

    `kinds` are all those counted, and those of each scale where it counts others (cells), each with the
    kind that every entry is of: whoever has the same values in all columns is of one kind.
    """

    places: tuple[Place, ...]
    cuts: Cuts
    kinds: tuple[tuple[Entries, NDArray[np.int64]], ...]

    @classmethod
    def of(cls, counted: Counted, view: View, columns: Iterable[str]) -> Members:
        """The cuts of those whom a view keeps, one for each value that occurs among them."""
        keep = counted.mask(view.filters, view.start, view.end)
        scales = [c.entries for c in counted.coded if c.entries is not counted.episodes]
        every: list[Entries] = [counted.episodes, *scales]
        ends = np.cumsum([len(entries) for entries in every])
        kind = np.zeros(ends[-1], np.int64)
        places: list[Place] = []
        masks: list[NDArray[np.bool_]] = []
        groups: list[tuple[int, ...]] = []
        for column in columns:
            coded = counted.episodes.coded(column)
            code = np.concatenate([entries.coded(column).code for entries in every])
            present = {coded.values[code] for code in np.unique(coded.code[keep]) if code >= 0}
            _, kind = np.unique(kind * (len(coded.values) + 1) + code, return_inverse=True)
            start = len(places) + 1
            for value in in_order(present):
                label = f"{attribute(column).label}: {value}"
                places.append(Place(_key(column, value, {p.key for p in places}), label, column, value))
                masks.append(code == coded.values.index(value))
            groups.append(tuple(range(start, len(places) + 1)))
        kinds = int(kind.max()) + 1 if len(kind) else 0
        first = np.zeros(kinds, np.int64)
        first[kind[::-1]] = np.arange(len(kind))[::-1]  # an episode of each kind
        members = np.array([np.ones(kinds, bool), *(mask[first] for mask in masks)])
        keys = (EVERYBODY, *(place.key for place in places))
        kinds_of = tuple(zip(every, np.split(kind, ends[:-1]), strict=True))
        return cls(tuple(places), Cuts(keys, members, tuple(groups)), kinds_of)

    def weights(self, who: NDArray[np.bool_], entries: Entries | None = None) -> NDArray[np.int64]:
        """How many of those chosen are of each kind; `entries` are those that `who` is of, if not all."""
        of = next((found for found in self.kinds if found[0] is entries), self.kinds[0])
        return spread(of[0], of[1], self.cuts.members.shape[1], who)

    def of_column(self, column: str) -> tuple[Place, ...]:
        """The cuts of one column."""
        return tuple(place for place in self.places if place.column == column)

    @cached_property
    def nested(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each cut with the cuts of one column that lie within it: everybody first."""
        found = []
        members = self.cuts.members
        for whole, key in enumerate(self.cuts.keys):
            for column in self.cuts.columns:
                if whole in column:
                    continue
                inside = [p for p in column if not (members[p] & ~members[whole]).any() and members[p].any()]
                if inside:
                    found.append((key, tuple(self.cuts.keys[p] for p in inside)))
        return tuple(found)


@dataclass(frozen=True, eq=False)
class Populations:
    """Who has what on one scale, among those whom a view keeps: one entry for each of `entries`."""

    entries: Entries
    keep: NDArray[np.bool_]
    pairs: NDArray[np.bool_]
    first: NDArray[np.bool_]
    without: NDArray[np.bool_]  # a first score and no pair

    @classmethod
    def of(cls, counted: Counted, i: int, view: View) -> Populations:
        """Those of the i-th scale of what was counted."""
        keep = counted.mask(view.filters, view.start, view.end, i)
        coded, has_pair = counted.coded[i], counted.has_pair(i)
        first = keep & (coded.paired.has_before | has_pair)
        return cls(coded.entries, keep, keep & has_pair, first, first & ~has_pair)


def _key(column: str, value: str, taken: set[str]) -> str:
    """A name for links that no other cut has."""
    text = _NO_WORD.sub("-", f"{column}-{value}".casefold()).strip("-") or "cut"
    key, number = text, 2
    while key in taken | {EVERYBODY, "all"}:
        key, number = f"{text}-{number}", number + 1
    return key
