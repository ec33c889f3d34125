"""Questions of course forms: their scale, stage, level, and which are the same."""

from datetime import datetime
from typing import Any

import pytest

from evaluation.courses.mapping import ColumnUse
from tests.courses.books import records, sheet, text, xlsx

AGREE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]


def asked(rows: Any, name: str = "form.xlsx") -> list[ColumnUse]:
    return [column for column in sheet(xlsx(name, rows)).columns if column.use == "question"]


def test_a_before_on_the_same_form_as_an_after_was_asked_afterwards_and_it_is_said():
    rows = [["Code", "Before the workshop, how confident were you in play?",
             "Now, how confident are you in play?"], ["a", 2, 4], ["b", 1, 5]]  # fmt: skip
    use = sheet(xlsx("form.xlsx", rows))
    before, after = use.columns[1:]
    assert before.occasion == "retrospective baseline"
    assert (after.occasion or use.occasion) == "end"
    assert before.question == after.question
    assert any("looking back" in note and "baseline" in note for note in use.notes)


def test_befores_of_forms_of_their_own_are_true_baselines():
    pre = text("pre_course.csv", [["Code", "How confident are you in play?"], ["a", "Not at all confident"]])
    post = text("post_course.csv", [["Code", "How confident are you in play now?"], ["a", "Very confident"]])
    found = records(pre, post)
    assert [(answer.occasion, answer.value) for answer in found.answers] == [("baseline", 1), ("end", 5)]
    assert len(found.questions) == 1


def test_a_wide_sheet_with_a_date_of_each_form_keeps_its_true_baseline():
    day, later = datetime(2025, 1, 14), datetime(2025, 3, 14)
    rows = [["Learner ID", "Date of form before", "Date of form after", "Confidence in play before",
             "Confidence in play after"], ["a", day, later, 1, 5], ["b", day, later, 2, 4]]  # fmt: skip
    assert [column.occasion for column in asked(rows)] == ["baseline", ""]


def test_each_rows_own_stage_stands_and_a_before_on_a_later_row_looks_back():
    rows = [["Code", "Stage", "Before the course, how sure were you of play?", "Quiz score"],
            ["a", "Pre", 2, "3 / 10"], ["a", "Post", 4, "7 / 10"],
            ["a", "6 months later", None, "6 / 10"]]  # fmt: skip
    found = {
        (answer.question, answer.occasion): answer.value
        for answer in records(xlsx("play.xlsx", rows)).answers
    }
    assert found == {
        ("sure-play", "baseline"): 2,
        ("sure-play", "retrospective baseline"): 4,
        ("quiz-score", "baseline"): 3,
        ("quiz-score", "end"): 7,
        ("quiz-score", "follow-up 6 months"): 6,
    }


@pytest.mark.parametrize(
    ("name", "occasion"),
    [
        ("Pre-course questionnaire.xlsx", "baseline"),
        ("end_of_course.xlsx", "end"),
        ("follow-up 3 months.xlsx", "follow-up 3 months"),
        ("6 months later.xlsx", "follow-up 6 months"),
    ],
)
def test_a_forms_stage_is_read_from_its_name(name, occasion):
    rows = [["Code", "How confident are you in play?", "I can listen"], ["a", "Very confident", "Agree"]]
    assert sheet(xlsx(name, rows)).occasion == occasion


def test_a_form_whose_stage_nothing_says_is_asked_about():
    use = sheet(xlsx("form.xlsx", [["Code", "I can play"], ["a", "Agree"], ["b", "Disagree"]]))
    assert use.occasion == "end"
    assert any(note.startswith("Needs you") and "end" in note for note in use.notes)


def test_stages_that_stand_above_groups_of_columns_are_read():
    rows = [["", "", "Before", "", "After", ""],
            ["Learner code", "Role", "Confidence in play", "Knowledge of bonds", "Confidence in play",
             "Knowledge of bonds"], ["a", "Midwife", 2, 3, 4, 5], ["b", "Nurse", 1, 3, 5, 4]]  # fmt: skip
    found = asked(rows)
    assert [column.occasion for column in found] == ["retrospective baseline"] * 2 + [""] * 2
    assert found[0].question is not None
    assert found[0].question == found[2].question


def test_words_in_the_question_itself_are_no_stage():
    rows = [
        ["Code", "Do you watch what the baby does before you offer advice?"],
        ["a", "Often"],
        ["b", "Never"],
    ]
    (column,) = asked(rows)
    assert column.occasion == ""


@pytest.mark.parametrize(
    ("answers", "low", "high", "labels"),
    [
        (["Agree", "Disagree", "Strongly agree"], 1, 5, AGREE),
        (["4 - Agree", "5 - Strongly agree", "3"], 1, 5, AGREE),
        (["0 = Never", "4 = Always"], 0, 4, ["Never", "Rarely", "Sometimes", "Often", "Always"]),
        (["Not skilled", "Skilled", "Very skilled"], 1, 5,
         ["Not skilled", "Slightly skilled", "Somewhat skilled", "Skilled", "Very skilled"]),
        (["Agree", "Not applicable", "Disagree"], 1, 5, AGREE),
    ],
)  # fmt: skip
def test_answers_in_words_are_put_on_their_whole_scale(answers, low, high, labels):
    (column,) = asked(
        [["Code", "I know how to play"], *([f"c{i}", answer] for i, answer in enumerate(answers))]
    )
    assert column.question is not None
    assert (column.question.low, column.question.high, list(column.question.labels)) == (low, high, labels)


def test_numbers_whose_scale_is_not_told_are_asked_about_and_those_that_are_told_are_not():
    rows = [["Code", "Confidence in play", "Confidence in talk (1-10)"], ["a", 2, 4], ["b", 4, 9]]
    doubtful, told = asked(rows)
    assert doubtful.question is not None
    assert told.question is not None
    assert (doubtful.question.high, doubtful.confidence) == (5, "needs you")
    assert (told.question.high, told.confidence) == (10, "matched")


def test_the_same_question_in_words_and_in_numbers_is_on_one_scale():
    pre = text("pre.csv", [["Code", "How confident are you in play?"], ["a", 2], ["b", 3]])
    post = text("post.csv", [["Code", "How confident are you in play?"], ["a", "Very confident"],
                             ["b", "Slightly confident"]])  # fmt: skip
    found = records(pre, post)
    assert [answer.value for answer in found.answers] == [2, 3, 5, 2]
    assert [question.labels[0] for question in found.questions] == ["Not at all confident"]


def test_the_same_question_on_two_scales_is_kept_apart_and_asked_about():
    pre = text("pre.csv", [["Code", "How confident are you in play? (1-5)"], ["a", 2], ["b", 3]])
    post = text("post.csv", [["Code", "How confident are you in play? (1-10)"], ["a", 9], ["b", 7]])
    found = records(pre, post)
    assert len({answer.question for answer in found.answers}) == 2


def test_answers_in_words_of_no_known_scale_are_asked_about():
    rows = [["Code", "I can play", "How do you use it?"], ["a", "Agree", "Red"], ["b", "Agree", "Blue"],
            ["c", "Agree", "Red"]]  # fmt: skip
    column = sheet(xlsx("form.xlsx", rows)).columns[2]
    assert (column.use, column.confidence) == ("ignore", "needs you")


@pytest.mark.parametrize(
    ("question", "level", "topic"),
    [
        ("I would recommend this course to a colleague", 1, ""),
        ("The workshop was relevant to my work", 1, ""),
        ("How confident are you in talking with parents?", 2, "talking with parents"),
        ("I understand attachment", 2, "attachment"),
        ("In your work, how often do you observe before you act?", 3, "observation"),
    ],
)
def test_level_and_topic_are_proposed_from_the_words(question, level, topic):
    answers = ["Often", "Never"] if "often" in question else ["Agree", "Disagree"]
    (column,) = asked([["Code", question], *([f"c{i}", answer] for i, answer in enumerate(answers))])
    assert column.question is not None
    assert (column.question.level, column.question.topic) == (level, topic)


def test_a_grid_of_google_forms_is_a_question_a_row():
    rows = [["Timestamp", "Email Address", "Now, how confident are you in: [Play]",
             "Now, how confident are you in: [Talk]"],
            [datetime(2025, 1, 1), "a@example.org", "Very", "Quite"]]  # fmt: skip
    assert [column.question.text for column in asked(rows) if column.question] == [
        "How confident are you in: Play",
        "How confident are you in: Talk",
    ]


def test_columns_headed_by_their_stage_alone_are_one_question():
    found = asked([["Code", "Before", "After"], ["a", 1, 5], ["b", 2, 4]], name="Play form.xlsx")
    assert [(column.question.text, column.occasion) for column in found if column.question] == [
        ("Rating", "retrospective baseline"),
        ("Rating", ""),
    ]


def test_a_column_without_a_header_is_no_question_but_asked_about():
    column = sheet(xlsx("form.xlsx", [["Code", "I can play", None], ["a", "Agree", "Agree"]])).columns[2]
    assert (column.use, column.confidence) == ("ignore", "needs you")
