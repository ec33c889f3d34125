"""A finding with everything that is known of it: its sentence, charts, tables, method and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import charts, wording
from evaluation.charts import labels
from evaluation.reports import figures
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from evaluation.reports.setting import apart, seen, sentences, some
from evaluation.reports.statistics import statistics

if TYPE_CHECKING:
    from evaluation.charts.table import Table
    from evaluation.findings.finding import Evidence, Finding, Needs


def finding_section(finding: Finding, evidence: Evidence) -> Section:
    """The section of one finding, with the caveats that are its own."""
    limits = sentences(apart(finding, evidence))
    return Section(
        id=finding.key,
        heading=labels.heading(finding),
        level=2,
        blocks=some(
            Statement(wording.sentence(finding.sentence)),
            Paragraph(wording.sentence(finding.asks)) if finding.asks else None,
            seen(charts.outcome_bar(finding)) if finding.rates else None,
            seen(charts.before_after(finding)),
            seen(charts.transitions(finding)) if finding.ordinal else None,
            figures.rates(finding) if finding.rates else None,
            figures.scores(finding),
            figures.sizes(finding),
            Paragraph(calculated(finding)),
            Bullets(limits) if limits else None,
        ),
    )


def calculated(finding: Finding) -> str:
    """How the finding was calculated, in one paragraph."""
    words = [f"How it was calculated: {finding.pairing}.", f"{wording.capital(labels.subtitle(finding))}."]
    for rule in finding.rules:
        if rule.id in {finding.headline_rule, finding.lead_rule}:
            words.append(f"{wording.sentence(rule.label)[:-1]}: {wording.sentence(rule.text)}")
            words.append(f"Source of the definition: {wording.sentence(rule.source)}" if rule.source else "")
    return " ".join(word for word in words if word)


def profile_section(profile: Needs, evidence: Evidence) -> Section:
    """The section of a scale of which only first scores are held."""
    return Section(
        id=f"{profile.key}-needs",
        heading=labels.heading(profile),
        level=2,
        blocks=some(
            Statement(wording.sentence(profile.sentence)),
            Paragraph(
                f"Only first scores are held, so no change can be shown for these {evidence.nouns.many}."
            ),
            seen(charts.needs(profile)),
            figures.first_scores(profile),
        ),
    )


def behind(evidence: Evidence) -> tuple[Table, ...]:
    """The tables of the charts whose figures no table beside them gives, and those for statisticians."""
    drawn = [charts.outcome_bars(evidence)]
    for finding in evidence.findings:
        drawn += [charts.before_after(finding), charts.transitions(finding)]
    drawn += [charts.needs(profile) for profile in evidence.needs]
    tables = tuple(chart.data for chart in drawn if chart is not None)
    return tables + tuple(table for finding in evidence.findings if (table := statistics(finding)))
