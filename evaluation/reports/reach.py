"""The section on who is reached: how many have scores, who they are, where they started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import first_scores_table, reach_table
from evaluation.reports.report import Block, Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence


def reach_blocks(evidence: Evidence) -> tuple[Block, ...]:
    """Who the figures reach, column by column, and everybody's first scores; empty without any score."""
    found = evidence.reach
    if found is None:
        return ()
    blocks: list[Block] = [Statement(wording.sentence(found.sentence))]
    blocks += [reach_table(found, makeup) for makeup in found.makeups]
    first = first_scores_table(found)
    if first is not None:
        blocks += [Paragraph(f"Where the {found.nouns.many} started, with or without a second score:"), first]
    said = (*(caveat.text for caveat in found.caveats), *found.left_out)
    return (*blocks, Bullets(tuple(map(wording.sentence, said))))
