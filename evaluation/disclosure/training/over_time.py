"""Referrals and training over time, under disclosure control: each month boroughs add up to all of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.groups import withheld
from evaluation.disclosure.presets import rounded
from evaluation.disclosure.training.counts import coarse_count
from evaluation.training.context_words import beside_caveats, beside_sentence
from evaluation.training.referrals import charted_again

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from evaluation.disclosure.presets import Preset
    from evaluation.training.evidence import Beside, ReferralTrend

    Counts: TypeAlias = tuple[int | None, ...]


def protected_referrals(
    found: tuple[ReferralTrend, ...], preset: Preset, record: list[str], *, hide: bool
) -> tuple[ReferralTrend, ...]:
    """Referrals and first courses by month; averages and limits are made again from what is shown."""
    counts = _by_place([(one.borough, one.counts) for one in found], preset, hide=hide)
    trained = _by_place([(one.borough, one.trained) for one in found], preset, hide=hide)
    if any(n is None for series in (*counts, *trained) for n in series):
        record.append(
            f"Referrals by month: numbers below {preset.threshold}, and others that would give them away."
        )
    return tuple(
        charted_again(
            replace(
                one,
                counts=series,
                trained=learners,
                # The day itself may be of one learner; averages begin anew with its month anyway.
                first_training=one.first_training.replace(day=1) if one.first_training else None,
                rounded=True,
            ),
            off=preset.base / 2,
        )
        for one, series, learners in zip(found, counts, trained, strict=True)
    )


def protected_context(
    found: tuple[Beside, ...], preset: Preset, record: list[str], *, hide: bool
) -> tuple[Beside, ...]:
    """Training and referrals beside outcomes, whose shares are protected with the families' own figures."""
    trained = _by_place([(one.locality, one.trained) for one in found], preset, hide=hide)
    referred = _by_place([(one.locality, one.referred) for one in found], preset, hide=hide)
    if any(n is None for series in (*trained, *referred) for n in series):
        record.append(f"Training beside outcomes: numbers below {preset.threshold}, and others beside them.")
    shown = (
        replace(one, trained=learners, referred=families, rounded=True)
        for one, learners, families in zip(found, trained, referred, strict=True)
    )
    return tuple(replace(one, sentence=beside_sentence(one), caveats=beside_caveats(one)) for one in shown)


def _by_place(series: Sequence[tuple[str, Counts]], preset: Preset, *, hide: bool) -> list[Counts]:
    """The counts of each place, period by period: what adds up to all places together is hidden together."""
    if hide:
        return [tuple(None for _ in counts) for _, counts in series]
    length = len(series[0][1]) if series else 0
    made: list[list[int | None]] = [[None] * length for _ in series]
    for period in range(length):
        parts = [place for place, (name, counts) in enumerate(series) if name and counts[period] is not None]
        gone = withheld([(series[place][1][period] or 0,) for place in parts], preset.threshold)
        for place, hidden in zip(parts, gone, strict=True):
            made[place][period] = None if hidden else rounded(series[place][1][period] or 0, preset)
        for place, (name, counts) in enumerate(series):
            if not name:
                made[place][period] = coarse_count(counts[period], preset)
    return [tuple(counts) for counts in made]
