"""Random effects: the average of several services' figures, and how much the services differ.

Each service has a true figure of its own, and those vary around an average by a standard deviation tau.
The average's interval says where that average lies; the prediction interval says where the true figure of
a further service like these would lie. Statistics alone: no word of families is in here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

Method = Literal["reml", "paule_mandel"]
NAMES: dict[Method, str] = {"reml": "REML", "paule_mandel": "Paule–Mandel"}
# Services from which a prediction interval can be formed (it has k - 2 degrees of freedom), and from which
# it is relied on: with few, tau is hardly known and the interval holds the truth at another rate than it
# says (Nagashima, Noma & Furukawa 2019; Mátrai et al. 2026, both simulated it; five is a custom).
FEWEST_PREDICTED, ENOUGH_PREDICTED = 3, 5
_GRID = 200  # values of tau squared at which the likelihood is looked at before it is solved
_TOLERANCE = 1e-14


@dataclass(frozen=True, kw_only=True)
class RandomEffects:
    """What services have in common and how far they lie apart, on the scale of the estimates given.

    `mean` with `low` and `high` is the average of the services' own true figures; `tau` is the SD of those,
    `i2` the share (0 to 1) of what varies between the estimates that chance does not explain, `q` the sum of
    squares that would have `k` - 1 on average if chance alone were at work, and `p` how often chance would
    make it as large. `tau2`, `i2`, `h2`, `q` and `p` are None of one service, `prediction` of fewer than
    three. `converged` is False where no tau squared could be found, and the figures are then of none.
    """

    k: int
    mean: float
    se: float
    low: float
    high: float
    confidence: float
    method: Method
    tau2: float | None = None
    i2: float | None = None
    h2: float | None = None
    q: float | None = None
    p: float | None = None
    prediction: tuple[float, float] | None = None
    converged: bool = True
    interval: str = ""

    @property
    def tau(self) -> float | None:
        """The SD of the services' true figures."""
        return None if self.tau2 is None else math.sqrt(self.tau2)

    @property
    def reliable(self) -> bool:
        """Whether there are services enough for the prediction interval to be relied on."""
        return self.k >= ENOUGH_PREDICTED

    def __str__(self) -> str:
        level = f"{self.confidence:.0%}"
        text = f"{self.mean:.4f} ({level} interval {self.low:.4f} to {self.high:.4f}; k = {self.k})"
        if self.tau is None or self.i2 is None:
            return text
        told = f"{text}; tau {self.tau:.4f} ({NAMES[self.method]}), I² {self.i2:.1%}"
        if self.prediction is None:
            return told
        return f"{told}; prediction interval {self.prediction[0]:.4f} to {self.prediction[1]:.4f}"


def random_effects(
    estimates: ArrayLike, variances: ArrayLike, *, confidence: float = 0.95, method: Method = "reml"
) -> RandomEffects:
    """The average of several estimates with their sampling variances, and how much they differ.

    tau² by REML (Viechtbauer 2005) or Paule & Mandel (1982). The average's interval is Hartung and Knapp's
    (2001; Sidik & Jonkman 2002), t with k - 1, never narrower than the plain one: q is at least 1 (Röver,
    Knapp & Friede 2015). Prediction interval: mean ± t(k - 2) √(tau² + se²) (Higgins, Thompson &
    Spiegelhalter 2009, with that se: Partlett & Riley 2017). I² and H²: Higgins & Thompson (2002). One
    estimate is given back with its normal interval. Raises ValueError when there is none, an estimate is
    not a number, or a variance is not above 0.

    >>> found = random_effects([0.2, 0.5, 0.9, 0.4, 0.6], [0.02, 0.03, 0.02, 0.05, 0.04])
    >>> round(found.mean, 4), round(found.tau, 4), [round(end, 4) for end in found.prediction]
    (0.5246, 0.2324, [-0.3228, 1.3719])
    """
    y, v = np.asarray(estimates, np.float64).ravel(), np.asarray(variances, np.float64).ravel()
    if not y.size or y.shape != v.shape:
        raise ValueError("random effects need at least one estimate, each with its variance")
    if not np.all(np.isfinite(y)) or not np.all(np.isfinite(v)) or np.any(v <= 0):
        raise ValueError("every estimate must be a number, with a variance above 0")
    k = len(y)
    if k == 1:
        half = float(special.ndtri((1 + confidence) / 2)) * math.sqrt(v[0])
        return RandomEffects(
            k=1,
            mean=float(y[0]),
            se=math.sqrt(v[0]),
            low=float(y[0]) - half,
            high=float(y[0]) + half,
            confidence=confidence,
            method=method,
            interval="normal, of the one service",
        )
    tau2, converged = (_reml if method == "reml" else _paule_mandel)(y, v)
    mean, weight = _weighted(y, v, tau2)
    spread = float((weight * (y - mean) ** 2).sum()) / (k - 1)
    se = math.sqrt(max(1.0, spread) / float(weight.sum()))
    half = _quantile(k - 1, confidence) * se
    q = _q(y, v, 0.0)
    plain = 1 / v
    typical = (k - 1) * float(plain.sum()) / float(plain.sum() ** 2 - (plain**2).sum())
    prediction = None
    if k >= FEWEST_PREDICTED:
        reach = _quantile(k - 2, confidence) * math.sqrt(tau2 + se**2)
        prediction = (mean - reach, mean + reach)
    return RandomEffects(
        k=k,
        mean=mean,
        se=se,
        low=mean - half,
        high=mean + half,
        confidence=confidence,
        method=method,
        tau2=tau2,
        i2=tau2 / (tau2 + typical),
        h2=1 + tau2 / typical,
        q=q,
        p=float(special.chdtrc(k - 1, q)),
        prediction=prediction,
        converged=converged,
        interval="Hartung–Knapp–Sidik–Jonkman, never narrower than the plain one",
    )


def _quantile(df: int, confidence: float) -> float:
    """The t quantile of a two-sided interval."""
    return float(special.stdtrit(df, (1 + confidence) / 2))


def _weighted(
    y: NDArray[np.float64], v: NDArray[np.float64], tau2: float
) -> tuple[float, NDArray[np.float64]]:
    """The mean weighted by 1 / (variance + tau²), and those weights."""
    weight = 1 / (v + tau2)
    return float((weight * y).sum() / weight.sum()), weight


def _q(y: NDArray[np.float64], v: NDArray[np.float64], tau2: float) -> float:
    """Cochran's sum of squares at a value of tau²; it falls as tau² grows."""
    mean, weight = _weighted(y, v, tau2)
    return float((weight * (y - mean) ** 2).sum())


def _paule_mandel(y: NDArray[np.float64], v: NDArray[np.float64]) -> tuple[float, bool]:
    """The tau² at which Q is k - 1, 0 where it is no more than that without: Paule & Mandel (1982)."""

    def over(tau2: float) -> float:
        return _q(y, v, tau2) - (len(y) - 1)

    if over(0.0) <= 0:
        return 0.0, True
    high = _most(y, v)
    return (_root(over, 0.0, high), True) if over(high) < 0 else (0.0, False)


def _reml(y: NDArray[np.float64], v: NDArray[np.float64]) -> tuple[float, bool]:
    """The tau² of the highest restricted likelihood, sought on a grid first: it can have several peaks."""

    def score(tau2: float) -> float:
        """Twice the slope of the restricted log likelihood."""
        mean, w = _weighted(y, v, tau2)
        return float((w**2 * (y - mean) ** 2).sum() - w.sum() + (w**2).sum() / w.sum())

    high = _most(y, v)
    low = float(v.min()) * 1e-6
    grid = np.r_[0.0, np.geomspace(low, max(high, low * 10), _GRID)]
    # Twice the restricted log likelihood at each, without what does not depend on tau squared.
    w = 1 / (v + grid[:, None])
    every = w.sum(axis=1)
    squares = (w * (y - ((w * y).sum(axis=1) / every)[:, None]) ** 2).sum(axis=1)
    best = int(np.argmax(np.log(w).sum(axis=1) - np.log(every) - squares))
    if best == len(grid) - 1:
        return 0.0, False
    below, above = float(grid[max(best - 1, 0)]), float(grid[best + 1])
    if score(below) <= 0:  # the likelihood falls from the start: there is no spread beyond chance
        return 0.0, below == 0.0
    return _root(score, below, above), True


def _most(y: NDArray[np.float64], v: NDArray[np.float64]) -> float:
    """More than tau² can be: ten times the squared range of the estimates, or their largest variance."""
    return 10 * max(float(y.max() - y.min()) ** 2, float(v.max()))


def _root(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is above 0 at `low` and no more than 0 at `high` crosses 0, by halving."""
    while high - low > _TOLERANCE * max(1.0, high):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (middle, high) if of(middle) > 0 else (low, middle)
    return (low + high) / 2
