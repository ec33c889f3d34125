"""How likely a pair is to have improved: an effect that needs order alone, no SD."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from scipy import special

from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from evaluation.tables import ChangeTable


def probability_of_improvement(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Share of pairs that got better plus half of those that stayed the same, between 0 and 1.

    One half means as many got worse as better. It is (1 + share better - share worse) / 2, so
    its interval is Tango's (1998) score interval for a difference of paired proportions, which
    keeps inside the possible range and holds up when everybody moves the same way.

    >>> from evaluation.tables import ChangeTable
    >>> p = probability_of_improvement(ChangeTable.from_scores([5, 5, 5, 5], [3, 4, 5, 6], better="lower"))
    >>> p.value
    0.625
    """
    n = table.n
    value = low = high = None
    reason = ""
    if n == 0:
        reason = "Nobody has a score both before and after."
    else:
        gain = table.gain
        better = int(table.count[gain > 0].sum())
        worse = int(table.count[gain < 0].sum())
        value = (n + better - worse) / (2 * n)
        ends = score_interval(better, worse, n, confidence)
        low, high = ((1 + end) / 2 for end in ends)
    return Estimate(
        name="probability_of_improvement",
        value=value,
        low=low,
        high=high,
        interval="score (Tango 1998)",
        confidence=confidence,
        standardiser="none: a share of pairs, counting half of those that stayed the same",
        plain=value,
        reason=reason,
    )


def score_interval(better: int, worse: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Tango's score interval for (better - worse) / n, of n pairs; both ends lie in [-1, 1].

    >>> low, high = score_interval(1, 7, 21)  # Fagerland et al. (2014), airway reactivity
    >>> round(low, 3), round(high, 3)
    (-0.517, -0.026)
    """
    z = float(special.ndtri((1 + confidence) / 2))
    observed = (better - worse) / n
    low = _end(better, worse, n, -1.0, observed, z)
    high = -_end(worse, better, n, -1.0, -observed, z)
    return low, high


def _end(better: int, worse: int, n: int, low: float, high: float, z: float) -> float:
    """The difference below the observed one at which the score statistic reaches z, by bisection."""
    if _score(better, worse, n, low) < z:
        return low
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if _score(better, worse, n, middle) > z:
            low = middle
        else:
            high = middle
    return low


def _score(better: int, worse: int, n: int, difference: float) -> float:
    """How far the observed difference lies above `difference`, in its SD under that difference."""
    # Most likely share of "worse" if the true difference were this one: the larger root of
    # 2n q^2 + b q + c = 0 (Tango 1998, equation 13).
    b = -better - worse + (2 * n - better + worse) * difference
    c = -worse * difference * (1 - difference)
    q = (math.sqrt(max(b * b - 8 * n * c, 0.0)) - b) / (4 * n)
    variance = n * (2 * q + difference * (1 - difference))
    excess = better - worse - n * difference
    if variance <= 0:
        return math.inf if excess > 0 else 0.0
    return excess / math.sqrt(variance)
