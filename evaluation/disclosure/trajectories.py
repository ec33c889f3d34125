"""More than two scores under disclosure control: the groups at each stage lie inside each other.

Everybody at a stage, those who are paired with another and those with every score differ by a few
who could be worked out from two averages; so where they do, one of the two is not shown.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import averages_told, coarse_caveats, short
from evaluation.disclosure.presets import rounded
from evaluation.disclosure.rates import hidden_rate, protected_rates
from evaluation.findings.trajectory import said_again
from evaluation.wording import HIDDEN

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.trajectory import Later, Trajectory, TrajectoryPoint


def protected_trajectory(
    found: Trajectory, preset: Preset, record: list[str], *, hide: bool
) -> Trajectory | None:
    """A trajectory under a preset, its sentence made again; None where nothing of it can be shown."""
    small = replace(preset, threshold=preset.threshold * found.most_each)
    about = f"{found.title} ({found.rater}), more than two scores"
    points = tuple(_point(point, small) for point in found.points)
    later = tuple(_later(entry, small) for entry in found.later)
    n = found.n_complete or 0
    near = found.complete[0].near
    same = n < small.threshold or 0 < near < small.threshold
    complete = tuple(
        _withheld(point) if same else _complete_point(point, everybody, small)
        for point, everybody in zip(found.complete, found.points, strict=True)
    )
    several = max(sum(map(_told, line)) for line in (points, complete)) > 1
    if hide or not (several or any(map(_known, later))):
        if not hide:
            record.append(f"{about}: the groups are below {small.threshold}, or differ by fewer.")
        return None
    if not all(map(_told, (*points, *complete))) or not all(map(_known, later)):
        record.append(f"{about}: groups below {small.threshold}, or that differ from another by fewer.")
    more = found.more or 0
    return said_again(
        replace(
            found,
            points=points,
            complete=complete,
            n_complete=None if same else rounded(n, preset),
            later=later,
            more=None if more < small.threshold else rounded(more, preset),
            caveats=coarse_caveats(found.caveats, {"more": "", "few_complete": _few(found)}, preset),
        )
    )


def _few(found: Trajectory) -> str:
    few = any(caveat.key == "few_complete" for caveat in found.caveats)
    return "Few have every score, so the likely range of their averages is wide." if few else ""


def _point(point: TrajectoryPoint, preset: Preset) -> TrajectoryPoint:
    """A stage as a finding of its own would be; hidden too where a few parts it from another group."""
    n = point.n or 0
    if n < preset.threshold:
        return _withheld(point)
    if 0 < point.near < preset.threshold:
        return replace(_withheld(point), n=rounded(n, preset))
    mean = short(point.mean, 1) if averages_told(n, point.near, preset) else _without(point)
    return replace(
        point,
        n=rounded(n, preset),
        mean=mean,
        beyond=_rate(point.beyond, n, preset),
        near=0,
    )


def _complete_point(point: TrajectoryPoint, everybody: TrajectoryPoint, preset: Preset) -> TrajectoryPoint:
    """The same people at a stage; their share goes where beside everybody's it tells of a few."""
    shown = _point(replace(point, near=0), preset)
    inside, of = _numbers(point.beyond), _numbers(everybody.beyond)
    if inside is None or of is None or shown.beyond is None:
        return shown
    rest = (of[0] - inside[0], (of[1] - of[0]) - (inside[1] - inside[0]))
    if any(0 < number < preset.threshold for number in rest):
        return replace(shown, beyond=hidden_rate(shown.beyond))
    return shown


def _later(entry: Later, preset: Preset) -> Later:
    """Kept and lost add up, so they are hidden together where one is small or the rest could tell."""
    kept, lost = protected_rates((entry.kept, entry.lost), entry.improved or 0, preset)
    unknown = entry.unknown or 0
    return replace(
        entry,
        kept=kept,
        lost=lost,
        improved=None,
        unknown=None if unknown < preset.threshold else rounded(unknown, preset),
    )


def _rate(rate: Rate | None, n: int, preset: Preset) -> Rate | None:
    """One share of a group, whose complement could be told from it."""
    if rate is None:
        return None
    rest = replace(rate, outcome="not beyond", n=(rate.of or 0) - (rate.n or 0))
    return protected_rates((rate, rest), n, preset)[0]


def _withheld(point: TrajectoryPoint) -> TrajectoryPoint:
    return replace(
        point,
        n=None,
        mean=_without(point),
        beyond=hidden_rate(point.beyond) if point.beyond else None,
        near=0,
    )


def _without(point: TrajectoryPoint) -> Estimate | None:
    if point.mean is None:
        return None
    return replace(point.mean, value=None, low=None, high=None, plain=None, reason="")


def _told(point: TrajectoryPoint) -> bool:
    """Whether more than a count is left of it."""
    mean, beyond = point.mean, point.beyond
    return bool((mean and mean.value is not None) or (beyond and beyond.n is not None))


def _known(entry: Later) -> bool:
    return entry.kept.hidden != HIDDEN


def _numbers(rate: Rate | None) -> tuple[int, int] | None:
    return None if rate is None or rate.n is None or rate.of is None else (rate.n, rate.of)
