"""What a report says of the national rules across questionnaires: sentence, table, definitions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how
from evaluation.charts.table import Table, rate_cells
from evaluation.findings.of_scale import rated_by
from evaluation.reports.report import Bullets, Paragraph, Section, Statement

if TYPE_CHECKING:
    from evaluation.findings.composite import Composite


def heading(composite: Composite) -> str:
    """Which rule, and who rated."""
    return f"{composite.title}, {rated_by(composite.rater)}"


def composite_table(composite: Composite) -> Table:
    """Every outcome of a national rule, with who is counted and the interval."""
    rows = [
        (composite.rule(rate.rule).label, wording.outcome(rate.rule, rate.outcome), *rate_cells(rate))
        for rate in composite.rates
    ]
    kinds = sorted({f"{r.interval} {wording.level(r.confidence)}" for r in composite.rates})
    return Table(
        caption=f"{heading(composite)}: outcomes",
        columns=("Definition", "Outcome", "Number", "Out of", "Counted among", "Share", "From", "To"),
        rows=tuple(rows),
        notes=(
            (
                f"From and to: the likely range of the share ({wording.listed(kinds)} interval). "
                f"Scores: {wording.listed(composite.scales)}, {composite.pairing}."
            ),
        ),
        name="Talking Therapies" if composite.id == "talking_therapies" else "Measurable change",
    )


def definitions(composite: Composite) -> tuple[str, ...]:
    """Each part of the rule in words, with its source and how far to trust it."""
    return tuple(
        f"{rule.label}: {wording.sentence(rule.text)} Source: {rule.source} "
        f"({how.known(rule.status)[:1].lower()}{how.known(rule.status)[1:]})."
        for rule in composite.rules
    )


def composite_section(composite: Composite) -> Section:
    """The section of one rule and rater."""
    return Section(
        id=composite.key,
        heading=heading(composite),
        level=2,
        blocks=(
            Statement(wording.sentence(composite.sentence)),
            composite_table(composite),
            Bullets(tuple(wording.sentence(caveat.text) for caveat in composite.caveats)),
            Paragraph("How it is defined:"),
            Bullets(definitions(composite)),
        ),
    )
