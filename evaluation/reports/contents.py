"""What makes each kind of part: the names that layouts use, and the functions behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import charts, wording
from evaluation.reports import counted, figures, in_full, in_short, reading
from evaluation.reports.composites import composite_section
from evaluation.reports.described import described_section, experience_section
from evaluation.reports.groups import group_sections
from evaluation.reports.missing import missing_blocks
from evaluation.reports.reach import reach_blocks, reach_in_short
from evaluation.reports.report import Bullets, Paragraph
from evaluation.reports.setting import Made, common, elsewhere, some
from evaluation.reports.training import behind as training_behind
from evaluation.reports.training import beside, cohort, coverage, families, learnt, needs, who_came
from evaluation.reports.training import in_short as training_in_short
from evaluation.reports.trajectories import trajectory_sections
from evaluation.reports.trends import trend_in_short, trend_sections
from evaluation.reports.words import words_blocks

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting


def summary(setting: Setting) -> Made:
    """Every finding's sentence, the chart of all and the limits that hold for all."""
    if setting.alone:
        return training_in_short.headlines(setting)
    evidence = setting.evidence
    told = tuple(wording.sentence(finding.sentence) for finding in evidence.findings)
    said = (*told, *elsewhere(evidence))
    nothing = Paragraph("No questionnaire could be evaluated. The sections below say why.")
    first: Block = Bullets(said) if said else nothing
    return Made(some(first, charts.outcome_bars(evidence), *reading.limits(evidence)))


def _told(setting: Setting) -> frozenset[str]:
    """Keys of the caveats that are printed once for all."""
    return frozenset(caveat.key for caveat in common(setting.evidence))


def _outcomes(setting: Setting) -> Made:
    return Made(sections=tuple(in_full.finding_section(f, setting.evidence) for f in setting.findings))


def _needs(setting: Setting) -> Made:
    return Made(sections=tuple(in_full.profile_section(n, setting.evidence) for n in setting.evidence.needs))


def _experience(setting: Setting) -> Made:
    told = _told(setting)
    return Made(sections=tuple(experience_section(said, told) for said in setting.evidence.experience))


def _described(setting: Setting) -> Made:
    told = _told(setting)
    return Made(sections=tuple(described_section(found, told) for found in setting.evidence.described))


def _trend(setting: Setting) -> Made:
    blocks, sections = trend_in_short(setting.evidence, _told(setting))
    return Made(blocks, tuple(sections))


def _national(setting: Setting) -> Made:
    return Made(sections=tuple(map(composite_section, setting.evidence.composites)))


def _data(setting: Setting) -> Made:
    return Made((*in_full.behind(setting.evidence), *training_behind.behind(setting)))


def _training_in_brief(setting: Setting) -> Made:
    """What is said of training; findings too where they are on learners, who are not families beside."""
    said = training_in_short.headlines(setting)
    if setting.alone or (said.blocks and families.with_families(setting.evidence)):
        return said
    findings = in_short.headlines(setting)
    return Made((*said.blocks, *findings.blocks), findings.sections)


def _methods(setting: Setting) -> Made:
    return Made(some(figures.definitions(setting.evidence), figures.measures(setting.evidence)))


CONTENTS: dict[str, Callable[[Setting], Made]] = {
    "own": lambda _: Made(),
    "summary": summary,
    "headlines": in_short.headlines,
    "counted": counted.counted_in_full,
    "counted_short": counted.counted_in_short,
    "completion": counted.completion,
    "reach": lambda setting: Made(reach_blocks(setting.evidence)),
    "reach_short": lambda setting: Made(reach_in_short(setting.evidence)),
    "outcomes": _outcomes,
    "outcomes_short": in_short.outcomes_short,
    "worse": in_short.worse,
    "national": _national,
    "experience": _experience,
    "over_time": lambda setting: Made(sections=tuple(trend_sections(setting.evidence, _told(setting)))),
    "trend": _trend,
    "more_scores": lambda setting: Made(
        sections=tuple(trajectory_sections(setting.evidence, _told(setting)))
    ),
    "groups": lambda setting: Made(sections=tuple(group_sections(setting.evidence))),
    "missing": lambda setting: Made(missing_blocks(setting.evidence)),
    "described": _described,
    "needs": _needs,
    "words": lambda setting: Made(words_blocks(setting.evidence)),
    "reading": reading.reading,
    "reading_short": reading.reading_short,
    "limits": reading.limits_only,
    "methods": _methods,
    "data": _data,
    "provenance": reading.provenance,
    "provenance_short": reading.provenance_short,
    "provenance_line": reading.provenance_line,
    "training_in_brief": _training_in_brief,
    "training_headlines": training_in_short.beside,
    "training_short": training_in_short.short,
    "training_line": training_in_short.line,
    "training_reach": who_came.reach,
    "training_courses": who_came.courses,
    "training_learnt": learnt.learnt,
    "training_practice": learnt.practice,
    "training_coverage": coverage.coverage,
    "training_referrals": coverage.referrals,
    "training_needs": needs.needs,
    "training_cohort": cohort.cohort,
    "training_context": beside.context,
    "training_families": families.beside,
}
