"""Evidence for what is made of training alone, where no families' data are beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import LEARNER, Evidence, Flow, Source
from evaluation.view import View

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from evaluation.training.evidence import TrainingEvidence


def alone(training: TrainingEvidence) -> Evidence:
    """Evidence without a finding, for reports and packs that are about training and nothing else.

    Its source are the training files: their fingerprint, and how many rows they have together (None where
    one file's are hidden).
    """
    sources = training.sources
    return Evidence(
        findings=(),
        needs=(),
        flow=Flow(steps=()),
        nouns=LEARNER,
        source=Source(
            name=wording.listed(source.name for source in sources),
            fingerprint=training.fingerprint,
            rows=_together(source.rows for source in sources),
            used=_together(source.used for source in sources),
            set_aside=_together(source.set_aside for source in sources),
        ),
        view=View(protection=training.view.protection, confidence=training.view.confidence),
        version=training.version,
        sample=training.sample,
    )


def is_alone(evidence: Evidence) -> bool:
    """Whether an evidence is of training alone: every other says at least how many are in its file."""
    return evidence.nouns == LEARNER and not evidence.flow.steps


def period_of(training: TrainingEvidence) -> tuple[date | None, date | None]:
    """The first and the last day of its courses, and of the forms where no course has a day."""
    periods = [course.period for course in training.courses] or [found.period for found in training.changes]
    days = [day for period in periods for day in period if day is not None]
    return (min(days), max(days)) if days else (None, None)


def _together(counts: Iterable[int | None]) -> int | None:
    known = list(counts)
    return None if None in known else sum(n for n in known if n is not None)
