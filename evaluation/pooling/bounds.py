"""What a pooled share could be when some services' counts are rounded or hidden.

Each service's printed figures leave a set of counts that would be printed so. The bounds are the lowest and
the highest share over all choices of one from each set: none outside can be true, whatever was hidden.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING

from evaluation.findings.rounding import WHOLE_FROM
from evaluation.pooling.findings import Bounds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate

_SLACK = 1e-9  # of a share, for binary noise
_ROUNDS = 60
_MANY = 1000  # possible numbers of people that are tried one by one
_COARSE, _FINE = 0.025, 0.005  # how far a share printed in steps of 5 points, or of 1, is from the exact one


@dataclass(frozen=True, kw_only=True)
class Span:
    """Whole numbers from `low` to `high`; `high` None: no limit is known."""

    low: int
    high: int | None


@dataclass(frozen=True, kw_only=True)
class Possible:
    """What one service's figures for one outcome could be.

    `parts` says for each possible number of people how few and how many of them could have the outcome;
    None where no limit of their number is known. `printed` is the share that is printed, of `of` people.
    """

    service: str
    parts: tuple[tuple[int, int, int], ...] | None  # people, fewest, most
    printed: float | None
    of: int | None

    @property
    def shown(self) -> bool:
        """Whether it prints how many people it has."""
        return self.of is not None


def behind(printed: int, preset: Preset, least: int) -> Span:
    """Which counts are printed as this one: rounded to the preset's base, and none below `least`.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> behind(10, PRESETS["nhs"], 5), behind(10, PRESETS["strict"], 10), behind(5, PRESETS["nhs"], 5)
    (Span(low=8, high=12), Span(low=10, high=14), Span(low=5, high=7))
    """
    if preset.base == 1:
        return Span(low=printed, high=printed)
    half = preset.base / 2
    return Span(low=max(ceil(printed - half), least, 0), high=ceil(printed + half) - 1)


def possible(
    service: str, rates: Sequence[Rate], outcome: str, preset: Preset, *, people: Span, most_each: int = 1
) -> Possible:
    """What the numbers of one outcome could be, given the printed rates of its rule.

    `rates` are all outcomes of the rule, which add up to its denominator where they are three ways or two.
    `people` is how many these can be where the denominator is hidden. A shown number is at least the preset's
    threshold (times `most_each`, the most pairs of one person).
    """
    rate = next(rate for rate in rates if rate.outcome == outcome)
    least = preset.threshold * most_each
    totals = people if rate.of is None else behind(rate.of, preset, least)
    share = rate.share if rate.n is not None else None
    if rate.of == 0:  # nobody whom the rule is of
        return Possible(service=service, parts=((0, 0, 0),), printed=None, of=0)
    if totals.high is None:
        return Possible(service=service, parts=None, printed=share, of=rate.of)
    parts = []
    tried = range(totals.low, totals.high + 1)
    if len(tried) > _MANY and all(one.n is None for one in rates):
        # Any part of each could have it, so the fewest and the most people bound what lies between.
        tried = range(totals.low, totals.high + 1, max(totals.high - totals.low, 1))
    for total in tried:
        spans = {one.outcome: _of_total(one, total, preset, least) for one in rates}
        others = [span for name, span in spans.items() if name != outcome]
        low = max(spans[outcome][0], total - sum(high for _, high in others))
        high = min(spans[outcome][1], total - sum(low for low, _ in others))
        # The other outcomes must be able to add up to the rest.
        if low <= high and all(first <= last for first, last in spans.values()):
            parts.append((total, low, high))
    if not parts:  # figures that can't stem from these rules: nothing is concluded from them
        parts = [(total, 0, total) for total in range(totals.low, totals.high + 1)]
    return Possible(service=service, parts=tuple(parts), printed=share, of=rate.of)


def _of_total(rate: Rate, total: int, preset: Preset, least: int) -> tuple[int, int]:
    """How few and how many of so many people could have an outcome that is printed like this."""
    if rate.n is None:
        return 0, total
    span = behind(rate.n, preset, least)
    low, high = span.low, min(span.high or 0, total)
    # A share with an interval is that of the exact counts; one without is of the rounded ones.
    if rate.printed_share is not None and rate.low is not None:
        off = (_COARSE if total < WHOLE_FROM else _FINE) + _SLACK
        low = max(low, ceil((rate.printed_share - off) * total - _SLACK))
        high = min(high, floor((rate.printed_share + off) * total + _SLACK))
    return low, high


def bounds(services: Sequence[Possible]) -> Bounds:
    """The lowest and highest share of all services together, and what is printed of it.

    The extremes of a ratio of sums: Dinkelbach's method (1967, Management Science 13, 492-498), which is
    exact here as each service's choices can be tried one by one.

    >>> north = Possible(service="North", parts=((40, 30, 30),), printed=0.75, of=40)
    >>> south = Possible(service="South", parts=tuple((n, 0, n) for n in range(5)), printed=None, of=None)
    >>> found = bounds([north, south])
    >>> round(found.low, 3), round(found.high, 3), found.printed, found.hidden_most
    (0.682, 0.773, 0.75, 4)
    """
    known = [one.parts for one in services if one.parts is not None]
    unlimited = len(known) < len(services)
    hidden = [one for one in services if not one.shown]
    shown = [one for one in services if one.printed is not None and one.of]
    of = sum(one.of or 0 for one in shown)
    share = sum((one.printed or 0.0) * (one.of or 0) for one in shown) / of if of else None
    if unlimited:
        low, high = 0.0, 1.0
        most = None
    else:
        low = -_highest(known, lambda fewest, _: -fewest)
        high = _highest(known, lambda _, most: most)
        most = sum(max(total for total, _, _ in one.parts or ()) for one in hidden)
    least = sum(min(total for total, _, _ in one.parts) for one in services if one.shown and one.parts)
    part = None
    if most is not None:
        part = most / (most + least) if most + least else 0.0
    return Bounds(
        low=min(max(low, 0.0), 1.0) if known else 0.0,
        high=min(max(high, 0.0), 1.0) if known else 1.0,
        printed=share,
        of=of or None,
        without=tuple(one.service for one in services if one.of and one.printed is None),
        hidden=tuple(one.service for one in hidden),
        hidden_most=most,
        hidden_part=part,
    )


def _highest(services: Sequence[tuple[tuple[int, int, int], ...]], value: Callable[[int, int], int]) -> float:
    """The highest of Σ value / Σ people over one choice for each service."""
    ratio = -1.0
    for _ in range(_ROUNDS):
        top = people = 0
        for choices in services:
            best = max(choices, key=lambda one: (value(one[1], one[2]) - ratio * one[0], one[0]))
            top, people = top + value(best[1], best[2]), people + best[0]
        if not people:
            return 0.0 if ratio < 0 else ratio
        better = top / people
        if better <= ratio + _SLACK * _SLACK:
            return better
        ratio = better
    return ratio
