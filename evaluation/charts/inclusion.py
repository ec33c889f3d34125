"""Who is in and who is out: the chart and the table of a flow."""

from __future__ import annotations

from evaluation import wording
from evaluation.charts import labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Table, counted
from evaluation.findings.finding import Evidence, Finding, Flow, Nouns


def flow(of: Evidence | Finding) -> Chart | None:
    """How many were left at each step, and why each of the others was not counted."""
    steps, reasons = of.flow.steps, of.flow.reasons
    if not steps:
        return None
    many = of.nouns.many
    both = (*steps, *reasons)
    texts = tuple(wording.count(step.n) for step in both)
    told = "; ".join(f"{step.label}: {text}" for step, text in zip(both, texts, strict=True))
    ends = f"From “{steps[0].label}” to “{steps[-1].label}”"
    return Chart(
        kind="bars",
        title=_title(of.flow, of.nouns),
        subtitle=f"{labels.scored(of)}. {ends}" if isinstance(of, Finding) else ends,
        alt=f"Bars of how many {many} were left at each step, then why others were not counted. {told}.",
        caption=labels.caption(of) if isinstance(of, Finding) else labels.source(of),
        data=flow_table(of),
        rows=(*(Row(s.label) for s in steps), *(Row(f"Not counted: {s.label}") for s in reasons)),
        series=(
            Series(
                name=wording.capital(many),
                values=tuple(step.n for step in both),
                labels=texts,
                looks=(palette.COUNTED,) * len(steps) + (palette.NOT_COUNTED,) * len(reasons),
                hovers=tuple(f"{s.label}: {text} {many}" for s, text in zip(both, texts, strict=True)),
            ),
        ),
        axis=f"Number of {many}",
    )


def flow_table(of: Evidence | Finding) -> Table:
    """The same as a table: each step and each reason with its count."""
    return Table(
        caption=f"Who is counted: {labels.scored(of)}" if isinstance(of, Finding) else "Who is counted",
        columns=("Kind", "Step or reason", wording.capital(of.nouns.many)),
        rows=(
            *(("Step", step.label, counted(step.n)) for step in of.flow.steps),
            *(("Not counted", step.label, counted(step.n)) for step in of.flow.reasons),
        ),
        name=f"{of.short} who is counted" if isinstance(of, Finding) else "Who is counted",
    )


def _title(flow: Flow, nouns: Nouns) -> str:
    first, last = flow.steps[0], flow.steps[-1]
    base = next((step for step in flow.steps if step.key == "all"), first)
    if base.n is None or last.n is None:
        return "Who is counted and who is not"
    # Where people can have several enrolments the first step counts people, the next enrolments.
    whole = (
        wording.plural(base.n, nouns.one, nouns.many)
        if base is first
        else f"{wording.count(base.n)} {base.label[:1].lower()}{base.label[1:]}"
    )
    return f"{wording.count(last.n)} of {whole} are in these figures"
