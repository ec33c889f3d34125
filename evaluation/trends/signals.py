"""Which points of a series stand out from chance: the four rules of NHS England's Making Data Count.

As the package NHSRplotthedots 0.2.2 of the NHS-R community applies them. Other programs draw other
lines: the package abspc calls 8 points on one side a shift and 6 in one direction a trend, where
Making Data Count asks for 7 of each. Whoever prints a signal therefore prints the rule set too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Name = Literal["outside", "trend", "near", "shift"]

RUN = 7  # points that make a shift or a trend
# Below it NHSRplotthedots warns that limits are for trial only; it sets none by default on fewer.
ENOUGH = 12
_DECIMALS = 9  # shares that are equal must not differ by binary noise

# In the order in which a point that breaks several of them is named, as NHSRplotthedots does.
RULES: dict[Name, str] = {
    "outside": "A point outside the limits of chance.",
    "trend": f"{RUN} or more points in a row that each rise, or each fall.",
    "near": "Two of three points in a row, all three on one side, in the outer third before the limit.",
    "shift": f"{RUN} or more points in a row on the same side of the average.",
}


@dataclass(frozen=True)
class Signal:
    """What makes a point stand out, and which way: `direction` is 1 for the higher, -1 for the lower."""

    name: Name
    direction: int


def signals(
    values: NDArray[np.float64],
    centre: NDArray[np.float64],
    sigma: NDArray[np.float64],
    off: NDArray[np.float64] | None = None,
) -> tuple[Signal | None, ...]:
    """The signal of each point, if any; a gap (NaN) ends every run.

    `sigma` is a third of the distance from the average to the limit; where it is NaN a point has no
    limits, and only runs can make it stand out. `off` is how far each value may be from the exact one
    because it is rounded: one that lies no further from the average counts as on it.

    >>> y = np.array([1.0, 2, 3, 4, 5, 6, 7])
    >>> found = signals(y, np.full(7, 4.0), np.full(7, 2.0))
    >>> found[0]
    Signal(name='trend', direction=1)
    """
    away = np.round(values - centre, _DECIMALS)
    if off is not None:
        away = np.sign(away) * np.round(np.clip(np.abs(away) - off, 0, None), _DECIMALS)
    with np.errstate(invalid="ignore"):
        side = np.nan_to_num(np.sign(away)).astype(np.int64)
        outside = np.abs(away) > np.round(3 * sigma, _DECIMALS)
        near = ~outside & (np.abs(away) > np.round(2 * sigma, _DECIMALS))
    steps = np.nan_to_num(np.sign(np.round(np.diff(values), _DECIMALS))).astype(np.int64)
    found: dict[Name, NDArray[np.int64]] = {
        "outside": side * outside,
        "trend": _runs(len(values), RUN, lambda at: _same(steps[at : at + RUN - 1])),
        "near": near
        * _runs(len(values), 3, lambda at: _same(side[at : at + 3]) * (near[at : at + 3].sum() > 1)),
        "shift": _runs(len(values), RUN, lambda at: _same(side[at : at + RUN])),
    }
    return tuple(
        next((Signal(name, int(which[place])) for name, which in found.items() if which[place]), None)
        for place in range(len(values))
    )


def _runs(length: int, run: int, told: Callable[[int], int]) -> NDArray[np.int64]:
    """The direction of every point that is part of a run; `told` gives that of the run from a place."""
    found = np.zeros(length, np.int64)
    for at in range(length - run + 1):
        direction = told(at)
        if direction:
            found[at : at + run] = direction
    return found


def _same(signs: NDArray[np.int64]) -> int:
    """The sign that all of them have; 0 where they differ or have none."""
    return int(signs[0]) if len(signs) and (signs == signs[0]).all() else 0
