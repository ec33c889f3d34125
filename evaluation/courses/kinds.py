"""The kinds of sheet that a training programme keeps, and what the columns of each hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evaluation.courses.vocabulary import ATTRIBUTES

Kind = Literal[
    "bookings",
    "register",
    "form",
    "learners",
    "ratings",
    "feedback",
    "units",
    "awards",
    "workforce",
    "referrals",
    "packages",
    "ignore",
]


@dataclass(frozen=True, kw_only=True)
class Field:
    """What a column may hold: its name in mappings, what a page calls it, and headers that mean it.

    Headers are compared in lower case, without spaces and signs around words. `needed` says that a sheet of
    the kind can't be read without it.
    """

    name: str
    label: str
    headers: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetKind:
    """A kind of sheet: what a page calls it, one line that says what it is, and its fields.

    `signed` says that its rows are about learners, by an id or an e-mail address.
    """

    kind: Kind
    label: str
    says: str
    fields: tuple[Field, ...]
    signed: bool = True


# Who a row is about. An e-mail address is never kept: a code made with a key stands for it.
_WHO = (
    Field(
        name="learner",
        label="Learner’s id or code",
        headers=(
            "learner id", "learner code", "learner", "participant id", "participant code", "trainee id",
            "trainee code", "trainee", "delegate id", "delegate code", "attendee id", "staff id",
            "staff code", "staff number", "practitioner id", "practitioner code", "student id",
            "student number", "unique code", "your code", "code",
        ),
    ),
    Field(
        name="email",
        label="E-mail address (a code is kept in its place)",
        headers=(
            "email", "e-mail", "email address", "e-mail address", "attendee email", "delegate email",
            "work email", "username", "buyer email",
        ),
    ),
)  # fmt: skip
_ABOUT = {
    "role": (
        "role", "job role", "job title", "profession", "your role", "what is your role", "occupation",
        "professional group", "staff group", "position", "job", "your job", "what is your job",
        "what is your job role", "what is your job title", "what is your profession",
    ),
    "employer": (
        "employer", "organisation", "organization", "agency", "company", "trust", "workplace", "org",
        "team org", "team organisation", "your organisation", "your employer",
    ),
    "service": ("service", "team", "your service", "your team", "setting"),
    "borough": (
        "borough", "locality", "local authority", "area", "district", "ward", "place of work", "council",
        "borough you work in",
    ),
    "region": ("region", "nhs region", "region of england", "part of the country"),
    "pathway": ("pathway", "strand", "route"),
    "cohort": ("cohort", "intake", "group", "year group"),
    "caseload": (
        "caseload", "vulnerability of caseload", "caseload vulnerability", "families you work with",
        "how vulnerable are the families you work with",
    ),
}  # fmt: skip
_DESCRIBED = tuple(Field(name=name, label=label, headers=_ABOUT[name]) for name, label in ATTRIBUTES.items())
_COURSE = Field(
    name="course",
    label="Course",
    headers=(
        "course", "course title", "course name", "event", "event name", "event title", "training",
        "training title", "which course did you attend", "workshop title", "programme",
    ),
)  # fmt: skip
_SESSION = Field(
    name="session",
    label="Session, workshop or week",
    headers=("session", "workshop", "week", "which workshop did you attend", "module", "class", "day"),
)
_DAY = Field(
    name="day",
    label="Date",
    headers=(
        "date", "course date", "event date", "session date", "date of course", "date of session",
        "event start date", "completion time", "timestamp", "submitted", "date submitted", "start date",
        "workshop date", "date of rating", "date passed", "start time", "recorded on",
    ),
)  # fmt: skip
_BROUGHT = Field(
    name="brought_case",
    label="Brought an example of their work",
    headers=(
        "brought a case", "did you bring a case", "brought case", "brought an example", "case brought",
        "did you bring an example of your work",
    ),
)  # fmt: skip
_BOROUGH = Field(name="borough", label=ATTRIBUTES["borough"], headers=_ABOUT["borough"], needed=True)

KINDS: dict[Kind, SheetKind] = {
    kind.kind: kind
    for kind in (
        SheetKind(
            kind="bookings",
            label="Bookings",
            says="A row a booking: which course, when, and whether the person came.",
            fields=(
                *_WHO,
                _COURSE,
                _DAY,
                Field(
                    name="status",
                    label="Whether they came",
                    headers=(
                        "status", "attendance", "attended", "attendance status", "attendee status",
                        "booking status", "did they attend", "checked in", "outcome",
                    ),
                ),
                Field(
                    name="place", label="Where it was held", headers=("venue", "location", "held at", "place")
                ),
                Field(
                    name="source",
                    label="Where the booking came from",
                    headers=(
                        "source", "booking source", "how did you hear", "how did you hear about this course",
                        "booked through", "booked by", "referred by",
                    ),
                ),
                *_DESCRIBED,
            ),
        ),
        SheetKind(
            kind="register",
            label="Attendance list",
            says="Who came: a column a session with a mark for each learner, or a row a learner and session.",
            fields=(
                *_WHO,
                _COURSE,
                _SESSION,
                _DAY,
                Field(
                    name="came", label="Came or not", headers=("attended", "came", "present", "attendance")
                ),
                _BROUGHT,
                *_DESCRIBED,
            ),
        ),
        SheetKind(
            kind="form",
            label="Course questionnaire",
            says="A row a form: what learners answered before, after or months later.",
            fields=(
                *_WHO,
                _COURSE,
                _SESSION,
                _DAY,
                Field(
                    name="occasion",
                    label="Before, after or follow-up",
                    headers=("occasion", "stage", "time point", "timepoint", "when", "survey", "form"),
                ),
                _BROUGHT,
                *_DESCRIBED,
            ),
        ),
        SheetKind(
            kind="learners",
            label="Learners or trainees",
            says="A row a learner: role, employer, borough, pathway, cohort.",
            fields=(*_WHO, _COURSE, *_DESCRIBED),
        ),
        SheetKind(
            kind="ratings",
            label="Rated sessions",
            says="A row a rating of a trainee’s recorded session, by competence.",
            fields=(
                *_WHO,
                _DAY,
                Field(
                    name="session",
                    label="Recorded session",
                    headers=("session", "recording", "video", "tape", "review", "session rated"),
                ),
                Field(
                    name="competence",
                    label="Competence",
                    headers=("competence", "competency", "skill", "domain", "item"),
                ),
                Field(name="value", label="Rating", headers=("rating", "score", "mark", "result")),
                Field(name="rater", label="Rated by", headers=("rater", "rated by", "assessor", "marker")),
                Field(name="passed", label="Passed", headers=("pass", "passed", "pass or fail", "outcome")),
            ),
        ),
        SheetKind(
            kind="feedback",
            label="Feedback on trainees",
            says="A row a form: what a supervisor or a parent said of a trainee’s work.",
            fields=(
                *_WHO,
                _DAY,
                Field(
                    name="rater",
                    label="From whom",
                    headers=(
                        "from", "given by", "feedback from", "source", "rater", "who is giving feedback",
                    ),
                ),
                Field(name="question", label="Question", headers=("question", "item", "statement")),
                Field(name="value", label="Answer", headers=("answer", "rating", "score", "response")),
            ),
        ),
        SheetKind(
            kind="units",
            label="Units and credits",
            says="A row a trainee and unit, with its credits and result.",
            fields=(
                *_WHO,
                Field(name="unit", label="Unit", headers=("unit", "module", "unit title"), needed=True),
                Field(name="credits", label="Credits", headers=("credits", "credit", "credit value", "cats")),
                Field(
                    name="result",
                    label="Result",
                    headers=("result", "status", "outcome", "unit result", "grade"),
                    needed=True,
                ),
                _DAY,
            ),
        ),
        SheetKind(
            kind="awards",
            label="Accreditation",
            says="A row a trainee and accreditation: achieved, in progress, not started.",
            fields=(
                *_WHO,
                Field(
                    name="award",
                    label="Accreditation",
                    headers=("accreditation", "award", "model", "intervention", "accredited in"),
                    needed=True,
                ),
                Field(
                    name="status",
                    label="How far",
                    headers=("status", "progress", "accreditation status", "stage", "outcome"),
                    needed=True,
                ),
                _DAY,
            ),
        ),
        SheetKind(
            kind="workforce",
            label="Size of the workforce",
            says="How many work in each role in each borough: a row each, or roles down and boroughs across.",
            fields=(
                Field(
                    name="role",
                    label=ATTRIBUTES["role"],
                    headers=(*_ABOUT["role"], "staff role", "workforce"),
                    needed=True,
                ),
                _BOROUGH,
                Field(
                    name="people",
                    label="How many work there",
                    headers=(
                        "headcount", "head count", "people", "staff", "number of staff", "workforce size",
                        "in post", "number in post", "total staff",
                    ),
                ),
            ),
            signed=False,
        ),
        SheetKind(
            kind="referrals",
            label="Referrals by month",
            says="How many referrals each borough made each month: a row each, or boroughs across.",
            fields=(
                _BOROUGH,
                Field(
                    name="month",
                    label="Month",
                    headers=("month", "period", "date", "month starting", "month of referral"),
                    needed=True,
                ),
                Field(
                    name="n",
                    label="Referrals",
                    headers=("referrals", "number of referrals", "referrals received", "count", "total"),
                ),
            ),
            signed=False,
        ),
        SheetKind(
            kind="packages",
            label="Courses on offer by topic",
            says="Which course you offer for which topic of need.",
            fields=(
                Field(name="topic", label="Topic", headers=("topic", "need", "training need"), needed=True),
                Field(
                    name="course",
                    label="Course",
                    headers=(*_COURSE.headers, "package", "training package"),
                    needed=True,
                ),
            ),
            signed=False,
        ),
        SheetKind(
            kind="ignore", label="Leave out", says="Nothing of this sheet is read.", fields=(), signed=False
        ),
    )
}  # fmt: skip
