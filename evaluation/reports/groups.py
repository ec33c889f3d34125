"""The section on groups compared: for each measure its sentence, chart and tables, in order of name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import access_table, difference_table, funnel_chart, group_dots, group_table
from evaluation.reports.report import Block, Bullets, Paragraph, Section, Statement

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.findings.grouped import Grouped, GroupedScale


def group_sections(evidence: Evidence) -> list[Section]:
    """Each measure by the groups that the view asks for; empty where it asks for none."""
    found = evidence.groups
    if found is None:
        return []
    return [_section(found, scale, first=place == 0) for place, scale in enumerate(found.scales)]


def _section(found: Grouped, scale: GroupedScale, *, first: bool) -> Section:
    blocks: list[Block] = [Statement(wording.sentence(scale.sentence))]
    chart = group_dots(found, scale)
    blocks += [chart] if chart else []
    blocks += [group_table(found, scale), difference_table(found, scale)]
    points = scale.funnel
    if found.attribute.unit and points is not None:
        funnel = funnel_chart(found, scale, adjusted=points.funnel.adjustable)
        blocks += [funnel] if funnel else []
    blocks += [access_table(found, scale)]
    if first:
        blocks += [Paragraph(found.note)] if found.note else []
        blocks += [Bullets(tuple(wording.sentence(caveat.text) for caveat in found.caveats))]
    return Section(
        id=f"{scale.key}-by-group",
        heading=f"{wording.capital(scale.concept)} by {found.attribute.label.lower()}: {scale.about}",
        level=2,
        blocks=tuple(blocks),
    )
