"""The dates that put an episode into a period, as days since 1970."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EPOCH = date(1970, 1, 1)
NO_DAY = np.iinfo(np.int32).min


def latest(episode: NDArray[np.int64], dates: NDArray[np.datetime64], n: int) -> NDArray[np.datetime64]:
    """The latest date of each of n episodes; NaT without one."""
    found = np.full(n, "NaT", "datetime64[s]")
    dated = ~np.isnat(dates)
    at, when = episode[dated], dates[dated].astype("datetime64[s]")
    order = np.lexsort((when, at))
    found[at[order]] = when[order]  # of several the last written stays
    return found


def days_of(dates: NDArray[np.datetime64]) -> NDArray[np.int32]:
    """Dates as days since 1970; `NO_DAY` where there is none."""
    days = dates.astype("datetime64[s]").view(np.int64) // 86_400
    return np.where(np.isnat(dates), NO_DAY, days).astype(np.int32)


def within(days: NDArray[np.int32], start: date | None, end: date | None) -> NDArray[np.bool_]:
    """Which days lie in a period, both ends included; without one, all do, dated or not."""
    keep = np.ones(len(days), bool)
    if start is not None:
        keep &= days >= np.int32((start - EPOCH).days)
    if end is not None:
        keep &= (days <= np.int32((end - EPOCH).days)) & (days != NO_DAY)
    return keep
