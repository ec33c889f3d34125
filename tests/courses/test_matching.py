"""Whose each row is: ids, addresses, both; who is on no list; what came twice; nothing personal kept."""

from datetime import datetime

from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from tests.courses.books import KEY, records, text, xlsx

BOOKED = ["Learner ID", "Attendee Email", "Course", "Course date", "Status", "Job title"]


def booked(*rows):
    return text("bookings.csv", [BOOKED, *rows])


def form(*rows, name="after the course.csv"):
    return text(name, [["Timestamp", "Email address", "Your code", "I can play", "I know why"], *rows])


def test_a_row_with_an_id_and_an_address_joins_the_two_whatever_their_case():
    found = records(
        booked(["L1", "Ann@Example.org ", "Play", "14/01/2025", "Attended", "Midwife"]),
        form(
            ["14/01/2025", "ann@example.org", "", "Agree", "Agree"],
            ["14/01/2025", "", " l1", "Disagree", "Agree"],
        ),
    )
    assert {answer.learner for answer in found.answers} == {"L1"}
    assert found.unmatched == ()


def test_an_address_that_stands_beside_two_ids_joins_neither_and_is_counted():
    found = records(
        booked(["L1", "team@example.org", "Play", "14/01/2025", "Attended", "Midwife"],
               ["L2", "team@example.org", "Play", "14/01/2025", "Attended", "Nurse"]),
        form(["14/01/2025", "team@example.org", "", "Agree", "Agree"]),
    )  # fmt: skip
    assert len({booking.learner for booking in found.bookings}) == 2
    assert len(found.unmatched) == 1
    assert any(note.startswith("1 e-mail address stands beside several") for note in found.notes)


def test_nobodys_form_is_unsigned_and_somebody_unknowns_is_listed():
    found = records(
        booked(["L1", "", "Play", "14/01/2025", "Attended", "Midwife"]),
        form(
            ["14/01/2025", "anonymous", "", "Agree", "Agree"],
            ["14/01/2025", "x@example.org", "", "Agree", "Agree"],
        ),
    )
    assert [answer.learner == "" for answer in found.answers] == [True, False, True, False]
    assert [(entry.origin.row, "no booking" in entry.reason) for entry in found.unmatched] == [(3, True)]


def test_without_any_list_of_learners_nobody_is_missing_from_one():
    assert records(form(["14/01/2025", "x@example.org", "", "Agree", "Agree"])).unmatched == ()


def test_of_two_forms_sent_in_on_one_day_the_last_stands_and_the_other_row_is_set_aside():
    found = records(
        form(["14/01/2025", "", "a", "Disagree", "Disagree"], ["14/01/2025", "", "a", "Agree", "Agree"])
    )
    assert [answer.value for answer in found.answers] == [4, 4]
    assert [(entry.row, entry.reason) for entry in found.ledgers[0].set_aside] == [
        (2, "The same learner sent this form in again (later, row 3)")
    ]


def test_a_form_of_another_day_may_be_of_another_time_on_the_course_and_is_kept():
    found = records(form(["14/01/2025", "", "a", "Agree", ""], ["14/03/2025", "", "a", "Disagree", ""]))
    assert [answer.value for answer in found.answers] == [4, 2]


def test_forms_that_nobody_signed_are_never_taken_for_one_anothers():
    rows = [["14/01/2025", "", "", "Agree", "Agree"]] * 3
    assert len(records(form(*rows)).answers) == 6


def test_a_place_cancelled_and_booked_again_is_one_place():
    row = ["L1", "a@example.org", "Play", "14/01/2025"]
    found = records(booked([*row, "Attended", "Midwife"], [*row, "Cancelled", "Midwife"]))
    assert [booking.status for booking in found.bookings] == ["attended"]
    assert found.ledgers[0].used == 1


def test_where_files_disagree_on_a_role_the_latest_stands_and_the_differing_are_counted():
    found = records(
        booked(["L1", "", "Play", "14/03/2025", "Attended", "Midwife"],
               ["L1", "", "Talk", "14/01/2025", "Attended", "Nurse"],
               ["L2", "", "Talk", "14/01/2025", "Attended", "NURSE "]),
    )  # fmt: skip
    assert {one.id: one.role for one in found.learners} == {"L1": "Midwife", "L2": "Nurse"}
    assert any(note.startswith("1 learner is described with more than one role") for note in found.notes)


def test_a_list_with_names_alone_tells_learners_apart_by_codes():
    rows = [["Name", "Job title", "Week 1", "Week 2"], ["Emma Jones", "Midwife", "✓", "✓"],
            ["Asha Patel", "Nurse", "✓", ""], ["Sarah Hill", "Nurse", "✓", ""]]  # fmt: skip
    found = records(xlsx("play.xlsx", rows))
    assert len({a.learner for a in found.attendances}) == 3
    assert not any(name in repr(found) for name in ("Emma", "Jones", "Asha"))


def test_the_same_key_makes_the_same_codes_and_another_key_others():
    book = form(["14/01/2025", "x@example.org", "", "Agree", "Agree"])
    mapping = recognise([book]).mapping
    learners = [
        {answer.learner for answer in read([book], mapping, key=key).answers}
        for key in (KEY, KEY, b"another" * 3, b"")
    ]
    assert learners[0] == learners[1]
    assert len(set(map(frozenset, learners))) == 3


def test_nothing_personal_leaves_the_reading():
    rows = [["Ann", "Hill", "ann.hill@example.org", "Play", "14/01/2025", "who knows, Ann?", "Midwife"],
            ["Bob", "Hill", "bob.hill@example.org", "Play", "soon", "Attended", "Nurse"]]  # fmt: skip
    headers = [
        "First Name",
        "Surname",
        "Attendee Email",
        "Event Name",
        "Event Start Date",
        "Attendee Status",
        "Job Title",
    ]
    found = records(text("bookings.csv", [headers, *rows]))
    said = repr(found)
    assert not any(word in said for word in ("Ann", "Bob", "Hill", "example.org", "soon"))
    assert len(found.bookings) == 1


def test_every_row_is_used_or_set_aside_with_its_sheet_and_row():
    found = records(
        booked(["L1", "", "Play", "14/01/2025", "Waiting list", "Midwife"],
               ["L2", "", "Play", "14/01/2025", "Turquoise", "Midwife"],
               ["", "test@example.org", "Play", "14/01/2025", "Attended", "Midwife"],
               ["", "", "", "", "", ""],
               ["L3", "", "Play", "14/01/2025", "Attended", "Midwife"]),
    )  # fmt: skip
    (ledger,) = found.ledgers
    assert (ledger.rows, ledger.used) == (5, 1)
    assert [entry.row for entry in ledger.set_aside] == [2, 3, 4, 5]
    assert {entry.sheet for entry in ledger.set_aside} == {"bookings.csv"}


def test_a_booking_without_an_id_is_a_place_all_the_same():
    found = records(booked(["", "Info Requested", "Play", "14/01/2025", "Attended", ""]))
    assert [(booking.learner, booking.course) for booking in found.bookings] == [("", "Play")]


def test_a_row_of_no_named_course_is_read_as_such_and_asked_about():
    found = records(booked(["L1", "", "", "14/01/2025", "Attended", "Midwife"],
                           ["L2", "", "Play", "14/01/2025", "Attended", "Midwife"]))  # fmt: skip
    assert [booking.course for booking in found.bookings] == ["Unnamed course", "Play"]
    assert any("no named course (row 2)" in note for note in found.notes)


def test_date_cells_and_dates_in_words_are_the_same_day():
    one = xlsx("bookings.xlsx", [BOOKED, ["L1", "", "Play", datetime(2025, 1, 14), "Attended", "Midwife"]])
    two = booked(["L1", "", "Play", "14 January 2025", "Attended", "Midwife"])
    assert records(one).bookings[0].day == records(two).bookings[0].day


def test_a_name_typed_among_codes_becomes_a_code_and_stays_the_same_person():
    rows = [
        ["Trainee code", "Pathway", "Role"],
        ["T01", "Parent-infant", "Nurse"],
        ["Marigold Quillfeather", "Parent-infant", "Nurse"],
    ]
    units = [
        ["Trainee code", "Unit", "Credits", "Result"],
        ["T01", "Key knowledge", 15, "Passed"],
        ["marigold  quillfeather", "Key knowledge", 15, "Passed"],
        ["Marigold Quillfeather", "Foundations", 30, "Passed"],
    ]
    found = records(text("trainees.csv", rows), text("units.csv", units))
    assert "quillfeather" not in repr(found).casefold()
    who = {unit.learner for unit in found.units if unit.learner != "T01"}
    assert len(found.learners) <= 3
    assert {unit.learner for unit in found.units if unit.unit == "Foundations"} <= who


def test_an_address_or_a_telephone_number_in_place_of_a_role_is_left_blank_and_said():
    rows = [["Learner ID", "Role", "Course", "Date", "Attendance"]]
    rows += [[f"L{n:02}", "Midwife", "Watching", "14/05/2025", "Attended"] for n in range(12)]
    rows[3][1], rows[5][1] = "zq@nhs.example", "Nurse, call 07700 900123"
    rows[7][2] = "Watching, book with zq@nhs.example"
    found = records(text("bookings.csv", rows))
    assert "zq@" not in repr(found)
    assert "900123" not in repr(found)
    assert any("'Role': 2 cells are personal data (rows 4 and 6)" in note for note in found.notes)
