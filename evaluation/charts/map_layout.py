"""Where the areas of a map go: shaded outlines with a number each, and below them what each number says.

Outlines are laid flat as equirectangular maps are: a degree of longitude is as wide as it is at the middle
latitude. They are sized in pixels, so that no width of a screen pulls them out of shape.
"""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING

from evaluation.charts import palette
from evaluation.charts.heat_layout import legend
from evaluation.charts.lettering import width
from evaluation.charts.scene import LINE, SIZE, SWATCH, Outline, Scene, Swatch, Words, wrapped

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart

_PIXELS = 6.2  # of a character of a line, within the frame that a page may put round a chart
_WIDEST, _TALLEST = 480.0, 360.0
_EDGE = 3.0
_GRID = 24  # points each way that are tried for a number's place

Point = tuple[float, float]
Ring = tuple[Point, ...]


def lay_out_map(chart: Chart, characters: int) -> Scene:
    """The outlines of the rows that have some, numbered, then a line for each row."""
    drawn = Scene()
    series = chart.series[0]
    y = legend(drawn, chart, characters)
    flat = _flat(chart, min(_WIDEST, characters * _PIXELS))
    numbers = _numbers(chart)
    taken: list[tuple[float, float, float]] = []
    for place, rings in enumerate(flat):
        if not rings:
            continue
        look, hover = series.looks[place], series.hovers[place]
        drawn.outlines.append(Outline(x=0, y=y, rings=rings, look=look, hover=hover))
        (across, down), text = _inside(rings), numbers[place]
        wide = width(text, SIZE, bold=True)
        # Two numbers that would run into each other: the later is found by its row's words alone.
        if all(abs(down - b) >= 15 or abs(across - a) >= (wide + w) / 2 + 2 for a, b, w in taken):
            taken.append((across, down, wide))
            drawn.words.append(
                Words(x=0, dx=across, y=y + down, text=text, anchor="middle", bold=True, colour=look.ink)
            )
    y += max((down for rings in flat for ring in rings for _, down in ring), default=0) + 14
    for place, row in enumerate(chart.rows):
        drawn.swatches.append(Swatch(x=0, dx=1, y=y + LINE / 2, look=series.looks[place]))
        said = f"{numbers[place]}. {row.label}" if numbers[place] else f"{row.label} (not on the map)"
        for line in wrapped(f"{said}: {series.labels[place]}", characters - 4):
            drawn.words.append(Words(x=0, dx=SWATCH + 6, y=y + LINE / 2, text=line))
            y += LINE
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2, y=y + 4 + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    drawn.height = y + 8
    return drawn


def _numbers(chart: Chart) -> list[str]:
    """The number of each row on the map; empty where it has no outline."""
    numbers, last = [], 0
    for rings in chart.areas:
        last += bool(rings)
        numbers.append(str(last) if rings else "")
    return numbers


def _flat(chart: Chart, room: float) -> list[tuple[Ring, ...]]:
    """The outlines in pixels from the top left corner, as large as has room; north is up."""
    points = [point for rings in chart.areas for ring in rings for point in ring]
    if not points:
        return [() for _ in chart.areas]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    bottom, top = min(y for _, y in points), max(y for _, y in points)
    squeeze = cos(radians((bottom + top) / 2)) if chart.degrees else 1.0
    wide, tall = max((right - left) * squeeze, 1e-9), max(top - bottom, 1e-9)
    scale = min((room - 2 * _EDGE) / wide, (_TALLEST - 2 * _EDGE) / tall)
    return [
        tuple(
            tuple((_EDGE + (x - left) * squeeze * scale, _EDGE + (top - y) * scale) for x, y in ring)
            for ring in rings
        )
        for rings in chart.areas
    ]


def _inside(rings: tuple[Ring, ...]) -> Point:
    """A place for a number: the point of a grid, inside the outlines, that is farthest from all of them."""
    largest = max(rings, key=_size)
    xs, ys = [x for x, _ in largest], [y for _, y in largest]
    left, top = min(xs), min(ys)
    wide, tall = max(xs) - left, max(ys) - top
    tried = [
        (left + wide * (i + 0.5) / _GRID, top + tall * (j + 0.5) / _GRID)
        for i in range(_GRID)
        for j in range(_GRID)
    ]
    held = [point for point in tried if sum(_holds(ring, point) for ring in rings) % 2]
    if not held:
        return (left + wide / 2, top + tall / 2)
    few = [point for ring in rings for point in ring[:: max(1, len(ring) // 60)]]
    few += [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
        for ring in rings
        if len(ring) < 60
        for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)
    ]
    return max(held, key=lambda at: min((at[0] - x) ** 2 + (at[1] - y) ** 2 for x, y in few))


def _size(ring: Ring) -> float:
    """Twice an outline's area."""
    following = (*ring[1:], ring[0])
    return abs(sum(a * d - c * b for (a, b), (c, d) in zip(ring, following, strict=True)))


def _holds(ring: Ring, point: Point) -> bool:
    """Whether a point lies inside an outline: a line from it crosses the outline an odd number of times."""
    x, y = point
    inside = False
    for (x0, y0), (x1, y1) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
    return inside
