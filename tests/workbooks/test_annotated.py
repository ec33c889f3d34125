"""The annotated workbook: a comment on each cell at fault, words beside each row, all in its place."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest

from evaluation.importing.spots import spots
from evaluation.workbooks import annotated, corrected_copy, set_aside_rows
from evaluation.workbooks.annotated import HEADER, README
from evaluation.workbooks.checked_file import LEFT_OUT
from tests.importing.test_repairs import MORE
from tests.workbooks.checked import checked, opened

BAD = '=HYPERLINK("http://example.org","Click")'
LONG = "x" * 40_000
TEXT = (
    "Family ID,Mother's name,Site,PHQ-9 before,PHQ-9 after\n"
    f'A1,Anna Smith,"{BAD.replace(chr(34), chr(34) * 2)}",28,6\n'
    "A2,Bea Jones,+44,14,12*\n"
    ",Cat Brown,@here,9,3\n"
    "A4,Dee White,#N/A,9,3\n"
    "A4,Dee White,-9,14,3\n"
    f"A5,Eve Green,{LONG},9,3\n" + "\n".join(f"B{n},Fay Black,North,14,6" for n in range(20))
)


@pytest.fixture(scope="module")
def found():
    return checked(TEXT.encode())


@pytest.fixture(scope="module")
def book(found):
    return opened(annotated(found))


@pytest.fixture(scope="module")
def wide(root):
    return checked(root / "data_samples" / "families_wide.xlsx")


def test_the_first_sheet_says_what_was_found_and_the_others_keep_their_names(book):
    assert book.sheetnames == [README, "upload"]
    lines = [row for row in book[README].iter_rows(values_only=True) if any(row)]
    texts = [row[0] for row in lines]
    assert texts[0] == "What to look at in upload.csv"
    assert texts[1].startswith("If you continue: ")
    group = next(row for row in lines if row[0] == "1 score is outside what PHQ-9 allows")
    assert group[1] == 1
    assert group[4] == "upload: D2"
    assert ("There is no id in column A", 1) in {row[:2] for row in lines}


def test_every_cell_at_fault_has_a_comment_that_says_what_is_wrong_and_what_to_do(found, book):
    sheet = book["upload"]
    for group in found.repairs:
        for problem in group.problems:
            for spot in spots(problem, found.sheet, found.fitted.columns):
                comment = sheet[f"{spot.letter or 'A'}{spot.row}"].comment
                assert comment.author == "Attune"
                assert group.do in comment.text
    assert sheet["D2"].comment.text == (
        "Outside what PHQ-9 allows. Correct each one (0 to 27 is allowed), or leave it blank if nobody can "
        "say what it was."
    )
    with_comments = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert with_comments == {"D2", "E3", "A4", "B4", "A5", "A6"}  # B4: row 4 is set aside, and A4 is blank


def test_the_last_column_says_the_same_in_words_as_colour_alone_would_not_do(book):
    sheet = book["upload"]
    assert sheet["F1"].value == HEADER
    assert {row: sheet[f"F{row}"].value for row in range(2, 9) if sheet[f"F{row}"].value} == {
        2: "D2: outside what PHQ-9 allows.",
        3: "E3: not a number.",
        4: "Set aside: there is no id in column A.",
        5: "Set aside: its id comes again with different answers (row 6).",
        6: "Set aside: its id comes again with different answers (row 5).",
        7: "A text was too long for Excel and ends with [cut short].",
    }


def test_rows_and_columns_stay_where_they_were(book):
    sheet = book["upload"]
    assert [cell.value for cell in sheet[1]][:5] == [
        *("Family ID", "Mother's name", "Site", "PHQ-9 before", "PHQ-9 after")
    ]
    assert [sheet.cell(row, 1).value for row in range(1, 9)] == [
        *("Family ID", "A1", "A2", None, "A4", "A4", "A5", "B0")
    ]


def test_everything_of_a_hand_kept_workbook_is_where_it_was(wide):
    sheet = opened(annotated(wide))["Families"]
    (part,) = wide.parts
    for (row, place), value in [((r, c), v) for r, line in enumerate(part.grid) for c, v in enumerate(line)]:
        cell = sheet.cell(row + 1, place + 1).value
        if cell == LEFT_OUT:
            assert row >= part.header
            assert place in part.hidden
        else:
            assert cell == (None if value == "" else value)


def test_personal_columns_are_left_out_below_their_header(found, book):
    for content in (annotated(found), set_aside_rows(found), corrected_copy(found)):
        for sheet in opened(content).worksheets:
            said = {str(cell) for row in sheet.iter_rows(values_only=True) for cell in row}
            assert not any("Smith" in text or "White" in text for text in said)
    assert book["upload"]["B1"].value == "Mother's name"
    assert book["upload"]["B2"].value == LEFT_OUT


def test_a_detail_that_may_be_personal_is_left_out_where_it_is_marked():
    text = "Family ID,Postcode district,PHQ-9 before,PHQ-9 after\nA1,anna@example.org,14,6\n"
    text += "\n".join(f"B{n},OX4,14,6" for n in range(9))
    found = checked(text.encode())
    for content in (annotated(found), set_aside_rows(found)):
        assert "anna" not in str(list(opened(content).worksheets[-1].values))


def test_no_formula_and_no_link_comes_alive(found):
    for content in (annotated(found), set_aside_rows(found), corrected_copy(found)):
        with ZipFile(BytesIO(content)) as archive:
            parts = {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}
        sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        assert not any(re.search(r"<f[ >]", text) or 't="e"' in text for text in sheets)
        assert not any("hyperlink" in text.lower() for text in sheets if "HYPERLINK(" not in text)
        assert not any("<hyperlink" in text for text in sheets)
        assert not any("externalLink" in name for name in parts)
        rels = [text for name, text in parts.items() if name.endswith(".rels")]
        assert not any('TargetMode="External"' in text for text in rels)


def test_text_that_looks_like_a_formula_is_text(book):
    sheet = book["upload"]
    for row, text in ((2, BAD), (3, "+44"), (5, "#N/A"), (6, "-9")):
        cell = sheet.cell(row, 3)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_a_text_too_long_for_excel_is_cut_and_said(book):
    assert len(book["upload"]["C7"].value) == 32_767
    assert book["upload"]["C7"].value.endswith("[cut short]")


def test_the_same_file_gives_the_same_bytes(found):
    assert annotated(found) == annotated(found)


def test_there_is_nothing_to_put_right_where_nothing_is():
    found = checked(f"Family ID,PHQ-9 before,PHQ-9 after\n{MORE}".encode())
    said = [row[0] for row in opened(annotated(found))[README].iter_rows(values_only=True)]
    assert "Nothing to put right." in said


def test_each_sheet_read_together_is_marked_on_its_own(root):
    found = checked(root / "data_samples" / "shapes" / "sheet_a_worker.xlsx")
    made = opened(annotated(found))
    assert made.sheetnames == [README, *found.sheet.places.sheets]
    marked = {
        (sheet.title, cell.coordinate): cell.value
        for sheet in made.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment and "Outside" in cell.comment.text
    }
    assert marked
    assert set(map(str, marked.values())) == {"999"}


def test_a_sheet_of_the_workbooks_own_name_gives_way(root):
    del root
    text = f"Family ID,PHQ-9 before,PHQ-9 after\n{MORE}"
    assert opened(annotated(checked(text.encode(), "Read me.csv"))).sheetnames == [README, "Read me (2)"]
