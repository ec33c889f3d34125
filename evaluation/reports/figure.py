"""One figure to take away: a picture or a workbook that says by itself what it is and where it is from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from evaluation.charts import paper
from evaluation.charts.chart import INDIVIDUAL
from evaluation.reports import origin
from evaluation.reports.training.origin import training_choices, training_notices, training_source_line
from evaluation.training.evidence import TrainingEvidence
from evaluation.version import __version__
from evaluation.view import View

if TYPE_CHECKING:
    from datetime import date

    from evaluation.charts.chart import Chart, Kind
    from evaluation.charts.table import Table
    from evaluation.findings.finding import Evidence

_ALWAYS = "Small numbers"  # the choice that is named even where it is the usual one
FigureKind = Literal["png", "svg", "xlsx"]
# What a file is called by its kind of chart: words of ours, none of the data.
_CALLED: dict[Kind, str] = {
    "stacked": "better-or-worse",
    "paired": "before-after",
    "bars": "counts",
    "interval": "effect",
    "matrix": "bands",
    "range": "scores",
    "answers": "answers",
    "trend": "over-time",
    "course": "stages",
    "dots": "groups",
    "funnel": "funnel",
    "forest": "services",
    "multiverse": "definitions",
    "likert": "answers-before-after",
    "diverging": "answers-round-the-middle",
    "heat": "by-row-and-column",
    "map": "map",
    "slope": "single-lines",
    "scatter": "single-dots",
}


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """Where a figure is from that no single evidence holds, such as one of several services' counts.

    `line` names the data and the version; `sample` says that they are made up.
    """

    line: str
    sample: bool = False


@dataclass(frozen=True)
class FigureFormat:
    """A kind of file that one figure can be taken away as, and what it is good for."""

    name: str
    mime: str
    use: str


FIGURE_FORMATS: dict[FigureKind, FigureFormat] = {
    "png": FigureFormat("PNG picture", "image/png", "for Word, slides and e-mail"),
    "svg": FigureFormat("SVG picture", "image/svg+xml", "for print: sharp at any size"),
    "xlsx": FigureFormat(
        "Excel workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "numbers and method",
    ),
}


def figure_file(
    chart: Chart,
    kind: FigureKind,
    evidence: Evidence | TrainingEvidence | Elsewhere | None = None,
    made_on: date | None = None,
) -> bytes:
    """The figure as the bytes of a file, with the data, choices and version that it was made of.

    Without evidence it is a figure of no data, such as what a questionnaire's scores mean.
    """
    if kind == "xlsx":
        from evaluation.reports.excel import figure_workbook  # noqa: PLC0415 (loaded only when written)

        notices = (*_notices(evidence), source_line(evidence))
        return figure_workbook(chart, notices=notices, facts=_choices(evidence), made_on=made_on)
    draw = paper.png if kind == "png" else paper.svg
    return draw(chart, source=source_line(evidence))


def _notices(evidence: Evidence | TrainingEvidence | Elsewhere | None) -> tuple[str, ...]:
    if isinstance(evidence, Elsewhere):
        return (origin.SAMPLE,) if evidence.sample else ()
    if isinstance(evidence, TrainingEvidence):
        return training_notices(evidence)
    return origin.notices(evidence) if evidence else ()


def _choices(evidence: Evidence | TrainingEvidence | Elsewhere | None) -> Table | None:
    if isinstance(evidence, Elsewhere):
        return None
    if isinstance(evidence, TrainingEvidence):
        return training_choices(evidence.view)
    return origin.choices(evidence) if evidence else None


def source_line(evidence: Evidence | TrainingEvidence | Elsewhere | None) -> str:
    """Which data, choices and version a figure was made of, in one line; without data the version alone."""
    if evidence is None:
        return f"Attune {__version__}"
    if isinstance(evidence, Elsewhere):
        return f"{origin.SAMPLE} {evidence.line}." if evidence.sample else f"{evidence.line}."
    if isinstance(evidence, TrainingEvidence):
        return training_source_line(evidence)
    usual = set(origin.choices(replace(evidence, view=View(), findings=())).printed())
    chosen = "; ".join(
        f"{name[:1].lower()}{name[1:]}: {value.rstrip('.')}"
        for name, value in origin.choices(evidence).printed()
        if (name, value) not in usual or name == _ALWAYS
    )
    sample = f"{origin.SAMPLE} " if evidence.sample else ""
    return f"{sample}{origin.stamp(evidence)}. Choices: {chosen}; all others are Attune's own."


def figure_name(
    chart: Chart,
    kind: FigureKind,
    evidence: Evidence | TrainingEvidence | Elsewhere | None = None,
    made_on: date | None = None,
) -> str:
    """A file name of date, measure and kind of chart, without a word from the data.

    >>> from datetime import date
    >>> from evaluation.charts import score_range
    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> figure_name(score_range(phq9, phq9.scale("total")), "png", made_on=date(2026, 3, 31))
    '2026-03-31-phq9-total-scores.png'
    """
    sample = "made-up-sample" if evidence is not None and evidence.sample else ""
    day = made_on.isoformat() if made_on else ""
    of = "average" if chart.axis == "points" else ""  # two charts over time are of one measure
    parts = (sample, day, chart.about or "all-measures", of, _CALLED[chart.kind])
    return f"{'-'.join(part for part in parts if part)}.{kind}"


def kept_private(chart: Chart) -> str:
    """What to say beside the downloads of a figure of single families; empty for all others."""
    if chart.kind not in INDIVIDUAL:
        return ""
    return "These files show single families: keep them as you keep the file they were made from."
