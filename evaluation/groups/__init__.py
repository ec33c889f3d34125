"""Groups compared: differences of shares, many comparisons at once, funnels. Never a league table."""

from evaluation.groups.attributes import Attribute, attribute, in_order
from evaluation.groups.comparison import Comparison, compare_shares, holm, newcombe, p_value
from evaluation.groups.funnel import ADJUSTABLE, LEVELS, Funnel, Place, funnel

__all__ = [
    "ADJUSTABLE",
    "LEVELS",
    "Attribute",
    "Comparison",
    "Funnel",
    "Place",
    "attribute",
    "compare_shares",
    "funnel",
    "holm",
    "in_order",
    "newcombe",
    "p_value",
]
