"""What many scores at either end of a scale do to a finding: no room to improve, another interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.effects import JACKKNIFE, extremes, jackknifed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.details import Details
    from evaluation.findings.finding import Nouns
    from evaluation.tables import ChangeTable

NO_ROOM = 0.1  # share without room from which it is said
# Shares at one end from which usual intervals miss 95% by more than 1.5 points: docs/coverage.md.
AT_AN_END = 0.05  # of the scores before: those of standardised effects
SQUEEZED = 0.25  # of the scores before or after: that of the correlation
PILED_UP = 0.15  # at the end that scores leave: so narrow that it is said
LOST = 0.6  # before or after, from which no interval of the correlation holds
EITHER = "SMCRH or jackknife t"


def held(
    table: ChangeTable, minimum: float, maximum: float, found: Iterable[Estimate]
) -> tuple[Estimate, ...]:
    """Effects with the interval that holds on these scores: their own, or the jackknife's.

    The jackknife's for standardised effects where AT_AN_END or more start at one end of the scale,
    from `minimum` to `maximum`; for the correlation where SQUEEZED or more are at one end at one time.

    >>> from evaluation.effects import baseline_sd
    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([27, 27, 20, 15, 12], [20, 18, 9, 10, 12], better="lower")
    >>> [held(table, 0, top, [baseline_sd(table)])[0].interval for top in (27, 63)]
    ['jackknife t (Tukey 1958)', 'SMCRH (Bonett 2008)']
    """
    figures = tuple(found)
    at = extremes(table, minimum, maximum)
    start = max(at.worst_before, at.best_before) / max(at.n, 1)
    most = max(start, at.worst_after / max(at.n, 1), at.best_after / max(at.n, 1))
    chosen = [one for one in figures if (most >= SQUEEZED if one.name == "r" else start >= AT_AN_END)]
    again = {one.name: one for one in jackknifed(table, chosen)}
    return tuple(again.get(one.name, one) for one in figures)


def unnamed(interval: str) -> str:
    """An interval's name as it may be told where small numbers are hidden.

    Which of two was chosen would say how many start at an end of the scale.
    """
    return EITHER if interval == JACKKNIFE or interval.startswith("SMCRH") else interval


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
    """Where the main effect size's likely range comes from when its own would mislead; else empty.

    Simulated, its own held the truth 88 to 92% of the time instead of 95 where 17% started at the
    end that scores then moved away from, and 87% where half did; the jackknife's 94 to 97%
    (docs/coverage.md).
    """
    start = _left(details)
    if start is None:
        return ""
    end = "worst" if start.outcome == "worst_before" else "best"
    who = f"{wording.count(start.n)} of {wording.plural(start.of or 0, nouns.one, nouns.many)}"
    return _range(f"{who} had the {end} possible score before", details, nouns)


def loose_correlation(details: Details) -> str:
    """That not even the jackknife's interval of the correlation holds; empty where one does."""
    most = max(rate.share or 0.0 for rate in details.ends)
    if most < LOST or not details.has("r"):
        return ""
    return (
        f"{wording.share(most)} of the scores before or after are at one end of the scale: no interval of "
        "the correlation can be relied on then."
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
    return _range(f"Many {nouns.many} had the {end} possible score before", details, nouns)


def _range(said: str, details: Details, nouns: Nouns) -> str:
    """What they do to the likely range of the main effect size."""
    if details.figure("baseline_sd").estimate.interval != JACKKNIFE:
        return f"{said}, so the likely range of the main effect size is too narrow."
    return (
        f"{said}. The usual likely range of an effect size is too narrow then; the one given was worked out "
        f"by leaving out one {nouns.one} at a time (the jackknife)."
    )


def _left(details: Details) -> Rate | None:
    """The share at the end that scores moved away from, where it is large enough to mislead."""
    if not details.has("baseline_sd"):
        return None
    better = (details.figure("mean_change").estimate.value or 0.0) >= 0
    start = details.end("worst_before" if better else "best_before")
    return None if start.share is None or start.share < PILED_UP else start
