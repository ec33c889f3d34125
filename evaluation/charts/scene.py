"""Where the marks and words of a chart go: one layout that both renderers draw.

Heights and offsets are in CSS pixels from the top; widths are shares of the plot area, so
that a picture 390 or 1,100 pixels wide has the same words in the same order. Words stand
above or below their bar, never inside it, so they can't collide on a narrow screen.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from typing import Literal

from evaluation.charts import palette
from evaluation.charts.lettering import width

SIZE = 14  # smallest text on screen
LINE = 20  # height of a line of it
BAR = 28
THIN = 16
GAP = 22
LABEL_WIDTH = 18  # characters of a label beside its bars
WIDE_LABEL = 28  # on paper, where labels are longer than names
CHARACTER = 7.6  # widest average width of a character at SIZE
MOST_LINES = 30  # of one text: nobody reads more beside a mark, and a picture must end
FULL = 6.8  # pixels of a line for each of the characters that fit on it, with room for its indent
ROOM_AFTER = 54  # beyond the longest bar, for its count
SWATCH = 12

Anchor = Literal["left", "middle", "right"]


@dataclass(frozen=True, kw_only=True)
class Rect:
    """A bar or a cell from `x0` to `x1` (shares of the width), its middle at `y`."""

    x0: float
    x1: float
    y: float
    height: float
    look: palette.Look
    hover: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """A line of text at `x` (share) plus `dx` (pixels), its middle at `y`."""

    x: float
    y: float
    text: str
    dx: float = 0
    anchor: Anchor = "left"
    bold: bool = False
    colour: str = palette.INK


@dataclass(frozen=True, kw_only=True)
class Swatch:
    """A small square in a series' look, `dx` pixels right of `x`, to the left of its words."""

    x: float
    y: float
    look: palette.Look
    dx: float = 0


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A straight line."""

    x0: float
    x1: float
    y0: float
    y1: float
    colour: str = palette.RULE
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Dot:
    """A point, filled in its own colour unless `fill` is given; `size` is its width in pixels."""

    x: float
    y: float
    colour: str
    hover: str
    fill: str = ""
    size: float = 14


@dataclass(frozen=True, kw_only=True)
class Outline:
    """An area of a map: outlines in pixels right of `x` and below `y`; one inside another is a hole."""

    x: float
    y: float
    rings: tuple[tuple[tuple[float, float], ...], ...]
    look: palette.Look
    hover: str


@dataclass
class Scene:
    """All marks of a chart; `left` and `right` are the margins beside the plot area."""

    left: float = 2
    right: float = 2
    height: float = 0
    rects: list[Rect] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    outlines: list[Outline] = field(default_factory=list)


def wrapped(text: str, characters: int, *, bold: bool = False) -> list[str]:
    """The text in lines of at most so many characters, fewer where its letters are wide.

    Text that needs more than 30 lines ends in "…"; the chart's table and alternative text have all of it.

    >>> wrapped("Significantly perturbed", 18)
    ['Significantly', 'perturbed']
    >>> wrapped("HAMMERSMITH AND FULHAM", 18)
    ['HAMMERSMITH', 'AND FULHAM']
    """
    text = text[: (characters + 1) * (MOST_LINES + 1)]  # more never fits, and would take long
    for most in range(characters, 0, -1):
        lines = textwrap.wrap(text, most, max_lines=MOST_LINES, placeholder=" …"[-most:])
        if all(width(line, SIZE, bold=bold) <= characters * FULL for line in lines):
            return lines
    return list(text)


def margin(labels: list[list[str]]) -> float:
    """The width in pixels that labels beside the bars need."""
    lines = [line for some in labels for line in some]
    return max((max(len(line) * CHARACTER, width(line, SIZE)) for line in lines), default=0) + 12


def beside(drawn: Scene, lines: list[str], middle: float) -> None:
    """Put a label to the left of the plot area, its lines around `middle`."""
    top = middle - (len(lines) - 1) * (LINE - 2) / 2
    for number, line in enumerate(lines):
        drawn.words.append(Words(x=0, dx=-8, y=top + number * (LINE - 2), text=line, anchor="right"))
