"""One group's share against another's: the difference, its interval, and how surprising it is.

Counts may be fractions of a person: under disclosure control they are a printed share times a
printed size, so that nothing is said of a difference that the published figures do not hold.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy import special

from evaluation.change.intervals import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

ENOUGH = 10  # people on each side from which a difference is looked at: our own convention
_NEARLY = 1 + 1e-7  # tables as unlikely as the one seen count, whatever rounding does to them


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A share less the share of all others together; positive where more got better.

    `value`, `low` and `high` are differences of shares (0.1 is ten percentage points). `p` is that of
    this comparison alone, `adjusted` allows for how many were made. All are None where `reason` says why.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    adjusted: float | None = None
    others: float | None = None  # the share of all others together
    confidence: float = 0.95
    interval: str = "Newcombe (1998), method 10"
    reason: str = ""

    @property
    def reading(self) -> str:
        """What may be said of it: "higher", "lower" or "no clear difference"; empty without a comparison."""
        if self.value is None or self.adjusted is None:
            return ""
        if self.adjusted >= 1 - self.confidence:
            return "no clear difference"
        return "higher" if self.value > 0 else "lower"

    def __str__(self) -> str:
        if self.value is None or self.low is None or self.high is None:
            return self.reason
        points = f"{100 * self.value:+.0f} points ({100 * self.low:+.0f} to {100 * self.high:+.0f})"
        return f"{points}, {self.reading}" if self.reading else points


def newcombe(
    n: float, of: float, n_other: float, of_other: float, confidence: float = 0.95
) -> tuple[float, float, float]:
    """The difference of two independent shares and its interval: value, low, high.

    Hybrid score interval without continuity correction: Newcombe (1998), Statistics in Medicine 17,
    873-890, method 10. Both ends lie in [-1, 1]. Raises ValueError when nobody is in a group.

    >>> [round(figure, 4) for figure in newcombe(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    """
    low, high = wilson(n, of, confidence)
    low_other, high_other = wilson(n_other, of_other, confidence)
    share, other = n / of, n_other / of_other
    value = share - other
    return (
        value,
        max(-1.0, value - math.hypot(share - low, high_other - other)),
        min(1.0, value + math.hypot(high - share, other - low_other)),
    )


def p_value(n: float, of: float, n_other: float, of_other: float) -> float:
    """How often two groups that do not differ would look at least this different.

    The chi-squared test with N - 1 in place of N where every expected count is 1 or more, else the
    Fisher-Irwin test by Irwin's rule: Campbell (2007), Statistics in Medicine 26, 3661-3675.

    >>> round(p_value(56, 70, 48, 80), 4)
    0.0083
    """
    total, better = of + of_other, n + n_other
    if min(better, total - better) <= 0:
        return 1.0
    expected = min(better, total - better) * min(of, of_other) / total
    if expected < 1:
        return _fisher(round(n), round(of), round(n_other), round(of_other))
    cross = n * (of_other - n_other) - n_other * (of - n)
    squared = cross**2 * (total - 1) / (better * (total - better) * of * of_other)
    return float(special.chdtrc(1, squared))


def _fisher(n: int, of: int, n_other: int, of_other: int) -> float:
    """Two-sided: the probability of every table as unlikely as this one, or less likely."""
    better = n + n_other

    def log_chance(k: int) -> float:
        return _log_ways(of, k) + _log_ways(of_other, better - k)

    least, most = max(0, better - of_other), min(of, better)
    logs = [log_chance(k) for k in range(least, most + 1)]
    seen, whole = log_chance(n), _log_ways(of + of_other, better)
    return min(1.0, math.fsum(math.exp(x - whole) for x in logs if x <= seen + math.log(_NEARLY)))


def _log_ways(of: int, k: int) -> float:
    return math.lgamma(of + 1) - math.lgamma(k + 1) - math.lgamma(of - k + 1)


def compare_shares(
    n: float, of: float, n_other: float, of_other: float, confidence: float = 0.95
) -> Comparison:
    """One group against all others together; with fewer than ENOUGH on a side, a reason instead.

    >>> print(compare_shares(56, 70, 48, 80))
    +20 points (+5 to +33)
    >>> print(compare_shares(3, 4, 48, 80))
    Fewer than 10 in this group: too few to compare.
    """
    if of < ENOUGH or of_other < ENOUGH:
        where = "in this group" if of < ENOUGH else "in the other groups together"
        return Comparison(
            value=None, confidence=confidence, reason=f"Fewer than {ENOUGH} {where}: too few to compare."
        )
    value, low, high = newcombe(n, of, n_other, of_other, confidence)
    return Comparison(
        value=value,
        low=low,
        high=high,
        p=p_value(n, of, n_other, of_other),
        others=n_other / of_other,
        confidence=confidence,
    )


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """P values allowing for how many there are, in the order given: Holm's step-down method.

    Holm (1979), Scandinavian Journal of Statistics 6, 65-70: the i-th smallest of m is multiplied by
    m - i + 1, none falls below a smaller one's, none exceeds 1.

    >>> [round(p, 2) for p in holm([0.01, 0.04, 0.03, 0.005])]
    [0.03, 0.06, 0.06, 0.02]
    """
    adjusted = [0.0] * len(values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
        highest = max(highest, min(1.0, values[place] * (len(values) - rank)))
        adjusted[place] = highest
    return tuple(adjusted)
