"""Which numbers a scale can give: its range, the steps between them, and codes that may mean "not known"."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.measures.definition import Scale

SLIPS = 0.2  # a larger share of values outside the range is more than slips
# Numbers by which services write that there is no score.
CODES = (-999, -99, -88, -77, -9, -8, -7, -1, 77, 88, 99, 777, 888, 999, 9999)
_WITHIN = (77, 88, 99)  # those that some scales reach
_FEW = 3
_NEAR = 3


def bounds(scale: Scale, entered: str = "") -> tuple[float, float]:
    """The lowest and highest total that a column of a scale may hold; raw and converted ones where unsaid."""
    raw = [total for total, _ in scale.convert]
    if raw and entered == "raw":
        return raw[0], raw[-1]
    return (
        (scale.minimum, scale.maximum)
        if entered
        else (min([scale.minimum, *raw]), max([scale.maximum, *raw]))
    )


def outside(values: NDArray[np.float64], low: float, high: float) -> NDArray[np.bool_]:
    """Which values lie outside a range; blanks (NaN) don't."""
    found: NDArray[np.bool_] = np.isfinite(values) & ((values < low) | (values > high))
    return found


def too_many(some: int, of: int) -> bool:
    """Whether that many values of so many are more than slips."""
    return some > 1 and some >= SLIPS * of


def between_steps(values: NDArray[np.float64], scale: Scale, entered: str = "") -> NDArray[np.bool_]:
    """Which values a summed scale of whole answers cannot give, not even pro-rated and rounded.

    >>> from evaluation.measures import registry
    >>> between_steps(np.array([14.0, 12.5]), registry().get("epds").scale("total")).tolist()
    [False, True]
    """
    summed = scale.score in {"sum", "sum_of", "mean_x10"} and scale.step == 1
    if not summed or (scale.convert and entered != "raw"):
        return np.zeros(len(values), dtype=bool)
    if scale.score == "sum_of":
        uneven: NDArray[np.bool_] = np.isfinite(values) & (values != np.floor(values))
        return uneven
    count = len(scale.items)
    most = scale.missing.most if scale.missing.rule == "prorate" else 0
    can = ~np.isfinite(values)
    for missing in range(most + 1):
        share = (count - missing) / count
        given = np.round(values * share) / share  # a total of fewer answers, scaled up
        for places in (0, 1, 2, 3):
            rounded = np.abs(np.round(values, places) - values) < 1e-9
            can |= rounded & (np.abs(given - values) <= (0.5 * 10.0**-places if missing else 0) + 1e-9)
    cannot: NDArray[np.bool_] = ~can
    return cannot


def only_yes_no(values: NDArray[np.float64], scale: Scale) -> bool:
    """Whether a column of totals holds only 0 and 1, five times or more, where the scale goes far beyond."""
    known = values[np.isfinite(values)]
    wide = scale.maximum - scale.minimum > 10 and scale.minimum <= 0
    return wide and len(known) >= 5 and bool(np.isin(known, (0, 1)).all())


def frequent_codes(
    values: NDArray[np.float64], low: float, high: float, n: NDArray[np.int64] | None = None
) -> tuple[float, ...]:
    """Codes within a range that occur far more often than the numbers around them; `n`: how often each does.

    >>> frequent_codes(np.array([40.0, 99, 55, 99, 63, 99, 70]), 1, 100)
    (99.0,)
    """
    known = values[np.isfinite(values)]
    often = np.ones(len(known), np.int64) if n is None else n[np.isfinite(values)]
    found = []
    for code in _WITHIN:
        times = int(often[known == code].sum())
        around = [n for n in range(code - _NEAR, code + _NEAR + 1) if n != code and low <= n <= high]
        near = float(often[np.isin(known, around)].sum()) / max(len(around), 1)
        if low <= code <= high and times >= _FEW and times > 3 * near:
            found.append(float(code))
    return tuple(found)
