"""Tables of cells in one order: cells that are alike are one, and no value is listed that nobody has."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from evaluation.counting.cells import Attribute, Cells, OverallCells, PairCells, ScaleCells
from evaluation.counting.days import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

Table = TypeVar("Table", OverallCells, ScaleCells, PairCells)
# What cells of a table have in common, beside the values of their attributes.
_ALIKE: dict[type, tuple[str, ...]] = {
    OverallCells: ("month", "contacts", "scored"),
    ScaleCells: ("month", "contacts", "standing", "first", "after"),
    PairCells: ("month", "before", "after"),
}


def tidy(cells: Cells) -> Cells:
    """The same cells in order, alike ones as one, with the values that occur alone."""
    tables = _tables(cells)
    attributes = []
    for i, attribute in enumerate(cells.attributes):
        places = sorted({int(at) for table in tables for at in np.unique(table.value[:, i])} - {-1})
        attributes.append(replace(attribute, values=tuple(sorted(attribute.values[at] for at in places))))
    return each_table(coded(cells, tuple(attributes)), _merged)


def coded(cells: Cells, attributes: tuple[Attribute, ...]) -> Cells:
    """The cells with places among these values; whoever's value is not among them has none."""
    places = []
    for was, now in zip(cells.attributes, attributes, strict=True):
        at = {value: i for i, value in enumerate(now.values)}
        places.append(np.array([*(at.get(value, -1) for value in was.values), -1], np.int32))

    def again(table: Table) -> Table:
        columns = [places[i][table.value[:, i]] for i in range(len(places))]
        value = np.stack(columns, axis=1) if columns else np.empty((len(table.n), 0), np.int32)
        return replace(table, value=value)

    return replace(each_table(cells, again), attributes=attributes)


def _merged(table: Table) -> Table:
    """The table in order, with cells that are alike as one."""
    alike: tuple[str, ...] = _ALIKE[type(table)]
    keys = [*table.value.T, *(getattr(table, name) for name in alike)]
    if not isinstance(table, OverallCells):
        keys.append(table.latest != NO_DAY)  # whose second score has no date is not alike one whose has
    order, starts = runs(keys)
    first = order[starts]
    changes: dict[str, Any] = {name: getattr(table, name)[first] for name in ("value", *alike)}
    changes["n"] = np.add.reduceat(table.n[order], starts) if len(starts) else table.n[:0]
    if not isinstance(table, OverallCells):
        changes["earliest"], changes["latest"] = ends(table, order, starts)
    return replace(table, **changes)


def ends(
    table: ScaleCells | PairCells, order: NDArray[np.int64], starts: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """First and last day of each run; `NO_DAY` where none is known."""
    if not len(starts):
        return table.earliest[:0], table.latest[:0]
    none = np.iinfo(np.int32).max
    low = np.minimum.reduceat(np.where(table.earliest == NO_DAY, none, table.earliest)[order], starts)
    high = np.maximum.reduceat(table.latest[order], starts)
    return np.where(low == none, NO_DAY, low).astype(np.int32), high.astype(np.int32)


def runs(keys: Sequence[NDArray[Any]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """An order in which equal keys stand together, and where each run of them begins."""
    order = np.lexsort(keys[::-1]).astype(np.int64)
    if not len(order):
        return order, order
    new = np.zeros(len(order), bool)
    new[0] = True
    for key in keys:
        sorted_ = key[order]
        apart = sorted_[1:] != sorted_[:-1]
        if key.dtype.kind == "f":
            apart &= ~(np.isnan(sorted_[1:]) & np.isnan(sorted_[:-1]))
        new[1:] |= apart
    return order, np.flatnonzero(new)


def _tables(cells: Cells) -> list[OverallCells | ScaleCells | PairCells]:
    pairs = [scale.pairs for scale in cells.scales if scale.pairs is not None]
    return [cells.overall, *cells.scales, *pairs]


def each_table(cells: Cells, change: Callable[[Any], Any]) -> Cells:
    """The cells with every table changed in the same way."""
    return replace(
        cells,
        overall=change(cells.overall),
        scales=tuple(
            replace(change(scale), pairs=change(scale.pairs) if scale.pairs is not None else None)
            for scale in cells.scales
        ),
    )


def taken(table: Table, at: NDArray[np.int64]) -> Table:
    """Some cells of a table, by their places."""
    changes: dict[str, Any] = {name: column[at] for name, column in _columns(table).items()}
    return replace(table, **changes)


def stacked(tables: Sequence[Table]) -> Table:
    """Tables under each other; whatever is no column is the first one's."""
    names = _columns(tables[0])
    changes: dict[str, Any] = {
        name: np.concatenate([getattr(table, name) for table in tables]) for name in names
    }
    return replace(tables[0], **changes)


def _columns(table: Table) -> dict[str, NDArray[Any]]:
    every = {entry.name: getattr(table, entry.name) for entry in fields(table)}
    return {name: found for name, found in every.items() if isinstance(found, np.ndarray)}
