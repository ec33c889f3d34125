"""What kind each sheet is taken for, and what its columns are."""

from datetime import datetime

import pytest

from evaluation.courses.recognising import recognise
from tests.courses.books import Rows, records, sheet, text, uses, xlsx

DAY = datetime(2025, 1, 14)


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("bookings", [["Order no.", "Attendee Email", "Event Name", "Attendee Status"],
                      [1, "a@example.org", "Play", "Checked In"]]),
        ("bookings", [["Staff number", "Course", "Course date", "Booked through"],
                      ["7", "Play", DAY, "Website"]]),
        ("register", [["Delegate ID", "Role", "Week 1", "Week 2"], ["d1", "Midwife", "✓", ""]]),
        ("register", [["Learner ID", DAY, datetime(2025, 1, 21)], ["L1", "P", "A"], ["L2", "P", "P"]]),
        ("register", [["Learner ID", "Session", "Attended"], ["L1", "Week 1", "Y"], ["L2", "Week 1", "N"]]),
        ("form", [["Your code", "I can play", "I know why"], ["a", "Agree", "Disagree"]]),
        ("form", [["Learner", "Stage", "Confidence in play (1-10)"], ["a", "Pre", 3], ["a", "Post", 8]]),
        ("learners", [["Trainee code", "Pathway", "Employer"], ["T1", "Parent-infant", "A trust"]]),
        ("ratings", [["Trainee", "Date", "Session", "Competence", "Rating"],
                     ["T1", DAY, "Video 1", "Warmth", 3]]),
        ("feedback", [["Trainee", "From", "Question", "Answer"], ["T1", "Parent", "I was heard", 5]]),
        ("units", [["Trainee code", "Unit", "Credits", "Result"], ["T1", "Theory", 15, "Pass"]]),
        ("awards", [["Trainee code", "Accreditation", "Status"], ["T1", "VIG", "Working towards"]]),
        ("workforce", [["Role", "Northbank", "Riverside", "Total"], ["Midwife", 3, 4, 7],
                       ["Nurse", 1, 2, 3]]),
        ("workforce", [["Job role", "Borough", "Headcount"], ["Midwife", "Northbank", 3]]),
        ("referrals", [["Month", "Northbank", "Riverside"], ["Jan 2025", 3, 4], ["Feb 2025", 1, 2]]),
        ("referrals", [["Borough", DAY, datetime(2025, 2, 1)], ["Northbank", 3, 4]]),
        ("referrals", [["Borough", "Month", "Referrals"], ["Northbank", "Jan 2025", 3]]),
        ("packages", [["Training need", "Training package"], ["Play", "Playing"]]),
    ],
)  # fmt: skip
def test_each_kind_of_sheet_is_recognised_by_what_stands_in_it(kind, rows):
    found = sheet(xlsx("a file.xlsx", rows))
    assert found.kind == kind
    assert found.why
    assert all(column.why for column in found.columns)


def test_families_questionnaires_are_left_out_and_it_is_said_where_they_belong():
    rows = [["Case ID", "Trainee code", "Start date", "Status", "PHQ-9 before", "PHQ-9 after"],
            ["C1", "T1", DAY, "Open", 8, 4]]  # fmt: skip
    found = sheet(xlsx("cases.xlsx", rows))
    assert (found.kind, "families" in found.why) == ("ignore", True)


def test_a_sheet_that_says_nothing_is_left_out_and_asked_about():
    found = sheet(xlsx("a file.xlsx", [["Apples", "Pears"], ["red", "green"]]))
    assert (found.kind, found.needs_you) == ("ignore", True)


def test_names_and_phones_are_left_out_and_addresses_are_used_as_codes():
    rows = [["First Name", "Surname", "Attendee Email", "Mobile", "Event Name", "Attendee Status"],
            ["Ann", "Hill", "a@example.org", "07700 900123", "Play", "Attending"]]  # fmt: skip
    assert uses(xlsx("a.xlsx", rows)) == ["private", "private", "email", "private", "course", "status"]


def test_answers_in_free_text_are_left_out():
    rows = [["Your code", "I can play", "What will you do differently?"],
            ["a", "Agree", "I shall wait for longer before I speak with Ann"],
            ["b", "Agree", "Ask the mother what she sees when her baby turns away"]]  # fmt: skip
    assert uses(xlsx("a.xlsx", rows)) == ["learner", "question", "private"]


def test_the_tools_own_columns_of_microsoft_forms_are_left_alone():
    rows = [["ID", "Start time", "Completion time", "Email", "Name", "Your\xa0code\n", "I can play\xa0"],
            [1, DAY, DAY, "anonymous", None, "a", "Agree"]]  # fmt: skip
    found = uses(xlsx("a.xlsx", rows))
    assert found == ["ignore", "ignore", "day", "private", "private", "learner", "question"]


def test_totals_across_and_down_are_not_counted_as_boroughs():
    rows = [["Role", "Northbank", "Riverside", "All boroughs"], ["Midwife", 3, 4, 7], ["Total", 3, 4, 7]]
    assert uses(xlsx("a.xlsx", rows)) == ["role", "count", "count", "ignore"]


@pytest.mark.parametrize(
    ("name", "pages", "course"),
    [
        ("a.xlsx", {"Sheet1": [["Attendance register: Play and talk"], ["Learner ID", "Week 1", "Week 2"]]},
         "Play and talk"),
        ("a.xlsx", {"Play and talk": [["Learner ID", "Week 1", "Week 2"]]}, "Play and talk"),
        ("Play and talk - register.xlsx", {"Sheet1": [["Learner ID", "Week 1", "Week 2"]]}, "Play and talk"),
        ("register.xlsx", {"Spring 2025": [["Learner ID", "Week 1", "Week 2"]]}, ""),
    ],
)  # fmt: skip
def test_a_course_is_read_from_a_title_a_sheet_or_a_file_and_else_asked_for(name, pages, course):
    pages = {title: [*rows, ["L1", "✓", "✓"]] for title, rows in pages.items()}
    found = sheet(xlsx(name, pages))
    assert (found.course, found.needs_you) == (course, not course)


def test_a_sheet_called_after_an_intake_gives_its_learners_that_group():
    rows = [["Learner ID", "Week 1", "Week 2"], ["L1", "✓", "✓"]]
    assert sheet(xlsx("play.xlsx", {"Autumn 2025": rows})).cohort == "Autumn 2025"


def test_a_form_without_a_course_is_taken_for_that_of_the_only_other_sheet_and_says_so():
    booked = text("bookings.csv", [["Learner ID", "Course", "Status"], ["a", "Play", "Attended"]])
    form = text("after.csv", [["Learner ID", "I can play", "I know why"], ["a", "Agree", "Agree"]])
    found = sheet(booked, form, at=1)
    assert found.course == "Play"
    assert any("taken for that one" in note for note in found.notes)


def test_what_somebody_says_a_sheet_is_stands_whatever_it_looks_like():
    book = xlsx("a file.xlsx", [["Learner ID", "Role"], ["L1", "Midwife"]])
    place = ("a file.xlsx", book.sheets[0].name)
    assert recognise([book]).mapping.sheets[0].kind == "learners"
    (said,) = recognise([book], (), {place: "bookings"}).mapping.sheets
    assert (said.kind, said.why) == ("bookings", "chosen by you")
    assert [column.use for column in said.columns] == ["learner", "role"]


def test_a_form_with_one_rating_is_no_list_of_bookings_that_would_count_as_places():
    form: Rows = [["Timestamp", "Learner ID", "Course", "I would recommend this course (1-5)"]]
    form += [["13/05/2025 17:00:00", "", "Watching", 4 + n % 2] for n in range(9)]
    came = [["Learner ID", "Course", "Date", "Attendance"], ["L1", "Watching", "13/05/2025", "Attended"]]
    found = records(text("sent in.csv", form), text("list.csv", came))
    assert (len(found.bookings) + len(found.attendances), len(found.answers)) == (1, 9)


def test_a_range_in_the_header_stands_though_everybody_answered_one():
    form: Rows = [["Learner ID", "Course", "Before: how sure are you? (1-5)", "Now: how sure are you? (1-5)"]]
    form += [[f"L{n}", "Watching", 1, 4] for n in range(6)]
    found = records(text("form.csv", form))
    assert [(question.low, question.high) for question in found.questions] == [(1, 5)]
