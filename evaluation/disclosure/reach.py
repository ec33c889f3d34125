"""Who is reached and where they started, under disclosure control.

First scores of everybody lie beside those of the pairs, of those without a pair and of later stages,
so averages and shares are told only where what lies between two of these groups could be published
itself. Tables by column hide small counts and what would give them away, as groups do; their shares are
of the rounded counts, so that how many lack a score is known to within the rounding at best.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.disclosure.coarse import DETAILED, averages_told
from evaluation.disclosure.groups import withheld
from evaluation.disclosure.presets import hidden_cells, rounded
from evaluation.disclosure.rates import coarse_rate, from_rounded, hidden_rate
from evaluation.findings.finding import Caveat
from evaluation.findings.reach import reach_sentence
from evaluation.findings.sentences import needs_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Needs
    from evaluation.findings.reach import Makeup, Part, Reach
    from evaluation.findings.trajectory import Trajectory

BY_COLUMN = "Who is reached, by column"


def protected_reach(
    found: Reach,
    preset: Preset,
    record: list[str],
    *,
    hide: bool,
    hide_scale: Callable[[Needs], bool],
    trajectories: Iterable[Trajectory] = (),
) -> Reach:
    """Reach under a preset, its sentence made again; `hide` withholds all, `hide_scale` first scores.

    `trajectories` are the exact ones, whose groups at the first stage lie within those with a first score.
    """
    every = tuple(trajectories)
    if found.narrowed and found.makeups:
        record.append(
            f"{BY_COLUMN}: not with filters, as two columns together soon describe a single family."
        )
    shown = replace(
        found,
        started=_step(found.started, preset, hide=hide),
        both=_step(found.both, preset, hide=hide),
        makeups=()
        if found.narrowed
        else tuple(_makeup(one, preset, record, hide=hide) for one in found.makeups),
        first=tuple(
            protected_needs(
                one, preset, record, hide=hide or hide_scale(one), beside=groups_beside(one, every)
            )
            for one in found.first
        ),
        caveats=(*found.caveats, Caveat(key="disclosure", text=preset.words)),
    )
    return replace(shown, sentence=reach_sentence(shown))


@dataclass(frozen=True)
class Beside:
    """A group inside those with a first score whose figures are published: how many, and how many beyond.

    `beyond` is None where only its average is published.
    """

    n: int
    beyond: int | None = None


def groups_beside(needs: Needs, trajectories: Iterable[Trajectory]) -> tuple[Beside, ...]:
    """The groups at the first stage of a scale's trajectories: everybody there, those with every score."""
    found: list[Beside] = []
    for one in trajectories:
        if (one.measure, one.scale, one.rater) == (needs.measure, needs.scale, needs.rater):
            found += [
                Beside(point.n or 0, point.beyond.n if point.beyond else None)
                for point in (*one.points[:1], *one.complete[:1])
            ]
    return tuple(found)


def protected_needs(
    needs: Needs, preset: Preset, record: list[str], *, hide: bool, beside: tuple[Beside, ...] = ()
) -> Needs:
    """First scores under a preset: counts coarse, averages and the share beyond the cut-off where safe."""
    n = needs.n or 0
    small = replace(preset, threshold=preset.threshold * needs.most_each)
    few = 0 < needs.left < small.threshold
    about = f"{needs.title} ({needs.rater}), first scores"
    if hide or few or n < small.threshold:
        if not hide:
            what = "the filters leave out fewer than {}" if few else "fewer than {} have one"
            record.append(f"{about}: {what.format(small.threshold)}.")
        return _said_again(_withheld(needs))
    rest, beyond = needs.rest
    cells = _cells([b.before or 0 for b in needs.bins], small)
    if not needs.alone and 0 < rest < DETAILED * small.threshold:
        # Beside the pairs' own scores they would tell where the few without a pair started.
        cells = [None] * len(cells)
        record.append(f"{about}: how many have which score, as few have no second one.")
    inside = needs.clinical.n or 0 if needs.clinical else 0
    others = [Beside(n - rest, inside - beyond), *beside]
    told = all(
        averages_told(n, gap, small) for gap in (needs.left, rest, *(abs(n - one.n) for one in others))
    )
    clinical = needs.clinical
    if clinical is not None:
        safe = _apart(inside, n - inside, small) and all(_rest_told(n, inside, one, small) for one in others)
        clinical = coarse_rate(clinical, preset) if safe else hidden_rate(clinical)
        if not safe:
            record.append(f"{about}: how many are beyond the cut-off, as a small number would follow.")
    if not told and needs.mean is not None:
        record.append(f"{about}: averages, as too few could be told from them.")
    return _said_again(
        replace(
            needs,
            n=rounded(n, preset),
            mean=wording.rounded(needs.mean, 1) if told and needs.mean is not None else None,
            sd=wording.rounded(needs.sd, 1) if told and needs.sd is not None else None,
            clinical=clinical,
            bins=tuple(replace(b, before=x) for b, x in zip(needs.bins, cells, strict=True)),
            rounded=preset.base > 1,
        )
    )


def _apart(one: int, other: int, preset: Preset) -> bool:
    """Whether both parts of a group are large enough."""
    return min(one, other) >= preset.threshold


def _rest_told(n: int, inside: int, one: Beside, preset: Preset) -> bool:
    """Whether what lies between everybody and a group inside is nothing, or large on both sides."""
    if one.beyond is None:
        return True
    parts = (abs(inside - one.beyond), abs((n - inside) - (one.n - one.beyond)))
    return not any(0 < part < preset.threshold for part in parts)


def _withheld(needs: Needs) -> Needs:
    return replace(
        needs,
        n=None,
        mean=None,
        sd=None,
        clinical=hidden_rate(needs.clinical) if needs.clinical else None,
        bins=tuple(replace(b, before=None) for b in needs.bins),
    )


def _said_again(needs: Needs) -> Needs:
    needs = replace(needs, rest=(0, 0), left=0, most_each=1)
    return replace(needs, sentence=needs_sentence(needs))


def _cells(counts: list[int], preset: Preset) -> list[int | None]:
    hide = hidden_cells(counts, preset) if counts else []
    return [None if h else rounded(n, preset) for n, h in zip(counts, hide, strict=True)]


def _step(rate: Rate, preset: Preset, *, hide: bool) -> Rate:
    """A step from everybody to those with scores, as the flow prints it, and the share of what it prints."""
    if hide or (rate.of or 0) < preset.threshold:
        return hidden_rate(rate)
    if (rate.n or 0) < preset.threshold:
        return replace(hidden_rate(rate), of=rounded(rate.of or 0, preset))
    return from_rounded(rate, preset)


def _makeup(makeup: Makeup, preset: Preset, record: list[str], *, hide: bool) -> Makeup:
    parts = makeup.parts
    if hide:
        return replace(makeup, parts=tuple(_part(part, preset, (True, True, True)) for part in parts))
    least = preset.threshold
    among_gone = withheld([(part.among.n or 0,) for part in parts], least)
    started_gone = withheld([(part.started.n or 0,) for part in parts], least, among_gone)
    both_gone = withheld([(part.both.n or 0,) for part in parts], least, among_gone)
    if any((*among_gone, *both_gone, *started_gone)):
        record.append(
            f"{BY_COLUMN}, {makeup.attribute.label.lower()}: numbers below {least}, and others that would "
            "give them away."
        )
    gone = zip(among_gone, started_gone, both_gone, strict=True)
    return replace(
        makeup, parts=tuple(_part(part, preset, hidden) for part, hidden in zip(parts, gone, strict=True))
    )


def _part(part: Part, preset: Preset, gone: tuple[bool, bool, bool]) -> Part:
    among, started, both = (
        hidden_rate(rate) if hidden else from_rounded(rate, preset)
        for rate, hidden in zip((part.among, part.started, part.both), gone, strict=True)
    )
    return replace(part, among=among, started=started, both=both)
