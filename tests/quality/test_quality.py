"""Data quality: counts by hand, the answer, and what to do first."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.quality import (
    Asked,
    Part,
    by_columns,
    by_month,
    by_questionnaire,
    forms_of,
    next_steps,
    quality_of,
)
from evaluation.view import View
from tests.tables_of_text import dataset

TODAY = date(2026, 7, 1)
ITEMS = [f"PHQ-9 Q{i}" for i in range(1, 10)]
# A form a line: the second skips question 3, the fourth four questions, so that neither can be scored; the
# last is dated in the future.
FORMS = f"""Client,Stage,Date,{",".join(ITEMS)}
C1,Pre,2026-01-05,1,1,1,1,1,1,1,1,1
C1,Post,2026-03-01,1,1,,1,1,1,1,1,1
C2,Pre,2026-01-20,2,2,2,2,2,2,2,2,2
C2,Post,,2,2,,,2,2,2,,
C3,Pre,2027-01-01,3,3,3,3,3,3,3,3,3
"""


@pytest.fixture(scope="module")
def forms():
    data = dataset(FORMS)
    (found,) = forms_of(data.responses.blocks, data.scores, TODAY)
    return found


def test_questions_answered_and_those_skipped_most_by_hand(forms):
    assert forms.answers == Part(n=45 - 1 - 4, of=45)
    assert [(one.question, one.blank) for one in forms.skipped] == [
        (3, Part(n=2, of=5)),
        (4, Part(n=1, of=5)),
        (8, Part(n=1, of=5)),
        (9, Part(n=1, of=5)),
    ]


def test_forms_by_stage_scored_and_dated_by_hand(forms):
    assert [(stage.name, stage.forms) for stage in forms.stages] == [("baseline", 3), ("end", 2)]
    assert forms.scored == Part(n=3, of=5)
    assert (forms.dated, forms.ahead) == (Part(n=4, of=5), 1)


def test_a_file_of_totals_tells_nothing_of_questions():
    data = dataset("Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,")
    (found,) = forms_of(data.responses.blocks, data.scores, TODAY)
    assert (found.answers, found.skipped, found.forms) == (None, (), 3)
    assert found.scored == Part(n=3, of=3)


HELD = """Family ID,Team,Worker,Date before,PHQ-9 before,PHQ-9 after,Date after
A1,North,Asha,2026-01-05,14,6,2026-03-01
A2,North,Ben,2026-01-25,9,,
A3,,Asha,2026-03-02,12,,
A4,South,Ben,,7,5,2026-04-01
A5,South,Ben,,,,
"""


def test_second_scores_by_month_of_the_first_and_by_column_by_hand():
    data = dataset(HELD)
    counted = data.counted_under(View())
    assert [(one.label, one.both) for one in by_month(counted)] == [
        ("Jan 2026", Part(n=1, of=2)),
        ("Mar 2026", Part(n=0, of=1)),
        ("No date", Part(n=1, of=1)),
    ]
    told = {by.column: [(line.label, line.both) for line in by.lines] for by in by_columns(counted)}
    assert told == {
        "Worker": [("Asha", Part(n=1, of=2)), ("Ben", Part(n=1, of=2))],
        "Team": [("North", Part(n=1, of=2)), ("South", Part(n=1, of=1)), ("Not recorded", Part(n=0, of=1))],
    }
    assert [(line.label, line.rater, line.both) for line in by_questionnaire(counted)] == [
        ("PHQ-9", "parent", Part(n=2, of=4))
    ]


def test_blank_and_not_recorded_in_words_are_one_line():
    said = f"{HELD}A6,Not recorded,Ben,2026-01-06,12,8,2026-03-01\n"
    (team,) = (by for by in by_columns(dataset(said).counted_under(View())) if by.column == "Team")
    assert [(line.label, line.both) for line in team.lines][2:] == [("Not recorded", Part(n=1, of=2))]


def complete(both, alone):
    rows = [f"A{i},14,{4 + i % 9}" for i in range(both)] + [f"B{i},14," for i in range(alone)]
    return dataset("Family ID,PHQ-9 before,PHQ-9 after\n" + "\n".join(rows))


@pytest.mark.parametrize(
    ("both", "alone", "answer"),
    [
        (
            30,
            20,
            "Yes: 60% or more of the families who started have both scores, and they are 30 or more; 50 of ",
        ),
        (30, 21, "With care: only 30 of 51 families who started have both scores; 51 of 51 rows are used."),
        (29, 0, "With care: only 29 of 29 families who started have both scores"),
    ],
)
def test_the_answer_rests_on_stated_marks(both, alone, answer):
    found = quality_of(complete(both, alone), View(), today=TODAY)
    assert found.answer.startswith(answer)
    assert "60%" in found.marks
    assert "30 families" in found.marks
    assert "no published rule" in found.marks


def test_several_questionnaires_are_told_together_and_why_none_is_enough():
    rows = [f"A{i},14,{4 + i % 9},9,{4 + i % 5 if i < 10 else ''}" for i in range(40)]
    header = "Family ID,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after"
    found = quality_of(dataset("\n".join([header, *rows])), View(), today=TODAY)
    assert found.answer.startswith(
        "In part: on 1 of 2 questionnaires 60% or more of the families who started"
    )
    found = quality_of(dataset("\n".join([header, *rows[:9]])), View(), today=TODAY)
    assert found.answer.startswith("With care: fewer than 30 families have both scores on any of the 2 ")


def test_the_whole_file_is_looked_at_whatever_a_view_leaves_out():
    data = dataset(HELD)
    narrow = View(filters={"Team": ("North",)}, protection="nhs", start=date(2026, 3, 1))
    assert quality_of(data, narrow, today=TODAY) == quality_of(data, View(), today=TODAY)


def test_what_brings_families_in_comes_first_then_figures_then_dates_then_habits(forms):
    """Three repairs of a real file, beside those whom a second score is missing of."""
    rows = ["Family ID,PHQ-9 before,PHQ-9 after", ",14,6", "A1,99,6", "A2,8,4", "A3,12,"]
    data = dataset("\n".join(rows))
    asked = Asked(n=2, overdue=1, who="2 families")
    steps = next_steps(data.repairs, asked, (forms,))
    assert [step.where for step in steps] == ["follow up", "import", "import", "import", "import", "paper"]
    assert steps[0].text.startswith("Ask 2 families for a second score (1 of them overdue)")
    assert "no id" in steps[1].text
    assert "outside what PHQ-9 allows" in steps[2].text
    assert {"no date" in step.text or "in the future" in step.text for step in steps[3:5]} == {True}
    assert "question 3 is left blank on 2 of 5 forms" in steps[5].text


def test_rows_used_and_set_aside_add_up():
    data = dataset("Family ID,PHQ-9 before,PHQ-9 after\n,14,6\nA1,9,6\nA2,8,4")
    found = quality_of(data, View(), today=TODAY)
    assert found.rows == Part(n=2, of=3)
    assert sum(n for _, n in found.aside) == found.rows.of - found.rows.n
