"""Inverse-probability weights: what the share would be if drop-out depended on known things alone.

Each family with both scores stands for 1 / (its chance of having both, given its first score
and attributes); the share is Hajek's ratio. A sensitivity analysis, never a headline.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 20  # in the smaller of the two groups
EACH = 10  # of the smaller group for each thing the model learns
RARE = 0.02  # a chance of a second score below which a few would stand for very many
_STEPS = 50


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """The weighted share with its interval, what the weights rest on, and how many they are worth.

    `worth` is Kish's effective sample size, (sum of weights)^2 / sum of squared weights.
    `share.value` is None where it can't be computed; `share.reason` says why.
    """

    share: Estimate
    using: tuple[str, ...] = ()
    worth: float | None = None


def weighted_share(
    features: dict[str, NDArray[np.float64]],
    improved: NDArray[np.int64],
    not_improved: NDArray[np.int64],
    missing: NDArray[np.int64],
    confidence: float = 0.95,
) -> Weighted:
    """Hajek's share of those who improved, weighted by the chance of having both scores.

    Counts are of cells with the same features: how many improved, did not, and have no second
    score. `features` maps a name to its columns, one row a cell (first score first); each is used in
    order while the smaller group has `EACH` for every column. The chance is a logistic model's (IRLS);
    the interval, on the logit scale, comes from the influence of each family on the share with that on
    the model projected out (Lunceford & Davidian 2004, Statistics in Medicine 23). Too few, separation
    and a chance near none give no value but a reason.

    >>> import numpy as np
    >>> x = np.array([[0.0], [1.0]])
    >>> found = weighted_share({"site": x}, np.array([30, 10]), np.array([30, 30]), np.array([20, 60]))
    >>> round(found.share.value, 3)  # 80 of 180 with share 1/2, 100 of 180 with share 1/4
    0.361
    """
    complete = improved + not_improved
    smaller = int(min(complete.sum(), missing.sum()))
    if smaller < LEAST:
        return _none(f"each group, with and without a second score, needs at least {LEAST}", confidence)
    if not 0 < improved.sum() < complete.sum():
        return _none("all or none with both scores improved", confidence)
    using, columns = [], [np.ones((len(missing), 1))]
    width = 1
    for name, column in features.items():
        if EACH * (width + column.shape[1]) <= smaller and not _separates(column, complete, missing):
            using.append(name)
            columns.append(_scaled(column, complete + missing))
            width += column.shape[1]
    if not using:
        return _none("nothing known of them tells the two groups apart safely", confidence)
    x = np.hstack(columns)
    chance = _logistic(x, complete, missing)
    if chance is None or chance.min() < RARE:
        return _none("some had almost no chance of a second score, so a few would stand for many", confidence)
    return _hajek(x, chance, improved, not_improved, missing, tuple(using), confidence)


def _separates(column: NDArray[np.float64], complete: NDArray[np.int64], missing: NDArray[np.int64]) -> bool:
    """Whether a kind of family is in one group only, or a column in one value only."""
    for one in column.T:
        values = np.unique(one)
        if len(values) < 2:
            return True
        if len(values) == 2:
            sides = [(complete[one == value].sum(), missing[one == value].sum()) for value in values]
            if any(not a or not b for a, b in sides):
                return True
    return False


def _scaled(column: NDArray[np.float64], count: NDArray[np.int64]) -> NDArray[np.float64]:
    mean = np.average(column, axis=0, weights=count)
    spread = np.sqrt(np.average((column - mean) ** 2, axis=0, weights=count))
    scaled: NDArray[np.float64] = (column - mean) / np.where(spread > 0, spread, 1)
    return scaled


def _logistic(
    x: NDArray[np.float64], complete: NDArray[np.int64], missing: NDArray[np.int64]
) -> NDArray[np.float64] | None:
    """Each cell's chance of both scores; None where the fit does not settle (separation)."""
    beta = np.zeros(x.shape[1])
    total = complete + missing
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        information = (x * (total * chance * (1 - chance))[:, None]).T @ x
        try:
            step = np.linalg.solve(information, x.T @ (complete - total * chance))
        except np.linalg.LinAlgError:
            return None
        beta = beta + step
        if not np.all(np.isfinite(beta)) or np.abs(beta).max() > 15:
            return None
        if np.abs(step).max() < 1e-10:
            fitted: NDArray[np.float64] = 1 / (1 + np.exp(-(x @ beta)))
            return fitted
    return None


def _hajek(
    x: NDArray[np.float64],
    chance: NDArray[np.float64],
    improved: NDArray[np.int64],
    not_improved: NDArray[np.int64],
    missing: NDArray[np.int64],
    using: tuple[str, ...],
    confidence: float,
) -> Weighted:
    weight = 1 / chance
    complete = improved + not_improved
    whole = float((weight * complete).sum())
    share = float((weight * improved).sum()) / whole
    # Every family's pull on the share and on the model, by what became of it; the counts weight them.
    count = np.concatenate([improved, not_improved, missing]).astype(float)
    pull = np.concatenate([weight * (1 - share), -weight * share, np.zeros(len(missing))])
    score = np.vstack([(1 - chance)[:, None] * x, (1 - chance)[:, None] * x, -chance[:, None] * x])
    weighted = score * count[:, None]
    slope, *_ = np.linalg.lstsq(weighted.T @ score, weighted.T @ pull, rcond=None)
    left = pull - score @ slope
    error = math.sqrt(float((count * left**2).sum())) / whole
    half = float(special.ndtri((1 + confidence) / 2)) * error / (share * (1 - share))
    middle = math.log(share / (1 - share))
    estimate = Estimate(
        name="weighted_share",
        value=share,
        low=1 / (1 + math.exp(half - middle)),
        high=1 / (1 + math.exp(-half - middle)),
        interval="linearised, on the logit scale",
        confidence=confidence,
    )
    worth = whole**2 / float((weight**2 * complete).sum())
    return Weighted(share=estimate, using=using, worth=worth)


def _none(reason: str, confidence: float) -> Weighted:
    said = f"The weighted share can't be computed: {reason}."
    return Weighted(share=Estimate(name="weighted_share", value=None, confidence=confidence, reason=said))
