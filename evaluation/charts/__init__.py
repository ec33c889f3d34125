"""Charts as descriptions, and what draws them on screen and on paper."""

from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.inclusion import counted_in_words, entries, flow, flow_table
from evaluation.charts.outcomes import outcome_bar, outcome_bars
from evaluation.charts.scores import before_after, effect, needs, transitions
from evaluation.charts.statements import statement
from evaluation.charts.table import Number, Table

__all__ = [
    "Chart",
    "Number",
    "Row",
    "Series",
    "Table",
    "before_after",
    "counted_in_words",
    "effect",
    "entries",
    "flow",
    "flow_table",
    "needs",
    "outcome_bar",
    "outcome_bars",
    "statement",
    "transitions",
]
