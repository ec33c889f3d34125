"""The slides of a deck, apart from how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart
    from evaluation.charts.native import Plot
    from evaluation.charts.table import Table

ItemKind = Literal["statement", "paragraph", "bullet"]


@dataclass(frozen=True)
class Item:
    """A paragraph on a slide and how it is set."""

    kind: ItemKind
    text: str


@dataclass(frozen=True, kw_only=True)
class Slide:
    """A slide's title (of no other slide of the deck), where it stands in the report, its speaker notes."""

    title: str
    place: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Words(Slide):
    """A slide of text alone, in type of so many points."""

    items: tuple[Item, ...]
    size: float


@dataclass(frozen=True, kw_only=True)
class Figure(Slide):
    """A slide of one chart; `plot` is what of it this slide draws, None where it is a picture.

    `items` stand under the chart: the figures of a single bar, and what to bear in mind.
    """

    chart: Chart
    plot: Plot | None
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grid(Slide):
    """A slide of some rows of a table: from the first up to but without the second."""

    table: Table
    rows: tuple[int, int]
