"""Builds a report from evidence and a plan: the plan's parts in order, each made of the evidence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.brand import Brand
from evaluation.errors import InputError
from evaluation.reports import origin
from evaluation.reports.arranging import arranged
from evaluation.reports.contents import CONTENTS
from evaluation.reports.layouts import layout
from evaluation.reports.plan import Plan
from evaluation.reports.provenance import MadeOfTraining, Provenance
from evaluation.reports.report import Block, Paragraph, Report, Section
from evaluation.reports.setting import Made, Setting
from evaluation.reports.training.families import with_families
from evaluation.training.alone import is_alone, period_of

if TYPE_CHECKING:
    from datetime import date

    from evaluation.findings.finding import Evidence
    from evaluation.reports.arranging import Arranged
    from evaluation.reports.layouts import Layout
    from evaluation.training.evidence import TrainingEvidence

OF_TRAINING = "training_"  # what the contents that are about training begin with


def build(
    evidence: Evidence,
    *,
    training: TrainingEvidence | None = None,
    plan: Plan | None = None,
    brand: Brand | None = None,
    made_on: date | None = None,
) -> Report:
    """A report of the plan's parts (default everything) in the brand's look.

    A part with nothing to say is left out. A blank title is the layout's, else it says what the report
    holds ("Outcomes for families"); a blank organisation is the brand's. `made_on` is the day printed on it.
    `training` stands beside the evidence where the plan has a part about it; for a report on training alone
    the evidence is `evaluation.training.alone.alone(training)`.
    Built again with `provenance.plan` and `provenance.made_on`, the same evidence gives the same report.
    Raises InputError for an unknown layout or part, where a part is switched off that can't be, or where a
    made-up sample would stand beside somebody's own data.
    """
    plan, brand = plan or Plan(), brand or Brand()
    plan = plan.with_(title=plan.title.strip(), organisation=plan.organisation.strip() or brand.organisation)
    shape = layout(plan.layout)
    parts = tuple(part for part in arranged(plan) if part.on)
    training = _told(training, evidence, parts)
    beside = training is not None and with_families(evidence)
    made: list[Section] = []
    for part in parts:
        setting = Setting(
            evidence=evidence,
            part=part.of,
            printed=tuple(one.of for one in parts if not (beside and one.of.of_learners)),
            shape=shape.shape,
            made_on=made_on,
            training=training,
        )
        made += _sections(part, setting)
    return Report(
        title=plan.title or _titled(shape, evidence) or _title(evidence),
        subtitle=_subtitle(evidence, training),
        organisation=plan.organisation,
        made_on=made_on,
        notices=origin.notices(evidence, training),
        banner=origin.banner(evidence, training),
        sections=_told_apart(made),
        stamp=origin.stamp(evidence, training),
        provenance=Provenance(
            version=evidence.version,
            fingerprint="" if is_alone(evidence) else evidence.source.fingerprint,
            view=evidence.view,
            plan=plan,
            made_on=made_on,
            training=MadeOfTraining(training.fingerprint, training.view) if training else None,
        ),
        brand=brand,
        shape=shape.shape,
    )


def _told(
    training: TrainingEvidence | None, evidence: Evidence, parts: tuple[Arranged, ...]
) -> TrainingEvidence | None:
    """What is said of training: nothing where no part of the report is about it."""
    if training is None or is_alone(evidence):
        return training
    if not any(part.of.content.startswith(OF_TRAINING) for part in parts):
        return None
    if training.sample != evidence.sample:
        mine, sample = ("training files", evidence.nouns.many)
        if training.sample:
            mine, sample = (f"data on {evidence.nouns.many}", "training")
        raise InputError(f"Made-up {sample} can't stand beside your own {mine}: use one or the other.")
    return training


def _sections(part: Arranged, setting: Setting) -> tuple[Section, ...]:
    """The part's section and those below it; none where there is nothing to say."""
    own: tuple[Block, ...] = tuple(
        Paragraph(words.strip()) for words in part.text.split("\n\n") if words.strip()
    )
    made = CONTENTS[part.of.content](setting) if part.of in setting.printed else Made()
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


def _subtitle(evidence: Evidence, training: TrainingEvidence | None) -> str:
    """What the report's figures are and when they were given."""
    if training is None:
        return _given(evidence)
    start, end = period_of(training)
    held = f"Courses held {wording.period(start, end)}" if start else "Courses without dates"
    return held if is_alone(evidence) else f"{_given(evidence)}. {held}"


def _given(evidence: Evidence) -> str:
    """What the figures of families are and when they were given."""
    periods = [*(f.period for f in evidence.findings), *(d.period for d in evidence.described)]
    days = [day for period in periods for day in period if day]
    if days:
        return f"Second scores dated {wording.period(min(days), max(days))}"
    if _only_said(evidence):
        days = [day for entry in evidence.experience for day in entry.period if day]
        return f"Forms dated {wording.period(min(days), max(days))}" if days else "Forms without dates"
    return "Second scores without dates" if evidence.findings or evidence.described else "First scores"


def _titled(shape: Layout, evidence: Evidence) -> str:
    """The layout's title, unless it promises what changed and the report is on training alone."""
    return "" if is_alone(evidence) and "{" in shape.title else shape.titled(evidence.nouns)


def _title(evidence: Evidence) -> str:
    if is_alone(evidence):
        return "Training"
    return (
        "What was said about the service" if _only_said(evidence) else f"Outcomes for {evidence.nouns.many}"
    )


def _only_said(evidence: Evidence) -> bool:
    """Whether all there is are answers about the service."""
    return bool(evidence.experience) and not (evidence.findings or evidence.described or evidence.needs)
