"""What is said of a network, made from its words alone: what was hidden from them stays hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.pooling.random_effects import ENOUGH_PREDICTED, FEWEST_PREDICTED, NAMES

if TYPE_CHECKING:
    from evaluation.estimates import Estimate
    from evaluation.pooling.findings import Average, Bounds, Network, PooledFinding, PooledRate

_FEW = "with so few services it is hardly known how much services differ"


def services(n: int) -> str:
    """How many services, in words.

    >>> services(1), services(12)
    ('1 service', '12 services')
    """
    return wording.plural(n, "service", "services")


def subtitle(finding: PooledFinding) -> str:
    """Measure, rater and period, as on every picture and table of a scale."""
    parts = [finding.about]
    if finding.period != (None, None):
        parts.append(f"second scores {wording.period(*finding.period)}")
    return ", ".join(parts)


def sentence(finding: PooledFinding) -> str:
    """The pooled finding, complete in itself: better, no change and worse of all services together."""
    better, same, worse = finding.headline()
    verb, alike, worsened = finding.verbs
    about = f"{finding.concept} ({subtitle(finding)})"
    place = f"in {services(len(finding.services))}"
    if better.exact is not None and same.exact is not None and worse.exact is not None:
        if not better.exact.of:
            return f"{wording.capital(about)}: no {finding.nouns.many} {place} have both scores yet."
        printed = wording.rate(better.exact).replace(better.exact.who, f"{better.exact.who} {place}", 1)
        return (
            f"{wording.capital(printed)} {verb} on {about}; {wording.count(same.exact.n)} {alike} and "
            f"{wording.count(worse.exact.n)} {worsened}."
        )
    told = better.bounds
    if told is None or told.printed is None:
        return f"{wording.capital(about)}: no service {place} prints how many {finding.nouns.many} {verb}."
    return (
        f"About {wording.share(told.printed)} of about {wording.count(told.of)} {better.who} "
        f"{_printing(finding, told)} {verb} on {about}; "
        f"{_part(same)} {alike} and {_part(worse)} {worsened}. {bounds_sentence(finding, told)}"
    )


def _printing(finding: PooledFinding, told: Bounds) -> str:
    """Which services the printed share is of: all, or those that print it."""
    every = len(finding.services)
    printing = every - len(told.without) - len(told.hidden)
    if printing == every:
        return f"in {services(every)}"
    return f"in the {printing} of {services(every)} that {'prints' if printing == 1 else 'print'} it"


def _part(rate: PooledRate) -> str:
    """A share of what is printed, or its limits where a service does not print it.

    Shares of different services would not add up.
    """
    told = rate.bounds
    if told is None:
        return wording.UNAVAILABLE
    if told.printed is None or told.without or told.hidden:
        return f"between {wording.share(told.low)} and {wording.share(told.high)}"
    return f"about {wording.share(told.printed)}"


def bounds_sentence(finding: PooledFinding, told: Bounds) -> str:
    """What hidden and rounded counts could make of the share who got better, and how many are hidden."""
    verb = finding.verbs[0]
    if told.hidden and told.hidden_most is None:
        return (
            f"How many {finding.nouns.many} {_named(told.hidden)} {_have(told.hidden)} is hidden and has no "
            f"known limit, so no limits can be given for the share of all who {verb}."
        )
    said = (
        f"Whatever the rounded and hidden numbers are, between {wording.share(told.low)} and "
        f"{wording.share(told.high)} of all {verb}."
    )
    if told.hidden:
        part = told.hidden_part or 0.0
        said += (
            f" {services(len(told.hidden)).capitalize()} ({_named(told.hidden)}) "
            f"{'has' if len(told.hidden) == 1 else 'have'} too few to be shown: at most "
            f"{wording.plural(told.hidden_most, finding.nouns.one, finding.nouns.many)}, "
            f"{wording.share(part)} of all."
        )
    if told.without:
        said += (
            f" {_named(told.without)} {'does' if len(told.without) == 1 else 'do'} not print this share; the "
            "limits allow for that."
        )
    return said


_MOST_NAMED = 6


def _named(names: tuple[str, ...]) -> str:
    """Names of services; of many the first few and how many more."""
    if len(names) <= _MOST_NAMED:
        return wording.listed(names)
    return wording.listed([*names[: _MOST_NAMED - 1], f"{len(names) - _MOST_NAMED + 1} others"])


def _have(names: tuple[str, ...]) -> str:
    return "has" if len(names) == 1 else "have"


def between(finding: PooledFinding) -> str:
    """How much services differ in the share who got better, in one sentence; empty where none prints it."""
    told = finding.rate("improved").average
    if told is None:
        return ""
    verb = finding.verbs[0]
    if told.k == 1:
        return (
            f"Only {told.services[0]} prints the share who {verb}, so nothing can be said of how services "
            "differ."
        )
    mean = (
        f"averaged over {services(told.k)} {wording.share(told.mean)} {verb} "
        f"({wording.level(told.confidence)} interval {wording.share_interval(told.low, told.high)})"
    )
    if told.prediction is None:
        return f"{wording.capital(mean)}; {_FEW}, so no range for a further service is given."
    reach = wording.share_interval(*told.prediction)
    if not told.reliable:
        return (
            f"{wording.capital(mean)}; the range for a further service like these, {reach}, is not to be "
            f"relied on, as {_FEW}."
        )
    return (
        f"{wording.capital(mean)}; in a further service like these between "
        f"{wording.share(told.prediction[0])} and {wording.share(told.prediction[1])} would be expected "
        f"({wording.level(told.confidence)} prediction interval)."
    )


def title(finding: PooledFinding) -> str:
    """The finding as a chart's title: how much services differ, without ranking one."""
    told = finding.rate("improved").average
    what = wording.capital(finding.concept)
    verb = finding.verbs[0]
    if told is None:
        return f"{what}: no service prints the share who {verb}"
    if told.k == 1:
        return f"{what}: {wording.share(told.mean)} {verb} in the one service that prints a share"
    if told.prediction is None or not told.reliable:
        return f"{what}: {wording.share(told.mean)} {verb} on average over {services(told.k)}"
    return (
        f"{what}: {wording.share(told.mean)} {verb} on average, and between "
        f"{wording.share(told.prediction[0])} and {wording.share(told.prediction[1])} in a further service"
    )


def effect_sentence(finding: PooledFinding) -> str:
    """The effect size of all together and averaged over services; empty where neither is there."""
    whole, average = finding.effect, finding.average_effect
    parts = []
    if whole is not None and whole.value is not None:
        parts.append(
            f"Effect size of all {finding.nouns.many} together: {_figure(whole)}; average change divided by "
            f"the {whole.standardiser} of all first scores"
        )
    if average is not None and average.k > 1:
        reach = ""
        if average.prediction is not None:
            doubt = "" if average.reliable else ", not to be relied on with so few"
            reach = f"; in a further service {wording.interval(*average.prediction)}{doubt}"
        parts.append(
            f"Effect size averaged over {services(average.k)}, each divided by the spread of its own first "
            f"scores: {wording.decimal(average.mean, 2)} ({wording.level(average.confidence)} interval "
            f"{wording.interval(average.low, average.high)}{reach})"
        )
    return f"{'. '.join(parts)}. Positive is better." if parts else ""


def _figure(effect: Estimate) -> str:
    return (
        f"{wording.decimal(effect.value, 2)} ({wording.level(effect.confidence)} interval "
        f"{wording.interval(effect.low, effect.high)})"
    )


def explained(told: Average) -> tuple[str, ...]:
    """What each figure of an average means, a plain line each."""
    rate = told.of == "rate"
    mean = wording.share(told.mean) if rate else wording.decimal(told.mean, 2)
    ends = wording.share_interval(told.low, told.high) if rate else wording.interval(told.low, told.high)
    level = wording.level(told.confidence)
    if told.k == 1:
        return (f"{mean} ({level} interval {ends}) is of {told.services[0]} alone.",)
    what = "share" if rate else "effect size"
    lines = [
        (
            f"Average over services, {mean} ({level} interval {ends}; {told.interval}): every service has a "
            f"{what} of its own, and this is the middle of those. Small services count for more in it than "
            "in the figure of all together."
        ),
    ]
    if told.prediction is None:
        lines.append(
            f"No prediction interval: it takes {FEWEST_PREDICTED} services, and {ENOUGH_PREDICTED} to be "
            "relied on."
        )
    else:
        reach = wording.share_interval(*told.prediction) if rate else wording.interval(*told.prediction)
        doubt = (
            ""
            if told.reliable
            else f" With fewer than {ENOUGH_PREDICTED} services it can't be relied on: it may hold far less "
            "often than it says."
        )
        lines.append(
            f"Prediction interval, {reach}: where the own {what} of a further service like these would be "
            f"expected with {level} probability. It takes tau as known, which it is not: simulated, it held "
            f"a further service's figure up to a tenth less often than it says.{doubt}"
        )
    if told.tau is not None:
        unit = "in log odds" if rate else "in the effect's unit"
        lines.append(
            f"tau, {wording.decimal(told.tau, 2)} {unit} ({NAMES[told.method]}): how far services' own "
            f"{what}s typically lie from that middle, chance left out; 0 where chance alone explains how "
            "they differ."
        )
    if told.i2 is not None:
        lines.append(
            f"I², {wording.share(told.i2)}: the part of how much the printed {what}s vary that chance "
            "does not explain. It grows with the size of services and does not say how large the differences "
            "are."
        )
    if told.q is not None and told.p is not None:
        lines.append(
            f"Q, {wording.decimal(told.q, 1)} with {wording.plural(told.k - 1, 'degree', 'degrees')} of "
            f"freedom, p {p_value(told.p)}: how often services that do not differ would look at least this "
            "different."
        )
    if not told.converged:
        lines.append(
            "No spread between services could be found that fits these figures, so none was allowed for: the "
            "ranges are too narrow."
        )
    if told.without:
        lines.append(f"Not in it, as no figure is printed: {wording.listed(told.without)}.")
    return tuple(lines)


def p_value(p: float) -> str:
    """A p value in print.

    >>> p_value(0.0004), p_value(0.25)
    ('less than 0.001', '0.250')
    """
    return "less than 0.001" if p < 0.001 else wording.decimal(p, 3)


def lines(network: Network) -> list[str]:
    """A network as text: who is in it, every finding with its limits, and what could not be pooled."""
    kinds = ", ".join(
        f"{services(sum(m.protection == kind for m in network.members))} with {words}"
        for kind, words in (("exact", "exact counts"), ("nhs", "NHS rounding"), ("strict", "strict rounding"))
        if any(m.protection == kind for m in network.members)
    )
    made = [f"{services(len(network.members))} together: {kinds}. Scores: {network.pairing}."]
    if network.sample:
        made.append("Made-up sample data.")
    made.append("")
    for finding in network.findings:
        made.append(str(finding))
        if said := effect_sentence(finding):
            made.append(f"  {said}")
        made.append("")
    made += [
        f"{entry.title} is not pooled ({wording.listed(entry.services)}): {entry.reason}."
        for entry in network.not_pooled
    ]
    made += [f"Note: {note}" for note in network.notes]
    return made
