"""A chart as office programs can draw it themselves: categories, series and numbers to edit.

The numbers are those of the printed figures, rounded as they are printed, so that a chart's data sheet
tells no more than its labels. A hidden value is None, and the label at it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from numbers import Integral
from typing import TYPE_CHECKING, Literal

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.table import printed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts.chart import Chart, Kind, Row, Series
    from evaluation.charts.palette import Look

# stacked: bars whose parts are shares of a whole, or counts that add up. bars: one bar a series side by
# side. line: points in order, joined. points: a point with its interval a category.
PlotKind = Literal["stacked", "bars", "line", "points"]
_KINDS: dict[Kind, PlotKind] = {
    "stacked": "stacked",
    "answers": "stacked",
    "likert": "stacked",
    "diverging": "stacked",
    "paired": "bars",
    "bars": "bars",
    "interval": "points",
    "dots": "points",
    "multiverse": "points",
    "trend": "line",
    "course": "line",
}
# Of what is no count: shares are of whole percent; effects have two decimals, averages one.
_SHARES: frozenset[Kind] = frozenset({"stacked", "answers", "diverging", "dots", "multiverse"})
_SHARE_PLACES = 2
_PLACES: dict[Kind, int] = {"interval": 2, "trend": 1, "course": 1}
_LIMIT = palette.Look(palette.PAPER, palette.RULE)
_LIMITS = ("lower limit", "upper limit")


@dataclass(frozen=True, kw_only=True)
class PlotSeries:
    """One series: a value a category (None: hidden or none), the label printed at it, and its look.

    `lows` and `highs` are the ends of intervals; empty where there are none. `looks` are those of single
    categories where they differ from `look`. `form` "line" has no marks of its own, as an average or a
    limit; "interval" has no mark at its values: only the line from its lows to its highs is drawn.
    """

    name: str
    values: tuple[float | None, ...]
    labels: tuple[str, ...]
    look: Look
    lows: tuple[float | None, ...] = ()
    highs: tuple[float | None, ...] = ()
    looks: tuple[Look, ...] = ()
    form: Literal["marks", "line", "interval"] = "marks"


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What an office program is told to draw; `shares` says that values are fractions shown as percent.

    `places` are the decimals that values are rounded to (of a share: of its fraction) and `axis` the words
    of the axis of values, empty where the chart's subtitle says what they are.
    """

    kind: PlotKind
    categories: tuple[str, ...]
    series: tuple[PlotSeries, ...]
    shares: bool
    axis: str = ""
    places: int = 0

    def part(self, start: int, end: int) -> Plot:
        """The same of some categories only, from `start` up to but without `end`."""
        return replace(
            self,
            categories=self.categories[start:end],
            series=tuple(
                replace(
                    one,
                    **{
                        name: getattr(one, name)[start:end]
                        for name in ("values", "labels", "lows", "highs", "looks")
                    },
                )
                for one in self.series
            ),
        )

    def figure(self, value: float) -> str:
        """A value of it as it is printed."""
        if self.shares:
            return wording.share(value)
        return wording.decimal(value, self.places)


def native(chart: Chart) -> Plot | None:
    """What office programs draw for a chart; None for kinds that only a picture shows truly.

    A matrix, a heat table, a map, a funnel and a range of scores are pictures, as are those of single
    families.

    >>> from evaluation.charts import score_range
    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> native(score_range(phq9, phq9.scale("total"))) is None
    True
    """
    kind = _KINDS.get(chart.kind)
    if kind is None:
        return None
    shares = chart.kind in _SHARES or chart.axis == "share" or _fractions(chart)
    places = _SHARE_PLACES if shares else _PLACES.get(chart.kind, 0)
    series: list[PlotSeries] = []
    for number, one in enumerate(chart.series):
        if chart.kind == "trend":
            series += _over_time(one, places, first=number == 0)
        elif one.lows and not any(one.labels) and all(value is None for value in one.values):
            series += _reach(one, places)
        else:
            series.append(_series(one, places, intervals=chart.kind != "likert"))
    return Plot(
        kind=kind,
        categories=tuple(_category(chart, place, row) for place, row in enumerate(chart.rows)),
        series=tuple(series),
        shares=shares,
        axis="" if chart.axis in {"share", "points", "counts"} else chart.axis,
        places=places,
    )


def _fractions(chart: Chart) -> bool:
    """Whether the values of bars are shares: counts are whole numbers by type."""
    values = [value for one in chart.series for value in one.values if value is not None]
    return (
        chart.kind in {"paired", "bars"} and bool(values) and not all(isinstance(v, Integral) for v in values)
    )


def _category(chart: Chart, place: int, row: Row) -> str:
    """A row's words; a row without any is called as the chart's table calls it."""
    # A row's detail is told elsewhere where it is the financial year of a quarter, or the label of its mark.
    told = chart.kind == "trend" or (chart.series and row.detail == chart.series[0].labels[place])
    words = row.label if told else ": ".join(part for part in (row.label, row.detail) if part)
    if words or place >= len(chart.data.rows):
        return words
    return printed(chart.data.rows[place][0])


def _series(one: Series, places: int, *, intervals: bool = True) -> PlotSeries:
    first = one.looks[0] if one.looks else palette.COUNTED
    return PlotSeries(
        name=wording.capital(one.name),
        values=_rounded(one.values, places),
        labels=one.labels,
        look=first,
        lows=_rounded(one.lows, places) if intervals else (),
        highs=_rounded(one.highs, places) if intervals else (),
        looks=one.looks if any(look != first for look in one.looks) else (),
    )


def _over_time(one: Series, places: int, *, first: bool) -> list[PlotSeries]:
    """A series over time; the limits of the first are lines of their own, drawn alike."""
    made = replace(_series(one, places), lows=(), highs=())
    if not first:
        known = any(value is not None for value in made.values)
        return [replace(made, form="line", labels=_at_the_end(made))] if known else []
    limits = [
        PlotSeries(
            name=wording.capital(name),
            values=_rounded(values, places),
            labels=("",) * len(values),
            look=_LIMIT,
            form="line",
        )
        for name, values in zip(_LIMITS, (one.lows, one.highs), strict=True)
        if any(value is not None for value in values)
    ]
    # What chance explains is how most points look, so that is how the line does.
    common = palette.COMMON if made.looks else made.look
    return [replace(made, look=common), *limits]


def _at_the_end(one: PlotSeries) -> tuple[str, ...]:
    """Its labels without all but the last one that has a value: the line is level before it."""
    known = [place for place, value in enumerate(one.values) if value is not None]
    return tuple(label if [place] == known[-1:] else "" for place, label in enumerate(one.labels))


def _reach(one: Series, places: int) -> list[PlotSeries]:
    """A series that is a line from one end to the other and nothing else."""
    lows, highs = _rounded(one.lows, places), _rounded(one.highs, places)
    if all(low is None for low in lows):
        return []
    return [replace(_series(one, places), values=highs, lows=lows, highs=highs, form="interval")]


def _rounded(values: Iterable[float | None], places: int) -> tuple[float | None, ...]:
    """The values with the decimals that are printed."""
    return tuple(None if value is None else wording.rounded(value, places) for value in values)
