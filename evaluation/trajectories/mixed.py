"""A mixed model of scores over time, for analysts: every score counts, also of those who left early.

Needs statsmodels, which nothing else does: it is imported when a model is asked for, never when a
file is evaluated.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import special

from evaluation import wording
from evaluation.errors import InputError
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

_BETTER = 1e-3  # of the log-likelihood
_MISSING = (
    "The mixed model needs the package statsmodels, which is not installed. Install it (pip install "
    "statsmodels) and ask again; nothing else needs it."
)


@dataclass(frozen=True, kw_only=True)
class MixedModel:
    """A straight line over time for everybody, and how people differ from it; `print` says it in words.

    `start` is the average at time 0 and `slope` the average change in one unit of time, both in
    points of the scale as scored (so a fall is negative) with Wald intervals. `sd_start`,
    `sd_slope` and `r` are how far people's own lines lie apart; the last two are None where each
    has a level of their own and all share one slope. `sd_rest` is what the lines leave. `reason`
    says why there is no model, or why it has no slope of each.
    """

    people: int
    scores: int
    unit: str
    start: Estimate
    slope: Estimate
    sd_start: float | None = None
    sd_slope: float | None = None
    r: float | None = None
    sd_rest: float | None = None
    reason: str = ""

    @property
    def slopes(self) -> bool:
        """Whether everybody has a slope of their own."""
        return self.sd_slope is not None

    def __str__(self) -> str:
        if self.slope.value is None:
            return f"A mixed model can't be computed: {self.reason}"
        likely = wording.interval(self.slope.low, self.slope.high)
        own = "a level and a slope of their own" if self.slopes else "a level of their own"
        text = (
            f"On average the score changes by {wording.decimal(self.slope.value, 2)} points in one "
            f"{self.unit} ({wording.level(self.slope.confidence)} interval {likely}), from "
            f"{wording.decimal(self.start.value, 1)} at the start. {wording.count(self.scores)} scores of "
            f"{wording.count(self.people)}, each with {own}."
        )
        return f"{text} {self.reason}".strip()


def mixed_model(
    who: ArrayLike, time: ArrayLike, score: ArrayLike, *, unit: str = "month", confidence: float = 0.95
) -> MixedModel:
    """Fit score ~ time with a level and, if that converges, a slope of each person's own, by REML.

    `who`, `time` and `score` have one entry a score; `time` is in `unit`s from each person's
    first score, so that 0 is the start. Scores without a time are left out. Those who left early
    count as long as they were there: right if what made them leave shows in the scores that they
    gave (missing at random), and then fairer than those with every score alone. Source: Laird and
    Ware 1982; checked against nlme's fit of the Orthodont data. Raises InputError where statsmodels
    is not installed, ValueError where the lengths differ.
    """
    people, when, given = np.asarray(who), np.asarray(time, float), np.asarray(score, float)
    if not people.shape == when.shape == given.shape:
        raise ValueError(f"who, time and score must be of one length, not {people.shape}, {when.shape}")
    known = np.isfinite(when) & np.isfinite(given)
    _, group = np.unique(people[known], return_inverse=True)
    when, given = when[known], given[known]
    reason = _cannot(group, when, given)
    if reason:
        return _without(group, unit, confidence, reason)
    level = _fitted(group, when, given, slopes=False)
    fitted = _fitted(group, when, given, slopes=True)
    why = ""
    # Slopes of their own that fit no better have a spread at the edge of 0.
    if fitted is None or (level is not None and fitted.llf - level.llf < _BETTER):
        fitted, why = level, "A slope of each person's own could not be estimated, so all share one."
    if fitted is None:
        return _without(group, unit, confidence, "the fit does not converge.")
    return _result(fitted, group, unit, confidence, why)


def _cannot(group: NDArray[np.int64], when: NDArray[np.float64], given: NDArray[np.float64]) -> str:
    """Why these scores give no line; empty where they may."""
    sizes = np.bincount(group) if len(group) else np.zeros(1, np.int64)
    if (sizes > 1).sum() < 3:
        return "at least three people with two scores or more are needed."
    if len(np.unique(when)) < 2:
        return "all scores were given at one time."
    if given.min() == given.max():
        return "all scores are equal."
    means = np.bincount(group, given) / sizes
    if np.allclose(given, means[group], atol=1e-9, rtol=0):
        return "nobody's score changes."
    slope, level = np.polyfit(when, given, 1)
    if np.allclose(given, level + slope * when, atol=1e-9, rtol=0):
        return "all scores lie on one straight line."
    return ""


def _fitted(
    group: NDArray[np.int64], when: NDArray[np.float64], given: NDArray[np.float64], *, slopes: bool
) -> Any:
    """The fit of statsmodels; None where it does not converge or its spread is at the edge of 0."""
    try:
        library: Any = import_module("statsmodels.regression.mixed_linear_model")  # optional, and slow
    except ImportError as error:
        raise InputError(_MISSING) from error
    fixed = np.column_stack([np.ones(len(when)), when])
    model = library.MixedLM(given, fixed, groups=group, exog_re=fixed if slopes else None)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what they say is asked of the result below
        try:
            found = model.fit(reml=True, method=["lbfgs", "powell"])
        except (np.linalg.LinAlgError, ValueError):
            return None
    spread = np.atleast_2d(np.asarray(found.cov_re, float))
    if not found.converged or not np.isfinite(np.asarray(found.bse_fe, float)).all():
        return None
    if slopes and np.linalg.eigvalsh(spread).min() <= 1e-8 * max(float(spread.max()), 1e-8):
        return None
    return found


def _result(found: Any, group: NDArray[np.int64], unit: str, confidence: float, why: str) -> MixedModel:
    z = float(special.ndtri((1 + confidence) / 2))
    values, errors = np.asarray(found.fe_params, float), np.asarray(found.bse_fe, float)
    spread = np.atleast_2d(np.asarray(found.cov_re, float))
    sds = np.sqrt(np.clip(np.diag(spread), 0, None))
    slopes = len(sds) == 2
    start, slope = (
        Estimate(
            name=name,
            value=float(value),
            low=float(value - z * error),
            high=float(value + z * error),
            interval="Wald",
            confidence=confidence,
            standardiser="points of the scale",
            plain=float(value),
        )
        for name, value, error in zip(("start", "slope"), values, errors, strict=True)
    )
    return MixedModel(
        people=int(group.max()) + 1,
        scores=len(group),
        unit=unit,
        start=start,
        slope=slope,
        sd_start=float(sds[0]),
        sd_slope=float(sds[1]) if slopes else None,
        r=float(spread[0, 1] / sds.prod()) if slopes else None,
        sd_rest=math.sqrt(float(found.scale)),
        reason=why,
    )


def _without(group: NDArray[np.int64], unit: str, confidence: float, reason: str) -> MixedModel:
    gone = Estimate(name="start", value=None, interval="Wald", confidence=confidence, reason=reason)
    people = int(group.max()) + 1 if len(group) else 0
    return MixedModel(
        people=people,
        scores=len(group),
        unit=unit,
        start=gone,
        slope=Estimate(name="slope", value=None, interval="Wald", confidence=confidence, reason=reason),
        reason=reason,
    )
