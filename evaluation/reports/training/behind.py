"""The tables of training's charts whose figures no table beside them gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.charts import training as charts
from evaluation.reports.training.learnt import LEVELS_TOLD, answer_charts, results

if TYPE_CHECKING:
    from evaluation.charts.table import Table
    from evaluation.reports.setting import Setting


def behind(setting: Setting) -> tuple[Table, ...]:
    """From booking to form for each course, and the share of each answer; empty without training."""
    training = setting.training
    if training is None:
        return ()
    drawn = [chart for found in results(training, LEVELS_TOLD) for chart in answer_charts(found)]
    flows = [charts.course_flow_table(found) for found in training.courses]
    return (*flows, *(chart.data for chart in drawn))
