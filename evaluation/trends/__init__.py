"""Change over time: months and quarters, the limits of chance, and what stands out from it."""

from evaluation.trends.control import LEAST, WIDTH, Control, Variation, p_chart, xmr
from evaluation.trends.periods import MONTHS, Every, Period, numbers, periods
from evaluation.trends.signals import ENOUGH, RULES, Signal

__all__ = [
    "ENOUGH",
    "LEAST",
    "MONTHS",
    "RULES",
    "WIDTH",
    "Control",
    "Every",
    "Period",
    "Signal",
    "Variation",
    "numbers",
    "p_chart",
    "periods",
    "xmr",
]
