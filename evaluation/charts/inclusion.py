"""Who is in and who is out: the chart and the table of a flow."""

from __future__ import annotations

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Table, counted
from evaluation.findings.finding import Evidence, Finding, Flow, Step
from evaluation.findings.flows import told

_GOALS = "pairs"  # the one step that counts goals, where a family has several


def flow(of: Evidence | Finding) -> Chart | None:
    """How many were left at each step, and why each of the others was not counted."""
    steps, reasons = of.flow.steps, of.flow.reasons
    if not steps:
        return None
    many = _people(of)
    both = (*steps, *reasons)
    texts = tuple(told(of.flow, step.n) for step in both)
    every = "; ".join(f"{step.label}: {text}" for step, text in zip(both, texts, strict=True))
    ends = f"From “{steps[0].label}” to “{steps[-1].label}”"
    if of.flow.rounded:  # beside a bar there is no room for "about"
        ends += "; numbers are rounded"
    return Chart(
        kind="bars",
        title=_title(of),
        subtitle=f"{labels.scored(of)}. {ends}" if isinstance(of, Finding) else ends,
        alt=f"{_title(of)}. {wording.capital(many)} left at each step, then why others are not counted: "
        f"{every}.",
        caption=labels.caption(of) if isinstance(of, Finding) else labels.source(of),
        how=_how(of),
        about=labels.slug(of.measure, of.scale) if isinstance(of, Finding) else "",
        data=flow_table(of),
        rows=(*(Row(s.label) for s in steps), *(Row(f"Not counted: {s.label}") for s in reasons)),
        series=(
            Series(
                name=wording.capital(many),
                values=tuple(step.n for step in both),
                labels=tuple(wording.count(step.n) for step in both),
                looks=(palette.COUNTED,) * len(steps) + (palette.NOT_COUNTED,) * len(reasons),
                hovers=tuple(
                    f"{s.label}: {text} {of.nouns.many if s.key == _GOALS else many}"
                    for s, text in zip(both, texts, strict=True)
                ),
            ),
        ),
        axis=f"Number of {many}",
    )


def _how(of: Evidence | Finding) -> tuple[str, ...]:
    """Who is counted at a step, and where the others are."""
    steps, reasons = of.flow.steps, of.flow.reasons
    pairing = of.pairing if isinstance(of, Finding) else ""
    both = (
        f"With both scores: who has the two that are compared ({pairing}), by the same rater."
        if pairing
        else "With both scores: who has two scores that can be compared on at least one questionnaire."
    )
    return (
        (
            f"Whose: {_people(of)} within the filters and dates chosen, each counted once in a bar, from "
            f"“{steps[0].label}” to “{steps[-1].label}”."
        ),
        *((both,) if any(step.key == "both" for step in steps) else ()),
        *(("Not counted: the reason why each of the others is left out.",) if reasons else ()),
        "No interval is given: these are counts of what the file holds, and nothing is estimated from them.",
        *how.protection(rounded=of.flow.rounded, hidden=any(s.n is None for s in (*steps, *reasons))),
    )


def flow_table(of: Evidence | Finding) -> Table:
    """The same as a table: each step and each reason with its count."""
    goals = any(step.key == _GOALS for step in of.flow.steps)
    return Table(
        caption=f"Who is counted: {labels.scored(of)}" if isinstance(of, Finding) else "Who is counted",
        columns=(
            "Kind",
            "Step or reason",
            f"{wording.capital(_people(of))}{f' ({of.nouns.many} where named)' if goals else ''}",
        ),
        rows=(
            *(("Step", step.label, counted(step.n)) for step in of.flow.steps),
            *(("Not counted", step.label, counted(step.n)) for step in of.flow.reasons),
        ),
        notes=("Numbers are rounded.",) if of.flow.rounded else (),
        name=f"{of.short} who is counted" if isinstance(of, Finding) else "Who is counted",
    )


def entries(evidence: Evidence) -> str:
    """What is counted in the file: families, or enrolments where one learner can have several."""
    return _base(evidence.flow).label.split(" ", maxsplit=1)[0].lower()


def counted_in_words(evidence: Evidence) -> str:
    """How many of those in the file have two scores to compare, as a clause."""
    found = evidence.flow
    both, share = found.n("both"), found.share("both")
    about = "about " if found.rounded else ""
    part = "" if share is None else f" ({about}{wording.share(share)})"
    who = f"{told(found, both)} of {told(found, found.n('all'))} {entries(evidence)}{part}"
    return f"{wording.capital(who)} {'has' if both == 1 else 'have'} both scores on at least one measure"


def _people(of: Evidence | Finding) -> str:
    """Whom the steps count: of a finding on goals families, of others what the finding counts."""
    if any(step.key == _GOALS for step in of.flow.steps):
        return _base(of.flow).label.split(" ", maxsplit=1)[0].lower()
    return of.nouns.many


def _base(flow: Flow) -> Step:
    return next((step for step in flow.steps if step.key == "all"), flow.steps[0])


def _title(of: Evidence | Finding) -> str:
    steps = of.flow.steps
    base, last = _base(of.flow), next(step for step in reversed(steps) if step.key != _GOALS)
    if base.n is None or last.n is None:
        return "Who is counted and who is not"
    # Where people can have several enrolments the first step counts people, the next enrolments.
    kind = _people(of) if base is steps[0] else f"{base.label[:1].lower()}{base.label[1:]}"
    whole = f"{told(of.flow, base.n)} {kind}"
    answered = next((step.n for step in of.flow.reasons if step.key == "only_said"), None)
    if last.n == 0 and answered:
        some = wording.capital(told(of.flow, answered))
        return f"{some} of {whole} answered about the service; none has two scores"
    said = "are in these figures"
    if last.key == "both":
        said = f"{'has' if last.n == 1 else 'have'} {last.label.removeprefix('With ')}"
    goals = next((step for step in steps if step.key == _GOALS), None)
    rated = ""
    if goals is not None:
        rated = f", on {told(of.flow, goals.n)} {of.nouns.one if goals.n == 1 else of.nouns.many}"
    return f"{wording.capital(told(of.flow, last.n))} of {whole} {said}{rated}"
