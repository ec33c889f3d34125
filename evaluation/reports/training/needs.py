"""On what learners rated themselves low before any course, and which course is offered for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.words import limits

if TYPE_CHECKING:
    from evaluation.reports.setting import Setting

_SUGGESTED = (
    "Below stands what is offered for each topic, most often rated low first: a suggestion from learners' "
    "own ratings, for people to weigh."
)


def needs(setting: Setting) -> Made:
    """The topics most often rated low, by group, and the package that they suggest."""
    training = setting.training
    if training is None or training.needs is None:
        return Made()
    found = training.needs
    offered = charts.packages_table(found)
    own = limits(found.caveats, training)
    return Made(
        some(
            Statement(wording.sentence(found.sentence)),
            seen(charts.needs_bars(found)),
            seen(charts.needs_heat(found)) if setting.whole else None,
            charts.needs_table(found),
            Paragraph(_SUGGESTED) if offered else None,
            offered,
            Bullets(own) if own else None,
        )
    )
