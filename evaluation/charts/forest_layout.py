"""Where the marks of a forest plot go: services below one another on one axis, and what they have in common.

Services come first, a point as large as there are people, with its interval; below a line what is said of
all of them together. The range for a further service is a hollow bar, so that it can't pass for an interval.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.scene import (
    LABEL_WIDTH,
    LINE,
    WIDE_LABEL,
    Dot,
    Rect,
    Rule,
    Scene,
    Words,
    beside,
    margin,
    wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.chart import Chart
    from evaluation.charts.scene import Anchor

SERVICE, TOGETHER, FURTHER = palette.BETTER, palette.BEFORE, palette.COMMON
SHARE = "Share"  # how the axis of a forest of shares begins
_TALL = 42  # pixels of a row
_HOLLOW = 10
_SMALLEST, _LARGEST = 7.0, 19.0  # pixels of a point
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_STEPS = (0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 1e9)


def lay_out_forest(chart: Chart, characters: int) -> Scene:
    """Each service's name at the left, its figure above its interval; what is common below a line."""
    width = LABEL_WIDTH if characters < 80 else WIDE_LABEL
    names = [wrapped(row.label, width) or [""] for row in chart.rows]
    drawn = Scene(left=max(margin(names), 60), right=22)
    figures, sizes = chart.series
    low, high, ticks = _axis(chart)

    def at(value: float) -> float:
        return min(max((value - low) / (high - low), 0.0), 1.0)

    most = max((size for size in sizes.values if size is not None), default=1.0) or 1.0
    y = 2.0
    for place, lines in enumerate(names):
        look = figures.looks[place]
        if look != SERVICE and (place == 0 or figures.looks[place - 1] == SERVICE):
            drawn.rules.append(Rule(x0=0, x1=1, y0=y, y1=y, colour=palette.INK, width=1.5))
            y += 4
        tall = max(_TALL, len(lines) * (LINE - 2) + 8)
        beside(drawn, lines, y + tall / 2)
        drawn.words.append(Words(x=0, dx=4, y=y + LINE / 2, text=figures.labels[place], colour=palette.QUIET))
        drawn.rules += [Rule(x0=at(tick), x1=at(tick), y0=y + LINE, y1=y + tall - 2) for tick, _ in ticks]
        if low < 0 < high:
            drawn.rules.append(Rule(x0=at(0), x1=at(0), y0=y + LINE, y1=y + tall, colour=palette.GREY))
        _mark(drawn, chart, place, y + LINE + 9, at, (sizes.values[place] or 0.0) / most)
        y += tall
        drawn.rules.append(Rule(x0=0, x1=1, y0=y - 2, y1=y - 2))
    for tick, text in ticks:
        drawn.rules.append(Rule(x0=at(tick), x1=at(tick), y0=y - 2, y1=y + 4))
        drawn.words.append(Words(x=at(tick), y=y + 16, text=text, anchor="middle"))
    y += 30
    if not chart.axis.startswith(SHARE):
        for text, x, anchor in _ENDS:
            drawn.words.append(Words(x=x, y=y + LINE / 2, text=text, anchor=anchor, bold=True))
        y += LINE
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2 - drawn.left, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 4
    return drawn


_ENDS: tuple[tuple[str, float, Anchor], ...] = (
    ("\N{LEFTWARDS ARROW} worse", 0.0, "left"),
    ("better \N{RIGHTWARDS ARROW}", 1.0, "right"),
)


def _mark(
    drawn: Scene, chart: Chart, place: int, y: float, at: Callable[[float], float], part: float
) -> None:
    """A point with its interval, or the hollow bar of the range for a further service."""
    figures = chart.series[0]
    look, hover = figures.looks[place], figures.hovers[place]
    value, low, high = figures.values[place], figures.lows[place], figures.highs[place]
    if look == FURTHER:
        if low is not None and high is not None:
            drawn.rects.append(Rect(x0=at(low), x1=at(high), y=y, height=_HOLLOW, look=look, hover=hover))
        return
    if low is not None and high is not None:
        wide = 3 if look == SERVICE else 5
        drawn.rules.append(Rule(x0=at(low), x1=at(high), y0=y, y1=y, colour=look.edge, width=wide))
    if value is not None:
        # The area of a point, not its width, is in proportion to how many people there are.
        size = max(_SMALLEST, _LARGEST * sqrt(part)) if look == SERVICE else 11.0
        drawn.dots.append(Dot(x=at(value), y=y, colour=look.edge, fill=look.fill, size=size, hover=hover))


def _axis(chart: Chart) -> tuple[float, float, list[tuple[float, str]]]:
    """Both ends of the axis and its ticks: 0% to 100% of shares, round numbers around 0 of effects."""
    if chart.axis.startswith(SHARE):
        return 0.0, 1.0, [(tick, wording.share(tick)) for tick in _SHARES]
    figures = chart.series[0]
    ends = [v for part in (figures.values, figures.lows, figures.highs) for v in part if v is not None]
    reach = max([0.5, *(abs(value) for value in ends)])
    step = next(step for step in _STEPS if reach / step <= 4)
    first = min(-1, floor(min([0.0, *ends]) / step))
    last = max(1, ceil(max([0.0, *ends]) / step))
    return step * first, step * last, [(step * n, f"{step * n:g}") for n in range(first, last + 1)]
