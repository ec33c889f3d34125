"""What a portfolio holds: closed cases with their scores, results by scale, what the programme recorded.

Figures are exact, and they are of one person's families: nothing in here passes disclosure control. Days
are never in it, only months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from evaluation.courses.records import AwardStatus, UnitResult
    from evaluation.estimates import Estimate, Rate
    from evaluation.trends.periods import Period

MANY = 20  # pairs from which on averages are given; fewer are told one by one and with intervals

# described: neither end of the scale is better. unpaired: there are no two scores, for the reason in `why`.
Outcome = Literal["improved", "no_change", "worse", "described", "unpaired"]


@dataclass(frozen=True, kw_only=True)
class Score:
    """What a closed case has on one scale by one rater; `change` is positive when better.

    `published` says whether an amount of change with a source judged it; without one any difference is
    told as that. Of a scale of which neither end is better `change` is second less first score.
    """

    scale: str
    rater: str
    outcome: Outcome
    published: bool = False
    before: float | None = None
    after: float | None = None
    first: Period | None = None  # months
    second: Period | None = None
    change: float | None = None
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class Case:
    """One closed case under a running number, which is no id. `row` is the number of its row in the file."""

    number: int
    opened: Period | None
    closed: Period | None
    scores: tuple[Score, ...]
    row: int

    @property
    def paired(self) -> bool:
        """Whether it has both scores on at least one scale."""
        return any(score.outcome != "unpaired" for score in self.scores)


@dataclass(frozen=True, kw_only=True)
class Result:
    """How the closed cases did on one scale by one rater.

    `rates` are improved, no_change and worse of those with both scores; none where neither end is better.
    `rule` says what counts, `source` who says so, `note` why no published amount judges it. `whole` is how
    many have both scores of those with a first one. The averages are there from `MANY` pairs on.
    """

    scale: str
    rater: str
    better: Literal["higher", "lower"]
    one: str  # what a pair is of: "closed case", "goal"
    many: str
    whole: Rate
    rates: tuple[Rate, ...]
    rule: str
    source: str
    published: bool
    note: str = ""
    mean_before: float | None = None
    mean_after: float | None = None
    mean_change: Estimate | None = None


@dataclass(frozen=True, kw_only=True)
class Session:
    """One recorded session as it was rated: each competence, and the file's own word on the whole."""

    name: str
    month: Period | None
    rater: str
    ratings: tuple[Rated, ...]
    passed: bool | None


@dataclass(frozen=True, kw_only=True)
class Rated:
    """One competence: the rating (None: not rated) and the range that it could have."""

    competence: str
    value: float | None
    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class UnitTaken:
    """One unit of the programme with its credits."""

    unit: str
    credits: int
    result: UnitResult
    month: Period | None


@dataclass(frozen=True, kw_only=True)
class Accreditation:
    """How far the trainee is with an accreditation."""

    award: str
    status: AwardStatus
    month: Period | None


@dataclass(frozen=True, kw_only=True)
class Said:
    """How many gave each answer to one question about the trainee's work, lowest answer first."""

    rater: str
    question: str
    answers: tuple[tuple[float, int], ...]
    low: float
    high: float

    @property
    def n(self) -> int:
        """How many answered.

        >>> Said(rater="parent", question="Q", answers=((4, 2), (5, 1)), low=1, high=5).n
        3
        """
        return sum(n for _, n in self.answers)


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What the programme's own files hold of the trainee."""

    pathway: str = ""
    cohort: str = ""
    sessions: tuple[Session, ...] = ()
    units: tuple[UnitTaken, ...] = ()
    awards: tuple[Accreditation, ...] = ()
    feedback: tuple[Said, ...] = ()

    @property
    def credits(self) -> tuple[int, int]:
        """Credits of the units passed, and of all that are listed."""
        passed = sum(unit.credits for unit in self.units if unit.result == "passed")
        return passed, sum(unit.credits for unit in self.units)


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """A trainee's summary report of clinical outcomes over the training period.

    `closed` has every closed case inside the period; `open`, `unknown` (not known whether closed) and
    `outside` (closed in another period, or on no known day while there is one) count the others.
    `both` is how many closed cases have both scores on at least one scale. `minimum` is how many closed
    cases the course asks for, by its own rule. `recorded` is None where the programme's files were not
    read or don't name the trainee, for the reason in `unrecorded`.
    """

    trainee: str  # a code
    period: tuple[date | None, date | None]
    closed: tuple[Case, ...]
    open: int
    unknown: int
    outside: int
    both: Rate
    results: tuple[Result, ...]
    recorded: Recorded | None
    unrecorded: str = ""
    minimum: int | None = None
    pairing: str
    closing: str  # how a case is known to be closed
    again: int = 0  # families with more than one of the closed cases
    sample: bool = False
    version: str
    fingerprint: str

    @property
    def others(self) -> int:
        """How many of the trainee's cases are not among the closed ones told here."""
        return self.open + self.unknown + self.outside
