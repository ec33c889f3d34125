"""The average change in the scale's own points."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy import special

from evaluation.effects.moments import describe
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from evaluation.tables import ChangeTable


def mean_change(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Average change in points of the scale, positive when better, with the paired t interval.

    The value stands without an interval when everybody changed by the same amount.

    >>> from evaluation.tables import ChangeTable
    >>> change = mean_change(ChangeTable.from_scores([10, 12, 14], [8, 8, 8], better="lower"))
    >>> change.value, round(change.low, 3), round(change.high, 3)
    (4.0, -0.968, 8.968)
    """
    m = describe(table)
    value = low = high = None
    reason = ""
    if m.n == 0:
        reason = "Nobody has a score both before and after."
    elif m.n == 1:
        reason = "Only one pair of scores: at least two are needed for an average change and its interval."
    elif m.mean_change is None or m.sd_change is None:
        reason = "The scores are too large or too small to calculate with."
    else:
        value = m.mean_change
        if m.sd_change == 0:
            reason = "Everybody changed by the same amount, so no interval can be calculated."
        else:
            t = float(special.stdtrit(m.n - 1, (1 + confidence) / 2))
            half = t * m.sd_change / math.sqrt(m.n)
            low, high = value - half, value + half
    return Estimate(
        name="mean_change",
        value=value,
        low=low,
        high=high,
        interval="paired t",
        confidence=confidence,
        standardiser="points of the scale",
        plain=value,
        reason=reason,
    )
