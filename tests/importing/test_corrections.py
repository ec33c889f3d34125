"""Corrections: what a person put right by hand is laid over a file, never over another one silently."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.evaluating import evaluate, inspect
from evaluation.importing import read_workbook
from evaluation.importing.correcting import corrected
from evaluation.importing.corrections import CellCorrected, Corrections, RowLeftOut, mark
from evaluation.importing.ledger import LEFT_OUT, Spot
from tests.tables_of_text import workbook

TEXT = """\
    Family ID,PHQ-9 before,PHQ-9 after
    A1,14,6
    A2,28,9
    A3,12,3
    """


def cell(row, column, found, to, beside="", sheet="upload"):
    return CellCorrected(sheet=sheet, row=row, column=column, found=found, to=to, beside=beside)


def spot(row, letter):
    return Spot(sheet="upload", row=row, letter=letter)


def made(text=TEXT):
    """A cell corrected and a row left out of a file, as the import page does it."""
    book = workbook(text)
    return Corrections().with_cells(book, [(spot(3, "B"), "18")]).with_rows(book, [("upload", 4)])


def test_a_correction_is_read_in_place_of_what_the_file_holds():
    found = evaluate(TEXT.encode(), name="upload.csv", corrections=made())
    assert found.evidence.findings[0].n == 2
    assert found.rows.problems == ()
    assert found.evidence.findings[0].description.mean_before == (14 + 18) / 2


def test_a_row_left_out_keeps_its_place_and_says_who_left_it_out():
    data = evaluate(TEXT.encode(), name="upload.csv", corrections=made()).rows
    assert [(e.sheet, e.row, e.reason) for e in data.ledger.set_aside] == [("upload", 4, LEFT_OUT)]
    assert (data.ledger.rows, data.ledger.used) == (3, 2)


def test_notes_say_how_much_was_done_by_hand():
    assert (
        "1 cell was corrected by hand and 1 row left out."
        in inspect(TEXT.encode(), name="upload.csv", corrections=made()).notes
    )


@pytest.mark.parametrize(
    ("cells", "rows", "said"),
    [
        (0, 0, ""),
        (3, 0, "3 cells were corrected by hand."),
        (3, 1, "3 cells were corrected by hand and 1 row left out."),
        (0, 1, "1 row was left out."),
        (0, 2, "2 rows were left out."),
    ],
)
def test_what_was_done_by_hand_in_words(cells, rows, said):
    found = Corrections(
        cells=tuple(cell(row, "B", "9", "8") for row in range(2, 2 + cells)),
        rows=tuple(RowLeftOut(sheet="upload", row=row) for row in range(2, 2 + rows)),
    )
    assert found.said == said


def test_the_file_itself_is_untouched():
    book = workbook(TEXT)
    before = book.sheets[0].cells.copy()
    corrected(book, made())
    assert book.sheets[0].cells.equals(before)


def test_the_fingerprint_tells_the_same_corrections_from_others():
    book = workbook(TEXT)
    once, again = corrected(book, made()), corrected(workbook(TEXT), made())
    other = corrected(book, Corrections(cells=(cell(3, "B", "28", "8"),)))
    assert once.fingerprint == again.fingerprint
    assert len({book.fingerprint, once.fingerprint, other.fingerprint}) == 3


def test_the_order_in_which_corrections_were_made_changes_nothing():
    book = workbook(TEXT)
    first = Corrections().with_cells(book, [(spot(2, "B"), "13"), (spot(3, "B"), "18")])
    second = Corrections().with_cells(book, [(spot(3, "B"), "18")]).with_cells(book, [(spot(2, "B"), "13")])
    assert first == second


def test_corrections_that_fit_nothing_leave_the_fingerprint_and_are_said():
    book = workbook(TEXT)
    found = corrected(book, Corrections(cells=(cell(3, "B", "31", "13"),)))
    assert found.fingerprint == book.fingerprint
    assert found.notes[-1] == (
        "1 correction was not applied, because the cell is not there, or something else stands in it or its "
        "row than when it was corrected: B3 of 'upload'."
    )


@pytest.mark.parametrize(
    "wrong",
    [
        cell(3, "B", "31", "13"),  # another text
        cell(30, "B", "28", "18"),  # fewer rows
        cell(3, "Z", "28", "18"),  # fewer columns
        cell(3, "B", "28", "18", beside="0123456789ab"),  # another family's row
        cell(4, "D", "", "9"),  # no such cell
    ],
)
def test_what_does_not_fit_is_not_applied(wrong):
    book = workbook(TEXT)
    found = corrected(book, Corrections(cells=(wrong,)))
    assert found.sheets[0].cells.equals(book.sheets[0].cells)
    assert "1 correction was not applied" in found.notes[-1]


def test_a_correction_of_another_sheet_is_not_applied_where_there_are_several(root):
    book = read_workbook(root / "data_samples" / "shapes" / "sheet_a_worker.xlsx")
    found = corrected(book, Corrections(cells=(cell(3, "D", "999", "9", sheet="No such sheet"),)))
    assert "'No such sheet'" in found.notes[-1]
    assert found.fingerprint == book.fingerprint


def test_next_quarters_text_file_is_read_though_its_name_is_another():
    later = workbook(TEXT, "summer.csv")
    assert corrected(later, made()).sheets[0].cells.iloc[2, 1] == "18"


def test_a_row_of_other_families_is_neither_corrected_nor_left_out():
    """A later file in another order: the same texts stand in other families' rows."""
    turned = "Family ID,PHQ-9 before,PHQ-9 after\nB9,28,1\nB8,28,9\nB7,12,3"
    found = corrected(workbook(turned), made())
    assert found.sheets[0].left_out == frozenset()
    assert found.sheets[0].cells.iloc[2, 1] == "28"
    assert "1 correction was not applied" in found.notes[-2]
    assert "1 row was not left out" in found.notes[-1]


def test_a_cell_corrected_twice_keeps_what_the_file_holds():
    book = workbook(TEXT)
    twice = made().with_cells(book, [(spot(3, "B"), "8")])
    assert [(one.found, one.to) for one in twice.cells] == [("28", "8")]


def test_a_cell_given_back_its_own_text_is_corrected_no_longer():
    assert made().with_cells(workbook(TEXT), [(spot(3, "B"), " 28 ")]).cells == ()


def test_a_cell_can_be_cleared():
    book = workbook(TEXT)
    found = Corrections().with_cells(book, [(spot(3, "B"), "")])
    data = evaluate(TEXT.encode(), name="upload.csv", corrections=found).rows
    assert data.problems == ()
    assert data.consequence.reasons == (("no_first", 1),)


def test_a_missing_id_can_be_typed():
    text = TEXT.replace("A3", "")
    book = workbook(text)
    found = Corrections().with_cells(book, [(spot(4, "A"), "A3")])
    assert evaluate(text.encode(), name="upload.csv", corrections=found).evidence.findings[0].n == 2


def test_undoing_gives_the_file_back():
    found = made()
    assert not found.without(found.entries)
    assert found.without(found.rows) == Corrections(cells=found.cells)


def test_a_cell_that_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(InputError, match="'upload' has no cell Z3"):
        Corrections().with_cells(workbook(TEXT), [(spot(3, "Z"), "1")])


def test_answers_of_a_row_left_out_that_ask_about_risk_are_still_listed():
    """Leaving a row out of the figures is no reason for nobody to look at what it says."""
    header = ",".join(f"phq9_{i}_{when}" for when in ("pre", "post") for i in range(1, 10))
    rows = [f"A{n},{','.join(['1'] * 18)}" for n in range(3)]
    text = "\n".join([f"Family ID,{header}", *rows])
    book = workbook(text)
    found = Corrections().with_rows(book, [("upload", 3)])
    data = evaluate(text.encode(), name="upload.csv", corrections=found).rows
    assert 3 in {entry.row for entry in data.to_follow_up}


@given(
    st.lists(
        st.tuples(st.integers(2, 4), st.sampled_from("ABC"), st.text(max_size=8)),
        max_size=6,
        unique_by=lambda change: change[:2],
    ),
    st.sets(st.integers(2, 4)),
)
def test_saved_and_read_again_corrections_are_the_same(changes, rows):
    book = workbook(TEXT)
    found = (
        Corrections()
        .with_cells(book, [(spot(row, letter), text) for row, letter, text in changes])
        .with_rows(book, [("upload", row) for row in rows])
    )
    again = Corrections.from_dict(json.loads(json.dumps(found.to_dict())))
    assert again == found
    applied, reapplied = corrected(book, found), corrected(book, again)
    assert applied.fingerprint == reapplied.fingerprint
    assert applied.sheets[0].cells.equals(reapplied.sheets[0].cells)
    assert applied.sheets[0].left_out == rows
    for one in found.cells:
        assert applied.sheets[0].cells.iloc[one.row - 1, "ABC".index(one.column)] == one.to


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        ([], "must be a JSON object"),
        ({"cels": []}, "must be a JSON object"),
        ({"cells": {}}, "must be lists"),
        ({"cells": [{"sheet": "S", "row": 2}]}, "An entry of 'cells' in the corrections must have"),
        (
            {"cells": [{"sheet": "S", "row": 0, "column": "A", "found": "", "to": ""}]},
            "rows are numbered from 1",
        ),
        (
            {"cells": [{"sheet": "S", "row": 2, "column": "7", "found": "", "to": ""}]},
            "columns are letters",
        ),
        ({"rows_left_out": [{"sheet": "S", "row": "2"}]}, "rows are numbered from 1"),
        ({"rows_left_out": ["2"]}, "An entry of 'rows_left_out'"),
    ],
)
def test_corrections_that_are_none_are_refused_in_a_sentence(plain, said):
    with pytest.raises(InputError, match=said):
        Corrections.from_dict(plain)


def test_the_mark_of_a_row_tells_no_text_and_does_not_hang_on_white_space():
    book = workbook(TEXT)
    assert mark(book.sheets[0], 2) == mark(workbook(TEXT.replace("A1,14", "A1 , 14")).sheets[0], 2)
    assert mark(book.sheets[0], 2) != mark(book.sheets[0], 3)
    assert len(mark(book.sheets[0], 2)) == 12
    assert mark(book.sheets[0], 99) == ""
