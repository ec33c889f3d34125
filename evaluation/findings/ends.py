"""What many scores at either end of a scale do to a finding: no room to improve, intervals that mislead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.findings.details import Details
    from evaluation.findings.finding import Nouns

NO_ROOM = 0.1  # share without room from which it is said
# Shares at one end from which an interval misses 95% by more than 1.5 points: docs/coverage.md.
PILED_UP = 0.15
SQUEEZED = 0.25


def no_room(details: Details, nouns: Nouns) -> str:
    """How many started too near the best score to get better; empty where few did."""
    room = details.room
    if room is None or not room.could.of or not room.without or room.without / room.could.of < NO_ROOM:
        return ""
    who = f"{wording.count(room.without)} of {wording.plural(room.could.of, nouns.one, nouns.many)}"
    if room.amount is not None and room.edge is not None:
        reach = "or more" if room.better == "higher" else "or less"
        said = f"{who} started at {room.edge:g} {reach} and had no room for {room.amount:g} points"
    elif room.any_change:
        said = f"{who} had the best possible score before and could not get better"
    else:
        said = f"{who} started too near the best possible score to get better by this definition"
    if not room.could.n:
        return f"{said}."
    did = room.improved
    likely = f"{wording.level(did.confidence)} interval {wording.share_interval(did.low, did.high)}"
    return (
        f"{said}. Of the {wording.count(did.of)} with room, {wording.count(did.n)} "
        f"({wording.share(did.share)}, {likely}) got better by the same definition."
    )


def piled_up(details: Details, nouns: Nouns) -> str:
    """Why the main effect size's interval is too narrow; empty where it can be relied on.

    Simulated, it held the truth 88 to 92% of the time instead of 95 where 17% started at the end
    that scores then moved away from, and 87% where half did (docs/coverage.md).
    """
    start = _left(details)
    if start is None:
        return ""
    end = "worst" if start.outcome == "worst_before" else "best"
    who = f"{wording.count(start.n)} of {wording.plural(start.of or 0, nouns.one, nouns.many)}"
    return (
        f"{who} had the {end} possible score before, so the likely range of the main effect size is too "
        "narrow (of d_av too, where the change is large); the resampled one, in the figures for "
        "statisticians, holds better."
    )


def loose_correlation(details: Details) -> str:
    """Why the correlation's interval is too narrow; empty where it can be relied on."""
    most = max(rate.share or 0.0 for rate in details.ends)
    if most < SQUEEZED or not details.has("r"):
        return ""
    return (
        f"{wording.share(most)} of the scores before or after are at one end of the scale: the correlation's "
        "own interval is too narrow then, and the resampled one holds better."
    )


def protected_no_room(details: Details, nouns: Nouns, threshold: int) -> str:
    """The first of these without its numbers, where enough had no room; else empty."""
    if not no_room(details, nouns) or details.room is None or (details.room.without or 0) < threshold:
        return ""
    many = wording.capital(nouns.many)
    return f"{many} who started near the best possible score had little or no room to get better."


def protected_piled_up(details: Details, nouns: Nouns, threshold: int) -> str:
    """The second of these without its numbers, where enough started at that end; else empty."""
    start = _left(details)
    if start is None or (start.n or 0) < threshold:
        return ""
    end = "worst" if start.outcome == "worst_before" else "best"
    return (
        f"Many {nouns.many} had the {end} possible score before, so the likely range of the main effect "
        "size is too narrow."
    )


def _left(details: Details) -> Rate | None:
    """The share at the end that scores moved away from, where it is large enough to mislead."""
    if not details.has("baseline_sd"):
        return None
    better = (details.figure("mean_change").estimate.value or 0.0) >= 0
    start = details.end("worst_before" if better else "best_before")
    return None if start.share is None or start.share < PILED_UP else start
