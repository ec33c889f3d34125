"""The description of a chart: what it says and shows, apart from how it is drawn.

One description feeds the screen, the printed picture, its alt text and the table of its
figures. A value of None is hidden: its label says so and no mark is drawn for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from evaluation.charts.palette import Look
    from evaluation.charts.table import Table

# stacked: shares that make up a whole. paired: two bars a row. bars: one bar a row.
# interval: a point with its interval. matrix: counts of moves between bands.
# range: named ranges of scores on one axis. answers: shares of a whole, one thin bar a question.
# trend: points in the order of time with average and limits, on an axis of shares or of points.
# course: points in order with intervals, of one group or two.
# dots: a point with its interval a group. funnel: shares against sizes, with curves.
# forest: a point with its interval a service, then what is said of all; the second series is their sizes.
# multiverse: a point a definition with its interval and how far those missing could move it.
# likert: two bars, before and after, whose parts are how many gave which answer.
# diverging: shares of answers, lowest first, laid round the middle: lower ones left of a line, higher right.
# map: a share an area, shaded in the same steps and numbered, with a line a row below.
# heat: a share a cell, printed and shaded in five steps; the columns are the series, and so may be many.
# slope, scatter: one mark for each pair of scores that occurs, so of single families: in no export. A
# series is one outcome: its values are how many, its lows their first score, its highs their second.
Kind = Literal[
    "stacked",
    "paired",
    "bars",
    "interval",
    "matrix",
    "range",
    "answers",
    "trend",
    "course",
    "dots",
    "funnel",
    "forest",
    "multiverse",
    "likert",
    "diverging",
    "heat",
    "map",
    "slope",
    "scatter",
]
MOST_SERIES = 4
MOST_ANSWERS = 5  # the parts of a bar of answers, which are in order and so can be told apart
INDIVIDUAL: frozenset[Kind] = frozenset({"slope", "scatter"})


@dataclass(frozen=True)
class Row:
    """A row of a chart: its words, and a quieter line that says measure, rater and n."""

    label: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Series:
    """One value a row, and the text printed beside its mark; `look` differs row by row."""

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    looks: tuple[Look, ...]
    hovers: tuple[str, ...]
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Curve:
    """A line through a funnel: its name and its points (size, share)."""

    name: str
    points: tuple[tuple[float, float], ...]
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class Marked:
    """Rows of a chart over time that are marked under its axis, what the mark means, and its hovers."""

    name: str
    places: tuple[int, ...]
    hovers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What a chart says: title (the finding in words), subtitle (measure, rater, period, n), marks.

    `how` says line by line how its figures were calculated: whose scores, which of them, what counts
    as better and who says so, which interval, of how many. `about` is the measure and scale as their
    definitions call them, for the name of a file; empty where a chart is about several. `areas` are the
    outlines of a map's rows, empty for a row that has none; in `degrees` or in units as long each way.

    Raises ValueError when a text that readers rely on is empty, a series does not fit the
    rows, a bar would be negative, or more series than can be told apart would be drawn.
    """

    kind: Kind
    title: str
    subtitle: str
    alt: str
    caption: str
    how: tuple[str, ...]
    data: Table
    rows: tuple[Row, ...]
    series: tuple[Series, ...]
    axis: str = ""
    curves: tuple[Curve, ...] = ()
    marked: Marked | None = None
    areas: tuple[tuple[tuple[tuple[float, float], ...], ...], ...] = ()
    degrees: bool = False
    about: str = ""

    def __post_init__(self) -> None:
        for name in ("title", "subtitle", "alt", "caption"):
            if not getattr(self, name).strip():
                raise ValueError(f"a chart needs {name} text")
        if not self.how or not all(line.strip() for line in self.how):
            raise ValueError("a chart needs to say how it was calculated")
        most = MOST_ANSWERS if self.kind in {"likert", "diverging"} else MOST_SERIES
        if self.kind not in {"matrix", "heat"} and len(self.series) > most:
            raise ValueError(f"at most {most} series can be told apart")
        for series in self.series:
            parts = (series.values, series.labels, series.looks, series.hovers)
            if any(len(part) != len(self.rows) for part in parts):
                raise ValueError(
                    f"series {series.name!r} must have one entry for each of {len(self.rows)} rows"
                )
            below = any(v is not None and v < 0 for v in series.values)
            if below and self.kind not in {"interval", "range", "trend", "course", "forest", *INDIVIDUAL}:
                raise ValueError(f"series {series.name!r}: bars start at zero and can't be negative")
