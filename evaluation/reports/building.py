"""Builds a report from evidence and a plan: the plan's parts in order, each made of the evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.brand import Brand
from evaluation.reports import origin
from evaluation.reports.arranging import arranged
from evaluation.reports.contents import CONTENTS
from evaluation.reports.layouts import layout
from evaluation.reports.plan import Plan
from evaluation.reports.provenance import Provenance
from evaluation.reports.report import Block, Paragraph, Report, Section
from evaluation.reports.setting import Setting

if TYPE_CHECKING:
    from datetime import date

    from evaluation.findings.finding import Evidence
    from evaluation.reports.arranging import Arranged


def build(
    evidence: Evidence,
    *,
    plan: Plan | None = None,
    brand: Brand | None = None,
    made_on: date | None = None,
) -> Report:
    """A report of the plan's parts (default everything) in the brand's look.

    A part with nothing to say is left out. A blank title is the layout's, else it says what the report
    holds ("Outcomes for families"); a blank organisation is the brand's. `made_on` is the day printed on it.
    Built again with `provenance.plan` and `provenance.made_on`, the same evidence gives the same report.
    Raises InputError for an unknown layout or part, or where a part is switched off that can't be.
    """
    plan, brand = plan or Plan(), brand or Brand()
    plan = plan.with_(title=plan.title.strip(), organisation=plan.organisation.strip() or brand.organisation)
    shape = layout(plan.layout)
    parts = tuple(part for part in arranged(plan) if part.on)
    made: list[Section] = []
    for part in parts:
        setting = Setting(
            evidence=evidence,
            part=part.of,
            printed=tuple(one.of for one in parts),
            shape=shape.shape,
            made_on=made_on,
        )
        made += _sections(part, setting)
    return Report(
        title=plan.title or shape.titled(evidence.nouns) or _title(evidence),
        subtitle=_subtitle(evidence),
        organisation=plan.organisation,
        made_on=made_on,
        notices=origin.notices(evidence),
        banner=origin.banner(evidence),
        sections=_told_apart(made),
        stamp=origin.stamp(evidence),
        provenance=Provenance(
            version=evidence.version,
            fingerprint=evidence.source.fingerprint,
            view=evidence.view,
            plan=plan,
            made_on=made_on,
        ),
        brand=brand,
        shape=shape.shape,
    )


def _sections(part: Arranged, setting: Setting) -> tuple[Section, ...]:
    """The part's section and those below it; none where there is nothing to say."""
    own: tuple[Block, ...] = tuple(
        Paragraph(words.strip()) for words in part.text.split("\n\n") if words.strip()
    )
    made = CONTENTS[part.of.content](setting)
    if not (own or made.blocks or made.sections):
        return ()
    return (Section(id=part.id, heading=part.heading, blocks=(*own, *made.blocks)), *made.sections)


def _told_apart(sections: list[Section]) -> tuple[Section, ...]:
    """The sections under ids of their own: raters whom a file spells alike ("a b", "a-b") share a key."""
    seen: Counter[str] = Counter()
    made = []
    for section in sections:
        seen[section.id] += 1
        again = seen[section.id]
        made.append(section if again == 1 else replace(section, id=f"{section.id}--{again}"))
    return tuple(made)


def _subtitle(evidence: Evidence) -> str:
    """What the report's figures are and when they were given."""
    periods = [*(f.period for f in evidence.findings), *(d.period for d in evidence.described)]
    days = [day for period in periods for day in period if day]
    if days:
        return f"Second scores dated {wording.period(min(days), max(days))}"
    if _only_said(evidence):
        days = [day for entry in evidence.experience for day in entry.period if day]
        return f"Forms dated {wording.period(min(days), max(days))}" if days else "Forms without dates"
    return "Second scores without dates" if evidence.findings or evidence.described else "First scores"


def _title(evidence: Evidence) -> str:
    return (
        "What was said about the service" if _only_said(evidence) else f"Outcomes for {evidence.nouns.many}"
    )


def _only_said(evidence: Evidence) -> bool:
    """Whether all there is are answers about the service."""
    return bool(evidence.experience) and not (evidence.findings or evidence.described or evidence.needs)
