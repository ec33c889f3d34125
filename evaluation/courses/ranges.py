"""The range of answers that are numbers alone: from the question's own words, else from what stands there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.mapping import Confidence

SAID = "the header says"
_NUMBER = r"(\d{1,3})"
_OF_TO = re.compile(
    rf"(?:\(|\[|\bscale\b\D{{0,15}}|\bfrom |\brate\b\D{{0,40}}?){_NUMBER}\s*(?:-|–|—|to)\s*{_NUMBER}\b",
    re.IGNORECASE,
)
_ENDS = re.compile(
    rf"\b{_NUMBER}\s*(?:=|:|is|being)\s*[^\W\d][^\d]*?\b{_NUMBER}\s*(?:=|:|is|being)", re.IGNORECASE
)
_OUT_OF = re.compile(rf"(?:out of|/|\bmax(?:imum)?(?: of)?)\s*{_NUMBER}\b", re.IGNORECASE)
# Ends of scales that services use (facts/measures.md section 8.6: "1-5 or 1-10"); the first that holds all.
_USUAL = ((1, 5), (0, 4), (1, 7), (0, 10), (1, 10), (0, 100))


@dataclass(frozen=True, kw_only=True)
class Range:
    """The ends of a scale, how sure they are, and why."""

    low: float
    high: float
    confidence: Confidence
    why: str


def range_of(header: str, values: Iterable[float]) -> Range | None:
    """The ends of a scale of numbers; None where the numbers are on none that is usual.

    >>> range_of("Confidence in observing (1-10)", [2, 5]).high
    10.0
    >>> found = range_of("Confidence in observing", [2, 5])
    >>> found.low, found.high, found.confidence
    (1.0, 5.0, 'needs you')
    """
    seen = sorted(set(values))
    if not seen:
        return None
    said = _said(header)
    # A slip outside is told when it is read; where most are outside, the header speaks of something else.
    if said and sum(said[0] <= value <= said[1] for value in seen) >= len(seen) / 2:
        why = f"{SAID} that answers run from {said[0]:g} to {said[1]:g}"
        return Range(low=said[0], high=said[1], confidence="matched", why=why)
    if any(value != int(value) for value in seen):
        return None
    if seen[0] == 0 and seen[-1] == 10:
        return _guessed(0, 10, seen)
    ends = [(low, high) for low, high in _USUAL if low <= seen[0] and seen[-1] <= high]
    if not ends or (ends[0][1] == 100 and len(seen) < 3):
        return None
    return _guessed(*ends[0], seen)


def _guessed(low: float, high: float, seen: list[float]) -> Range:
    whole = seen[0] == low and seen[-1] == high
    said = f"the answers run from {seen[0]:g} to {seen[-1]:g}"
    why = f"{said}: is that the whole scale?" if whole else f"{said}: is the scale {low:g} to {high:g}?"
    return Range(low=float(low), high=float(high), confidence="suggested" if whole else "needs you", why=why)


def _said(header: str) -> tuple[float, float] | None:
    """The ends that a header gives, if it gives any."""
    for pattern in (_OF_TO, _ENDS):
        if found := pattern.search(header):
            ends = sorted((float(found[1]), float(found[2])))
            if ends[0] in {0, 1} and ends[1] > 1:
                return ends[0], ends[1]
    if found := _OUT_OF.search(header):
        return (0.0, float(found[1])) if float(found[1]) > 1 else None
    return None
