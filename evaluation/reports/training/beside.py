"""Training beside referrals and families' outcomes, place by place: context, and no cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.words import CONTEXT, limits

if TYPE_CHECKING:
    from evaluation.reports.setting import Setting
    from evaluation.training.evidence import Beside, TrainingEvidence


def context(setting: Setting) -> Made:
    """A section for each place: who was trained, who was referred, whose families got better.

    Nothing in a report on training alone, which says nothing of families.
    """
    training = setting.training
    if training is None or setting.alone or not training.context:
        return Made()
    sections = tuple(
        _place(found, training, place, whole=setting.whole) for place, found in enumerate(training.context, 1)
    )
    return Made((Paragraph(CONTEXT),), sections)


def _place(found: Beside, training: TrainingEvidence, place: int, *, whole: bool) -> Section:
    own = limits(found.caveats, training)
    drawn = some(*map(seen, charts.context_charts(found)))
    return Section(
        id=f"training-place-{place}",
        heading=f"Place: {found.locality or 'all localities together'}",
        level=2,
        blocks=some(
            Statement(wording.sentence(found.sentence)),
            *drawn,
            charts.context_table(found) if whole or not drawn else None,
            Bullets(own) if own else None,
        ),
    )
