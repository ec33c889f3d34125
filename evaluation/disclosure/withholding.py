"""Taking more out of evidence that is protected already, because of what is published beside it.

Whatever is taken out, the words are made again from what is left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from evaluation.disclosure.coarse import NOTHING
from evaluation.disclosure.composites import protected_composite
from evaluation.disclosure.described import protected_described
from evaluation.disclosure.experience import protected_experience
from evaluation.disclosure.kinds import published_rules
from evaluation.disclosure.missing import NOTHING as NOT_SHOWN
from evaluation.disclosure.protecting import withheld_finding
from evaluation.disclosure.rates import hidden_rate
from evaluation.disclosure.reach import protected_needs
from evaluation.findings.composite import composite_sentence
from evaluation.findings.described import described_sentence
from evaluation.findings.experience import said_again as answers_again
from evaluation.findings.multiverse import of_findings
from evaluation.findings.reach import reach_sentence
from evaluation.findings.sentences import needs_sentence, sentence
from evaluation.findings.trend import charted_again

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from typing import TypeAlias

    from evaluation.disclosure.presets import Preset
    from evaluation.estimates import Rate
    from evaluation.findings.composite import Composite
    from evaluation.findings.described import Described
    from evaluation.findings.experience import Experience
    from evaluation.findings.finding import Evidence, Finding, Flow, Needs
    from evaluation.findings.of_scale import OfScale
    from evaluation.findings.trend import Trend

    Scale: TypeAlias = tuple[str, str, str]  # measure, scale, rater

# Steps of a flow that say who is in a figure; the others say who is not.
SIZES = ("all", "both", "pairs", "answered")
_Flowing = TypeVar("_Flowing", "Finding", "Described", "Experience")
_Said = TypeVar("_Said", "Finding", "Described", "Experience", "Composite")


def scale_of(entry: OfScale | Experience) -> Scale:
    """What an entry is of: measure, scale and rater."""
    return entry.measure, entry.scale, entry.rater


def without_scales(evidence: Evidence, scales: Collection[Scale], preset: Preset) -> Evidence:
    """The evidence with every figure of some scales hidden, and of national rules that use them."""

    def gone(entry: OfScale | Experience) -> bool:
        return scale_of(entry) in scales

    titles = {f.title for f in evidence.findings if gone(f)}
    return multiverses_again(
        replace(
            evidence,
            findings=tuple(_nothing_of(f, preset) if gone(f) else f for f in evidence.findings),
            described=tuple(
                _once(protected_described(d, preset, [], hide=True)) if gone(d) else d
                for d in evidence.described
            ),
            experience=tuple(
                _once(protected_experience(e, preset, [], hide=True)) if gone(e) else e
                for e in evidence.experience
            ),
            composites=tuple(
                _once(protected_composite(c, preset, [], hide=True)) if titles & set(c.scales) else c
                for c in evidence.composites
            ),
            trends=tuple(t for t in evidence.trends if not gone(t)),
            trajectories=tuple(t for t in evidence.trajectories if not gone(t)),
        )
    )


def without_first_scores(evidence: Evidence, scales: Collection[Scale], preset: Preset) -> Evidence:
    """The evidence with the first scores of some scales hidden."""
    return _first_scores(evidence, scales, lambda needs: protected_needs(needs, preset, [], hide=True))


def without_first_averages(evidence: Evidence, scales: Collection[Scale]) -> Evidence:
    """The evidence without averages of the first scores of some scales."""

    def less(needs: Needs) -> Needs:
        shown = replace(needs, mean=None, sd=None)
        return replace(shown, sentence=needs_sentence(shown))

    return _first_scores(evidence, scales, less)


def without_averages(evidence: Evidence, scales: Collection[Scale]) -> Evidence:
    """The evidence without averages and effects of some scales, and whatever is made of them."""

    def gone(entry: OfScale) -> bool:
        return scale_of(entry) in scales

    return multiverses_again(
        replace(
            evidence,
            findings=tuple(_no_average(f) if gone(f) else f for f in evidence.findings),
            described=tuple(_described_without(d) if gone(d) else d for d in evidence.described),
            trends=tuple(_no_average_over_time(t) if gone(t) else t for t in evidence.trends),
            trajectories=tuple(t for t in evidence.trajectories if not gone(t)),
        )
    )


def without_averages_over_time(evidence: Evidence) -> Evidence:
    """The evidence without the average change of single periods."""
    return replace(evidence, trends=tuple(map(_no_average_over_time, evidence.trends)))


def without_missing(evidence: Evidence, scales: Collection[Scale]) -> Evidence:
    """The evidence without a word on who lacks a second score on some scales."""
    return replace(
        evidence,
        findings=tuple(
            replace(f, missing=NOT_SHOWN) if f.missing and scale_of(f) in scales else f
            for f in evidence.findings
        ),
    )


def without_rates(evidence: Evidence, scale: Scale, rule: str, outcomes: Collection[str] = ()) -> Evidence:
    """The evidence with the rates of one rule on one scale hidden: of some outcomes, or of all."""

    def gone(rate: Rate) -> bool:
        return rate.rule == rule and (not outcomes or rate.outcome in outcomes)

    def hidden(finding: Finding) -> Finding:
        less = replace(finding, rates=tuple(hidden_part(r) if gone(r) else r for r in finding.rates))
        return replace(less, sentence=sentence(less))

    return multiverses_again(
        replace(
            evidence,
            findings=tuple(hidden(f) if scale_of(f) == scale else f for f in evidence.findings),
            trends=tuple(t for t in evidence.trends if scale_of(t) != scale or t.rule.id != rule),
            trajectories=tuple(t for t in evidence.trajectories if scale_of(t) != scale or t.rule.id != rule),
        )
    )


def without_composite(evidence: Evidence, key: str, rule: str) -> Evidence:
    """The evidence with the shares of one part of a national rule hidden."""

    def hidden(found: Composite) -> Composite:
        less = replace(found, rates=tuple(hidden_part(r) if r.rule == rule else r for r in found.rates))
        return replace(less, sentence=composite_sentence(less))

    return replace(evidence, composites=tuple(hidden(c) if c.key == key else c for c in evidence.composites))


def without_question(evidence: Evidence, scale: Scale, number: int) -> Evidence:
    """The evidence with the answers to one question hidden."""

    def hidden(found: Experience) -> Experience:
        questions = tuple(
            replace(q, answers=tuple(map(hidden_rate, q.answers)), unsure=None) if q.number == number else q
            for q in found.questions
        )
        return answers_again(replace(found, questions=questions))

    return replace(
        evidence, experience=tuple(hidden(e) if scale_of(e) == scale else e for e in evidence.experience)
    )


def without_bins(evidence: Evidence, scale: Scale) -> Evidence:
    """The evidence without how many have which score on one scale."""
    return replace(
        evidence,
        findings=tuple(
            replace(f, bins=tuple(replace(b, before=None, after=None) for b in f.bins))
            if scale_of(f) == scale
            else f
            for f in evidence.findings
        ),
    )


def without_moves(evidence: Evidence, scale: Scale) -> Evidence:
    """The evidence without how many moved from band to band on one scale."""
    return replace(
        evidence,
        findings=tuple(
            replace(f, moves=tuple(replace(m, n=None) for m in f.moves)) if scale_of(f) == scale else f
            for f in evidence.findings
        ),
    )


def without_trend(evidence: Evidence, scale: Scale) -> Evidence:
    """The evidence without one scale over time."""
    return replace(evidence, trends=tuple(t for t in evidence.trends if scale_of(t) != scale))


def without_flow(evidence: Evidence, scale: Scale | None) -> Evidence:
    """The evidence without the steps and reasons of one scale, or of everybody, but who is in its figures."""
    if scale is None:
        return replace(evidence, flow=_sizes_alone(evidence.flow))

    def hidden(found: _Flowing) -> _Flowing:
        if scale_of(found) != scale:
            return found
        kept = tuple(caveat for caveat in found.caveats if caveat.key not in {"completion", "answered"})
        return replace(found, flow=_sizes_alone(found.flow), caveats=kept)

    findings = tuple(
        replace(f, missing=NOT_SHOWN) if f.missing and scale_of(f) == scale else f
        for f in map(hidden, evidence.findings)
    )
    return multiverses_again(
        replace(
            evidence,
            findings=tuple(replace(f, sentence=sentence(f)) for f in findings),
            described=tuple(
                replace(d, n_before_only=None if scale_of(d) == scale else d.n_before_only)
                for d in map(hidden, evidence.described)
            ),
            experience=tuple(answers_again(e) for e in map(hidden, evidence.experience)),
        )
    )


def _sizes_alone(flow: Flow) -> Flow:
    steps = tuple(s if s.key in SIZES else replace(s, n=None) for s in flow.steps)
    return replace(flow, steps=steps, reasons=tuple(replace(s, n=None) for s in flow.reasons))


def multiverses_again(evidence: Evidence) -> Evidence:
    """The evidence with its multiverses made of what the findings still print."""
    told = [f for f in evidence.findings if f.n is not None]
    universes = {(u.rater, m.measure, m.scale) for m in evidence.multiverses for u in m.universes}
    kept = [f for f in told if (f.rater, f.measure, f.scale) in universes]
    made = (of_findings(found, kept) for found in evidence.multiverses)
    return replace(evidence, multiverses=tuple(one for one in made if one is not None))


def hidden_part(rate: Rate) -> Rate:
    """The rate without its number; how many they are of stays."""
    return replace(hidden_rate(rate), of=rate.of)


def _nothing_of(finding: Finding, preset: Preset) -> Finding:
    missing = NOT_SHOWN if finding.missing else None
    return _once(replace(withheld_finding(finding, preset), missing=missing, expected=None))


def _no_average(finding: Finding) -> Finding:
    rules = published_rules(finding, detailed=False)
    kept = {rule.id for rule in rules}
    less = replace(
        finding,
        description=NOTHING,
        mean_change=None,
        effects=(),
        expected=None,
        missing=NOT_SHOWN if finding.missing else None,
        rules=rules,
        rates=tuple(rate for rate in finding.rates if rate.rule in kept),
    )
    return replace(less, sentence=sentence(less))


def _no_average_over_time(trend: Trend) -> Trend:
    return charted_again(replace(trend, points=tuple(replace(p, mean_change=None) for p in trend.points)))


def _described_without(found: Described) -> Described:
    less = replace(found, description=NOTHING, difference=None)
    return replace(less, sentence=described_sentence(less))


def _first_scores(evidence: Evidence, scales: Collection[Scale], less: Callable[[Needs], Needs]) -> Evidence:
    def on(needs: Needs) -> Needs:
        return less(needs) if scale_of(needs) in scales else needs

    reach = evidence.reach
    if reach is not None:
        reach = replace(reach, first=tuple(map(on, reach.first)))
        reach = replace(reach, sentence=reach_sentence(reach))
    return replace(evidence, needs=tuple(map(on, evidence.needs)), reach=reach)


def _once(found: _Said) -> _Said:
    """What every preset says is said once."""
    return replace(found, caveats=tuple(dict.fromkeys(found.caveats)))
