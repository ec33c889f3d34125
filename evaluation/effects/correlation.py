"""The correlation of the two scores with its interval."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy import special

from evaluation.effects.moments import describe
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from evaluation.tables import ChangeTable


def correlation(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Pearson's correlation of the scores before and after, with Fisher's (1921) z interval.

    tanh(atanh(r) -+ z / sqrt(n - 3)), which needs four pairs and a correlation short of 1.

    >>> from evaluation.tables import ChangeTable
    >>> found = correlation(ChangeTable.from_scores([1, 2, 3, 4, 5], [2, 1, 4, 3, 5], better="higher"))
    >>> round(found.value, 2), round(found.low, 3), round(found.high, 3)
    (0.8, -0.28, 0.986)
    """
    m = describe(table)
    low = high = None
    reason = ""
    if m.r is None:
        if m.n == 0:
            reason = "Nobody has a score both before and after."
        elif m.n == 1:
            reason = "Only one pair of scores: at least two are needed."
        else:
            reason = "One of the two scores did not vary, so they have no correlation."
    elif m.n < 4:
        reason = "At least four pairs of scores are needed for the interval of a correlation."
    elif math.isclose(abs(m.r), 1):
        reason = "The two scores lie on one line, so no interval can be calculated."
    else:
        half = float(special.ndtri((1 + confidence) / 2)) / math.sqrt(m.n - 3)
        low, high = math.tanh(math.atanh(m.r) - half), math.tanh(math.atanh(m.r) + half)
    return Estimate(
        name="r",
        value=m.r,
        low=low,
        high=high,
        interval="Fisher's z",
        confidence=confidence,
        standardiser="none: a correlation, between -1 and 1",
        plain=m.r,
        reason=reason,
    )
