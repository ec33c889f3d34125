"""Findings as plain values for JSON: documented in docs/json.md, and stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.findings.sentences import subtitle

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding, Flow, Needs


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
        "needs": [needs_entry(needs) for needs in evidence.needs],
        "notes": list(evidence.notes),
        "suppressions": list(evidence.suppressions),
        "sample": evidence.sample,
    }


def finding_entry(finding: Finding) -> dict[str, Any]:
    """One entry of `scales`."""
    found = finding.description
    start, end = finding.period
    return {
        "key": finding.key,
        "measure": finding.measure,
        "scale": finding.scale,
        "title": finding.title,
        "concept": finding.concept,
        "rater": finding.rater,
        "counted": finding.nouns.many,
        "better": finding.better,
        "ordinal": finding.ordinal,
        "range": [finding.minimum, finding.maximum],
        "pairing": finding.pairing,
        "period": [start.isoformat() if start else None, end.isoformat() if end else None],
        "n": finding.n,
        "mean_before": found.mean_before,
        "mean_after": found.mean_after,
        "sd_before": found.sd_before,
        "sd_after": found.sd_after,
        "median_before": found.median_before,
        "median_after": found.median_after,
        "r": found.r,
        "mean_change": finding.mean_change.to_dict() if finding.mean_change else None,
        "effects": {effect.name: effect.to_dict() for effect in finding.effects},
        "probability_of_improvement": finding.probability.to_dict() if finding.probability else None,
        "rates": [rate.to_dict() for rate in finding.rates],
        "headline_rule": finding.headline_rule,
        "rules": [
            {
                "rule": rule.id,
                "label": rule.label,
                "text": rule.text,
                "source": rule.source,
                "status": rule.status,
            }
            for rule in finding.rules
        ],
        "flow": flow_entry(finding.flow),
        "bins": [{"label": b.label, "before": b.before, "after": b.after} for b in finding.bins],
        "moves": [{"before": m.before, "after": m.after, "n": m.n} for m in finding.moves],
        "subtitle": subtitle(finding),
        "sentence": finding.sentence,
        "caveats": [caveat.text for caveat in finding.caveats],
    }


def needs_entry(needs: Needs) -> dict[str, Any]:
    """One entry of `needs`: first scores alone."""
    return {
        "measure": needs.measure,
        "scale": needs.scale,
        "title": needs.title,
        "rater": needs.rater,
        "n": needs.n,
        "mean": needs.mean,
        "sd": needs.sd,
        "clinical": needs.clinical.to_dict() if needs.clinical else None,
        "bins": [{"label": b.label, "before": b.before} for b in needs.bins],
        "sentence": needs.sentence,
    }


def flow_entry(flow: Flow) -> dict[str, Any]:
    """Steps by key, and the reasons of those left out."""
    return {
        **{step.key: step.n for step in flow.steps},
        "steps": [{"key": s.key, "label": s.label, "n": s.n} for s in flow.steps],
        "reasons": [{"key": s.key, "label": s.label, "n": s.n} for s in flow.reasons],
    }
