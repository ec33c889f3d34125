"""A network as plain values for JSON: documented in docs/pooling.md, and stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.findings.groups_as_json import funnel_entry
from evaluation.findings.of_scale import scale_entry
from evaluation.pooling.sentences import effect_sentence

if TYPE_CHECKING:
    from evaluation.findings.finding import Flow
    from evaluation.pooling.findings import (
        Average,
        Bounds,
        Member,
        Network,
        PooledFinding,
        PooledRate,
        ServiceResult,
    )


def network_entry(network: Network) -> dict[str, Any]:
    """The whole of a network."""
    return {
        "version": network.version,
        "sample": network.sample,
        "exact": network.exact,
        "counted": {"one": network.nouns.one, "many": network.nouns.many},
        "pairing": network.pairing,
        "confidence": network.confidence,
        "services": [_member(member) for member in network.members],
        "scales": [_finding(finding) for finding in network.findings],
        "not_pooled": [
            {"title": entry.title, "services": list(entry.services), "reason": entry.reason}
            for entry in network.not_pooled
        ],
        "notes": list(network.notes),
        "flow": _flow(network.evidence.flow) if network.evidence else None,
    }


def _flow(flow: Flow) -> dict[str, Any]:
    """Who is in the counts of all services and who has scores."""
    return {
        part: [{"key": step.key, "label": step.label, "n": step.n} for step in steps]
        for part, steps in (("steps", flow.steps), ("reasons", flow.reasons))
    }


def _member(member: Member) -> dict[str, Any]:
    return {
        "service": member.service,
        "fingerprint": member.fingerprint,
        "version": member.version,
        "made_on": member.made_on.isoformat(),
        "protection": member.protection,
        "rows": member.rows,
        "used": member.used,
        "set_aside": member.set_aside,
        "narrowed": member.narrowed,
    }


def _finding(finding: PooledFinding) -> dict[str, Any]:
    first, last = finding.period
    return {
        **scale_entry(finding),
        "better": finding.better,
        "ordinal": finding.ordinal,
        "pairing": finding.pairing,
        "period": [first.isoformat() if first else None, last.isoformat() if last else None],
        "headline_rule": {
            "rule": finding.rule.id,
            "label": finding.rule.label,
            "text": finding.rule.text,
            "source": finding.rule.source,
            "status": finding.rule.status,
        },
        "n": finding.n,
        "exact": finding.exact,
        "sentence": finding.sentence,
        "between": finding.between,
        "effect_sentence": effect_sentence(finding),
        "rates": [_rate(rate) for rate in finding.rates],
        "effects": {one.name: one.to_dict() for one in finding.whole.effects} if finding.whole else None,
        "flow": _flow(finding.whole.flow) if finding.whole else None,
        "average_effect": _average(finding.average_effect),
        "services": [_service(service) for service in finding.services],
        "left_out": [{"service": one.service, "reason": one.reason} for one in finding.left_out],
        "funnel": funnel_entry(finding.funnel) if finding.funnel else None,
        "caveats": [caveat.text for caveat in finding.caveats],
    }


def _rate(rate: PooledRate) -> dict[str, Any]:
    return {
        "rule": rate.rule,
        "outcome": rate.outcome,
        "who": rate.who,
        "exact": rate.exact.to_dict() if rate.exact else None,
        "bounds": _bounds(rate.bounds),
        "average": _average(rate.average),
    }


def _bounds(told: Bounds | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "low": told.low,
        "high": told.high,
        "printed": told.printed,
        "of": told.of,
        "without": list(told.without),
        "hidden": list(told.hidden),
        "hidden_most": told.hidden_most,
        "hidden_part": told.hidden_part,
    }


def _average(told: Average | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "of": told.of,
        "services": list(told.services),
        "without": list(told.without),
        "mean": told.mean,
        "low": told.low,
        "high": told.high,
        "confidence": told.confidence,
        "interval": told.interval,
        "method": told.method,
        "tau": told.tau,
        "i2": told.i2,
        "h2": told.h2,
        "q": told.q,
        "p": told.p,
        "prediction": list(told.prediction) if told.prediction else None,
        "reliable": told.reliable,
        "converged": told.converged,
        "explained": list(told.explained),
    }


def _service(one: ServiceResult) -> dict[str, Any]:
    return {
        "service": one.service,
        "exact": one.exact,
        "n": one.n,
        "part": one.part,
        "rates": [rate.to_dict() for rate in one.rates],
        "effect": one.effect.to_dict() if one.effect else None,
    }
