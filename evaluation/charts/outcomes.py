"""Got better, no reliable change, got worse: the stacked bars, always the three together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette, statements
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, rate_cells

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Evidence, Finding

_LOOKS = {"improved": palette.BETTER, "no_change": palette.NO_CHANGE, "worse": palette.WORSE}
_SHORT = {"improved": "better", "no_change": "no reliable change", "worse": "worse"}


def outcome_bar(finding: Finding) -> Chart:
    """One 100% bar of a finding's headline rule, each part with its n, share and interval."""
    rates = finding.headline()
    return Chart(
        kind="stacked",
        title=statements.title(finding),
        subtitle=f"{labels.subtitle(finding)}; definition: {labels.rule(finding.headline_rule)}",
        alt=f"{statements.title(finding)}. {wording.capital(_alt(finding, labels.scored(finding)))}",
        caption=labels.caption(finding),
        how=how.outcome(finding),
        about=labels.slug(finding.measure, finding.scale),
        data=_table((finding,), f"Got better, unchanged or got worse: {labels.scored(finding)}"),
        rows=(Row(""),),
        series=tuple(
            _series(((r, f"{wording.outcome(r.rule, r.outcome)}: {wording.rate(r)}"),), r.outcome)
            for r in rates
        ),
    )


def outcome_bars(evidence: Evidence) -> Chart | None:
    """One 100% bar for each finding, under its headline rule; None when there is no finding."""
    findings = evidence.findings
    if not findings:
        return None
    kinds = ("improved", "no_change", "worse")
    return Chart(
        kind="stacked",
        title=_summary(findings),
        subtitle="Got better, no reliable change and got worse, for each questionnaire and who filled it in",
        alt=f"{_summary(findings)}. " + " ".join(_alt(f, labels.heading(f)) for f in findings),
        caption=labels.source(evidence),
        how=how.outcomes(findings),
        data=_table(findings, "Got better, unchanged or got worse, by outcome"),
        rows=tuple(Row(wording.capital(f.concept), labels.detail(f)) for f in findings),
        series=tuple(_series(tuple(_tight(f, kind) for f in findings), kind) for kind in kinds),
    )


def _tight(finding: Finding, kind: str) -> tuple[Rate | None, str]:
    rate = finding.rate(finding.headline_rule, kind)
    words = _SHORT[kind]
    if kind == "no_change":
        words = wording.outcome(finding.headline_rule, kind).lower()
    if rate is None:
        return None, f"{wording.NOT_APPLICABLE} {words}"
    return rate, f"{wording.share(rate.share, rate.hidden or wording.UNAVAILABLE, short=True)} {words}"


def _series(entries: tuple[tuple[Rate | None, str], ...], kind: str) -> Series:
    return Series(
        name=wording.outcome("", kind),
        values=tuple(None if rate is None or rate.hidden else rate.share for rate, _ in entries),
        labels=tuple(label for _, label in entries),
        looks=(_LOOKS[kind],) * len(entries),
        hovers=tuple(
            label if rate is None else f"{wording.outcome(rate.rule, kind)}: {wording.rate(rate)}"
            for rate, label in entries
        ),
    )


def _summary(findings: tuple[Finding, ...]) -> str:
    """On how many outcomes more got better than worse, of those that can be shown."""
    if len(findings) == 1:
        return statements.title(findings[0])
    shown = [
        (better.share, worse.share)
        for finding in findings
        for better, _, worse in (finding.headline(),)
        if better.share is not None and worse.share is not None
    ]
    if not shown:
        return "What changed, outcome by outcome"
    ahead, of = sum(better > worse for better, worse in shown), len(shown)
    these = "" if of == len(findings) else " that can be shown"
    if of == 1:
        return f"{'More' if ahead else 'No more'} got better than worse on the one outcome{these}"
    on = (
        f"{'both' if of == 2 else f'all {of}'} outcomes"
        if ahead == of
        else f"{ahead or 'none'} of {'the ' if these else ''}{of} outcomes"
    )
    return f"More got better than worse on {on}{these}"


def _alt(finding: Finding, about: str) -> str:
    parts = [f"{wording.outcome(r.rule, r.outcome).lower()} {wording.rate(r)}" for r in finding.headline()]
    return f"{about}: {'; '.join(parts)}."


def _table(findings: tuple[Finding, ...], caption: str) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            f"{finding.title}, {labels.by(finding.rater)}",
            wording.capital(labels.rule(rate.rule)),
            wording.outcome(rate.rule, rate.outcome),
            *rate_cells(rate),
        )
        for finding in findings
        for rate in finding.headline()
    ]
    return Table(
        caption=caption,
        columns=(
            "Score and rater",
            "Definition",
            "Outcome",
            "Number",
            "Out of",
            "Counted among",
            "Share",
            "From",
            "To",
        ),
        rows=tuple(rows),
        notes=(_interval_note(findings),),
        name="Outcomes" if len(findings) > 1 else f"{findings[0].short} outcome",
    )


def _interval_note(findings: tuple[Finding, ...]) -> str:
    kinds = sorted({(r.interval, wording.level(r.confidence)) for f in findings for r in f.headline()})
    named = wording.listed(f"{name} {confidence}" for name, confidence in kinds)
    return f"From and to: the likely range of the share ({named} interval)."
