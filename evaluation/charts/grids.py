"""Where a point with its interval goes, and the cells of a band matrix."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.scene import (
    BAR,
    LABEL_WIDTH,
    LINE,
    SWATCH,
    Dot,
    Rect,
    Rule,
    Scene,
    Swatch,
    Words,
    beside,
    margin,
    wrapped,
)

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart
    from evaluation.charts.scene import Anchor


def interval(chart: Chart, characters: int) -> Scene:
    """Lay out a point with its interval on a line with a zero."""
    drawn = Scene(left=20, right=20)
    ends = [v for s in chart.series for part in (s.values, s.lows, s.highs) for v in part if v is not None]
    reach = max([0.5, *(abs(v) for v in ends)])
    step = next(s for s in (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 1e9) if reach / s <= 4)
    # At least one step on the worse side of zero, and room beyond the interval's ends.
    low = step * min(-1, floor(min([0.0, *ends]) / step - 0.1))
    high = step * max(1, ceil(max([0.0, *ends]) / step + 0.1))

    def at(value: float) -> float:
        return (value - low) / (high - low)

    y = 2.0
    for place, row in enumerate(chart.rows):
        for text, bold in ((row.label, True), (row.detail, False)):
            for line in wrapped(text, characters, bold=bold):
                drawn.words.append(Words(x=0, dx=-18, y=y + LINE / 2, text=line, bold=bold))
                y += LINE
        y += 8
        middle = y + BAR / 2
        series = chart.series[0]
        value, least, greatest = series.values[place], series.lows[place], series.highs[place]
        drawn.rules.append(Rule(x0=at(0), x1=at(0), y0=y - 2, y1=y + BAR + 8, colour=palette.GREY, width=1.5))
        if least is not None and greatest is not None:
            drawn.rules.append(
                Rule(x0=at(least), x1=at(greatest), y0=middle, y1=middle, colour=palette.BLUE, width=4)
            )
        if value is not None:
            drawn.dots.append(Dot(x=at(value), y=middle, colour=palette.BLUE, hover=series.hovers[place]))
        y += BAR + 8
    drawn.rules.append(Rule(x0=0, x1=1, y0=y, y1=y, colour=palette.GREY))
    tick = low
    while tick <= high + 1e-9:
        drawn.rules.append(Rule(x0=at(tick), x1=at(tick), y0=y, y1=y + 5, colour=palette.GREY))
        drawn.words.append(Words(x=at(tick), y=y + 16, text=f"{tick:g}", anchor="middle"))
        tick += step
    y += 30
    ends_named: tuple[tuple[str, float, Anchor], ...] = (
        ("\N{LEFTWARDS ARROW} worse", 0.0, "left"),
        ("better \N{RIGHTWARDS ARROW}", 1.0, "right"),
    )
    for text, x, anchor in ends_named:
        drawn.words.append(
            Words(x=x, dx=18 * (2 * x - 1), y=y + LINE / 2, text=text, anchor=anchor, bold=True)
        )
    y += LINE
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=-18, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 4
    return drawn


def matrix(chart: Chart, characters: int) -> Scene:
    """Lay out the cells of moves between bands."""
    labels = [wrapped(row.label, LABEL_WIDTH) for row in chart.rows]
    drawn = Scene(left=margin(labels))
    count = len(chart.series)
    y = 2.0
    for look, words in (
        (palette.MOVED_BETTER, "moved to a better band"),
        (palette.STAYED, "stayed in the same band"),
        (palette.MOVED_WORSE, "moved to a worse band"),
    ):
        drawn.swatches.append(Swatch(x=0, dx=2 - drawn.left, y=y + LINE / 2, look=look))
        drawn.words.append(Words(x=0, dx=SWATCH + 7 - drawn.left, y=y + LINE / 2, text=words))
        y += LINE
    y += 6
    drawn.words.append(
        Words(x=0, dx=-8, y=y + LINE / 2, text="Before \N{DOWNWARDS ARROW}", anchor="right", bold=True)
    )
    drawn.words.append(Words(x=0, y=y + LINE / 2, text="After \N{RIGHTWARDS ARROW}", bold=True))
    y += LINE
    for column, series in enumerate(chart.series):
        drawn.words.append(
            Words(x=(column + 0.5) / count, y=y + LINE / 2, text=series.name, anchor="middle", bold=True)
        )
    y += LINE + 4
    for place, lines in enumerate(labels):
        tall = max(36, len(lines) * (LINE - 2) + 4)
        beside(drawn, lines, y + tall / 2)
        for column, series in enumerate(chart.series):
            drawn.rects.append(
                Rect(
                    x0=column / count,
                    x1=(column + 1) / count,
                    y=y + tall / 2,
                    height=tall,
                    look=series.looks[place],
                    hover=series.hovers[place],
                )
            )
            drawn.words.append(
                Words(
                    x=(column + 0.5) / count,
                    y=y + tall / 2,
                    text=series.labels[place],
                    anchor="middle",
                    bold=series.labels[place] not in {"0", wording.HIDDEN},
                    colour=series.looks[place].ink,
                )
            )
        y += tall
    y += 4
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2 - drawn.left, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 4
    return drawn
