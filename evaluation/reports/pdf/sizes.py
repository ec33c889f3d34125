"""The sizes in which each shape of report is set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.reports.layouts import Shape

PAGE_MM = (210.0, 297.0)


@dataclass(frozen=True, kw_only=True)
class Sizes:
    """Sizes of one shape of report: of letters in points, of margins and pictures in mm."""

    text: float
    small: float
    statement: float
    title: float
    subtitle: float
    headings: tuple[float, float]
    tables: tuple[float, ...]  # the first at which a table fits
    side: float
    top: float
    gap: float  # between blocks, as a part of what a long report has
    picture: float  # a chart is set smaller from this height on
    smallest: float  # as a part of its natural size, at which its letters can still be read
    logo: float

    @property
    def width(self) -> float:
        """The width of text and pictures in mm."""
        return PAGE_MM[0] - 2 * self.side

    @property
    def landscape(self) -> float:
        """The same in mm of a page that lies across."""
        return PAGE_MM[1] - 2 * self.side


_LONG = Sizes(
    text=10.5,
    small=8.5,
    statement=12,
    title=25,
    subtitle=13,
    headings=(17, 13),
    tables=(9, 8.5, 8),
    side=22,
    top=22,
    gap=1,
    picture=140,
    smallest=0.75,
    logo=18,
)
_PAGE = Sizes(
    text=8.5,
    small=7.5,
    statement=9.5,
    title=17,
    subtitle=10,
    headings=(11.5, 10),
    tables=(8, 7.5),
    side=15,
    top=13,
    gap=0.4,
    picture=70,
    smallest=0.58,
    logo=10,
)


def sizes(shape: Shape) -> Sizes:
    """The sizes of a shape; what is to fit one page has small ones."""
    return _PAGE if shape == "page" else _LONG
