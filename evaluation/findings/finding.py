"""The finding: one publishable statement, with everything needed to qualify it.

Pages and exports are built from these alone. A finding holds no change table and no row:
what pictures need is binned (`Bin`, `Move`), so that disclosure control can reach all of it.
`None` in a count or an estimate means hidden or not computable; the formatter prints why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.findings.of_scale import OfScale
from evaluation.findings.rounding import stepped

if TYPE_CHECKING:
    from datetime import date

    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.composite import Composite
    from evaluation.findings.described import Described
    from evaluation.findings.details import Details
    from evaluation.findings.expected import Expected
    from evaluation.findings.experience import Experience
    from evaluation.findings.grouped import Grouped
    from evaluation.findings.missing import Missing
    from evaluation.findings.multiverse import Multiverse
    from evaluation.findings.reach import Reach
    from evaluation.findings.trajectory import Trajectory
    from evaluation.findings.trend import Trend
    from evaluation.measures.definition import Better, Domain, Status
    from evaluation.view import View


@dataclass(frozen=True, kw_only=True)
class Nouns:
    """What to call those who are followed: one and many ("family", "families")."""

    one: str
    many: str


FAMILY = Nouns(one="family", many="families")
LEARNER = Nouns(one="learner", many="learners")
GOAL = Nouns(one="goal", many="goals")
REFERRAL = Nouns(one="referral", many="referrals")
ENROLMENT = Nouns(one="enrolment", many="enrolments")


@dataclass(frozen=True, kw_only=True)
class Step:
    """One count on the way from the file to the analysis, or one reason for leaving it."""

    key: str
    label: str
    n: int | None


@dataclass(frozen=True, kw_only=True)
class Flow:
    """Who is in and who is out: `steps` narrow down, `reasons` say where the others went.

    `rounded` says that disclosure control has rounded the counts.
    """

    steps: tuple[Step, ...]
    reasons: tuple[Step, ...] = ()
    rounded: bool = False

    def n(self, key: str) -> int | None:
        """The count of a step or reason; None when hidden; raises KeyError when there is none."""
        for step in (*self.steps, *self.reasons):
            if step.key == key:
                return step.n
        raise KeyError(key)

    def share(self, key: str, of: str = "all") -> float | None:
        """One step as a share of another, 0 to 1; None when either is hidden or nobody is in it.

        Of rounded counts it is as coarse as every protected share.

        >>> steps = (Step(key="all", label="In the file", n=8), Step(key="both", label="Paired", n=6))
        >>> Flow(steps=steps).share("both")
        0.75
        """
        part, whole = self.n(key), self.n(of)
        if part is None or not whole:
            return None
        return stepped(part / whole, whole) if self.rounded else part / whole


@dataclass(frozen=True, kw_only=True)
class RuleInWords:
    """A definition of "improved", as it is printed beside a rate."""

    id: str
    label: str
    text: str
    source: str
    status: Status | str  # "computed" where it rests on inputs shown in the text


@dataclass(frozen=True, kw_only=True)
class Description:
    """Means and spread of the paired scores, on the scale's own direction."""

    mean_before: float | None
    mean_after: float | None
    sd_before: float | None
    sd_after: float | None
    median_before: float | None
    median_after: float | None
    r: float | None


@dataclass(frozen=True, kw_only=True)
class Bin:
    """How many scored within a range before, and how many after."""

    label: str
    low: float
    high: float
    before: int | None
    after: int | None


@dataclass(frozen=True, kw_only=True)
class Move:
    """How many moved from one band to another (equal labels: stayed)."""

    before: str
    after: str
    n: int | None


@dataclass(frozen=True, kw_only=True)
class Caveat:
    """A limit of the finding, chosen by rule; `key` names the rule."""

    key: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Finding(OfScale):
    """What changed on one scale, for whom, by which definition, and how sure that is."""

    measure_name: str  # "Patient Health Questionnaire"
    asks: str
    domain: Domain
    better: Better
    ordinal: bool
    minimum: float
    maximum: float
    pairing: str  # in words
    period: tuple[date | None, date | None]  # first and last date of the second score
    n: int | None
    description: Description
    mean_change: Estimate | None
    effects: tuple[Estimate, ...]  # headline first; empty for ordinal scales
    probability: Estimate | None  # that a pair improved, ties split
    rates: tuple[Rate, ...]
    rules: tuple[RuleInWords, ...]
    headline_rule: str  # splits everybody three ways: better, no change, worse
    flow: Flow
    bins: tuple[Bin, ...]
    moves: tuple[Move, ...]  # band to band, all combinations; empty without bands
    bands: tuple[str, ...]  # labels in order, best first
    sentence: str
    caveats: tuple[Caveat, ...]
    licence: str = ""
    citations: tuple[str, ...] = ()
    details: Details | None = None  # for statisticians; None: withheld
    lead_rule: str = ""  # what the sentence leads with where that is no three-way split ("recovery")
    missing: Missing | None = None  # those with a first score and no second, beside those with both
    expected: Expected | None = None  # change that regression to the mean alone would give

    @property
    def rounded(self) -> bool:
        """Whether disclosure control has rounded its counts."""
        return self.flow.rounded

    def rate(self, rule: str, outcome: str) -> Rate | None:
        """The rate of an outcome ("improved", "no_change", "worse", "recovered") under a rule."""
        return next((r for r in self.rates if r.rule == rule and r.outcome == outcome), None)

    def headline(self) -> tuple[Rate, ...]:
        """Better, no reliable change and worse under the headline rule, in that order."""
        found = (self.rate(self.headline_rule, o) for o in ("improved", "no_change", "worse"))
        return tuple(rate for rate in found if rate is not None)

    def rule(self, rule_id: str) -> RuleInWords:
        """The words of a rule; raises KeyError when the finding does not use it."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise KeyError(rule_id)


@dataclass(frozen=True, kw_only=True)
class Needs(OfScale):
    """First scores alone: a needs profile of everybody who has one, whether or not a second followed.

    `alone` says that nobody has two scores on the scale. For disclosure control alone, which leaves
    nothing of them: `rest` are those with a first score and no pair (how many, and how many of them
    beyond the cut-off), `left` the smaller of the groups, with and without a pair, that filters leave out.
    """

    n: int | None
    mean: float | None
    sd: float | None
    clinical: Rate | None  # how many are beyond the cut-off, where one is published
    beyond: str = ""  # what that says of them: "scored 10 or more (caseness)"
    bins: tuple[Bin, ...]  # `after` is None throughout
    sentence: str
    rounded: bool = False  # whether disclosure control has rounded its counts
    alone: bool = True
    ordinal: bool = False  # its steps are unequal, so it has no average
    source: str = ""  # of the cut-off
    rest: tuple[int, int] = (0, 0)
    left: int = 0


@dataclass(frozen=True, kw_only=True)
class Source:
    """Which upload a figure comes from: counts of rows (None: hidden), never their content."""

    name: str
    fingerprint: str
    rows: int | None
    used: int | None
    set_aside: int | None
    mapping: str = ""  # fingerprint of the column mapping, so that a corrected one shows


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """All findings of a view after disclosure control: what pages and exports are built from."""

    findings: tuple[Finding, ...]
    needs: tuple[Needs, ...]
    flow: Flow
    nouns: Nouns
    source: Source
    view: View
    version: str
    sample: bool = False  # made-up data: every page and export says so
    notes: tuple[str, ...] = ()  # choices made from the data, in words; what could not be evaluated
    suppressions: tuple[str, ...] = ()  # what was hidden, where and by which rule
    composites: tuple[Composite, ...] = ()  # national rules across several measures
    experience: tuple[Experience, ...] = ()  # what families said about the service
    described: tuple[Described, ...] = ()  # scales on which neither end is better
    trends: tuple[Trend, ...] = ()  # the findings over time
    trajectories: tuple[Trajectory, ...] = ()  # more than two scores of each
    groups: Grouped | None = None  # the findings by group, where the view asks for groups
    multiverses: tuple[Multiverse, ...] = ()  # each scale's share under every reasonable definition
    reach: Reach | None = None  # who is reached, who of them has scores, and where they started

    def finding(self, key: str) -> Finding:
        """The finding of that key; raises KeyError when there is none."""
        for finding in self.findings:
            if finding.key == key:
                return finding
        raise KeyError(key)
