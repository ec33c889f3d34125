"""Which answers are compared with which, of whom, and what is said of those who are not."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from evaluation.courses.records import Booking
from evaluation.courses.vocabulary import Question
from evaluation.training.change import changes
from evaluation.training.choices import TrainingView
from evaluation.training.designs import never_again
from tests.reference import known, shared
from tests.training.forms import COURSE, DAY, SURE, answer, both, came, origin, records, unsigned

if TYPE_CHECKING:
    from evaluation.courses.records import BookingStatus

LATER = "follow-up 3 months"


def found(answers, *questions, view=None, **more):
    return changes(records(answers, *questions, **more), view or TrainingView())


def told(change):
    return (change.design, change.occasions, change.n)


def left_out(change):
    return {step.key: step.n for step in change.left_out}


def keys(change):
    return {caveat.key for caveat in change.caveats}


def test_a_before_asked_at_the_start_and_one_asked_afterwards_stand_side_by_side():
    answers = [*both([(2, 4), (3, 3)]), answer("L0", "retrospective baseline", 1)]
    true, looking_back = found(answers)
    assert told(true) == ("true baseline", ("baseline", "end"), 2)
    assert told(looking_back) == ("retrospective baseline", ("retrospective baseline", "end"), 1)
    assert (true.also, looking_back.also) == (("retrospective baseline",), ("true baseline",))
    assert "both_designs" in keys(true) & keys(looking_back)
    assert "retrospective" not in keys(true)


@pytest.mark.parametrize(
    ("asked", "earlier"),
    [
        (("baseline", "retrospective baseline", "end"), "baseline"),
        (("retrospective baseline", "end"), "retrospective baseline"),
        (("end",), "end"),
    ],
)
def test_a_follow_up_is_compared_once_and_says_with_what(asked, earlier):
    answers = [answer("L1", occasion, place) for place, occasion in enumerate((*asked, LATER), start=1)]
    (follow_up,) = (change for change in found(answers) if change.design == "follow-up")
    assert follow_up.occasions == (earlier, LATER)
    words = {
        "baseline": "3 months after “Introduction to attachment” than before it",
        "retrospective baseline": "than before it, as they remembered that",
        "end": "than at its end",
    }
    assert words[earlier] in follow_up.sentence
    assert ("retrospective" in keys(follow_up)) == (earlier == "retrospective baseline")


def test_every_follow_up_is_a_comparison_of_its_own_in_the_order_of_time():
    answers = [*both([(2, 4)]), answer("L0", "follow-up 6 months", 5), answer("L0", "follow-up 6 weeks", 3)]
    assert [change.occasions[1] for change in found(answers)] == [
        "end",
        "follow-up 6 weeks",
        "follow-up 6 months",
    ]


@pytest.mark.parametrize("occasion", ["end", "follow-up"])
def test_answers_given_once_are_compared_with_nothing(occasion):
    (once,) = found([answer("L1", occasion, 5), answer("L2", occasion, 3)])
    assert told(once) == ("after only", ("", occasion), 2)
    assert (once.before, once.rates, once.moves, once.mean_gain, once.tests) == (None, (), (), None, ())
    assert (once.after.top.n, once.after.top.of) == (1, 2)
    assert "after_only" in keys(once)
    assert "no_comparison" not in keys(once)


def test_what_was_asked_before_and_never_again_shows_no_change():
    held = records([answer("L1", "baseline", 2), *both([(2, 3)], session="Workshop 2")])
    (change,) = changes(held, TrainingView())
    assert change.session == "Workshop 2"
    assert never_again(held, TrainingView()) == (
        "Introduction to attachment: 1 question asked before and never again, so no change can be shown.",
    )
    assert never_again(held, TrainingView(courses=("Another course",))) == ()


def test_sessions_and_courses_are_never_put_together():
    answers = [
        *both([(1, 2)], session="Workshop 10"),
        *both([(2, 3), (2, 4)], session="Workshop 2"),
        *both([(3, 3)], course="Another course"),
        *both([(3, 3)]),
    ]
    made = found(answers)
    assert [(change.course, change.session, change.n) for change in made] == [
        ("Another course", "", 1),
        (COURSE, "", 1),
        (COURSE, "Workshop 2", 2),
        (COURSE, "Workshop 10", 1),
    ]


def test_the_order_is_that_of_the_register_then_of_the_form():
    """The second question is blank on the first form and before the other in alphabet and list."""
    second = replace(SURE, id="and then", text="And how calm?")
    answers = [
        *both([(1, 2)], session="Closing", question="and then", origin=origin(3)),
        *both([(1, 2)], session="Closing", origin=origin(2)),
        *both([(1, 2)], session="Opening", origin=origin(2)),
    ]
    attended = [*came(["L0"], session="Opening", order=1), *came(["L0"], session="Closing", order=2)]
    made = found(answers, second, SURE, attendances=attended)
    assert [(change.session, change.question.id) for change in made] == [
        ("Opening", "sure"),
        ("Closing", "sure"),
        ("Closing", "and then"),
    ]


def test_keys_are_stable_and_tell_every_comparison_apart():
    answers = [*both([(2, 3)]), answer("L0", LATER, 4), *both([(1, 2)], session="Workshop 1")]
    assert [change.key for change in found(answers)] == [
        "introduction-to-attachment--sure--true-baseline",
        "introduction-to-attachment--sure--follow-up-3-months",
        "introduction-to-attachment--workshop-1--sure--true-baseline",
    ]
    alike = found([*both([(2, 3)], course="Part A"), *both([(2, 3)], course="part-a")])
    assert len({change.key for change in alike}) == 2


def test_who_has_no_pair_is_counted_and_said():
    answers = [
        *both([(2, 4), (3, 3), (4, 2)]),
        answer("before", "baseline", 1),
        answer("after 1", "end", 5),
        answer("after 2", "end", 5),
        *unsigned([5, 5, 5], "end", "unsigned.csv"),
    ]
    (change,) = found(answers)
    assert change.paired
    assert change.n == 3
    assert left_out(change) == {"before_only": 1, "after_only": 2, "unsigned_after": 3}
    (text,) = (caveat.text for caveat in change.caveats if caveat.key == "unpaired")
    assert "1 answered only the earlier time, 2 answered only the later time and 3 later forms" in text
    assert known(change.before).counts == (0, 1, 1, 1, 0)  # of those with both alone


def test_forms_that_nobody_signed_are_two_groups():
    (change,) = found([*unsigned([2, 2, 4], "baseline", "before.csv"), *unsigned([4, 5], "end", "after.csv")])
    assert not change.paired
    assert not change.signed
    assert (change.rates, change.moves, change.tests, change.mean_gain) == ((), (), (), None)
    assert known(change.difference).value == pytest.approx(1 - 1 / 3)
    assert (known(change.before).n, change.after.n, change.n) == (3, 2, 2)
    assert "nobody signed them, so these are two groups and not the same people" in change.sentence
    assert "two_groups" in keys(change)


def test_learners_of_whom_none_answered_twice_are_two_groups_too():
    (change,) = found([answer("L1", "baseline", 2), answer("L2", "end", 4)])
    assert not change.paired
    assert change.signed
    assert "nobody signed" not in change.sentence
    assert "can be matched" in change.sentence


def test_both_answers_on_one_form_are_one_persons_whoever_that_is():
    """Before, looking back, and now, on a sheet of paper without a name."""
    answers = [
        *unsigned([2, 3, 3], "retrospective baseline", "paper.csv"),
        *unsigned([4, 3, 4], "end", "paper.csv"),
    ]
    (change,) = found(answers)
    assert change.paired
    assert not change.signed
    assert [rate.n for rate in change.rates] == [2, 1, 0]
    assert "2 of 3 forms with both answers" in change.sentence


def test_somebody_who_came_twice_counts_once_with_the_answers_of_the_first_time():
    spring, autumn = date(2025, 3, 1), date(2025, 10, 1)
    answers = [*both([(1, 4)], day=spring), *both([(5, 3)], day=autumn)]
    (first,) = found(answers)
    assert first.n == 1
    assert known(first.rate("improved")).n == 1
    assert left_out(first) == {"repeats": 2}
    (second,) = found(answers, view=TrainingView(start=date(2025, 9, 1)))
    assert known(second.rate("worse")).n == 1  # both answers of the second time


def test_somebody_whose_first_form_is_half_empty_counts_with_the_next_that_is_whole():
    answers = [
        answer("L1", "end", 5, day=date(2025, 3, 1), origin=origin(2)),
        answer("L1", "retrospective baseline", 2, day=date(2025, 10, 1), origin=origin(9)),
        answer("L1", "end", 3, day=date(2025, 10, 1), origin=origin(9)),
    ]
    (change,) = found(answers)
    assert [move.after for move in change.moves if move.n] == ["Somewhat"]
    assert left_out(change) == {"repeats": 1}


def test_without_days_the_two_answers_of_one_form_belong_together():
    answers = [
        *both([(1, 4)], "retrospective baseline", origin=origin(2)),
        *both([(3, 2)], "retrospective baseline", origin=origin(7)),
    ]
    (change,) = found(answers)
    assert [(move.before, move.after) for move in change.moves if move.n] == [("Not at all", "Quite")]


def test_of_several_answers_before_the_last_one_counts():
    first, again, then = date(2025, 3, 1), date(2025, 3, 8), date(2025, 4, 1)
    given = ((first, 1), (again, 3))
    before = [
        answer("L0", "baseline", value, day=day, origin=origin(row)) for row, (day, value) in enumerate(given)
    ]
    (change,) = found([*before, answer("L0", "end", 4, day=then, origin=origin(9))])
    assert known(change.before).counts == (0, 0, 1, 0, 0)
    assert left_out(change) == {"repeats": 1}


def test_an_answer_dated_after_the_end_is_no_answer_before():
    answers = [answer("L1", "baseline", 2, day=date(2025, 5, 1)), answer("L1", "end", 4, day=DAY)]
    (change,) = found([*answers, *both([(2, 3)], name="M", day=DAY)])
    assert change.n == 1
    assert left_out(change) == {"before_only": 1, "after_only": 1}


def test_a_period_is_that_of_the_later_answer():
    answers = [
        answer("L1", "baseline", 2, day=date(2025, 3, 30)),
        answer("L1", "end", 4, day=date(2025, 4, 2)),
        answer("L2", "baseline", 2, day=date(2025, 3, 30)),
        answer("L2", "end", 4, day=date(2025, 3, 31)),
    ]
    (change,) = found(answers, view=TrainingView(start=date(2025, 4, 1)))
    assert change.n == 1
    assert change.period == (date(2025, 4, 2), date(2025, 4, 2))
    assert found(answers, view=TrainingView(end=date(2025, 3, 30))) == ()


def test_only_the_courses_of_the_view_are_looked_at():
    answers = [*both([(2, 3)]), *both([(2, 3)], course="Another course")]
    (change,) = found(answers, view=TrainingView(courses=("Another course",)))
    assert change.course == "Another course"


def test_answered_is_of_those_who_came_whoever_answered_among_them():
    answers = both([(2, 4)] * 8)
    attended = came([f"L{place}" for place in range(1, 21)])  # L0 is not on the list
    (change,) = found(answers, attendances=attended)
    assert (change.answered.n, change.answered.of, change.answered.who) == (
        8,
        21,
        "learners who came or answered",
    )
    assert "response" in keys(change)


def test_answered_after_one_session_is_of_those_who_came_to_that_one():
    answers = [*both([(2, 4)] * 2, session="Week 1"), *both([(2, 4)] * 2, session="Week 2")]
    attended = [*came(["L0", "L1", "L2"], session="Week 1"), *came(["L0", "L1"], session="Week 2", order=2)]
    assert [change.answered.of for change in found(answers, attendances=attended)] == [3, 2]


def test_a_booking_that_was_kept_is_somebody_who_came():
    kept: tuple[BookingStatus, ...] = ("attended", "attended", "attended", "did not attend", "cancelled")
    booked = tuple(
        Booking(learner=f"L{place}", course=COURSE, day=DAY, status=status, origin=origin())
        for place, status in enumerate(kept)
    )
    (change,) = found(both([(2, 4)], day=DAY), bookings=booked)
    assert (change.answered.n, change.answered.of) == (1, 3)


def test_without_an_attendance_list_answered_is_of_those_who_answered_first():
    (change,) = found([*both([(2, 4)] * 2), answer("M", "baseline", 3), answer("N", "end", 3)])
    assert (change.answered.n, change.answered.of) == (2, 3)
    assert change.answered.who == "learners with the earlier answer"


def test_without_either_nobody_knows_how_many_were_asked():
    (change,) = found([answer("L1", "end", 4)])
    assert (change.answered.n, change.answered.of, change.answered.share) == (1, None, None)
    assert "asked_unknown" in keys(change)


def test_more_forms_than_people_give_no_share():
    (change,) = found(unsigned([4] * 5, "end", "after.csv"), attendances=came(["L1", "L2", "L3"]))
    assert (change.answered.n, change.answered.of) == (5, None)
    (text,) = (caveat.text for caveat in change.caveats if caveat.key == "asked_unknown")
    assert text.startswith("There are more forms than people")


def test_a_follow_up_has_how_many_of_those_who_came_answered_in_its_sentence_and_its_caveats():
    """Thirteen of 28 answered at six months: the example of facts/users.md section 3."""
    answers = [
        *(answer(f"L{place}", "baseline", 2) for place in range(28)),
        *(answer(f"L{place}", "follow-up 6 months", 4 if place < 7 else 2) for place in range(13)),
    ]
    (change,) = found(answers, attendances=came([f"L{place}" for place in range(28)]))
    assert (change.answered.n, change.answered.of) == (13, 28)
    assert "13 of 28 learners who came (46%) answered" in change.sentence
    (text,) = (caveat.text for caveat in change.caveats if caveat.key == "follow_up_response")
    assert "13 of 28 learners who came (46%) answered" in text
    assert "better or worse" in text


def test_of_a_period_those_asked_later_had_come_by_its_end():
    attended = [
        *came(["L0", "L1"], day=date(2025, 1, 10)),
        *came(["L2"], day=date(2025, 6, 10)),
        *came(["L3"], day=date(2026, 2, 1)),
    ]
    answers = [answer("L0", LATER, 4, day=date(2025, 4, 12)), answer("L2", LATER, 4, day=date(2025, 9, 9))]
    view = TrainingView(start=date(2025, 4, 1), end=date(2026, 1, 31))
    (change,) = found(answers, view=view, attendances=attended)
    assert (change.answered.n, change.answered.of) == (2, 3)
    assert change.answered.who == "learners who had come by then"


def test_groups_are_by_name_with_those_not_recorded_last_and_add_up():
    roles = {"L0": "Midwife", "L1": "Health visitor", "L2": "midwives", "L3": ""}
    answers = both([(2, 4), (3, 3), (4, 2), (1, 2)])
    (change,) = found(answers, view=TrainingView(by="role"), roles=roles)
    assert change.grouped_by == "role"
    assert [(group.value, group.recorded, [r.n for r in group.rates]) for group in change.groups] == [
        ("Health visitor", True, [0, 1, 0]),
        ("Midwife", True, [1, 0, 1]),
        ("Not recorded", False, [1, 0, 0]),
    ]


def test_an_attribute_recorded_of_nobody_makes_no_groups():
    (change,) = found(both([(2, 4)]), view=TrainingView(by="region"))
    assert (change.groups, change.grouped_by) == ((), "")


def test_by_session_each_comparison_stands_beside_the_others_of_its_question():
    answers = [
        *both([(1, 2)], session="Workshop 2"),
        *both([(2, 1), (2, 4)], session="Workshop 1"),
        *both([(2, 3)]),
    ]
    whole, first, second = found(answers, view=TrainingView(by="session"))
    assert whole.groups == ()
    assert [group.value for group in first.groups] == ["Workshop 1", "Workshop 2"]
    assert first.groups == second.groups
    assert first.groups[0].rates == first.rates


def test_a_quiz_is_scored_and_has_no_counts_of_single_answers():
    quiz = Question(id="quiz", text="Quiz", low=0, high=20, level=2, kind="quiz")
    (change,) = found(both([(8, 15), (12, 12), (9, 20)], question="quiz"), quiz)
    assert (known(change.before).counts, change.after.counts, change.moves) == ((), (), ())
    assert known(change.mean_gain).value == 6
    assert change.after.top.n == 1  # 19 or more
    assert "scored higher on “Quiz”" in change.sentence
    assert not {"own_rating", "ordinal"} & keys(change)


def test_a_rating_from_0_to_10_is_counted_answer_by_answer():
    eleven = Question(id="ten", text="From 0 to 10", low=0, high=10, level=2)
    (change,) = found(both([(0, 10)], question="ten"), eleven)
    assert len(change.after.counts) == 11
    assert len(change.moves) == 121
    assert [(move.before, move.after) for move in change.moves if move.n] == [("0", "10")]


def test_an_answer_between_the_whole_numbers_is_kept_and_not_told_singly():
    (change,) = found(both([(2, 3.5), (2, 4)]))
    assert known(change.rate("improved")).n == 2
    assert change.after.counts == ()
    assert change.moves == ()


@pytest.mark.parametrize(("level", "key"), [(1, "reaction"), (2, "own_rating"), (3, "own_rating")])
def test_the_level_stays_and_has_its_own_limit(level, key):
    question = replace(SURE, level=level)
    (change,) = found([answer("L1", "baseline", 2), answer("L1", LATER, 4)], question)
    assert change.level == level
    assert key in keys(change)
    name = {1: "level 1, reaction", 2: "level 2, learning", 3: "level 3, behaviour"}[level]
    assert change.sentence.endswith(f"({name})")


def test_months_after_a_real_workshop():
    """CodeRefinery's follow-up of 2018: unsigned forms, answered once; counted again from the file."""
    with shared("data/coderefinery_post_typeform_2018.csv").open(encoding="utf-8", newline="") as file:
        forms = list(csv.DictReader(file))
    header = next(name for name in forms[0] if name.startswith("Has it become easier"))
    question = Question(
        id="easier", text=header, low=0, high=1, level=3, kind="yes or no", labels=("No", "Yes")
    )
    answers = [
        answer("", "follow-up", float(form[header]), question="easier", origin=origin(row), course=workshop)
        for row, form in enumerate(forms)
        if form[header] and (workshop := form["Which workshop did you attend?"])
    ]
    expected = Counter(entry.course for entry in answers)
    yes = Counter(entry.course for entry in answers if entry.value == 1)
    made = found(answers, question)
    assert len(made) > 3
    assert {change.course: change.n for change in made} == expected
    assert {change.course: change.after.top.n for change in made} == {name: yes[name] for name in expected}
    assert {change.design for change in made} == {"after only"}
    assert all("how many were asked is not known" in change.sentence for change in made)
