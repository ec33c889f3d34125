"""What the files of a training programme hold, as records: who booked, who came, who answered what.

A learner is a subject and a place on a course an enrolment. Nobody is named: `learner` is an id that the
files give, or a code made from an e-mail address with a key. An empty one is a form nobody signed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from evaluation.courses.vocabulary import UNRECORDED

if TYPE_CHECKING:
    from datetime import date

    from evaluation.courses.vocabulary import Question
    from evaluation.importing.ledger import Ledger

BookingStatus = Literal["attended", "did not attend", "cancelled", "booked"]
UnitResult = Literal["passed", "not passed", "in progress"]
AwardStatus = Literal["achieved", "in progress", "not started"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where a record stands: file, sheet and the row as Excel shows it."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Learner:
    """One learner; a blank attribute is not recorded. Where files disagree, the latest row's stands."""

    id: str
    role: str = ""
    employer: str = ""
    service: str = ""
    borough: str = ""
    region: str = ""
    pathway: str = ""
    cohort: str = ""
    caseload: str = ""

    def value(self, attribute: str) -> str:
        """One of ATTRIBUTES, or "Not recorded" where it is blank.

        >>> Learner(id="L1", role="Midwife").value("role"), Learner(id="L1").value("role")
        ('Midwife', 'Not recorded')
        """
        return getattr(self, attribute) or UNRECORDED


@dataclass(frozen=True, kw_only=True, slots=True)
class Booking:
    """A place booked on a course; `source` is where the booking came from ("website", "employer")."""

    learner: str
    course: str
    day: date | None
    status: BookingStatus
    origin: Origin
    place: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """Whether a learner came to one session of a course; `order` counts the sessions of the course from 1.

    `brought_case` says whether they brought an example of their work with a family; None: not recorded.
    """

    learner: str
    course: str
    session: str
    order: int
    day: date | None
    came: bool
    origin: Origin
    brought_case: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One answer of one form: `question` is a Question's id, `occasion` when it is about.

    `occasion` is "baseline", "retrospective baseline" (a before asked afterwards), "end" or one that starts
    with "follow-up". `form` tells the forms nobody signed apart: file, sheet and row.
    """

    learner: str
    course: str
    question: str
    occasion: str
    value: float
    origin: Origin
    session: str = ""
    day: date | None = None

    @property
    def form(self) -> tuple[str, str, int]:
        """Which form it stands on."""
        return (self.origin.file, self.origin.sheet, self.origin.row)


@dataclass(frozen=True, kw_only=True, slots=True)
class Rating:
    """How an observer or a supervisor rated one competence in one session of a trainee's.

    `passed` is the file's own word on the session; None where it says nothing. `session` names it
    ("Video 1", "Shared review 2").
    """

    learner: str
    day: date | None
    session: str
    competence: str
    value: float | None
    low: float
    high: float
    rater: str
    origin: Origin
    passed: bool | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Feedback:
    """What a supervisor or a parent said of a trainee's work, as an answer on a scale."""

    learner: str
    rater: str  # "supervisor", "parent"
    question: str
    value: float
    low: float
    high: float
    day: date | None
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """One unit of a programme for one trainee, with its credits."""

    learner: str
    unit: str
    credits: int
    result: UnitResult
    day: date | None
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """How far a trainee is with an accreditation (VIPP, VIG, Incredible Years)."""

    learner: str
    award: str
    status: AwardStatus
    day: date | None
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Headcount:
    """How many people work in a role in a borough, as the file gives it."""

    role: str
    borough: str
    people: int
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Referrals:
    """How many referrals a borough made in a month; `month` is its first day."""

    borough: str
    month: date
    n: int
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Package:
    """Which course a provider offers for a topic of need."""

    topic: str
    course: str
    origin: Origin


@dataclass(frozen=True, kw_only=True, slots=True)
class Unmatched:
    """A row whose learner no booking, register or list of learners has; nothing of it is repeated."""

    origin: Origin
    reason: str


@dataclass(frozen=True, kw_only=True)
class File:
    """One file that was read: its name, its SHA-256, and what its sheets were taken for, in words."""

    name: str
    fingerprint: str
    kinds: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Records:
    """Everything the files of a programme hold. Rows stay in here; `evaluation.training` says what leaves.

    `ledgers` has one for each sheet: rows in = rows used + rows set aside. `unmatched` rows are used where
    that makes sense (their answers count as a form's, not as a known learner's) and are listed for the lead.
    `fingerprint` changes whenever a file or the way it is read does. `kept` holds what is the same under any
    view, once it was worked out.
    """

    learners: tuple[Learner, ...] = ()
    bookings: tuple[Booking, ...] = ()
    attendances: tuple[Attendance, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    ratings: tuple[Rating, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    units: tuple[Unit, ...] = ()
    awards: tuple[Award, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    referrals: tuple[Referrals, ...] = ()
    packages: tuple[Package, ...] = ()
    files: tuple[File, ...] = ()
    ledgers: tuple[Ledger, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    notes: tuple[str, ...] = ()
    fingerprint: str = ""
    sample: bool = False
    kept: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    _by_id: dict[str, Learner] = field(default_factory=dict, init=False, repr=False, compare=False)
    _question: dict[str, Question] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update((learner.id, learner) for learner in self.learners)
        self._question.update((question.id, question) for question in self.questions)

    def learner(self, learner_id: str) -> Learner:
        """The learner of that id, one with nothing recorded where no file describes them."""
        return self._by_id.get(learner_id) or Learner(id=learner_id)

    def question(self, question_id: str) -> Question:
        """The question of that id; raises KeyError when there is none."""
        return self._question[question_id]

    @property
    def courses(self) -> tuple[str, ...]:
        """The courses that anything is recorded of, in order of name."""
        named = {entry.course for entry in self.bookings}
        named |= {entry.course for entry in self.attendances}
        named |= {entry.course for entry in self.answers}
        return tuple(sorted(named - {""}))
