"""Text tables: encodings, separators, quotation marks and row numbers, and files that are broken."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.importing.limits import Limits
from evaluation.importing.reading import read_workbook
from tests.examples import examples

NASTY = Path(__file__).parent / "nasty"


def read(text, name="may.csv", encoding="utf-8"):
    return read_workbook(text.encode(encoding), name)


def rows(text, **options):
    return read(text, **options).sheets[0].cells.to_numpy().tolist()


def refusal(data, name="may.csv", **options):
    with pytest.raises(InputError) as caught:
        read_workbook(data, name, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"), ("utf-32", "UTF-32"), ("cp1252", "Windows-1252"),
    ],
)  # fmt: skip
def test_each_encoding_is_read_and_named(encoding, words):
    text = "Familie;Zoë’s – Punkte\n001;12\n"
    book = read(text, encoding=encoding)
    assert book.sheets[0].cells.to_numpy().tolist() == [["Familie", "Zoë’s – Punkte"], ["001", "12"]]
    assert book.notes[0] == f"Read as {words} text, separated by semicolons."


def test_bytes_without_a_windows_character_are_kept():
    cell = read_workbook(b"id,a\x81\x93b\n", "may.csv").sheets[0].cells.iloc[0, 1]
    assert cell == "a\x81“b"


def test_one_damaged_character_does_not_garble_the_others():
    data = "Zoë,Chloë,Renée,Jürgen,José\n".encode() + b"a\xff,b\n"
    book = read_workbook(data, "may.csv")
    assert book.sheets[0].cells.iloc[0].tolist() == ["Zoë", "Chloë", "Renée", "Jürgen", "José"]
    assert any("1 character in may.csv could not be read" in note for note in book.notes)


@pytest.mark.parametrize(("separator", "words"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs"),
                                                  ("|", "vertical bars")])  # fmt: skip
def test_each_separator_is_found_among_the_others(separator, words):
    lines = [["id", "score", "said, or not"], ["1", "2", "a|b"], ["2", "3", "x; y"], ["3", "4", "tab\there"]]
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(lines)
    book = read(stream.getvalue(), "may.txt")
    assert book.sheets[0].cells.to_numpy().tolist() == lines
    assert words in book.notes[0]


def test_decimal_commas_between_semicolons_stay_whole():
    assert rows("id;before;after\n1;12,5;3,5\n2;11,5;4,5\n")[1] == ["1", "12,5", "3,5"]


def test_answers_of_several_choices_do_not_pass_for_separators():
    text = "id,help,visits\n" + "".join(f"{i},Massage;Video guidance;,3\n" for i in range(9))
    assert rows(text)[1] == ["0", "Massage;Video guidance;", "3"]


def test_a_line_that_states_the_separator_is_obeyed_and_has_no_row():
    book = read("sep=;\r\nid;a,b\r\n1;2,5\r\n")
    assert book.sheets[0].cells.to_numpy().tolist() == [["id", "a,b"], ["1", "2,5"]]
    assert "as its first line says" in book.notes[0]
    assert rows("sep=^\nid^x\n1^2\n") == [["id", "x"], ["1", "2"]]


def test_nothing_is_converted():
    cells = ["NA", "001", "None", "1.0", " 3 ", "=1+1", "03/04/2026", "TRUE", "1e5", "nan", "ZZ"]
    assert rows(",".join(cells))[0] == cells


def test_row_numbers_are_those_excel_shows():
    text = 'Report for May\n\nid,said\n1,"two\nlines, one row"\n\n2,"a ""quoted"" word"\n'
    assert rows(text) == [
        ["Report for May", ""], ["", ""], ["id", "said"], ["1", "two\nlines, one row"], ["", ""],
        ["2", 'a "quoted" word'],
    ]  # fmt: skip


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_line_ending(ending):
    assert rows(ending.join(["id,x", "", "1,2"])) == [["id", "x"], ["", ""], ["1", "2"]]


def test_short_and_long_rows_lose_no_cell_and_long_ones_are_noted():
    book = read("id,a,b\n1,2\n2,3,4,5\n3,4,5\n4,,,,,\n")
    assert book.sheets[0].cells.to_numpy().tolist() == [
        ["id", "a", "b", ""], ["1", "2", "", ""],
        ["2", "3", "4", "5"], ["3", "4", "5", ""], ["4", "", "", ""],
    ]  # fmt: skip
    assert any(note.startswith("Row 3 has more cells than the usual 3") for note in book.notes)


def test_blank_cells_to_the_end_are_left_off():
    assert rows("id,x,,\n1,2,,\n,,,\n,,,\n") == [["id", "x"], ["1", "2"]]


def test_stray_nul_characters_are_removed_and_counted():
    book = read("id,score\n" + "1,2\x00\n" + "3,4\n" * 50)
    assert book.sheets[0].cells.iloc[1].tolist() == ["1", "2"]
    assert "Removed 1 empty (NUL) character from may.csv." in book.notes


def test_a_quotation_mark_left_open_is_named_with_its_row():
    message = refusal(b'id,said\n1,fine\n2,"oh, no\n3,a\n4,fine\n')
    assert message.startswith("may.csv has a quotation mark in row 3 that is never closed")
    # Longer than the parser's own limit on a cell.
    assert "in row 2 that" in refusal(b'id,said\n1,"a, b\n' + b"2,fine, so, far\n" * 20_000)


def test_a_lone_quotation_mark_is_read_when_every_row_still_lines_up():
    book = read('id,said\n1,"oh\n2,fine\n')
    assert book.sheets[0].cells.to_numpy().tolist() == [["id", "said"], ["1", '"oh'], ["2", "fine"]]
    assert any("in row 2 is never closed" in note for note in book.notes)


def test_rows_swallowed_by_a_mark_closed_too_late_are_noted():
    text = 'id,said\n1,"oh\n' + "2,fine\n" * 40 + '3,no"\n4,fine\n'
    assert any("The cell B2 holds 42 lines of text" in note for note in read(text).notes)


def test_text_after_a_closing_mark_is_noted():
    book = read('id,said\n1,fine\n2,"oh, no\n3,"a, b"x\n4,fine\n')
    assert any(note.startswith("Row 3 has text after a closing quotation mark") for note in book.notes)
    assert len(read('id,said\n1,"fine, ""really"""\n').notes) == 1


def test_a_line_without_a_separator_that_is_too_long_for_a_cell_is_named():
    message = refusal(b"id\n" + b"x" * 2_000_000)
    assert "may.csv has a cell of more than 131,072 characters in row 2" in message
    assert "quotation" not in message
    assert "columns and the most" in refusal(b"ab," * 700_000)


def test_bytes_without_meaning_are_refused_however_many():
    assert "not text either" in refusal(random.Random(1).randbytes(1_000_000))  # noqa: S311
    assert "not text either" in refusal(b"id,score\n" + bytes(1_000_000))


def test_half_a_character_is_shown_as_unreadable_and_counted():
    # A lone surrogate, in UTF-16 and in what some programs take for UTF-8.
    wide = b"\xff\xfe" + "id,said\nA,".encode("utf-16-le") + b"\x00\xd8" + "\nB,b\n".encode("utf-16-le")
    narrow = b"id,said\nA,\xed\xa0\x80\n" + "B,é\n".encode() * 20
    for data, lost in ((wide, 1), (narrow, 3)):
        book = read_workbook(data, "may.csv")
        assert book.sheets[0].cells.iloc[1, 1] == "\ufffd" * lost
        assert any(note.startswith(f"{lost} character") for note in book.notes)


def test_limits_have_their_sentence():
    data = b"id,a,b\n" + b"1,2,3\n" * 9
    assert "10 rows and the most" in refusal(data, limits=Limits(text_rows=9))
    assert "3 columns and the most" in refusal(data, limits=Limits(columns=2))
    assert "reaches over 30 cells" in refusal(data, limits=Limits(cells=29))
    assert len(read_workbook(data, "may.csv", limits=Limits(text_rows=10, columns=3, cells=30)).sheets) == 1


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=6)


@given(st.integers(2, 5).flatmap(lambda k: st.lists(st.lists(TEXT, min_size=k, max_size=k), min_size=1)),
       st.sampled_from([",", ";", "\t", "|"]))  # fmt: skip
def test_any_table_comes_back_as_it_was(table, separator):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    stated = f"sep={separator}\n" + stream.getvalue()
    assert rows(stated, encoding="utf-8-sig") == table


def only_input_errors(data, name):
    try:
        book = read_workbook(data, name)
    except InputError:
        return
    for sheet in book.sheets:
        assert not sheet.cells.isna().to_numpy().any()


@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused(data):
    for start in (b"", b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"sep="):
        only_input_errors(start + data, "may.xlsx")


def small_workbook():
    book = openpyxl.Workbook()
    for row in (["id", "score"], ["001", 12], ["NA", 7.5]):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    # Stored, not deflated, so that mutations reach the XML and not only the compression.
    stored = io.BytesIO()
    with zipfile.ZipFile(stream) as packed, zipfile.ZipFile(stored, "w") as package:
        for name in packed.namelist():
            package.writestr(name, packed.read(name))
    return stored.getvalue()


FILES = {
    "may.xlsx": small_workbook(),
    "may.xls": (NASTY / "old_excel.xls").read_bytes(),
    "may.ods": (NASTY / "libreoffice.ods").read_bytes(),
    "may.csv": b'id,said\n001,"two\nlines"\nNA,"a ""b"""\n',
}


@given(st.sampled_from(sorted(FILES)), st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=examples(150))
def test_damaged_files_are_read_or_refused(name, data):
    damaged = bytearray(FILES[name])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
        if not damaged:
            break
    only_input_errors(bytes(damaged), name)


@given(st.binary(min_size=1, max_size=60), st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml"]))
def test_a_workbook_with_a_nonsense_part_is_read_or_refused(nonsense, part):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES["may.xlsx"])) as whole, zipfile.ZipFile(stream, "w") as package:
        for name in whole.namelist():
            package.writestr(name, nonsense if name == part else whole.read(name))
    only_input_errors(stream.getvalue(), "may.xlsx")
