"""What every protected figure shares: fewer decimals, whole months, and who is counted."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from evaluation.disclosure.presets import hidden_cells, rounded
from evaluation.estimates import Estimate
from evaluation.findings.ends import unnamed
from evaluation.findings.finding import Caveat, Description

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from evaluation.disclosure.presets import Preset
    from evaluation.findings.finding import Flow, Step

DETAILED = 2  # averages are shown from this many times the threshold on
_Estimate = TypeVar("_Estimate", Estimate, Estimate | None)
NOTHING = Description(
    mean_before=None, mean_after=None, sd_before=None, sd_after=None,
    median_before=None, median_after=None, r=None,
)  # fmt: skip


def averages_told(n: int, near: int, preset: Preset) -> bool:
    """Whether averages of n are shown: n is twice the threshold or more, and so is every difference.

    `near` is by how many, other than none, they differ from another group whose averages are shown,
    such as all that a filter leaves out: two averages would tell what those few scored.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> [averages_told(40, near, PRESETS["nhs"]) for near in (0, 7, 10)]
    [True, False, True]
    """
    least = DETAILED * preset.threshold
    return n >= least and not 0 < near < least


def too_few(near: int, preset: Preset) -> str:
    """Why averages are not shown, for the record of what was hidden."""
    least = DETAILED * preset.threshold
    if 0 < near < least:
        return f"as the filters leave out fewer than {least} who have scores"
    return "of too few families"


def coarse(found: Description) -> Description:
    """Averages and spreads to one decimal; with more, or a middle score, few scores could be guessed."""

    def one(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    return replace(
        NOTHING,
        mean_before=one(found.mean_before),
        mean_after=one(found.mean_after),
        sd_before=one(found.sd_before),
        sd_after=one(found.sd_after),
    )


def short(value: _Estimate, places: int) -> _Estimate:
    """An estimate with as many decimals as are printed, and an interval's name that tells no count."""
    if value is None:
        return value
    kept: dict[str, Any] = {
        name: None if number is None else round(number, places)
        for name in ("value", "low", "high", "plain", "hedges")
        for number in (getattr(value, name),)
    }
    return replace(value, interval=unnamed(value.interval), **kept)


def months(period: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """A period widened to whole months: its ends are the dates of two families."""
    start, end = period
    return (
        start.replace(day=1) if start else None,
        end.replace(day=monthrange(end.year, end.month)[1]) if end else None,
    )


def protected_flow(flow: Flow, preset: Preset, *, hide: bool) -> Flow:
    """Steps and reasons below the threshold hidden, others rounded; `hide` hides them all."""

    def steps(found: tuple[Step, ...], hidden: list[bool]) -> tuple[Step, ...]:
        return tuple(
            replace(s, n=None if hide or h else rounded(s.n or 0, preset))
            for s, h in zip(found, hidden, strict=True)
        )

    return replace(
        flow,
        steps=steps(flow.steps, [(s.n or 0) < preset.threshold for s in flow.steps]),
        reasons=steps(flow.reasons, hidden_cells([s.n or 0 for s in flow.reasons], preset)),
        rounded=preset.base > 1,
    )


def coarse_caveats(found: tuple[Caveat, ...], again: Mapping[str, str], preset: Preset) -> tuple[Caveat, ...]:
    """Caveats with those said `again` (by key) from protected counts, and what the preset does."""
    kept = (replace(caveat, text=again.get(caveat.key, caveat.text)) for caveat in found)
    return (*(caveat for caveat in kept if caveat.text), Caveat(key="disclosure", text=preset.words))
