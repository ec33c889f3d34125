"""How many cells a table is counted in, and how many there would be without each of the columns kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.warehouse.engines import Engine
    from evaluation.warehouse.kinds import Kinds


_MADE = frozenset({"n", "earliest", "latest"})  # columns that are worked out of the rows of a cell


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """How many cells there are in all, and how many `without` each column that episodes are told apart by.

    >>> made = Sizes(cells=4096, without=(("Ward", 310), ("Site", 2870)))
    >>> made.refusal(2000)  # doctest: +NORMALIZE_WHITESPACE
    "Counted by 'Ward' and 'Site' the table makes 4,096 cells, and at most 2,000 are kept (310 without 'Ward',
    2,870 without 'Site'): say which of these columns to keep, as in --keep 'Site'."
    """

    cells: int
    without: tuple[tuple[str, int], ...] = ()

    def refusal(self, most: int) -> str:
        """What to say where these are too many: how many, what each column costs, and what to type."""
        count = f"{wording.count(self.cells)} cells, and at most {wording.count(most)} are kept"
        if not self.without:
            return f"Counted by month and score alone the table makes {count}: count part of it at a time."
        cheapest = sorted(self.without, key=lambda entry: -entry[1])
        each = ", ".join(f"{wording.count(n)} without '{name}'" for name, n in self.without)
        names = wording.listed([f"'{name}'" for name, _ in self.without])
        kept = " ".join(f"'{name}'" for name, _ in cheapest[: max(len(cheapest) - 1, 0)][:3])
        typed = f", as in --keep {kept}" if kept else ", or keep none"
        return (
            f"Counted by {names} the table makes {count} ({each}): say which of these columns to keep{typed}."
        )


def sizes_of(engine: Engine, kinds: Kinds, grouped: Sequence[nw.LazyFrame[Any]], *, without: bool) -> Sizes:
    """The sizes of frames that have one row a cell, among whose columns are the numbers of `kinds`."""
    names = [attribute.name for attribute in kinds.attributes]
    return Sizes(
        cells=sum(_rows(engine, frame) for frame in grouped),
        without=tuple(
            (name, sum(_rows(engine, _folded(frame, kinds, place)) for frame in grouped))
            for place, name in enumerate(names)
        )
        if without
        else (),
    )


def _folded(frame: nw.LazyFrame[Any], kinds: Kinds, place: int) -> nw.LazyFrame[Any]:
    keys = [name for name in frame.collect_schema().names() if name not in _MADE]
    return frame.with_columns(**kinds.without(place)).select(*keys).unique()


def _rows(engine: Engine, frame: nw.LazyFrame[Any]) -> int:
    return int(engine.collect(frame.select(nw.len().alias("rows")))["rows"].iloc[0])
