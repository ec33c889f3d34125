"""Cells of score and item columns: what counts, what is left blank and said."""

from __future__ import annotations

import numpy as np
import pytest

from tests.tables_of_text import responses, scored


def totals(text, **changes):
    """Scores in row order, by stage, of the only scale."""
    found = responses(text, **changes)
    return {
        b.occasion[0]: dict(zip(b.row.tolist(), b.totals[0][2].tolist(), strict=True)) for b in found.blocks
    }, found.problems


def test_text_in_a_score_is_left_blank_and_said_with_its_row():
    values, problems = totals("Family ID,PHQ-9 before,PHQ-9 after\nF1,12*,6\nF2,9,9\nF3,n/a,DNA")
    assert values == {"baseline": {3: 9.0}, "end": {2: 6.0, 3: 9.0}}
    assert [p.message for p in problems] == [
        "'PHQ-9 before' (column B): 1 cell is not a number (row 2; found '12*'). It is left blank."
    ]
    assert (problems[0].rows, problems[0].column) == ((2,), "B")


def test_scores_outside_the_range_are_left_blank_and_said():
    values, problems = totals("Family ID,PHQ-9 before,PHQ-9 after\nF1,28,-1\nF2,27,0\nF3,999,1")
    assert values == {"baseline": {3: 27.0}, "end": {3: 0.0, 4: 1.0}}
    assert "2 cells are outside 0 to 27 (rows 2 and 4; found '28', '999')" in problems[0].message
    assert "1 cell is outside 0 to 27 (row 2; found '-1')" in problems[1].message


def test_decimal_commas_are_read_where_the_file_writes_them():
    found = scored("Family ID;SWEMWBS before;SWEMWBS after\nF1;19,25;22,35\nF2;17,98;27,03")
    assert sorted(found.sets[0].score) == [17.98, 19.25, 22.35, 27.03]


def test_a_rating_with_its_label_is_the_number():
    found = scored("Learner code,Knowledge before,Knowledge after\nL1,2 - Low,4 - High\nL2,3,5 = Very high")
    assert sorted(found.sets[0].score) == [2.0, 3.0, 4.0, 5.0]


def phq9(*rows):
    header = (
        ",".join(f"phq9_{i}_pre" for i in range(1, 10))
        + ","
        + ",".join(f"phq9_{i}_post" for i in range(1, 10))
    )
    return "Family ID," + header + "\n" + "\n".join(f"F{n},{row}" for n, row in enumerate(rows))


def test_answers_in_words_are_their_codes():
    words = (
        "Not at all,Several days,More than half the days,Nearly every day,not at all,1 - Several days,"
        "NEARLY EVERY DAY,0,3"
    )
    found = scored(phq9(f"{words},{','.join('0' * 9)}"))
    by_stage = dict(zip(found.sets[0].occasion, found.sets[0].score, strict=True))
    assert by_stage == {"baseline": 0 + 1 + 2 + 3 + 0 + 1 + 3 + 0 + 3, "end": 0}


def test_an_answer_between_two_codes_or_beyond_them_is_left_blank_and_the_form_is_not_scored():
    found = responses(phq9(f"1.5,{','.join('1' * 8)},{','.join('1' * 8)},4"))
    assert [p.message.split("(column")[1] for p in found.problems] == [
        " B): 1 cell is not a whole number from 0 to 3 (row 2; found '1.5'). It is left blank.",
        " S): 1 cell is not a whole number from 0 to 3 (row 2; found '4'). It is left blank.",
    ]


@pytest.mark.parametrize("said", ["N/A", "n/a", "NA", "Not applicable", "does not apply"])
def test_not_applicable_scores_2_on_questions_1_and_9_of_kpcs_and_nothing_elsewhere(said):
    # measures/kpcs.toml: “not applicable” on questions 1 and 9 scores 2 (performwell.org).
    def form(*places):
        return ",".join(said if i in places else "3" for i in range(1, 16))

    header = (
        ",".join(f"kpcs_{i}_pre" for i in range(1, 16))
        + ","
        + ",".join(f"kpcs_{i}_post" for i in range(1, 16))
    )
    found = scored(f"Family ID,{header}\nF1,{form(1, 9)},{form()}\nF2,{form(2)},{form(9)}")
    entry = found.sets[0]
    got = {(int(r), str(o)): float(s) for r, o, s in zip(entry.row, entry.occasion, entry.score, strict=True)}
    assert got == {(2, "baseline"): 43.0, (2, "end"): 45.0, (3, "end"): 44.0}
    assert [(u.row, u.reason) for u in found.unscored] == [
        (3, "1 of 15 answers is missing or can't be read; it is scored only when complete")
    ]


def test_blank_cells_are_no_answers():
    found = responses(phq9(",".join([""] * 18), ",".join("1" * 18)))
    assert [b.row.tolist() for b in found.blocks] == [[3], [3]]
    assert all(np.isfinite(b.items).all() for b in found.blocks if b.items is not None)
