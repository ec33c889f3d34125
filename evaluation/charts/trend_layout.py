"""Where the points, lines and words of a chart over time go."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.scene import LINE, Dot, Rule, Scene, Words, wrapped
from evaluation.charts.ticks import upright_ticks

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.chart import Chart, Series

TALL = 220
_TOP = 24  # room above the plot for a value
_PIXELS = 7.1  # of a character of a line
_LEFT, _RIGHT = 46, 92
_APART = 40  # pixels between two printed values
_BY_THE_AXIS = 20  # pixels from it
_FEW = 14  # points of which more are printed
_KEY = (
    (palette.COMMON, "no sign of change"),
    (palette.BETTER, "stands out from chance: improvement"),
    (palette.WORSE, "stands out from chance: concern"),
)
COUNTS = "counts"  # the axis of points of which neither more nor fewer is better
_COUNTS_KEY = (
    (palette.COMMON, "no sign of change"),
    (palette.BETTER, "stands out from chance: more"),
    (palette.WORSE, "stands out from chance: fewer"),
)
_MARK = palette.TURQUOISE
_MARK_SIZE = 9.0


def lay_out_trend(chart: Chart, characters: int) -> Scene:
    """Points from left to right on a scale from 0% to 100%, or on one that holds all values and zero.

    Rows that are marked have a dot under the axis, above the names of the periods.
    """
    drawn = Scene(left=_LEFT, right=_RIGHT)
    points = chart.series[0]
    count = len(chart.rows)
    wide = characters * _PIXELS - _LEFT - _RIGHT
    ticks = upright_ticks(chart, start=0.0)
    low, high = ticks[0][0], ticks[-1][0]
    xs = [(place + 0.5) / count for place in range(count)]

    def at(value: float) -> float:
        return _TOP + TALL * (1 - (value - low) / (high - low))

    for tick, text in ticks:
        drawn.rules.append(Rule(x0=0, x1=1, y0=at(tick), y1=at(tick)))
        drawn.words.append(Words(x=0, dx=-6, y=at(tick), text=text, anchor="right", colour=palette.QUIET))
    below = _marks(drawn, chart, xs, wide)
    _years(drawn, chart, xs, wide, below)
    _limits(drawn, chart, at)
    for (x0, first), (x1, second) in pairwise(zip(xs, points.values, strict=True)):
        if first is not None and second is not None:
            drawn.rules.append(
                Rule(x0=x0, x1=x1, y0=at(first), y1=at(second), colour=palette.QUIET, width=1.5)
            )
    size = max(7.0, min(13.0, 0.6 * wide / count))
    for x, value, look, hover in zip(xs, points.values, points.looks, points.hovers, strict=True):
        if value is not None:
            drawn.dots.append(Dot(x=x, y=at(value), colour=look.edge, fill=look.fill, size=size, hover=hover))
    _values(drawn, points, xs, at, wide)
    y = _key(drawn, chart, _TOP + TALL + below + 12 + 2 * LINE, characters)
    drawn.height = y + 4
    return drawn


def _key(drawn: Scene, chart: Chart, y: float, characters: int) -> float:
    """What a dot under the axis means, and the looks of points where there are several."""
    used = set(chart.series[0].looks)
    if chart.marked is not None:
        drawn.dots.append(Dot(x=0, y=y + LINE / 2, colour=_MARK, size=_MARK_SIZE, hover=chart.marked.name))
        for line in wrapped(chart.marked.name, characters - 10):
            drawn.words.append(Words(x=0, dx=14, y=y + LINE / 2, text=line))
            y += LINE
    for look, text in (_COUNTS_KEY if chart.axis == COUNTS else _KEY) if len(used) > 1 else ():
        if look in used:
            drawn.dots.append(Dot(x=0, y=y + LINE / 2, colour=look.edge, fill=look.fill, size=11, hover=text))
            drawn.words.append(Words(x=0, dx=14, y=y + LINE / 2, text=text))
            y += LINE
    return y


def _marks(drawn: Scene, chart: Chart, xs: list[float], wide: float) -> float:
    """The dots of marked rows under the axis, and how much room they take."""
    if chart.marked is None:
        return 0.0
    size = min(_MARK_SIZE, 0.8 * wide / len(xs))
    for place, hover in zip(chart.marked.places, chart.marked.hovers, strict=True):
        drawn.dots.append(Dot(x=xs[place], y=_TOP + TALL + 12, colour=_MARK, size=size, hover=hover))
    return 16.0


def _years(drawn: Scene, chart: Chart, xs: list[float], wide: float, below: float) -> None:
    """The first and the last period by name, `below` pixels under the axis, and where years begin."""
    bottom = _TOP + TALL + below
    y = bottom + 12 + LINE / 2
    first, last = chart.rows[0], chart.rows[-1]
    drawn.words.append(Words(x=0, dx=-_LEFT / 2, y=y + LINE, text=first.label, colour=palette.QUIET))
    if last != first:
        drawn.words.append(
            Words(x=1, dx=10, y=y + LINE, text=last.label, anchor="right", colour=palette.QUIET)
        )
    half = 0.5 / len(xs)
    before = None
    for x, (row, after) in zip(xs[1:], pairwise(chart.rows), strict=True):
        if after.detail == row.detail:
            continue
        drawn.rules.append(Rule(x0=x - half, x1=x - half, y0=_TOP, y1=bottom + 6))
        room = before is None or (x - before) * wide > 66
        if room and (1 - x + half) * wide > 44:
            drawn.words.append(Words(x=x - half, dx=3, y=y, text=after.detail, colour=palette.QUIET))
            before = x


def _limits(drawn: Scene, chart: Chart, at: Callable[[float], float]) -> None:
    """Average, limits and target, each named at its right end while it holds for the latest points."""
    points, average, *others = chart.series
    named: list[tuple[float, str, str]] = []
    lines = [
        (average.values, "average", palette.GREY, False),
        (points.lows, "limit", palette.GREY, True),
        (points.highs, "limit", palette.GREY, True),
        *((series.values, series.name, palette.PINK, True) for series in others),
    ]
    for values, name, colour, dashed in lines:
        _steps(drawn, values, at, colour, dashed=dashed)
        latest = next((value for value in reversed(values) if value is not None), None)
        if latest is not None and (average.values[-1] is not None or name == "target"):
            named.append((at(latest), f"{name} {_short(latest, chart.axis)}", colour))
    below = float("-inf")
    for where, text, colour in sorted(named):
        below = max(where, below + LINE - 3)
        drawn.words.append(Words(x=1, dx=6, y=below, text=text, colour=colour))


def _steps(
    drawn: Scene,
    values: tuple[float | None, ...],
    at: Callable[[float], float],
    colour: str,
    *,
    dashed: bool,
) -> None:
    """A line that is level over each period and steps where its value changes."""
    count, start = len(values), 0
    for place, value in enumerate(values):
        after = values[place + 1] if place + 1 < count else None
        if value is not None and after != value:
            y = at(value)
            drawn.rules.append(
                Rule(
                    x0=start / count,
                    x1=(place + 1) / count,
                    y0=y,
                    y1=y,
                    colour=colour,
                    width=1.5,
                    dashed=dashed,
                )
            )
            # A new part of the series begins with a break, not with a step.
            if after is not None and dashed:
                x = (place + 1) / count
                drawn.rules.append(Rule(x0=x, x1=x, y0=y, y1=at(after), colour=colour))
        if after != value:
            start = place + 1


def _short(value: float, axis: str) -> str:
    """A number on a line, printed as the points are."""
    return wording.share(value, short=True) if axis == "share" else wording.decimal(value, 1)


def _values(drawn: Scene, points: Series, xs: list[float], at: Callable[[float], float], wide: float) -> None:
    """The numbers of the latest, the highest and the lowest point, and of a few others where they fit."""
    known = [place for place, value in enumerate(points.values) if value is not None]
    if not known:
        return
    by_value = sorted(known, key=lambda place: points.values[place] or 0)
    told: list[int] = []
    few = known if len(known) <= _FEW else []
    for place in (known[-1], by_value[-1], by_value[0], *few):
        if all(abs(xs[place] - xs[other]) * wide >= _APART for other in told):
            told.append(place)
    for place in told:
        value = points.values[place] or 0.0
        beside = [points.values[i] for i in (place - 1, place + 1) if 0 <= i < len(xs)]
        near = [other for other in beside if other is not None]
        above = not near or 2 * value >= min(near) + max(near)
        first = xs[place] * wide < _BY_THE_AXIS  # whose numbers a label in the middle would run into
        drawn.words.append(
            Words(
                x=xs[place],
                dx=-4 if first else 0,
                y=at(value) + (-15 if above else 15),
                text=points.labels[place],
                anchor="left" if first else "middle",
                bold=points.looks[place] != palette.COMMON,
            )
        )
