"""Columns that were once misread without a word: each is now asked about, noted or read right.

What is expected was worked out by hand, as a careful reader of the sheet would conclude it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.importing import ingest
from evaluation.measures import registry
from tests.tables_of_text import (
    asked,
    column,
    dataset,
    mapped,
    pairs,
    recognised,
    responses,
    table,
    used,
    workbook,
)

# Two lists side by side


@pytest.mark.parametrize("second", ["Client ID", "Client ID (post)", "Client ID 2"])
def test_two_lists_side_by_side_are_refused_and_both_columns_named(second):
    text = table(f"Client ID,PHQ9 pre,{second},PHQ9 post", ("A1", 10, "A2", 4), ("A2", 20, "A1", 9))
    with pytest.raises(InputError, match=r"Columns A \('Client ID'\) and C \('Client ID.*different ids on 2"):
        responses(text)


def test_a_second_column_with_the_same_ids_is_no_second_list():
    text = table("Client ID,PHQ9 pre,Client ID (post),PHQ9 post", ("A1", 10, "a1", 4), ("A2", 20, "", 9))
    assert pairs(dataset(text), "phq9") == [(10, 4), (20, 9)]


# Scores that the questionnaire cannot give


def test_doubled_scores_stay_in_doubt_and_never_become_a_score_of_ones_own_under_a_known_name():
    rows = [(f"F{i}", 2 * i, i) for i in range(10, 26)]
    text = table("Family ID,EPDS before,EPDS after", *rows)
    why = asked(text, "EPDS before", "EPDS after")
    assert why == "10 of 32 values are outside 0 to 30, so it may not be EPDS"
    assert mapped(text).locals == ()
    with pytest.raises(InputError, match="'EPDS before': 10 of 32 values are outside 0 to 30"):
        responses(text)


def test_a_kept_mapping_does_not_publish_a_column_of_other_numbers():
    kept = mapped("Family ID,EPDS before,EPDS after\nF1,10,5\nF2,9,9")
    text = table(
        "Family ID,EPDS before,EPDS after", *((f"F{i}", 40 + i if i % 2 else i, 5) for i in range(8))
    )
    read = ingest(workbook(text), kept, registry())
    assert [b.occasion[0] for b in read.blocks] == ["end"]
    assert (
        "4 cells are outside 0 to 30, too many for slips, so it may not be EPDS" in read.problems[0].message
    )


def test_a_score_of_ones_own_cannot_have_a_known_questionnaires_id():
    text = "Family ID,HOPE-A before,HOPE-A after\nF1,10,4\nF2,9,2"
    found = mapped(text)
    with pytest.raises(InputError, match=r"'HOPE-A'\) has the id 'phq9', which is a known"):
        ingest(workbook(text), replace(found, locals=(replace(found.locals[0], id="phq9"),)), registry())


def test_rows_of_totals_do_not_count_when_values_are_judged():
    # 2 of the 8 numbers of families are outside (25%) only if the two foot rows are left out of the 12.
    text = table(
        "Family ID,PHQ-9 before,PHQ-9 after",
        ("F1", 10, 40), ("F2", 9, 41), ("F3", 5, 5), ("F4", 4, 4), ("Mean", 7, 8), ("SD", 3, 2),
    )  # fmt: skip
    assert asked(text, "PHQ-9 before", "PHQ-9 after").startswith("2 of 8 values are outside 0 to 27")


def test_a_total_row_of_large_sums_does_not_make_a_good_column_doubtful():
    text = table("Family ID,PHQ-9 before,PHQ-9 after", ("F1", 10, 4), ("F2", 20, 9), ("Total", 30, 130), (
        "Sum", 300, 130))  # fmt: skip
    assert pairs(dataset(text), "phq9") == [(10, 4), (20, 9)]


def test_averages_are_asked_about_by_name_and_by_value():
    named = table("ID,CORE-10 mean pre,CORE-10 mean post", ("A", 1.2, 0.8), ("B", 2.2, 1.9))
    assert "average" in asked(named, "CORE-10 mean pre", "CORE-10 mean post")
    rows = [(f"F{i}", 1.3 + i / 10, 0.4 + i / 10) for i in range(8)]
    unnamed = table("ID,CORE-10 pre,CORE-10 post", *rows)
    assert "they may be averages" in asked(unnamed, "CORE-10 pre", "CORE-10 post")


def test_pro_rated_totals_are_no_averages():
    # CORE-10 with one of ten answers missing: 9 answers that sum to 14 give 15.6 (measures/core10.toml).
    rows = [("A", 15.6, 7.8), ("B", 12, 10), ("C", 8.9, 3)]
    assert pairs(dataset(table("ID,CORE-10 pre,CORE-10 post", *rows)), "core10")[2] == (15.6, 7.8)


def test_one_score_between_whole_numbers_is_used_and_said():
    text = table("ID,EPDS pre,EPDS post", *((i, 10 + i, i) for i in range(8)), (9, 12.5, 8))
    found = responses(text)
    assert "1 cell is between the scores that its answers can give (row 10; found '12.5')" in str(
        found.problems
    )


def test_columns_of_yes_and_no_are_not_scores():
    rows = [(f"F{i}", i % 2, 0, i % 2, 10 + i, i) for i in range(6)]
    text = table("ID,GAD7 above cut-off pre,EPDS pre (Y/N),EPDS recovered,PHQ9 pre,PHQ9 post", *rows)
    assert set(used(mapped(text))) == {"ID", "PHQ9 pre", "PHQ9 post"}
    only = table("ID,GAD7 pre,GAD7 post", *((f"F{i}", i % 2, 0) for i in range(6)))
    assert (
        asked(only, "GAD7 pre", "GAD7 post") == "it holds only 0 and 1, so it may be a yes or no about GAD-7"
    )


@pytest.mark.parametrize(
    "header", ["Age at PHQ9", "Number of PHQ9s done", "Reason PHQ9 not done", "PHQ9 reliable?"]
)
def test_what_is_said_about_a_questionnaire_is_no_first_score(header):
    found = mapped(table(f"ID,{header},PHQ9 post", ("A", 21, 4), ("B", 22, 9), ("C", 23, 5)))
    assert column(found, header).use == "ignore"
    assert [c.header for c in found.using("score")] == ["PHQ9 post"]


@pytest.mark.parametrize("header", ["Antenatal PHQ9", "PHQ9 in person", "PHQ9 T4"])
def test_a_score_with_other_words_and_no_stage_is_not_taken_for_the_first(header):
    text = table(f"ID,{header},PHQ9 post", ("A", 11, 4), ("B", 12, 9))
    assert "names no stage, and 'PHQ9 post' is another score" in asked(text, header)


def test_the_babys_age_is_no_follow_up():
    text = table("ID,EPDS at 6 weeks,EPDS at 6 months old", ("A", 11, 4), ("B", 12, 9))
    assert "baby's age" in asked(text, "EPDS at 6 weeks", "EPDS at 6 months old")
    kept = mapped(table("ID,PHQ9 pre,PHQ9 3 months,PHQ9 6 months", ("A", 11, 4, 3), ("B", 12, 9, 8)))
    assert [c.occasion for c in kept.using("score")] == [
        "baseline", "follow-up 3 months", "follow-up 6 months",
    ]  # fmt: skip


# Words of a header


@pytest.mark.parametrize(
    ("header", "entered", "words"),
    [("SWEMWBS metric", "converted", "metric (converted) scores"), ("SWEMWBS raw", "raw", "raw totals")],
)
def test_the_headers_word_for_raw_or_metric_wins_over_whole_numbers_and_is_noted(header, entered, words):
    text = table(f"ID,{header} pre,{header} post", ("A", 20, 24), ("B", 21, 25))
    assert {c.entered for c in mapped(text).using("score")} == {entered}
    assert any(words in note for note in responses(text).notes)


def test_how_totals_of_a_converted_scale_were_read_is_noted():
    note = responses(table("ID,SWEMWBS pre,SWEMWBS post", ("A", 20, 24), ("B", 21, 25))).notes[0]
    assert note.startswith("'SWEMWBS pre', 'SWEMWBS post': read as raw totals and converted")


def test_a_shortened_name_is_asked_about_and_another_form_is_not_taken():
    text = table(
        "ID,Pre PHQ,Post PHQ,MORS-R warmth pre,MORS-Child warmth post", ("A", 9, 4, 3, 3), ("B", 8, 4, 3, 2)
    )
    assert asked(text, "Pre PHQ", "Post PHQ").startswith("PHQ-9?")
    assert "MORS-R is another form" in asked(text, "MORS-R warmth pre")
    assert mapped(text).using("score") == ()


def test_the_scales_of_mors_are_known_by_their_letters():
    found = mapped(table("ID,MORS-W pre,MORS-I pre,MORS Invasiveness post", ("A", 20, 9, 8), ("B", 21, 8, 7)))
    assert [c.scale for c in found.using("score")] == ["warmth", "invasion", "invasion"]


def test_a_goals_rating_is_a_score_and_its_wording_is_not_and_is_never_repeated():
    head = "Client,Goal 1,Goal 1 baseline rating,Goal 1 final rating"
    text = table(head, ("A", "Feel closer to my baby", 3, 7), ("B", "Sleep", 2, 6), ("C", "Go out", 4, 4))
    assert pairs(dataset(text), "gbo") == [(2, 6), (3, 7), (4, 4)]
    found = recognised(text)
    assert "Feel closer" not in str((found, responses(text).problems, responses(text).notes))


def test_a_family_word_in_a_score_column_is_counted_and_not_printed():
    text = table(
        "ID,PHQ9 pre,PHQ9 post",
        ("A", "he left us", 4),
        ("B", "12*", 3),
        ("C", 9, 2),
        ("D", 8, 1),
        ("E", 7, 1),
    )
    message = responses(text).problems[0].message
    assert "2 cells are not a number (rows 2 and 3; found '12*')" in message


def test_another_referrals_scores_do_not_mix_with_the_first():
    head = "ID,1st referral PHQ9 pre,1st referral PHQ9 post,2nd referral PHQ9 pre,2nd referral PHQ9 post"
    text = table(head, ("A", 20, 9, 18, 17), ("B", 10, 8, "", ""))
    assert pairs(dataset(text), "phq9") == [(10, 8), (20, 9)]
    assert "row of its own" in asked(text, "2nd referral PHQ9 pre", "2nd referral PHQ9 post")


def test_a_header_of_both_stages_is_asked_about():
    assert "both before and after" in asked(table("ID,PHQ9 pre/post,GAD7 pre", ("A", 9, 4)), "PHQ9 pre/post")


def test_third_points_in_time_are_noted():
    text = table("ID,PHQ9 T1,PHQ9 T2,PHQ9 T3", ("A", 12, 9, 4), ("B", 13, 9, 5))
    assert any(
        "'PHQ9 T3': T1, T2 and T3 are taken for before, after" in note for note in recognised(text).notes
    )


@pytest.mark.parametrize(
    ("content", "asks"),
    [
        ("Family ID,WEMWBS before,WEMWBS after\nA,20,25\nB,22,30\nC,35,28\n", "every score is 35 or less"),
        (
            "Family ID," + ",".join(f"WEMWBS Q{i} before" for i in range(1, 8)) + "\n"
            "A,1,2,3,4,5,3,3\nB,2,2,3,4,5,3,3\n",
            "7 of 14 questions are here",
        ),
    ],
)
def test_the_long_form_of_wemwbs_is_not_taken_for_granted(content, asks):
    # facts/measures.md section 5.6: 14 to 70 for the long form, 7 to 35 for the short one.
    column = recognised(content).mapping.columns[1]
    assert (column.use, column.confidence) == ("ignore", "needs you")
    assert asks in column.why
    assert "SWEMWBS" in column.why
