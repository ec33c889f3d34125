"""What a trajectory says in words, from its printed numbers alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.findings.trajectory import Later, Trajectory, TrajectoryPoint


def trajectory_sentence(found: Trajectory) -> str:
    """Where everybody stood at each stage, then the same people throughout."""
    head = f"{wording.capital(found.concept)} ({found.about})"
    if all(point.n is None for point in found.points):
        return f"{head}: too few {found.nouns.many} have scores at each stage for figures to be shown."
    told = wording.listed(_told(point, found, first=place == 0) for place, point in enumerate(found.points))
    averages = "" if found.ordinal else "average "
    which = f" {found.beyond_words.split(' (')[0]}:" if found.ordinal and found.beyond_words else ""
    text = f"{head}: {averages}{which.strip()}{' ' if which else ''}{told}"
    direction = "" if found.ordinal else f"; {found.better} scores are better"
    return f"{text}{direction}. {complete_sentence(found)}".strip()


def complete_sentence(found: Trajectory) -> str:
    """The same people throughout, beside how everybody started."""
    many = found.nouns.many
    if found.n_complete is None:
        return f"How the same {many} stood throughout is not shown: it would give a small number away."
    if found.n_complete == 0:
        return f"No {many} have a score at every {'stage' if found.by == 'stage' else 'point'}."
    who = f"The {_about(found)}{wording.plural(found.n_complete, found.nouns.one, many)} with every score"
    means = [point.mean.value if point.mean else None for point in found.complete]
    if found.ordinal:
        return f"{who} are shown beside them."
    if any(value is None for value in means):
        return f"{who} are too few for averages."
    told = wording.listed(wording.decimal(value) for value in means)
    return f"{who} averaged {told}.{_difference(found)}"


def _difference(found: Trajectory) -> str:
    """How those with every score started, against everybody."""
    everybody, same = found.points[0], found.complete[0]
    if everybody.n == found.n_complete or not (everybody.mean and same.mean):
        return ""
    if everybody.mean.value is None or same.mean.value is None:
        return ""
    x, y = wording.decimal(same.mean.value), wording.decimal(everybody.mean.value)
    if x == y:
        return f" They started at the same average as everybody with a score there ({y})."
    return f" They started at {x}, everybody at {y}: part of the difference is who is counted."


def later_sentence(found: Trajectory, later: Later) -> str:
    """How many of those who had got better kept it, and how many lost it."""
    kept, lost = later.kept, later.lost
    if kept.of == 0:
        return f"Of those who {found.got_better} by the {found.end}, nobody has a score at {later.label}."
    if kept.share is None:
        return (
            f"How many of those who {found.got_better} by the {found.end} kept it at {later.label} is not "
            "shown: it would give a small number away."
        )
    gone = wording.share(lost.share, lost.hidden or wording.HIDDEN)
    about = "about " if lost.rounded else ""
    text = f"{wording.capital(wording.rate(kept))} kept it; {about}{gone} lost it"
    unknown = ""
    if later.unknown:
        unknown = f"; {_about(found)}{wording.count(later.unknown)} more have no score then"
    return f"{text}{unknown}."


def _told(point: TrajectoryPoint, found: Trajectory, *, first: bool) -> str:
    if point.n is None:
        return f"{wording.HIDDEN} at {point.label}"
    if found.ordinal:
        share = point.beyond.share if point.beyond else None
        value = wording.share(share, wording.HIDDEN)
    else:
        value = wording.decimal(
            point.mean.value if point.mean else None, 1, wording.HIDDEN if point.n else wording.UNAVAILABLE
        )
    count = f"{_about(found)}{wording.count(point.n)}"
    who = found.nouns.one if point.n == 1 else found.nouns.many
    return f"{value} at {point.label} ({f'{count} {who}' if first else count})"


def _about(found: Trajectory) -> str:
    """Disclosure control leaves a caveat of that name where it has rounded the counts."""
    return "about " if any(caveat.key == "disclosure" for caveat in found.caveats) else ""


def trajectory_title(found: Trajectory, *, shares: bool = False) -> str:
    """Where everybody with a score stood first and last, as a chart's title; `shares`: beyond the cut-off."""
    concept = wording.capital(found.concept)
    told = [(point.label, text) for point in found.points if (text := _value(point, shares=shares))]
    if len(told) < 2:
        return f"{concept}: more than two scores"
    (first, x), (last, y) = told[0], told[-1]
    if shares:
        return f"{concept}: {x} {found.beyond_words.split(' (')[0]} at {first}, {y} at {last}"
    return f"{concept}: average {x} at {first}, {y} at {last}"


def _value(point: TrajectoryPoint, *, shares: bool) -> str:
    """A point's average or share in print; empty where it has none to show."""
    if shares:
        return wording.share(point.beyond.share, "") if point.beyond else ""
    return wording.decimal(point.mean.value, 1, "") if point.mean else ""
