"""A made-up `TrainingEvidence` with the shape of a real one, for the tests of everything that renders it.

Every figure is written down here by hand, so that tests of charts, reports, packs and pages don't lean on
the counting that they don't test. What adds up, adds up.
"""

from __future__ import annotations

from datetime import date
from itertools import product

from evaluation.change import wilson
from evaluation.courses.vocabulary import Question
from evaluation.effects.significance import Significance
from evaluation.estimates import Estimate, Rate
from evaluation.findings.finding import Caveat, Flow, Move, Step
from evaluation.training.choices import TrainingView
from evaluation.training.evidence import (
    AnswersAt,
    Beside,
    Breakdown,
    Cohort,
    CourseFinding,
    Cover,
    Coverage,
    GroupMoved,
    LearnerChange,
    MissingRole,
    Part,
    Pathway,
    ReferralTrend,
    SessionCount,
    TopicNeed,
    TrainingEvidence,
    TrainingNeeds,
    TrainingReach,
    TrainingSource,
)
from evaluation.trends.control import xmr
from evaluation.trends.periods import Period

PERIOD = (date(2025, 1, 14), date(2025, 11, 25))
NO_CAUSE = Caveat(
    key="no_comparison",
    text="There was no comparison group, so this can't show that the course made the difference.",
)
OWN_RATING = Caveat(key="own_rating", text="These are learners' own ratings, no test of what they know.")
CONFIDENCE = Question(
    id="confidence-talking",
    text="How confident do you feel in talking with parents about their relationship with their baby?",
    low=1,
    high=5,
    level=2,
    labels=("Not at all", "Slightly", "Somewhat", "Quite", "Very"),
    topic="talking with parents",
)
ATTACHMENT = Question(
    id="understand-attachment",
    text="I understand how attachment between parent and child develops",
    low=1,
    high=5,
    level=2,
    kind="agreement",
    labels=("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"),
    topic="attachment",
)
RECOMMEND = Question(
    id="recommend",
    text="I would recommend this course to a colleague",
    low=1,
    high=5,
    level=1,
    kind="agreement",
    labels=("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"),
)


def rate(n: int, of: int, who: str, rule: str = "share", outcome: str = "", *, sampled: bool = False) -> Rate:
    """A rate; only what was sampled has an interval."""
    low, high = wilson(n, of) if sampled else (None, None)
    return Rate(rule=rule, outcome=outcome, n=n, of=of, who=who, low=low, high=high)


def moved(better: int, same: int, worse: int, who: str = "learners with both answers") -> tuple[Rate, ...]:
    """Moved up, stayed and moved down of everybody with both answers."""
    of = better + same + worse
    kinds = (("improved", better), ("no_change", same), ("worse", worse))
    return tuple(rate(n, of, who, "moved", kind, sampled=True) for kind, n in kinds)


def answers_at(occasion: str, counts: tuple[int, ...]) -> AnswersAt:
    """How many gave each answer, with the share of the two best."""
    return AnswersAt(
        occasion=occasion,
        n=sum(counts),
        counts=counts,
        top=rate(sum(counts[-2:]), sum(counts), "learners who answered", "top", sampled=True),
    )


def change() -> LearnerChange:
    """A question asked before and after of the same 40 learners: 28 up, 9 the same, 3 down."""
    labels = CONFIDENCE.labels
    cells = {(0, 1): 4, (0, 2): 6, (1, 2): 9, (1, 3): 5, (2, 2): 5, (2, 3): 4, (3, 3): 4, (3, 2): 3}
    before = tuple(sum(n for (b, _), n in cells.items() if b == i) for i in range(5))
    after = tuple(sum(n for (_, a), n in cells.items() if a == i) for i in range(5))
    return LearnerChange(
        key="introduction-to-attachment--confidence-talking--true-baseline",
        course="Introduction to attachment",
        session="",
        question=CONFIDENCE,
        level=2,
        design="true baseline",
        paired=True,
        occasions=("baseline", "end"),
        before=answers_at("baseline", before),
        after=answers_at("end", after),
        n=40,
        moves=tuple(
            Move(before=labels[b], after=labels[a], n=cells.get((b, a), 0))
            for b, a in product(range(5), repeat=2)
        ),
        rates=moved(28, 9, 3),
        mean_gain=Estimate(
            name="mean_change",
            value=0.9,
            low=0.6,
            high=1.2,
            interval="Student's t",
            confidence=0.95,
            standardiser="none: points of the scale",
            plain=0.9,
        ),
        difference=None,
        tests=(
            Significance(
                name="sign_test",
                title="Sign test",
                statistic=28,
                symbol="number better",
                p=4.6e-06,
                n=31,
                zeros=9,
                how="two-sided, exact binomial, those who did not change left out",
            ),
        ),
        answered=rate(41, 52, "learners who came", "answered"),
        groups=(
            GroupMoved(value="Health visitor", recorded=True, rates=moved(16, 4, 1)),
            GroupMoved(value="Midwife", recorded=True, rates=moved(12, 5, 2)),
        ),
        grouped_by="role",
        period=PERIOD,
        sentence=(
            "28 of 40 learners (70%) rated their confidence in talking with parents higher after the course "
            "than before, 9 the same and 3 lower"
        ),
        caveats=(OWN_RATING, NO_CAUSE),
        left_out=(
            Step(key="before_only", label="Answered before alone", n=7),
            Step(key="after_only", label="Answered after alone", n=1),
        ),
    )


def after_only() -> LearnerChange:
    """A question asked once, at the end."""
    return LearnerChange(
        key="introduction-to-attachment--recommend--after-only",
        course="Introduction to attachment",
        session="",
        question=RECOMMEND,
        level=1,
        design="after only",
        paired=False,
        occasions=("", "end"),
        before=None,
        after=answers_at("end", (0, 1, 4, 14, 26)),
        n=45,
        moves=(),
        rates=(),
        mean_gain=None,
        difference=None,
        tests=(),
        answered=rate(45, 52, "learners who came", "answered"),
        groups=(),
        grouped_by="",
        period=PERIOD,
        sentence="40 of 45 learners (89%) agreed that they would recommend the course to a colleague",
        caveats=(Caveat(key="reaction", text="Whether a course was liked says nothing of what was learnt."),),
    )


def two_groups() -> LearnerChange:
    """The same question on forms that nobody signed: 30 before, 24 after."""
    return LearnerChange(
        key="ghosts-in-the-nursery--understand-attachment--true-baseline",
        course="Ghosts in the Nursery",
        session="",
        question=ATTACHMENT,
        level=2,
        design="true baseline",
        paired=False,
        occasions=("baseline", "end"),
        before=answers_at("baseline", (4, 9, 8, 6, 3)),
        after=answers_at("end", (1, 2, 3, 10, 8)),
        n=24,
        moves=(),
        rates=(),
        mean_gain=None,
        difference=Estimate(
            name="difference",
            value=0.45,
            low=0.18,
            high=0.64,
            interval="Newcombe",
            confidence=0.95,
            standardiser="none: a difference of shares",
            plain=0.45,
        ),
        tests=(),
        answered=rate(24, 33, "learners who came", "answered"),
        groups=(),
        grouped_by="",
        period=PERIOD,
        sentence=(
            "Of 24 forms after the course 18 (75%) agreed, of 30 before it 9 (30%); nobody signed them, so "
            "these are two groups and not the same people"
        ),
        caveats=(Caveat(key="two_groups", text="Nobody signed these forms: two groups are compared."),),
        signed=False,
    )


def reach() -> TrainingReach:
    """52 people on 70 places; 14 came twice or more."""
    roles = (("Health visitor", 24, 33), ("Midwife", 15, 20), ("Early years practitioner", 5, 6))
    months = (("2025-01", 20, 20), ("2025-06", 26, 27), ("2025-11", 22, 23))

    def parts(found: tuple[tuple[str, int, int], ...]) -> tuple[Part, ...]:
        return tuple(
            Part(value=value, recorded=True, people=rate(n, 52, "people who came"), places=places)
            for value, n, places in found
        )

    blank = Part(value="Not recorded", recorded=False, people=rate(8, 52, "people who came"), places=11)
    return TrainingReach(
        people=52,
        places=70,
        unsigned=3,
        repeat=rate(14, 52, "people who came", "repeat"),
        breakdowns=(
            Breakdown(id="role", label="Role", parts=(*parts(roles), blank), adds=True),
            Breakdown(id="month", label="Month", parts=parts(months), adds=False),
        ),
        missing_roles=(
            MissingRole(role="Early years practitioner", people=5, expected="the workforce list"),
            MissingRole(role="Social worker", people=0, expected="the workforce list"),
        ),
        sentence="52 people came to a course, taking 70 places between January and November 2025",
        caveats=(Caveat(key="once", text="Somebody who came twice is one person and two places."),),
        period=PERIOD,
    )


def course() -> CourseFinding:
    """Three workshops of one course: 52 came at all, 31 to all three."""
    return CourseFinding(
        key="introduction-to-attachment",
        name="Introduction to attachment",
        period=PERIOD,
        held=3,
        flow=Flow(
            steps=(
                Step(key="booked", label="Booked a place", n=60),
                Step(key="came", label="Came", n=52),
                Step(key="answered", label="Answered a form afterwards", n=41),
            ),
            reasons=(
                Step(key="cancelled", label="Cancelled", n=5),
                Step(key="away", label="Did not come", n=3),
            ),
        ),
        sessions=tuple(
            SessionCount(
                session=f"Workshop {place}",
                order=place,
                day=None,
                came=rate(n, 52, "learners who came at all"),
                brought=rate(brought, n, "learners who came and said so"),
            )
            for place, n, brought in ((1, 50, 20), (2, 44, 25), (3, 38, 26))
        ),
        attended=tuple(
            rate(n, 52, "learners who came at all", "sessions", str(times))
            for times, n in ((1, 3), (2, 18), (3, 31))
        ),
        completed=rate(31, 52, "learners who came at all", "completed"),
        by=None,
        levels=(1, 2),
        sentence="31 of 52 learners (60%) came to all three workshops",
        caveats=(),
    )


def coverage() -> Coverage:
    """Two roles in two boroughs."""
    cells = {
        ("Health visitor", "Northbank"): (14, 40),
        ("Health visitor", "Riverside"): (10, 30),
        ("Midwife", "Northbank"): (9, 25),
        ("Midwife", "Riverside"): (6, 28),
    }
    roles, boroughs = ("Health visitor", "Midwife"), ("Northbank", "Riverside")

    def cover(role: str, borough: str) -> Cover:
        found = [v for (r, b), v in cells.items() if role in {"", r} and borough in {"", b}]
        trained = rate(sum(n for n, _ in found), sum(of for _, of in found), "people who work there")
        return Cover(role=role, borough=borough, trained=trained)

    return Coverage(
        roles=roles,
        boroughs=boroughs,
        cells=tuple(cover(role, borough) for role in roles for borough in boroughs),
        by_role=tuple(cover(role, "") for role in roles),
        by_borough=tuple(cover("", borough) for borough in boroughs),
        whole=rate(39, 123, "people who work there"),
        outside=13,
        sentence="39 of 123 people (32%) who work in these roles and boroughs have come to a course",
        caveats=(Caveat(key="headcounts", text="How many work where is as the workforce list says."),),
    )


def referrals() -> ReferralTrend:
    """Eighteen months of referrals, training from the tenth on."""
    counts = (12, 10, 13, 11, 12, 14, 11, 10, 13, 15, 16, 14, 17, 18, 16, 19, 17, 18)
    return ReferralTrend(
        borough="Northbank",
        periods=tuple(Period("month", 2024 * 12 + place) for place in range(18)),
        counts=counts,
        trained=(0,) * 9 + (8, 0, 6, 0, 9, 0, 0, 5, 0),
        first_training=date(2024, 10, 8),
        control=xmr(counts, (9,), enough=8),
        sentence="Northbank had 12 referrals a month before the first course and 17 after it",
        caveats=(NO_CAUSE,),
    )


def needs() -> TrainingNeeds:
    """One topic that most rated low, with the course that is offered for it."""
    who = "learners who answered before a course"
    return TrainingNeeds(
        by="role",
        topics=(
            TopicNeed(
                topic="talking with parents",
                question=CONFIDENCE,
                low=rate(24, 40, who, "low", sampled=True),
                groups=(
                    ("Health visitor", rate(10, 21, who, "low", sampled=True)),
                    ("Midwife", rate(14, 19, who, "low", sampled=True)),
                ),
                package="Introduction to attachment",
            ),
        ),
        sentence="24 of 40 learners (60%) rated themselves low on talking with parents before a course",
        caveats=(OWN_RATING,),
    )


def cohort() -> Cohort:
    """A programme of two pathways."""

    def pathway(name: str, trainees: int, award: str) -> Pathway:
        who = f"trainees on the {name.lower()} pathway"
        return Pathway(
            name=name,
            trainees=trainees,
            credits=90,
            units=tuple(
                rate(trainees - place, trainees, who, unit)
                for place, unit in enumerate(("Key knowledge", "Assessment", "Interventions"))
            ),
            awards=(rate(trainees - 4, trainees, who, award),),
            rated=rate(trainees, trainees, who, "rated"),
            passed=rate(trainees - 2, trainees, who, "passed"),
            feedback=(rate(20, 24, "forms by parents", "parent", sampled=True),),
        )

    return Cohort(
        trainees=26,
        pathways=(pathway("Parent–infant", 14, "VIPP"), pathway("Early childhood", 12, "Incredible Years")),
        sentence="18 of 26 trainees (69%) are accredited",
        caveats=(),
        accredited=rate(18, 26, "trainees", "accredited"),
    )


def beside() -> Beside:
    """Training beside referrals and outcomes in one locality."""
    return Beside(
        locality="Northbank",
        periods=tuple(Period("quarter", 2024 * 4 + place) for place in range(4)),
        trained=(0, 8, 15, 5),
        referred=(35, 37, 34, 46),
        improved=(None, *(rate(n, 20, "families", "any_change", "improved") for n in (11, 12, 14))),
        scale="PHQ-9",
        sentence="Training, referrals and outcomes in Northbank, quarter by quarter",
        caveats=(NO_CAUSE,),
    )


def training_evidence() -> TrainingEvidence:
    """One of everything."""
    return TrainingEvidence(
        view=TrainingView(by="role"),
        version="0.0.0",
        fingerprint="ab" * 32,
        sources=(
            TrainingSource(
                name="bookings.csv", fingerprint="cd" * 32, kinds=("Bookings",), rows=75, used=73, set_aside=2
            ),
        ),
        reach=reach(),
        courses=(course(),),
        changes=(change(), after_only(), two_groups()),
        coverage=coverage(),
        referrals=(referrals(),),
        needs=needs(),
        cohort=cohort(),
        context=(beside(),),
        sentence=reach().sentence,
        caveats=(NO_CAUSE,),
    )
