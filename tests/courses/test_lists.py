"""Trainees' records and lists of numbers, read row by row."""

from __future__ import annotations

from datetime import date, datetime

from tests.courses.books import records, text, xlsx

DAY = datetime(2025, 1, 14)


def test_units_have_their_credits_from_a_column_or_from_the_units_name():
    one = text("units.csv", [["Trainee code", "Unit", "Credits", "Result", "Date passed"],
                             ["T1", "Theory", "15", "Pass", "14/01/2025"], ["T1", "Practice", "30", "", ""],
                             ["T1", "Play", "30", "Referred", ""], ["T1", "Odd", "30", "Turquoise", ""],
                             ["", "Theory", "15", "Pass", ""]])  # fmt: skip
    found = records(one)
    assert [(unit.unit, unit.credits, unit.result) for unit in found.units] == [
        ("Theory", 15, "passed"),
        ("Practice", 30, "in progress"),
        ("Play", 30, "not passed"),
    ]
    assert [entry.row for entry in found.ledgers[0].set_aside] == [5, 6]
    named = text("units.csv", [["Trainee code", "Unit", "Result"], ["T1", "Theory (45 credits)", "Pass"]])
    assert records(named).units[0].credits == 45


def test_accreditation_is_read_as_far_as_it_is():
    rows = [["Trainee", "Accreditation", "Status"], ["T1", "VIG", "Accredited"],
            ["T2", "VIPP", "Working towards"], ["T3", "Incredible Years", "Not yet"]]  # fmt: skip
    assert [(award.award, award.status) for award in records(text("a.csv", rows)).awards] == [
        ("VIG", "achieved"),
        ("VIPP", "in progress"),
        ("Incredible Years", "not started"),
    ]


def test_ratings_have_their_range_their_word_on_passing_and_no_raters_name():
    rows = [["Trainee", "Date", "Session", "Competence", "Rating (0-6)", "Rated by", "Passed"],
            ["T1", DAY, "Video 1", "Warmth", 4, "Supervisor", "Yes"],
            ["T1", DAY, "Video 1", "Pace", "not seen", "Jo Green", None],
            ["T1", DAY, "Video 2", "Pace", 9, "Jo Green", "No"]]  # fmt: skip
    found = records(xlsx("ratings.xlsx", rows))
    assert [(r.session, r.competence, r.value, r.low, r.high, r.rater, r.passed) for r in found.ratings] == [
        ("Video 1", "Warmth", 4, 0, 6, "supervisor", True),
        ("Video 2", "Pace", None, 0, 6, "", False),
    ]
    assert any("outside 0 to 6 (row 4)" in note for note in found.notes)
    assert "Green" not in repr(found)


def test_feedback_is_read_a_row_an_answer_or_a_column_a_statement():
    long = [["Trainee", "From", "Date", "Question", "Answer (1-5)"], ["T1", "Mum", DAY, "I was heard", 5]]
    wide = [["Trainee", "Given by", "Works safely", "I was heard"], ["T1", "Supervisor", "Agree", None]]
    assert [(f.rater, f.question, f.value, f.high) for f in records(xlsx("a.xlsx", long)).feedback] == [
        ("parent", "I was heard", 5, 5)
    ]
    assert [(f.rater, f.question, f.value) for f in records(xlsx("supervisor.xlsx", wide)).feedback] == [
        ("supervisor", "Works safely", 4)
    ]


def test_the_workforce_is_read_the_same_down_and_across_and_totals_are_not_counted():
    across = [
        ["Role", "Northbank", "Riverside", "Total"],
        ["Midwife", 3, 4, 7],
        ["Nurse", 1, 2, 3],
        ["Total", 4, 6, 10],
    ]
    down = [["Role", "Borough", "Headcount"], ["Midwife", "Northbank", 3], ["Midwife", "Riverside", 4],
            ["Nurse", "Northbank", 1], ["Nurse", "Riverside", 2], ["Total", None, 10]]  # fmt: skip
    read = [
        {(h.role, h.borough): h.people for h in records(xlsx("workforce.xlsx", rows)).headcounts}
        for rows in (across, down)
    ]
    assert read[0] == read[1]
    assert sum(read[0].values()) == 10


def test_referrals_are_read_the_same_down_by_month_and_by_borough():
    down = [["Borough", "Month", "Referrals"], ["Northbank", "Jan 2025", 3], ["Northbank", "Feb 2025", 4],
            ["Riverside", "Jan 2025", 5], ["Riverside", "Feb 2025", 6]]  # fmt: skip
    months = [["Month", "Northbank", "Riverside", "All boroughs"], [datetime(2025, 1, 1), 3, 5, 8],
              [datetime(2025, 2, 1), 4, 6, 10], ["Total", 7, 11, 18]]  # fmt: skip
    boroughs = [["Borough", "Jan 2025", "Feb 2025", "Total"], ["Northbank", 3, 4, 7], ["Riverside", 5, 6, 11]]
    read = [
        {(r.borough, r.month): r.n for r in records(xlsx("referrals.xlsx", rows)).referrals}
        for rows in (down, months, boroughs)
    ]
    assert read[0] == read[1] == read[2]
    assert read[0]["Riverside", date(2025, 2, 1)] == 6


def test_a_number_that_is_none_and_a_borough_that_stands_twice_are_told():
    rows = [["Role", "Borough", "Headcount"], ["Midwife", "Northbank", "3"], ["Midwife", "NORTHBANK", "5"],
            ["Nurse", "Northbank", "2.5"], ["Nurse", "Riverside", "7"], ["Nurse", "Millfield", "8"],
            ["Nurse", "Harbour", "9"], ["Nurse", "Hill", "1"], ["Nurse", "Vale", "1"], ["Nurse", "Dale", "1"],
            ["Nurse", "Moor", "1"], ["Nurse", "Lake", "about 4"]]  # fmt: skip
    found = records(text("workforce.csv", rows))
    assert sum(entry.people for entry in found.headcounts if entry.role == "Midwife") == 3
    assert [(entry.row, entry.reason) for entry in found.ledgers[0].set_aside] == [
        (3, "The same role and borough stand in a row above"),
        (4, "No number stands in it"),
        (12, "No number stands in it"),
    ]
    assert any("no number (row 12)" in note for note in found.notes)
    assert any("no whole number (row 4)" in note for note in found.notes)


def test_packages_are_read_and_courses_are_spelt_as_elsewhere():
    booked = text(
        "bookings.csv", [["Learner ID", "Course", "Status"], *([f"L{i}", "Play", "Attended"] for i in "abc")]
    )
    found = records(booked, text("packages.csv", [["Topic", "Course"], ["Bonding", "PLAY "], ["Play", ""]]))
    assert [(package.topic, package.course) for package in found.packages] == [("Bonding", "Play")]
    assert found.ledgers[1].set_aside[0].reason == "It has no topic or no course"


def test_places_and_sources_are_spelt_one_way():
    rows = [["Learner ID", "Course", "Status", "Venue", "Source"],
            ["a", "Play", "Attended", "The hall", "Website"],
            ["b", "play ", "Attended", "the  Hall", "Website"],
            ["c", "Play", "Attended", "The hall", "website"]]  # fmt: skip
    found = records(text("bookings.csv", rows))
    assert {(b.course, b.place, b.source) for b in found.bookings} == {("Play", "The hall", "Website")}


def test_the_fingerprint_changes_with_a_file_and_with_how_it_is_read():
    rows = [["Learner ID", "Course", "Status"], ["a", "Play", "Attended"]]
    one, other = text("b.csv", rows), text("b.csv", [*rows, ["b", "Play", "Attended"]])
    assert records(one).fingerprint == records(one).fingerprint != records(other).fingerprint
    assert [entry.kinds for entry in records(one).files] == [("Bookings",)]
