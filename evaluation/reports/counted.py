"""Who is counted: from the file to the figures, and on each score how many have both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import charts, wording
from evaluation.charts import labels
from evaluation.charts.table import Table, counted, shared
from evaluation.findings.flows import told
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.reports.setting import Made, some

if TYPE_CHECKING:
    from evaluation.charts.table import Cell
    from evaluation.findings.finding import Evidence, Finding, Flow
    from evaluation.reports.setting import Setting


def counted_in_full(setting: Setting) -> Made:
    """The way from the file to the figures as a chart and a table, and what was chosen from the data."""
    evidence = setting.evidence
    chart = charts.flow(evidence)
    return Made(
        some(
            Statement(f"{chart.title}.") if chart else None,
            chart,
            charts.flow_table(evidence) if chart else None,
            Paragraph("What was chosen from the data:") if evidence.notes else None,
            Bullets(tuple(map(wording.sentence, evidence.notes))) if evidence.notes else None,
        )
    )


def counted_in_short(setting: Setting) -> Made:
    """The same in two sentences: how many are counted, and why each of the others is not."""
    flow, chart = setting.evidence.flow, charts.flow(setting.evidence)
    if chart is None:
        return Made()
    steps, reasons = (
        "; ".join(f"{step.label[:1].lower()}{step.label[1:]}: {told(flow, step.n)}" for step in some_steps)
        for some_steps in (flow.steps, flow.reasons)
    )
    without = f" Not counted: {reasons}." if reasons else ""
    return Made((Paragraph(f"{chart.title}. {wording.capital(steps)}.{without}"),))


def completion(setting: Setting) -> Made:
    """On each score, how many have a first score and how many have both."""
    evidence = setting.evidence
    if not evidence.findings:
        return Made()
    reach = evidence.reach
    said = Statement(wording.sentence(reach.sentence)) if reach and not setting.holds("reach") else None
    return Made(some(said, completion_table(evidence)))


def completion_table(evidence: Evidence) -> Table:
    """One row a score and rater: everybody, those with a first score, those with both and their share."""
    about = " Counts are rounded." if any(finding.rounded for finding in evidence.findings) else ""
    return Table(
        caption="Completion of paired scores, by score and rater",
        columns=("Score and rater", "In all", "First score", "Both scores", "Both, of all"),
        rows=tuple(_row(finding) for finding in evidence.findings),
        notes=(
            (
                "In all: everybody within the filters and dates chosen. Both scores: the two that are "
                f"compared, by the same rater.{about}"
            ),
        ),
        name="Completion",
    )


def everybody(flow: Flow) -> int | None:
    """How many there are in all; None when hidden. Where some come more than once, it is not people."""
    return next((step for step in flow.steps if step.key == "all"), flow.steps[0]).n


def _row(finding: Finding) -> tuple[Cell, ...]:
    flow = finding.flow
    keys = {step.key: step.n for step in flow.steps}
    first = counted(keys["before"]) if "before" in keys else wording.NOT_APPLICABLE
    share = flow.share("both") if {"both", "all"} <= set(keys) else None
    hidden = wording.HIDDEN if everybody(flow) is None or finding.n is None else wording.UNAVAILABLE
    return (
        labels.scored(finding),
        counted(everybody(flow)),
        first,
        counted(finding.n),
        shared(share, hidden),
    )
