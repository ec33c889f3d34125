"""Who came, to which course, and how far a programme's trainees are, under disclosure control."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import months
from evaluation.disclosure.groups import withheld
from evaluation.disclosure.presets import rounded
from evaluation.disclosure.training.counts import (
    coarse_breakdown,
    coarse_count,
    coarse_flow,
    coarse_share,
    hidden_share,
    split,
)
from evaluation.groups import in_order
from evaluation.training.alike import key
from evaluation.training.attendance_words import course_caveats, course_sentence
from evaluation.training.cohort_words import cohort_caveats, cohort_sentence
from evaluation.training.evidence import Part
from evaluation.training.reach_words import reach_caveats, reach_sentence

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.training.evidence import Breakdown, Cohort, CourseFinding, Pathway, TrainingReach


def protected_reach(found: TrainingReach, preset: Preset, record: list[str], *, hide: bool) -> TrainingReach:
    """Who came: everybody rounded, parts of them where none is small, missing roles without small numbers."""
    few = hide or (found.people or 0) < preset.threshold
    if few and not hide:
        record.append(f"Who came: fewer than {preset.threshold} people.")
    breakdowns = tuple(
        _with_missing(coarse_breakdown(one, preset, hide=few), found, preset) for one in found.breakdowns
    )
    if any(part.people.n is None for one in breakdowns for part in one.parts):
        record.append(f"Who came: numbers below {preset.threshold}, and others that would give them away.")
    shown = replace(
        found,
        people=None if few else rounded(found.people or 0, preset),
        places=None if few else coarse_count(found.places, preset),
        unsigned=None if few else coarse_count(found.unsigned, preset),
        repeat=hidden_share(found.repeat) if few else coarse_share(found.repeat, preset),
        breakdowns=breakdowns,
        missing_roles=tuple(
            replace(role, people=None if few else coarse_count(role.people, preset))
            for role in found.missing_roles
        ),
        period=months(found.period),
        rounded=True,
    )
    return replace(shown, sentence=reach_sentence(shown), caveats=reach_caveats(shown))


def _nobody(table: Breakdown) -> Rate:
    return hidden_share(replace(table.parts[0].people, n=0))


def _with_missing(table: Breakdown, found: TrainingReach, preset: Preset) -> Breakdown:
    """The roles with those that few or none came from, as parts without a number.

    Else a missing role in the table would have one to four people, and one that is not in it none.
    """
    if table.id != "role" or not table.parts:
        return table
    named = {key(part.value, "role") for part in table.parts}
    absent = tuple(
        Part(value=role.role, recorded=True, people=_nobody(table), places=None)
        for role in found.missing_roles
        if (role.people or 0) < preset.threshold and key(role.role, "role") not in named
    )
    recorded = tuple(part for part in table.parts if part.recorded)
    order = {value: place for place, value in enumerate(in_order(p.value for p in (*recorded, *absent)))}
    return replace(
        table,
        parts=(
            *sorted((*recorded, *absent), key=lambda part: order[part.value]),
            *(part for part in table.parts if not part.recorded),
        ),
    )


def protected_course(found: CourseFinding, preset: Preset, record: list[str], *, hide: bool) -> CourseFinding:
    """One course: numbers of people coarse, and none where fewer than the threshold came."""
    came = max((rate.of or 0 for rate in (*found.attended, *(s.came for s in found.sessions))), default=0)
    few = hide or 0 < came < preset.threshold
    if few and not hide:
        record.append(f"{found.name}: fewer than {preset.threshold} came.")

    def share(rate: Rate) -> Rate:
        return hidden_share(rate) if few else coarse_share(rate, preset)

    attended = tuple(map(hidden_share, found.attended)) if few else split(found.attended, preset)
    completed = share(found.completed) if found.completed else None
    # Those who came to all are the last part of the split, so what hides it there hides it here.
    if completed is not None and attended and attended[-1].n is None:
        completed = hidden_share(completed)
    sessions = tuple(
        replace(one, came=share(one.came), brought=share(one.brought) if one.brought else None)
        for one in found.sessions
    )
    if not few and any(rate.n is None for rate in (*attended, *(one.came for one in sessions))):
        record.append(f"{found.name}: to how many sessions few came, or all but a few.")
    shown = replace(
        found,
        period=months(found.period),
        flow=coarse_flow(found.flow, preset, hide=few),
        sessions=sessions,
        attended=attended,
        completed=completed,
        by=coarse_breakdown(found.by, preset, hide=few) if found.by else None,
        rounded=True,
    )
    return replace(shown, sentence=course_sentence(shown), caveats=course_caveats(shown))


def protected_cohort(found: Cohort, preset: Preset, record: list[str], *, hide: bool) -> Cohort:
    """A programme's trainees: a pathway with few of them has no number, nor has one that would tell it."""
    gone = withheld([(pathway.trainees or 0,) for pathway in found.pathways], preset.threshold)
    few = hide or (found.trainees or 0) < preset.threshold
    if any(gone) and not hide:
        record.append(f"Trainees: pathways with fewer than {preset.threshold}, and others beside them.")
    shown = replace(
        found,
        trainees=None if few else rounded(found.trainees or 0, preset),
        pathways=tuple(
            _pathway(pathway, preset, hide=few or hidden)
            for pathway, hidden in zip(found.pathways, gone, strict=True)
        ),
        accredited=_accredited(found, preset, hide=few or any(gone)),
        rounded=True,
    )
    return replace(shown, sentence=cohort_sentence(shown), caveats=cohort_caveats(shown))


def _accredited(found: Cohort, preset: Preset, *, hide: bool) -> Rate | None:
    """Of all trainees; not where a pathway is hidden, whose accreditations would follow from the others."""
    if found.accredited is None:
        return None
    return hidden_share(found.accredited) if hide else coarse_share(found.accredited, preset)


def _pathway(found: Pathway, preset: Preset, *, hide: bool) -> Pathway:
    def share(rate: Rate) -> Rate:
        return hidden_share(rate) if hide else coarse_share(rate, preset)

    return replace(
        found,
        trainees=None if hide else coarse_count(found.trainees, preset),
        units=tuple(map(share, found.units)),
        awards=tuple(map(share, found.awards)),
        rated=share(found.rated) if found.rated else None,
        passed=share(found.passed) if found.passed else None,
        feedback=tuple(map(share, found.feedback)),
    )
