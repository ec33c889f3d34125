"""What every finding is given only where it is asked for: who lacks a second score, and bootstraps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from evaluation.change import offered_rules, rules_for
from evaluation.findings.absent import coded_attributes, missing_of
from evaluation.findings.details import resampled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.estimates import Estimate
    from evaluation.findings.finding import Finding
    from evaluation.findings.missing import Missing
    from evaluation.findings.parts import NotAsked
    from evaluation.view import View


def missing_of_finding(counted: Counted, finding: Finding, view: View) -> Missing:
    """Those without a second score on a finding's scale, exact."""
    i, keep = _scale(counted, finding, view)
    scale = counted.coded[i].paired.scores.scale
    rules = (*rules_for(scale), *offered_rules(scale, counted.table(i, keep), view))
    rule = next(entry for entry in rules if entry.id == finding.headline_rule)
    return missing_of(counted, i, keep, coded_attributes(counted, i), rule, view.confidence)


def bootstraps_of_finding(counted: Counted, finding: Finding, view: View) -> dict[str, Estimate]:
    """The bootstrap of each of a finding's figures, by name; none where it is withheld anyway."""
    if view.protection != "exact":
        return {}
    return resampled(counted.table(*_scale(counted, finding, view)), view.confidence, counted.drawn)


def completed(
    finding: Finding, missing: Missing | NotAsked, bootstraps: dict[str, Estimate] | NotAsked
) -> Finding:
    """A finding with those two parts, or with what says that they were not asked for."""
    details = finding.details.with_bootstraps(bootstraps) if finding.details else None
    lacking: Any = missing
    return replace(finding, details=details, missing=lacking)


def _scale(counted: Counted, finding: Finding, view: View) -> tuple[int, NDArray[np.bool_]]:
    """Where a finding's scores are, and whom a view keeps."""
    i = counted.place(finding.measure, finding.scale, finding.rater)
    return i, counted.mask(view.filters, view.start, view.end, i)
