"""BCa bootstrap intervals of every effect at once, resampled from the counts and not from rows.

Drawing n pairs with replacement is one multinomial draw of the table's cells, so a pair always
stays together and ten million pairs cost what a hundred do. The acceleration comes from the exact
jackknife: one pair of each distinct cell is left out, weighted by how many such pairs there are.
Tables of very many distinct cells get DiCiccio and Efron's (1992) ABC interval, which is the same
to the second order and needs no resampling. The seed is made of the table, so the same data give
the same interval, and turning the scale or its direction mirrors it.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from evaluation.effects.reweighted import NAMES, Cells
from evaluation.estimates import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from evaluation.tables import ChangeTable

    Floats = NDArray[np.float64]

RESAMPLES = 4_999
MOST_DRAWN = 12_500_000  # cells x resamples; beyond, resampling takes more than 2 seconds
_AT_ONCE = 1_500_000  # numbers held at a time
_LOST = 0.01  # share of resamples that may give no figure
_STEP = 0.05  # of the ABC interval's numerical derivative, in standard errors

_NOBODY = "Nobody has a score both before and after."
_TOO_FEW = "Two pairs of scores or fewer can't be resampled."
_OVERFLOW = "The scores are too large or too small to calculate with."
_NONE = "The scores give no such figure: they do not vary, or nobody changed."
_OFTEN_NONE = "Too many resamples give no such figure: the scores hardly vary."
_ALWAYS = "Every resample gives this figure, so resampling shows no interval."
_EDGE = "All resamples lie on one side of this figure, so resampling shows no interval."


def bootstrap(
    table: ChangeTable,
    confidence: float = 0.95,
    *,
    shares: Mapping[str, NDArray[np.bool_]] | None = None,
    resamples: int = RESAMPLES,
    resample: bool | None = None,
) -> dict[str, Estimate]:
    """The bootstrap interval of each effect by name (Efron 1987: bias-corrected and accelerated).

    `shares` name masks over the table's cells whose share of the pairs is wanted too. A figure
    that the scores don't give has a reason in place of a value; so has one that more than 1 in 100
    resamples lack. Where the distinct pairs times `resamples` pass MOST_DRAWN the interval is ABC,
    and says so; `resample` True resamples all the same (memory stays small, time doesn't), False never.
    Raises ValueError when there are fewer than 100 resamples.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([20, 15, 18, 9, 12, 16, 21, 11], [9, 14, 9, 8, 13, 9, 12, 6],
    ...                                 better="lower")
    >>> found = bootstrap(table)["mean_change"]
    >>> found.value, found.interval
    (5.25, 'BCa bootstrap, 4,999 resamples')
    """
    if resamples < 100:
        raise ValueError(f"an interval needs 100 resamples or more, not {resamples}")
    names = (*NAMES, *(shares or {}))
    why = _unable(table)
    if why:
        return {name: _none(name, confidence, why) for name in names}
    drawing = len(table.count) * resamples <= MOST_DRAWN if resample is None else resample
    cells = Cells.of(table, shares, seeded=drawing)
    values = {name: float(v[0]) for name, v in cells.figures(cells.count[None, :]).items()}
    left_out = cells.without_one()
    if drawing:
        kind = f"BCa bootstrap, {resamples:,} resamples"
        drawn = _replicates(cells, resamples)
        ends = {
            name: _bca(values[name], drawn[name], left_out[name], cells.count, confidence) for name in names
        }
    else:
        kind = "ABC bootstrap (without resampling)"
        ends = {name: _abc(cells, name, values[name], left_out[name], confidence) for name in names}
    return {name: _estimate(name, values[name], ends[name], confidence, kind) for name in names}


def _unable(table: ChangeTable) -> str:
    if table.n == 0:
        return _NOBODY
    if table.n < 3:
        return _TOO_FEW
    with np.errstate(all="ignore"):
        spread = float(((table.gain - table.gain[0]) ** 2) @ table.count)
    return "" if math.isfinite(spread) else _OVERFLOW


def _replicates(cells: Cells, resamples: int) -> dict[str, Floats]:
    """Each figure of each resample."""
    parts: dict[str, list[Floats]] = {}
    for weights in _draws(cells, resamples):
        for name, figures in cells.figures(weights).items():
            parts.setdefault(name, []).append(figures)
    return {name: np.concatenate(part) for name, part in parts.items()}


def _draws(cells: Cells, resamples: int, at_once: int = _AT_ONCE) -> Iterator[Floats]:
    """How often each cell is drawn in each resample, some resamples at a time."""
    seed = int.from_bytes(hashlib.sha256(cells.seed).digest()[:16])
    rng = np.random.Generator(np.random.PCG64(seed))
    n, k = cells.n, len(cells.count)
    few = n <= 4 * k  # then drawing pairs is quicker than drawing cells, and the same
    pairs = np.repeat(np.arange(k), cells.count.astype(np.int64)) if few else None
    rows = max(1, at_once // max(k, n if few else 0))
    for start in range(0, resamples, rows):
        some = min(rows, resamples - start)
        if pairs is None:
            drawn = rng.multinomial(n, cells.count / n, size=some)
        elif n > at_once:
            drawn = np.zeros((1, k), np.int64)
            for done in range(0, n, at_once):
                at = pairs[rng.integers(0, n, size=min(at_once, n - done))]
                drawn[0] += np.bincount(at, minlength=k)
        else:
            at = pairs[rng.integers(0, n, size=(some, n))] + k * np.arange(some)[:, None]
            drawn = np.bincount(at.ravel(), minlength=some * k).reshape(some, k)
        yield drawn.astype(np.float64)


def _bca(
    value: float, drawn: Floats, left_out: Floats, count: Floats, confidence: float
) -> tuple[float, float] | str:
    """The BCa interval (Efron 1987), or why there is none."""
    if not math.isfinite(value):
        return _NONE
    kept = drawn[np.isfinite(drawn)]
    if len(kept) < (1 - _LOST) * len(drawn) or not np.isfinite(left_out).all():
        return _OFTEN_NONE
    noise = 1e-9 * max(abs(value), float(np.abs(kept).max()), 1e-300)
    if float(np.ptp(kept)) <= noise:
        return _ALWAYS
    # Half of those that equal the value count as below it.
    below = float(((kept < value - noise).mean() + (kept <= value + noise).mean()) / 2)
    if not 0 < below < 1:
        return _EDGE
    influence, _ = _influence(left_out, count)
    bias, acceleration = float(special.ndtri(below)), _acceleration(influence, count)
    z = float(special.ndtri((1 + confidence) / 2))
    ends = []
    for side in (-z, z):
        w = bias + side
        reached = float(special.ndtr(bias + w / (1 - acceleration * w)))
        ends.append(float(np.quantile(kept, min(max(reached, 0.0), 1.0))))
    return ends[0], ends[1]


def _abc(
    cells: Cells, name: str, value: float, left_out: Floats, confidence: float
) -> tuple[float, float] | str:
    """DiCiccio and Efron's (1992) approximate BCa interval, its derivatives from the jackknife."""
    if not math.isfinite(value):
        return _NONE
    if not np.isfinite(left_out).all():
        return _OFTEN_NONE
    influence, n = _influence(left_out, cells.count)
    error = math.sqrt(float(cells.count @ (influence * influence))) / n
    if error <= 1e-12 * max(abs(value), 1e-300):
        return _ALWAYS
    figure = cells.towards(influence, name)  # in steps of one standard error
    up, down = figure(np.array((_STEP, -_STEP)) / (n * error))
    acceleration = _acceleration(influence, cells.count)
    curve = float(up - 2 * value + down) / (2 * error * _STEP**2)
    bias = (n - 1) * (float(cells.count @ left_out) / n - value)
    # To the same order as their 2 Phi(a) Phi(c - b), and the mirror image's is its mirror image.
    start = acceleration + curve - bias / error
    z = float(special.ndtri((1 + confidence) / 2))
    steps = np.array([w / (1 - acceleration * w) ** 2 for w in (start - z, start + z)])
    low, high = figure(steps / (n * error)).tolist()
    return (low, high) if math.isfinite(low) and math.isfinite(high) else _OFTEN_NONE


def _influence(left_out: Floats, count: Floats) -> tuple[Floats, float]:
    """How far one pair of each cell pulls the figure, and n."""
    n = float(count.sum())
    influence: Floats = (n - 1) * (float(count @ left_out) / n - left_out)
    return influence, n


def _acceleration(influence: Floats, count: Floats) -> float:
    squares = count * influence * influence
    square = float(squares.sum())
    return float(squares @ influence) / (6 * square**1.5) if square > 0 else 0.0


def _estimate(
    name: str, value: float, found: tuple[float, float] | str, confidence: float, kind: str
) -> Estimate:
    if not math.isfinite(value):
        return _none(name, confidence, _NONE)
    low, high, reason = (None, None, found) if isinstance(found, str) else (*found, "")
    return Estimate(
        name=name,
        value=value,
        low=low,
        high=high,
        interval=kind,
        confidence=confidence,
        plain=value,
        reason=reason,
    )


def _none(name: str, confidence: float, reason: str) -> Estimate:
    return Estimate(name=name, value=None, interval="BCa bootstrap", confidence=confidence, reason=reason)
