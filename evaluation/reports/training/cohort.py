"""A programme's trainees together: how far each pathway is, and what was said of their work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Section, Statement
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.words import limits

if TYPE_CHECKING:
    from evaluation.reports.setting import Setting
    from evaluation.training.evidence import Cohort, Pathway


def cohort(setting: Setting) -> Made:
    """All pathways in a table, and a section each. Nothing here is about a single trainee."""
    training = setting.training
    if training is None or training.cohort is None:
        return Made()
    found = training.cohort
    own = limits(found.caveats, training)
    return Made(
        some(
            Statement(wording.sentence(found.sentence)),
            charts.cohort_table(found),
            charts.feedback_table(found),
            Bullets(own) if own else None,
        ),
        tuple(_pathway(found, pathway, place) for place, pathway in enumerate(found.pathways, 1)),
    )


def _pathway(found: Cohort, pathway: Pathway, place: int) -> Section:
    return Section(
        id=f"training-pathway-{place}",
        heading=f"Pathway: {pathway.name}",
        level=2,
        blocks=some(seen(charts.progress_bars(found, pathway)), charts.pathway_table(pathway)),
    )
