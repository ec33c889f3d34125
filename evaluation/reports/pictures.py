"""Every figure of a report as a picture for print: a zip of PNG or SVG files, and a list of what they are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from evaluation.charts import paper
from evaluation.reports.archive import zipped
from evaluation.reports.csv_files import written
from evaluation.reports.figure import figure_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.chart import Chart
    from evaluation.reports.figure import FigureKind
    from evaluation.reports.report import Report

WIDTH_MM = 160  # the text of an A4 page
DPI = 300  # what printers ask for
LIST = "figures.csv"
PROVENANCE = "provenance.json"
_COLUMNS = ("Number", "File", "Title", "Subtitle", "Alternative text")


def render_png(report: Report) -> bytes:
    """A zip of the report's figures as PNG of 300 dots an inch."""
    return _pictures(report, "png", partial(paper.png, width_mm=WIDTH_MM, dpi=DPI))


def render_svg(report: Report) -> bytes:
    """A zip of the report's figures as SVG, sharp at any size."""
    return _pictures(report, "svg", partial(paper.svg, width_mm=WIDTH_MM))


def source_of(report: Report) -> str:
    """What each picture says of itself: what to know before it is published, and what it was made of."""
    return " ".join((*report.notices, f"{report.stamp}."))


def _pictures(report: Report, kind: FigureKind, draw: Callable[..., bytes]) -> bytes:
    source = source_of(report)
    named = {
        f"{number:02d}-{figure_name(chart, kind)}": chart for number, chart in enumerate(report.charts, 1)
    }
    files = dict(zip(named, paper.at_once(partial(draw, source=source), named.values()), strict=True))
    return zipped({**files, LIST: _list(named), PROVENANCE: report.provenance.to_json().encode()})


def _list(named: dict[str, Chart]) -> bytes:
    """The figures in order, for whoever puts them into a document: what each is, in words."""
    rows = (
        (number, name, chart.title, chart.subtitle, chart.alt)
        for number, (name, chart) in enumerate(named.items(), 1)
    )
    return written([_COLUMNS, *rows])
