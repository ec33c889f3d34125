"""Whole-number scores with the wanted mean, standard deviation and before-after correlation.

A score is a normal variable that is scaled, rounded and held inside the scale's ends.
Rounding and the ends shift its mean, narrow its spread and weaken its correlation, so the
normal variable's own parameters are solved for first.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from data_samples.forms import Score, Spread
from data_samples.service import SERVICE

Floats = NDArray[np.float64]
Whole = NDArray[np.int16]


@dataclass(frozen=True)
class Latent:
    """The normal variables behind a score: mean and SD before and after, and their correlation."""

    before: Spread
    after: Spread
    r: float


@dataclass(frozen=True, eq=False)
class Drawn:
    """Scores of every family before and after, nothing missing; one entry a family."""

    score: Score
    before: Whole
    after: Whole


def draw(
    rng: np.random.Generator, score: Score, difficulty_before: Floats, difficulty_after: Floats
) -> Drawn:
    """Draw both scores of every family from its overall difficulty (standard normal, above 0 is harder)."""
    latent = solve(score)
    count = len(difficulty_before)
    share = score.shared
    own = np.sqrt(1 - share**2)
    # What the score does not share with the family's difficulty carries the rest of its correlation.
    r_own = float(np.clip((latent.r - share**2 * SERVICE.difficulty_r) / own**2, -0.99, 0.99))
    first = rng.standard_normal(count)
    second = r_own * first + np.sqrt(1 - r_own**2) * rng.standard_normal(count)
    sign = 1.0 if score.better == "lower" else -1.0
    return Drawn(
        score=score,
        before=_whole(score, latent.before, sign * (share * difficulty_before + own * first)),
        after=_whole(score, latent.after, sign * (share * difficulty_after + own * second)),
    )


def between(rng: np.random.Generator, drawn: Drawn, weight: float) -> Whole:
    """A review score: `weight` of the way from before to after, with some scatter; above 1 lies beyond."""
    middle = (1 - weight) * drawn.before + weight * drawn.after
    scatter = rng.standard_normal(len(middle)) * 0.25 * drawn.score.after.sd
    return np.clip(np.rint(middle + scatter), drawn.score.minimum, drawn.score.maximum).astype(np.int16)


@lru_cache(maxsize=64)
def solve(score: Score) -> Latent:
    """The normal variables whose rounded, held-in values have the score's mean, SD and correlation."""
    before = _solve_spread(score, score.before)
    after = _solve_spread(score, score.after)
    low, high = -0.99, 0.99
    for _ in range(40):
        middle = (low + high) / 2
        if _correlation(score, before, after, middle) < score.r:
            low = middle
        else:
            high = middle
    return Latent(before=before, after=after, r=(low + high) / 2)


def _whole(score: Score, spread: Spread, normal: Floats) -> Whole:
    values = np.rint(spread.mean + spread.sd * normal)
    return np.clip(values, score.minimum, score.maximum).astype(np.int16)


def _solve_spread(score: Score, wanted: Spread) -> Spread:
    mean, sd = wanted.mean, wanted.sd
    grid = np.arange(score.minimum, score.maximum + 1)
    for _ in range(200):
        chance = _chances(score, np.array([mean]), sd)[0]
        got = float(chance @ grid)
        got_sd = float(np.sqrt(chance @ (grid - got) ** 2))
        mean += wanted.mean - got
        sd *= wanted.sd / got_sd
    return Spread(mean=mean, sd=sd)


def _chances(score: Score, means: Floats, sd: float) -> Floats:
    """Chance of each whole score (columns) for each mean (rows)."""
    edges = np.arange(score.minimum, score.maximum) + 0.5
    below = ndtr((edges[None, :] - means[:, None]) / sd)
    ends = np.concatenate([np.zeros((len(means), 1)), below, np.ones((len(means), 1))], axis=1)
    return np.diff(ends, axis=1)


def _correlation(score: Score, before: Spread, after: Spread, r: float) -> float:
    """Correlation of the two whole scores when their normal variables correlate `r`."""
    nodes = np.linspace(-6, 6, 241)
    weights = np.exp(-(nodes**2) / 2)
    weights /= weights.sum()
    grid = np.arange(score.minimum, score.maximum + 1)
    first = np.clip(np.rint(before.mean + before.sd * nodes), score.minimum, score.maximum)
    chance = _chances(score, after.mean + after.sd * r * nodes, after.sd * np.sqrt(1 - r**2))
    product = float(weights @ (first * (chance @ grid)))
    mean_first, mean_second = float(weights @ first), float(weights @ (chance @ grid))
    return (product - mean_first * mean_second) / (score.before.sd * score.after.sd)
