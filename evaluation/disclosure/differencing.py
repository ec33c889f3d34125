"""Which published cuts could be compared to find a few families, and which of them to hide.

A cut is a group of families that figures are published of: everybody, or those with one value of a
column. What can be had from published figures by adding up and taking away is every union of one
column's cuts and the rest of it (everybody less the cuts shown). Two such unions, of one column or of
two, must be equal or differ by enough, whichever way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import numpy as np

from evaluation.disclosure.groups import withheld

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

EVERYBODY = ""  # the key of the cut that all others lie in


@dataclass(frozen=True, eq=False)
class Cuts:
    """Published cuts and whom they hold: one row of `members` a cut, one column a kind of family.

    `keys` name the rows; the first is `EVERYBODY`. `columns` are the places of each column's cuts,
    which have no family in common. A kind is whoever is in the same cuts.
    """

    keys: tuple[str, ...]
    members: NDArray[np.bool_]
    columns: tuple[tuple[int, ...], ...]

    def sizes(self, weights: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many are in each cut, `weights` being how many there are of each kind."""
        found: NDArray[np.int64] = self.members @ weights
        return found


@dataclass(frozen=True)
class Hidden:
    """One cut that is hidden, and the cut for whose sake, where there is one."""

    key: str
    beside: str = ""


def hidden_cuts(
    cuts: Cuts, weights: NDArray[np.int64], least: int, gone: Collection[str] = ()
) -> tuple[Hidden, ...]:
    """The cuts to hide, in the order in which they were found, so that no group below `least` is left.

    `weights` is how many there are of each kind; `gone` are cuts that are hidden already. Within a column
    neither one cut nor a few families are left alone (`groups.withheld`).

    >>> members = np.array([[1, 1, 1], [1, 0, 0], [0, 1, 0]], bool)
    >>> cuts = Cuts(("", "North", "South"), members, ((1, 2),))
    >>> [hidden.key for hidden in hidden_cuts(cuts, np.array([40, 20, 2]), 5)]
    ['South']
    >>> [hidden.key for hidden in hidden_cuts(cuts, np.array([40, 20, 7]), 5)]
    []
    """
    sizes = cuts.sizes(weights)
    hide = {place: key in gone for place, key in enumerate(cuts.keys)}
    found: list[Hidden] = []

    def away(place: int, beside: str = "") -> None:
        if not hide[place]:
            hide[place] = True
            found.append(Hidden(cuts.keys[place], beside))

    if hide[0] or sizes[0] < least:
        for place in range(len(cuts.keys)):
            away(place)
        return tuple(found)
    while True:
        for column in cuts.columns:
            for place in _within(cuts, column, sizes, hide, least, weights):
                away(place)
        close = _closest(cuts, weights, hide, least)
        if close is None:
            return tuple(found)
        away(*close)


def _within(
    cuts: Cuts,
    column: tuple[int, ...],
    sizes: NDArray[np.int64],
    hide: dict[int, bool],
    least: int,
    weights: NDArray[np.int64],
) -> list[int]:
    """The cuts of one column that are small, or that would give a hidden one away."""
    unrecorded = int((weights * ~cuts.members[list(column)].any(axis=0) * cuts.members[0]).sum())
    cells = [(int(sizes[place]),) for place in column]
    also = [hide[place] for place in column]
    if unrecorded:  # a group too, though no cut is made of it
        cells.append((unrecorded,))
        also.append(False)
    gone = withheld(cells, least, also)
    return [place for place, hidden in zip(column, gone, strict=False) if hidden and not hide[place]]


def _closest(
    cuts: Cuts, weights: NDArray[np.int64], hide: dict[int, bool], least: int
) -> tuple[int, str] | None:
    """The cut to hide because two unions differ by fewer than `least`, and the other one; None without."""
    columns = [tuple(place for place in column if not hide[place]) for column in cuts.columns]
    sizes = cuts.sizes(weights)
    for one, other in combinations_with_replacement([(), *filter(None, columns)], 2):
        if one == other:
            continue
        rows, cols = _parts(cuts, one), _parts(cuts, other)
        table = (rows * weights) @ cols.T
        if not ((table > 0) & (table < least)).any():
            continue  # every part in common is large, so every difference is
        side = _small_cut(table, least)
        if side is None:
            continue
        within = _on_one_side(one, side[: len(rows)]) | _on_one_side(other, side[len(rows) :])
        if not within:
            within = _on_one_side(one, ~side[: len(rows)]) | _on_one_side(other, ~side[len(rows) :])
        away, *beside = sorted(within, key=lambda place: (int(sizes[place]), place))
        return away, cuts.keys[beside[-1]] if beside else EVERYBODY
    return None


def _on_one_side(shown: tuple[int, ...], side: NDArray[np.bool_]) -> set[int]:
    return {place for place, inside in zip(shown, side, strict=False) if inside}


def _parts(cuts: Cuts, shown: tuple[int, ...]) -> NDArray[np.int64]:
    """The shown cuts of a column and the rest of everybody, one row each."""
    rows = cuts.members[list(shown)] & cuts.members[0]
    rest = cuts.members[0] & ~rows.any(axis=0)
    return np.vstack([rows, rest]).astype(np.int64)


def _small_cut(table: NDArray[np.int64], least: int) -> NDArray[np.bool_] | None:
    """How to part rows and columns so that fewer than `least`, but some, lie across; None if it can't be.

    Unions of rows and unions of columns differ by what lies across: the lightest way to part a graph of
    which the table's entries are the edges (Stoer & Wagner 1997, Journal of the ACM 44, 585-591), found
    for each connected piece of it.
    """
    rows, cols = table.shape
    weight = np.zeros((rows + cols, rows + cols), np.int64)
    weight[:rows, rows:] = table
    weight[rows:, :rows] = table.T
    left = set(range(rows + cols))
    while left:
        piece = _reached(weight, min(left))
        left -= piece
        nodes = sorted(piece)
        lightest, side = _lightest(weight[np.ix_(nodes, nodes)])
        if 0 < lightest < least:
            # The side whose cuts are smaller in all, which is not that of the rest of everybody.
            found = np.zeros(rows + cols, bool)
            found[[nodes[place] for place in side]] = True
            other = np.isin(np.arange(rows + cols), nodes) & ~found
            return found if weight[found].sum() <= weight[other].sum() else other
    return None


def _reached(weight: NDArray[np.int64], start: int) -> set[int]:
    found, edge = {start}, [start]
    while edge:
        for node in map(int, np.flatnonzero(weight[edge.pop()])):
            if node not in found:
                found.add(node)
                edge.append(node)
    return found


def _lightest(weight: NDArray[np.int64]) -> tuple[int, list[int]]:
    """The lightest cut of a connected graph and one side of it; (0, []) where it has one node."""
    weight = weight.copy()
    merged = [[node] for node in range(len(weight))]
    best, side = 0, list[int]()
    while len(merged) > 1:
        order, reach = [0], weight[0].copy()
        while len(order) < len(merged):
            reach[order] = -1
            last = int(np.argmax(reach))
            if len(order) + 1 == len(merged):
                across = int(reach[last])
                if not side or across < best:
                    best, side = across, list(merged[last])
            order.append(last)
            reach = np.where(reach < 0, -1, reach + weight[last])
        before, last = order[-2], order[-1]
        weight[before] += weight[last]
        weight[:, before] += weight[:, last]
        weight[before, before] = 0
        merged[before] += merged[last]
        weight = np.delete(np.delete(weight, last, 0), last, 1)
        del merged[last]
    return best, side
