"""The section on change over time: for each measure with enough periods, its sentence, chart and table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import trend_means, trend_shares, trend_table
from evaluation.findings.trend_words import (
    assurance_sentence,
    completion_sentence,
    how_made,
    mean_sentence,
)
from evaluation.reports.report import Block, Bullets, Paragraph, Section, Statement

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.findings.trend import Trend


def trend_sections(evidence: Evidence, told: frozenset[str]) -> list[Section]:
    """The measures whose latest periods have limits; empty where none has.

    `told` are the keys of the caveats that the report prints once for all.
    """
    return [_section(found, told) for found in evidence.trends if found.enough]


def trend_in_short(evidence: Evidence, told: frozenset[str]) -> tuple[tuple[Block, ...], list[Section]]:
    """The same; where no measure has enough periods, a line for each, for a reader who asked for a trend."""
    sections = trend_sections(evidence, told)
    said = tuple(wording.sentence(found.sentence) for found in evidence.trends)
    return ((Bullets(said),) if said and not sections else ()), sections


def _section(found: Trend, told: frozenset[str]) -> Section:
    charts = (trend_shares(found), trend_means(found))
    said = (assurance_sentence(found), mean_sentence(found), completion_sentence(found))
    limits = tuple(wording.sentence(caveat.text) for caveat in found.caveats if caveat.key not in told)
    blocks: list[Block] = [Statement(found.sentence)]
    blocks += [chart for chart in charts if chart is not None]
    blocks += [Paragraph(" ".join(text for text in said if text)), trend_table(found)]
    blocks += [Paragraph("How it was calculated:"), Bullets(how_made(found))]
    blocks += [Bullets(limits)] if limits else []
    return Section(
        id=f"{found.key}-over-time",
        heading=f"{wording.capital(found.concept)} over time: {found.about}",
        level=2,
        blocks=tuple(blocks),
    )
