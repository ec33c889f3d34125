"""Findings as plain values for JSON: documented in docs/json.md, and stable."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evaluation.findings.groups_as_json import groups_entry
from evaluation.findings.lengths import lengths
from evaluation.findings.missing_as_json import (
    expected_entry,
    missing_entry,
    multiverse_entry,
    standard_entry,
)
from evaluation.findings.of_scale import scale_entry
from evaluation.findings.reach_as_json import needs_entry, reach_entry
from evaluation.findings.sentences import subtitle
from evaluation.findings.trend_words import RULE_SET, signal_words

if TYPE_CHECKING:
    from datetime import date

    from evaluation.estimates import Estimate
    from evaluation.findings.composite import Composite
    from evaluation.findings.described import Described
    from evaluation.findings.details import Details
    from evaluation.findings.experience import Experience
    from evaluation.findings.finding import Evidence, Finding, Flow, RuleInWords
    from evaluation.findings.trajectory import Later, Trajectory, TrajectoryPoint
    from evaluation.findings.trend import Trend, TrendPoint
    from evaluation.trends import Control


def evidence_entries(evidence: Evidence) -> dict[str, Any]:
    """Everything a view publishes: flow, scales, needs, notes and what was hidden."""
    return {
        "version": evidence.version,
        "view": evidence.view.to_dict(),
        "data": {
            "name": evidence.source.name,
            "fingerprint": evidence.source.fingerprint,
            "mapping": evidence.source.mapping,
            "rows": evidence.source.rows,
            "used": evidence.source.used,
        },
        "counted": {"one": evidence.nouns.one, "many": evidence.nouns.many},
        "flow": flow_entry(evidence.flow),
        "scales": [finding_entry(finding) for finding in evidence.findings],
        "composites": [composite_entry(composite) for composite in evidence.composites],
        "needs": [needs_entry(needs) for needs in evidence.needs],
        "reach": reach_entry(evidence.reach) if evidence.reach else None,
        "experience": [experience_entry(found) for found in evidence.experience],
        "described": [described_entry(found) for found in evidence.described],
        "trends": [trend_entry(found) for found in evidence.trends],
        "trajectories": [trajectory_entry(found) for found in evidence.trajectories],
        **({"groups": groups_entry(evidence.groups)} if evidence.groups else {}),
        "multiverses": [multiverse_entry(found) for found in evidence.multiverses],
        "notes": list(evidence.notes),
        "suppressions": list(evidence.suppressions),
        "sample": evidence.sample,
    }


def finding_entry(finding: Finding) -> dict[str, Any]:
    """One entry of `scales`."""
    return {
        **scale_entry(finding),
        "better": finding.better,
        "ordinal": finding.ordinal,
        "range": [finding.minimum, finding.maximum],
        "pairing": finding.pairing,
        "period": _period(finding.period),
        "n": finding.n,
        **asdict(finding.description),
        "mean_change": finding.mean_change.to_dict() if finding.mean_change else None,
        "effects": {effect.name: effect.to_dict() for effect in finding.effects},
        "probability_of_improvement": finding.probability.to_dict() if finding.probability else None,
        "rates": [rate.to_dict() for rate in finding.rates],
        "headline_rule": finding.headline_rule,
        "rules": [_rule_entry(rule) for rule in finding.rules],
        "flow": flow_entry(finding.flow),
        "bins": [{"label": b.label, "before": b.before, "after": b.after} for b in finding.bins],
        "moves": [{"before": m.before, "after": m.after, "n": m.n} for m in finding.moves],
        "details": details_entry(finding.details) if finding.details else None,
        "missing": missing_entry(finding),
        "expected": expected_entry(finding),
        "evidence_standard": standard_entry(finding),
        "subtitle": subtitle(finding),
        "sentence": finding.sentence,
        "sentences": lengths(finding).to_dict(),
        "caveats": [caveat.text for caveat in finding.caveats],
    }


def details_entry(details: Details) -> dict[str, Any]:
    """What a statistician asks of a scale: figures with both intervals, tests, ends and room."""
    return {
        "figures": {
            detail.estimate.name: {
                **detail.estimate.to_dict(),
                "label": detail.label,
                "source": detail.source,
                "bootstrap": _interval_entry(detail.bootstrap) if detail.bootstrap else None,
            }
            for detail in details.figures
        },
        "tests": {test.name: test.to_dict() for test in details.tests},
        "ends": [rate.to_dict() for rate in details.ends],
        "room": [details.room.could.to_dict(), details.room.improved.to_dict()] if details.room else [],
    }


def _interval_entry(estimate: Estimate) -> dict[str, Any]:
    found = estimate.to_dict()
    return {key: found[key] for key in ("low", "high", "interval", "reason")}


def composite_entry(composite: Composite) -> dict[str, Any]:
    """One entry of `composites`: a national rule across questionnaires, by one kind of rater."""
    return {
        "key": composite.key,
        "rule": composite.id,
        "title": composite.title,
        "national": composite.national,
        "rater": composite.rater,
        "counted": composite.nouns.many,
        "measures": list(composite.measures),
        "pairing": composite.pairing,
        "period": _period(composite.period),
        "n": composite.n,
        "rates": [rate.to_dict() for rate in composite.rates],
        "rules": [_rule_entry(rule) for rule in composite.rules],
        "sentence": composite.sentence,
        "caveats": [caveat.text for caveat in composite.caveats],
    }


def _rule_entry(rule: RuleInWords) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "label": rule.label,
        "text": rule.text,
        "source": rule.source,
        "status": rule.status,
    }


def experience_entry(found: Experience) -> dict[str, Any]:
    """One entry of `experience`: what one kind of rater said of the service."""
    return {
        "key": found.key,
        "measure": found.measure,
        "scale": found.scale,
        "title": found.title,
        "rater": found.rater,
        "counted": found.nouns.many,
        "n": found.n,
        "period": _period(found.period),
        "answers": list(found.words),
        "questions": [
            {
                "question": question.number,
                "rates": [rate.to_dict() for rate in question.answers],
                "unsure": question.unsure,
                "sentence": question.sentence,
            }
            for question in found.questions
        ],
        "flow": flow_entry(found.flow),
        "sentence": found.sentence,
        "caveats": [caveat.text for caveat in found.caveats],
    }


def described_entry(found: Described) -> dict[str, Any]:
    """One entry of `described`: scores on which no direction of change counts as better."""
    return {
        **scale_entry(found),
        "ordinal": found.ordinal,
        "range": [found.minimum, found.maximum],
        "pairing": found.pairing,
        "period": _period(found.period),
        "n": found.n,
        "n_before_only": found.n_before_only,
        **asdict(found.description),
        "difference": found.difference.to_dict() if found.difference else None,
        "flow": flow_entry(found.flow),
        "sentence": found.sentence,
        "caveats": [caveat.text for caveat in found.caveats],
    }


def trend_entry(found: Trend) -> dict[str, Any]:
    """One entry of `trends`: a finding over time, period by period."""
    return {
        **scale_entry(found),
        "every": found.every,
        "rule": _rule_entry(found.rule),
        "rule_set": RULE_SET,
        "rebase": found.rebase.isoformat() if found.rebase else None,
        "target": found.target,
        "points": [_point_entry(found, place, point) for place, point in enumerate(found.points)],
        "share": _control_entry(found.share),
        "mean_change": _control_entry(found.mean) if found.mean else None,
        "assurance": found.share.assurance(found.target) if found.target is not None else None,
        "undated": found.undated,
        "earlier": found.earlier,
        "sentence": found.sentence,
        "caveats": [caveat.text for caveat in found.caveats],
    }


def _point_entry(found: Trend, place: int, point: TrendPoint) -> dict[str, Any]:
    controls = {"share": found.share, **({"mean_change": found.mean} if found.mean else {})}
    return {
        "period": point.label,
        "start": point.start.isoformat(),
        "end": point.end.isoformat(),
        "n": point.n,
        "rates": [rate.to_dict() for rate in point.rates],
        "mean_change": point.mean_change,
        "completion": point.completion.to_dict(),
        "limits": {
            name: {"centre": c.centre[place], "low": c.low[place], "high": c.high[place]}
            for name, c in controls.items()
        },
        "signals": {name: signal_words(control.signals[place]) for name, control in controls.items()},
    }


def trajectory_entry(found: Trajectory) -> dict[str, Any]:
    """One entry of `trajectories`: more than two scores, by stage or in order."""
    return {
        **scale_entry(found),
        "better": found.better,
        "ordinal": found.ordinal,
        "by": found.by,
        "beyond": found.beyond_words or None,
        "points": [_stage_entry(point) for point in found.points],
        "n_complete": found.n_complete,
        "complete": [_stage_entry(point) for point in found.complete],
        "rule": _rule_entry(found.rule),
        "later": [_later_entry(found, later) for later in found.later],
        "more": found.more,
        "sentence": found.sentence,
        "caveats": [caveat.text for caveat in found.caveats],
    }


def _stage_entry(point: TrajectoryPoint) -> dict[str, Any]:
    return {
        "label": point.label,
        "n": point.n,
        "mean": point.mean.to_dict() if point.mean else None,
        "beyond": point.beyond.to_dict() if point.beyond else None,
    }


def _later_entry(found: Trajectory, later: Later) -> dict[str, Any]:
    return {
        "label": later.label,
        "from": found.start,
        "by": found.end,
        "rates": [later.kept.to_dict(), later.lost.to_dict()],
        "unknown": later.unknown,
    }


def _control_entry(control: Control) -> dict[str, Any]:
    return {"chart": control.kind, "variation": control.variation}


def _period(period: tuple[date | None, date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in period]


def flow_entry(flow: Flow) -> dict[str, Any]:
    """Steps by key, and the reasons of those left out."""
    return {
        **{step.key: step.n for step in flow.steps},
        "steps": [{"key": s.key, "label": s.label, "n": s.n} for s in flow.steps],
        "reasons": [{"key": s.key, "label": s.label, "n": s.n} for s in flow.reasons],
    }
