"""Groups compared: differences of shares, many comparisons at once, funnels. Never a league table."""

from evaluation.groups.attributes import UNRECORDED, Attribute, Kind, attribute, by_whom, in_order, of_kind
from evaluation.groups.comparison import Comparison, compare_shares, holm, newcombe, p_value
from evaluation.groups.funnel import ADJUSTABLE, LEVELS, Funnel, Place, funnel

__all__ = [
    "ADJUSTABLE",
    "LEVELS",
    "UNRECORDED",
    "Attribute",
    "Comparison",
    "Funnel",
    "Kind",
    "Place",
    "attribute",
    "by_whom",
    "compare_shares",
    "funnel",
    "holm",
    "in_order",
    "newcombe",
    "of_kind",
    "p_value",
]
