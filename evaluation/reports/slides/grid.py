"""A table on slides: how wide its columns are, which rows fit on one, and the table itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pptx.oxml import parse_xml
from pptx.util import Pt

from evaluation.charts import palette
from evaluation.reports.slides import fitting, geometry
from evaluation.reports.slides.fitting import flat
from evaluation.reports.slides.writing import A, described, paragraph

if TYPE_CHECKING:
    from pptx.slide import Slide as PptxSlide

    from evaluation.brand import Font
    from evaluation.charts.table import Table

_SIZES = (14, 12)  # points of type: the larger where the whole table then fits one slide
_PAD = 7  # points at a cell's left and right
_BESIDE = 2 * _PAD + 3
_LONGEST = 200  # characters of a text that count for its column's width
_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # PowerPoint's own style without fill and lines
MOST_ROWS = 12
_TALL = geometry.FOOT_RULE - 50 - geometry.BODY_TOP  # leaves room for the notes below


@dataclass(frozen=True)
class _Laid:
    """A table's type size, its columns' widths and its rows' heights in points, the header's first."""

    size: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]


def readable(table: Table, font: Font) -> bool:
    """Whether each of its rows fits on a slide, under the headings."""
    head, *rows = _laid(table, font).heights
    return max(rows, default=0.0) + head <= _TALL


def pages(table: Table, font: Font) -> list[tuple[int, int]]:
    """First row and row after the last one of each slide that a table needs, about as many on each."""
    heights = _laid(table, font).heights
    found = _pages(heights, MOST_ROWS)
    return _pages(heights, -(-len(table.rows) // len(found)))


def add_table(slide: PptxSlide, table: Table, rows: tuple[int, int], top: float, font: Font) -> float:
    """Put rows from the first up to but without the second under a marked header row, `top` points down.

    Returns how many points down the table ends.
    """
    laid, texts = _laid(table, font), table.printed()[slice(*rows)]
    heights = (laid.heights[0], *laid.heights[rows[0] + 1 : rows[1] + 1])
    where = (geometry.LEFT, top, sum(laid.widths), sum(heights))
    frame: Any = slide.shapes.add_table(len(heights), len(table.columns), *map(_points, where))
    described(frame._element.nvGraphicFramePr.cNvPr, "Table", flat(table.caption))
    made = frame.table
    made.first_row, made.horz_banding = True, False
    made._tbl.tblPr.find(f"{A}tableStyleId").text = _PLAIN
    numeric = [table.numeric(place) for place in range(len(table.columns))]
    for column, wide in zip(made.columns, laid.widths, strict=True):
        column.width = _points(wide)
    for place, (row, tall) in enumerate(zip(made.rows, heights, strict=True)):
        row.height = _points(tall)
        words = table.columns if place == 0 else texts[place - 1]
        for cell, text, figures in zip(row._tr.tc_lst, words, numeric, strict=True):
            _fill(cell, flat(text), laid.size, head=place == 0, figures=figures)
    return top + sum(heights)


@lru_cache(maxsize=64)
def _laid(table: Table, font: Font) -> _Laid:
    large, small = (_in(table, font, size) for size in _SIZES)
    return large if sum(large.heights) <= _TALL and len(table.rows) <= MOST_ROWS else small


def _in(table: Table, font: Font, size: float) -> _Laid:
    columns = _widths(table, font, size)
    return _Laid(size, columns, _heights(table, font, size, columns))


def _pages(heights: tuple[float, ...], most: int) -> list[tuple[int, int]]:
    head, *rows = heights
    found: list[tuple[int, int]] = []
    start, left = 0, _TALL - head
    for place, tall in enumerate(rows):
        if place > start and (tall > left or place - start >= most):
            found.append((start, place))
            start, left = place, _TALL - head
        left -= tall
    return [*found, (start, len(rows))]


def _widths(table: Table, font: Font, size: float) -> tuple[float, ...]:
    """Columns as wide as their longest word at least, then by the length of what they hold.

    Short columns make a narrow table: figures far from their row's name are hard to read.
    """
    least, wanted = [], []
    rows = table.printed()
    for place, heading in enumerate(table.columns):
        texts = [flat(row[place]) for row in rows]
        unbroken = texts if table.numeric(place) else [word for text in texts for word in text.split()]
        longest = max(texts, key=len, default="")[:_LONGEST]
        widths = [fitting.width(word, size, font) for word in unbroken]
        widths += [geometry.BOLD * fitting.width(word, size, font) for word in heading.split()]
        least.append(min(max(widths), geometry.WIDE / 3) + _BESIDE)
        whole = max(
            fitting.width(longest, size, font), geometry.BOLD * fitting.width(flat(heading), size, font)
        )
        wanted.append(max(min(whole + _BESIDE, geometry.WIDE), least[-1]))
    if sum(least) >= geometry.WIDE:
        return tuple(geometry.WIDE * part / sum(least) for part in least)
    if sum(wanted) <= geometry.WIDE:
        return tuple(wanted)
    beyond = [want - need for want, need in zip(wanted, least, strict=True)]
    room = geometry.WIDE - sum(least)
    return tuple(need + room * part / sum(beyond) for need, part in zip(least, beyond, strict=True))


def _heights(table: Table, font: Font, size: float, columns: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(
        max(
            fitting.height(flat(text), wide - 2 * _PAD - 1, size * bold, font) / bold
            for text, wide in zip(row, columns, strict=True)
        )
        + 2 * geometry.CELL_PAD
        for bold, row in ((geometry.BOLD, table.columns), *((1.0, row) for row in table.printed()))
    )


def _points(number: float) -> Pt:
    return Pt(number)


def _fill(cell: Any, text: str, size: float, *, head: bool, figures: bool) -> None:
    """A cell's text, with a line under it; the header shaded."""
    body = cell.txBody
    for old in body.findall(f"{A}p"):
        body.remove(old)
    body.append(parse_xml(paragraph(text, size=size, bold=head, align="r" if figures else "")))
    properties = cell.get_or_add_tcPr()
    for side in ("marL", "marR"):
        properties.set(side, str(Pt(_PAD)))
    for side in ("marT", "marB"):
        properties.set(side, str(Pt(geometry.CELL_PAD)))
    colour = palette.GREY if head else palette.RULE
    properties.append(
        parse_xml(
            f'<a:lnB xmlns:a="{A[1:-1]}" w="{12700 if head else 6350}"><a:solidFill>'
            f'<a:srgbClr val="{colour[1:]}"/></a:solidFill></a:lnB>'
        )
    )
    shade = f'<a:solidFill xmlns:a="{A[1:-1]}"><a:srgbClr val="{palette.PALE[1:]}"/></a:solidFill>'
    properties.append(parse_xml(shade if head else f'<a:noFill xmlns:a="{A[1:-1]}"/>'))
