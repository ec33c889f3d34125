"""Attendance lists: marks across or down, their sessions, days and order."""

from datetime import date, datetime

import pytest

from evaluation.courses.marks import award_status, booking_status, came, unit_result
from tests.courses.books import records, text, xlsx


def came_to(*rows, name="play.xlsx"):
    return [
        (a.learner, a.session, a.came) for a in records(xlsx(name, [list(row) for row in rows])).attendances
    ]


@pytest.mark.parametrize("mark", ["✓", "Y", "yes", "1", 1, "P", "Present", "P (late)", "Attended", "x"])
def test_every_usual_mark_says_that_somebody_came(mark):
    assert came_to(["Learner ID", "Week 1", "Week 2"], ["a", mark, mark]) == [
        ("a", "Week 1", True),
        ("a", "Week 2", True),
    ]


@pytest.mark.parametrize(
    "mark", ["N", "no", "0", 0, "A", "Absent", "Apologies – sick", "DNA", "Did not attend", "✗"]
)
def test_every_usual_mark_says_that_somebody_stayed_away(mark):
    found = came_to(["Learner ID", "Week 1", "Week 2"], ["a", "✓", mark], ["b", "✓", "✓"])
    assert ("a", "Week 2", False) in found


def test_an_x_beside_ticks_is_away_and_alone_is_there():
    assert came("x", cross_is_away=True) is False
    beside = came_to(["Learner ID", "Week 1", "Week 2"], ["a", "✓", "x"])
    alone = came_to(["Learner ID", "Week 1", "Week 2"], ["a", "x", ""], ["b", "x", "x"])
    assert beside == [("a", "Week 1", True), ("a", "Week 2", False)]
    assert ("a", "Week 2", False) in alone


def test_a_blank_beside_marks_of_absence_is_not_recorded():
    found = came_to(["Learner ID", "Week 1", "Week 2"], ["a", "P", ""], ["b", "A", "P"])
    assert ("a", "Week 2") not in {(who, session) for who, session, _ in found}


def test_a_session_still_to_come_says_nothing_of_anybody():
    found = came_to(["Learner ID", "Week 1", "Week 2", "Week 3"], ["a", "✓", "", ""], ["b", "", "✓", ""])
    assert {session for _, session, _ in found} == {"Week 1", "Week 2"}


def test_an_unknown_mark_is_told_by_its_row_and_never_repeated():
    rows = [
        ["Learner ID", "Week 1", "Week 2"],
        *([f"l{i}", "P", "P"] for i in range(9)),
        ["z", "P", "Ann rang"],
    ]
    found = records(xlsx("play.xlsx", rows))
    (note,) = [note for note in found.notes if "no mark" in note]
    assert "row 11" in note
    assert "Ann" not in "".join(found.notes)


def test_sessions_are_in_the_order_of_their_numbers_not_of_their_columns():
    rows = [["Learner ID", "Week 11", "Week 2", "Week 1"], ["a", "✓", "✓", "✓"]]
    found = {a.session: a.order for a in records(xlsx("play.xlsx", rows)).attendances}
    assert found == {"Week 1": 1, "Week 2": 2, "Week 11": 3}


def test_sessions_without_numbers_are_in_the_order_of_their_days():
    rows = [["Learner ID", "Session", "Date", "Attended"], ["a", "Talking", "21/01/2025", "Y"],
            ["a", "Watching", "14/01/2025", "Y"]]  # fmt: skip
    found = {a.session: (a.order, a.day) for a in records(text("play.csv", rows)).attendances}
    assert found == {"Watching": (1, date(2025, 1, 14)), "Talking": (2, date(2025, 1, 21))}


def test_a_session_has_one_name_on_the_list_and_on_the_form():
    register = xlsx("play register.xlsx", [["Code", "Workshop 1", "Workshop 2"], ["a", "✓", "✓"]])
    form = xlsx("after.xlsx", [["Code", "Workshop", "I can play"], ["a", "Workshop 2: Talking", "Agree"]])
    found = records(register, form)
    assert {a.session for a in found.attendances} == {"Workshop 1", "Workshop 2: Talking"}
    assert {a.session for a in found.answers} == {"Workshop 2: Talking"}


def test_dates_across_are_sessions_by_their_place_with_their_day():
    rows = [["Play: who came"], ["Learner ID", "Role", datetime(2025, 1, 14), datetime(2025, 1, 21)],
            ["a", "Midwife", "P", "A"], ["Number present", None, 1, 0]]  # fmt: skip
    found = records(xlsx("register.xlsx", rows))
    assert [(a.course, a.session, a.day, a.came) for a in found.attendances] == [
        ("Play", "Session 1", date(2025, 1, 14), True),
        ("Play", "Session 2", date(2025, 1, 21), False),
    ]
    assert found.ledgers[0].reasons == (("It is the foot of the list, not a learner", 1),)


def test_who_stayed_away_by_a_list_with_a_row_each_is_read():
    rows = [["Learner ID", "Session", "Attended?"], ["a", 1, "Y"], ["b", 1, "DNA"], ["c", 1, "perhaps"]]
    found = records(text("play.csv", rows))
    assert [(a.learner, a.session, a.came) for a in found.attendances] == [
        ("a", "Session 1", True),
        ("b", "Session 1", False),
    ]
    assert [entry.row for entry in found.ledgers[0].set_aside] == [4]


def test_where_two_lists_differ_that_somebody_came_stands():
    one = text("play register.csv", [["Learner ID", "Week 1", "Week 2"], ["a", "N", "Y"]])
    two = text("play attendance.csv", [["Learner ID", "Week 1", "Week 2"], ["A", "Y", "Y"]])
    found = records(one, two)
    assert sorted((a.session, a.came) for a in found.attendances) == [("Week 1", True), ("Week 2", True)]


def test_what_was_brought_stands_with_its_session():
    rows = [["Code", "Workshop 1", "Workshop 2", "Brought a case\nworkshop 1", "Brought a case workshop 2"],
            ["a", "✓", "✓", "N", "Y"]]  # fmt: skip
    found = records(xlsx("play.xlsx", rows))
    assert [(a.session, a.brought_case) for a in found.attendances] == [
        ("Workshop 1", False),
        ("Workshop 2", True),
    ]


def test_what_was_brought_by_a_signed_form_counts_as_having_been_there_where_there_is_no_list():
    rows = [["Code", "Workshop", "Did you bring a case?", "I can play"], ["a", "Workshop 1", "Yes", "Agree"],
            ["", "Workshop 1", "No", "Agree"]]  # fmt: skip
    found = records(xlsx("play after.xlsx", rows))
    assert [(a.learner, a.came, a.brought_case) for a in found.attendances] == [("a", True, True)]
    assert sum("brought" in note for note in found.notes) == 2


def test_words_of_status_are_read_in_the_ways_people_write_them():
    assert [booking_status(text) for text in ("Checked In", "DNA", "Refunded", "Attending", "Blue")] == [
        "attended", "did not attend", "cancelled", "booked", None,
    ]  # fmt: skip
    assert [unit_result(text) for text in ("Pass", "Refer", "")] == ["passed", "not passed", "in progress"]
    assert [award_status(text) for text in ("Accredited", "Working towards", "")] == [
        "achieved", "in progress", "not started",
    ]  # fmt: skip


def test_a_list_without_marks_counts_everybody_and_says_so():
    rows = [["Learner ID", "Course", "Workshop", "Date"]]
    rows += [[who, "Play", "Workshop 1", "2026-01-14"] for who in ("L1", "L2")]
    found = records(text("attendance.csv", rows))
    assert [entry.came for entry in found.attendances] == [True, True]
    assert any("everybody in it counts as having come" in note for note in found.notes)
