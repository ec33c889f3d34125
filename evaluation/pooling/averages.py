"""The average over services of a share or an effect: random effects on what each of them prints.

Shares are averaged on the logit scale, so that the average and both its ranges stay between 0% and 100%.
Freeman and Tukey's double arcsine was not taken: its back-transformation needs one size for services of
many sizes and can mislead badly (Schwarzer, Chemaitelly, Abu-Raddad & Rücker 2019, Research Synthesis
Methods 10, 476-483). A binomial mixed model would need no correction at 0% and 100%, but needs exact counts
of every service; printed shares and sizes are all that a protected file has, and one method serves both.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from scipy import special

from evaluation.effects import JACKKNIFE
from evaluation.pooling.findings import Average
from evaluation.pooling.random_effects import random_effects
from evaluation.pooling.sentences import explained

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.estimates import Estimate, Rate
    from evaluation.pooling.random_effects import Method, RandomEffects

_NO_WIDTH = 1e-9  # a standard error that is none
_HALF = 0.5  # added to both numbers of every service


def log_odds(counts: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    """Shares as log odds, each with its sampling variance; `counts` are how many of how many.

    log((n + 1/2) / (of - n + 1/2)), which is nearly unbiased (Haldane 1956; Anscombe 1956), and
    1 / (of p (1 - p)) with p the share of all together, (sum n + 1/2) / (sum of + 1). With each service's own
    share in its variance, services where few have an outcome weigh too little and the average drifts
    to 50%: simulated, 95% intervals of a rare outcome in small services held it as seldom as 74% of the
    time, with these 91% and more (docs/pooling.md).

    >>> y, v = log_odds([(30, 40), (10, 40)])
    >>> [round(value, 4) for value in y], [round(value, 4) for value in v]
    ([1.0664, -1.0664], [0.1, 0.1])
    """
    share = (sum(n for n, _ in counts) + _HALF) / (sum(of for _, of in counts) + 2 * _HALF)
    return (
        [math.log((n + _HALF) / (of - n + _HALF)) for n, of in counts],
        [1 / (of * share * (1 - share)) for _, of in counts],
    )


def of_rates(
    services: Sequence[tuple[str, Rate]], confidence: float, *, method: Method = "reml"
) -> Average | None:
    """The average share over services, each with its rate of one outcome; None where none prints one.

    Of one service it is that share itself.
    """
    told = [(name, rate) for name, rate in services if rate.share is not None and rate.of]
    if not told:
        return None
    names = tuple(name for name, _ in told)
    without = tuple(name for name, _ in services if name not in names)
    if len(told) == 1:
        return _alone(told[0][1], names, without, method)
    y, v = log_odds([((rate.share or 0.0) * (rate.of or 0), float(rate.of or 0)) for _, rate in told])
    found = random_effects(y, v, confidence=confidence, method=method)
    return _average("rate", found, names, without)


def _alone(rate: Rate, names: tuple[str, ...], without: tuple[str, ...], method: Method) -> Average:
    """The one share that is printed, in the words of an average; where it has no interval, no range."""
    share = rate.share or 0.0
    made = Average(
        of="rate",
        services=names,
        without=without,
        mean=share,
        low=share if rate.low is None else rate.low,
        high=share if rate.high is None else rate.high,
        confidence=rate.confidence,
        interval=rate.interval,
        method=method,
        tau=None,
        i2=None,
        h2=None,
        q=None,
        p=None,
        prediction=None,
        reliable=False,
        converged=True,
    )
    return replace(made, explained=explained(made))


def of_effects(
    services: Sequence[tuple[str, Estimate | None, int | None]], confidence: float, *, method: Method = "reml"
) -> Average | None:
    """The average effect over services, each with its estimate and how many it is of; None without any.

    The variance is that behind the printed interval, which is symmetric.
    """
    told = [
        (name, effect.value, variance)
        for name, effect, n in services
        if effect is not None and effect.value is not None and (variance := _variance(effect, n))
    ]
    if not told:
        return None
    found = random_effects(
        [value for _, value, _ in told],
        [variance for _, _, variance in told],
        confidence=confidence,
        method=method,
    )
    names = tuple(name for name, _, _ in told)
    without = tuple(name for name, _, _ in services if name not in names)
    return _average("effect", found, names, without)


def _variance(effect: Estimate, n: int | None) -> float | None:
    """The variance behind an interval: half its width is a quantile times the standard error.

    The jackknife's quantile is t with n - 1. Which of the two was used is not told of a protected one, so
    the normal quantile is taken, which gives a variance that is too large rather than too small.
    """
    if effect.low is None or effect.high is None or effect.high <= effect.low:
        return None
    level = (1 + effect.confidence) / 2
    if effect.interval == JACKKNIFE and n is not None and n > 1:
        quantile = float(special.stdtrit(n - 1, level))
    else:
        quantile = float(special.ndtri(level))
    half = (effect.high - effect.low) / (2 * quantile)
    return half**2 if half > _NO_WIDTH else None


def _average(
    of: Literal["rate", "effect"], found: RandomEffects, names: tuple[str, ...], without: tuple[str, ...]
) -> Average:
    """The statistics in the words of a network; those of a share turned back from log odds."""
    rate = of == "rate"

    def back(value: float) -> float:
        return float(special.expit(value)) if rate else value

    made = Average(
        of=of,
        services=names,
        without=without,
        mean=back(found.mean),
        low=back(found.low),
        high=back(found.high),
        confidence=found.confidence,
        interval=found.interval,
        method=found.method,
        tau=found.tau,
        i2=found.i2,
        h2=found.h2,
        q=found.q,
        p=found.p,
        prediction=None
        if found.prediction is None
        else (back(found.prediction[0]), back(found.prediction[1])),
        reliable=found.reliable and found.converged,
        converged=found.converged,
    )
    return replace(made, explained=explained(made))
