"""What is said of training: the words of its evidence, before and after disclosure control.

Pages, reports and packs are built from these alone; no row and no learner is in them. As in
`evaluation.findings.finding`, None in a count or an estimate means hidden or not computable. Designs are
never pooled or subtracted: each comparison is of one course, session, question and design.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from evaluation.courses.vocabulary import Level, Question
    from evaluation.effects.significance import Significance
    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.finding import Caveat, Flow, Move, Step
    from evaluation.training.choices import TrainingView
    from evaluation.trends.control import Control
    from evaluation.trends.periods import Period

# true baseline: before asked at the start. retrospective baseline: before asked afterwards.
# after only: nothing to compare with. follow-up: months later, beside what was said before the course
# where that was asked at the start, else beside the end.
Design = Literal["true baseline", "retrospective baseline", "after only", "follow-up"]


@dataclass(frozen=True, kw_only=True)
class Part:
    """Those with one value of an attribute: people counted once, and places (a person on a course day)."""

    value: str
    recorded: bool
    people: Rate
    places: int | None


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """Everybody who came by one attribute ("role", "region", "month", "course", "source" …).

    `adds` says whether each person is in one part alone, so that the parts add up to everybody.
    """

    id: str
    label: str
    parts: tuple[Part, ...]
    adds: bool


@dataclass(frozen=True, kw_only=True)
class MissingRole:
    """A role that training is meant for and that few or none came from; `expected` says who expects it."""

    role: str
    people: int | None
    expected: str


@dataclass(frozen=True, kw_only=True)
class TrainingReach:
    """Who came: each person counted once, each place on a course day counted too.

    `unsigned` are places whose person can't be told, counted as places alone. `repeat` came again: to
    another course, or to a one-day course on another day.
    """

    people: int | None
    places: int | None
    unsigned: int | None
    repeat: Rate
    breakdowns: tuple[Breakdown, ...]
    missing_roles: tuple[MissingRole, ...]
    sentence: str
    caveats: tuple[Caveat, ...]
    period: tuple[date | None, date | None] = (None, None)  # first and last day on which anybody came
    rounded: bool = False

    def breakdown(self, id: str) -> Breakdown:  # noqa: A002 (what it is called in links)
        """The breakdown by an attribute; raises KeyError when there is none."""
        for found in self.breakdowns:
            if found.id == id:
                return found
        raise KeyError(id)


@dataclass(frozen=True, kw_only=True)
class SessionCount:
    """How many came to one session, and how many of those who said so brought a case."""

    session: str
    order: int
    day: date | None
    came: Rate
    brought: Rate | None


@dataclass(frozen=True, kw_only=True)
class CourseFinding:
    """One course: who booked and came, to how many sessions, and how far its evaluation reaches.

    `flow` narrows from booked to answered. `attended` splits those who came at all by to how many sessions
    (rule "sessions", outcome "1", "2" …); `completed` came to all. `by` splits those who came by the view's
    attribute. `levels` are the levels of Kirkpatrick for which anything was asked.
    """

    key: str
    name: str
    period: tuple[date | None, date | None]
    held: int  # days on which it ran; a fact of the course, of no person
    flow: Flow
    sessions: tuple[SessionCount, ...]
    attended: tuple[Rate, ...]
    completed: Rate | None
    by: Breakdown | None
    levels: tuple[Level, ...]
    sentence: str
    caveats: tuple[Caveat, ...]
    rounded: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswersAt:
    """How many gave each answer at one occasion, lowest first; no `counts` where there are too many answers.

    `top` is how many gave one of the two best of four answers or more, the best of fewer.
    """

    occasion: str
    n: int | None
    counts: tuple[int | None, ...]
    top: Rate


@dataclass(frozen=True, kw_only=True)
class GroupMoved:
    """How many of one group moved up, stayed and moved down."""

    value: str
    recorded: bool
    rates: tuple[Rate, ...]  # rule "moved": improved, no_change, worse


@dataclass(frozen=True, kw_only=True)
class LearnerChange:
    """What learners answered to one question before and after, under one design.

    `paired` says whether each learner's two answers are known to be theirs; forms that nobody signed are
    two groups, of which `difference` is the share of best answers after less that before. `rates` (rule
    "moved") split those with both answers into moved up, stayed and moved down, by any step of the answers.
    `answered` is how many of those asked gave the later answer. `before` is None where nothing was asked.
    Paired, `before` and `after` are of the same people, and `left_out` counts who is not among them (keys
    "before_only", "after_only", "unsigned_before", "unsigned_after", "repeats"). `signed` is False where
    nobody signed any of the forms; `also` are the other designs under which the question has a before.
    """

    key: str
    course: str
    session: str
    question: Question
    level: Level
    design: Design
    paired: bool
    occasions: tuple[str, str]  # of before and after; before is "" where nothing was asked
    before: AnswersAt | None
    after: AnswersAt
    n: int | None  # with both answers; of two groups those after
    moves: tuple[Move, ...]
    rates: tuple[Rate, ...]
    mean_gain: Estimate | None
    difference: Estimate | None
    tests: tuple[Significance, ...]
    answered: Rate
    groups: tuple[GroupMoved, ...]
    grouped_by: str
    period: tuple[date | None, date | None]
    sentence: str
    caveats: tuple[Caveat, ...]
    left_out: tuple[Step, ...] = ()
    signed: bool = True
    also: tuple[Design, ...] = ()
    rounded: bool = False

    @property
    def who(self) -> str:
        """Whose answers are compared where they are paired: of learners, or of forms that nobody signed."""
        return self.rates[0].who if self.rates else "learners with both answers"

    def rate(self, outcome: str) -> Rate | None:
        """How many "improved", stayed ("no_change") or got "worse"; None unless answers are paired."""
        return next((rate for rate in self.rates if rate.outcome == outcome), None)


@dataclass(frozen=True, kw_only=True)
class Cover:
    """How many of one role in one borough have come, of how many work there; `of` None: not given."""

    role: str
    borough: str
    trained: Rate


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """The workforce by role and borough against who has come. Headcounts are as the file gives them."""

    roles: tuple[str, ...]
    boroughs: tuple[str, ...]
    cells: tuple[Cover, ...]  # every role in every borough
    by_role: tuple[Cover, ...]  # borough ""
    by_borough: tuple[Cover, ...]  # role ""
    whole: Rate
    outside: int | None  # came, and are in no role and borough with a headcount
    sentence: str
    caveats: tuple[Caveat, ...]
    rounded: bool = False

    def cell(self, role: str, borough: str) -> Cover:
        """One role in one borough; raises KeyError when there is none."""
        for found in self.cells:
            if (found.role, found.borough) == (role, borough):
                return found
        raise KeyError((role, borough))


@dataclass(frozen=True, kw_only=True)
class ReferralTrend:
    """Referrals of one borough month by month beside how many had come to a course by then.

    `control` has the average and limits of the months before `first_training` and, begun anew, after it.
    """

    borough: str  # "" for all together
    periods: tuple[Period, ...]
    counts: tuple[int | None, ...]
    trained: tuple[int | None, ...]  # people who came for the first time in each
    first_training: date | None
    control: Control | None
    sentence: str
    caveats: tuple[Caveat, ...]
    rounded: bool = False


@dataclass(frozen=True, kw_only=True)
class TopicNeed:
    """How many rated themselves low on a topic before any course, by group, and which course is offered.

    Low is below the middle of the answers. `package` is empty where nobody said what is offered.
    """

    topic: str
    question: Question
    low: Rate
    groups: tuple[tuple[str, Rate], ...]
    package: str


@dataclass(frozen=True, kw_only=True)
class TrainingNeeds:
    """The topics on which most rated themselves low at the start, most first; true baselines alone."""

    by: str  # the attribute of the groups
    topics: tuple[TopicNeed, ...]
    sentence: str
    caveats: tuple[Caveat, ...]
    rounded: bool = False


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """How far the trainees of one pathway are: units passed, accreditation, rated sessions, feedback.

    `units` and `awards` have a rate each (rule: the unit's or award's name). `rated` have a rated session,
    `passed` one that was passed. `feedback` has for each rater the share of best answers.
    """

    name: str
    trainees: int | None
    credits: int  # of the units there are
    units: tuple[Rate, ...]
    awards: tuple[Rate, ...]
    rated: Rate | None
    passed: Rate | None
    feedback: tuple[Rate, ...]


@dataclass(frozen=True, kw_only=True)
class Cohort:
    """A programme's trainees together. Single trainees are in their portfolio, which is no evidence.

    `accredited` have at least one accreditation, of all trainees; None where the files hold none.
    """

    trainees: int | None
    pathways: tuple[Pathway, ...]
    sentence: str
    caveats: tuple[Caveat, ...]
    rounded: bool = False
    accredited: Rate | None = None


@dataclass(frozen=True, kw_only=True)
class Beside:
    """One locality over time: who was trained, who was referred, whose families got better. No cause.

    `improved` is the share of families that got better by the second score's period on `scale`.
    """

    locality: str  # "" for all together
    periods: tuple[Period, ...]
    trained: tuple[int | None, ...]
    referred: tuple[int | None, ...]
    improved: tuple[Rate | None, ...]
    scale: str
    sentence: str
    caveats: tuple[Caveat, ...]
    rounded: bool = False


@dataclass(frozen=True, kw_only=True)
class TrainingSource:
    """Which file figures come from, and how many of its rows are used (None: hidden)."""

    name: str
    fingerprint: str
    kinds: tuple[str, ...]
    rows: int | None
    used: int | None
    set_aside: int | None


@dataclass(frozen=True, kw_only=True)
class TrainingEvidence:
    """All that is said of training under one view, after disclosure control."""

    view: TrainingView
    version: str
    fingerprint: str
    sources: tuple[TrainingSource, ...]
    reach: TrainingReach | None
    courses: tuple[CourseFinding, ...]
    changes: tuple[LearnerChange, ...]
    coverage: Coverage | None
    referrals: tuple[ReferralTrend, ...]
    needs: TrainingNeeds | None
    cohort: Cohort | None
    context: tuple[Beside, ...]
    sentence: str  # the one to lead with
    caveats: tuple[Caveat, ...]
    sample: bool = False
    notes: tuple[str, ...] = ()
    suppressions: tuple[str, ...] = ()

    def change(self, key: str) -> LearnerChange:
        """The comparison of that key; raises KeyError when there is none."""
        for found in self.changes:
            if found.key == key:
                return found
        raise KeyError(key)

    def course(self, key: str) -> CourseFinding:
        """The course of that key; raises KeyError when there is none."""
        for found in self.courses:
            if found.key == key:
                return found
        raise KeyError(key)
