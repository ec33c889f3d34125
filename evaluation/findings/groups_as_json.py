"""Groups compared as plain values for JSON: documented in docs/json.md, and stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.findings.of_scale import scale_entry

if TYPE_CHECKING:
    from evaluation.findings.grouped import FunnelPoints, Group, Grouped, GroupedScale


def groups_entry(found: Grouped) -> dict[str, Any]:
    """The entry `groups`: one attribute's groups on every scale."""
    return {
        "by": found.attribute.name,
        "label": found.attribute.label,
        "comparisons": found.comparisons,
        "note": found.note,
        "caveats": [caveat.text for caveat in found.caveats],
        "scales": [_scale_entry(scale) for scale in found.scales],
    }


def _scale_entry(scale: GroupedScale) -> dict[str, Any]:
    return {
        **scale_entry(scale),
        "rule": scale.rule.id,
        "sentence": scale.sentence,
        "groups": [_group_entry(group) for group in scale.groups],
        "funnel": funnel_entry(scale.funnel) if scale.funnel else None,
    }


def _group_entry(group: Group) -> dict[str, Any]:
    told = group.comparison
    return {
        "name": group.name,
        "recorded": group.recorded,
        "among": group.among.to_dict(),
        "started": group.started.to_dict(),
        "completion": group.completion.to_dict(),
        "n": group.n,
        "rates": [rate.to_dict() for rate in group.rates],
        "effect": group.effect.to_dict() if group.effect else None,
        "difference": {
            "value": told.value,
            "low": told.low,
            "high": told.high,
            "interval": told.interval,
            "confidence": told.confidence,
            "others": told.others,
            "p": told.p,
            "adjusted": told.adjusted,
            "reading": told.reading,
            "reason": told.reason,
        },
    }


def funnel_entry(points: FunnelPoints) -> dict[str, Any]:
    """A funnel: its average, how much sites vary, and where each lies."""
    told = points.funnel
    return {
        "centre": told.centre,
        "phi": told.phi,
        "tau2": told.tau2,
        "too_small": list(points.too_small),
        "points": [
            {
                "name": name,
                "share": round(float(told.n[site] / told.of[site]), 9),
                "of": int(told.of[site]),
                "reading": points.reading(site),
                "reading_adjusted": points.reading(site, adjusted=True),
            }
            for site, name in enumerate(points.names)
        ],
    }
