"""The jackknife's interval of an effect: each pair left out in turn, and Student's t (Tukey 1958).

It takes the spread of a figure from the scores themselves, third and fourth moments included, where
the usual formulas take it from the normal curve. Simulated, it holds on skewed scores and where many
stand at an end of a scale, from 20 pairs on; with fewer than 10 it errs on the wide side
(docs/coverage.md).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from evaluation.effects.reweighted import Cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.estimates import Estimate
    from evaluation.tables import ChangeTable

JACKKNIFE = "jackknife t (Tukey 1958)"
_ALIKE = 1e-9  # a standard error below this share of the figure is binary noise


def jackknifed(table: ChangeTable, found: Iterable[Estimate]) -> tuple[Estimate, ...]:
    """The same figures with the jackknife's interval, at the confidence that each already has.

    d -+ t(n - 1) se, with se^2 = (n - 1) / n times the sum of (d_i - their mean)^2, d_i the figure
    without pair i and d the one with Hedges' correction, where there is one. A correlation is taken
    on Fisher's scale, and its standard error as 1 / sqrt(n - 3) at least. A figure keeps its own
    interval where it has none, where leaving out one pair leaves no figure, and where that alters
    nothing. Raises KeyError for the rank-biserial correlation, which is not worked out here.

    >>> from evaluation.effects import baseline_sd
    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([27, 27, 27, 20, 15, 12], [20, 27, 18, 9, 10, 12], better="lower")
    >>> usual = baseline_sd(table)
    >>> (held,) = jackknifed(table, [usual])
    >>> held.value == usual.value, round(held.low, 2), round(held.high, 2), held.interval
    (True, -0.45, 1.79, 'jackknife t (Tukey 1958)')
    """
    figures = tuple(found)
    if all(one.low is None for one in figures):
        return figures
    with np.errstate(all="ignore"):
        cells = Cells.of(table, seeded=False)
        left_out = cells.without_one(ranked=False)
    # The headline is corrected as a whole, so that what is left out in turn is uncorrected.
    left_out["baseline_sd"] = left_out["glass_delta"]
    return tuple(
        one if one.low is None else _with_interval(one, left_out[one.name], cells.count) for one in figures
    )


def _with_interval(one: Estimate, left_out: NDArray[np.float64], count: NDArray[np.float64]) -> Estimate:
    n = float(count.sum())
    centre = one.value if one.hedges is None else one.hedges
    if centre is None or n < 3:
        return one
    with np.errstate(all="ignore"):
        if one.name == "r":
            # Scores on one line but for one pair have no such scale.
            left_out = np.where(np.abs(left_out) < 1 - _ALIKE, np.arctanh(left_out), np.nan)
            centre = math.atanh(centre)
        mean = float(count @ left_out) / n
        error = math.sqrt((n - 1) / n * float(count @ (left_out - mean) ** 2))
    if one.name == "r":
        error = max(error, 1 / math.sqrt(n - 3)) if n > 3 else math.inf
    elif one.hedges is not None:
        # `Cells` makes up the weight of the pair left out: its SDs divide by (n - 1)^2 / n, not n - 2.
        error *= math.sqrt(n * (n - 2)) / (n - 1)
    if not math.isfinite(error) or error <= _ALIKE * abs(centre):
        return one
    half = float(special.stdtrit(n - 1, (1 + one.confidence) / 2)) * error
    low, high = centre - half, centre + half
    if one.name == "r":
        low, high = math.tanh(low), math.tanh(high)
    # So few pairs that the correction takes more than the error leaves: the printed value is held too.
    value = low if one.value is None else one.value
    return replace(one, low=min(low, value), high=max(high, value), interval=JACKKNIFE)
