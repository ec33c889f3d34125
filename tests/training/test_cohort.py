"""A programme's trainees together: units, accreditation, rated sessions and feedback by a hand example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.change import wilson
from evaluation.courses.records import Records
from evaluation.training.choices import TrainingView
from evaluation.training.cohort import cohort
from evaluation.training.cohort_words import cohort_sentence
from tests.reference import known
from tests.training.rows import at, award, booked, people, rating, said, unit

ALL = TrainingView()
PEOPLE = """
    t1 | Midwife | | | Parent–infant
    t2 | Midwife | | | Parent–infant
    t3 | Midwife | | | Early childhood
    x1 | Midwife
"""


@pytest.fixture(scope="module")
def records() -> Records:
    return Records(
        learners=people(PEOPLE),
        units=(
            unit("t1", "Interventions", 45, "in progress"),
            unit("t1", "Key knowledge", 15, "passed", "1/2/25"),
            unit("t2", "Key knowledge", 15, "not passed"),
            unit("t2", "key  knowledge", 15, "passed", "1/9/25"),  # the second attempt
            unit("t3", "Key knowledge", 15, "passed", "1/2/25"),
        ),
        awards=(
            award("t1", "VIPP", "achieved", "1/7/25"),
            award("t2", "VIG", "in progress"),
            award("t3", "Incredible Years", "not started"),
            award("t1", "VIG", "achieved", "1/8/25"),  # a second one
        ),
        ratings=(
            rating("t1", "1/3/25", passed=False),
            rating("t1", "1/6/25", passed=True),
            rating("t2", "1/3/25"),
        ),
        feedback=(
            said("t1", "parent", 5),
            said("t1", "parent", 4),
            said("t2", "parent", 3),
            said("t4", "supervisor", 5),  # whose pathway nothing records
        ),
    )


def test_each_pathway_by_hand(records):
    found = known(cohort(records, ALL))
    # t4 has feedback alone; x1 has neither a pathway nor anything else of a trainee's.
    assert found.trainees == 4
    assert [pathway.name for pathway in found.pathways] == [
        "Early childhood",
        "Parent–infant",
        "Not recorded",
    ]
    _early, infant, none = found.pathways
    assert (infant.trainees, infant.credits) == (2, 60)
    assert [(rate.rule, rate.n, rate.of) for rate in infant.units] == [
        ("Key knowledge", 2, 2),
        ("Interventions", 0, 2),
    ]
    assert [(rate.rule, rate.n, rate.of) for rate in infant.awards] == [("VIG", 1, 2), ("VIPP", 1, 2)]
    assert [(known(rate).n, known(rate).of) for rate in (infant.rated, infant.passed)] == [(2, 2), (1, 2)]
    assert infant.units[0].who == "trainees on the Parent–infant pathway"
    assert (none.trainees, none.units, none.awards) == (1, (), ())


def test_who_has_two_accreditations_is_accredited_once(records):
    found = known(cohort(records, ALL))
    assert (known(found.accredited).n, known(found.accredited).of) == (1, 4)
    assert found.sentence == "1 of 4 trainees (25%) is accredited"


def test_feedback_is_the_share_of_the_two_best_answers_with_its_interval(records):
    infant = known(cohort(records, ALL)).pathways[1]
    (parents,) = infant.feedback
    assert (parents.rule, parents.n, parents.of, parents.who) == ("parent", 2, 3, "forms by parents")
    assert (parents.low, parents.high) == wilson(2, 3)


def test_several_answers_of_one_form_have_no_interval():
    form = at()
    found = known(
        cohort(
            Records(feedback=(said("t1", "parent", 5, origin=form), said("t1", "parent", 2, origin=form))),
            ALL,
        )
    )
    (parents,) = found.pathways[0].feedback
    assert (parents.n, parents.of, parents.who, parents.low) == (1, 2, "answers by parents", None)
    assert "several_questions" in {caveat.key for caveat in found.caveats}


def test_things_count_as_they_stood_at_the_end_of_the_period(records):
    infant = known(cohort(records, ALL.with_(end=date(2025, 6, 30)))).pathways[1]
    assert infant.units[0].n == 1  # the second attempt was passed in September
    assert [rate.n for rate in infant.awards] == [0, 0]
    assert known(infant.passed).n == 1
    spring = known(cohort(records, ALL.with_(end=date(2025, 3, 31)))).pathways[1]
    assert (known(spring.rated).n, known(spring.passed).n) == (2, 0)  # one of them passed in June
    later = known(cohort(records, ALL.with_(start=date(2025, 12, 1)))).pathways[1]
    assert later.units[0].n == 2  # what was passed before is still passed
    assert later.feedback == ()  # none of the forms has a date


def test_nothing_is_made_up_that_the_files_do_not_say(records):
    found = known(cohort(replace(records, awards=(), ratings=(rating("t1"),)), ALL))
    infant = found.pathways[1]
    assert (found.accredited, infant.awards, infant.passed) == (None, (), None)
    assert found.sentence == "4 trainees on 3 pathways"
    assert "set by your course" in next(c.text for c in found.caveats if c.key == "no_standard")
    assert cohort_sentence(replace(found, trainees=None)) == "[c] trainees on 3 pathways"


def test_learners_with_a_pathway_alone_are_no_programme(records):
    assert cohort(Records(learners=records.learners, bookings=booked("t1|Ghosts|14/1/25")), ALL) is None
