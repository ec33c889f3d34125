"""The interval of a share of a group."""

from __future__ import annotations

import math

from scipy import special


def wilson(n: float, of: float, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's (1927) score interval of the share n / of; both ends lie in [0, 1].

    Raises ValueError when nobody is in the group or `n` is outside it.

    >>> low, high = wilson(29, 86)
    >>> round(low, 3), round(high, 3)
    (0.246, 0.442)
    """
    if of <= 0 or not 0 <= n <= of:
        raise ValueError(f"{n} of {of} is not a share: the group must hold somebody, and the {n} among them")
    z = float(special.ndtri((1 + confidence) / 2))
    share = n / of
    centre = share + z * z / (2 * of)
    half = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    shrink = 1 + z * z / of
    # Exact ends: at 0 and all, rounding would otherwise leave 1e-17 outside the range.
    low = 0.0 if n == 0 else max(0.0, (centre - half) / shrink)
    high = 1.0 if n == of else min(1.0, (centre + half) / shrink)
    return low, high
