"""Answers to scores, as each questionnaire's authors say (evaluation/measures holds the sources)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.measures import registry
from evaluation.scoring import converted, item_scores
from tests.tables_of_text import scored

NAN = float("nan")


def of(measure_id, scale_id, *rows):
    measure = registry().get(measure_id)
    assert measure.items is not None
    values, reasons = item_scores(np.array(rows, dtype=float), measure.scale(scale_id), measure.items)
    return values.tolist(), reasons.tolist()


def test_core_10_reverses_questions_2_and_3():
    # 0 to 4, questions 2 and 3 reversed: all 1s is 8 × 1 + 2 × 3 = 14.
    assert of("core10", "total", [1] * 10)[0] == [14]


def test_core_10_is_pro_rated_over_one_blank_and_no_more():
    # CORE System Trust: ten times the mean of the answered, if at most one of ten is blank.
    one, two = [2, 2, 2, 2, 2, 2, 2, 2, 3, NAN], [2, 2, 2, 2, 2, 2, 2, 2, NAN, NAN]
    values, reasons = of("core10", "total", one, two)
    assert values[0] == pytest.approx(10 * (2 * 8 + 3) / 9)  # reversing a 2 leaves a 2
    assert np.isnan(values[1])
    assert reasons == ["", "2 of 10 answers are missing or can't be read; at most 1 may be missing"]


def test_phq_9_is_scored_only_when_complete():
    values, reasons = of("phq9", "total", [3] * 9, [3] * 8 + [NAN], [NAN] * 9)
    assert values[0] == 27
    assert np.isnan(values[1:]).all()
    assert reasons == ["", "1 of 9 answers is missing or can't be read; it is scored only when complete", ""]


def test_mors_sf_has_two_scores_from_its_own_questions():
    # Warmth 1, 3, 4, 6, 8, 11, 13; invasion the other seven; no reversed questions.
    answers = [5 if item in {1, 3, 4, 6, 8, 11, 13} else 1 for item in range(1, 15)]
    assert of("mors_sf", "warmth", answers)[0] == [35]
    assert of("mors_sf", "invasion", answers)[0] == [7]


def test_a_blank_on_one_mors_score_leaves_the_other():
    answers = [5.0 if item in {1, 3, 4, 6, 8, 11, 13} else 1.0 for item in range(1, 15)]
    answers[1] = NAN  # question 2 is one of invasion
    assert of("mors_sf", "warmth", answers)[0] == [35]
    assert np.isnan(of("mors_sf", "invasion", answers)[0][0])


@pytest.mark.parametrize(("raw", "metric"), [(7, 7.0), (21, 19.25), (25, 22.35), (29, 26.02), (35, 35.0)])
def test_swemwbs_totals_are_converted(raw, metric):
    # Stewart-Brown 2009 as in facts/measures.md section 5.6; 29 is 26.02, not the 25.99 of one copy.
    scale = registry().get("swemwbs").scale("total")
    assert converted(np.array([float(raw)]), scale).tolist() == [metric]


def test_swemwbs_answers_are_summed_and_converted():
    assert of("swemwbs", "total", [3, 3, 3, 3, 3, 3, 3], [5] * 7)[0] == [19.25, 35.0]


def test_swemwbs_raw_and_converted_totals_mean_the_same():
    raw = scored("Family ID,SWEMWBS before,SWEMWBS after\nF1,21,25\nF2,19,29")
    metric = scored("Family ID,SWEMWBS metric before,SWEMWBS metric after\nF1,19.25,22.35\nF2,17.98,26.02")
    assert sorted(raw.sets[0].score) == sorted(metric.sets[0].score) == [17.98, 19.25, 22.35, 26.02]


def test_goals_are_scored_each_by_itself():
    found = scored("Family,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end\nF1,2,5,3,9\nF2,1,1,,")
    entry = next(s for s in found.sets if s.scale.id == "goal")
    got = sorted(
        zip(entry.row.tolist(), entry.part.tolist(), entry.occasion, entry.score.tolist(), strict=True)
    )
    assert got == [
        (2, 1, "baseline", 2), (2, 1, "end", 5), (2, 2, "baseline", 3), (2, 2, "end", 9),
        (3, 1, "baseline", 1), (3, 1, "end", 1),
    ]  # fmt: skip
    assert found.unscored == ()


def test_answers_beat_a_typed_total_and_a_total_fills_in_for_them():
    header = ",".join(f"phq9_{i}" for i in range(1, 10))
    found = scored(
        f"Client,Stage,{header},phq9_total\n"
        f"C1,Pre,{','.join('1' * 9)},20\n"  # the answers add up to 9
        f"C1,Post,{','.join('1' * 8)},,10\n"  # incomplete: the total is all there is
    )
    entry = found.sets[0]
    assert dict(zip(entry.occasion, entry.score, strict=True)) == {"baseline": 9.0, "end": 10.0}
    assert found.unscored == ()


def test_a_typed_total_that_counts_missing_answers_as_0_is_no_score():
    """PHQ-9 is scored when complete (measures.md 5.1); a spreadsheet's sum of eight answers is no total."""
    header = ",".join(f"phq9_{i}" for i in range(1, 10))
    found = scored(
        f"Client,Stage,{header},phq9_total\nC1,Pre,{','.join('1' * 9)},9\nC1,Post,{','.join('1' * 8)},,8\n"
    )
    assert [(s.occasion.tolist(), s.score.tolist()) for s in found.sets] == [(["baseline"], [9.0])]
    assert [(u.row, "as if those missing scored 0" in u.reason) for u in found.unscored] == [(3, True)]


def test_a_total_beside_one_question_alone_is_used():
    """Some services type the total and the question about risk: a total of 0 beside a 0 is complete."""
    found = scored("Client,PHQ-9 total before,PHQ-9 item 9 before\nC1,10,2\nC2,0,0\nC3,1,1")
    assert found.sets[0].score.tolist() == [10, 0, 1]
    assert found.unscored == ()


def test_a_raw_swemwbs_total_between_whole_ones_says_why_it_has_no_score():
    """The conversion holds for seven whole answers only (measures.md 5.6), so 20.5 has no entry."""
    found = scored("Client,SWEMWBS raw total before\nC1,20.5\nC2,22")
    assert found.sets[0].score.tolist() == [19.98]
    assert [(u.row, "conversion table" in u.reason) for u in found.unscored] == [(2, True)]


def test_raters_are_kept_apart_and_never_mixed():
    found = scored(
        "Client,Stage,Completed by,PHQ-9\nC1,Pre,Mother,12\nC1,Post,Father,3\nC1,Post,Mother,9\nC1,Pre,,4"
    )
    got = {s.rater: sorted(zip(s.occasion, s.score, strict=True)) for s in found.sets}
    assert got == {
        "mother": [("baseline", 12), ("end", 9)],
        "father": [("end", 3)],
        "parent": [("baseline", 4)],  # who rated is blank: the questionnaire's usual rater
    }


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_a_sum_is_the_sum_whatever_the_answers(answers):
    assert of("phq9", "total", answers)[0] == [sum(answers)]


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10))
def test_a_reversed_form_is_the_form_upside_down(answers):
    # Answering 4 − x everywhere turns a total of t into 40 − t.
    one = of("core10", "total", answers)[0][0]
    other = of("core10", "total", [4 - a for a in answers])[0][0]
    assert one + other == pytest.approx(40)
