"""Who rated themselves low before any course, on what, and what is offered for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.change import wilson
from evaluation.courses.records import Package
from evaluation.training.choices import TrainingView
from evaluation.training.needs import needs
from evaluation.training.needs_words import needs_caveats, needs_sentence
from tests.reference import known
from tests.training.forms import SURE, answer, came, origin, records, unsigned

CALM = replace(SURE, id="calm", text="How calm are you?", topic="staying calm")
ROLES = {"L0": "Midwife", "L1": "Midwife", "L2": "Health visitor", "L3": ""}


def found(answers, *questions, view=None, **more):
    return known(needs(records(answers, *questions, **more), view or TrainingView()))


def low_of(topic):
    return (topic.low.n, topic.low.of)


def at_the_start(values, question="sure", **more):
    return [
        answer(f"L{place}", "baseline", value, question=question, **more)
        for place, value in enumerate(values)
    ]


def test_low_is_below_the_middle_and_the_topic_most_rate_low_comes_first():
    answers = [*at_the_start([1, 3, 4, 5]), *at_the_start([1, 2, 3, 5], "calm")]
    made = found(answers, SURE, CALM, roles=ROLES)
    assert [(topic.topic, *low_of(topic)) for topic in made.topics] == [
        ("staying calm", 2, 4),
        ("talking with parents", 1, 4),
    ]
    assert (made.topics[0].low.low, made.topics[0].low.high) == pytest.approx(wilson(2, 4))


def test_of_four_answers_the_two_worse_are_low_and_where_less_is_better_the_higher_ones():
    four = replace(SURE, high=4, labels=())
    assert low_of(found(at_the_start([1, 2, 3, 4]), four).topics[0]) == (2, 4)
    fewer = replace(SURE, better="lower")
    assert low_of(found(at_the_start([1, 3, 4, 5]), fewer).topics[0]) == (2, 4)


def test_groups_are_by_role_and_add_up():
    (topic,) = found(at_the_start([1, 4, 2, 1]), roles=ROLES).topics
    assert [(name, rate.n, rate.of) for name, rate in topic.groups] == [
        ("Health visitor", 1, 1),
        ("Midwife", 1, 2),
        ("Not recorded", 1, 1),
    ]


@pytest.mark.parametrize(("by", "expected"), [("region", "region"), ("", "role"), ("session", "role")])
def test_groups_are_by_the_views_attribute_else_by_role(by, expected):
    assert found(at_the_start([1]), view=TrainingView(by=by)).by == expected


@pytest.mark.parametrize("occasion", ["retrospective baseline", "end", "follow-up"])
def test_only_what_was_asked_at_the_start_counts(occasion):
    assert needs(records([answer("L1", occasion, 1)]), TrainingView()) is None


def test_only_ratings_of_ones_own_learning_are_ratings_of_need():
    for question in (replace(SURE, kind="quiz"), replace(SURE, level=1), replace(SURE, level=3)):
        assert needs(records(at_the_start([1, 2]), question), TrainingView()) is None


def test_each_learner_counts_once_with_the_first_answer_wherever_it_was_asked():
    again = replace(SURE, id="asked elsewhere")
    spring, autumn = date(2025, 3, 1), date(2025, 10, 1)
    answers = [
        *at_the_start([5], "asked elsewhere", day=autumn, course="Another course"),
        *at_the_start([1], day=spring),
    ]
    (topic,) = found(answers, SURE, again).topics
    assert low_of(topic) == (1, 1)


def test_an_answer_after_somebody_has_come_to_a_course_is_not_counted():
    spring, autumn = date(2025, 3, 1), date(2025, 10, 1)
    attended = came(["L0"], course="Another course", day=spring)
    made = found(at_the_start([1, 2], day=autumn), attendances=attended)
    assert low_of(made.topics[0]) == (1, 1)


def test_without_days_the_form_of_a_later_session_is_not_counted_for_those_who_came_before():
    attended = [
        *came(["L0", "L1"], session="Workshop 1"),
        *came(["L0", "L1", "L2"], session="Workshop 2", order=2),
    ]
    answers = [*at_the_start([2], session="Workshop 1"), *at_the_start([4, 1, 1], session="Workshop 2")]
    (topic,) = found(answers, attendances=attended).topics
    assert low_of(topic) == (2, 2)  # L0 before the first, L2 who came to the second alone


def test_unsigned_forms_count_as_forms_and_that_is_said():
    made = found([*at_the_start([1]), *unsigned([1, 5], "baseline", "b.csv")])
    assert low_of(made.topics[0]) == (2, 3)
    assert made.topics[0].low.who == "forms filled in before a course"
    assert any("not signed" in caveat.text for caveat in made.caveats)


def test_a_course_is_named_only_where_the_provider_said_which_is_offered():
    offered = Package(topic=" Talking with  parents", course="Warm words", origin=origin())
    said = found(at_the_start([1, 2, 5]), packages=(offered,))
    assert said.topics[0].package == "Warm words"
    assert said.sentence == (
        "2 of 3 learners who answered before a course (67%, 95% interval 21% to 94%) rated themselves low on "
        "talking with parents; the course offered for it is “Warm words”"
    )
    silent = found(at_the_start([1, 2, 5]))
    assert silent.topics[0].package == ""
    assert silent.sentence.endswith("rated themselves low on talking with parents")
    other = Package(topic="Something else", course="Other words", origin=origin())
    assert found(at_the_start([1, 2, 5]), packages=(other,)).sentence == silent.sentence


def test_where_two_questions_share_a_topic_the_sentence_names_the_question():
    again = replace(CALM, topic=SURE.topic)
    made = found([*at_the_start([1, 3]), *at_the_start([3, 3], "calm")], SURE, again)
    assert made.sentence.endswith("low on “How sure are you?”")


def test_words_are_made_again_of_what_is_printed_alone():
    made = found([*at_the_start([1, 3, 4, 5]), *at_the_start([1, 2, 3, 5], "calm")], SURE, CALM)
    first, second = made.topics
    gone = replace(first, low=replace(first.low, n=None, of=None, low=None, high=None, hidden="[c]"))
    part = replace(made, topics=(gone, second))
    assert needs_sentence(part).startswith("1 of 4 learners")
    nothing = replace(made, topics=(gone,))
    assert needs_sentence(nothing) == "Too few learners answered before a course for their needs to be shown"
    assert needs_caveats(nothing) == made.caveats


def test_courses_and_days_are_those_of_the_view():
    answers = at_the_start([1], day=date(2025, 3, 1))
    assert needs(records(answers), TrainingView(start=date(2025, 4, 1))) is None
    assert needs(records(answers), TrainingView(courses=("Another course",))) is None
