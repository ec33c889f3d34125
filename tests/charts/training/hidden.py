"""Training evidence with figures hidden and rounded, as disclosure control does it, and a map to draw."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

from evaluation.courses.boundaries import boundaries
from evaluation.estimates import Rate
from evaluation.findings.rounding import stepped

if TYPE_CHECKING:
    from evaluation.courses.boundaries import Boundaries
    from evaluation.training.evidence import TrainingEvidence

SMALL = 10  # of fewer, figures are hidden here; others are rounded to the nearest 5


def fives(n: int | None) -> int | None:
    """A count to the nearest 5; a small one is hidden."""
    return None if n is None or 0 < n < SMALL else 5 * round(n / 5)


def protected_rate(rate: Rate) -> Rate:
    """A rate with its counts rounded, hidden as a whole where its count is small."""
    n, of = fives(rate.n), fives(rate.of)
    if n is None or of is None:
        return replace(rate, n=None, of=of, low=None, high=None, hidden="[c]")
    return replace(rate, n=n, of=of, printed_share=stepped(rate.share or 0.0, of), low=None, high=None)


def hidden(evidence: TrainingEvidence) -> TrainingEvidence:
    """All of it, each figure for itself: more crudely than disclosure control, and so that much is hidden."""
    made = _hidden(evidence)
    control = made.referrals[0]
    return replace(made, referrals=(replace(control, counts=(None, *control.counts[1:])),))


def everything_hidden(evidence: TrainingEvidence) -> TrainingEvidence:
    """The same with no figure left at all."""
    return _hidden(evidence, none=True)


def outlines() -> Boundaries:
    """Two areas beside each other, one of them with a hole, called as an atlas may call them."""
    names = {"London Borough of NORTHBANK": 0.0, "Riverside Council": 0.12}
    features = []
    for name, x in names.items():
        square = [[x, 51.5], [x + 0.1, 51.5], [x + 0.12, 51.55], [x + 0.1, 51.6], [x, 51.6], [x, 51.5]]
        hole = [[x + 0.02, 51.52], [x + 0.04, 51.52], [x + 0.04, 51.54], [x + 0.02, 51.52]]
        geometry = {"type": "Polygon", "coordinates": [square, *([hole] if x else [])]}
        features.append({"type": "Feature", "properties": {"NAME": name}, "geometry": geometry})
    return boundaries(json.dumps({"type": "FeatureCollection", "features": features}).encode())


_COUNTS = {"people", "places", "unsigned", "n", "outside", "trainees", "counts", "trained", "referred"}


def _hidden(found: Any, *, none: bool = False) -> Any:
    if isinstance(found, Rate):
        if none:
            return replace(found, n=None, of=None, low=None, high=None, hidden="[c]")
        return protected_rate(found)
    if isinstance(found, tuple):
        return tuple(_hidden(one, none=none) for one in found)
    if not is_dataclass(found) or isinstance(found, type):
        return found
    changed: dict[str, Any] = {}
    for field in fields(found):
        value = getattr(found, field.name)
        if field.name in _COUNTS and not isinstance(value, Rate):
            changed[field.name] = _count(value, none=none)
        elif isinstance(value, tuple) and field.name not in {"values", "centre", "low", "high", "signals"}:
            changed[field.name] = _hidden(value, none=none)
        elif field.name == "rounded":
            changed[field.name] = True
        elif is_dataclass(value) and field.name not in {"view", "question", "control"}:
            changed[field.name] = _hidden(value, none=none)
    return replace(found, **changed)


def _count(value: Any, *, none: bool) -> Any:
    if isinstance(value, tuple):
        return tuple(_count(one, none=none) for one in value)
    return None if none or value is None else fives(value)
