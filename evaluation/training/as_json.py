"""Findings on training as plain values for JSON: documented in docs/json.md, and stable."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.courses.vocabulary import LEVELS
from evaluation.findings.as_json import flow_entry

if TYPE_CHECKING:
    from datetime import date

    from evaluation.courses.vocabulary import Question
    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.finding import Caveat
    from evaluation.training.evidence import (
        AnswersAt,
        Beside,
        Breakdown,
        Cohort,
        CourseFinding,
        Cover,
        Coverage,
        LearnerChange,
        Pathway,
        ReferralTrend,
        TrainingEvidence,
        TrainingNeeds,
        TrainingReach,
    )
    from evaluation.trends.signals import Signal


def training_entries(evidence: TrainingEvidence) -> dict[str, Any]:
    """Everything that is said of training under a view; what is hidden or can't be had is None."""
    return {
        "version": evidence.version,
        "view": evidence.view.to_dict(),
        "data": {
            "fingerprint": evidence.fingerprint,
            "files": [
                {
                    "name": source.name,
                    "fingerprint": source.fingerprint,
                    "kinds": list(source.kinds),
                    "rows": source.rows,
                    "used": source.used,
                    "set_aside": source.set_aside,
                }
                for source in evidence.sources
            ],
        },
        "sentence": evidence.sentence,
        "caveats": _caveats(evidence.caveats),
        "reach": reach_entry(evidence.reach) if evidence.reach else None,
        "courses": [course_entry(found) for found in evidence.courses],
        "changes": [change_entry(found) for found in evidence.changes],
        "coverage": coverage_entry(evidence.coverage) if evidence.coverage else None,
        "referrals": [referrals_entry(found) for found in evidence.referrals],
        "needs": needs_entry(evidence.needs) if evidence.needs else None,
        "cohort": cohort_entry(evidence.cohort) if evidence.cohort else None,
        "context": [beside_entry(found) for found in evidence.context],
        "notes": list(evidence.notes),
        "suppressions": list(evidence.suppressions),
        "sample": evidence.sample,
    }


def reach_entry(found: TrainingReach) -> dict[str, Any]:
    """Who came: people counted once, places, and both by each attribute."""
    return {
        "people": found.people,
        "places": found.places,
        "unsigned": found.unsigned,
        "period": _days(found.period),
        "repeat": _rate(found.repeat),
        "by": [_breakdown(breakdown) for breakdown in found.breakdowns],
        "missing_roles": [
            {"role": role.role, "people": role.people, "expected": role.expected}
            for role in found.missing_roles
        ],
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def course_entry(found: CourseFinding) -> dict[str, Any]:
    """One entry of `courses`: who booked and came, to how many sessions, and what was asked."""
    return {
        "key": found.key,
        "name": found.name,
        "period": _days(found.period),
        "held": found.held,
        "flow": flow_entry(found.flow),
        "sessions": [
            {
                "session": one.session,
                "order": one.order,
                "day": one.day.isoformat() if one.day else None,
                "came": _rate(one.came),
                "brought_case": _rate(one.brought) if one.brought else None,
            }
            for one in found.sessions
        ],
        "attended": [_rate(rate) for rate in found.attended],
        "completed": _rate(found.completed) if found.completed else None,
        "by": _breakdown(found.by) if found.by else None,
        "levels": list(found.levels),
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def change_entry(found: LearnerChange) -> dict[str, Any]:
    """One entry of `changes`: one question of one course under one design."""
    return {
        "key": found.key,
        "course": found.course,
        "session": found.session,
        "question": _question(found.question),
        "level": found.level,
        "level_name": LEVELS[found.level][0],
        "design": found.design,
        "paired": found.paired,
        "signed": found.signed,
        "occasions": list(found.occasions),
        "n": found.n,
        "before": _answers(found.before) if found.before else None,
        "after": _answers(found.after),
        "answered": _rate(found.answered),
        "rates": [_rate(rate) for rate in found.rates],
        "moves": [{"before": m.before, "after": m.after, "n": m.n} for m in found.moves],
        "mean_gain": _estimate(found.mean_gain, 1, rounded=found.rounded),
        "difference": _estimate(found.difference, 2, rounded=found.rounded),
        "tests": {test.name: test.to_dict() for test in found.tests},
        "grouped_by": found.grouped_by,
        "groups": [
            {
                "value": group.value,
                "recorded": group.recorded,
                "rates": [_rate(rate) for rate in group.rates],
            }
            for group in found.groups
        ],
        "left_out": [{"key": step.key, "label": step.label, "n": step.n} for step in found.left_out],
        "also": list(found.also),
        "period": _days(found.period),
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def coverage_entry(found: Coverage) -> dict[str, Any]:
    """The workforce by role and borough against who has come."""
    return {
        "roles": list(found.roles),
        "boroughs": list(found.boroughs),
        "cells": [_cover(cover) for cover in found.cells],
        "by_role": [_cover(cover) for cover in found.by_role],
        "by_borough": [_cover(cover) for cover in found.by_borough],
        "whole": _rate(found.whole),
        "outside": found.outside,
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def referrals_entry(found: ReferralTrend) -> dict[str, Any]:
    """One entry of `referrals`: a borough's months, with average and limits where there are any."""
    control = found.control
    points: list[dict[str, Any]] = []
    for place, period in enumerate(found.periods):
        point: dict[str, Any] = {
            "period": period.label,
            "start": period.start.isoformat(),
            "referrals": found.counts[place],
            "trained": found.trained[place],
        }
        if control is not None:
            limits = (control.centre[place], control.low[place], control.high[place])
            point |= dict(
                zip(("centre", "low", "high"), (_printed(v, 1, found.rounded) for v in limits), strict=True)
            )
            point["signal"] = _signal(control.signals[place])
        points.append(point)
    return {
        "borough": found.borough,
        "first_training": found.first_training.isoformat() if found.first_training else None,
        "chart": control.kind if control else None,
        "points": points,
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def needs_entry(found: TrainingNeeds) -> dict[str, Any]:
    """On what learners rated themselves low before any course, and what is offered for it."""
    return {
        "by": found.by,
        "topics": [
            {
                "topic": topic.topic,
                "question": _question(topic.question),
                "low": _rate(topic.low),
                "groups": [{"value": value, "low": _rate(rate)} for value, rate in topic.groups],
                "package": topic.package,
            }
            for topic in found.topics
        ],
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def cohort_entry(found: Cohort) -> dict[str, Any]:
    """A programme's trainees together, pathway by pathway."""
    return {
        "trainees": found.trainees,
        "accredited": _rate(found.accredited) if found.accredited else None,
        "pathways": [_pathway(pathway) for pathway in found.pathways],
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def beside_entry(found: Beside) -> dict[str, Any]:
    """One entry of `context`: a place over time. Nothing in it is a cause of anything else."""
    return {
        "locality": found.locality,
        "scale": found.scale,
        "points": [
            {
                "period": period.label,
                "start": period.start.isoformat(),
                "trained": trained,
                "referred": referred,
                "improved": _rate(improved) if improved else None,
            }
            for period, trained, referred, improved in zip(
                found.periods, found.trained, found.referred, found.improved, strict=True
            )
        ],
        "sentence": found.sentence,
        "caveats": _caveats(found.caveats),
    }


def _pathway(found: Pathway) -> dict[str, Any]:
    return {
        "name": found.name,
        "trainees": found.trainees,
        "credits": found.credits,
        "units": [_rate(rate) for rate in found.units],
        "awards": [_rate(rate) for rate in found.awards],
        "rated": _rate(found.rated) if found.rated else None,
        "passed": _rate(found.passed) if found.passed else None,
        "feedback": [_rate(rate) for rate in found.feedback],
    }


def _breakdown(found: Breakdown) -> dict[str, Any]:
    return {
        "by": found.id,
        "label": found.label,
        "adds": found.adds,
        "values": [
            {
                "value": part.value,
                "recorded": part.recorded,
                "people": _rate(part.people),
                "places": part.places,
            }
            for part in found.parts
        ],
    }


def _question(found: Question) -> dict[str, Any]:
    return {
        "id": found.id,
        "text": found.text,
        "topic": found.topic,
        "kind": found.kind,
        "range": [found.low, found.high],
        "labels": list(found.labels),
        "better": found.better,
    }


def _answers(found: AnswersAt) -> dict[str, Any]:
    return {
        "occasion": found.occasion,
        "n": found.n,
        "counts": list(found.counts),
        "top": _rate(found.top),
    }


def _cover(found: Cover) -> dict[str, Any]:
    return {"role": found.role, "borough": found.borough, "trained": _rate(found.trained)}


def _rate(found: Rate) -> dict[str, Any]:
    """A rate, as coarse as it is printed where its counts are hidden or rounded."""
    entry = found.to_dict()
    if found.hidden or found.rounded:
        entry |= {name: _printed(entry[name], 2, True) for name in ("share", "low", "high")}
    return entry


def _estimate(found: Estimate | None, places: int, *, rounded: bool) -> dict[str, Any] | None:
    """An estimate, with no more decimals than are printed where counts are rounded."""
    if found is None:
        return None
    if not rounded:
        return found.to_dict()
    return replace(
        found,
        value=_printed(found.value, places, rounded),
        low=_printed(found.low, places, rounded),
        high=_printed(found.high, places, rounded),
        plain=_printed(found.plain, places, rounded),
        hedges=_printed(found.hedges, places, rounded),
    ).to_dict()


def _printed(value: float | None, places: int, rounded: bool) -> float | None:
    return value if value is None or not rounded else wording.rounded(value, places)


def _signal(signal: Signal | None) -> str:
    """Whether a month stands out: more referrals are neither better nor worse."""
    if signal is None:
        return ""
    return "more" if signal.direction > 0 else "fewer"


def _days(period: tuple[date | None, date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in period]


def _caveats(caveats: tuple[Caveat, ...]) -> list[str]:
    return [caveat.text for caveat in caveats]
