"""Cells and rows that were once misread without a word: each is now noted, set aside or read right.

What is expected was worked out by hand, as a careful reader of the sheet would conclude it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.importing import Mapping
from tests.tables_of_text import (
    column,
    dataset,
    mapped,
    pairs,
    responses,
    table,
)

# Values that may stand for "not known"


NINES = table(
    "ID,PIR-GAS pre,PIR-GAS post",
    *((f"F{i}", 99 if i % 4 == 0 else 40 + 3 * i, 50 + 2 * i) for i in range(12)),
)


def test_a_frequent_99_within_the_range_is_kept_and_asked_about():
    found = responses(NINES)
    assert (
        "3 cells are exactly 99, which often means 'not known' (rows 2, 6 and 10" in found.problems[0].message
    )
    assert len(found.blocks[0].row) == 12


def test_numbers_that_the_mapping_calls_missing_are_blank():
    found = responses(NINES, missing_codes=(99,))
    assert len(found.blocks[0].row) == 9
    assert found.problems == ()
    assert Mapping.from_dict(replace(mapped(NINES), missing_codes=(99.0,)).to_dict()).missing_codes == (99.0,)


# Rows


def test_headings_between_rows_and_notes_below_them_are_no_families():
    text = table("ID,PHQ9 pre,PHQ9 post", ("Oxford team", "", ""), ("PIP01", 9, 4), ("PIP02", 8, 4),
        ("* partner score", "", ""), ("PIP03", "", ""))  # fmt: skip
    found = responses(text)
    assert [(e.row, e.reason) for e in found.ledger.set_aside] == [
        (2, "It holds words in place of an id and nothing else, so it is no family"),
        (5, "It holds words in place of an id and nothing else, so it is no family"),
    ]
    stacked = table(
        "ID,PHQ9 pre,PHQ9 post", ("PIP01", 9, 4), ("POST", "", ""), ("ID", "PHQ9 pre", "PHQ9 post")
    )
    assert [e.row for e in responses(stacked).ledger.set_aside] == [3, 4]
    assert len(found.episodes) == 3  # a family without a score is still one of those referred


def test_ids_apart_by_zeros_in_front_are_noted_by_their_rows():
    text = table("ID,Stage,PHQ9", ("001", "Pre", 9), ("1", "Post", 4), ("002", "Pre", 9), ("2", "Post", 3))
    assert (
        responses(text)
        .notes[0]
        .startswith("2 ids differ from another only by zeros in front (such as on rows 2 and 3)")
    )


def test_dates_the_wrong_way_round_are_listed_and_the_scores_used():
    wide = table("ID,PHQ9 pre,Date pre,PHQ9 post,Date post", ("A", 9, "2025-06-01", 4, "2025-01-01"), (
        "B", 8, "2025-01-01", 4, "2025-06-01"))  # fmt: skip
    long = table("ID,Stage,Date,PHQ9", ("A", "Pre", "2025-06-01", 9), ("A", "Post", "2025-01-01", 4))
    assert responses(wide).problems[-1].rows == (2,)
    assert responses(long).problems[-1].rows == (3,)
    assert "dated before the score before" in responses(long).problems[-1].message
    assert pairs(dataset(wide), "phq9") == [(8, 4), (9, 4)]


def test_a_typed_total_that_is_not_the_sum_of_its_answers_is_said():
    head = "ID," + ",".join(f"PHQ9 Q{i} pre" for i in range(1, 10)) + ",PHQ9 total pre"
    text = table(head, ("A", *[1] * 9, 9), ("B", *[2] * 9, 23), ("C", *[0] * 8, "", 5))
    message = responses(text).problems[0].message
    assert "1 typed totals are not the sum of their answers (row 3; first 23 beside 18)" in message


def test_many_repeated_ids_are_said_first_with_what_to_do():
    text = table(
        "Family ID,Visit,PHQ9 pre,PHQ9 post", ("A", 1, 9, 4), ("A", 2, 8, 4), ("B", 1, 5, 5), ("C", 1, 7, 2)
    )
    note = responses(text).notes[0]
    assert note.startswith("2 of 4 rows are not used, because their ids in 'Family ID' come again")
    assert "child or a referral as the 'episode'" in note


def test_a_sheet_of_nothing_but_repeated_ids_says_so():
    text = table("Mother ID,PHQ9 pre,PHQ9 post", ("A", 9, 4), ("A", 8, 4), ("B", 5, 5), ("B", 7, 2))
    with pytest.raises(
        InputError, match=r"None of the 4 rows .* can be used\. 4 of 4 rows .* 'Mother ID' come again"
    ):
        responses(text)


def test_referral_dates_that_differ_make_each_referral_an_episode():
    head = "Client ID,Referral date,PHQ9 pre,PHQ9 post"
    text = table(head, ("A", "2024-01-01", 9, 4), ("A", "2025-01-01", 8, 8), ("B", "2024-03-01", 5, 5))
    found = column(mapped(text), "Referral date")
    assert (found.use, found.confidence) == ("episode", "suggested")
    data = dataset(text)
    assert pairs(data, "phq9") == [(5, 5), (8, 8), (9, 4)]
    assert len(set(data.responses.episodes.subject.tolist())) == 2
    assert str(data.responses.episodes.start.min())[:10] == "2024-01-01"
    assert list(data.responses.episodes.attributes) == []  # nobody filters by the day of one referral


def test_mum_and_mother_are_one_rater():
    text = table("ID,Completed by,Stage,EPDS", ("A", "Mum", "Pre", 12), ("A", "Mother", "Post", 6),
        ("A", "Daddy", "Pre", 9), ("A", "father", "Post", 8))  # fmt: skip
    assert pairs(dataset(text), "epds", rater="mother") == [(12, 6)]
    assert pairs(dataset(text), "epds", rater="father") == [(9, 8)]
