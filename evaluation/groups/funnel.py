"""The funnel plot: each site's share against its size, with the limits of chance around the average.

Limits without over-dispersion are those at which a site's own Wilson interval would just leave the
average out (the score test's: average ± z √(average (1 - average) / n)), as UKHSA's fingertips draws
them. With it they are widened on the arcsine scale, where the spread does not depend on the share,
so that they stay between 0% and 100%.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

LEVELS = (0.95, 0.998)
ADJUSTABLE = 10  # sites from which their extra spread can be estimated: our own convention
FEWEST = 3  # sites from which a funnel says more than their intervals do
_WINSORISED = 0.1  # of the sites at each end are pulled in before the spread is judged

Place = Literal["within", "higher", "lower"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Funnel:
    """The average, the limits around it and where each site lies.

    `n` and `of` are arrays, one entry a site. `phi` is how many times as much the sites' shares vary
    as chance alone would make them; `tau2` the variance that this adds on the arcsine scale. Both
    are None where there are too few sites to tell.
    """

    n: NDArray[np.float64]
    of: NDArray[np.float64]
    centre: float
    phi: float | None
    tau2: float | None

    @property
    def adjustable(self) -> bool:
        """Whether the sites vary more than chance would, so that wider limits differ from the plain ones."""
        return bool(self.tau2)

    def limits(self, of: float, level: float, *, adjusted: bool = False) -> tuple[float, float]:
        """Lower and upper limit of the share of a site of this size, between 0 and 1.

        Without extra spread the adjusted limits are the plain ones.

        >>> low, high = funnel([40, 50, 60], [80, 100, 120]).limits(100, 0.95)
        >>> round(low, 3), round(high, 3)
        (0.402, 0.598)
        """
        z = float(special.ndtri((1 + level) / 2))
        if adjusted and self.tau2:
            angle = float(np.arcsin(np.sqrt(self.centre)))
            reach = z * float(np.sqrt(1 / (4 * of) + self.tau2))
            # Beyond a right angle the sine turns back: the limit is then 0% or 100%.
            low, high = max(0.0, angle - reach), min(np.pi / 2, angle + reach)
            return float(np.sin(low) ** 2), float(np.sin(high) ** 2)
        reach = z * float(np.sqrt(self.centre * (1 - self.centre) / of))
        return max(0.0, self.centre - reach), min(1.0, self.centre + reach)

    def place(self, site: int, *, adjusted: bool = False) -> tuple[Place, float]:
        """Where a site lies, and the widest level whose limits it is outside (0 when within all)."""
        share = float(self.n[site] / self.of[site])
        outside = 0.0
        place: Place = "within"
        for level in LEVELS:
            low, high = self.limits(float(self.of[site]), level, adjusted=adjusted)
            if share < low or share > high:
                outside, place = level, "higher" if share > high else "lower"
        return place, outside

    def __str__(self) -> str:
        text = f"Average {self.centre:.1%} of {len(self.of)}"
        if self.phi is None or self.tau2 is None:
            return f"{text}; too few to tell whether they vary more than chance would make them"
        return f"{text}; over-dispersion φ {self.phi:.2f}, τ² {self.tau2:.5f}"


def funnel(n: ArrayLike, of: ArrayLike) -> Funnel:
    """The funnel of sites with `n` of `of` each; leaving out those that are too small is the caller's.

    Over-dispersion: Spiegelhalter (2005), Statistics in Medicine 24, 1185-1202, additive. z is that of
    arcsine square root shares with variance 1 / 4n; a tenth of the sites at each end are pulled in
    (winsorised); φ = Σ z² / N; τ² = (N φ - (N - 1)) / (Σ w - Σ w² / Σ w) with w = 4n, 0 at least.
    Raises ValueError when there is no site or one has nobody.

    >>> print(funnel([40, 50, 60], [80, 100, 120]))
    Average 50.0% of 3; too few to tell whether they vary more than chance would make them
    """
    better, size = np.asarray(n, np.float64), np.asarray(of, np.float64)
    if not len(size) or np.any(size <= 0) or better.shape != size.shape:
        raise ValueError("a funnel needs sites with somebody in each")
    centre = float(better.sum() / size.sum())
    if len(size) < ADJUSTABLE or not 0 < centre < 1:
        return Funnel(n=better, of=size, centre=centre, phi=None, tau2=None)
    z = 2 * np.sqrt(size) * (np.arcsin(np.sqrt(better / size)) - np.arcsin(np.sqrt(centre)))
    z = np.clip(z, *np.quantile(z, [_WINSORISED, 1 - _WINSORISED]))
    phi = float(np.mean(z**2))
    weight = 4 * size
    spread = float(weight.sum() - (weight**2).sum() / weight.sum())
    tau2 = max(0.0, (len(size) * phi - (len(size) - 1)) / spread)
    return Funnel(n=better, of=size, centre=centre, phi=phi, tau2=tau2)


def words(place: Place, outside: float) -> str:
    """Where a site lies, as it is told of it.

    >>> words("within", 0.0), words("lower", 0.998)
    ('within what chance would give', 'outside the 99.8% limits, lower: worth a conversation, not a verdict')
    """
    if place == "within":
        return "within what chance would give"
    said = f"outside the {float(round(100 * outside, 1)):g}% limits, {place}"
    return f"{said}: worth a conversation, not a verdict" if place == "lower" else said
