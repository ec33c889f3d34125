"""The lines across a picture of single families: no change, how much counts as change, the cut-off."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from evaluation.change import ComputedChange, PercentChange, ReliableChange
from evaluation.charts.chart import Curve
from evaluation.tables import DECIMALS

if TYPE_CHECKING:
    from evaluation.individual.pairs import Pairs

_Ends = tuple[tuple[float, float], tuple[float, float]]


def lines_of(found: Pairs) -> tuple[Curve, ...]:
    """The line of no change from end to end of the scale, the band around it, and the firm cut-off."""
    low, high = found.scale.minimum, found.scale.maximum
    return (
        Curve(name="no change", points=((low, low), (high, high))),
        *_band(found),
        *_cut_off(found),
    )


def _band(found: Pairs) -> tuple[Curve, ...]:
    """Where a change begins to count, each way; none where the rule is not an amount of change.

    At a line second scores are slope x first + shift.
    """
    rule, scale = found.rule, found.scale
    if isinstance(rule, ReliableChange):
        worse = rule.value if rule.worse is None else rule.worse
        ends = [
            (1.0, scale.sign * _before_it_counts(rule.value, found), f"{_points(rule.value)} better"),
            (1.0, -scale.sign * _before_it_counts(worse, found), f"{_points(worse)} worse"),
        ]
    elif isinstance(rule, ComputedChange) and rule.threshold is not None:
        amount, sign = rule.threshold, scale.sign
        ends = [
            (rule.slope, rule.shift + sign * amount, f"{amount:.1f} points better"),
            (rule.slope, rule.shift - sign * amount, f"{amount:.1f} points worse"),
        ]
    elif isinstance(rule, PercentChange) and scale.minimum >= 0 and rule.value < 100 > rule.worse:
        ends = [
            (1 + scale.sign * rule.value / 100, 0.0, f"{rule.value:g}% better"),
            (1 - scale.sign * rule.worse / 100, 0.0, f"{rule.worse:g}% worse"),
        ]
    else:
        return ()
    made = [(name, clipped(slope, shift, scale.minimum, scale.maximum)) for slope, shift, name in ends]
    return tuple(Curve(name=name, points=points, dashed=True) for name, points in made if points)


def _points(amount: float) -> str:
    return f"{amount:g} point{'' if amount == 1 else 's'}"


def _before_it_counts(amount: float, found: Pairs) -> float:
    """Where to draw an amount that itself counts: between it and the next smaller change there can be.

    Of scores that are not on the scale's steps, at the amount itself.
    """
    step = found.scale.step
    if not found.on_steps:
        return amount
    return step * ceil(round(amount / step, DECIMALS)) - step / 2


def clipped(slope: float, shift: float, low: float, high: float) -> _Ends | None:
    """The part of a line within a square from `low` to `high`; None where it passes outside.

    `slope` is above 0.

    >>> clipped(1, -6, 0, 27), clipped(1, 6, 0, 27), clipped(1, 40, 0, 27)
    (((6.0, 0.0), (27.0, 21.0)), ((0.0, 6.0), (21.0, 27.0)), None)
    """
    start = max(low, (low - shift) / slope)
    end = min(high, (high - shift) / slope)
    if start >= end:
        return None
    return (float(start), float(slope * start + shift)), (float(end), float(slope * end + shift))


def _cut_off(found: Pairs) -> tuple[Curve, ...]:
    """The main cut-off, before and after, half a step outside its range so that no dot lies on it."""
    scale, cut_off = found.scale, found.scale.cut_off
    if cut_off is None:
        return ()
    at = cut_off.at + (scale.sign * scale.step / 2 if found.on_steps else 0.0)
    low, high = scale.minimum, scale.maximum
    name = f"cut-off {cut_off.at:g}"
    return (
        Curve(name=f"{name} before", points=((at, low), (at, high))),
        Curve(name=f"{name} after", points=((low, at), (high, at))),
    )
