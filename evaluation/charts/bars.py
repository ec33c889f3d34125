"""Where bars go: stacked shares, pairs of bars, single bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.charts import palette
from evaluation.charts.scene import (
    BAR,
    GAP,
    LABEL_WIDTH,
    LINE,
    ROOM_AFTER,
    SWATCH,
    THIN,
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
    from evaluation.charts.chart import Chart, Series


WIDE = 65  # characters on a line from which two panels have room
_PANELS = (0.0, 0.58)  # where they start, in shares of the width
_PANEL = 0.42  # and how wide the longest bar is; between them is room for its label


def stacked(chart: Chart, characters: int) -> Scene:
    """Lay out the chart's stacked bars; `characters` is how many fit on a line."""
    drawn = Scene()
    y = 2.0
    for place, row in enumerate(chart.rows):
        for text, bold in ((row.label, True), (row.detail, False)):
            for line in wrapped(text, characters, bold=bold):
                drawn.words.append(
                    Words(
                        x=0,
                        y=y + LINE / 2,
                        text=line,
                        bold=bold,
                        colour=palette.INK if bold else palette.QUIET,
                    )
                )
                y += LINE
        y += 4
        # Hidden parts take no width: what is shown is packed from the left, so that a gap tells nothing.
        parts = [(series.values[place], series) for series in chart.series]
        whole = max(1.0, sum(value or 0 for value, _ in parts))
        drawn.rules.append(Rule(x0=0, x1=1, y0=y + BAR + 1, y1=y + BAR + 1))
        start = 0.0
        for value, series in parts:
            if value:
                end = start + value / whole
                drawn.rects.append(
                    Rect(
                        x0=start,
                        x1=min(1.0, end),
                        y=y + BAR / 2,
                        height=BAR,
                        look=series.looks[place],
                        hover=series.hovers[place],
                    )
                )
                start = end
        y += BAR + 4
        y = (
            _listed(drawn, chart, place, y, characters)
            if len(chart.rows) == 1
            else _in_line(drawn, chart, place, y, characters)
        )
        y += GAP
    drawn.height = y - GAP + 2
    return drawn


def _listed(drawn: Scene, chart: Chart, place: int, y: float, characters: int) -> float:
    """A line for each part, with room for n, share and interval."""
    y += 4
    for series in chart.series:
        drawn.swatches.append(Swatch(x=0, y=y + LINE / 2, look=series.looks[place]))
        for line in wrapped(series.labels[place], characters):
            drawn.words.append(Words(x=0, dx=18, y=y + LINE / 2, text=line))
            y += LINE
        y += 4
    return y


def _in_line(drawn: Scene, chart: Chart, place: int, y: float, characters: int) -> float:
    """All parts on one line: the first at the left, the last at the right end.

    Where a chart has a row whose parts are too long for the narrowest screen, those in the
    middle go on a line of their own, in every row alike.
    """
    *others, last = chart.series
    crowded = any(
        sum(len(series.labels[row]) + 3 for series in chart.series) > characters - 6
        for row in range(len(chart.rows))
    )
    middle = y + LINE / 2
    text, look = last.labels[place], last.looks[place]
    drawn.words.append(Words(x=1, dx=-SWATCH - 5, y=middle, text=text, anchor="right"))
    drawn.swatches.append(Swatch(x=1, dx=-SWATCH, y=middle, look=look))
    for number, series in enumerate(others):
        text, look = series.labels[place], series.looks[place]
        x, below = (0.0, LINE * number) if crowded else (0.27 * number, 0)
        drawn.words.append(Words(x=x, dx=SWATCH + 5, y=middle + below, text=text))
        drawn.swatches.append(Swatch(x=x, y=middle + below, look=look))
    return y + LINE * (len(others) if crowded else 1)


def paired(chart: Chart, characters: int) -> Scene:
    """Lay out the chart's pairs of bars; `characters` is how many fit on a line.

    Where there is room the two series stand side by side on one scale, which halves the height.
    """
    if characters >= WIDE and len(chart.series) == 2:
        return _side_by_side(chart, characters)
    labels = [wrapped(row.label, LABEL_WIDTH) or [""] for row in chart.rows]
    drawn = Scene(left=margin(labels), right=ROOM_AFTER)
    most = max((v for s in chart.series for v in s.values if v is not None), default=0) or 1
    y = 2.0
    at = 2 - drawn.left  # from the left edge in pixels: the plot area may be too narrow for both names
    for series in chart.series:
        drawn.swatches.append(Swatch(x=0, dx=at, y=y + LINE / 2, look=series.looks[0]))
        drawn.words.append(Words(x=0, dx=at + SWATCH + 5, y=y + LINE / 2, text=series.name, bold=True))
        at += max(90, margin([[series.name]]) + SWATCH + 10)
    y += LINE + 8
    top = y
    for place, lines in enumerate(labels):
        tall = max(len(chart.series) * THIN + 2, len(lines) * (LINE - 2))
        beside(drawn, lines, y + tall / 2)
        at = y + (tall - len(chart.series) * THIN) / 2
        for series in chart.series:
            _bar(drawn, series, place, most=most, y=at, height=THIN)
            at += THIN
        y += tall + 9
    drawn.rules.append(Rule(x0=0, x1=0, y0=top - 2, y1=y - 8, colour=palette.GREY))
    drawn.height = _axis(drawn, chart, y, characters)
    return drawn


def _side_by_side(chart: Chart, characters: int) -> Scene:
    """Two panels with the same rows and the same scale, the labels at the left of both."""
    labels = [wrapped(row.label, LABEL_WIDTH) or [""] for row in chart.rows]
    drawn = Scene(left=margin(labels), right=ROOM_AFTER)
    most = max((v for s in chart.series for v in s.values if v is not None), default=0) or 1
    y = 2.0
    for start, series in zip(_PANELS, chart.series, strict=True):
        drawn.swatches.append(Swatch(x=start, y=y + LINE / 2, look=series.looks[0]))
        drawn.words.append(Words(x=start, dx=SWATCH + 5, y=y + LINE / 2, text=series.name, bold=True))
    y += LINE + 4
    top = y
    for place, lines in enumerate(labels):
        tall = max(THIN + 4, len(lines) * (LINE - 2))
        beside(drawn, lines, y + tall / 2)
        for start, series in zip(_PANELS, chart.series, strict=True):
            _bar(drawn, series, place, most=most, y=y + (tall - THIN) / 2, height=THIN, panel=(start, _PANEL))
        y += tall + 2
    for start in _PANELS:
        drawn.rules.append(Rule(x0=start, x1=start, y0=top - 2, y1=y, colour=palette.GREY))
    drawn.height = _axis(drawn, chart, y + 4, characters)
    return drawn


def bars(chart: Chart, characters: int) -> Scene:
    """Lay out the chart's single bars; `characters` is how many fit on a line."""
    series = chart.series[0]
    drawn = Scene(right=_room(series))
    most = max((v for v in series.values if v is not None), default=0) or 1
    y = 2.0
    for place, row in enumerate(chart.rows):
        for line in wrapped(row.label, characters):
            drawn.words.append(Words(x=0, y=y + LINE / 2, text=line))
            y += LINE
        y += 2
        _bar(drawn, series, place, most=most, y=y, height=THIN + 2)
        y += THIN + 12
    drawn.height = y
    return drawn


def _room(series: Series) -> float:
    """The width in pixels that the label of the longest bar needs after it."""
    return max(ROOM_AFTER, margin([list(series.labels)]))


def _bar(
    drawn: Scene,
    series: Series,
    place: int,
    *,
    most: float,
    y: float,
    height: float,
    panel: tuple[float, float] = (0.0, 1.0),
) -> None:
    """A bar from the panel's start with its label at its end; a hidden value has the label alone.

    `panel` is where it starts and how wide it is, in shares of the width.
    """
    start, width = panel
    end = start + width * (series.values[place] or 0.0) / most
    middle = y + height / 2
    if end > start:
        look, hover = series.looks[place], series.hovers[place]
        drawn.rects.append(Rect(x0=start, x1=end, y=middle, height=height - 2, look=look, hover=hover))
    drawn.words.append(Words(x=end, dx=6, y=middle, text=series.labels[place]))


def _axis(drawn: Scene, chart: Chart, y: float, characters: int) -> float:
    for line in wrapped(chart.axis, characters):
        drawn.words.append(Words(x=0, dx=2 - drawn.left, y=y + LINE / 2, text=line, colour=palette.QUIET))
        y += LINE
    return y + 4
