"""The report: sections of words, charts and tables, ready for any renderer.

It is made from protected evidence alone, so nothing a renderer can reach is a row or a
hidden number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.charts.chart import INDIVIDUAL, Chart
from evaluation.charts.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evaluation.brand import Brand
    from evaluation.reports.layouts import Shape
    from evaluation.reports.provenance import Provenance


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Statement:
    """A finding's sentence: what a reader in a hurry should take away."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


Block = Paragraph | Statement | Bullets | Chart | Table


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading and what stands under it; `level` 2 belongs to the level 1 before it.

    `id` is stable and unique within a report, for links and for the names of what is made of it.
    """

    id: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything a renderer prints, in order; `notices` stand at the top, `banner` on every page.

    `stamp` says which upload, version and choices the figures come from, and `provenance` the same for
    programs: every file carries it. `shape` is its layout's: a "long" report has a table of contents, a
    "page" fits one. Raises ValueError without a title, with two sections of one id, or with a picture of
    single families.
    """

    title: str
    subtitle: str
    organisation: str
    made_on: date | None
    notices: tuple[str, ...]
    banner: str
    sections: tuple[Section, ...]
    stamp: str
    provenance: Provenance
    brand: Brand
    shape: Shape = "long"

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("a report needs a title")
        ids = [section.id for section in self.sections]
        if len(set(ids)) != len(ids):
            raise ValueError("a report can't have two sections of one id")
        if any(chart.kind in INDIVIDUAL for chart in self.charts):
            raise ValueError("a report can't hold a picture of single families")

    @property
    def charts(self) -> tuple[Chart, ...]:
        """All charts in order."""
        return tuple(block for block in self._blocks() if isinstance(block, Chart))

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in order, each chart's own figures among them, none twice."""
        found: dict[str, Table] = {}
        for section in self.sections:
            told = any(isinstance(block, Table) for block in section.blocks)
            for block in section.blocks:
                if told and isinstance(block, Chart) and block.kind == "stacked" and len(block.rows) == 1:
                    continue  # one finding's outcomes: the table of all definitions beside it has them
                table = block.data if isinstance(block, Chart) else block
                if isinstance(table, Table):
                    found.setdefault(table.caption, table)
        return tuple(found.values())

    def _blocks(self) -> Iterator[Block]:
        for section in self.sections:
            yield from section.blocks
