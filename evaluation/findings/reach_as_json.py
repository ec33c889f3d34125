"""Who is reached as plain values for JSON: documented in docs/json.md, and stable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evaluation.findings.finding import Needs
    from evaluation.findings.reach import Makeup, Reach


def needs_entry(needs: Needs) -> dict[str, Any]:
    """First scores alone: one entry of `needs`, and of `reach`'s `first`."""
    return {
        "measure": needs.measure,
        "scale": needs.scale,
        "title": needs.title,
        "rater": needs.rater,
        "n": needs.n,
        "mean": needs.mean,
        "sd": needs.sd,
        "clinical": needs.clinical.to_dict() if needs.clinical else None,
        "source": needs.source or None,
        "bins": [{"label": b.label, "before": b.before} for b in needs.bins],
        "sentence": needs.sentence,
    }


def reach_entry(found: Reach) -> dict[str, Any]:
    """The entry `reach`: who has scores, who they are, where they started."""
    return {
        "counted": found.nouns.many,
        "started": found.started.to_dict(),
        "both": found.both.to_dict(),
        "columns": [_makeup_entry(makeup) for makeup in found.makeups],
        "left_out": list(found.left_out),
        "first": [needs_entry(needs) for needs in found.first],
        "sentence": found.sentence,
        "caveats": [caveat.text for caveat in found.caveats],
    }


def _makeup_entry(makeup: Makeup) -> dict[str, Any]:
    return {
        "by": makeup.attribute.name,
        "label": makeup.attribute.label,
        "values": [
            {
                "value": part.value,
                "recorded": part.recorded,
                "among": part.among.to_dict(),
                "started": part.started.to_dict(),
                "both": part.both.to_dict(),
            }
            for part in makeup.parts
        ],
    }
