"""Where two groups started: the standardised difference of their first scores."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from evaluation.effects import hedges_factor, noncentrality_interval
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

NAME, STANDARDISER = "difference_at_start", "pooled SD of first scores"


def difference_at_start(
    without: NDArray[np.float64], with_second: NDArray[np.float64], sign: int, confidence: float = 0.95
) -> Estimate:
    """How much better those without a second score started than those with one, in pooled SDs.

    Cohen's d of two groups: the difference of means over sqrt(((n1-1) s1^2 + (n2-1) s2^2)/(n1+n2-2)),
    with the noncentral t interval (Steiger & Fouladi 1997) and Hedges' exact correction in `hedges`.
    `sign` is +1 where higher scores are better; positive: those without started better. Without two
    in each group, or where no score varies, the value is None and `reason` says so.

    >>> import numpy as np
    >>> found = difference_at_start(np.array([14.0, 16.0, 18.0]), np.array([10.0, 12.0, 14.0]), -1)
    >>> round(found.value, 3)
    -2.0
    """
    n1, n2 = len(without), len(with_second)
    if min(n1, n2) < 2:
        return _none("each group needs at least two first scores", confidence)
    df = n1 + n2 - 2
    spread = math.sqrt(((n1 - 1) * without.var(ddof=1) + (n2 - 1) * with_second.var(ddof=1)) / df)
    if not math.isfinite(spread) or spread <= 1e-12 * max(1.0, float(np.abs(without).max())):
        return _none("the first scores of each group are all alike", confidence)
    value = sign * float(without.mean() - with_second.mean()) / spread
    root = math.sqrt(n1 * n2 / (n1 + n2))
    low, high = noncentrality_interval(value * root, df, confidence)
    correction = hedges_factor(df)
    return Estimate(
        name=NAME,
        value=value,
        low=low / root,
        high=high / root,
        interval="noncentral t",
        confidence=confidence,
        standardiser=STANDARDISER,
        plain=value,
        hedges=None if correction is None else value * correction,
    )


def _none(reason: str, confidence: float) -> Estimate:
    return Estimate(
        name=NAME,
        value=None,
        confidence=confidence,
        standardiser=STANDARDISER,
        reason=f"The difference can't be computed: {reason}.",
    )
