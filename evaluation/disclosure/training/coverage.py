"""The workforce by role and borough, under disclosure control: no hidden cell follows from a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.groups import withheld
from evaluation.disclosure.training.counts import coarse_count, hidden_share, of_known
from evaluation.training.coverage_words import coverage_caveats, coverage_sentence

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.training.evidence import Cover, Coverage


def protected_coverage(found: Coverage, preset: Preset, record: list[str], *, hide: bool) -> Coverage:
    """Who came of each role in each borough; headcounts stay, as they are published elsewhere.

    Cells, totals by role, totals by borough and the whole add up both ways, so each line is judged with
    what is hidden in the others until nothing more has to go.
    """
    gone = _gone(found, preset.threshold, everything=hide)
    if any(gone.values()):
        record.append(f"Coverage: numbers below {preset.threshold}, and others that would give them away.")

    def shown(cover: Cover) -> Cover:
        return replace(cover, trained=_cover(cover.trained, preset, hide=gone[cover.role, cover.borough]))

    made = replace(
        found,
        cells=tuple(map(shown, found.cells)),
        by_role=tuple(map(shown, found.by_role)),
        by_borough=tuple(map(shown, found.by_borough)),
        whole=_cover(found.whole, preset, hide=hide or _small(found.whole, preset.threshold)),
        outside=None if hide else coarse_count(found.outside, preset),
        rounded=True,
    )
    return replace(made, sentence=coverage_sentence(made), caveats=coverage_caveats(made))


def _cover(rate: Rate, preset: Preset, *, hide: bool) -> Rate:
    return replace(hidden_share(rate), of=rate.of) if hide else of_known(rate, preset)


def _parts(rate: Rate) -> tuple[int, ...]:
    """Those who came and, where it is known, those who did not."""
    n = rate.n or 0
    return (n,) if rate.of is None or rate.of <= n else (n, rate.of - n)


def _small(rate: Rate, least: int) -> bool:
    return any(n < least for n in _parts(rate))


def _gone(found: Coverage, least: int, *, everything: bool) -> dict[tuple[str, str], bool]:
    """Which cells and totals are hidden, by (role, borough); totals have "" for what they add up."""
    every = {(c.role, c.borough): c.trained for c in (*found.cells, *found.by_role, *found.by_borough)}
    if everything:
        return dict.fromkeys(every, True)
    gone = {key: _small(rate, least) for key, rate in every.items()}
    lines = [
        *([(role, borough) for borough in found.boroughs] for role in (*found.roles, "")),
        *([(role, borough) for role in found.roles] for borough in (*found.boroughs, "")),
    ]
    changed = True
    while changed:
        changed = False
        for line in lines:
            keys = [key for key in line if key in every]
            hidden = withheld([(every[key].n or 0,) for key in keys], least, [gone[key] for key in keys])
            for key, now in zip(keys, hidden, strict=True):
                if now and not gone[key]:
                    gone[key] = changed = True
    return gone
