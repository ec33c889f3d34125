"""Groups side by side and the cuts of the same families: what the one hides the other does not show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.groups import no_group
from evaluation.disclosure.rates import hidden_rate
from evaluation.disclosure.withholding import scale_of, without_rates
from evaluation.findings.grouped import judged

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evaluation.disclosure.withholding import Scale
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.findings.grouped import Group, Grouped, GroupedScale


def groups_of(found: Grouped, value: str) -> dict[Scale, Group]:
    """One group on every scale where figures are shown of anybody."""
    return {
        scale_of(scale): group
        for scale in found.scales
        if any(one.n is not None for one in scale.groups)
        for group in scale.groups
        if group.name == value
    }


def rates_as_grouped(evidence: Evidence, found: Grouped, value: str) -> Evidence:
    """A cut without the outcomes that the comparison hides of the same families."""
    for scale, group in groups_of(found, value).items():
        hidden = {rate.outcome for rate in group.rates if rate.n is None}
        if hidden:
            evidence = without_rates(evidence, scale, group.rates[0].rule, hidden)
    return evidence


def grouped_as_cuts(found: Grouped, cuts: Mapping[str, Evidence]) -> Grouped:
    """A comparison without what is hidden in the cuts of its groups, judged again.

    `cuts` has the evidence of each value that is published; of every other recorded group nothing is
    shown.
    """

    def one(scale: GroupedScale, group: Group) -> Group:
        if not group.recorded:
            return group
        evidence = cuts.get(group.name)
        if evidence is None:
            return no_group(group)
        finding = next((f for f in evidence.findings if scale_of(f) == scale_of(scale)), None)
        return no_group(group) if finding is None or finding.n is None else _as_finding(group, finding)

    scales = tuple(replace(s, groups=tuple(one(s, group) for group in s.groups)) for s in found.scales)
    return judged(replace(found, scales=scales))


def _as_finding(group: Group, finding: Finding) -> Group:
    effect = group.effect if finding.effects or finding.ordinal else None
    return replace(group, rates=tuple(_rate(rate, finding, group) for rate in group.rates), effect=effect)


def _rate(rate: Rate, finding: Finding, group: Group) -> Rate:
    same = finding.rate(rate.rule, rate.outcome)
    hidden = same is not None and same.n is None and bool(same.hidden)
    return replace(hidden_rate(rate), of=group.n) if hidden else rate
