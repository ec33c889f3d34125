"""Hidden rows and columns, merged cells, error cells and formulas without a result are told of."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from evaluation.importing.hidden import CellsFound, SheetFacts, joined
from evaluation.importing.reading import read_workbook
from tests.importing.sealing import SHEET, changed, saved

NASTY = Path(__file__).parent / "nasty"
# Saved by LibreOffice 7.4: a title merged over B1:D1, a table from B3, rows 4, 5 and 7 and column D hidden.
TOLD = (
    "Sheet “Scores”: 3 rows that are hidden, for example by a filter (4, 5 and 7), and 1 hidden column (D) "
    "are read like the others."
)
TABLE = [
    ["", "Before and after", "", ""],
    ["", "", "", ""],
    ["", "Family", "Score", "Site"],
    ["", "001", 12, "North"],
    ["", "NA", 7.5, "North"],
    ["", '=HYPERLINK("x")', 3, "South"],
    ["", "004", 4, "South"],
    ["", "005", 5, "South"],
]


def notes(book):
    return read_workbook(saved(book), "may.xlsx").notes


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_hidden_cells_are_read_and_a_merged_title_keeps_its_place(ending):
    book = read_workbook(NASTY / f"hidden.{ending}")
    assert book.sheets[0].cells.to_numpy().tolist() == TABLE
    assert book.sheets[0].merged == ((0, 1, 0, 3),)
    # The parser tells nothing of what an old .xls hides.
    assert book.notes == (() if ending == "xls" else (TOLD,))


def test_rows_hidden_by_a_filter_are_told_of():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for i in range(400):
        sheet.append([i, i])
    sheet.auto_filter.ref = "A1:B400"
    for row in (*range(3, 243), 300, 301, 305, 310):
        sheet.row_dimensions[row].hidden = True
    (note,) = notes(book)
    assert "244 rows that are hidden, for example by a filter (3 to 242, 300, 301 and 2 more)" in note


def test_what_is_hidden_beyond_the_table_is_not_told_of():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "score"])
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions.group("C", "XFD", hidden=True)  # as people tidy a sheet
    assert notes(book) == ()
    sheet.column_dimensions["B"].hidden = True
    assert notes(book) == ("Sheet “Sheet”: 1 hidden column (B) is read like any other.",)


def test_a_hundred_thousand_hidden_rows_make_one_short_sentence():
    facts = SheetFacts("A", hidden_rows=joined((row, row) for row in range(1, 100_000) if row % 3))
    (note,) = facts.notes(100_000, 4)
    assert "66,666 rows that are hidden, for example by a filter (2, 3, 5, 6 and 66,662 more)" in note


def test_error_cells_are_named():
    book = openpyxl.Workbook()
    for row in (["id", "score"], ["a", "#N/A"], ["b", "#DIV/0!"], ["c", 3]):
        book.worksheets[0].append(row)
    read = read_workbook(saved(book), "may.xlsx")
    assert read.sheets[0].cells.to_numpy().tolist()[1:] == [["a", ""], ["b", ""], ["c", 3]]
    assert read.notes == (
        "Sheet “Sheet” has 2 cells showing an Excel error such as #N/A, read as blank: B2 and B3.",
    )


def test_formulas_that_excel_never_worked_out_are_named():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["id", "total"])
    for row in range(2, 7):
        sheet.append([f"F{row}", f"=SUM(C{row}:D{row})"])
    sheet["A7"] = '=HYPERLINK("https://example.org","press")'
    read = read_workbook(saved(book), "may.xlsx")
    assert read.sheets[0].cells.iloc[1:, 1].tolist() == [""] * 5
    (note,) = read.notes
    assert note == (
        "Sheet “Sheet” has 6 formulas whose results were never stored, because Excel has not worked them "
        "out, read as blank: B2, B3, B4 and 3 more. Open the file in Excel, save it once and upload it again."
    )


def test_formulas_with_a_result_show_it_and_nothing_is_said():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", "=1+1"])
    data = changed(
        saved(book), SHEET, lambda xml: xml.replace(b"<v></v>", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>")
    )
    read = read_workbook(data, "may.xlsx")
    assert read.sheets[0].cells.iloc[0].tolist() == ["id", 2]
    assert read.notes == ()


def test_what_a_cell_says_stays_inert_text():
    bad = ['=HYPERLINK("https://example.org")', "<script>alert(1)</script>", "x" * 32_000, "@SUM(1)", "-1+1"]
    book = openpyxl.Workbook()
    for column, text in enumerate(bad, 1):
        cell = book.worksheets[0].cell(1, column, text)
        cell.data_type = "s"
    assert read_workbook(saved(book), "may.xlsx").sheets[0].cells.iloc[0].tolist() == bad
    quoted = ",".join('"' + text.replace('"', '""') + '"' for text in bad)
    assert read_workbook(quoted.encode(), "may.csv").sheets[0].cells.iloc[0].tolist() == bad


def test_cells_found_keep_their_first_names_and_count_them_all():
    found = CellsFound().add(["A1"]).add([f"B{row}" for row in range(1, 6)])
    assert str(found) == "A1, B1, B2 and 3 more"
