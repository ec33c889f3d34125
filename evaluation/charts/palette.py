"""Colours that stay readable: the Analysis Function's palette, and the contrast rule.

The palette is that of the Government Analysis Function's guidance on charts; contrast is
WCAG 2.2's ratio of relative luminances.
"""

from __future__ import annotations

from dataclasses import dataclass

BLUE = "#12436D"
TURQUOISE = "#28A197"
PINK = "#801650"
ORANGE = "#F46A25"
GREY = "#3D3D3D"
PURPLE = "#A285D1"
CATEGORIES = (BLUE, TURQUOISE, PINK, ORANGE, GREY, PURPLE)

INK = "#0B0C0C"
PAPER = "#FFFFFF"
PALE = "#F3F2F1"
QUIET = "#505A5F"
RULE = "#B1B4B6"

ENOUGH_FOR_TEXT = 4.5
ENOUGH_FOR_SHAPES = 3.0


@dataclass(frozen=True)
class Look:
    """How a mark is filled and outlined; the outline is what parts a pale mark from paper."""

    fill: str
    edge: str

    @property
    def ink(self) -> str:
        """The text colour that can be read on the fill."""
        return ink(self.fill)


# Not colour alone: every mark has its words beside it, and the three differ in grey print too.
BETTER = Look(BLUE, BLUE)
NO_CHANGE = Look(PALE, GREY)
WORSE = Look(ORANGE, ORANGE)
BEFORE = Look(TURQUOISE, TURQUOISE)
AFTER = Look(BLUE, BLUE)
COUNTED = Look(BLUE, BLUE)
NOT_COUNTED = Look(PALE, GREY)

# Over time: what chance explains is hollow, what stands out from it is filled.
COMMON = Look(PAPER, GREY)
TARGET = Look(PINK, PINK)

# The band matrix: pale tints, since the number in the cell is what matters.
MOVED_BETTER = Look("#CFDDE9", BLUE)
STAYED = Look(PALE, GREY)
MOVED_WORSE = Look("#FCD9C6", ORANGE)
NOBODY = Look(PAPER, RULE)

# Shares in five equal steps, the Analysis Function's sequence of blues between two lighter ones. Each cell
# prints its share as well.
SHADE_1 = Look("#E9F0F6", BLUE)
SHADE_2 = Look("#BCD3E8", BLUE)
SHADE_3 = Look("#6BACE6", BLUE)
SHADE_4 = Look("#2073BC", PAPER)  # a pale line parts those that are dark
SHADE_5 = Look("#12436D", PAPER)
SHADES = (SHADE_1, SHADE_2, SHADE_3, SHADE_4, SHADE_5)


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' luminances, 1 (same) to 21 (black on white); source: WCAG 2.2.

    >>> contrast("#000000", "#FFFFFF")
    21.0
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((high + 0.05) / (low + 0.05), 2)


def ink(fill: str) -> str:
    """Black or white, whichever reads better on the fill; raises ValueError when neither does.

    >>> ink(BLUE), ink(ORANGE)
    ('#FFFFFF', '#0B0C0C')
    """
    best = max((INK, PAPER), key=lambda colour: contrast(colour, fill))
    if contrast(best, fill) < ENOUGH_FOR_TEXT:
        raise ValueError(f"no text can be read on {fill}")
    return best


def shade(share: float) -> Look:
    """The step of a share between 0 and 1: under 20%, under 40%, under 60%, under 80%, and the rest.

    >>> [SHADES.index(shade(share)) for share in (0, 0.199, 0.2, 0.35, 0.8, 1)]
    [0, 0, 1, 1, 4, 4]
    """
    return SHADES[min(4, int(round(share, 9) * 5))]


def move(before: int, after: int) -> Look:
    """The look of a matrix cell from the places of its two bands, best band first."""
    if after == before:
        return STAYED
    return MOVED_BETTER if after < before else MOVED_WORSE


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
