"""Where single pairs of scores go: first against second score, and lines from one to the other.

Only `evaluation.individual` describes such charts, for those who hold the data.
"""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.scene import LINE, SWATCH, Dot, Rule, Scene, Swatch, Words, wrapped
from evaluation.charts.ticks import ticks_within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from evaluation.charts.chart import Chart, Series

_TALL, _LEFT = 330, 42
_ROOM = 88  # right of the plot, for what the lines are called
_ONE, _LARGE, _LEAST = 7.0, 26.0, 4.0  # pixels of a dot of one, the largest and the smallest dot
_APART = 17  # pixels between the names of two lines
_LINES = 240  # pixels of the lines' height
_EDGE = 0.04  # of the scale, beyond both its ends
_GAP = 0.08  # of the width, between two panels
_THICK = 6.0
_TOLD = 3  # pairs named where several lines end in one place
_PIXELS = 7.1  # of a character of a line


def lay_out_scatter(chart: Chart, characters: int) -> Scene:
    """First scores from left to right, second scores upwards, on one scale; lines named at their ends."""
    drawn = Scene(left=_LEFT, right=_ROOM)
    (least, _), (most_of_all, _) = chart.curves[0].points
    ticks = ticks_within(least, most_of_all)
    edge = _EDGE * (most_of_all - least)
    low, high = least - edge, most_of_all + edge
    above, below, across, upright = chart.axis.split("|")
    y = 2.0
    for line in wrapped(above, characters):
        drawn.words.append(Words(x=0, dx=2 - _LEFT, y=y + LINE / 2, text=line))
        y += LINE
    drawn.words.append(
        Words(x=0, dx=2 - _LEFT, y=y + LINE / 2, text=f"{upright} \N{UPWARDS ARROW}", colour=palette.QUIET)
    )
    top = y + LINE + 2 * _APART

    def right(value: float) -> float:
        return (value - low) / (high - low)

    def down(value: float) -> float:
        return top + _TALL * (1 - right(value))

    for tick, text in ticks:
        drawn.rules.append(Rule(x0=0, x1=1, y0=down(tick), y1=down(tick)))
        drawn.rules.append(Rule(x0=right(tick), x1=right(tick), y0=top, y1=top + _TALL + 4))
        drawn.words.append(Words(x=0, dx=-6, y=down(tick), text=text, anchor="right", colour=palette.QUIET))
        drawn.words.append(
            Words(x=right(tick), y=top + _TALL + 14, text=text, anchor="middle", colour=palette.QUIET)
        )
    _named_lines(drawn, chart, right, down)
    most = max(value or 0 for series in chart.series for value in series.values)
    for series, place, count, first, second in _marks(chart):
        # By area; one has the same size in every picture, unless very many lie in one place.
        size = max(_LEAST, _LARGE * sqrt(count / max(most, (_LARGE / _ONE) ** 2)))
        look, hover = series.looks[place], series.hovers[place]
        drawn.dots.append(
            Dot(x=right(first), y=down(second), colour=look.edge, fill=look.fill, size=size, hover=hover)
        )
    # Large dots first, so that none hides a small one.
    drawn.dots.sort(key=lambda dot: -dot.size)
    y = top + _TALL + 26
    drawn.words.append(
        Words(
            x=1, y=y + LINE / 2, text=f"{across} \N{RIGHTWARDS ARROW}", anchor="right", colour=palette.QUIET
        )
    )
    y += LINE
    for line in wrapped(below, characters):
        drawn.words.append(Words(x=0, dx=2 - _LEFT, y=y + LINE / 2, text=line))
        y += LINE
    drawn.height = _key(drawn, chart, y + 6) + 4
    return drawn


def _marks(chart: Chart) -> Iterator[tuple[Series, int, float, float, float]]:
    """Each pair that is drawn: its series and place, how many, first and second score."""
    for series in chart.series:
        for place, (count, first, second) in enumerate(
            zip(series.values, series.lows, series.highs, strict=True)
        ):
            if count is not None and first is not None and second is not None:
                yield series, place, count, first, second


def _named_lines(
    drawn: Scene, chart: Chart, right: Callable[[float], float], down: Callable[[float], float]
) -> None:
    """Lines across the plot, each with its name where it leaves it: at the right edge or at the top."""
    last = chart.curves[0].points[-1][0]
    beside: list[tuple[float, str]] = []
    over: list[tuple[float, str]] = []
    for curve in chart.curves:
        for (x0, y0), (x1, y1) in pairwise(curve.points):
            drawn.rules.append(
                Rule(
                    x0=right(x0),
                    x1=right(x1),
                    y0=down(y0),
                    y1=down(y1),
                    colour=palette.INK if curve.dashed else palette.QUIET,
                    width=1.5,
                    dashed=curve.dashed,
                )
            )
        x, y = curve.points[-1]
        if x >= last:
            beside.append((down(y), curve.name))
        else:
            over.append((right(x), curve.name))
    least = float("-inf")
    for where, name in sorted(beside):
        lines = wrapped(name, 12)
        least = max(where, least + _APART)
        for line in lines:
            drawn.words.append(Words(x=1, dx=6, y=least, text=line))
            least += _APART - 2
        least -= _APART - 2
    top = min(down(y) for curve in chart.curves for _, y in curve.points)
    for number, (at, name) in enumerate(sorted(over)):
        right_half = at > 0.5
        drawn.words.append(
            Words(x=at, y=top - 10 - number * _APART, text=name, anchor="right" if right_half else "left")
        )


def _key(drawn: Scene, chart: Chart, y: float) -> float:
    """What each look stands for and how many there are."""
    for series in chart.series:
        drawn.swatches.append(Swatch(x=0, dx=2 - drawn.left, y=y + LINE / 2, look=series.looks[0]))
        drawn.words.append(Words(x=0, dx=SWATCH + 8 - drawn.left, y=y + LINE / 2, text=series.name))
        y += LINE
    return y


def lay_out_slope(chart: Chart, characters: int) -> Scene:
    """A panel for each outcome, in it a line for each pair from its first score to its second."""
    drawn = Scene(left=_LEFT, right=14)
    (least, _), (most_of_all, _) = chart.curves[0].points
    ticks = ticks_within(least, most_of_all)
    edge = _EDGE * (most_of_all - least)
    low, high = least - edge, most_of_all + edge
    count = len(chart.series)
    wide = (1 - _GAP * (count - 1)) / count
    room = max(int((characters * _PIXELS - _LEFT) * wide / _PIXELS) - 1, 8)
    heads = [wrapped(series.name, room, bold=True) for series in chart.series]
    top = 2.0 + max(len(lines) for lines in heads) * LINE + 10

    def down(value: float) -> float:
        return top + _LINES * (1 - (value - low) / (high - low))

    most = max(value or 0 for series in chart.series for value in series.values)
    for number, (series, lines) in enumerate(zip(chart.series, heads, strict=True)):
        x0 = number * (wide + _GAP)
        ends = (x0 + 0.17 * wide, x0 + 0.83 * wide)
        for place, line in enumerate(lines):
            drawn.words.append(Words(x=x0, y=2 + LINE / 2 + place * LINE, text=line, bold=True))
        for tick, text in ticks:
            drawn.rules.append(Rule(x0=x0, x1=x0 + wide, y0=down(tick), y1=down(tick)))
            if number == 0:
                drawn.words.append(
                    Words(x=0, dx=-6, y=down(tick), text=text, anchor="right", colour=palette.QUIET)
                )
        for x, text in zip(ends, ("before", "after"), strict=True):
            drawn.words.append(
                Words(x=x, y=top + _LINES + 14, text=text, anchor="middle", colour=palette.QUIET)
            )
        _slopes(drawn, series, ends, down, most)
    y = top + _LINES + 30
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2 - _LEFT, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 4
    return drawn


def _slopes(
    drawn: Scene, series: Series, ends: tuple[float, float], down: Callable[[float], float], most: float
) -> None:
    """The lines of one panel, as thick as there are pairs, and at their ends what lies there."""
    look = series.looks[0]
    met: dict[tuple[float, float], list[str]] = {}
    for place, count in enumerate(series.values):
        first, second = series.lows[place], series.highs[place]
        if count is None or first is None or second is None:
            continue
        width = 1.2 if most <= 1 else 1.2 + (_THICK - 1.2) * (count - 1) / (most - 1)
        drawn.rules.append(
            Rule(x0=ends[0], x1=ends[1], y0=down(first), y1=down(second), colour=look.edge, width=width)
        )
        for end in ((ends[0], first), (ends[1], second)):
            met.setdefault(end, []).append(series.hovers[place])
    for (x, score), told in met.items():
        more = len(told) - _TOLD
        hover = "; ".join(told[:_TOLD]) + (
            f"; and {wording.count(more)} more pairs of scores" if more > 0 else ""
        )
        drawn.dots.append(Dot(x=x, y=down(score), colour=look.edge, fill=look.fill, size=8, hover=hover))
