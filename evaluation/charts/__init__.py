"""Charts as descriptions, and what draws them on screen and on paper."""

from evaluation.charts.answers import likert
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.definitions import multiverse, multiverse_table
from evaluation.charts.experience import experience_bars, experience_table
from evaluation.charts.funnel import funnel_chart
from evaluation.charts.groups import access_table, difference_table, group_dots, group_table
from evaluation.charts.inclusion import counted_in_words, entries, flow, flow_table
from evaluation.charts.missing import bounds_table, makeup_table, standard_table, start_table
from evaluation.charts.outcomes import outcome_bar, outcome_bars
from evaluation.charts.ranges import score_range
from evaluation.charts.reach import access_bars, first_scores_table, reach_bars, reach_table
from evaluation.charts.scores import before_after, effect, needs, transitions
from evaluation.charts.statements import statement
from evaluation.charts.table import Number, Table
from evaluation.charts.trajectory import later_table, trajectory_means, trajectory_shares, trajectory_table
from evaluation.charts.trend import trend_means, trend_shares, trend_table

__all__ = [
    "Chart",
    "Number",
    "Row",
    "Series",
    "Table",
    "access_bars",
    "access_table",
    "before_after",
    "bounds_table",
    "counted_in_words",
    "difference_table",
    "effect",
    "entries",
    "experience_bars",
    "experience_table",
    "first_scores_table",
    "flow",
    "flow_table",
    "funnel_chart",
    "group_dots",
    "group_table",
    "later_table",
    "likert",
    "makeup_table",
    "multiverse",
    "multiverse_table",
    "needs",
    "outcome_bar",
    "outcome_bars",
    "reach_bars",
    "reach_table",
    "score_range",
    "standard_table",
    "start_table",
    "statement",
    "trajectory_means",
    "trajectory_shares",
    "trajectory_table",
    "transitions",
    "trend_means",
    "trend_shares",
    "trend_table",
]
