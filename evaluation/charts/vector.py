"""Draws a chart as SVG: text as text, named and described for screen readers, all of it escaped.

A chart's layout and its marks are those of the screen. What people typed reaches the picture through
`_escaped` alone, and numbers through `_number`.
"""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from evaluation.charts import fonts, palette
from evaluation.charts.layout import lay_out
from evaluation.charts.scene import SIZE, SWATCH, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.charts.chart import Chart
    from evaluation.charts.palette import Look
    from evaluation.charts.scene import Outline, Scene

PIXELS_PER_MM = 96 / 25.4
TITLE = 17  # sizes of what stands around the chart; in it, all text has SIZE
QUIET = 13
SMALL = 12
LEADING = 7  # pixels between two lines of the title or subtitle
APART = 10  # pixels between the chart and the lines under it
ARIAL = 7.1  # pixels of a character of Arial, on average over a line: the widest of the families below
FAMILIES = f"'{fonts.FAMILY}', Arial, Helvetica, 'Liberation Sans', sans-serif"
MIDDLE = 0.34  # of the size, from the middle of a capital letter down to its foot
# What XML can't hold, and line breaks, which a line of text can't either.
_ILLEGAL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ANCHORS = {"left": "start", "middle": "middle", "right": "end"}


class Drawing(NamedTuple):
    """A picture as SVG, and its size in pixels of the screen (96 an inch)."""

    svg: str
    width: float
    height: float


class _Line(NamedTuple):
    """A line of text above or below the chart, its middle at `y`."""

    y: float
    text: str
    size: int
    bold: bool


def draw(chart: Chart, width_mm: float, *, titled: bool, source: str) -> Drawing:
    """The chart so wide; `titled` adds its titles, its caption and `source`, where it was made."""
    width = width_mm * PIXELS_PER_MM
    characters = int(width / ARIAL)
    scene = lay_out(chart, characters)
    above, top = _above(chart, characters) if titled else ([], 0.0)
    below, height = _below(chart, source, characters, top + scene.height) if titled else ([], top)
    height = max(height, top + scene.height)
    name = sha256(f"{chart.title}\0{chart.alt}".encode("utf-8", "replace")).hexdigest()[:8]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_number(width_mm)}mm" '
        f'height="{_number(height / PIXELS_PER_MM)}mm" viewBox="0 0 {_number(width)} {_number(height)}" '
        f'role="img" aria-labelledby="title-{name} desc-{name}" lang="en-GB" '
        f'font-family="{FAMILIES}" font-size="{SIZE}" fill="{palette.INK}">'
    )
    parts = [
        head,
        f'<title id="title-{name}">{_escaped(chart.title)}</title>',
        f'<desc id="desc-{name}">{_escaped(chart.alt)}</desc>',
        *_metadata(source if titled else ""),
        f'<rect width="{_number(width)}" height="{_number(height)}" fill="{palette.PAPER}"/>',
        *_lines(above),
        *_marks(scene, width, top),
        *_lines(below),
        "</svg>\n",
    ]
    return Drawing("\n".join(parts), width, height)


def _above(chart: Chart, characters: int) -> tuple[list[_Line], float]:
    """The title and subtitle, and where they end."""
    texts = [
        *((line, TITLE, True) for line in wrapped(chart.title, characters * SIZE // TITLE, bold=True)),
        *((line, QUIET, False) for line in wrapped(chart.subtitle, characters * SIZE // QUIET)),
    ]
    lines, y = [], 0.0
    for text, size, bold in texts:
        lines.append(_Line(y + (size + LEADING) / 2, text, size, bold))
        y += size + LEADING
    return lines, y + 8


def _below(chart: Chart, source: str, characters: int, top: float) -> tuple[list[_Line], float]:
    """The caption and the source, and where they end."""
    small = characters * SIZE // SMALL
    texts = [*wrapped(chart.caption, small), *wrapped(source, small)]
    high = SMALL + 5
    lines = [
        _Line(top + APART + (place + 0.5) * high, text, SMALL, bold=False) for place, text in enumerate(texts)
    ]
    return lines, top + APART + len(texts) * high


def _metadata(source: str) -> Iterator[str]:
    """Who made it and of what, for programs: the printed source is broken into lines."""
    if source:
        yield (
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Attune</dc:creator>'
            f"<dc:source>{_escaped(source)}</dc:source></metadata>"
        )


def _lines(lines: list[_Line]) -> Iterator[str]:
    for line in lines:
        colour = palette.INK if line.bold else palette.QUIET
        yield _text(2, line.y, line.text, size=line.size, bold=line.bold, colour=colour)


def _marks(scene: Scene, width: float, top: float) -> Iterator[str]:
    """Lines lie under bars, bars under dots, words over all."""
    inner = width - scene.left - scene.right

    def across(x: float) -> float:
        return scene.left + x * inner

    for rule in scene.rules:
        dashes = f' stroke-dasharray="{_number(3 * rule.width)} {_number(2 * rule.width)}"' * rule.dashed
        yield (
            f'<line x1="{_number(across(rule.x0))}" y1="{_number(top + rule.y0)}" '
            f'x2="{_number(across(rule.x1))}" y2="{_number(top + rule.y1)}" '
            f'stroke="{rule.colour}" stroke-width="{_number(rule.width)}"{dashes}/>'
        )
    for outline in scene.outlines:
        yield _area(across(outline.x), top + outline.y, outline)
    for rect in scene.rects:
        size = ((rect.x1 - rect.x0) * inner, rect.height)
        yield _box(across(rect.x0), top + rect.y - rect.height / 2, size, rect.look)
    for swatch in scene.swatches:
        x, y = across(swatch.x) + swatch.dx, top + swatch.y - SWATCH / 2
        yield _box(x, y, (SWATCH, SWATCH), swatch.look)
    for dot in scene.dots:
        yield (
            f'<circle cx="{_number(across(dot.x))}" cy="{_number(top + dot.y)}" r="{_number(dot.size / 2)}" '
            f'fill="{dot.fill or dot.colour}" stroke="{dot.colour}" stroke-width="1.33"/>'
        )
    for words in scene.words:
        x, y = across(words.x) + words.dx, top + words.y
        anchor = _ANCHORS[words.anchor]
        yield _text(x, y, words.text, bold=words.bold, colour=words.colour, anchor=anchor)


def _area(x: float, y: float, outline: Outline) -> str:
    path = "".join(
        "M" + "L".join(f"{_number(x + dx)} {_number(y + dy)}" for dx, dy in ring) + "Z"
        for ring in outline.rings
    )
    return f'<path d="{path}" fill="{outline.look.fill}" stroke="{outline.look.edge}" fill-rule="evenodd"/>'


def _box(x: float, y: float, size: tuple[float, float], look: Look) -> str:
    return (
        f'<rect x="{_number(x)}" y="{_number(y)}" width="{_number(size[0])}" height="{_number(size[1])}" '
        f'fill="{look.fill}" stroke="{look.edge}"/>'
    )


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: int = SIZE,
    bold: bool = False,
    colour: str = palette.INK,
    anchor: str = "start",
) -> str:
    usual = {"font-size": str(SIZE), "font-weight": "", "fill": palette.INK, "text-anchor": "start"}
    asked = {
        "font-size": str(size),
        "font-weight": "bold" if bold else "",
        "fill": colour,
        "text-anchor": anchor,
    }
    said = "".join(f' {name}="{value}"' for name, value in asked.items() if value != usual[name])
    return f'<text x="{_number(x)}" y="{_number(y + MIDDLE * size)}"{said}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub(" ", text))


def _number(value: float) -> str:
    """A length to a hundredth of a pixel, without zeros at its end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
