"""Which row holds the headers, in sheets as people lay them out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.importing.headers import find_headers, headers_of, shown
from evaluation.importing.sheets import Sheet, grid

MEASURES = ("phq", "kpcs", "gad")
DATA = [["F1", 12, 6], ["F2", 9, 9]]


def knows(words):
    return bool(set(words) & set(MEASURES))


def sheet(*rows):
    return Sheet("Sheet1", grid([list(row) for row in rows]))


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        ([], (1,)),
        ([["Riverside parent-infant team"]], (2,)),
        ([["PHQ-9 scores before and after"]], (2,)),  # a title is no group header, whatever it names
        ([["Scores 2025"], [], ["Exported 3 April 2026"], []], (5,)),
        ([[], []], (3,)),
    ],
    ids=["none", "title", "title naming scores", "titles and blanks", "blank rows"],
)
def test_the_header_is_found_below_titles_and_blank_rows(above, expected):
    found = find_headers(sheet(*above, ["Family ID", "PHQ-9 before", "PHQ-9 after"], *DATA), knows)
    assert found == expected


def test_a_group_row_above_names_the_stage():
    layout = sheet(
        ["", "Before", "", "After", ""],
        ["Family ID", "PHQ-9", "KPCS", "PHQ-9", "KPCS"],
        ["F1", 12, 40, 6, 41],
    )
    assert find_headers(layout, knows) == (1, 2)
    assert headers_of(layout, (1, 2)) == (
        ("", "Family ID"), ("Before", "PHQ-9"), ("Before", "KPCS"), ("After", "PHQ-9"), ("After", "KPCS"),
    )  # fmt: skip


def test_a_second_row_of_stages_below_questionnaires_goes_with_the_header():
    layout = sheet(
        ["Family ID", "PHQ-9", "", "GAD-7", ""],
        ["", "Before", "After", "Before", "After"],
        ["F1", 12, 6, 9, 3],
    )
    assert find_headers(layout, knows) == (1, 2)
    assert headers_of(layout, (1, 2)) == (
        ("", "Family ID"), ("PHQ-9", "Before"), ("PHQ-9", "After"), ("GAD-7", "Before"), ("GAD-7", "After"),
    )  # fmt: skip


def test_a_first_row_of_data_that_names_one_stage_is_no_header():
    layout = sheet(["Family ID", "Stage", "PHQ-9"], ["F1", "Pre", ""], ["F1", "Post", 3])
    assert find_headers(layout, knows) == (1,)


def test_a_long_question_can_be_a_header():
    layout = sheet(
        ["Learner code", "How confident are you now, after the course, in naming what a baby feels?"],
        ["L1", 4],
    )
    assert find_headers(layout, knows) == (1,)


def test_a_sheet_of_numbers_has_no_header_and_says_what_to_do():
    with pytest.raises(InputError, match=r"No header row was found in sheet 'Sheet1'.*Put one row of names"):
        find_headers(sheet([1, 2, 3], [4, 5, 6]), knows)


def test_a_header_row_beyond_the_sheet_is_said():
    with pytest.raises(InputError, match="said to be on row 9"):
        headers_of(sheet(*DATA), (9,))


def test_a_column_without_a_name_is_shown_by_its_letter():
    assert shown("", "", 27) == "(column AB, no header)"
    assert shown("Before", "PHQ-9", 1) == "Before: PHQ-9"


def test_three_header_rows_of_a_survey_tool_are_read_as_one():
    layout = sheet(
        ["StartDate", "Q1", "Q2_1", "PHQ9_1", "Q7_TEXT"],
        ["Start Date", "Family ID", "How sure are you? - At home", "PHQ-9 question 1", "Other"],
        ['{"ImportId":"startDate"}', '{"ImportId":"QID1_TEXT"}', '{"ImportId":"QID2_1"}']
        + ['{"ImportId":"x"}'] * 2,
        ["2026-01-02", "A1", "3", "1", ""],
    )
    assert find_headers(layout, knows) == (1, 2, 3)
    assert [name for _, name in headers_of(layout, (1, 2, 3))] == [
        "StartDate", "Family ID", "How sure are you? - At home", "PHQ9_1", "Other",
    ]  # fmt: skip


def test_two_header_rows_say_the_question_and_the_kind_of_answer():
    layout = sheet(
        ["Respondent ID", "Start Date", "Family ID", "PHQ-9 before", "", "Anything else?"],
        ["", "", "Open-Ended Response", "Question 1", "Question 2", "Response"],
        ["118", "2026-01-02", "A1", "Not at all", "Several days", "no"],
        ["119", "2026-01-02", "A2", "Not at all", "Several days", "no"],
    )
    assert find_headers(layout, knows) == (1, 2)
    assert headers_of(layout, (1, 2)) == (
        ("", "Respondent ID"),
        ("", "Start Date"),
        ("", "Family ID"),
        ("PHQ-9 before", "Question 1"),
        ("PHQ-9 before", "Question 2"),
        ("", "Anything else?"),
    )


def test_a_questionnaire_stands_over_its_stages_and_these_over_its_questions():
    layout = sheet(
        ["Our families", "", "", "", ""],
        ["", "PHQ-9", "", "", ""],
        ["", "Before", "", "After", ""],
        ["Family ID", "Q1", "Q2", "Q1", "Q2"],
        ["A1", 1, 2, 3, 0],
    )
    assert find_headers(layout, knows) == (2, 3, 4)
    assert [group for group, _ in headers_of(layout, (2, 3, 4))] == [
        "", "PHQ-9 Before", "PHQ-9 Before", "PHQ-9 After", "PHQ-9 After",
    ]  # fmt: skip


def test_a_merged_heading_reaches_as_far_as_it_is_merged():
    plain = sheet(["", "Before", "", "", "After"], ["ID", "Q1", "Q2", "Site", "Q1"], ["A1", 1, 2, "N", 3])
    merged = replace(plain, merged=((0, 1, 0, 2),))
    assert [group for group, _ in headers_of(plain, (1, 2))] == ["", "Before", "Before", "Before", "After"]
    assert [group for group, _ in headers_of(merged, (1, 2))] == ["", "Before", "Before", "", "After"]
