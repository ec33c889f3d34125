"""Rows set aside with their reasons, and a copy with the corrections, read back as anybody would."""

from __future__ import annotations

import pytest

from evaluation.evaluating import evaluate
from evaluation.importing import read_workbook
from evaluation.importing.corrections import Corrections
from evaluation.importing.ledger import Spot
from evaluation.workbooks import corrected_copy, set_aside_rows
from tests.workbooks.checked import checked, opened


@pytest.fixture(scope="module")
def path(root):
    return root / "data_samples" / "families_wide.xlsx"


@pytest.fixture(scope="module")
def made(path):
    changes = [
        (Spot(sheet="Families", row=35, letter="R"), "13"),
        (Spot(sheet="Families", row=27, letter="R"), "12"),
        (Spot(sheet="Families", row=72, letter="A"), "F9999"),
    ]
    book = read_workbook(path)
    return Corrections().with_cells(book, changes).with_rows(book, [("Families", 50)])


@pytest.fixture(scope="module")
def found(path, made):
    return checked(path, made=made)


def test_each_row_set_aside_is_there_with_its_place_and_reason(found):
    head, *rows = opened(set_aside_rows(found))["Rows set aside"].iter_rows(values_only=True)
    assert head[:4] == ("Sheet", "Row", "Why it was set aside", "Family no.")
    assert [row[:3] for row in rows] == [(e.sheet, e.row, e.reason) for e in found.ledger.set_aside]
    assert len(head) == 3 + len(found.columns)


def test_a_row_set_aside_has_what_the_file_holds(found, path):
    cells = read_workbook(path).sheet("Families").cells
    head, *rows = opened(set_aside_rows(found))["Rows set aside"].iter_rows(values_only=True)
    place = head.index("Before: PHQ-9")
    for row in rows:
        value = cells.iloc[int(str(row[1])) - 1, place - 3]
        assert row[place] == (None if value == "" else value)


def test_rows_of_several_sheets_say_their_own(root):
    found = checked(root / "data_samples" / "shapes" / "sheet_a_worker.xlsx")
    rows = list(opened(set_aside_rows(found)).worksheets[0].iter_rows(values_only=True))[1:]
    assert len({row[0] for row in rows}) == 8


def test_the_copy_gives_the_figures_of_the_file_with_its_corrections(found, path, made, tmp_path):
    """Personal columns are left out, which no figure needs; the row left out is empty and stays in place."""
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(corrected_copy(found))
    again, corrected = evaluate(copy), evaluate(path, corrections=made)
    assert [f.sentence for f in again.evidence.findings] == [f.sentence for f in corrected.evidence.findings]
    assert again.evidence.flow == corrected.evidence.flow
    assert {(e.row, e.reason) for e in again.rows.ledger.set_aside} - {(50, "The row is empty")} == {
        (e.row, e.reason) for e in corrected.rows.ledger.set_aside
    } - {(50, "You left this row out")}


def test_the_copy_differs_from_the_file_by_the_corrections_alone(found, path):
    cells = read_workbook(path).sheet("Families").cells
    sheet = opened(corrected_copy(found))["Families"]
    (part,) = found.parts
    differing = {
        (row + 1, place): sheet.cell(row + 1, place + 1).value
        for row in range(len(cells))
        for place in range(len(cells.columns))
        if place not in part.hidden and row != 49
        if sheet.cell(row + 1, place + 1).value
        != (cells.iloc[row, place] if cells.iloc[row, place] != "" else None)
    }
    assert differing == {(35, 17): 13, (27, 17): "12", (72, 0): "F9999"}
    assert all(cell.value is None for cell in sheet[50])


def test_a_text_file_stays_text_in_its_copy():
    """An id such as 001 would lose its zeros as a number."""
    text = b"Family ID,PHQ-9 before,PHQ-9 after\n001,28,6\n002,9,3\n" + b"".join(
        b"1%02d,14,6\n" % n for n in range(9)
    )
    book = read_workbook(text, "upload.csv")
    made = Corrections().with_cells(book, [(Spot(sheet="upload", row=2, letter="B"), "18")])
    sheet = opened(corrected_copy(checked(text, made=made)))["upload"]
    assert [cell.value for cell in sheet[2]] == ["001", "18", "6"]
