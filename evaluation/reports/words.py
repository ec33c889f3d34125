"""The section of words to copy: each finding in three lengths, as the page has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.charts import labels
from evaluation.charts.table import Table
from evaluation.findings.lengths import KEEP, lengths
from evaluation.reports.report import Block, Paragraph

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence


def words_blocks(evidence: Evidence) -> tuple[Block, ...]:
    """A table with every finding as a tile, a paragraph and a post; empty without findings."""
    if not evidence.findings:
        return ()
    return (Paragraph(KEEP), words_table(evidence))


def words_table(evidence: Evidence) -> Table:
    """One row for each finding and length."""
    return Table(
        caption="Words to copy, in three lengths",
        columns=("Score", "Length", "Words"),
        rows=tuple(
            (labels.scored(finding), name, text)
            for finding in evidence.findings
            for name, text in lengths(finding).named()
        ),
        name="Words to copy",
    )
