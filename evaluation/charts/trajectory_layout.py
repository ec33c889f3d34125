"""Where the points, intervals and words of a chart of several stages go."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from evaluation.charts import palette
from evaluation.charts.scene import LINE, Dot, Rule, Scene, Words, wrapped
from evaluation.charts.ticks import upright_ticks

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.chart import Chart, Series

_TALL, _TOP, _LEFT, _RIGHT = 220, 30, 46, 20
_PIXELS = 7.1  # of a character of a line
_FEW = 5  # points whose names and values are all printed
_APART = 0.07  # of the room of a point, between its two marks


def lay_out_course(chart: Chart, characters: int) -> Scene:
    """Points from left to right, each with its interval; the second series lies a little to the right."""
    drawn = Scene(left=_LEFT, right=_RIGHT)
    count = len(chart.rows)
    ticks = upright_ticks(chart)
    low, high = ticks[0][0], ticks[-1][0]

    def at(value: float) -> float:
        return _TOP + _TALL * (1 - (value - low) / (high - low))

    for tick, text in ticks:
        drawn.rules.append(Rule(x0=0, x1=1, y0=at(tick), y1=at(tick)))
        drawn.words.append(Words(x=0, dx=-6, y=at(tick), text=text, anchor="right", colour=palette.QUIET))
    for number, series in enumerate(chart.series):
        aside = 0.0 if len(chart.series) == 1 else (number - 0.5) * 2 * _APART
        xs = [(place + 0.5 + aside) / count for place in range(count)]
        _line(drawn, series, xs, at, second=number > 0)
        _values(drawn, series, xs, at, second=number > 0)
    bottom = _names(drawn, chart, _TOP + _TALL + 12, characters)
    drawn.height = _key(drawn, chart, bottom) + 4
    return drawn


def _line(
    drawn: Scene, series: Series, xs: list[float], at: Callable[[float], float], *, second: bool
) -> None:
    look = series.looks[0]
    for (x0, y0), (x1, y1) in pairwise(zip(xs, series.values, strict=True)):
        if y0 is not None and y1 is not None:
            drawn.rules.append(
                Rule(x0=x0, x1=x1, y0=at(y0), y1=at(y1), colour=look.edge, width=1.5, dashed=second)
            )
    for x, value, low, high, hover in zip(
        xs, series.values, series.lows, series.highs, series.hovers, strict=True
    ):
        if value is None:
            continue
        if low is not None and high is not None:
            drawn.rules.append(Rule(x0=x, x1=x, y0=at(low), y1=at(high), colour=look.edge, width=1.5))
        drawn.dots.append(Dot(x=x, y=at(value), colour=look.edge, fill=look.fill, size=11, hover=hover))


def _values(
    drawn: Scene, series: Series, xs: list[float], at: Callable[[float], float], *, second: bool
) -> None:
    """Each value above its interval, of the second series beside its mark; of many the first and last."""
    known = [place for place, value in enumerate(series.values) if value is not None]
    told = known if len(xs) <= _FEW else known[:1] + known[1:][-1:]
    for place in told:
        value = series.values[place] or 0.0
        high = series.highs[place]
        above = at(value) - 16 if high is None else at(high) - 12
        drawn.words.append(
            Words(
                x=xs[place],
                dx=9 if second else 0,
                y=_beside(series, place, at) if second else max(above, 8),
                text=series.labels[place],
                anchor="left" if second else "middle",
                bold=not second,
                colour=series.looks[place].edge,
            )
        )


def _beside(series: Series, place: int, at: Callable[[float], float]) -> float:
    """The height of a value to the right of its mark, on the side that the line to the next leaves free."""
    here = at(series.values[place] or 0.0)
    following = series.values[place + 1] if place + 1 < len(series.values) else None
    rises = following is not None and at(following) < here
    return here + 10 if rises and here + 10 < _TOP + _TALL - 6 else here - 10


def _names(drawn: Scene, chart: Chart, top: float, characters: int) -> float:
    """The points' names under them, in as many lines as they need; of many points some."""
    count = len(chart.rows)
    room = max(int((characters * _PIXELS - _LEFT - _RIGHT) / _PIXELS / count) - 1, 4)
    lines = [wrapped(row.label, room) for row in chart.rows]
    if count <= _FEW:
        told = list(range(count))
    else:
        every = max(ceil(count * 4 / max(characters - 12, 1)), 1)
        told = list(range(0, count, every))
    for place in told:
        for number, line in enumerate(lines[place]):
            drawn.words.append(
                Words(
                    x=(place + 0.5) / count,
                    y=top + LINE / 2 + number * (LINE - 2),
                    text=line,
                    anchor="middle",
                    colour=palette.QUIET,
                )
            )
    return top + max(len(lines[place]) for place in told) * (LINE - 2) + 8


def _key(drawn: Scene, chart: Chart, y: float) -> float:
    """Which mark is who; the lines are said to be intervals by the caption."""
    for series in chart.series:
        look = series.looks[0]
        drawn.dots.append(
            Dot(x=0, y=y + LINE / 2, colour=look.edge, fill=look.fill, size=11, hover=series.name)
        )
        drawn.words.append(Words(x=0, dx=14, y=y + LINE / 2, text=series.name))
        y += LINE
    return y
