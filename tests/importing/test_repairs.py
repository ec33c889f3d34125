"""Problems grouped by what would repair them, with counts, examples and Excel's rows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from evaluation.importing import read_workbook, recognise
from evaluation.importing.fitting import fit
from evaluation.importing.repairs import grouped, here
from evaluation.importing.spots import differing, spots
from evaluation.measures import registry
from tests.tables_of_text import dataset, workbook

HEADER = ",".join(f"PHQ-9 Q{i} {when}" for when in ("before", "after") for i in range(1, 10))


def repairs(text, **changes):
    return {group.repair: group for group in dataset(text, **changes).repairs}


MORE = "\n".join(f"B{n},14,6" for n in range(20))


def form(*changed, fill="Not at all"):
    """Answers to PHQ-9 before and after, with some of them changed: (place from 0, answer)."""
    answers = [fill] * 18
    for place, answer in changed:
        answers[place] = str(answer)
    return ",".join(answers)


def test_scores_out_of_range_are_one_group_for_each_questionnaire():
    text = f"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,28,31\nA3,12,99\n{MORE}"
    group = repairs(text)["outside"]
    assert group.heading == "3 scores are outside what PHQ-9 allows"
    assert group.do.startswith("Correct each one (0 to 27 is allowed)")
    assert group.then == "Left blank until then; the rest of the row is used."
    assert group.n == 3
    assert [(s.row, s.letter, s.header, s.found) for s in group.examples] == [
        (3, "B", "PHQ-9 before", "28"),
        (3, "C", "PHQ-9 after", "31"),
        (4, "C", "PHQ-9 after", "99"),
    ]


def test_one_is_not_called_several():
    group = repairs("Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,28,9")["outside"]
    assert group.heading == "1 score is outside what PHQ-9 allows"


def test_there_are_never_more_than_three_examples():
    rows = "\n".join(f"A{n},28,6" for n in range(9))
    more = "\n".join(f"B{n},14,6" for n in range(99))
    group = repairs(f"Family ID,PHQ-9 before,PHQ-9 after\n{rows}\n{more}")["outside"]
    assert (group.n, len(group.examples)) == (9, 3)


def test_answers_and_scores_are_apart():
    groups = dataset(f"Family ID,{HEADER},PHQ-9 total before\nA1,{form((0, 4))},3\nA2,{form()},28").repairs
    assert [g.heading for g in groups if g.repair == "outside"] == [
        "1 answer is outside what PHQ-9 allows",
        "1 score is outside what PHQ-9 allows",
    ]


def test_each_kind_of_repair_is_told():
    found = repairs(
        "Family ID,Date before,Date after,PHQ-9 before,PHQ-9 after\n"
        "A1,03/02/2025,13/07/2025,14,6\n"
        ",03/02/2025,13/07/2025,14,6\n"
        "A3,03/02/2025,after Easter,14,6\n"
        "A4,13/07/2025,03/02/2025,14,6\n"
        "A5,03/02/2025,13/07/2025,about 12,6\n"
        "A6,03/02/2025,13/07/2025,14.5,6\n"
        "A7,03/02/2025,13/07/2025,14,6\n"
        "A7,03/02/2025,13/07/2025,9,6"
    )
    assert {kind: group.heading for kind, group in found.items()} == {
        "no id": "1 row has no id",
        "repeated id": "1 id comes again with different answers",
        "not a number": "1 PHQ-9 score is not a number",
        "not a date": "1 date can't be read",
        "stages swapped": "1 score after is dated before the score before",
        "between scores": "1 score lies between those that PHQ-9 can give",
    }
    assert [(s.row, s.letter) for s in found["stages swapped"].examples] == [(5, "B"), (5, "C")]
    assert [(s.row, s.letter) for s in found["no id"].examples] == [(3, "A")]
    assert found["repeated id"].sets == ((8, 9),)


def test_a_total_beside_its_answers_is_told_with_its_own_cell():
    group = repairs(f"Family ID,{HEADER},PHQ-9 total after\nA1,{form((9, 'Several days'))},9")["total"]
    assert group.heading == "1 typed total of PHQ-9 is not the sum of its answers"
    assert [(s.letter, s.header, s.found) for s in group.examples] == [("T", "PHQ-9 total after", "9")]


def test_forms_that_can_t_be_scored_are_counted_as_forms():
    group = repairs(f"Family ID,{HEADER}\nA1,{form((0, ''))}\nA2,{form()}\nA3,{form((1, ''))}")["not scored"]
    assert group.heading == "PHQ-9 total can't be worked out for 2 forms"
    assert [(s.row, s.letter) for s in group.examples] == [(2, ""), (4, "")]
    assert here(group.problems[0]) == (
        "PHQ-9 total can't be worked out: 1 of 9 answers is missing or can't be read; it is scored only when "
        "complete"
    )


def test_a_families_own_words_are_no_example_and_a_number_is():
    found = dataset(f"Family ID,PHQ-9 before,PHQ-9 after\nA1,see Anna Smith,6\nA2,12*,9\n{MORE}")
    assert [spot.found for spot in found.repairs[0].examples] == ["", "12*"]
    assert "Anna" not in str(found.repairs[0].to_dict())


def test_what_may_be_personal_is_never_found():
    text = "Family ID,Postcode district,PHQ-9 before,PHQ-9 after\n" + "\n".join(
        f"A{n},{'OX4' if n else 'anna@example.org'},14,6" for n in range(8)
    )
    book = workbook(text)
    data = dataset(text)
    sheet, fitted, _ = fit(book, data.mapping, registry())
    shown = [s for g in data.repairs for p in g.problems for s in spots(p, sheet, fitted.columns)]
    assert "anna" not in str(shown)
    assert "anna" not in str([group.to_dict() for group in data.repairs])


def test_what_is_repaired_first_comes_first():
    text = f"Family ID,{HEADER},GAD-7 before\nA1,{form((0, ''))},22\n,{form()},7"
    assert [group.repair for group in dataset(text).repairs] == ["no id", "outside", "not scored"]


def test_a_code_for_not_known_is_offered_once_it_is_frequent():
    rows = "\n".join(f"A{n},{'999' if n < 3 else 9},6,{'-9' if n < 2 else 3}" for n in range(40))
    groups = dataset(f"Family ID,PHQ-9 before,PHQ-9 after,GAD-7 before\n{rows}").repairs
    assert {group.measure: group.codes for group in groups} == {"phq9": (999.0,), "gad7": ()}


def test_codes_are_counted_over_the_whole_file():
    rows = "\n".join(f"A{n},{'999' if n < 2 else 9},{'999' if n == 3 else 6}" for n in range(40))
    groups = dataset(f"Family ID,PHQ-9 before,GAD-7 before\n{rows}").repairs
    assert [group.codes for group in groups] == [(999.0,), (999.0,)]


@pytest.mark.parametrize(
    ("duplicates", "then"),
    [
        ("set_aside", "None of these rows is used until then."),
        ("first", "The upper row of each is used."),
        ("last", "The lower row of each is used."),
    ],
)
def test_what_becomes_of_repeated_ids_follows_what_was_settled(duplicates, then):
    text = "Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA1,9,9\nA2,12,3"
    assert repairs(text, duplicates=duplicates)["repeated id"].then == then


def test_rows_that_share_an_id_and_a_date_are_one_set_in_long_data():
    text = (
        "Family ID,Date,Stage,PHQ-9\nA1,03/02/2025,before,14\nA1,03/02/2025,before,9\nA1,13/07/2025,after,6\n"
        "A2,03/02/2025,before,12\nA2,13/07/2025,after,3"
    )
    group = repairs(text)["repeated id"]
    assert (group.heading, group.sets) == ("1 id comes again with different answers", ((2, 3),))


def test_where_rows_differ_is_told_by_column():
    text = "Family ID,Site,PHQ-9 before,PHQ-9 after\nA1,North,14,6\nA1,North,9,6\nA2,South,12,3"
    data = dataset(text)
    sheet, fitted, _ = fit(workbook(text), data.mapping, registry())
    assert differing((2, 3), sheet, fitted.columns) == (("PHQ-9 before (C)", ("14", "9")),)


def test_cells_of_sheets_read_together_are_where_their_own_sheet_shows_them(root):
    """The totals of one worker's sheet can stand in another column than those of the next."""
    path = root / "data_samples" / "shapes" / "sheet_a_worker.xlsx"
    book = read_workbook(path)
    mapping = recognise(book, registry()).mapping
    from evaluation.dataset import Dataset

    data = Dataset.read(book, mapping, registry())
    sheet, fitted, _ = fit(book, mapping, registry())
    found = [s for g in data.repairs for p in g.problems for s in spots(p, sheet, fitted.columns)]
    assert len({spot.sheet for spot in found}) > 1
    for spot in found:
        cells = book.sheet(spot.sheet).cells
        letters = re.fullmatch("[A-Z]", spot.letter)
        assert letters
        assert str(cells.iloc[spot.row - 1, ord(spot.letter) - ord("A")]) == spot.found


def test_columns_in_another_order_on_the_second_sheet_have_its_own_letters():
    from evaluation.importing.gathering import together

    first = read_workbook(b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,3\n", "one.csv")
    second = read_workbook(
        b"Family ID,Site,PHQ-9 after,PHQ-9 before\nB1,North,6,14\nB2,North,28,9\n", "two.csv"
    )
    book = together([first, second])
    mapping = recognise(book, registry(), sheet="one", with_sheets=("two",)).mapping
    from evaluation.dataset import Dataset

    (group,) = Dataset.read(book, mapping, registry()).repairs
    assert [(s.sheet, s.row, s.letter, s.found) for s in group.examples] == [("two", 3, "C", "28")]


def test_nothing_wrong_is_no_group():
    assert dataset("Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,3").repairs == ()


def test_groups_hold_every_problem_once():
    data = dataset("Family ID,PHQ-9 before,PHQ-9 after\nA1,28,x\nA2,9,99\n,1,2\nA4,5,6\nA4,7,8")
    kept = grouped(
        data.problems, data.ledger, data.responses.places, data.responses.columns, repeats=((5, 6),)
    )
    inside = [problem for group in kept for problem in group.problems]
    assert [problem for problem in inside if problem in data.problems] == sorted(
        data.problems, key=inside.index
    )
    assert replace(kept[0], problems=()) == replace(data.repairs[0], problems=())
