"""Standardised effects: the change in standard deviations, each naming the SD it is told in.

The same scores give different "Cohen's d" with different SDs, so none is called d here.
Intervals were chosen by simulated coverage (docs of each function); those that fall short of
their level (Becker's, Borenstein's, the usual one of d_av) are not offered.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy import special

from evaluation.effects.moments import Moments, describe
from evaluation.effects.noncentral import noncentrality_interval
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from evaluation.tables import ChangeTable

_NOBODY = "Nobody has a score both before and after."
_ONE = "Only one pair of scores: at least two are needed to see how much scores vary."
_SAME_BEFORE = "Everybody had the same score before, so there is no spread to compare the change with."
_SAME_BOTH = "Scores did not vary before or after, so there is no spread to compare the change with."
_SAME_CHANGE = "Everybody changed by the same amount, so there is no spread to compare the change with."
_TOO_FEW = "Two pairs of scores are too few for the small-sample correction: at least three are needed."
_OVERFLOW = "The scores are too large or too small to calculate with."

_STANDARDISERS = {
    "baseline_sd": "SD before",
    "d_av": "average SD (root of the mean of the variances before and after)",
    "d_rm": "SD of the change, allowing for the correlation of the two scores",
    "d_z": "SD of the change",
    "glass_delta": "SD before, without small-sample correction",
}
_INTERVALS = {
    "baseline_sd": "SMCRH (Bonett 2008)",
    "d_av": "Bonett (2015)",
    "d_rm": "delta method, as Bonett (2015) for d_av",
    "d_z": "noncentral t",
    "glass_delta": "Bonett (2008), uncorrected",
}


def hedges_factor(df: int) -> float | None:
    """Hedges' exact small-sample correction J for `df` degrees of freedom; None below two.

    J = gamma(df / 2) / (sqrt(df / 2) gamma((df - 1) / 2)) (Hedges 1981).

    >>> round(hedges_factor(9), 6)
    0.913875
    """
    if df < 2:
        return None
    return math.exp(special.gammaln(df / 2) - special.gammaln((df - 1) / 2) - math.log(df / 2) / 2)


def baseline_sd(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Change in SDs of the scores before: the headline, and what NHS England publishes.

    `value` carries Hedges' correction and the SMCRH interval, which allows the SD to differ
    before and after (Bonett 2008); `plain` is the uncorrected figure that NHS England prints.

    >>> from evaluation.tables import ChangeTable
    >>> effect = baseline_sd(ChangeTable.from_scores([10, 12, 14, 16], [8, 9, 9, 15], better="lower"))
    >>> round(effect.plain, 3), effect.standardiser
    (1.065, 'SD before')
    """
    return _baseline_sd(describe(table), confidence)


def glass_delta(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Glass's delta: the change in SDs before, uncorrected; the headline without Hedges' correction.

    d = change / s1, se^2 = vd / (v1 df) + d^2 / (2 df): Bonett (2008), the SDs free to differ.

    >>> from evaluation.tables import ChangeTable
    >>> round(glass_delta(ChangeTable.from_scores([10, 12, 14, 16], [8, 9, 9, 15], better="lower")).value, 3)
    1.065
    """
    k = _known(describe(table))
    if isinstance(k, str):
        return _none("glass_delta", confidence, k)
    if k.sd_before == 0:
        return _none("glass_delta", confidence, _SAME_BEFORE)
    d = k.change / k.sd_before
    se = math.sqrt(((k.sd_change / k.sd_before) ** 2 + d**2 / 2) / (k.n - 1))
    return _symmetric("glass_delta", d, se, confidence, d, _corrected(d, k.n - 1))


def d_av(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Change in average SDs: the root of the mean of the two variances (Bonett 2015).

    >>> from evaluation.tables import ChangeTable
    >>> round(d_av(ChangeTable.from_scores([1, 2, 3], [2, 4, 3], better="higher")).value, 6)
    1.0
    """
    return _d_av(describe(table), confidence)


def d_rm(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Change in SDs of the change over the root of 2 (1 - r) (Borenstein et al. 2009, 4.26-4.27).

    The interval is the delta method's for normal scores, which lets the two SDs differ, as
    Bonett (2015) does for d_av. Borenstein's own (4.28) takes the correlation as known and the
    SDs as equal: simulated, its 95% intervals held the truth as seldom as 70% of the time, these
    91% at worst with 8 pairs and 94% with 100.

    >>> from evaluation.tables import ChangeTable
    >>> round(d_rm(ChangeTable.from_scores([1, 2, 3], [2, 4, 3], better="higher")).value, 6)
    1.0
    """
    return _d_rm(describe(table), confidence)


def d_z(table: ChangeTable, confidence: float = 0.95) -> Estimate:
    """Change in SDs of the change, with the exact interval from the noncentral t distribution.

    >>> from evaluation.tables import ChangeTable
    >>> round(d_z(ChangeTable.from_scores([1, 2, 3], [2, 4, 3], better="higher")).value, 6)
    1.0
    """
    return _d_z(describe(table), confidence)


def effects(table: ChangeTable, confidence: float = 0.95) -> tuple[Estimate, ...]:
    """All standardised effects of a table, the headline (baseline SD) first."""
    moments = describe(table)
    return tuple(make(moments, confidence) for make in (_baseline_sd, _d_av, _d_rm, _d_z))


def _baseline_sd(m: Moments, confidence: float) -> Estimate:
    k = _known(m)
    if isinstance(k, str):
        return _none("baseline_sd", confidence, k)
    if k.sd_before == 0:
        return _none("baseline_sd", confidence, _SAME_BEFORE)
    plain = k.change / k.sd_before
    factor = hedges_factor(k.n - 1)
    if factor is None:
        return _none("baseline_sd", confidence, _TOO_FEW, plain)
    value = factor * plain
    se = math.sqrt(((k.sd_change / k.sd_before) ** 2 + value**2 / 2) / (k.n - 1))
    return _symmetric("baseline_sd", value, se, confidence, plain, value)


def _d_av(m: Moments, confidence: float) -> Estimate:
    k = _known(m)
    if isinstance(k, str):
        return _none("d_av", confidence, k)
    if k.sd_before == k.sd_after == 0:
        return _none("d_av", confidence, _SAME_BOTH)
    sd = math.hypot(k.sd_before, k.sd_after) / math.sqrt(2)
    d = k.change / sd
    # Variances and covariance in units of the average variance, which cannot overflow.
    v1, v2, vd = (k.sd_before / sd) ** 2, (k.sd_after / sd) ** 2, (k.sd_change / sd) ** 2
    covariance = (k.r or 0.0) * math.sqrt(v1 * v2)
    df = k.n - 1
    se = math.sqrt(d**2 * (v1**2 + v2**2 + 2 * covariance**2) / (8 * df) + vd / df)
    return _symmetric("d_av", d, se, confidence, d, _corrected(d, df))


def _d_rm(m: Moments, confidence: float) -> Estimate:
    k = _known(m)
    if isinstance(k, str):
        return _none("d_rm", confidence, k)
    if k.sd_change == 0:
        return _none("d_rm", confidence, _SAME_CHANGE)
    if k.r is None:
        return _none("d_rm", confidence, "One of the two scores did not vary, so they have no correlation.")
    if math.isclose(k.r, 1):
        return _none("d_rm", confidence, "Scores before and after are perfectly correlated.")
    sd = k.sd_change / math.sqrt(2 * (1 - k.r))
    d = k.change / sd
    # How the log of the standardiser moves with each variance and the covariance, all in units
    # of the standardiser's square; normal theory gives how those three vary together.
    v1, v2, vd = (k.sd_before / sd) ** 2, (k.sd_after / sd) ** 2, (k.sd_change / sd) ** 2
    covariance = k.r * math.sqrt(v1 * v2)
    by_v1 = 1 / (2 * vd) - k.r / (4 * (1 - k.r) * v1)
    by_v2 = 1 / (2 * vd) - k.r / (4 * (1 - k.r) * v2)
    by_covariance = 1 / (2 * (1 - k.r) * math.sqrt(v1 * v2)) - 1 / vd
    log_variance = (
        2 * (v1 * by_v1) ** 2
        + 2 * (v2 * by_v2) ** 2
        + (v1 * v2 + covariance**2) * by_covariance**2
        + 4 * covariance**2 * by_v1 * by_v2
        + 4 * covariance * (v1 * by_v1 + v2 * by_v2) * by_covariance
    )
    se = math.sqrt((d**2 * max(log_variance, 0.0) + vd) / (k.n - 1))
    return _symmetric("d_rm", d, se, confidence, d, _corrected(d, k.n - 1))


def _d_z(m: Moments, confidence: float) -> Estimate:
    k = _known(m)
    if isinstance(k, str):
        return _none("d_z", confidence, k)
    if k.sd_change == 0:
        return _none("d_z", confidence, _SAME_CHANGE)
    d, root = k.change / k.sd_change, math.sqrt(k.n)
    if not math.isfinite(d * root):
        return _none("d_z", confidence, _OVERFLOW)
    low, high = noncentrality_interval(d * root, k.n - 1, confidence)
    return _estimate("d_z", d, low / root, high / root, confidence, d, _corrected(d, k.n - 1))


@dataclass(frozen=True)
class _Known:
    """The moments that effects are made of, once all of them could be had."""

    n: int
    change: float
    sd_before: float
    sd_after: float
    sd_change: float
    r: float | None


def _known(m: Moments) -> _Known | str:
    """The moments of at least two pairs, or why no standardised effect can be had at all."""
    if m.n == 0:
        return _NOBODY
    if m.n == 1:
        return _ONE
    if m.mean_change is None or m.sd_before is None or m.sd_after is None or m.sd_change is None:
        return _OVERFLOW
    return _Known(m.n, m.mean_change, m.sd_before, m.sd_after, m.sd_change, m.r)


def _corrected(d: float, df: int) -> float | None:
    factor = hedges_factor(df)
    return None if factor is None else factor * d


def _none(name: str, confidence: float, reason: str, plain: float | None = None) -> Estimate:
    return Estimate(
        name=name,
        value=None,
        interval=_INTERVALS[name],
        confidence=confidence,
        standardiser=_STANDARDISERS[name],
        plain=plain,
        reason=reason,
    )


def _symmetric(
    name: str, value: float, se: float, confidence: float, plain: float, hedges: float | None
) -> Estimate:
    half = float(special.ndtri((1 + confidence) / 2)) * se
    return _estimate(name, value, value - half, value + half, confidence, plain, hedges)


def _estimate(
    name: str, value: float, low: float, high: float, confidence: float, plain: float, hedges: float | None
) -> Estimate:
    if not all(math.isfinite(figure) for figure in (value, low, high)):
        return _none(name, confidence, _OVERFLOW)
    return Estimate(
        name=name,
        value=value,
        low=low,
        high=high,
        interval=_INTERVALS[name],
        confidence=confidence,
        standardiser=_STANDARDISERS[name],
        plain=plain,
        hedges=hedges,
    )
