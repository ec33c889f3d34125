"""Each course: from booked to answered, who came to which session, each figure by a hand example."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.courses.records import Records
from evaluation.training.attendance import attended_groups, courses
from evaluation.training.attendance_words import course_sentence
from evaluation.training.choices import TrainingView
from tests.reference import known
from tests.training.rows import LIKED, SURE, answered, at, booked, listed, people

ALL = TrainingView()

# Three workshops. Ann came to all, Ben to two, Cal to the first alone; Di stood on the list and never came.
WORKSHOPS = """
    ann | PAIRS | 1 | 14/1/25 | | yes
    ann | PAIRS | 2 | 21/1/25 | | yes
    ann | PAIRS | 3 | 28/1/25 | | no
    ben | PAIRS | 1 | 14/1/25 | | no
    ben | PAIRS | 2 | 21/1/25 | |
    ben | PAIRS | 3 | 28/1/25 | no |
    cal | PAIRS | 1 | 14/1/25 | |
    cal | PAIRS | 2 | 21/1/25 | no |
    di  | PAIRS | 1 | 14/1/25 | no |
"""
# Five booked: two came, one cancelled, one stayed away, of one nothing is known. Guy came without a booking.
ONE_DAY = """
    ann | Ghosts | 14/1/25 | attended
    ann | Ghosts | 3/6/25  | cancelled
    ben | Ghosts | 14/1/25 | attended
    cal | Ghosts | 14/1/25 | cancelled
    di  | Ghosts | 14/1/25 | did not attend
    di  | Ghosts | 3/6/25  | cancelled
    eve | Ghosts | 14/1/25 | booked
"""


def only(records: Records, view: TrainingView = ALL):
    (found,) = courses(records, view)
    return found


def steps(found) -> dict[str, int | None]:
    return {step.key: step.n for step in (*found.flow.steps, *found.flow.reasons)}


def keys(found) -> set[str]:
    return {caveat.key for caveat in found.caveats}


@pytest.fixture(scope="module")
def workshops() -> Records:
    return Records(attendances=listed(WORKSHOPS))


def test_three_workshops_by_hand(workshops):
    found = only(workshops)
    assert steps(found) == {"listed": 4, "came": 3, "away": 1}
    told = [(s.session, s.day, s.came.n, s.came.of) for s in found.sessions]
    assert told == [
        ("Workshop 1", date(2025, 1, 14), 3, 3),
        ("Workshop 2", date(2025, 1, 21), 2, 3),
        ("Workshop 3", date(2025, 1, 28), 1, 3),
    ]
    brought = [s.brought for s in found.sessions]
    assert [(rate.n, rate.of) for rate in map(known, brought)] == [(1, 2), (1, 1), (0, 1)]
    assert [(rate.outcome, rate.n, rate.of) for rate in found.attended] == [
        ("1", 1, 3),
        ("2", 1, 3),
        ("3", 1, 3),
    ]
    assert (known(found.completed).n, known(found.completed).of) == (1, 3)
    assert (found.held, found.period) == (3, (date(2025, 1, 14), date(2025, 1, 28)))
    assert found.sentence == "1 of 3 learners (33%) came to all 3 workshops"
    assert found.key == "pairs"


def test_nobody_said_whether_they_brought_a_case():
    found = only(Records(attendances=listed("ann|PAIRS|1|14/1/25\nann|PAIRS|2|21/1/25")))
    assert [session.brought for session in found.sessions] == [None, None]


def test_a_one_day_course_by_hand():
    found = only(Records(bookings=booked(ONE_DAY)))
    # Di cancelled once and stayed away once: one reason each, the heavier one.
    assert steps(found) == {"booked": 5, "came": 2, "cancelled": 1, "away": 1, "undecided": 1}
    assert (found.attended, found.completed, found.sessions) == ((), None, ())
    assert found.sentence == "2 of 5 learners who booked a place came (40%)"
    assert found.held == 1


def test_who_came_without_a_booking_is_in_the_first_step_and_its_name_says_so():
    found = only(Records(bookings=booked(ONE_DAY), attendances=listed("guy|Ghosts|1|14/1/25")))
    assert (steps(found)["booked"], steps(found)["came"]) == (6, 3)
    assert found.flow.steps[0].label == "Booked a place, or came without a booking"
    assert found.sentence == "3 learners came"
    assert found.sessions == ()  # one session alone is the course itself


def test_counts_by_session_leave_out_who_is_on_no_list_and_it_is_said():
    found = only(Records(bookings=booked(ONE_DAY), attendances=listed("guy|Ghosts|1|14/1/25||yes")))
    assert "no_list" in keys(found)
    assert [(s.came.n, s.came.of, known(s.brought).n) for s in found.sessions] == [(1, 1, 1)]


def test_those_who_answered_afterwards_are_counted_among_those_who_came():
    forms = """
        ann | Ghosts | liked | end
        ann | Ghosts | sure  | end
        ann | Ghosts | sure  | retrospective baseline
        ben | Ghosts | sure  | baseline
        zoe | Ghosts | liked | end
    """
    found = only(Records(bookings=booked(ONE_DAY), answers=answered(forms), questions=(LIKED, SURE)))
    assert steps(found)["answered"] == 1  # Ben answered before alone; nothing says that Zoe came
    assert "not_listed" in keys(found)
    assert found.levels == (1, 2)


def test_forms_that_nobody_signed_count_once_whatever_the_sessions():
    forms = "|PAIRS|liked|end|Workshop 1\n|PAIRS|liked|end|Workshop 1\n|PAIRS|liked|end|Workshop 2"
    found = only(Records(attendances=listed(WORKSHOPS), answers=answered(forms), questions=(LIKED,)))
    assert steps(found)["answered"] == 2


def test_two_questions_of_one_form_are_one_form():
    form = at("forms.csv")
    both = tuple(
        replace(answer, origin=form)
        for answer in answered("|Ghosts|liked|end\n|Ghosts|sure|retrospective baseline")
    )
    found = only(Records(bookings=booked(ONE_DAY), answers=both, questions=(LIKED, SURE)))
    assert steps(found)["answered"] == 1


def test_a_before_asked_afterwards_and_an_end_on_two_forms_are_two_forms_of_everybody_who_came():
    forms = "|Ghosts|liked|end\n|Ghosts|sure|retrospective baseline"
    found = only(Records(bookings=booked(ONE_DAY), answers=answered(forms), questions=(LIKED, SURE)))
    assert (steps(found)["answered"], steps(found)["came"]) == (2, 2)


def test_more_forms_than_people_are_no_step_of_the_flow():
    forms = "\n".join(["|Ghosts|liked|end"] * 3)
    found = only(Records(bookings=booked(ONE_DAY), answers=answered(forms), questions=(LIKED,)))
    assert "answered" not in steps(found)
    assert "more_forms" in keys(found)


def test_a_course_of_forms_alone_says_that_who_came_is_not_recorded():
    forms = "ann|Ghosts|liked|end||14/1/25\nben|Ghosts|liked|follow-up 3 months||14/4/25"
    found = only(Records(answers=answered(forms), questions=(LIKED,)))
    assert steps(found) == {"answered": 2}
    assert found.sentence == "2 learners answered a form afterwards; who came is not recorded"
    assert found.period == (date(2025, 1, 14), date(2025, 4, 14))
    before = only(Records(answers=answered("ann|Ghosts|sure|baseline"), questions=(SURE,)))
    assert before.sentence == "It is not recorded who came, or who answered a form afterwards"


def test_a_course_still_to_come_says_that_nobody_came():
    found = only(Records(bookings=(*booked("ann|Ghosts|14/1/25|did not attend\nben|Ghosts|14/1/25|booked"),)))
    assert found.sentence == "Nobody is recorded as having come; 2 learners booked a place"
    assert (found.held, found.period) == (0, (None, None))


def test_numbers_attended_are_grouped_where_there_are_more_than_six_sessions():
    # Of twelve weeks Ann came to all, Ben to nine, Cal to six and Di to one.
    weeks = {"ann": 12, "ben": 9, "cal": 6, "di": 1}
    marks = "\n".join(f"{who}|NSCAP|{week}|" for who, n in weeks.items() for week in range(1, n + 1))
    found = only(Records(attendances=listed(marks)))
    assert [(rate.outcome, rate.n) for rate in found.attended] == [
        ("1 to 5", 1),
        ("6 to 8", 1),
        ("9 to 11", 1),
        ("all 12", 1),
    ]
    assert known(found.completed).n == 1
    assert found.held == 12  # no session has a day, so each counts as one


@pytest.mark.parametrize("sessions", range(1, 40))
def test_groups_of_numbers_attended_leave_none_out_and_none_twice(sessions):
    groups = attended_groups(sessions)
    covered = [n for first, last, _name in groups for n in range(first, last + 1)]
    assert covered == list(range(1, sessions + 1))


def test_a_session_to_which_nobody_came_is_taken_as_not_held():
    marks = "ann|PAIRS|1|14/1/25\nann|PAIRS|2|21/1/25\nann|PAIRS|3|28/1/25|no"
    found = only(Records(attendances=listed(marks)))
    assert (len(found.sessions), known(found.completed).n) == (2, 1)
    assert "not_held" in keys(found)


def test_dates_that_cut_through_a_course_leave_it_open_who_completed_it(workshops):
    found = only(workshops, ALL.with_(start=date(2025, 1, 20)))
    assert (len(found.sessions), found.completed) == (2, None)
    assert "cut" in keys(found)
    assert courses(workshops, ALL.with_(start=date(2026, 1, 1))) == ()
    assert courses(workshops, ALL.with_(courses=("Other",))) == ()


def test_somebody_who_came_on_two_dates_is_one_learner():
    found = only(Records(bookings=booked("ann|Ghosts|14/1/25\nann|Ghosts|3/6/25")))
    assert (steps(found)["came"], found.held) == (1, 2)
    assert "once" in keys(found)


def test_those_who_came_are_split_by_what_the_view_asks_for():
    records = Records(
        learners=people("ann|Midwife\nben|Health visitor"),
        bookings=booked("ann|Ghosts|14/1/25\nann|Ghosts|3/6/25\nben|Ghosts|14/1/25\ncal|Ghosts|14/1/25"),
    )
    by = known(only(records, ALL.with_(by="role")).by)
    assert [(part.value, part.people.n, part.people.of, part.places) for part in by.parts] == [
        ("Health visitor", 1, 3, 1),
        ("Midwife", 1, 3, 2),
        ("Not recorded", 1, 3, 1),
    ]
    assert (by.id, by.adds) == ("role", True)
    assert only(records, ALL.with_(by="session")).by is None
    assert only(records).by is None


def test_courses_that_read_alike_have_keys_of_their_own():
    found = courses(Records(bookings=booked("ann|Ghosts!|14/1/25\nann|ghosts|14/1/25")), ALL)
    assert len({course.key for course in found}) == 2


def test_the_sentence_of_hidden_and_rounded_numbers(workshops):
    found = only(workshops)
    hidden = replace(known(found.completed), n=None, of=None, hidden="[c]")
    assert course_sentence(replace(found, completed=hidden)) == "[c] of [c] learners came to all 3 workshops"
    rounded = replace(known(found.completed), n=30, of=50, printed_share=0.6)
    assert course_sentence(replace(found, completed=rounded)) == (
        "about 60% of about 50 learners came to all 3 workshops"
    )
