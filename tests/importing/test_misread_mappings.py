"""Sheets, words and kept mappings that were once misread without a word, or refused without a reason.

What is expected was worked out by hand, as a careful reader of the sheet would conclude it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.errors import InputError
from evaluation.importing import Mapping, ingest, recognise
from evaluation.importing.sheets import Sheet, Workbook, grid
from evaluation.measures import registry
from tests.tables_of_text import (
    asked,
    dataset,
    mapped,
    pairs,
    responses,
    table,
    workbook,
)


def book(**sheets: list[list[object]]) -> Workbook:
    return Workbook("may.xlsx", "", tuple(Sheet(name, grid(rows)) for name, rows in sheets.items()), ())


# Sheets, words and mappings


HEADERS: list[object] = ["ID", "PHQ9 pre", "PHQ9 post"]


def test_other_sheets_with_the_same_headers_are_counted_first_of_all():
    several = book(
        Amy=[HEADERS, ["A1", 12, 6], ["A2", 9, 9]],
        Bella=[["Bella's families"], HEADERS, ["B1", 12, 6], ["B2", 9, 9], [], ["B3", 8, 8]],
        Cat=[HEADERS, ["C1", 1, 1]],
    )
    found = recognise(several, registry(), sheet="Amy", with_sheets=())
    read = ingest(several, found.mapping, registry())
    said = "4 rows on 'Bella' and 'Cat' with the same headers are not in these figures."
    assert found.notes[0] == read.notes[0] == f"Only sheet 'Amy' is read: {said}"


def test_scores_out_of_their_maximum_are_read_and_others_are_not():
    text = table(
        "ID,PHQ9 pre,PHQ9 post", ("A", "12/27", 4), ("B", "9 out of 27", 3), ("C", "5/10", 2), ("D", 8, 1)
    )
    assert pairs(dataset(text), "phq9") == [(8, 1), (9, 3), (12, 4)]


def test_a_column_mostly_unreadable_is_asked_about():
    rows = [(f"F{i}", "18 (moderate)" if i % 3 else 18, 5) for i in range(9)]
    assert asked(table("ID,PHQ9 pre,PHQ9 post", *rows), "PHQ9 pre").startswith("6 of 9 cells hold no number")


def test_answers_in_words_nobody_described_are_asked_about():
    head = "ID," + ",".join(f"CORE10_{i} pre" for i in range(1, 11))
    text = table(head, *((f"F{i}", *["Only occasionally", "Sometimes"] * 5) for i in range(3)))
    assert asked(text, "CORE10_1 pre", "CORE10_10 pre") == (
        "30 of 30 answers to CORE-10 are no answers Attune knows: of the words only “not at all” and "
        "“most or all of the time” are known, so give numbers"
    )


def test_a_local_score_in_words_or_per_cent_is_read_as_described():
    words = "ID,Bond before,Bond after\nA,Agree,Strongly agree\nB,2,agree\nC,3,4"
    found = mapped("ID,Bond before,Bond after\nA,1,2\nB,2,3")
    own = replace(
        found.locals[0],
        minimum=1.0,
        maximum=5.0,
        better="higher",
        labels=(("Agree", 4.0), ("Strongly agree", 5.0)),
    )
    kept = Mapping.from_dict(replace(found, locals=(own,)).to_dict())
    read = ingest(workbook(words), kept, registry())
    assert [b.totals[0][2].tolist() for b in read.blocks] == [[4, 2, 3], [5, 4, 4]]
    share = replace(found.locals[0], minimum=0.0, maximum=100.0, better="higher")
    read = ingest(
        workbook("ID,Bond before,Bond after\nA,53%,60%"), replace(found, locals=(share,)), registry()
    )
    assert [b.totals[0][2].tolist() for b in read.blocks] == [[53], [60]]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Endpoint", "end"), ("On completion", "end"), ("Closed", "end"), ("Closing review", "end"),
        ("Finish", "end"), ("EOT", "end"), ("Screening", "baseline"), ("At referral", "baseline"),
        ("Pre/Post", ""), ("2nd referral pre", "baseline"), ("Session 1", ""), ("Round 2", ""),
        ("6-8 weeks", "follow-up 8 weeks"),
    ],
)  # fmt: skip
def test_stages_as_services_write_them(said, meant):
    text = table("ID,Stage,PHQ9", ("A", said, 9), ("B", "Pre", 8), ("B", "Post", 4), ("C", "Initial", 4))
    assert dict(mapped(text).occasions)[said] == meant


def test_a_span_of_weeks_is_no_question_of_the_form():
    found = mapped(table("ID,EPDS pre,EPDS 6-8 weeks follow-up", ("A", 11, 4), ("B", 12, 9)))
    assert [(c.use, c.occasion) for c in found.columns[1:]] == [
        ("score", "baseline"),
        ("score", "follow-up 8 weeks"),
    ]


FAMILIES = "Family ID,PHQ-9 before,PHQ-9 after\nF1,14,6\nF2,9,9"


def test_a_mapping_may_name_measures_and_stages_as_people_do():
    plain = mapped(FAMILIES).to_dict()
    for entry in plain["columns"]:
        if entry["use"] == "score":
            entry["measure"] = "PHQ-9"
            entry["scale"] = "PHQ-9 total"
            entry["occasion"] = {"baseline": "pre", "end": "Discharge"}[entry["occasion"]]
    read = ingest(workbook(FAMILIES), Mapping.from_dict(plain), registry())
    assert {(b.measure.id, b.occasion[0]) for b in read.blocks} == {("phq9", "baseline"), ("phq9", "end")}


def test_a_scale_that_a_measure_lacks_is_named():
    found = mapped(FAMILIES)
    wrong = found.with_column(replace(found.columns[1], scale="warmth"))
    with pytest.raises(InputError, match="'PHQ-9 before' is the scale 'warmth' of PHQ-9, which has 'total'"):
        ingest(workbook(FAMILIES), wrong, registry())


def test_a_date_order_that_is_none_is_refused_in_python_too():
    with pytest.raises(InputError, match="'date_order' is 'dmy'"):
        replace(mapped(FAMILIES), date_order="dmy")


def test_headers_that_moved_down_are_found_by_their_names():
    later = workbook("Outcomes 2026,,\n,,\n" + FAMILIES)
    read = ingest(later, mapped(FAMILIES), registry())
    assert read.notes[0] == "The headers are on row 3 and no longer on row 1."
    assert read.ledger.used == read.ledger.rows == 2


def test_score_columns_that_the_mapping_does_not_know_are_noted():
    later = workbook("Family ID,PHQ-9 before,PHQ-9 after,EPDS pre,Site\nF1,14,6,9,N")
    assert ingest(later, mapped(FAMILIES), registry()).notes == (
        "Not in the mapping, so not used, though they look like scores: 'EPDS pre'.",
    )


def test_columns_of_one_name_are_told_apart_by_their_letters():
    with pytest.raises(InputError, match=r"'PHQ9' \(column B\) and 'PHQ9' \(column C\) claim"):
        responses("ID,PHQ9,PHQ9\nA,12,6\nB,9,9")


def test_an_nhs_number_left_out_is_named_where_there_is_no_other_id():
    with pytest.raises(InputError, match="'NHS Number' was left out because it is personal data"):
        responses("NHS Number,PHQ9 pre,PHQ9 post\n9434765919,12,6\n4010232137,9,9")


def test_a_score_that_a_spreadsheet_made_a_date_is_shown_as_a_date():
    import datetime as dt

    rows = [HEADERS, ["A", dt.datetime(2025, 5, 10), 6], ["B", 9, 9], ["C", 8, 4]]
    several = book(Sheet1=[list(row) for row in rows])
    read = ingest(several, recognise(several, registry()).mapping, registry())
    assert "found the date 10 May 2025" in read.problems[0].message
