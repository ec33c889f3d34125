"""The interval of a noncentral t distribution's noncentrality, from one observed t."""

from __future__ import annotations

import math

from scipy import special

# Beyond this t the distribution function is slow and then fails; the closed form agrees with it
# there to seven significant figures.
_LARGEST_T = 5_000.0


def noncentrality_interval(t: float, df: int, confidence: float) -> tuple[float, float]:
    """The noncentralities for which the observed t is just not surprising at either end.

    `t` is the observed statistic on `df` degrees of freedom; dividing the answer by the root of
    n gives the interval of d_z (Steiger & Fouladi 1997). Up to |t| = 5,000 the distribution function
    itself is inverted; beyond, see `_large`.

    >>> low, high = noncentrality_interval(4.062127683382, 9, 0.95)  # Student's sleep data
    >>> round(low / 10**0.5, 4), round(high / 10**0.5, 4)
    (0.4146, 2.118)
    """
    if t < 0:  # the mirror image, so that direction cannot matter
        low, high = noncentrality_interval(-t, df, confidence)
        return -high, -low
    tail = (1 - confidence) / 2
    solve = _solve if t <= _LARGEST_T else _large
    return solve(t, df, 1 - tail), solve(t, df, tail)


def _large(t: float, df: int, p: float) -> float:
    """The noncentrality at which P(T < t) = p, for very large t.

    T = (Z + nc) / U with U the root of a chi-square over df. For large t the spread of U rules,
    which gives nc = t * U's quantile; the spread of Z is added to it in quadrature.
    """
    centre = t * (1 - 1 / (4 * df))
    quantile = t * math.sqrt(float(special.chdtri(df, p)) / df)
    return centre + (quantile - centre) * math.sqrt(1 + 2 * df / t**2)


def _solve(t: float, df: int, p: float) -> float:
    """The noncentrality at which P(T < t) = p, by a bracketed secant search (Illinois)."""
    spread = math.sqrt(1 + t * t / (2 * df))
    # Where to start: the large-t form if U's spread rules, else Abramowitz & Stegun 26.7.10.
    normal = t * (1 - 1 / (4 * df)) - float(special.ndtri(p)) * spread
    start = _large(t, df, p) if t * t > 2 * df else normal
    low = high = start
    above = below = _excess(start, t, df, p)
    step = 0.1 * spread
    while above < 0:  # P(T < t) falls as the noncentrality rises
        high, below = low, above
        low -= step
        above = _excess(low, t, df, p)
        step *= 2
    while below > 0:
        low, above = high, below
        high += step
        below = _excess(high, t, df, p)
        step *= 2
    side = 0
    for _ in range(200):
        if above == below or high - low <= 1e-12 * spread:
            break
        guess = (low * below - high * above) / (below - above)
        value = _excess(guess, t, df, p)
        if abs(value) < 1e-14:
            return guess
        if value > 0:
            low, above = guess, value
            below, side = (below / 2, 1) if side == 1 else (below, 1)
        else:
            high, below = guess, value
            above, side = (above / 2, -1) if side == -1 else (above, -1)
    return (low + high) / 2


def _excess(noncentrality: float, t: float, df: int, p: float) -> float:
    """P(T < t) - p; the function fails far out in the tails, where the probability is 0 or 1."""
    reached = float(special.nctdtr(df, noncentrality, t))
    if math.isnan(reached):
        reached = 1.0 if noncentrality < t else 0.0
    return reached - p
