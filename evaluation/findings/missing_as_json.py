"""Who is missing, what was expected anyway and the multiverse as plain values for JSON (docs/json.md)."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from evaluation.findings.evidence_standard import SOURCE as STANDARD_SOURCE
from evaluation.findings.evidence_standard import evidence_standard
from evaluation.findings.expected import SOURCE, expected_sentence
from evaluation.findings.missing import (
    bound_shares,
    bounds_of,
    bounds_sentence,
    start_sentence,
    weighted_sentence,
)
from evaluation.findings.multiverse import varied

if TYPE_CHECKING:
    from evaluation.findings.finding import Finding
    from evaluation.findings.missing import Missing
    from evaluation.findings.multiverse import Multiverse


def missing_entry(finding: Finding) -> dict[str, Any] | None:
    """One scale's `missing`: first scores of both groups, bounds, tipping point, weighted share."""
    found = finding.missing
    if found is None:
        return None
    bounds, shares = bounds_of(finding), bound_shares(finding) or (None, None)
    sentences = (start_sentence(finding), bounds_sentence(finding), weighted_sentence(finding))
    return {
        "without_second": asdict(found.without),
        "with_both": asdict(found.with_both),
        "difference_at_start": found.difference.to_dict() if found.difference else None,
        "reasons": [{"key": s.key, "label": s.label, "n": s.n} for s in found.reasons],
        "attributes": [
            {
                "name": one.name,
                "values": [
                    {"value": part.value, "without_second": part.without, "with_both": part.with_both}
                    for part in one.parts
                ],
            }
            for one in found.makeup
        ],
        "bounds": None
        if bounds is None
        else {
            "improved": bounds.improved,
            "of": bounds.of,
            "missing": bounds.missing,
            "share_if_none": shares[0],
            "share_if_all": shares[1],
            "needed_for_half": bounds.needed(),
        },
        "weighted": _weighted(found),
        "sentences": [text for text in sentences if text],
    }


def _weighted(found: Missing) -> dict[str, Any] | None:
    weighted = found.weighted
    if weighted is None:
        return None
    return {"share": weighted.share.to_dict(), "using": list(weighted.using), "worth": weighted.worth}


def expected_entry(finding: Finding) -> dict[str, Any] | None:
    """One scale's `expected`: the change that regression to the mean alone would give, with its inputs."""
    if finding.expected is None:
        return None
    return {**asdict(finding.expected), "source": SOURCE, "sentence": expected_sentence(finding)}


def standard_entry(finding: Finding) -> dict[str, Any] | None:
    """One scale's `evidence_standard`: level 2, item by item; None where it is no child outcome."""
    found = evidence_standard(finding)
    if found is None:
        return None
    return {
        "standard": STANDARD_SOURCE,
        "items": [
            {"asks": i.asks, "found": i.found, "met": i.met, "verified": i.verified} for i in found.items
        ],
        "verdict": found.verdict,
    }


def multiverse_entry(found: Multiverse) -> dict[str, Any]:
    """One entry of `multiverses`: the share under every reasonable definition, lowest first."""
    return {
        "key": found.key,
        "measure": found.measure,
        "scale": found.scale,
        "title": found.title,
        "concept": found.concept,
        "definitions": [
            {
                "better": universe.label,
                "scores": universe.pairing,
                "rater": universe.rater,
                "missing": universe.stance.id,
                "rate": universe.rate.to_dict(),
            }
            for universe in found.universes
        ],
        "varied": varied(found),
        "sentence": found.sentence,
        "note": found.note,
    }
