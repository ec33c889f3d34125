"""Where answers go that are laid round the middle: lower ones left of a line, higher ones right of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.charts import palette
from evaluation.charts.chart import MOST_ANSWERS
from evaluation.charts.scene import (
    CHARACTER,
    GAP,
    LINE,
    SWATCH,
    Rect,
    Rule,
    Scene,
    Swatch,
    Words,
    wrapped,
)

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart

_BAR = 24
_MARGIN = 2
_PIXELS = 6.2  # of a character of a line, within the frame that a page may put round a chart


def lay_out_diverging(chart: Chart, characters: int) -> Scene:
    """Rows of bars on one scale whose middle answer lies half on either side of the line.

    A row begins with its question where the one before it had another; its shares stand in a line below.
    """
    drawn = Scene(left=_MARGIN, right=_MARGIN)
    reach = _reach(chart)
    middle = reach[0] / sum(reach)
    y = _legend(drawn, chart, characters)
    question = ""
    for place, row in enumerate(chart.rows):
        if row.detail and row.label != question:
            y += GAP / 2 if place else 0
            y = _lines(drawn, row.label, y, characters, bold=True)
            question = row.label
        y = _lines(drawn, row.detail or row.label, y, characters, bold=not row.detail)
        y += 7
        drawn.rules.append(
            Rule(x0=middle, x1=middle, y0=y - 5, y1=y + _BAR + 5, colour=palette.GREY, width=1.5)
        )
        start = middle - _left(chart, place) / sum(reach)
        for series in chart.series:
            # A hidden part takes no width, and the middle of what is shown stays on the line.
            end = start + (series.values[place] or 0.0) / sum(reach)
            if end > start:
                look, hover = series.looks[place], series.hovers[place]
                x0, x1 = max(0.0, start), min(1.0, end)
                drawn.rects.append(Rect(x0=x0, x1=x1, y=y + _BAR / 2, height=_BAR, look=look, hover=hover))
            start = end
        y += _BAR + 7
        y = _shares(drawn, chart, place, y) + 8
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 2
    return drawn


def _left(chart: Chart, place: int) -> float:
    """How much of a bar lies left of the line: all below the middle and half of the middle answer."""
    values = [series.values[place] or 0.0 for series in chart.series]
    half, odd = divmod(len(values), 2)
    return sum(values[:half]) + (values[half] / 2 if odd else 0.0)


def _reach(chart: Chart) -> tuple[float, float]:
    """How far the longest bars reach to either side, a quarter at least, so that the line has two sides."""
    lefts = [_left(chart, place) for place in range(len(chart.rows))]
    wholes = [sum(series.values[place] or 0.0 for series in chart.series) for place in range(len(chart.rows))]
    rights = [whole - left for whole, left in zip(wholes, lefts, strict=True)]
    return max(0.25, *lefts), max(0.25, *rights)


def _legend(drawn: Scene, chart: Chart, characters: int) -> float:
    """The answers in words, as many on a line as have room."""
    y, along = 2.0, 0.0
    for series in chart.series:
        lines = wrapped(series.name, characters - 4) or [""]
        wide = max(len(line) for line in lines) * CHARACTER + SWATCH + 19
        if along and along + wide > characters * _PIXELS:
            y, along = y + LINE, 0.0
        drawn.swatches.append(Swatch(x=0, dx=along, y=y + LINE / 2, look=series.looks[0]))
        for number, line in enumerate(lines):
            at = y + number * LINE + LINE / 2
            drawn.words.append(Words(x=0, dx=along + SWATCH + 5, y=at, text=line))
        y += (len(lines) - 1) * LINE
        along += wide
    return y + LINE + 10


def _lines(drawn: Scene, text: str, y: float, characters: int, *, bold: bool) -> float:
    colour = palette.INK if bold else palette.QUIET
    for line in wrapped(text, characters, bold=bold):
        drawn.words.append(Words(x=0, y=y + LINE / 2, text=line, bold=bold, colour=colour))
        y += LINE
    return y


def _shares(drawn: Scene, chart: Chart, place: int, y: float) -> float:
    """The printed share of each answer beside its mark, in the order of the bar."""
    for number, series in enumerate(chart.series):
        x = number / MOST_ANSWERS
        drawn.swatches.append(Swatch(x=x, y=y + LINE / 2, look=series.looks[place]))
        drawn.words.append(Words(x=x, dx=SWATCH + 5, y=y + LINE / 2, text=series.labels[place]))
    return y + LINE
