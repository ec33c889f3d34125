"""The tables of a finding: rates under every rule, scores before and after, size of the change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels
from evaluation.charts.table import Cell, Table, counted, measured, rate_cells, shared

if TYPE_CHECKING:
    from evaluation.estimates import Estimate
    from evaluation.findings.finding import Evidence, Finding, Needs

_SUMMARIES = {
    "mean_change": "Average change",
    "baseline_sd": "Effect size, main (Hedges' g)",
    "d_av": "Effect size (d_av)",
    "d_rm": "Effect size (d_rm)",
    "d_z": "Effect size (d_z)",
}


def rates(finding: Finding) -> Table:
    """Every outcome under every rule, with who is counted and the interval."""
    known = {rule.id: rule.label for rule in finding.rules}
    rows: list[tuple[Cell, ...]] = [
        (
            known.get(rate.rule, wording.capital(labels.rule(rate.rule))),
            wording.outcome(rate.rule, rate.outcome),
            *rate_cells(rate),
        )
        for rate in finding.rates
    ]
    kinds = sorted({f"{r.interval} {wording.level(r.confidence)}" for r in finding.rates})
    return Table(
        caption=f"{labels.scored(finding)}: outcomes by each definition",
        columns=("Definition", "Outcome", "Number", "Out of", "Counted among", "Share", "From", "To"),
        rows=tuple(rows),
        notes=(
            (
                f"From and to: the likely range of the share ({wording.listed(kinds)} interval). "
                f"Main definition: {known.get(finding.headline_rule, labels.rule(finding.headline_rule))}."
            ),
        ),
        name=f"{finding.short} outcomes",
    )


def scores(finding: Finding) -> Table:
    """Scores before and after; an ordinal scale has middle scores only."""
    described, symbol, middle = finding.description, labels.missing(finding), labels.middle(finding)
    rows: list[tuple[Cell, ...]] = []
    if not finding.ordinal:
        rows += [
            (
                "Average (mean)",
                measured(described.mean_before, 1, symbol),
                measured(described.mean_after, 1, symbol),
            ),
            (
                "Spread (standard deviation)",
                measured(described.sd_before, 1, symbol),
                measured(described.sd_after, 1, symbol),
            ),
        ]
    rows.append(
        (
            "Middle score (median)",
            measured(described.median_before, 1, middle),
            measured(described.median_after, 1, middle),
        )
    )
    notes = [
        (
            f"{wording.capital(labels.paired(finding))}. Possible scores {finding.minimum:g} to "
            f"{finding.maximum:g}; {labels.direction(finding)}."
        )
    ]
    if finding.ordinal:
        notes.append("The scores are ranks, so averages and effect sizes are not given.")
    else:
        notes.append(f"Correlation of the two scores (r): {wording.decimal(described.r, 2, middle)}.")
    return Table(
        caption=f"{labels.scored(finding)}: scores before and after",
        columns=("Figure", "Before", "After"),
        rows=tuple(rows),
        notes=tuple(notes),
        name=f"{finding.short} scores",
    )


def sizes(finding: Finding) -> Table | None:
    """Average change, each effect with its standardiser, and the chance of improvement.

    The main effect is printed with its small-sample correction, and below it without.
    """
    symbol = labels.missing(finding)
    changes = () if finding.mean_change is None else (finding.mean_change,)
    chances = () if finding.probability is None else (finding.probability,)
    everything = (*changes, *finding.effects, *chances)
    if not everything:
        return None
    rows = [_size(estimate, finding, symbol) for estimate in everything]
    for place, estimate in enumerate(everything):
        if estimate.name == "baseline_sd":
            rows.insert(place + 1, _uncorrected(estimate, symbol))
    reasons = tuple(f"{_called(e, finding)}: {wording.sentence(e.reason)}" for e in everything if e.reason)
    return Table(
        caption=f"{labels.scored(finding)}: size of the change",
        columns=("Figure", "Value", "From", "To", "In units of", "Interval"),
        rows=tuple(rows),
        notes=(f"Positive is better. {wording.capital(labels.paired(finding))}.", *reasons),
        name=f"{finding.short} size of change",
    )


def first_scores(profile: Needs) -> Table:
    """Average first score and how many start beyond the cut-off."""
    symbol = wording.HIDDEN if profile.n is None else wording.UNAVAILABLE
    rows: list[tuple[Cell, ...]] = [
        (f"{wording.capital(profile.nouns.many)} with a first score", counted(profile.n))
    ]
    if profile.mean is not None or profile.n is None:  # ranks have no average
        rows += [
            ("Average first score (mean)", measured(profile.mean, 1, symbol)),
            ("Spread (standard deviation)", measured(profile.sd, 1, symbol)),
        ]
    if profile.clinical is not None:
        rate, hidden = profile.clinical, profile.clinical.hidden or wording.UNAVAILABLE
        rows += [
            (
                f"{wording.capital(profile.beyond)}, of {wording.count(rate.of, hidden)} {rate.who}",
                counted(rate.n, hidden),
            ),
            (f"Share who {profile.beyond}", shared(rate.share, hidden)),
            ("Share, interval from", shared(rate.low, hidden)),
            ("Share, interval to", shared(rate.high, hidden)),
        ]
    return Table(
        caption=f"{labels.scored(profile)}: first scores in figures",
        columns=("Figure", "Value"),
        rows=tuple(rows),
        name=f"{profile.short} first score figures",
    )


def definitions(evidence: Evidence) -> Table | None:
    """Each definition of "improved" in words, with its source and how far to trust it.

    Scores that share a definition share its row.
    """
    shared_by: dict[tuple[str, ...], list[str]] = {}
    for finding in _one_a_score(evidence):
        for rule in finding.rules:
            words = (rule.label, rule.text, rule.source or wording.UNAVAILABLE, how.known(rule.status))
            shared_by.setdefault(words, []).append(finding.title)
    if not shared_by:
        return None
    return Table(
        caption="Definitions of getting better",
        columns=("Score", "Definition", "In words", "Source", "How it is known"),
        rows=tuple((wording.listed(titles), *words) for words, titles in shared_by.items()),
        name="Definitions",
    )


def measures(evidence: Evidence) -> Table | None:
    """Each score: the questionnaire, what it asks, its range and direction, its licence and paper."""
    rows = tuple(
        (
            finding.title,
            finding.measure_name,
            finding.asks,
            f"{finding.minimum:g} to {finding.maximum:g}, {labels.direction(finding)}",
            finding.licence or wording.UNAVAILABLE,
            " ".join(finding.citations) or wording.UNAVAILABLE,
        )
        for finding in _one_a_score(evidence)
    )
    if not rows:
        return None
    return Table(
        caption="Questionnaires used",
        columns=("Score", "Questionnaire", "What it asks", "Possible scores", "Licence", "Published in"),
        rows=rows,
        name="Questionnaires",
    )


def _one_a_score(evidence: Evidence) -> tuple[Finding, ...]:
    return tuple({(f.measure, f.scale): f for f in reversed(evidence.findings)}.values())[::-1]


def _called(estimate: Estimate, finding: Finding) -> str:
    if estimate.name == "probability_of_improvement":
        article = "an" if finding.nouns.one[0] in "aeiou" else "a"
        return f"Chance that {article} {finding.nouns.one} improved (ties counted half)"
    return _SUMMARIES.get(estimate.name, f"Effect size ({estimate.name})")


def _size(estimate: Estimate, finding: Finding, symbol: str) -> tuple[Cell, ...]:
    if estimate.name == "probability_of_improvement":
        units, values = "share of pairs", [shared(v, symbol) for v in _three(estimate)]
    elif estimate.name == "mean_change":
        units, values = f"points of {finding.title}", [measured(v, 1, symbol) for v in _three(estimate)]
    else:
        units, values = estimate.standardiser, [measured(v, 2, symbol) for v in _three(estimate)]
    kind = f"{estimate.interval} {wording.level(estimate.confidence)}" if estimate.interval else symbol
    return (_called(estimate, finding), *values, units or wording.NOT_APPLICABLE, kind)


def _uncorrected(estimate: Estimate, symbol: str) -> tuple[Cell, ...]:
    """The main effect without its small-sample correction: the figure to set beside NHS England's."""
    none = wording.NOT_APPLICABLE
    units = estimate.standardiser or none
    return (
        "Effect size, main, uncorrected, as NHS England's formula",
        measured(estimate.plain, 2, symbol),
        none,
        none,
        units,
        none,
    )


def _three(estimate: Estimate) -> tuple[float | None, float | None, float | None]:
    return estimate.value, estimate.low, estimate.high
