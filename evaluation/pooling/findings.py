"""The words of a network: what several services' counts say of one scale together, and each beside it.

A pooled finding is made of what each service shared and nothing else: exact counts where it shared those,
else its figures as they are printed under a disclosure preset. Services stand in order of name, never of
result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from evaluation.findings.of_scale import OfScale

if TYPE_CHECKING:
    from datetime import date

    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.finding import Caveat, Evidence, Finding, Nouns, RuleInWords
    from evaluation.findings.grouped import FunnelPoints
    from evaluation.pooling.random_effects import Method


@dataclass(frozen=True, kw_only=True)
class Member:
    """One service of a network and what it shared; `exact` says that its counts are those of every family.

    `narrowed` says in words which of its families it counted, where its view leaves some out.
    """

    service: str
    fingerprint: str
    version: str
    made_on: date
    protection: str
    rows: int | None
    used: int | None
    set_aside: int | None
    narrowed: str = ""

    @property
    def exact(self) -> bool:
        """Whether it shared exact counts."""
        return self.protection == "exact"


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A service that is not in a pooled figure, and why."""

    service: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class NotPooled:
    """A scale that could be pooled for nobody: what it is, of which services, and why."""

    title: str
    services: tuple[str, ...]
    reason: str


@dataclass(frozen=True, kw_only=True)
class ServiceResult:
    """What one service says of a scale: better, no change and worse (in that order), and its effect.

    `n` is how many have both scores and `part` which share of all pooled that is; None where it is hidden.
    """

    service: str
    exact: bool
    n: int | None
    part: float | None
    rates: tuple[Rate, ...]
    effect: Estimate | None

    @property
    def improved(self) -> Rate:
        """How many got better."""
        return self.rates[0]

    @property
    def hidden(self) -> bool:
        """Whether disclosure control hid how many it has."""
        return self.n is None


@dataclass(frozen=True, kw_only=True)
class Average:
    """The average over services (a random-effects mean), and how much the services differ.

    Of a rate `mean`, its interval and `prediction` are shares; they were worked out on the logit scale, on
    which `tau` is. Of an effect all are in the effect's unit. `prediction` is where the true figure of a
    further service like these would lie: None with fewer than three, not `reliable` with fewer than five.
    `services` are those in it, `without` those that print no figure for it; `explained` says in plain lines
    what each figure means.
    """

    of: Literal["rate", "effect"]
    services: tuple[str, ...]
    without: tuple[str, ...]
    mean: float
    low: float
    high: float
    confidence: float
    interval: str
    method: Method
    tau: float | None
    i2: float | None
    h2: float | None
    q: float | None
    p: float | None
    prediction: tuple[float, float] | None
    reliable: bool
    converged: bool
    explained: tuple[str, ...] = ()

    @property
    def k(self) -> int:
        """How many services are in it."""
        return len(self.services)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a pooled share could be, given all that hidden and rounded counts could be (0 to 1).

    `printed` is the share of what is printed, of about `of` people; `without` are services that print how
    many they have and not this outcome. `hidden` are services of which it is not known how many there are,
    `hidden_most` how many people these can be at most and `hidden_part` which part of all that may be (None
    where no limit is known, and `low` and `high` are then 0 and 1).
    """

    low: float
    high: float
    printed: float | None
    of: int | None
    without: tuple[str, ...]
    hidden: tuple[str, ...]
    hidden_most: int | None
    hidden_part: float | None


@dataclass(frozen=True, kw_only=True)
class PooledRate:
    """One outcome of all services together: exact, or as bounds; and its average over services.

    `exact` is that of the union, with Wilson's interval, where every service shared exact counts.
    """

    rule: str
    outcome: str
    who: str
    exact: Rate | None
    bounds: Bounds | None
    average: Average | None

    @property
    def share(self) -> float | None:
        """The pooled share: exact, or of what is printed."""
        if self.exact is not None:
            return self.exact.share
        return self.bounds.printed if self.bounds else None


@dataclass(frozen=True, kw_only=True)
class PooledFinding(OfScale):
    """What several services' counts say of one scale by one kind of rater.

    `whole` is the finding of the union where all counts are exact: every figure of it is as if the families
    stood in one file. `rates` are better, no change and worse under the headline rule, then other outcomes
    that every service gives. `effect` is that of the union; `average_effect` the average over services.
    """

    better: str
    ordinal: bool
    pairing: str
    period: tuple[date | None, date | None]
    rule: RuleInWords
    verbs: tuple[str, str, str]  # "got reliably better", "had no reliable change", "got reliably worse"
    n: int | None  # with both scores, in all services that print it
    exact: bool
    services: tuple[ServiceResult, ...]
    left_out: tuple[LeftOut, ...]
    rates: tuple[PooledRate, ...]
    effect: Estimate | None
    average_effect: Average | None
    funnel: FunnelPoints | None
    whole: Finding | None
    sentence: str
    between: str  # how much services differ, in one sentence
    caveats: tuple[Caveat, ...]

    def rate(self, outcome: str) -> PooledRate:
        """The pooled rate of an outcome under the headline rule; raises KeyError where there is none."""
        for rate in self.rates:
            if rate.rule == self.rule.id and rate.outcome == outcome:
                return rate
        raise KeyError(outcome)

    def headline(self) -> tuple[PooledRate, ...]:
        """Better, no change and worse, in that order."""
        return tuple(self.rate(outcome) for outcome in ("improved", "no_change", "worse"))

    def __str__(self) -> str:
        return "\n".join(
            [
                self.sentence,
                *([f"  {self.between}"] if self.between else []),
                *(f"  {caveat.text}" for caveat in self.caveats),
                *(f"  Left out: {entry.service}, {entry.reason}." for entry in self.left_out),
            ]
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """Several services' counts together: who they are, what they say, and what could not be pooled.

    `evidence` is that of the union where all shared exact counts: what is known of one file is known of
    all together, flows included. Otherwise None.
    """

    members: tuple[Member, ...]
    nouns: Nouns
    sample: bool
    pairing: str
    confidence: float
    version: str
    findings: tuple[PooledFinding, ...]
    not_pooled: tuple[NotPooled, ...]
    notes: tuple[str, ...]
    evidence: Evidence | None = None
    data: Any = None  # the union's counts as a data set (`CountedData`), where all are exact

    @property
    def exact(self) -> bool:
        """Whether every service shared exact counts."""
        return all(member.exact for member in self.members)

    def finding(self, key: str) -> PooledFinding:
        """The pooled finding of that key; raises KeyError when there is none."""
        for finding in self.findings:
            if finding.key == key:
                return finding
        raise KeyError(key)

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON (docs/pooling.md)."""
        from evaluation.pooling.as_json import network_entry  # noqa: PLC0415 it is made of these words

        return network_entry(self)

    def __str__(self) -> str:
        from evaluation.pooling.sentences import lines  # noqa: PLC0415 they are made of these words

        return "\n".join(lines(self))
