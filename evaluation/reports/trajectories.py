"""The section on more than two scores: for each measure its sentence, charts and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import later_table, trajectory_means, trajectory_shares, trajectory_table
from evaluation.findings.trajectory_words import later_sentence
from evaluation.reports.report import Bullets, Paragraph, Section, Statement

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.findings.trajectory import Trajectory
    from evaluation.reports.report import Block


def trajectory_sections(evidence: Evidence, told: frozenset[str]) -> list[Section]:
    """The measures of which some have more than two scores; empty where none has.

    `told` are the keys of the caveats that the report prints once for all.
    """
    return [_section(found, told) for found in evidence.trajectories]


def _section(found: Trajectory, told: frozenset[str]) -> Section:
    charts = (trajectory_means(found), trajectory_shares(found))
    kept = " ".join(later_sentence(found, later) for later in found.later)
    later = later_table(found)
    limits = tuple(wording.sentence(caveat.text) for caveat in found.caveats if caveat.key not in told)
    blocks: list[Block] = [Statement(found.sentence)]
    blocks += [chart for chart in charts if chart is not None]
    blocks += [trajectory_table(found)]
    blocks += [Paragraph(kept)] if kept else []
    blocks += [later] if later is not None else []
    blocks += [Bullets(limits)] if limits else []
    how = "by stage" if found.by == "stage" else "in order"
    return Section(
        id=found.key,
        heading=f"{wording.capital(found.concept)}, more than two scores, {how}: {found.about}",
        level=2,
        blocks=tuple(blocks),
    )
