"""Rates under disclosure control: those of one rule add up, so they are hidden together."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from evaluation.change import wilson
from evaluation.disclosure.presets import rounded
from evaluation.estimates import Rate
from evaluation.findings.rounding import WHOLE_FROM, stepped
from evaluation.wording import HIDDEN

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset


def protected_rates(rates: tuple[Rate, ...], paired: int, preset: Preset) -> tuple[Rate, ...]:
    """Rates that share rule and denominator add up, so they are hidden together."""
    groups: dict[tuple[str, int | None], list[Rate]] = {}
    for rate in rates:
        groups.setdefault((rate.rule, rate.of), []).append(rate)
    result: dict[int, Rate] = {}
    for members in groups.values():
        for rate, shown in zip(members, _partition(members, paired, preset), strict=True):
            result[id(rate)] = shown
    return tuple(result[id(rate)] for rate in rates)


def _partition(members: list[Rate], paired: int, preset: Preset) -> list[Rate]:
    """The outcomes of one rule, which add up to their denominator."""
    of = members[0].of or 0
    if any(rate.n is None for rate in members):  # not computable: nothing to hide
        return members
    if of < preset.threshold or 0 < paired - of < preset.threshold:
        return [hidden_rate(rate) for rate in members]
    shown = _shown(members, preset)
    if of < WHOLE_FROM and not _left_open(members, shown, preset):
        return [replace(hidden_rate(rate), of=rounded(of, preset)) for rate in members]
    return shown


def _shown(members: list[Rate], preset: Preset) -> list[Rate]:
    """Small outcomes hidden, and with them what would give them away; the others made coarse."""
    counts = [rate.n or 0 for rate in members]
    of = members[0].of or 0
    hide = [n < preset.threshold for n in counts]
    middle = next((i for i, rate in enumerate(members) if rate.outcome == "no_change"), None)
    if middle is not None and hide == [i == middle for i in range(len(members))]:
        # Better and worse stay together. Exact shares could tell the rest, so theirs are of the
        # rounded counts, without interval.
        return [
            replace(hidden_rate(rate), of=rounded(of, preset)) if i == middle else from_rounded(rate, preset)
            for i, rate in enumerate(members)
        ]
    if sum(hide) == 1:  # it could be worked out from the others: "no change" goes first
        rest = [i for i, hidden in enumerate(hide) if not hidden]
        hide[middle if middle in rest else min(rest, key=lambda i: (counts[i], i))] = True
    # 19 of 20 tells that one did not.
    hide = [hidden or of - n < preset.threshold for hidden, n in zip(hide, counts, strict=True)]
    return [
        replace(hidden_rate(rate), of=rounded(of, preset)) if hidden else coarse_rate(rate, preset)
        for rate, hidden in zip(members, hide, strict=True)
    ]


def _left_open(members: list[Rate], shown: list[Rate], preset: Preset) -> bool:
    """Whether each hidden number could be more than one: splits nearby are published the same way."""
    gaps = [i for i, rate in enumerate(shown) if rate.n is None]
    if not gaps or len(members) > 4:
        return True
    told = _print(shown)
    values: list[set[int]] = [set() for _ in members]
    reach = preset.base - 1
    outcomes = tuple(rate.outcome for rate in members)
    for other in product(*(range(max((r.n or 0) - reach, 0), (r.n or 0) + reach + 1) for r in members)):
        total = sum(other)
        if rounded(total, preset) != shown[0].of or total < preset.threshold:
            continue
        if _print_of(other, outcomes, members[0].confidence, preset) == told:
            for i, n in enumerate(other):
                values[i].add(n)
            if all(len(values[i]) > 1 for i in gaps):
                return True
    return False


_Print: TypeAlias = tuple[tuple[object, ...], ...]


def _print(rates: list[Rate]) -> _Print:
    return tuple((r.n, r.of, r.share, r.low, r.high) for r in rates)


@lru_cache(maxsize=65536)  # splits near one figure are near the next one too
def _print_of(
    counts: tuple[int, ...], outcomes: tuple[str, ...], confidence: float, preset: Preset
) -> _Print:
    """What would be printed of so many in each outcome."""
    of = sum(counts)
    split = []
    for n, outcome in zip(counts, outcomes, strict=True):
        low, high = _interval(n, of, confidence)
        split.append(
            Rate(rule="", outcome=outcome, n=n, of=of, who="", low=low, high=high, confidence=confidence)
        )
    return _print(_shown(split, preset))


@lru_cache(maxsize=65536)
def _interval(n: int, of: int, confidence: float) -> tuple[float, float]:
    return wilson(n, of, confidence)


def coarse_rate(rate: Rate, preset: Preset) -> Rate:
    """Counts to the base; share and interval of the exact counts, to 5 points where they are few."""

    def coarse(value: float | None) -> float | None:
        return None if value is None else stepped(value, rate.of or 0)

    return replace(
        rate,
        n=rounded(rate.n or 0, preset),
        of=rounded(rate.of or 0, preset),
        low=coarse(rate.low),
        high=coarse(rate.high),
        printed_share=coarse(rate.share),
    )


def from_rounded(rate: Rate, preset: Preset) -> Rate:
    """Counts to the base and the share of these, to 5 points where they are few; no interval."""
    n, of = rounded(rate.n or 0, preset), rounded(rate.of or 0, preset)
    share = stepped(n / of, rate.of or 0)
    return replace(rate, n=n, of=of, low=None, high=None, printed_share=min(share, 1.0))


def hidden_rate(rate: Rate) -> Rate:
    """The rate with its numbers hidden; one that could not be computed hides nobody and stays."""
    if rate.n is None and rate.hidden:  # could not be computed, which hides nobody
        return rate
    return replace(rate, n=None, of=None, low=None, high=None, hidden=HIDDEN, printed_share=None)
