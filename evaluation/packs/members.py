"""Who is in which cut: the groups of families that a pack is published of, counted scale by scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from evaluation.disclosure.differencing import EVERYBODY, Cuts
from evaluation.groups import attribute, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.counting import Counted
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

    `kind` is each episode's kind: whoever has the same values in all columns is of one kind.
    """

    places: tuple[Place, ...]
    cuts: Cuts
    kind: NDArray[np.int64]

    @classmethod
    def of(cls, counted: Counted, view: View, columns: Iterable[str]) -> Members:
        """The cuts of those whom a view keeps, one for each value that occurs among them."""
        keep = counted.mask(view.filters, view.start, view.end)
        kind = np.zeros(len(keep), np.int64)
        places: list[Place] = []
        masks: list[NDArray[np.bool_]] = []
        groups: list[tuple[int, ...]] = []
        for column in columns:
            coded = counted.episodes.coded(column)
            present = {coded.values[code] for code in np.unique(coded.code[keep]) if code >= 0}
            _, kind = np.unique(kind * (len(coded.values) + 1) + coded.code, return_inverse=True)
            start = len(places) + 1
            for value in in_order(present):
                label = f"{attribute(column).label}: {value}"
                places.append(Place(_key(column, value, {p.key for p in places}), label, column, value))
                masks.append(coded.code == coded.values.index(value))
            groups.append(tuple(range(start, len(places) + 1)))
        kinds = int(kind.max()) + 1 if len(kind) else 0
        first = np.zeros(kinds, np.int64)
        first[kind[::-1]] = np.arange(len(kind))[::-1]  # an episode of each kind
        members = np.array([np.ones(kinds, bool), *(mask[first] for mask in masks)])
        keys = (EVERYBODY, *(place.key for place in places))
        return cls(tuple(places), Cuts(keys, members, tuple(groups)), kind)

    def weights(self, who: NDArray[np.bool_]) -> NDArray[np.int64]:
        """How many of those chosen are of each kind."""
        return np.bincount(self.kind[who], minlength=self.cuts.members.shape[1]).astype(np.int64)

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
    """Who has what on one scale, among those whom a view keeps: one entry an episode."""

    keep: NDArray[np.bool_]
    pairs: NDArray[np.bool_]
    first: NDArray[np.bool_]
    without: NDArray[np.bool_]  # a first score and no pair

    @classmethod
    def of(cls, counted: Counted, i: int, view: View) -> Populations:
        """Those of the i-th scale of what was counted."""
        keep = counted.mask(view.filters, view.start, view.end, i)
        paired = counted.coded[i].paired
        has_pair = np.zeros(len(keep), bool)
        has_pair[paired.episode] = True
        first = keep & (paired.has_before | has_pair)
        return cls(keep, keep & has_pair, first, first & ~has_pair)


def _key(column: str, value: str, taken: set[str]) -> str:
    """A name for links that no other cut has."""
    text = _NO_WORD.sub("-", f"{column}-{value}".casefold()).strip("-") or "cut"
    key, number = text, 2
    while key in taken | {EVERYBODY, "all"}:
        key, number = f"{text}-{number}", number + 1
    return key
