"""The workforce by role and borough, under disclosure control: no hidden cell follows from a line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.groups import withheld
from evaluation.disclosure.training.counts import coarse_count, hidden_share, of_known
from evaluation.training.coverage_words import coverage_caveats, coverage_sentence

if TYPE_CHECKING:
    from typing import TypeAlias

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.training.evidence import Cover, Coverage

    _Key: TypeAlias = tuple[str, str]


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
    """Those who came and those who did not; of no headcount, or one that is too low, those who came alone."""
    n = rate.n or 0
    return (n,) if rate.of is None or rate.of < n else (n, rate.of - n)


def _small(rate: Rate, least: int) -> bool:
    return any(n < least for n in _parts(rate))


def _gone(found: Coverage, least: int, *, everything: bool) -> dict[_Key, bool]:
    """Which cells and totals are hidden, by (role, borough); totals have "" for what they add up."""
    every = {(c.role, c.borough): c.trained for c in (*found.cells, *found.by_role, *found.by_borough)}
    if everything:
        return dict.fromkeys(every, True)
    gone = {key: _small(rate, least) for key, rate in every.items()}
    across = {(role, ""): [(role, borough) for borough in found.boroughs] for role in (*found.roles, "")}
    down = {("", borough): [(role, borough) for role in found.roles] for borough in (*found.boroughs, "")}
    changed = True
    while changed:
        before = dict(gone)
        for total, line in (*across.items(), *down.items()):
            # What has no headcount is in no total, so hiding it covers nothing.
            keys = [key for key in line if key in every and every[key].of is not None]
            for key, hidden in zip(keys, _line([every[key] for key in keys], least, keys, gone), strict=True):
                gone[key] = gone[key] or hidden
            if len(keys) == 1 and total in gone:  # the line is its total
                gone[total] = gone[keys[0]] = gone[total] or gone[keys[0]]
        changed = gone != before
    return gone


def _line(rates: list[Rate], least: int, keys: list[_Key], gone: dict[_Key, bool]) -> list[bool]:
    """Which cells of a line are hidden: neither those who came nor those who did not follow from the rest."""
    came = [rate.n or 0 for rate in rates]
    heads = [rate.of or 0 for rate in rates]
    away = [max(of - n, 0) for n, of in zip(came, heads, strict=True)]
    hidden = [gone[key] for key in keys]
    while True:
        before = list(hidden)
        hidden = withheld([(n,) for n in came], least, hidden)
        hidden = withheld([(n,) for n in away], least, hidden)
        # A headcount that is small bounds its cell: the other hidden ones must have room for all who came.
        told = [place for place, is_hidden in enumerate(hidden) if is_hidden]
        all_came, room = sum(came[place] for place in told), sum(heads[place] for place in told)
        shown = [place for place, is_hidden in enumerate(hidden) if not is_hidden]
        if shown and any(0 < heads[p] < least and all_came > room - heads[p] for p in told):
            hidden[min(shown, key=lambda place: (came[place], place))] = True
        if hidden == before:
            return hidden
