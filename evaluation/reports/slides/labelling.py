"""Which printed figure stands at a mark of a chart, and which beside its row's name instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.reports.slides import fitting
from evaluation.reports.slides.fitting import flat

if TYPE_CHECKING:
    from evaluation.brand import Font
    from evaluation.charts.native import Plot, PlotSeries

_SHARE = re.compile(r"(less than |more than |[<>])?\d+%")
_NARROW = 0.05  # a part of a bar, of the whole, in which no figure can be read
_FEW = 12  # points of a line that are all labelled


@dataclass(frozen=True)
class Room:
    """What there is for a row's name beside a chart: points across, and lines of so many points."""

    across: float
    lines: int
    size: float
    font: Font = "Arial"


def categories(plot: Plot, *, listed: bool = False, room: Room | None = None) -> tuple[str, ...]:
    """The rows' names, each with the figures that stand at no mark; `listed` says that others list them.

    A name that does not fit in `room` is cut, its figures are not.
    """
    return tuple(_category(plot, place, listed=listed, room=room) for place in range(len(plot.categories)))


def _category(plot: Plot, place: int, *, listed: bool, room: Room | None) -> str:
    name, tail = flat(plot.categories[place]), "" if listed else _aside(plot, place)
    if room is None or not name:
        return name + tail
    return fitting.fitting(name, room.across, ((room.size, room.lines),), room.font, tail=tail)[0]


def _aside(plot: Plot, place: int) -> str:
    """What follows a row's name: the figures that stand at no mark."""
    aside = []
    for series in plot.series:
        label = flat(series.labels[place])
        if label and series.form == "marks" and not at_mark(plot, series, place):
            told = len(plot.series) == 1 or plot.kind == "points" or " " in label or ":" in label
            aside.append(label if told else f"{series.name[:1].lower()}{series.name[1:]} {label}")
    if not aside:
        return ""
    single = len(plot.series) == 1 or plot.kind == "points"
    return f": {aside[0]}" if single else f" ({', '.join(aside)})"


def at_mark(plot: Plot, series: PlotSeries, place: int) -> str:
    """The figure printed at a mark; empty where it stands beside the row's name, or nowhere."""
    value, label = series.values[place], flat(series.labels[place])
    if value is None or not label or plot.kind == "points":
        return ""
    if plot.kind == "stacked":
        whole = max(_whole(plot, place), 1.0 if plot.shares else 1e-9)
        return _figure(plot, value, label) if value / whole >= _NARROW else ""
    return label


def drawn(plot: Plot, series: PlotSeries) -> frozenset[int]:
    """The places at which a series' labels are drawn: of a long line its ends and what stands out."""
    known = [place for place in range(len(series.values)) if at_mark(plot, series, place)]
    if plot.kind != "line" or len(known) <= _FEW:
        return frozenset(known)
    by_value = sorted(known, key=lambda place: series.values[place] or 0.0)
    apart = [place for place in known if series.looks and series.looks[place] != series.look]
    told = {known[0], known[-1], by_value[0], by_value[-1]}
    return frozenset(told.union(apart) if len(told.union(apart)) <= _FEW else told)


def _whole(plot: Plot, place: int) -> float:
    return sum(series.values[place] or 0.0 for series in plot.series)


def _figure(plot: Plot, value: float, label: str) -> str:
    """The figure alone of what is printed for a part of a bar: its words are in the legend."""
    if not plot.shares:
        return wording.count(round(value))
    found = _SHARE.search(label)
    printed = found.group() if found else wording.share(value)
    return printed.replace("less than ", "<").replace("more than ", ">")
