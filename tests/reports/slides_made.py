"""Reports whose slides the tests read, each built, written and read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from evaluation import reports
from evaluation.reports.report import Report, Section
from tests import made_up
from tests.charts.every_kind import every_kind
from tests.reports.conftest import MADE_ON
from tests.reports.slides_reading import ReadSlide, slides

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart
    from evaluation.reports.report import Block


@cache
def report_of(protection: str) -> Report:
    evidence = made_up.evidence(protected=protection != "exact")
    plan = reports.Plan(title="Outcomes of our work with families", organisation="Riverside Service")
    return reports.build(evidence, plan=plan, made_on=MADE_ON)


@cache
def every_chart() -> Report:
    """A report of a chart of every kind, of one row and of several."""
    drawn: list[Chart] = []
    seen: Counter[tuple[str, bool]] = Counter()
    for chart in every_kind("exact"):
        seen[chart.kind, len(chart.rows) > 1] += 1
        drawn += [chart] if seen[chart.kind, len(chart.rows) > 1] == 1 else []
    sections = tuple(
        Section(id=f"s{place}", heading=f"Section {place}", blocks=(chart,))
        for place, chart in enumerate(drawn)
    )
    return replace(report_of("exact"), sections=sections)


_WRITTEN: dict[int, tuple[Report, bytes]] = {}  # a report can't be hashed: its view holds a mapping


def written(report: Report) -> bytes:
    """The report's deck, made once."""
    if id(report) not in _WRITTEN:
        _WRITTEN[id(report)] = report, reports.render(report, "pptx")
    return _WRITTEN[id(report)][1]


_read = cache(slides)


def read_slides(report: Report) -> list[ReadSlide]:
    """The slides of its deck, read once."""
    return _read(written(report))


@cache
def named(which: str) -> Report:
    """The report of "exact" or "nhs" figures, or the one of "every chart"."""
    return every_chart() if which == "every chart" else report_of(which)


def with_blocks(*blocks: Block, **changes: Any) -> Report:
    """A report of one section with these blocks."""
    sections = (Section(id="own", heading="Our own", blocks=blocks),)
    return replace(report_of("exact"), **{"sections": sections, **changes})
