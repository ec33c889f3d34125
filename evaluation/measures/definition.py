"""The words in which a questionnaire is defined: measure, scale, cut-off, band, change rule.

Every clinical number carries its `source` (in words a reader can follow: who says so and
where) and a `status` that says how far to trust it. Weak facts never reach a headline:
`Fact.firm` is what the findings ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"]
# verified: read in the authors' text. secondary: read in somebody else's statement of it.
# recalled: not verified. convention: a local custom, not a published rule.
Status = Literal["verified", "secondary", "recalled", "convention"]
Domain = Literal["relationship", "caregiver", "baby", "goals", "experience", "learning", "other"]
# sum_of: the sum of other scales; single: one rating; each: every item by itself; answers: how many
# gave which answer to each item; entered: a score that somebody worked out elsewhere.
Score = Literal["sum", "mean", "mean_x10", "sum_of", "single", "each", "answers", "entered"]
# How a file holds the answers: as the form's options are numbered, or already as they score.
# "upside_down": numbered from the other end of the form's options.
Stored = Literal["printed", "scored", "upside_down"]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Where a number comes from and how far to trust it."""

    source: str
    status: Status = "verified"
    note: str = ""

    @property
    def firm(self) -> bool:
        """Whether the fact may stand behind a headline."""
        return self.status in {"verified", "secondary"}


@dataclass(frozen=True, kw_only=True)
class CutOff(Fact):
    """The score at which a person counts as being in the clinical range.

    `at` is the first clinical score: for a lower-is-better scale scores >= `at` are
    clinical; for a higher-is-better scale scores <= `at` are.
    """

    id: str
    at: float
    label: str
    edition: str = ""  # of the form or manual, where others differ

    def reach(self, better: Better) -> str:
        """The scores beyond it in words.

        >>> CutOff(id="case", at=10, label="caseness", source="a paper").reach("lower")
        '10 or more'
        """
        return f"{self.at:g} or {'more' if better == 'lower' else 'less'}"


@dataclass(frozen=True, kw_only=True)
class Band(Fact):
    """A named range of scores, both ends included; a scale lists its bands from low to high.

    A pro-rated score can fall between two bands (10.6 between 0-10 and 11-14): it belongs to
    the lower one, because the upper one starts at a score that it has not reached.
    """

    low: float
    high: float
    label: str
    edition: str = ""


@dataclass(frozen=True, kw_only=True)
class ChangeRule(Fact):
    """A published amount of change that counts: a gain of at least `value` is improvement.

    `kind` says what the amount was chosen for: "reliable" (more than measurement error),
    "important" (the smallest that people notice) or "progress" (towards a goal). `value` is in
    points of the scale, or with `unit` "percent" in per cent of the first score. `worse` is the
    amount for the worse where it differs. `published` is the authors' unrounded figure where the
    rule rounds it before comparing (as NHS England does), `confidence` the level the authors
    computed it for. `unit_unknown` is for a number that is verified while the score it refers to
    is not (raw or converted): such a rule is shown by name but is never firm.
    """

    id: str
    label: str
    value: float
    kind: Literal["reliable", "important", "progress"] = "reliable"
    unit: Literal["points", "percent"] = "points"
    worse: float | None = None
    published: float | None = None
    confidence: float | None = None
    default: bool = False
    unit_unknown: bool = False

    @property
    def firm(self) -> bool:
        """Whether the rule may stand behind a headline: a firm source, and a known unit."""
        return not self.unit_unknown and super().firm


@dataclass(frozen=True, kw_only=True)
class Reliability(Fact):
    """A published reliability coefficient and the people it was measured on.

    `individual` is False where it is too low to judge one person's change by.
    """

    kind: Literal["alpha", "test-retest", "inter-rater", "stated"]  # stated: given by the service
    value: float
    sample: str = ""
    n: int | None = None
    individual: bool = True


@dataclass(frozen=True, kw_only=True)
class Norm(Fact):
    """A published mean and standard deviation."""

    population: str
    mean: float
    sd: float | None = None
    n: int | None = None


@dataclass(frozen=True, kw_only=True)
class Alert(Fact):
    """An item whose answer asks for a clinician's look the same day."""

    item: int
    above: float
    label: str


@dataclass(frozen=True, kw_only=True)
class Missing(Fact):
    """What to do when items are unanswered: require all, or pro-rate up to `most` missing."""

    rule: Literal["complete", "prorate"]
    most: int = 0
    rounded: bool = False  # a pro-rated sum is rounded to a whole number


@dataclass(frozen=True, kw_only=True)
class Options:
    """The answers to some items where these differ from the others': each code and what it scores.

    The scores are final: a reversed item has them in reversed order and is in no other list.
    """

    items: tuple[int, ...]
    codes: tuple[float, ...]
    scores: tuple[float, ...]
    labels: tuple[tuple[str, float], ...] = ()  # the words of its answers and their codes


@dataclass(frozen=True, kw_only=True)
class Items:
    """The questions of a measure and how their answers are coded.

    `minimum` to `maximum` is what one answer can score. `reversed` lists the items that are
    turned round (minimum + maximum - answer) where a file holds answers as they are `printed`;
    answers already `scored` are used as they stand. `stored` says which a file is taken to hold
    until somebody says otherwise.
    """

    count: int
    minimum: float
    maximum: float
    step: float = 1.0
    reversed: tuple[int, ...] = ()
    labels: tuple[tuple[str, float], ...] = ()
    options: tuple[Options, ...] = ()
    # Items whose "not applicable" answer has a score of its own: (item, score).
    not_applicable: tuple[tuple[int, float], ...] = ()
    omitted: tuple[str, ...] = ()  # answers that count neither as a score nor as missing ("not observed")
    by_label: bool = False  # what the numbers stand for is not known, so only words are read
    stored: Stored = "printed"
    ask_stored: bool = False  # files number the answers in several ways: numbers wait until one is named
    source: str = ""

    def of(self, item: int) -> Options | None:
        """The answers of one item where they differ from the others'."""
        return next((entry for entry in self.options if item in entry.items), None)


@dataclass(frozen=True, kw_only=True)
class Ages(Fact):
    """The ages of the child, in months, that a measure is for; None where an end is open."""

    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One score that a measure yields. Direction belongs here and nowhere else.

    `status` and `note` speak of the scale itself: its items, range and direction. `claims` is
    False where neither end is better, so that a change is described but never called better.
    """

    id: str
    name: str  # what it measures, in words that follow "improvement in": "depression symptoms"
    title: str  # how it is called in a table: "PHQ-9 total"
    minimum: float
    maximum: float
    better: Better
    score: Score = "sum"
    items: tuple[int, ...] = ()
    parts: tuple[str, ...] = ()  # the scales that "sum_of" adds up
    labels: tuple[tuple[str, float], ...] = ()  # words that stand for a rating ("level 2")
    aliases: tuple[str, ...] = ()
    step: float = 1.0
    ordinal: bool = False
    claims: bool = True
    # What one pair is about: "family" (or learner), or "goal" where each item is a pair of its own.
    unit: Literal["subject", "goal"] = "subject"
    missing: Missing = Missing(rule="complete", status="convention", source="No published rule")
    convert: tuple[tuple[float, float], ...] = ()  # raw total -> metric score
    cut_offs: tuple[CutOff, ...] = ()
    bands: tuple[Band, ...] = ()
    change_rules: tuple[ChangeRule, ...] = ()
    reliability: tuple[Reliability, ...] = ()
    norms: tuple[Norm, ...] = ()
    source: str = ""
    status: Status = "verified"
    note: str = ""

    @property
    def firm(self) -> bool:
        """Whether the scale's own definition may stand behind a headline."""
        return self.status in {"verified", "secondary"}

    @property
    def change_rule(self) -> ChangeRule | None:
        """The published rule used unless another is chosen: the one marked default."""
        return next((rule for rule in self.change_rules if rule.default), None)

    @property
    def cut_off(self) -> CutOff | None:
        """The main cut-off: the first with a firm source."""
        return next((cut_off for cut_off in self.cut_offs if cut_off.firm), None)

    @property
    def sign(self) -> int:
        """+1 when higher scores are better, -1 when lower are."""
        return 1 if self.better == "higher" else -1


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Who may use the questionnaire, and whether its wording may be shown."""

    text: str
    wording: Literal["free", "unmodified_with_credit", "not_allowed", "unknown"]
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Citation:
    """Where the measure was published."""

    text: str
    doi: str = ""


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A questionnaire or rating, defined once as data."""

    id: str
    name: str
    short: str
    asks: str  # one plain sentence for a commissioner
    domain: Domain
    about: str
    rater: str
    scales: tuple[Scale, ...]
    aliases: tuple[str, ...] = ()
    ages: Ages | None = None
    items: Items | None = None
    alerts: tuple[Alert, ...] = ()
    licence: Licence = Licence(text="Not known", wording="unknown")
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    local: bool = False  # described by the person, not by a published source

    def scale(self, scale_id: str) -> Scale:
        """The scale of that id; raises KeyError when the measure has none."""
        for scale in self.scales:
            if scale.id == scale_id:
                return scale
        raise KeyError(scale_id)
