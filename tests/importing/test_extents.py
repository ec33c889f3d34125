"""How far cells reach is found exactly where it must be, and never too small."""

from __future__ import annotations

import io
import re

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from python_calamine import load_workbook

from evaluation.importing.extents import Block, Extent, column_number, filled_extent
from evaluation.importing.opendocument import look_through_content
from evaluation.importing.reading import read_workbook
from evaluation.importing.worksheets import blocks_of
from tests.examples import examples
from tests.importing.sealing import SHEET, changed, packed, saved

PLACES = st.lists(st.tuples(st.integers(1, 1_048_576), st.integers(1, 16_384)), min_size=1, max_size=30)


@given(PLACES, st.integers(0, 3))
def test_the_reach_is_that_of_the_furthest_cells(places, start):
    xml = b"".join(
        b'<row r="%d"><c r="%s%d" t="str"><v>B9 r</v></c></row>'
        % (row, get_column_letter(column).encode(), row)
        for row, column in places
    )
    assert Block(b" " * start + xml).reach() == Extent(
        max(row for row, _ in places), max(column for _, column in places)
    )


def test_letters_are_those_of_openpyxl():
    assert [column_number(get_column_letter(n).encode()) for n in range(1, 16_385)] == [*range(1, 16_385)]


@given(st.binary(max_size=80))
def test_any_bytes_are_looked_at_without_an_error(data):
    Block(data).reach()
    Block(b'<c r="' + data).reach()


@given(PLACES, st.data())
@settings(max_examples=examples(60))
def test_a_second_place_in_any_cell_is_noticed(places, data):
    cells = [
        b'<c r="%s%d" s="1"><v>1</v></c>' % (get_column_letter(column).encode(), row)
        for row, column in places
    ]
    at = data.draw(st.integers(0, len(cells) - 1))
    gap = data.draw(st.sampled_from([b" ", b"\t", b"\n", b'" ', b"' "]))
    equals = data.draw(st.sampled_from([b"=", b" =", b"\t= ", b"\r\n="]))
    cells[at] = cells[at].replace(b' s="1"', b' s="1' + gap + b"r" + equals + b'"ZZ9"')
    assert Block(b"".join(cells)).reach() is None


def test_blank_cells_that_are_only_formatted_do_not_count():
    blank = b'<c r="XFD1048576" s="3"/><c r="XFC9" s="3" t="n"></c><c r="XFB9"/>'
    assert filled_extent([blank + b'<c r="B2"><v>1</v></c>']) == Extent(2, 2)
    # Looks blank and is not.
    assert filled_extent([b'<c r="XFD7" note="/>"><v>1</v></c>']) == Extent(7, 16_384)


@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_pieces_put_together_anew_are_the_same_text(sizes):
    xml = b'<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/></row></sheetData>'
    chunks, at = [], 0
    for size in sizes:
        chunks.append(xml[at : at + size])
        at += size
    chunks.append(xml[at:])
    pieces = list(blocks_of(chunks))
    assert b"".join(pieces) == xml
    assert all(piece.startswith(b"<") for piece in pieces[1:])


def test_a_large_sheet_is_looked_through_in_many_pieces():
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Long")
    for row in range(12_000):
        sheet.append([f"F{row}", row % 4, row / 7, None, "text"])
    data = saved(book)
    hidden = changed(
        data, SHEET, lambda xml: re.sub(rb'<row r="(11\d\d\d)"', rb'<row r="\1" hidden="1"', xml)
    )
    read = read_workbook(hidden, "may.xlsx")
    assert read.sheets[0].cells.shape == (12_000, 5)
    assert read.sheets[0].cells.iloc[11_999].tolist() == ["F11999", 3, 11_999 / 7, "", "text"]
    assert "1,000 rows that are hidden, for example by a filter (11000 to 11999) are" in read.notes[0]


def ods_cell(kind, times):
    repeat = b' table:number-columns-repeated="%d"' % times if times > 1 else b""
    if kind == "value":
        return (
            b'<table:table-cell office:value-type="float" office:value="1"%s><text:p>1</text:p>' % repeat
            + b"</table:table-cell>"
        )
    if kind == "bare":
        return b'<table:table-cell office:value-type="float" office:value="1"%s/>' % repeat
    if kind == "open":
        return b"<table:table-cell%s></table:table-cell>" % repeat
    return b'<table:table-cell table:style-name="x"%s/>' % repeat


ODS_CELLS = st.lists(
    st.tuples(st.sampled_from(["value", "bare", "open", "blank"]), st.integers(1, 3)), max_size=5
)
NAMESPACES = b"".join(
    b' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (name, name)
    for name in (b"office", b"table", b"text")
)


@given(st.lists(st.tuples(ODS_CELLS, st.integers(1, 4)), min_size=1, max_size=6), st.booleans())
@settings(max_examples=examples(80))
def test_an_open_document_sheet_reaches_as_far_as_its_parser_says(table, spaced):
    gap = b"\n  " if spaced else b""
    xml = b""
    for cells, times in table:
        repeat = b' table:number-rows-repeated="%d"' % times if times > 1 else b""
        body = b"".join(ods_cell(kind, count) for kind, count in cells)
        xml += b"<table:table-row%s>%s</table:table-row>%s" % (repeat, body, gap)
    xml = b'<table:table table:name="A &amp; B"><table:table-column/>' + xml + b"</table:table>"
    ((facts, reach),) = look_through_content([xml[:40], xml[40:90], xml[90:]])
    assert facts.name == "A & B"
    content = b"<office:document-content%s><office:body><office:spreadsheet>%s" % (NAMESPACES, xml)
    content += b"</office:spreadsheet></office:body></office:document-content>"
    mime = b"application/vnd.oasis.opendocument.spreadsheet"
    data = packed([("mimetype", mime), ("META-INF/manifest.xml", b"<a/>"), ("content.xml", content)])
    with load_workbook(io.BytesIO(data)) as book:
        end = book.get_sheet_by_index(0).end
    assert reach == (Extent(0, 0) if end is None else Extent(end[0] + 1, end[1] + 1))
