"""Every row of a file is used or set aside with its reason; nothing is counted twice."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.importing import Column, ingest, recognise
from evaluation.measures import registry
from tests.examples import examples
from tests.tables_of_text import dataset, mapped, pairs, responses, workbook

HEAD = "Family ID,PHQ-9 before,PHQ-9 after\n"


def aside(found):
    return {entry.row: entry.reason for entry in found.ledger.set_aside}


def test_blank_rows_and_rows_without_an_id_are_set_aside():
    found = responses(HEAD + "F1,12,6\n,,\n ,9,9\nF2,8,8\n")
    assert aside(found) == {3: "The row is empty", 4: "There is no id in column A"}
    assert (found.ledger.rows, found.ledger.used) == (4, 2)


@pytest.mark.parametrize(
    "label",
    [
        "Total",
        "TOTAL:",
        "Totals",
        "Total (n=2)",
        "Grand total",
        "Average",
        "Mean",
        "Mean score",
        "Mean (SD)",
        "n = 2",
        "SD",
        "Max",
        "Median",
    ],
)
def test_rows_of_totals_and_averages_are_no_families(label):
    found = responses(HEAD + f"F1,12,6\nF2,8,8\n{label},10,7\n")
    assert aside(found) == {4: "It looks like a total or an average, not a family"}


@pytest.mark.parametrize(
    "label", ["Max01", "Min3", "SD12", "Mean-17", "Totnes 4", "Countess 2", "N34", "Maxine"]
)
def test_ids_that_begin_like_a_total_are_kept(label):
    assert aside(responses(HEAD + f"F1,12,6\nF2,8,8\n{label},10,7\n")) == {}


def test_headers_pasted_again_in_the_middle_are_no_family():
    found = responses(HEAD + "F1,12,6\nFamily ID,PHQ-9 before,PHQ-9 after\nF2,8,8\n")
    assert aside(found) == {3: "It repeats the headers"}
    assert found.problems == ()


DUPLICATES = HEAD + "F1,12,6\nF2,9,9\nf2 ,9,8\nF3,1,2\nF3,1,2\n"


@pytest.mark.parametrize(
    ("policy", "rows", "kept"),
    [
        ("set_aside", {3, 4, 6}, [(1, 2), (12, 6)]),
        ("first", {4, 6}, [(1, 2), (9, 9), (12, 6)]),
        ("last", {3, 6}, [(1, 2), (9, 8), (12, 6)]),
    ],
)
def test_an_id_that_comes_twice_is_handled_as_chosen(policy, rows, kept):
    found = dataset(DUPLICATES, duplicates=policy)
    reasons = {entry.row: entry.reason for entry in found.ledger.set_aside}
    assert set(reasons) == rows
    assert reasons[6] == "An exact copy of another row (row 5)"
    assert pairs(found, "phq9") == kept


def test_the_other_row_of_a_duplicate_is_named():
    reasons = aside(responses(DUPLICATES))
    assert reasons[3] == "Its id comes again with different answers (row 4)"
    assert reasons[4] == "Its id comes again with different answers (row 3)"


def test_a_thousand_rows_of_one_id_are_told_in_few_words():
    found = responses(HEAD + "\n".join(f"F1,{i % 28},{i % 27}" for i in range(756)) + "\nF2,1,1")
    assert aside(found)[2] == "Its id comes again with different answers (rows 3, 4, 5 and 752 more)"


def test_a_re_referral_is_an_episode_of_its_own_where_a_column_says_so():
    found = dataset("Client,Referral ID,PHQ-9 before,PHQ-9 after\nC1,R1,12,6\nC1,R2,14,15\nC2,R3,3,3")
    assert pairs(found, "phq9") == [(3, 3), (12, 6), (14, 15)]
    assert len(set(found.responses.episodes.subject.tolist())) == 2


def test_one_family_a_row_needs_no_id():
    text = "Site,PHQ-9 before,PHQ-9 after\nNorth,12,6\nNorth,12,6\nSouth,9,9"
    with pytest.raises(InputError, match="No column of sheet 'upload' looks like the id of a family"):
        responses(text)
    assert pairs(dataset(text, subjects="one_per_row"), "phq9") == [(9, 9), (12, 6), (12, 6)]


# One row a questionnaire

LONG = """
Client,Stage,Date,Questionnaire,Total
C1,Pre,2025-01-01,PHQ-9,12
C1,Pre,2025-01-01,PHQ-9,12
C1,Post,2025-05-01,PHQ-9,6
C2,Pre,2025-01-01,PHQ-9,11
C2,Pre,2025-01-01,PHQ-9,10
C2,Post,2025-05-01,PHQ-9,9
C3,Pre,2025-01-01,PHQ-9,
C3,Pre,2025-01-01,Mood tree,7
C3,Pre,2025-01-01,,7
"""


def test_long_rows_that_hold_nothing_usable_are_set_aside_each_with_its_reason():
    found = responses(LONG)
    assert aside(found) == {
        3: "An exact copy of another row (row 2)",
        5: "Its id comes again with different answers (row 6)",
        6: "Its id comes again with different answers (row 5)",
        8: "There is no usable answer or score on it",
        9: "'Mood tree' is not a questionnaire Attune knows",
        10: "Its questionnaire is blank: not scored",
    }
    assert pairs(dataset(LONG), "phq9") == [(12, 6)]
    assert pairs(dataset(LONG, duplicates="last"), "phq9") == [(10, 9), (12, 6)]


def test_a_row_is_set_aside_only_if_none_of_its_questionnaires_is_used():
    found = responses(
        """
        Client,Stage,Date,PHQ-9,GAD-7
        C1,Pre,2025-01-01,12,5
        C1,Pre,2025-01-01,12,6
        C1,Post,2025-05-01,6,4
        """
    )
    used = {(block.measure.id, int(row)) for block in found.blocks for row in block.row}
    assert used == {("phq9", 2), ("phq9", 4), ("gad7", 4)}
    assert aside(found) == {3: "An exact copy of another row (row 2)"}
    assert [p.message for p in found.problems] == [
        "Row 2: GAD-7 is not used. Its id comes again with different answers (row 3)."
    ]


def test_parts_of_one_visit_on_two_rows_belong_together():
    data = dataset(
        "Client,Date,PHQ-9,GAD-7\nC1,2025-01-01,12,\nC1,2025-01-01,,5\nC1,2025-05-01,6,\nC1,2025-05-01,,9"
    )
    assert data.ledger.set_aside == ()
    assert (pairs(data, "phq9"), pairs(data, "gad7")) == ([(12, 6)], [(5, 9)])


def test_a_stage_that_means_nothing_is_said():
    found = responses("Client,Stage,PHQ-9\nC1,Pre,12\nC1,Post,6\nC1,Chrysalis,5")
    assert found.notes == ("'Stage' says 'Chrysalis', which names no stage: say what it means.",)


def test_a_bad_date_is_told_once_however_many_scores_it_belongs_to():
    found = responses(
        "Family ID,Before date,After date,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after\n"
        "F1,2025-01-01,soon,12,6,5,4\nF2,2025-01-01,2025-03-01,12,6,5,4\nF3,2025-01-01,2025-03-01,12,6,5,4"
    )
    assert [p.message for p in found.problems] == [
        "'After date' (column C): 1 cell is not a date (row 2). It is left blank."
    ]


# Mappings by hand


def test_two_columns_mapped_to_one_score_are_not_used_and_said():
    text = HEAD.strip() + ",PHQ-9 later\nF1,12,6,5\nF2,9,9,9"
    found = mapped(text)
    later = Column(index=3, header="PHQ-9 later", use="score", measure="phq9", scale="total", occasion="end")
    read = ingest(workbook(text), found.with_column(later), registry())
    assert [b.occasion[0] for b in read.blocks] == ["baseline"]
    assert read.notes == (
        "'PHQ-9 after' and 'PHQ-9 later' claim to hold the same score, so none is used: say how they differ.",
    )


def test_a_score_of_no_named_scale_is_said():
    found = responses("Client,MORS total pre,MORS total post,PHQ-9 pre,PHQ-9 post\nA,30,25,10,5\nB,29,29,9,9")
    assert found.notes[0] == "'MORS total pre' was not used: say which score of its questionnaire it is."


def test_a_local_score_is_evaluated_once_its_range_and_direction_are_given():
    text = "Family ID,HOPE-A before,HOPE-A after\nF1,10,4\nF2,9,22"
    found = mapped(text)
    with pytest.raises(
        InputError, match="'HOPE-A': no questionnaire that Attune knows, so the lowest and highest"
    ):
        ingest(workbook(text), found, registry())
    described = (replace(found.locals[0], minimum=0.0, maximum=21.0, better="lower"),)
    data = dataset(text, locals=described)
    assert pairs(data, "hope_a") == [(10, 4)]
    assert "outside 0 to 21" in data.problems[0].message


def test_an_undescribed_score_beside_others_is_a_note():
    found = responses(
        "Family ID,HOPE-A before,HOPE-A after,PHQ-9 before,PHQ-9 after\nF1,10,4,12,6\nF2,9,2,11,5"
    )
    assert found.notes == (
        (
            "'HOPE-A' was not evaluated: it is no questionnaire Attune knows. Give its lowest and highest "
            "score and which is better."
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Family ID,PHQ-9 before,PHQ-9 after", "has a header row but no rows below it"),
        ("Family ID,Site\nF1,North\nF2,South", "No score or questionnaire was recognised"),
        (
            HEAD + "F1,high,low\nF2,high,high",
            "'PHQ-9 before': 2 of 2 cells hold no number, so it may not be the score of PHQ-9",
        ),
        ("PHQ-9 before,PHQ-9 after\n1,2\n3,4", "looks like the id of a family"),
        ("Learner code,Total before,Total after\nA,high,low", "'Total before': which questionnaire is this"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_one_sentence(text, message):
    with pytest.raises(InputError, match=message) as error:
        responses(text)
    assert "\n" not in str(error.value)


CELL = st.sampled_from(["", "12", "6", "27", "99", "x", "NA", "1.5"])
ROW = st.tuples(st.sampled_from(["F1", "F2", "F3", "f3", "", "Total", "F4"]), CELL, CELL)


@settings(max_examples=examples(60))
@given(st.lists(ROW, min_size=1, max_size=12), st.sampled_from(["set_aside", "first", "last"]))
def test_rows_in_are_rows_used_plus_rows_set_aside(rows, policy):
    text = HEAD + "\n".join(
        ",".join(row) for row in [("F9", "12", "6"), ("F8", "5", "5"), *rows, ("F7", "1", "1")]
    )
    # The mapping is one that was kept: what is recognised may leave odd columns unused.
    kept = replace(mapped(HEAD + "F1,12,6\nF2,9,9"), duplicates=policy)
    found = ingest(workbook(text), kept, registry())
    assert found.ledger.rows == len(rows) + 3
    assert found.ledger.used + len(found.ledger.set_aside) == found.ledger.rows
    left = {entry.row for entry in found.ledger.set_aside}
    assert not any(int(row) in left for block in found.blocks for row in block.row)


LONG_ROW = st.tuples(
    st.sampled_from(["C1", "C2", ""]),
    st.sampled_from(["Pre", "Post", "Odd", ""]),
    st.sampled_from(["2025-01-01", "2025-02-01", "", "soon"]),
    st.sampled_from(["PHQ-9", "GAD-7", "Mood", ""]),
    CELL,
)


@settings(max_examples=examples(60))
@given(st.lists(LONG_ROW, min_size=1, max_size=12), st.sampled_from(["set_aside", "first", "last"]))
def test_long_rows_in_are_rows_used_plus_rows_set_aside(rows, policy):
    sure = [("C8", "Pre", "2025-01-01", "PHQ-9", "12"), ("C8", "Post", "2025-03-01", "PHQ-9", "6")]
    text = "Client,Stage,Date,Questionnaire,Total\n" + "\n".join(
        ",".join(row) for row in [sure[0], *rows, sure[1]]
    )
    book = workbook(text)
    found = ingest(book, replace(recognise(book, registry()).mapping, duplicates=policy), registry())
    assert found.ledger.used + len(found.ledger.set_aside) == found.ledger.rows == len(rows) + 2
    used = {int(row) for block in found.blocks for row in block.row}
    left = {entry.row for entry in found.ledger.set_aside}
    assert used | left == set(range(2, len(rows) + 4))
    assert not used & left


def test_an_id_in_capitals_or_with_spaces_is_the_same_family():
    """By hand: two families of two scores each, however their ids are typed."""
    found = dataset("Family ID,Stage,PHQ-9\nA1,Before,20\na1,After,5\nB2,Before,12\n b2 ,After,9\n")
    assert sorted(pairs(found, "phq9")) == [(12, 9), (20, 5)]
