"""National rules under disclosure control: their denominators lie inside each other.

A finished course that is not in the recovery denominator started below both cut-offs, and whoever
recovered but not reliably is the difference of two printed rates; so groups that differ by a small
number are not shown side by side.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import months
from evaluation.disclosure.presets import rounded
from evaluation.disclosure.rates import hidden_rate, protected_rates
from evaluation.findings.composite import composite_sentence
from evaluation.findings.finding import Caveat
from evaluation.wording import HIDDEN

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.findings.composite import Composite

_EXACT = frozenset({"mixed", "few"})  # caveats that hold exact numbers


def protected_composite(composite: Composite, preset: Preset, record: list[str], *, hide: bool) -> Composite:
    """The composite with what is small hidden and its words made again; the record says what was.

    `hide` withholds all of it. So do fewer than the threshold in it, or left out by the filters.
    """
    name = f"{composite.title} ({composite.rater})"
    least = preset.threshold * composite.most_each
    n = composite.n or 0
    few_left = 0 < composite.left_out < preset.threshold
    if hide or few_left or n < least:
        if not hide:
            why = "the filters leave out fewer than" if few_left else "it counts fewer than"
            record.append(f"{name}: {why} {preset.threshold}.")
        return _said_again(
            replace(composite, n=None, period=(None, None), rates=tuple(map(hidden_rate, composite.rates))),
            preset,
        )
    rates = protected_rates(composite.rates, n, replace(preset, threshold=least))
    if _nested(composite, least):
        hidden = f"{composite.id}_reliable_recovery"
        rates = tuple(replace(hidden_rate(r), of=r.of) if r.rule == hidden else r for r in rates)
    if any(rate.hidden == HIDDEN for rate in rates):
        record.append(f"{name}: rates with a number below {preset.threshold}.")
    shown = replace(composite, n=rounded(n, preset), period=months(composite.period), rates=rates)
    return _said_again(shown, preset)


def _nested(composite: Composite, least: int) -> bool:
    """Whether reliable recovery differs by a small number from recovery or from improvement."""
    reliable = _number(composite, f"{composite.id}_reliable_recovery", "reliable_recovery")
    recovered = _number(composite, f"{composite.id}_recovery", "recovery")
    improved = _number(composite, composite.id, "improved")
    if reliable is None or recovered is None or improved is None:
        return False
    return recovered - reliable < least or improved - reliable < least


def _number(composite: Composite, rule: str, outcome: str) -> int | None:
    rate = composite.rate(rule, outcome)
    return None if rate is None else rate.n


def _said_again(composite: Composite, preset: Preset) -> Composite:
    """The sentence from the protected numbers; caveats with exact numbers give way to general ones."""
    kept = tuple(caveat for caveat in composite.caveats if caveat.key not in _EXACT)
    if any(caveat.key == "few" for caveat in composite.caveats):
        kept += (Caveat(key="few", text="With so few the likely range is wide."),)
    kept += (Caveat(key="disclosure", text=preset.words),)
    composite = replace(composite, caveats=kept, left_out=0)
    return replace(composite, sentence=composite_sentence(composite))
