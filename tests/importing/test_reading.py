"""Workbooks and parquet tables: each cell where Excel shows it, and nothing changed on the way."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import struct
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from evaluation.errors import InputError
from evaluation.importing.limits import LIMITS, Limits
from evaluation.importing.reading import read_workbook
from evaluation.importing.sheets import column_letter

NASTY = Path(__file__).parent / "nasty"

# What the two files that LibreOffice 7.4 saved hold: the table starts at B3.
TABLE = [
    ["", "", "", ""],
    ["", "", "", ""],
    ["", "Family", "Score", "Date"],
    ["", "001", 12, dt.datetime(2026, 4, 3)],
    ["", "NA", 7.5, dt.datetime(2026, 4, 13)],
]


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def one_cell(where, value=1, style=None):
    """Return a workbook with a 1 in A1 and one more cell, perhaps far away."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = 1
    sheet[where] = value
    if style is not None:
        sheet[where].font = style
    return saved(book)


def cells_of(data, name="may.xlsx"):
    return read_workbook(data, name).sheets[0].cells


def sentence(data, name="may.xlsx", limits=LIMITS):
    with pytest.raises(InputError) as caught:
        read_workbook(data, name, limits=limits)
    text = str(caught.value)
    assert "\n" not in text
    assert text.endswith(".")
    return text


def xlsb(cells):
    """Return a workbook of one sheet "Scores" of numbers and texts, by [MS-XLSB] 2.1 and 2.4."""

    def record(kind, body=b""):
        number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return number + bytes([len(body)]) + body

    def text(value):
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    sheet = record(129) + record(148, bytes(16)) + record(145)
    for row in sorted({row for row, _ in cells}):
        sheet += record(0, struct.pack("<I", row) + bytes(13))
        for column in sorted(column for at, column in cells if at == row):
            value, where = cells[row, column], struct.pack("<II", column, 0)
            body = text(value) if isinstance(value, str) else struct.pack("<d", value)
            sheet += record(6 if isinstance(value, str) else 5, where + body)
    sheet += record(146) + record(130)
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Scores"))
    book += record(144) + record(132)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.bin"/></Relationships>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/_rels/workbook.bin.rels", relations)
        package.writestr("xl/worksheets/sheet1.bin", sheet)
    return stream.getvalue()


@pytest.mark.parametrize("file", ["old_excel.xls", "libreoffice.ods"])
def test_old_excel_and_libreoffice_keep_their_rows_and_columns(file):
    book = read_workbook(NASTY / file)
    assert book.name == file
    assert book.fingerprint == hashlib.sha256((NASTY / file).read_bytes()).hexdigest()
    assert book.sheets[0].cells.to_numpy().tolist() == TABLE
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("Scores", False), ("Lists", True)]
    assert "Hidden sheet: “Lists”." in book.notes
    assert book.sheet("Lists").cells.iloc[0, 0] == "secret"


def test_a_workbook_of_binary_records_keeps_its_rows_and_columns():
    read = read_workbook(xlsb({(2, 1): "Family", (2, 2): "Score", (3, 1): "001", (3, 2): 7.5}), "may.xlsb")
    blank = ["", "", ""]
    assert read.sheets[0].cells.to_numpy().tolist() == [
        blank,
        blank,
        ["", "Family", "Score"],
        ["", "001", 7.5],
    ]


def test_every_kind_of_excel_cell_comes_out_as_promised():
    book = openpyxl.Workbook()
    row = [3, 3.0, 2.5, "001", "NA", " a ", True, dt.datetime(2026, 4, 3, 10, 15), dt.date(2026, 4, 3), None]
    book.worksheets[0].append([*row, dt.time(9, 30), "end"])
    cells = cells_of(saved(book)).iloc[0].tolist()
    midnight = dt.datetime(2026, 4, 3)
    assert cells == [3, 3, 2.5, "001", "NA", " a ", True, dt.datetime(2026, 4, 3, 10, 15), midnight, "",
                     "09:30:00", "end"]  # fmt: skip
    kinds = [int, int, float, str, str, str, bool, dt.datetime, dt.datetime, str, str, str]
    assert [type(cell) for cell in cells] == kinds


def test_dates_of_a_macintosh_workbook_are_not_four_years_off():
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0]["A1"] = dt.datetime(2026, 4, 3)
    assert cells_of(saved(book)).iloc[0, 0] == dt.datetime(2026, 4, 3)


def test_positions_are_those_of_excel():
    cells = cells_of(one_cell("AB7", 5))
    assert cells.shape == (7, 28)
    assert cells.iloc[6, 27] == 5
    assert cells.columns.tolist() == list(range(28))
    assert column_letter(27) == "AB"
    # openpyxl as the oracle for the letters.
    assert [column_letter(i) for i in range(800)] == [get_column_letter(i + 1) for i in range(800)]


def test_what_a_reader_would_not_see_is_noted():
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Scores & more"
    for row in (["id", "score"], ["a", "#N/A"], ["b", 3]):
        sheet.append(row)
    sheet.row_dimensions[2].hidden = True
    book.create_sheet("Lists").sheet_state = "hidden"
    book.create_sheet("Deep").sheet_state = "veryHidden"
    notes = read_workbook(saved(book), "may.xlsx").notes
    assert notes == (
        "Sheet “Scores & more”: 1 row that is hidden, for example by a filter (2) is read like any other.",
        "Sheet “Scores & more” has 1 cell showing an Excel error such as #N/A, read as blank: B2.",
        "Hidden sheets: “Lists”, “Deep”.",
    )


def test_a_formula_that_was_never_worked_out_is_noted():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", "=1+1"])
    (note,) = read_workbook(saved(book), "m.xlsx").notes
    assert note == (
        "Sheet “Sheet” has 1 formula whose result was never stored, because Excel has not worked it out, "
        "read as blank: B1. Open the file in Excel, save it once and upload it again."
    )


def test_a_formula_whose_result_is_blank_is_not_noted():
    book = openpyxl.Workbook()
    book.worksheets[0].append(["id", '=IF(1,"","x")'])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                # As Excel saves such a cell: a text result (t="str") of no characters.
                assert b'<c r="B1"><f>' in part
                part = part.replace(b'<c r="B1"><f>', b'<c r="B1" t="str"><f>')
            new.writestr(name, part)
    assert read_workbook(stream.getvalue(), "may.xlsx").notes == ()


def test_a_parquet_table_has_its_column_names_in_row_1():
    frame = pd.DataFrame({
        "id": ["001", "NA", None], "score": [12.0, 2.5, None], "whole": [1, 2, 3], "yes": [True, False, True],
        "day": [dt.date(2026, 4, 3), None, None],
        "at": [pd.Timestamp("2026-04-03 10:15", tz="UTC"), None, None],
    })  # fmt: skip
    stream = io.BytesIO()
    frame.to_parquet(stream)
    sheet = read_workbook(stream.getvalue(), "table.parquet").sheets[0]
    assert sheet.cells.to_numpy().tolist() == [
        ["id", "score", "whole", "yes", "day", "at"],
        ["001", 12, 1, True, dt.datetime(2026, 4, 3), dt.datetime(2026, 4, 3, 10, 15)],
        ["NA", 2.5, 2, False, "", ""],
        ["", "", 3, True, "", ""],
    ]
    assert type(sheet.cells.iloc[1, 1]) is int
    assert "damaged" in sentence(stream.getvalue()[:200], "table.parquet")


PICTURE = (
    "budget.xlsx is a picture (PNG), not a spreadsheet. Open the spreadsheet and save it as .xlsx or .csv."
)


def archive(*names):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "budget.xlsx is empty."),
        (b" \r\n \n", "budget.xlsx is empty."),
        (b",,,\n,,,\n", "budget.xlsx has nothing in its cells."),
        (b"\x89PNG\r\n\x1a\n0000", PICTURE),
        (b"\xff\xd8\xff\xe0", "is a picture (JPEG), not"),
        (b"%PDF-1.7", "is a PDF document, not"),
        (b"<!DOCTYPE html><table>", "is a web page (HTML), not"),
        (b"\xef\xbb\xbf<html>", "is a web page (HTML), not"),
        (b'<?xml version="1.0"?><W xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "from 2003"),
        (b'{"id": [1, 2]}', "is a JSON file, not"),
        (archive("[Content_Types].xml", "word/document.xml"), "is a Word document, not"),
        (archive("a.csv"), "is a zip archive, not"),
        (archive("Index/Document.iwa"), "is an Apple Numbers file, not"),
        (archive("xl/workbook.xml"), "is damaged"),
        (b"PK\x03\x04 cut short", "is damaged"),
        (b"PK\x05\x06" + bytes(18), "is a zip archive, not"),
        ((NASTY / "old_excel.xls").read_bytes()[:1000], "is damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "is a Word document, not"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "is damaged"),
        (bytes(range(256)) * 20, "is not a spreadsheet and not text either"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_named_in_one_sentence(data, words):
    assert words in sentence(data, "budget.xlsx")


def test_a_password_is_named():
    assert "protected with a password" in sentence((NASTY / "locked.xlsx").read_bytes())
    # OpenDocument 1.3 part 2, 4.8: an encrypted part is named in the manifest.
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
        "<manifest:encryption-data><manifest:algorithm/></manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", bytes(range(256)))
        package.writestr("META-INF/manifest.xml", manifest)
    assert "protected with a password" in sentence(stream.getvalue(), "may.ods")


def test_a_missing_file_or_sheet_is_named(tmp_path):
    assert "There is no file called" in sentence(str(tmp_path / "none.xlsx"), None)
    assert "can't be opened" in sentence(tmp_path, None)
    with pytest.raises(InputError, match=r"no sheet called “B”\. Its sheets are “may”"):
        read_workbook(b"id,score", "may.csv").sheet("B")


def test_contents_count_and_not_the_name():
    book = read_workbook(b"id,score\n1,2\n", "budget.xlsx")
    assert book.sheets[0].cells.iloc[1].tolist() == ["1", "2"]
    assert any("budget.xlsx is text inside" in note for note in book.notes)
    real = read_workbook(NASTY / "libreoffice.ods", "budget.csv")
    assert any("budget.csv is an OpenDocument spreadsheet inside" in note for note in real.notes)
    assert not any("inside" in note for note in read_workbook(NASTY / "old_excel.xls").notes)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(size=100), "MB and the most"),
        (Limits(spreadsheet_rows=4), "5 rows and the most that can be read is 4"),
        (Limits(columns=3), "4 columns and the most that can be read is 3"),
        (Limits(cells=19), "reaches over 20 cells"),
        (Limits(sheets=1), "2 sheets and the most"),
        (Limits(unpacked=100), "more than is safe"),
    ],
)
def test_each_limit_has_its_sentence(limits, words):
    assert words in sentence((NASTY / "libreoffice.ods").read_bytes(), "may.ods", limits)
    read_workbook(NASTY / "libreoffice.ods", limits=Limits(spreadsheet_rows=5, columns=4, cells=21, sheets=2))


def test_a_stray_cell_far_away_does_not_fill_the_memory():
    # Column 4,001 is EWW; 4,001 times 1,048,576 rows is 4,195,352,576 cells.
    assert "4,195,352,576 cells" in sentence(one_cell("EWW1048576"))
    assert "16,384 columns and the most" in sentence(one_cell("XFD9"))
    assert "cells" in sentence(xlsb({(0, 0): 1, (1_048_575, 4_000): 1}), "may.xlsb")
    content = (
        '<office:spreadsheet><table:table table:name="A">'
        '<table:table-row table:number-rows-repeated="1000000">'
        '<table:table-cell office:value="1" table:number-columns-repeated="1000"/>'
        "</table:table-row></table:table>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", content)
    assert "1,000,000,000 cells" in sentence(stream.getvalue(), "may.ods")


def test_formatting_far_away_is_no_stray_cell():
    assert cells_of(one_cell("XFD1048576", None, Font(bold=True))).shape == (1, 1)


def test_a_zip_bomb_is_refused_before_it_is_opened():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "x")
        package.writestr("xl/worksheets/sheet1.xml", bytes(150_000_000))
    assert "more than is safe to open" in sentence(stream.getvalue())


def test_a_damaged_old_file_does_not_end_the_process():
    # The last row of the DIMENSIONS record ([MS-XLS] 2.4.90), made into two thousand million: the
    # parser asks for 240 GB, and its process is ended.
    data = (NASTY / "old_excel.xls").read_bytes()
    start = data.index(b"\x00\x02\x0e\x00")
    damaged = data[: start + 8] + b"\xff\xff\xff\x7f" + data[start + 12 :]
    assert "damaged" in sentence(damaged, "may.xls")


def test_a_file_that_is_too_large_says_so_when_it_is_opened_by_its_path(tmp_path):
    path = tmp_path / "large.csv"
    path.write_bytes(b"Family ID,PHQ-9\n" + b"A1,9\n" * 400_000)
    with pytest.raises(InputError, match=r"large\.csv is 2 MB and the most"):
        read_workbook(path, limits=Limits(size=1_000_000))
