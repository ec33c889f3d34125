"""Where the cells of a heat table go: a share printed in each and shaded in steps.

Columns that have no room beside each other go on in a block below, with the rows named again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation.charts import palette
from evaluation.charts.lettering import width
from evaluation.charts.scene import (
    FULL,
    LABEL_WIDTH,
    LINE,
    SIZE,
    SWATCH,
    WIDE_LABEL,
    Rect,
    Scene,
    Swatch,
    Words,
    beside,
    margin,
    wrapped,
)

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart, Series

_PIXELS = 7.1  # of a character of a line
_FRAMED = 6.2  # the same within the frame that a page may put round a chart
_PAD = 10  # pixels between a cell's words and its edges, both sides together
_PAPER = 80  # characters from which longer names have room
_STEPS = ("under 20%", "20% to 39%", "40% to 59%", "60% to 79%", "80% or more")


def lay_out_heat(chart: Chart, characters: int) -> Scene:
    """Blocks of as many columns as have room, each with its rows' names at the left."""
    labels = [wrapped(row.label, WIDE_LABEL if characters >= _PAPER else LABEL_WIDTH) for row in chart.rows]
    drawn = Scene(left=margin(labels))
    room = characters * _PIXELS - drawn.left - drawn.right
    y = legend(drawn, chart, characters)
    blocks = _blocks(chart, room)
    across = max(end - start for start, end in blocks)
    for start, end in blocks:
        y = _block(drawn, labels, chart.series[start:end], (across, room / across), y) + 14
    y -= 8
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2 - drawn.left, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 4
    return drawn


def legend(drawn: Scene, chart: Chart, characters: int) -> float:
    """Draw the steps of shade that occur, as many on a line as have room; returns where they end."""
    used = {look for series in chart.series for look in series.looks}
    y, along = 2.0, 0.0
    for look, text in zip(palette.SHADES, _STEPS, strict=True):
        if look not in used:
            continue
        wide = width(text, SIZE) + SWATCH + 22
        if along and along + wide > characters * _FRAMED:
            y, along = y + LINE, 0.0
        at = 2 - drawn.left + along
        drawn.swatches.append(Swatch(x=0, dx=at, y=y + LINE / 2, look=look))
        drawn.words.append(Words(x=0, dx=at + SWATCH + 5, y=y + LINE / 2, text=text))
        along += wide
    return y + LINE + 8 if along else y


def _blocks(chart: Chart, room: float) -> list[tuple[int, int]]:
    """The places at which blocks of columns start and end, each of about as many."""
    words = [word for s in chart.series for text in (s.name, *s.labels) for word in text.split()]
    # A heading is wrapped by its letters' number too: a long word of narrow ones must not be broken.
    needed = max((max(width(word, SIZE, bold=True), len(word) * FULL) for word in words), default=0) + _PAD
    # Two lines are what a cell's figures want at most: "14 of 40", "(35%)".
    halves = [line for s in chart.series for text in s.labels for line in _halved(text)]
    needed = max(needed, max((width(line, SIZE) for line in halves), default=0) + _PAD)
    most = max(1, int(room / needed))
    many = len(chart.series)
    count = -(-many // most)
    ends = [round(many * number / count) for number in range(count + 1)]
    return list(pairwise(ends))


def _halved(text: str) -> tuple[str, ...]:
    """A figure in two lines: its share below.

    >>> _halved("14 of 40 (35%)"), _halved("about 35% of 40"), _halved("[c]")
    (('14 of 40', '(35%)'), ('about 35%', 'of 40'), ('[c]',))
    """
    for before in (" (", " of "):
        first, found, rest = text.partition(before)
        if found and (before == " (" or "%" in first):
            return (first, f"{before}{rest}".strip())
    return (text,)


def _block(
    drawn: Scene,
    labels: list[list[str]],
    columns: tuple[Series, ...],
    size: tuple[int, float],
    y: float,
) -> float:
    """The headings of some columns and their cells; `size` is how many have room, and how wide each is."""
    across, wide = size
    fits = max(1, int((wide - _PAD) / FULL))
    heads = [wrapped(series.name, fits, bold=True) for series in columns]
    tallest = max(len(lines) for lines in heads)
    for number, lines in enumerate(heads):
        for line, text in enumerate(lines, tallest - len(lines)):
            x, at = (number + 0.5) / across, y + line * (LINE - 2) + LINE / 2
            drawn.words.append(Words(x=x, y=at, text=text, anchor="middle", bold=True))
    y += tallest * (LINE - 2) + 6
    for place, name in enumerate(labels):
        cells = [_lines(series.labels[place], wide) for series in columns]
        lines_most = max(len(name), *(len(lines) for lines in cells))
        tall = lines_most * (LINE - 2) + 10
        beside(drawn, name, y + tall / 2)
        for number, (series, printed) in enumerate(zip(columns, cells, strict=True)):
            x0, x1 = number / across, (number + 1) / across
            look, hover = series.looks[place], series.hovers[place]
            drawn.rects.append(Rect(x0=x0, x1=x1, y=y + tall / 2, height=tall, look=look, hover=hover))
            first = y + tall / 2 - (len(printed) - 1) * (LINE - 2) / 2
            for line, text in enumerate(printed):
                at = first + line * (LINE - 2)
                drawn.words.append(Words(x=(x0 + x1) / 2, y=at, text=text, anchor="middle", colour=look.ink))
        y += tall
    return y


def _lines(label: str, wide: float) -> tuple[str, ...]:
    return (label,) if width(label, SIZE) + _PAD <= wide else _halved(label)
