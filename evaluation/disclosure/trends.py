"""Change over time under disclosure control: each period as a finding of its own would be, and no gap alone.

The periods add up to the finding beside them, so a number that only one of them hides could be worked
out. Averages and limits are made again from what is shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import averages_told, coarse_caveats
from evaluation.disclosure.presets import hidden_cells, rounded
from evaluation.disclosure.rates import from_rounded, hidden_rate, protected_rates
from evaluation.findings.trend import charted_again
from evaluation.findings.trend_words import ROUNDED

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.trend import Trend, TrendPoint


def protected_trend(
    found: Trend, preset: Preset, record: list[str], *, hide: bool, near: int = 0
) -> Trend | None:
    """A trend under a preset, its charts and sentence made again; None where nothing of it can be shown.

    `near` is how many of those with both scores the filters leave out.
    """
    small = replace(preset, threshold=preset.threshold * found.most_each)
    rest = [count for count in (found.undated or 0, found.earlier or 0) if count]
    gone = hidden_cells([point.n or 0 for point in found.points] + rest, small)[: len(found.points)]
    about = f"{found.title} ({found.rater}) over time"
    if hide or all(gone):
        if not hide:
            record.append(f"{about}: fewer than {small.threshold} have both scores in every {found.every}.")
        return None
    points = tuple(
        _withheld(point) if hidden else _shown(point, small, near)
        for point, hidden in zip(found.points, gone, strict=True)
    )
    points = _none_alone(points)
    if any(point.improved.n is None for point in points):
        record.append(
            f"{about}: {found.every}s with a number below {small.threshold}, and others beside them."
        )
    return charted_again(
        replace(
            found,
            points=points,
            undated=None,
            earlier=None,
            caveats=coarse_caveats((*found.caveats, ROUNDED), {"undated": "", "earlier": ""}, preset),
        )
    )


def _shown(point: TrendPoint, preset: Preset, near: int) -> TrendPoint:
    """One period as the finding of a view of that period is protected."""
    n = point.n or 0
    return replace(
        point,
        n=rounded(n, preset),
        rates=protected_rates(point.rates, n, preset),
        mean_change=round(point.mean_change, 1)
        if point.mean_change is not None and averages_told(n, near, preset)
        else None,
        completion=_completion(point.completion, preset),
    )


def _withheld(point: TrendPoint) -> TrendPoint:
    return replace(
        point,
        n=None,
        rates=tuple(hidden_rate(rate) for rate in point.rates),
        mean_change=None,
        completion=hidden_rate(point.completion),
    )


def _none_alone(points: tuple[TrendPoint, ...]) -> tuple[TrendPoint, ...]:
    """The periods with no outcome hidden in only one of them: that with the fewest others goes too."""
    changed = True
    while changed:
        changed = False
        for outcome in range(len(points[0].rates)):
            shown = [i for i, point in enumerate(points) if point.rates[outcome].n is not None]
            if len(points) - len(shown) == 1 and shown:
                place = min(shown, key=lambda i: (points[i].n or 0, i))
                rates = tuple(hidden_rate(rate) for rate in points[place].rates)
                points = (*points[:place], replace(points[place], rates=rates), *points[place + 1 :])
                changed = True
    return points


def _completion(rate: Rate, preset: Preset) -> Rate:
    """Both counts as those of who is counted are given: rounded, without interval."""
    small = min(rate.n or 0, rate.of or 0) < preset.threshold
    return hidden_rate(rate) if small else from_rounded(rate, preset)
