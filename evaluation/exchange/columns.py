"""Columns of counts as JSON has them, and back: every value is checked, and bounds what it can be."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.counting.cells import NO_MONTH
from evaluation.counting.coding import STANDINGS
from evaluation.counting.days import EPOCH, NO_DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

MOST = 10**12  # people that there can be, so that no sum runs over
_MONTH = re.compile("(?!0000)([0-9]{4})-(0[1-9]|1[0-2])")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ROUNDING = 1e-9  # by which a mean of several scores may lie beyond the scale


class ImpossibleError(ValueError):
    """A column that no counts have; its text says what is wrong."""


def months_out(month: NDArray[np.int32]) -> list[str | None]:
    """Months as text, such as "2025-04"; None without one."""
    return _out(month, lambda m: None if m == NO_MONTH else f"{m // 12:04d}-{m % 12 + 1:02d}")


def days_out(day: NDArray[np.int32]) -> list[str | None]:
    """Days as text, such as "2025-04-01"; None without one."""
    return _out(day, lambda d: None if d == NO_DAY else (EPOCH + timedelta(days=d)).isoformat())


def scores_out(score: NDArray[np.float64]) -> list[float | None]:
    """Scores, whole ones without decimals; None without one."""
    return _out(score, lambda s: None if s != s else int(s) if s == int(s) else s)  # noqa: PLR0124 NaN


def standings_out(standing: NDArray[np.uint8]) -> list[str | None]:
    """Which scores people have, in the words of `counting.coding.STANDINGS`."""
    return _out(standing, lambda place: STANDINGS[place])


def _out(column: NDArray[Any], told: Callable[[Any], Any]) -> list[Any]:
    """Each value told once: there are few distinct ones."""
    distinct, place = np.unique(column, return_inverse=True)
    words = [told(value) for value in distinct.tolist()]
    return [words[at] for at in place.tolist()]


def months_in(plain: Any, what: str, size: int) -> NDArray[np.int32]:
    """Months counted from year 0; raises ImpossibleError for one that is none."""
    return _in(plain, what, size, _month).astype(np.int32)


def days_in(plain: Any, what: str, size: int) -> NDArray[np.int32]:
    """Days since 1970; raises ImpossibleError for one that is none."""
    return _in(plain, what, size, _day).astype(np.int32)


def scores_in(plain: Any, what: str, size: int, ends: tuple[float, float]) -> NDArray[np.float64]:
    """Scores; raises ImpossibleError for one outside the scale's lowest and highest."""
    low, high = ends

    def score(value: Any) -> float:
        if value is None:
            return float("nan")
        if type(value) not in (int, float) or not low - _ROUNDING <= value <= high + _ROUNDING:
            raise ImpossibleError(f"{what}: {_short(value)} is no score from {low:g} to {high:g}")
        return float(value)

    return _in(plain, what, size, score).astype(np.float64)


def standings_in(plain: Any, what: str, size: int) -> NDArray[np.uint8]:
    """Places among `STANDINGS`; raises ImpossibleError for another word."""

    def place(value: Any) -> int:
        if value not in STANDINGS:
            raise ImpossibleError(f"{what}: {_short(value)} is none of {', '.join(STANDINGS)}")
        return STANDINGS.index(value)

    return _in(plain, what, size, place).astype(np.uint8)


def whole(plain: Any, what: str, size: int | None, low: int, high: int) -> NDArray[np.int64]:
    """Whole numbers in a range; raises ImpossibleError for anything else."""
    entries = _listed(plain, what, size)
    if any(type(value) is not int for value in entries):
        raise ImpossibleError(f"{what}: it holds what is no whole number")
    if entries and (min(entries) < low or max(entries) > high):
        wrong = min(entries) if min(entries) < low else max(entries)
        raise ImpossibleError(f"{what}: {_short(wrong)} is not between {low} and {high}")
    return np.array(entries, np.int64)


def _in(plain: Any, what: str, size: int, read: Callable[[Any], Any]) -> NDArray[Any]:
    """Each distinct value read once."""
    entries = _listed(plain, what, size)
    known: dict[Any, Any] = {}
    for value in entries:
        if type(value) not in (str, int, float, type(None)):
            raise ImpossibleError(f"{what}: it holds what is neither text nor number")
        if value not in known:
            try:
                known[value] = read(value)
            except (ValueError, OverflowError) as error:
                if isinstance(error, ImpossibleError):
                    raise
                raise ImpossibleError(f"{what}: {_short(value)} is none that there can be") from error
    return np.array([known[value] for value in entries], np.float64)


def _listed(plain: Any, what: str, size: int | None) -> list[Any]:
    if type(plain) is not list or (size is not None and len(plain) != size):
        raise ImpossibleError(f"{what}: it is no list of the same length as 'n'")
    return plain


def _month(value: Any) -> int:
    found = _MONTH.fullmatch(value) if type(value) is str else None
    if value is None:
        return NO_MONTH
    if found is None:
        raise ImpossibleError(f"{_short(value)} is no month such as 2025-04")
    return 12 * int(found[1]) + int(found[2]) - 1


def _day(value: Any) -> int:
    if value is None:
        return NO_DAY
    if type(value) is not str or not _DAY.fullmatch(value):
        raise ImpossibleError(f"{_short(value)} is no day such as 2025-04-01")
    return (date.fromisoformat(value) - EPOCH).days


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
