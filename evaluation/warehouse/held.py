"""What a table holds under a mapping, still where it is: frames of narwhals that nobody has run yet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import narwhals as nw

    from evaluation.importing.mapping import Mapping
    from evaluation.measures.definition import Measure, Stored
    from evaluation.warehouse.engines import Engine


@dataclass(frozen=True, kw_only=True, eq=False)
class HeldBlock:
    """All responses to one measure that one set of columns holds, as `importing.Block` is in memory.

    The frame has one row a response: `episode` (a text or a number), `occasion` ("" unknown), `date` (date
    and time, null unknown), `rater`, `row` (a number of its own), and float columns `item_1` … `item_N`
    (null blank, infinite where an answer is neither
    a score nor missing) where `items`, and `typed_0` … of `totals`: (scale id, "raw" or "converted" or "").
    """

    measure: Measure
    frame: nw.LazyFrame[Any]
    items: tuple[int, ...]  # which items have a column; others are blank
    totals: tuple[tuple[str, str], ...]
    stored: Stored = "printed"


@dataclass(frozen=True, kw_only=True)
class AsideRows:
    """Rows set aside for one reason: how many, and where the first few are (file, row from 1)."""

    reason: str
    n: int
    examples: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, eq=False)
class AsideList:
    """Every row set aside: `row` and the place of its `reason`; `place` gives its file and row."""

    frame: nw.LazyFrame[Any]
    reasons: tuple[str, ...]
    place: Callable[[int], tuple[str, int]]


@dataclass(frozen=True, kw_only=True, eq=False)
class Held:
    """A table that has been looked through, ready to be scored, paired and counted.

    `episodes` has one row an episode: `episode`, `subject` (texts or numbers), `first_contact`,
    `second_contact`, `start`, `end` (date and time, null unknown) and a text column `a0`, `a1`, … for each of
    `attributes`, "" blank.
    """

    name: str
    fingerprint: str
    engine: Engine
    mapping: Mapping
    blocks: tuple[HeldBlock, ...]
    episodes: nw.LazyFrame[Any]
    attributes: tuple[str, ...]
    rows: int
    aside: tuple[AsideRows, ...]
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    aside_rows: AsideList | None = None

    @property
    def used(self) -> int:
        """How many rows figures rest on."""
        return self.rows - sum(entry.n for entry in self.aside)
