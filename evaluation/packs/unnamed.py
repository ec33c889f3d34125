"""What a pack does not name: the file that it was made from, and values of which every figure is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence
    from evaluation.findings.reach import Part, Reach


def unnamed(evidence: Evidence, title: str) -> Evidence:
    """Evidence whose source goes by the pack's title, without the names of values too rare to be shown.

    A file's name can hold a person's, and a village that one family lives in tells where they live, also
    without a number beside it. Groups that are published side by side keep their names.
    """
    return replace(
        evidence,
        source=replace(evidence.source, name=title),
        reach=_reach(evidence.reach) if evidence.reach else None,
    )


def _shown(part: Part) -> bool:
    """Whether any of its figures can be seen."""
    return any(rate.n is not None for rate in (part.among, part.started, part.both))


def _reach(reach: Reach) -> Reach:
    kept = []
    for makeup in reach.makeups:
        parts = tuple(filter(_shown, makeup.parts))
        if parts:
            kept.append(replace(makeup, parts=parts))
    return replace(reach, makeups=tuple(kept))
