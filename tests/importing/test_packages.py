"""Zipped spreadsheets that are broken, hostile or odd: one sentence each, quickly, and never a crash."""

from __future__ import annotations

import io
import re
import time
import zipfile
import zlib
from typing import Any

import openpyxl
import pytest

from evaluation.errors import InputError
from evaluation.importing.limits import LIMITS, Limits
from evaluation.importing.reading import read_workbook
from tests.importing.sealing import SHEET, changed, packed, saved

TABLE: list[list[Any]] = [["id", "score"], ["a", 3], ["b", 4]]


def small():
    book = openpyxl.Workbook()
    for row in TABLE:
        book.worksheets[0].append(row)
    return saved(book)


SMALL = small()
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def refusal(data, name="may.xlsx", limits=LIMITS):
    start = time.perf_counter()
    with pytest.raises(InputError) as caught:
        read_workbook(data, name, limits=limits)
    assert time.perf_counter() - start < 10
    message = str(caught.value)
    assert "\n" not in message
    assert "Traceback" not in message
    return message


def rows(data, name="may.xlsx"):
    return read_workbook(data, name).sheets[0].cells.to_numpy().tolist()


def with_sheet(pattern, replacement):
    """The small workbook with the first match in its sheet's XML replaced."""

    def change(xml):
        new, count = re.subn(pattern, replacement, xml, count=1, flags=re.DOTALL)
        assert count == 1
        return new

    return changed(SMALL, SHEET, change)


LAUGHS = (
    b'<!DOCTYPE worksheet [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY %c "%s">' % (ord("b") + i, b"&%c;" % (ord("a") + i) * 10) for i in range(9))
    + b"]>"
)


def test_a_billion_laughs_are_refused():
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml", "docProps/core.xml"):
        data = changed(SMALL, part, lambda xml: re.sub(rb"(<\?xml[^>]*>)?", rb"\1" + LAUGHS, xml, count=1))
        assert "holds definitions (a DTD)" in refusal(data)
    wide = changed(SMALL, "xl/styles.xml", lambda xml: (LAUGHS + xml).decode().encode("utf-16"))
    assert "holds definitions (a DTD)" in refusal(wide)
    ods = packed([("mimetype", ODS.encode()), ("content.xml", LAUGHS + b"<office:document-content/>")])
    assert "holds definitions (a DTD)" in refusal(ods, "may.ods")


def test_a_definition_between_two_pieces_is_seen():
    # Pieces of 262,144 bytes: the word stands across the first border, whatever is before it.
    xml = b"<!--" + b"x" * (262_144 - 4 - 3 - 5) + b"-->" + LAUGHS
    assert "holds definitions" in refusal(changed(SMALL, "xl/styles.xml", lambda old: xml + old))


@pytest.mark.parametrize(
    ("pattern", "replacement"),
    [
        # A place that the row does not have, a place written twice, and one behind a ">" in an attribute:
        # each made the parser ask for more memory than there is, which ended the process.
        (rb'<c r="B2"', b'<c r="ZZ1048576"'),
        (rb'<c r="B2"', b'<c r="B2" r="ZZ1048576"'),
        (rb'<c r="B2"', b'<c s="0" r="XFD1048576"'),
        (rb'<c r="B2"', b'<c note=">" r="XFD1048576"'),
        (rb'<c r="B2"', b'<c\tr = "XFD1048576"'),
    ],
)
def test_a_cell_at_the_end_of_the_world_ends_nothing(pattern, replacement):
    message = refusal(with_sheet(pattern, replacement))
    assert "stray cell" in message or "columns and the most" in message or "is damaged" in message


def test_sheets_written_unusually_are_read_all_the_same():
    without_places = changed(SMALL, SHEET, lambda xml: re.sub(rb' r="[A-Z]*\d+"', b"", xml))
    prefixed = changed(
        SMALL, SHEET, lambda xml: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x=")
    )
    turned = changed(SMALL, SHEET, lambda xml: re.sub(rb'<c (r="\w+") (t="\w+")', rb"<c \2 \1", xml))
    for data in (without_places, prefixed, turned):
        assert data != SMALL
        assert rows(data) == TABLE


def test_absurd_counts_in_a_sheet_fill_no_memory():
    assert rows(with_sheet(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"')) == TABLE
    styles = changed(
        SMALL,
        "xl/styles.xml",
        lambda xml: re.sub(rb'<cellXfs count="\d+"', b'<cellXfs count="4294967295"', xml),
    )
    assert rows(styles) == TABLE


def test_a_sheet_in_utf_16_is_refused_and_not_taken_for_blank():
    wide = changed(SMALL, SHEET, lambda xml: xml.decode().encode("utf-16"))
    assert "UTF-16" in refusal(wide)


def test_cells_in_a_part_that_the_workbook_names_otherwise_are_read():
    # The sheet's relation leads to a folder that is not the usual one.
    with zipfile.ZipFile(io.BytesIO(SMALL)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts["xl/elsewhere/one.xml"] = parts.pop(SHEET)
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(b"worksheets/sheet1.xml", b"elsewhere/one.xml")
    assert rows(packed(parts.items())) == TABLE
    parts["xl/elsewhere/one.xml"] = parts["xl/elsewhere/one.xml"].replace(b'r="B2"', b'r="XFD1048576"')
    assert "columns and the most" in refusal(packed(parts.items()))


def test_a_macro_workbook_is_read_and_its_macros_are_not():
    with zipfile.ZipFile(io.BytesIO(SMALL)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    parts["xl/vbaProject.bin"] = bytes(range(256)) * 8
    assert rows(packed(parts.items()), "may.xlsm") == TABLE


def test_a_truncated_file_is_called_damaged():
    for size in (30, 200, len(SMALL) // 2, len(SMALL) - 30):
        assert "is damaged or was only partly copied" in refusal(SMALL[:size])


def test_a_wrong_checksum_is_called_damaged():
    with zipfile.ZipFile(io.BytesIO(SMALL)) as package:
        checksum = package.getinfo("xl/styles.xml").CRC
    wrong = SMALL.replace(checksum.to_bytes(4, "little"), b"\x01\x02\x03\x04")
    assert wrong != SMALL
    assert "is damaged" in refusal(wrong)


def test_a_part_that_is_longer_than_it_says_is_refused():
    # Its checksum is of the stated part alone, so a reader that stops there would find nothing wrong.
    long, said = bytes(3_000_000), bytes(1_000)
    data = changed(SMALL, "xl/styles.xml", lambda _: long)
    data = data.replace(zlib.crc32(long).to_bytes(4, "little"), zlib.crc32(said).to_bytes(4, "little"))
    data = data.replace(len(long).to_bytes(4, "little"), len(said).to_bytes(4, "little"))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert len(package.read("xl/styles.xml")) == 1_000
    assert "is damaged" in refusal(data)


def test_too_many_parts_are_refused():
    message = refusal(packed((f"xl/{i}.xml", b"<a/>") for i in range(10_500)))
    assert "10,500 parts" in message
    assert "9 parts" in refusal(SMALL, limits=Limits(parts=8))


def test_archives_within_archives_are_not_opened():
    inner = packed([("bomb", bytes(1_000_000))])
    assert "is a zip archive, not a spreadsheet" in refusal(packed([("may.xlsx", inner)]))
    with zipfile.ZipFile(io.BytesIO(SMALL)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert rows(packed([*parts.items(), ("xl/embeddings/one.xlsx", inner)])) == TABLE
    assert "is a zip archive, not a spreadsheet" in refusal(packed([]))


def test_a_second_ending_of_the_archive_does_no_harm():
    stream = io.BytesIO(SMALL)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as package:  # not packed again: its ending shows
        package.writestr("xl/embeddings/one.xlsx", SMALL)
    assert stream.getvalue().count(b"PK\x05\x06") == 2
    assert rows(stream.getvalue()) == TABLE
    assert "is a zip archive" in refusal(SMALL + b"PK\x05\x06" + bytes(18))


def test_an_archive_with_a_password_gets_a_sentence():
    data = bytearray(SMALL)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(mark, at + 1)) >= 0:
            data[at + flags] |= 1
    assert "can't be undone here" in refusal(bytes(data))
