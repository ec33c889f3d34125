"""Charts and tables of training evidence: words in, pictures and printed figures out."""

from evaluation.charts.training.attendance import (
    attendance_bars,
    course_flow,
    course_flow_table,
    course_table,
    sessions_bars,
)
from evaluation.charts.training.change import (
    change_bars,
    changes_bars,
    distribution_table,
    together,
)
from evaluation.charts.training.cohort import cohort_table, feedback_table, pathway_table, progress_bars
from evaluation.charts.training.context import context_charts, context_table
from evaluation.charts.training.coverage import coverage_heat, coverage_map, coverage_table
from evaluation.charts.training.moved import (
    gain_table,
    groups_moved,
    groups_table,
    moved_bars,
    moved_table,
    two_groups_table,
)
from evaluation.charts.training.needs import needs_bars, needs_heat, needs_table, packages_table
from evaluation.charts.training.reach import missing_roles_table, reach_bars, reach_table
from evaluation.charts.training.referrals import referrals_chart, referrals_table

__all__ = [
    "attendance_bars",
    "change_bars",
    "changes_bars",
    "cohort_table",
    "context_charts",
    "context_table",
    "course_flow",
    "course_flow_table",
    "course_table",
    "coverage_heat",
    "coverage_map",
    "coverage_table",
    "distribution_table",
    "feedback_table",
    "gain_table",
    "groups_moved",
    "groups_table",
    "missing_roles_table",
    "moved_bars",
    "moved_table",
    "needs_bars",
    "needs_heat",
    "needs_table",
    "packages_table",
    "pathway_table",
    "progress_bars",
    "reach_bars",
    "reach_table",
    "referrals_chart",
    "referrals_table",
    "sessions_bars",
    "together",
    "two_groups_table",
]
