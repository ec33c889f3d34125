"""How wide the columns of a printed table are: figures never broken, the table as short as can be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.charts.table import Table

_STEP_MM = 1.0
_WIDE = re.compile(r"[A-Z%@mwMW&]")
_UNBROKEN = 16  # characters of a long word, such as an address, that needn't stay together


@dataclass(frozen=True, kw_only=True)
class Spacing:
    """What a table is set in: the text's width, that of a character and of a cell's margins, in mm."""

    width: float
    character: float
    padding: float

    def of(self, characters: int) -> float:
        """The width in mm of a cell that holds so many characters on a line."""
        return characters * self.character + self.padding

    def holds(self, width: float) -> int:
        """How many characters a line of a cell of that width holds."""
        return max(1, int((width - self.padding) / self.character + 0.01))


def extent(text: str) -> int:
    """How many characters of average width a text is as wide as.

    >>> extent("warmth"), extent("100%")
    (7, 5)
    """
    return ceil(len(text) + 0.5 * len(_WIDE.findall(text)))


def least(table: Table, spacing: Spacing) -> list[float]:
    """Widths in mm below which a figure or a word would be broken."""
    rows = table.printed()
    found = []
    for place, heading in enumerate(table.columns):
        texts = [row[place] for row in rows]
        unbroken = texts if table.numeric(place) else [word for text in texts for word in text.split()]
        limit = 99 if table.numeric(place) else _UNBROKEN
        needs = [
            *map(extent, unbroken),
            *(extent(word) + 1 for word in heading.split()),
        ]  # a bold word is wider
        found.append(spacing.of(max((min(need, limit) for need in needs), default=1)))
    return found


def natural(table: Table, spacing: Spacing, gap: float) -> list[float]:
    """Widths in mm at which no cell breaks over lines, with a `gap` between columns beyond their margins."""
    texts = zip(table.columns, *table.printed(), strict=True)
    return [spacing.of(max(extent(text) for text in column) + 1) + gap for column in texts]


def widths(table: Table, spacing: Spacing) -> list[float]:
    """Column widths in mm that add up to the text's width.

    Beyond what its longest word needs, each millimetre goes to the column that shortens the table most.
    """
    found = np.array(least(table, spacing))
    lengths = np.array([[extent(text) for text in row] for row in (table.columns, *table.printed())])
    while (left := spacing.width - found.sum()) > 0.01:
        found[_tightest(found - spacing.padding, lengths)] += min(_STEP_MM, left)
    return [float(part) for part in spacing.width * found / found.sum()]


def _tightest(room: NDArray[np.float64], lengths: NDArray[np.int64]) -> int:
    """The column whose widening shortens the rows most; where none does alone, the fullest one.

    `room` is what a column's widths leave for text, `lengths` those of the texts, a row of them a row.
    """
    rows = np.arange(len(lengths))
    lines = lengths / room
    longest = lines.argmax(axis=1)
    most = lines[rows, longest]
    wider = lengths[rows, longest] / (room[longest] + _STEP_MM)
    fullness = lines.sum(axis=0)
    lines[rows, longest] = 0.0
    saved = np.bincount(longest, most - np.maximum(wider, lines.max(axis=1)), minlength=len(room))
    best = saved if saved.max() > 0 else fullness
    return int(best.argmax())
