"""Printed figures that came in a file: what no preset prints, or what can't be, is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.exchange.columns import MOST, ImpossibleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.finding import Evidence, Finding

_COUNTS = {"n", "of", "before", "after", "rows", "used", "set_aside"}  # what no figure is below zero
_MOST_EACH = 10_000  # pairs of one person
_LARGEST = 1e6  # an effect size or average change
_WAYS = ("improved", "no_change", "worse")


def check_numbers(plain: Any) -> None:
    """Raises ImpossibleError for a number that is larger than any there can be, or a count below zero."""
    for name, value in _numbers(plain):
        if name in _COUNTS and value < 0:
            raise ImpossibleError(f"evidence, {name}: {value:.15g} is below 0")
        if abs(value) > MOST:
            raise ImpossibleError(f"evidence, {name}: {value:.15g} is larger than any figure")


def check_printed(evidence: Evidence, preset: Preset) -> None:
    """Raises ImpossibleError where a preset would not have printed these figures, or they can't be."""
    for finding in evidence.findings:
        _check_finding(finding, preset)
        levels = {one.confidence for one in finding.rates} | {one.confidence for one in finding.effects}
        if levels - {evidence.view.confidence}:
            raise ImpossibleError(f"evidence, {finding.title}: an interval is of another confidence")
    for needs in evidence.needs:
        _check_count(needs.title, needs.n, preset)
    source, flow = evidence.source, evidence.flow
    for n in (source.rows, source.used, source.set_aside, *(step.n for step in (*flow.steps, *flow.reasons))):
        _check_count("the flow", n, preset)


def _check_finding(finding: Finding, preset: Preset) -> None:
    title = finding.title
    _check_count(title, finding.n, preset)
    if not 0 < finding.most_each <= _MOST_EACH:
        raise ImpossibleError(f"evidence, {title}: nobody has {finding.most_each} pairs")
    for rate in finding.rates:
        _check_rate(title, rate, preset)
    if len(finding.headline()) < len(_WAYS) or finding.headline_rule not in {r.id for r in finding.rules}:
        raise ImpossibleError(f"evidence, {title}: better, no change and worse are not all there")
    for effect in finding.effects:
        _check_effect(title, effect)


def _check_count(title: str, n: int | None, preset: Preset) -> None:
    if n is not None and n and (n < preset.threshold or n % preset.base):
        raise ImpossibleError(f"evidence, {title}: {n} is not printed under '{preset.name}'")


def _check_rate(title: str, rate: Rate, preset: Preset) -> None:
    _check_count(title, rate.n, preset)
    _check_count(title, rate.of, preset)
    if rate.n is not None and (rate.of is None or rate.n > rate.of):
        raise ImpossibleError(f"evidence, {title}: {rate.n} are more than all")
    if (rate.low is None) != (rate.high is None):
        raise ImpossibleError(f"evidence, {title}: an interval has one end alone")
    shares = [share for share in (rate.low, rate.printed_share, rate.high) if share is not None]
    if any(not 0 <= share <= 1 for share in shares) or shares != sorted(shares):
        raise ImpossibleError(f"evidence, {title}: a share is not within its interval, or no share")


def _check_effect(title: str, effect: Estimate) -> None:
    told = [value for value in (effect.low, effect.value, effect.high) if value is not None]
    if any(abs(value) > _LARGEST for value in told) or told != sorted(told):
        raise ImpossibleError(f"evidence, {title}: an effect size is not within its interval, or too large")


def _numbers(plain: Any, name: str = "") -> Iterator[tuple[str, float]]:
    if isinstance(plain, dict):
        for key, value in plain.items():
            yield from _numbers(value, key)
    elif isinstance(plain, list):
        for value in plain:
            yield from _numbers(value, name)
    elif isinstance(plain, (int, float)) and not isinstance(plain, bool):
        yield name, plain
