"""Groups under disclosure control: no hidden group can be had from the whole less the others.

Everything that subtraction can give is the hidden groups together. So the smallest shown group joins
them until together they could be published as one group is, and until their total pins none of them
down. Comparisons, funnels and sentences are then made again from what is left.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import DETAILED, averages_told, short
from evaluation.disclosure.presets import rounded
from evaluation.disclosure.rates import coarse_rate, hidden_rate
from evaluation.findings.finding import Caveat
from evaluation.findings.group_words import ROUNDED
from evaluation.findings.grouped import judged
from evaluation.groups.attributes import QUARTER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.grouped import Group, Grouped, GroupedScale


def protected_groups(
    found: Grouped,
    preset: Preset,
    record: list[str],
    *,
    hide: Callable[[GroupedScale], bool],
    near: Callable[[GroupedScale], int] = lambda _: 0,
) -> Grouped:
    """The groups under a preset, their comparisons and sentences made again; `hide` withholds a scale.

    `near` is how many of those with both scores on a scale the filters leave out.
    Groups by quarter are withheld altogether: change over time shows the same pairs in the same
    periods, and what the one hides the other could show.
    """
    by_quarter = found.attribute.name == QUARTER
    if by_quarter:
        record.append("Groups by quarter: change over time shows them, under its own rules.")
    scales = tuple(
        _scale(scale, preset, record, hide=hide(scale) or by_quarter, near=near(scale))
        for scale in found.scales
    )
    caveats = (*found.caveats, ROUNDED, Caveat(key="disclosure", text=preset.words))
    return judged(replace(found, scales=scales, caveats=caveats))


def _scale(scale: GroupedScale, preset: Preset, record: list[str], *, hide: bool, near: int) -> GroupedScale:
    if hide:
        return replace(scale, groups=tuple(map(no_group, scale.groups)))
    least = preset.threshold * scale.most_each
    gone = _gone(scale.groups, least)
    everyone = sum(group.n or 0 for group in scale.groups)
    if not averages_told(everyone, near, replace(preset, threshold=least)):
        gone = replace(gone, effects=[True] * len(scale.groups))
    about = f"{scale.title} ({scale.rater}) by group"
    for hidden, what in (
        (gone.sizes, "groups with fewer than {} who have both scores"),
        (gone.parts, "outcomes with a number below {}"),
        (gone.completion, "shares with both scores where a number is below {}"),
    ):
        if any(hidden):
            record.append(f"{about}: {what.format(least)}, and others that would give them away.")
    if any(gone.effects):
        record.append(f"{about}: effect sizes of too few {scale.nouns.many}, and others beside them.")
    groups = tuple(_group(group, gone, g, preset) for g, group in enumerate(scale.groups))
    return replace(scale, groups=groups)


@dataclass(frozen=True)
class _Gone:
    """Which groups' figures are hidden, of each kind."""

    among: list[bool]
    started: list[bool]
    completion: list[bool]
    sizes: list[bool]
    better: list[bool]
    parts: list[bool]
    effects: list[bool]


def _gone(groups: tuple[Group, ...], least: int) -> _Gone:
    """What is hidden of each kind; a figure inside another is never shown without it."""

    def n(rate: Rate) -> int:
        return rate.n or 0

    among = withheld([(n(g.among),) for g in groups], least)
    sizes = withheld([(g.n or 0,) for g in groups], least, among)
    completion = withheld(
        [(n(g.completion), n(g.among) - n(g.completion)) for g in groups], least, _either(among, sizes)
    )
    steps = [(n(g.among) - n(g.started), n(g.started) - n(g.completion), n(g.completion)) for g in groups]
    # Those whom a definition can't judge are the pairs less its denominator.
    unjudged = [0 < (g.n or 0) - (g.improved.of or 0) < least for g in groups]
    split = [(n(g.improved), (g.improved.of or 0) - n(g.improved)) for g in groups]
    better = withheld(split, least, _either(sizes, unjudged))
    return _Gone(
        among=among,
        started=withheld(steps, least, completion),
        completion=completion,
        sizes=sizes,
        better=better,
        parts=withheld([tuple(n(rate) for rate in g.rates) for g in groups], least, better),
        effects=withheld([(g.n or 0,) for g in groups], DETAILED * least, sizes),
    )


def _either(one: list[bool], other: list[bool]) -> list[bool]:
    return [a or b for a, b in zip(one, other, strict=True)]


def withheld(cells: Sequence[tuple[int, ...]], least: int, also: Sequence[bool] = ()) -> list[bool]:
    """Which groups are hidden: those with a cell below `least`, `also` others, and what gives them away.

    Each group's cells are its parts, published side by side; a group of one cell is its size.

    >>> withheld([(40,), (20,), (3,)], 5)
    [False, True, True]
    >>> withheld([(40,), (20,), (4,), (4,)], 5)
    [False, True, True, True]
    """
    small = [any(n < least for n in parts) for parts in cells]
    hide = _either(small, list(also)) if also else list(small)
    while any(hide) and not all(hide) and not _safe(cells, hide, least):
        shown = [g for g, hidden in enumerate(hide) if not hidden]
        hide[min(shown, key=lambda g: (sum(cells[g]), g))] = True
    return hide


def _safe(cells: Sequence[tuple[int, ...]], hide: list[bool], least: int) -> bool:
    """Whether the hidden groups together could be published, and tell none of themselves alone."""
    hidden = [parts for parts, gone in zip(cells, hide, strict=True) if gone]
    if len(hidden) < 2 or any(sum(parts) < least for parts in zip(*hidden, strict=True)):
        return False
    sizes = [sum(parts) for parts in hidden]
    return not any(_pinned(sizes, g, least) for g, size in enumerate(sizes) if size < least)


def _pinned(sizes: list[int], g: int, least: int) -> bool:
    """Whether the size of one small hidden group follows from that of all hidden groups together."""
    others = [size for place, size in enumerate(sizes) if place != g]
    total = sum(sizes)
    most = min(least - 1, total - sum(least for size in others if size >= least))
    if any(size >= least for size in others):
        return most <= 0
    return max(0, total - (least - 1) * len(others)) >= most


def _group(group: Group, gone: _Gone, g: int, preset: Preset) -> Group:
    better, *rest = group.rates
    size = None if gone.sizes[g] else rounded(group.n or 0, preset)
    effect = group.effect
    return replace(
        group,
        among=_rate(group.among, preset, hide=gone.among[g]),
        started=_rate(group.started, preset, hide=gone.started[g]),
        completion=_rate(group.completion, preset, hide=gone.completion[g]),
        n=size,
        rates=(
            _rate(better, preset, hide=gone.better[g], of=size),
            *(_rate(rate, preset, hide=gone.parts[g], of=size) for rate in rest),
        ),
        effect=None if gone.effects[g] or effect is None else short(effect, 2),
    )


def _rate(rate: Rate, preset: Preset, *, hide: bool, of: int | None = None) -> Rate:
    return replace(hidden_rate(rate), of=of) if hide else coarse_rate(rate, preset)


def no_group(group: Group) -> Group:
    """A group with none of its figures."""
    return replace(
        group,
        among=hidden_rate(group.among),
        started=hidden_rate(group.started),
        completion=hidden_rate(group.completion),
        n=None,
        rates=tuple(map(hidden_rate, group.rates)),
        effect=None,
    )
