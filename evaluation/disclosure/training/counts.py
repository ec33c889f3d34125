"""How single counts, shares and lists of groups of learners are made coarse or hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.groups import withheld
from evaluation.disclosure.presets import rounded
from evaluation.disclosure.rates import coarse_rate, from_rounded, hidden_rate, protected_rates
from evaluation.findings.rounding import stepped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Flow, Step
    from evaluation.training.evidence import Breakdown, Part

_REST = "the rest"


def coarse_count(n: int | None, preset: Preset) -> int | None:
    """A count to the base of the preset; None below its threshold, zeros included.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> coarse_count(13, PRESETS["nhs"]), coarse_count(4, PRESETS["nhs"]), coarse_count(0, PRESETS["nhs"])
    (15, None, None)
    """
    return None if n is None or n < preset.threshold else rounded(n, preset)


def coarse_steps(steps: Sequence[Step], preset: Preset) -> tuple[Step, ...]:
    """Those steps of a list that are not small, rounded: each is listed only where there is anybody.

    So a small one that stayed with its number hidden would tell that there are one to four.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> from evaluation.findings.finding import Step
    >>> steps = Step(key="away", label="Did not come", n=12), Step(key="cancelled", label="Cancelled", n=3)
    >>> [(step.key, step.n) for step in coarse_steps(steps, PRESETS["nhs"])]
    [('away', 10)]
    """
    shown = (replace(step, n=coarse_count(step.n, preset)) for step in steps)
    return tuple(step for step in shown if step.n is not None)


def whole_of(of: int | None, preset: Preset) -> int | None:
    """A denominator whose numerator is hidden, where it is itself large enough."""
    return coarse_count(of, preset)


def coarse_share(rate: Rate, preset: Preset) -> Rate:
    """A share of people with its complement: hidden together where either is small.

    What was sampled keeps its interval, in steps; what counts everybody is the share of rounded counts.
    """
    if rate.n is None:
        return rate
    if rate.of is None:  # a count alone, as of how many is not known
        n = coarse_count(rate.n, preset)
        return hidden_rate(rate) if n is None else replace(rate, n=n)
    rest = replace(rate, outcome=_REST, n=rate.of - rate.n)
    shown = protected_rates((rate, rest), rate.of, preset)[0]
    if shown.n is None:
        return replace(hidden_rate(rate), of=whole_of(rate.of, preset))
    return shown if rate.low is not None else from_rounded(rate, preset)


def hidden_share(rate: Rate) -> Rate:
    """A share with none of its numbers."""
    return hidden_rate(rate)


def split(rates: tuple[Rate, ...], preset: Preset) -> tuple[Rate, ...]:
    """Shares that add up to one denominator, hidden where one is small or would give another away.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> from evaluation.estimates import Rate
    >>> made = [Rate(rule="sessions", outcome=str(k), n=n, of=52, who="learners", low=None, high=None)
    ...         for k, n in ((1, 3), (2, 18), (3, 31))]
    >>> [rate.n for rate in split(tuple(made), PRESETS["nhs"])]
    [None, None, 30]
    """
    if not rates or any(rate.n is None for rate in rates):
        return rates
    gone = withheld([(rate.n or 0,) for rate in rates], preset.threshold)
    return tuple(
        replace(hidden_rate(rate), of=whole_of(rate.of, preset)) if hidden else from_rounded(rate, preset)
        for rate, hidden in zip(rates, gone, strict=True)
    )


def groups_of_rates(found: Sequence[tuple[Rate, ...]], preset: Preset) -> list[tuple[Rate, ...]]:
    """Groups that share nobody, each split by its rates: small parts hidden, and what would tell them."""
    sizes = withheld([(rates[0].of or 0,) for rates in found], preset.threshold)
    parts = withheld([tuple(rate.n or 0 for rate in rates) for rates in found], preset.threshold, sizes)
    return [
        tuple(
            replace(hidden_rate(rate), of=None if size_gone else rounded(rate.of or 0, preset))
            if gone
            else coarse_rate(rate, preset)
            for rate in rates
        )
        for rates, gone, size_gone in zip(found, parts, sizes, strict=True)
    ]


def coarse_breakdown(found: Breakdown, preset: Preset, *, hide: bool) -> Breakdown:
    """Parts of everybody: small ones hidden, and others that would give them away; places with people.

    A part without its number keeps its name: which roles, boroughs and courses there are is known. Where
    parts do not add up they are treated as if they did, as nearly everybody may be in one part alone.
    """
    gone = [True] * len(found.parts) if hide else withheld(
        [(part.people.n or 0,) for part in found.parts], preset.threshold
    )  # fmt: skip
    places = withheld([(part.places or 0,) for part in found.parts], preset.threshold, gone)
    return replace(
        found,
        parts=tuple(
            _part(part, preset, hidden=hidden, no_places=no_places)
            for part, hidden, no_places in zip(found.parts, gone, places, strict=True)
        ),
    )


def _part(part: Part, preset: Preset, *, hidden: bool, no_places: bool) -> Part:
    return replace(
        part,
        people=hidden_rate(part.people) if hidden else from_rounded(part.people, preset),
        places=None if no_places else rounded(part.places or 0, preset),
    )


def of_known(rate: Rate, preset: Preset) -> Rate:
    """A count of people out of a number that everybody may know, such as a headcount: only it is rounded.

    >>> from evaluation.disclosure.presets import PRESETS
    >>> from evaluation.estimates import Rate
    >>> found = of_known(Rate(rule="r", outcome="", n=13, of=40, who="", low=None, high=None), PRESETS["nhs"])
    >>> found.n, found.of, found.share
    (15, 40, 0.4)
    """
    n, of = rounded(rate.n or 0, preset), rate.of
    share = stepped(min(n / of, 1.0), of) if of else None
    return replace(rate, n=n, low=None, high=None, printed_share=share)


def coarse_flow(flow: Flow, preset: Preset, *, hide: bool) -> Flow:
    """Steps and reasons in rounded numbers; reasons are a list that adds up with the steps around it.

    A reason is listed only where there is anybody, so those that are hidden leave the list.
    """
    steps = tuple(replace(step, n=None if hide else coarse_count(step.n, preset)) for step in flow.steps)
    gone = withheld([(reason.n or 0,) for reason in flow.reasons], preset.threshold)
    reasons = tuple(
        replace(reason, n=rounded(reason.n or 0, preset))
        for reason, hidden in zip(flow.reasons, gone, strict=True)
        if not hide and not hidden
    )
    return replace(flow, steps=steps, reasons=reasons, rounded=preset.base > 1)
