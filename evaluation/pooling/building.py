"""One scale of several services together, from what each of them says of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.change import make_rate
from evaluation.disclosure.presets import PRESETS
from evaluation.findings.finding import GOAL, Caveat
from evaluation.findings.grouped import FunnelPoints
from evaluation.findings.of_scale import names_of
from evaluation.findings.sentences import verbs
from evaluation.groups.comparison import ENOUGH
from evaluation.groups.funnel import FEWEST, funnel
from evaluation.pooling.averages import of_effects, of_rates
from evaluation.pooling.bounds import Possible, Span, behind, bounds, possible
from evaluation.pooling.findings import PooledFinding, PooledRate, ServiceResult
from evaluation.pooling.random_effects import ENOUGH_PREDICTED
from evaluation.pooling.sentences import between, sentence, services

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding, Nouns
    from evaluation.pooling.alike import Entry, Set

_THREE = ("improved", "no_change", "worse")
# Caveats that hold one service's counts; those of all together have their own.
_OF_ONE = frozenset({"completion", "few", "no_room", "piled_up"})
NOT_RANKED = Caveat(
    key="no_verdict",
    text=(
        "Services differ in whom they see, how those were doing at first and who gives a second score. They "
        "stand in order of name; a difference between them is a reason to look closer and no verdict on any."
    ),
)
OWN_SPREAD = Caveat(
    key="own_spread",
    text=(
        "Each service's effect size is its average change divided by the spread of its own first scores, so "
        "where first scores vary less the same change makes a larger effect size."
    ),
)


def pooled(found: Set, whole: Finding | None) -> PooledFinding:
    """What the services of a set say of a scale together.

    `whole` is the finding of their union, where all shared exact counts: figures that need the scores
    themselves are taken from it.
    """
    entries = found.entries
    first = entries[0].finding
    rule = first.rule(first.headline_rule)
    confidence = entries[0].contribution.view.confidence
    exact = all(entry.exact for entry in entries)
    told = [entry.finding.n for entry in entries if entry.finding.n is not None]
    n = sum(told) if told else None
    nouns = whole.nouns if whole else _nouns(entries)
    made = PooledFinding(
        **(names_of(first) | {"nouns": nouns}),
        most_each=max(entry.finding.most_each for entry in entries),
        better=first.better,
        ordinal=first.ordinal,
        pairing=first.pairing,
        period=_period(entries),
        rule=rule,
        verbs=verbs(first),
        n=n,
        exact=exact,
        services=tuple(_result(entry, n) for entry in entries),
        left_out=tuple(sorted((*found.left_out, *found.without_pairs), key=lambda one: one.service)),
        rates=_rates(entries, confidence, exact=exact),
        effect=whole.effects[0] if whole and whole.effects else None,
        average_effect=None
        if first.ordinal
        else of_effects(
            [(e.service, e.finding.effects[0] if e.finding.effects else None, e.finding.n) for e in entries],
            confidence,
        ),
        funnel=None,
        whole=whole,
        sentence="",
        between="",
        caveats=(),
    )
    made = replace(made, funnel=_funnel(made))
    return replace(made, sentence=sentence(made), between=between(made), caveats=_caveats(made, entries))


def _nouns(entries: Sequence[Entry]) -> Nouns:
    """What is counted: where somebody is there more than once in any service, referrals in all."""
    nouns = [entry.finding.nouns for entry in entries]
    return max(nouns, key=lambda noun: (noun == GOAL, noun.many in {"referrals", "enrolments"}))


def _period(entries: Sequence[Entry]) -> tuple[date | None, date | None]:
    """From the first to the last second score of any service that tells."""
    starts = [start for entry in entries if (start := entry.finding.period[0]) is not None]
    ends = [end for entry in entries if (end := entry.finding.period[1]) is not None]
    return (min(starts), max(ends)) if starts and ends else (None, None)


def _result(entry: Entry, n: int | None) -> ServiceResult:
    finding = entry.finding
    return ServiceResult(
        service=entry.service,
        exact=entry.exact,
        n=finding.n,
        part=finding.n / n if finding.n is not None and n else None,
        rates=finding.headline(),
        effect=finding.effects[0] if finding.effects else None,
    )


def _rates(entries: Sequence[Entry], confidence: float, *, exact: bool) -> tuple[PooledRate, ...]:
    """The three ways of the headline rule, then every other outcome that all services define alike."""
    first = entries[0].finding
    labels = [{rule.id: rule.label for rule in entry.finding.rules} for entry in entries]
    computed = {rule.id for rule in first.rules if rule.status == "computed"}
    shared = [
        rule
        for rule, label in labels[0].items()
        if rule not in computed and all(one.get(rule) == label for one in labels)
    ]
    ordered = [first.headline_rule, *(rule for rule in shared if rule != first.headline_rule)]
    made = []
    for rule in ordered:
        outcomes = dict.fromkeys(rate.outcome for rate in first.rates if rate.rule == rule)
        if any(entry.finding.rate(rule, outcome) is None for entry in entries for outcome in outcomes):
            continue
        made += [_rate(entries, rule, outcome, confidence, exact=exact) for outcome in outcomes]
    return tuple(made)


def _rate(entries: Sequence[Entry], rule: str, outcome: str, confidence: float, *, exact: bool) -> PooledRate:
    rates = [(entry, rate) for entry in entries if (rate := entry.finding.rate(rule, outcome)) is not None]
    who = rates[0][1].who
    whole = limits = None
    if exact and all(rate.n is not None for _, rate in rates):
        better, of = sum(rate.n or 0 for _, rate in rates), sum(rate.of or 0 for _, rate in rates)
        whole = make_rate(rule, outcome, better, of, who, confidence)
    elif not exact:
        limits = bounds([_possible(entry, rule, outcome) for entry in entries])
    return PooledRate(
        rule=rule,
        outcome=outcome,
        who=who,
        exact=whole,
        bounds=limits,
        average=of_rates([(entry.service, rate) for entry, rate in rates], confidence),
    )


def _possible(entry: Entry, rule: str, outcome: str) -> Possible:
    finding = entry.finding
    rates: list[Rate] = [rate for rate in finding.rates if rate.rule == rule]
    return possible(
        entry.service,
        rates,
        outcome,
        PRESETS[entry.evidence.view.protection],
        people=_people(entry),
        most_each=finding.most_each,
    )


def _people(entry: Entry) -> Span:
    """How many pairs a service can have where a denominator is hidden.

    A finding is hidden where fewer people than the threshold have both scores, or where a filter leaves out
    so few that they could be found: then no more is known than how many have both scores on anything.
    """
    finding, preset = entry.finding, PRESETS[entry.evidence.view.protection]
    if finding.n is not None:
        return Span(low=0, high=behind(finding.n, preset, 0).high)
    if not entry.narrowed:
        return Span(low=0, high=preset.threshold * finding.most_each - 1)
    try:
        both = entry.evidence.flow.n("both")
    except KeyError:
        both = None
    most = None if both is None else behind(both, preset, 0).high
    return Span(low=0, high=None if most is None else most * finding.most_each)


def _funnel(made: PooledFinding) -> FunnelPoints | None:
    """The funnel of services that are large enough, from printed shares; None with too few of them."""
    sites = [
        (one.service, one.improved.share * one.improved.of, float(one.improved.of))
        for one in made.services
        if one.rates and one.improved.share is not None and (one.improved.of or 0) >= ENOUGH
        if one.improved.of is not None
    ]
    if len(sites) < FEWEST:
        return None
    names = tuple(name for name, _, _ in sites)
    return FunnelPoints(
        funnel=funnel([n for _, n, _ in sites], [of for _, _, of in sites]),
        names=names,
        too_small=tuple(one.service for one in made.services if one.service not in names),
    )


def _caveats(made: PooledFinding, entries: Sequence[Entry]) -> tuple[Caveat, ...]:
    """Those of the union, or those that every service has in common with its own counts left out."""
    if made.whole is not None:
        own = list(made.whole.caveats)
    else:
        found: dict[tuple[str, str], Caveat] = {}
        for entry in entries:
            for caveat in entry.finding.caveats:
                if caveat.key not in _OF_ONE:
                    found.setdefault((caveat.key, caveat.text), caveat)
        own = list(found.values())
    if len(made.services) == 1:
        return tuple(own)
    if len(made.services) < ENOUGH_PREDICTED:
        own.append(
            Caveat(
                key="few_services",
                text=(
                    f"With {services(len(made.services))} it is hardly known how much services differ: the "
                    f"average over services is rough, and a range for a further one needs {ENOUGH_PREDICTED} "
                    "to be relied on."
                ),
            )
        )
    own.append(NOT_RANKED)
    if made.average_effect is not None:
        own.append(OWN_SPREAD)
    return tuple(own)
