"""Which definitions of "improved" are published under disclosure control, and in which words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.presets import rounded
from evaluation.disclosure.rates import coarse_rate, hidden_rate

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding, RuleInWords

_CHANGE, FIVE = "computed_change", "reliable_and_clinically_significant"
# Definitions of one kind are nearly equal: the difference of two would be a small number.
_KINDS = (
    ("reliable_change", "important_change", "goal_progress", "percent_change", _CHANGE),
    ("recovery", FIVE),
)
_UNSAID = "Computed from these scores. What it was computed from is not shown, as so few have both scores."


def published_rules(finding: Finding, *, detailed: bool) -> tuple[RuleInWords, ...]:
    """One definition of each kind: the one that the sentence uses, else the first.

    The words of a computed one hold averages and spreads of the scores, so that unless these are
    shown (`detailed`) it is left out, or kept without those words where the sentence uses it.
    """
    used = {finding.headline_rule, finding.lead_rule}
    main = tuple(rule for rule in finding.rules if ":" not in rule.id)
    for kind in _KINDS:
        of_kind = [rule.id for rule in main if rule.id in kind]
        kept = next((rule for rule in of_kind if rule in used), of_kind[0] if of_kind else "")
        main = tuple(rule for rule in main if rule.id not in kind or rule.id == kept)
    if _CHANGE not in {rule.id for rule in main}:  # which its five outcomes divide
        main = tuple(rule for rule in main if rule.id != FIVE)
    if detailed:
        return main
    return tuple(
        replace(rule, text=_UNSAID) if rule.status == "computed" else rule
        for rule in main
        if rule.status != "computed" or rule.id in used
    )


def split_rates(exact: tuple[Rate, ...], shown: tuple[Rate, ...], preset: Preset) -> tuple[Rate, ...]:
    """The five outcomes of clinically significant change, `shown` being all other protected rates.

    They divide the better and the worse of the reliable change beside them. Each side is given
    only where that change is given whole and both of its parts are large enough, as either part
    tells the other.
    """
    five = {rate.outcome: rate for rate in exact if rate.rule == FIVE}
    if any(rate.n is None for rate in five.values()):  # not computable: nothing to hide
        return tuple(five.values())
    three = {rate.outcome: rate for rate in shown if rate.rule == _CHANGE}
    whole = all(rate.n is not None for rate in three.values())
    told: dict[str, Rate] = {}
    for part in (("recovered", "improved"), ("no_change",), ("worse", "harmed")):
        large = all((rate.n or 0) >= preset.threshold for o, rate in five.items() if o in part)
        for outcome, rate in five.items():
            if outcome in part:
                hidden = replace(hidden_rate(rate), of=rounded(rate.of or 0, preset))
                told[outcome] = coarse_rate(rate, preset) if whole and large else hidden
    return tuple(told[outcome] for outcome in five)
