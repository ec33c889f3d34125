"""All evidence on training under its view's preset; sentences and caveats are made again of what is left."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.presets import PRESETS
from evaluation.disclosure.training.change import protected_change
from evaluation.disclosure.training.counts import coarse_count
from evaluation.disclosure.training.coverage import protected_coverage
from evaluation.disclosure.training.needs import protected_needs
from evaluation.disclosure.training.over_time import protected_context, protected_referrals
from evaluation.disclosure.training.people import protected_cohort, protected_course, protected_reach
from evaluation.findings.finding import Caveat
from evaluation.training.building import lead_sentence

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.training.evidence import TrainingEvidence, TrainingSource


def protected_training(evidence: TrainingEvidence, *, left_out: int = 0) -> TrainingEvidence:
    """The evidence under its view's preset; "exact" leaves it as it is.

    `left_out` is how many people who came the view's courses and dates leave out: where that is a small
    number, other than none, comparing with the whole would reveal them, so no number is shown.
    """
    preset = PRESETS[evidence.view.protection]
    if not preset.threshold:
        return evidence
    record: list[str] = []
    hide = 0 < left_out < preset.threshold
    if hide:
        record.append(
            f"All figures on training: the courses and dates chosen leave out fewer than {preset.threshold} "
            "people, who could be found by comparing with the whole."
        )
    changes = tuple(protected_change(one, preset, record, hide=hide) for one in evidence.changes)
    both = tuple(zip(evidence.changes, changes, strict=True))
    needs = evidence.needs
    shown = replace(
        evidence,
        sources=tuple(_source(source, preset) for source in evidence.sources),
        reach=protected_reach(evidence.reach, preset, record, hide=hide) if evidence.reach else None,
        courses=tuple(protected_course(one, preset, record, hide=hide) for one in evidence.courses),
        changes=changes,
        coverage=protected_coverage(evidence.coverage, preset, record, hide=hide)
        if evidence.coverage
        else None,
        referrals=protected_referrals(evidence.referrals, preset, record, hide=hide),
        needs=protected_needs(needs, preset, record, hide=hide, changes=both) if needs else None,
        cohort=protected_cohort(evidence.cohort, preset, record, hide=hide) if evidence.cohort else None,
        context=protected_context(evidence.context, preset, record, hide=hide),
        # What was found while importing is for whoever imports: it may hold small counts.
        notes=(),
        caveats=(*evidence.caveats, Caveat(key="disclosure", text=preset.words)),
    )
    return replace(
        shown,
        sentence=lead_sentence(shown),
        suppressions=tuple(dict.fromkeys((*evidence.suppressions, *record))),
    )


def _source(source: TrainingSource, preset: Preset) -> TrainingSource:
    """Rows are answers and bookings of people: their numbers are as coarse as those of people."""
    return replace(
        source,
        rows=coarse_count(source.rows, preset),
        used=coarse_count(source.used, preset),
        set_aside=coarse_count(source.set_aside, preset),
    )
