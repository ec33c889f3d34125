"""Training beside work with families: how many were trained and supported, and what changed for families."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import labels
from evaluation.charts.table import Cell, Table, counted, shared, symbol_of
from evaluation.findings.finding import LEARNER
from evaluation.reports.counted import everybody
from evaluation.reports.reach import together
from evaluation.reports.report import Bullets, Paragraph
from evaluation.reports.setting import Made

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting
    from evaluation.training.evidence import TrainingEvidence

_APART = (
    "Those trained and those supported are different people, counted in different files: the one number says "
    "nothing of the other, and no cause is meant."
)


def beside(setting: Setting) -> Made:
    """People trained and families supported, the share whose relationship got better, and who they are."""
    evidence, training = setting.evidence, setting.training
    if training is None or not with_families(evidence):
        return Made()
    blocks: list[Block] = [Paragraph(_APART), side_by_side(training, evidence)]
    said = tuple(wording.sentence(finding.sentence) for finding in _relationship_first(evidence))
    blocks += [Bullets(said)] if said else []
    profile = together(evidence.reach) if evidence.reach else None
    if profile is not None:
        blocks += [Paragraph(f"Who the {evidence.nouns.many} are:"), profile]
    return Made(tuple(blocks))


def with_families(evidence: Evidence) -> bool:
    """Whether the evidence is on those whom a service supports, and not on learners once more."""
    return evidence.nouns != LEARNER


def side_by_side(training: TrainingEvidence, evidence: Evidence) -> Table:
    """One row each: people trained, families supported, and better, no change and worse by outcome."""
    none = (wording.NOT_APPLICABLE,) * 4
    many = evidence.nouns.many
    rows: list[tuple[Cell, ...]] = []
    if training.reach is not None:
        rows.append(("People trained", counted(training.reach.people), *none))
    elif training.cohort is not None:
        rows.append(("Trainees of the programme", counted(training.cohort.trainees), *none))
    rows.append((f"{wording.capital(many)} supported", counted(everybody(evidence.flow)), *none))
    for finding in _relationship_first(evidence):
        rows += _outcomes(finding)
    return Table(
        caption=f"People trained, {many} supported, and what changed for them",
        columns=("What", "Number", "Out of", "Share", "From", "To"),
        rows=tuple(rows),
        notes=(
            (
                f"People trained: everybody who came to a course, counted once. {wording.capital(many)} "
                "supported: all in the file, within the filters and dates chosen. From and to: the likely "
                "range of the share that got better."
            ),
        ),
        name="Trained and supported",
    )


def _relationship_first(evidence: Evidence) -> list[Finding]:
    """The findings with those on the relationship first, which is what such services are for."""
    return sorted(evidence.findings, key=lambda finding: finding.domain != "relationship")


def _outcomes(finding: Finding) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    for rate in finding.headline():
        symbol = symbol_of(rate)
        ends = (rate.low, rate.high) if rate.outcome == "improved" else (None, None)
        none = symbol if rate.outcome == "improved" else wording.NOT_APPLICABLE
        rows.append(
            (
                f"{labels.scored(finding)}: {wording.outcome(rate.rule, rate.outcome).lower()}",
                counted(rate.n, symbol),
                counted(rate.of, symbol),
                shared(rate.share, symbol),
                *(shared(end, none) for end in ends),
            )
        )
    return rows
