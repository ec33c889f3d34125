"""The section on who has no second score: bounds, tipping points and every reasonable definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import bounds_table, standard_table
from evaluation.charts import labels as chart_labels
from evaluation.findings.evidence_standard import evidence_standard
from evaluation.findings.expected import EXPLAINED, HEADING, expected_sentence
from evaluation.findings.flows import untold
from evaluation.findings.missing import bounds_sentence, start_sentence, weighted_sentence
from evaluation.reports.report import Block, Bullets, Paragraph

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding


def missing_blocks(evidence: Evidence) -> tuple[Block, ...]:
    """What is said of those without a second score; empty where nothing is known of them."""
    known = [finding for finding in evidence.findings if finding.missing is not None]
    if not known:
        return ()
    blocks: list[Block] = [Bullets(tuple(_told(finding) for finding in known))]
    table = bounds_table(evidence)
    if table is not None:
        blocks.append(table)
    gap = untold(evidence.flow, evidence.nouns.many)
    if gap:
        blocks.append(Paragraph(gap))
    if evidence.multiverses:
        blocks += [
            Paragraph("The same question under every reasonable definition:"),
            Bullets(tuple(found.sentence for found in evidence.multiverses)),
            *(Paragraph(note) for note in dict.fromkeys(m.note for m in evidence.multiverses) if note),
        ]
    anyway = tuple(
        f"{chart_labels.scored(finding)}: {text}" for finding in known if (text := expected_sentence(finding))
    )
    if anyway:
        blocks += [Paragraph(HEADING), Paragraph(EXPLAINED), Bullets(anyway)]
    for finding in known:
        standard = evidence_standard(finding)
        if standard is not None:
            blocks += [Paragraph(standard.verdict), standard_table(finding, standard)]
    return tuple(blocks)


def _told(finding: Finding) -> str:
    said = (start_sentence(finding), bounds_sentence(finding), weighted_sentence(finding))
    return f"{chart_labels.scored(finding)}: {wording.sentence(' '.join(text for text in said if text))}"
