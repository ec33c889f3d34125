"""Whatever file is given as a report, the answer is a verification or one clear sentence."""

from __future__ import annotations

import contextlib
import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from evaluation.errors import InputError
from evaluation.reports import FORMATS
from evaluation.verifying import carried_by, checking
from evaluation.verifying.opened import opened
from evaluation.verifying.reading import passages_of

if TYPE_CHECKING:
    from tests.verifying.conftest import Written


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def office(document: bytes) -> bytes:
    return zip_of(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": document})


def locked_pdf() -> bytes:
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


SENTENCES = {
    "empty": (b"", "is empty"),
    "text": (b"Family ID,PHQ-9 before", "is none of the files that Attune writes"),
    "photograph": (b"\xff\xd8\xff\xe0", "is a photograph"),
    "picture": (b"\x89PNG\r\n\x1a\n", "is a single picture: its last line says which data"),
    "drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "is a single picture"),
    "old office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an Office file of before 2007"),
    "locked office": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "is protected with a password",
    ),
    "locked PDF": (locked_pdf(), "is protected with a password"),
    "broken zip": (b"PK\x03\x04" + bytes(100), "is damaged or was only partly copied"),
    "broken PDF": (b"%PDF-1.7\n" + bytes(100), "is damaged or was only partly copied"),
    "broken JSON": (b'{"title": ', "is damaged or was only partly copied"),
    "broken document": (office(b"<w:document"), "is damaged or was only partly copied"),
    "other zip": (zip_of(**{"holiday.mov": b"x"}), "is a zip of something else"),
    "everything in one": (zip_of(**{"a.docx": b"x", "a.csv": b"y"}), "unpack it and verify each of them"),
    "bomb": (zip_of(**{"[Content_Types].xml": bytes(90_000_000)}), "more than is safe to open"),
    "entities": (office(b'<!DOCTYPE w [<!ENTITY a "b">]><w/>'), "more than is safe to open"),
    "many parts": (b"PK\x03\x04" + b"PK\x01\x02" * 10_001, "more than is safe to open"),
    "somebody else's page": (b"<!DOCTYPE html><p>67% improved</p>", "does not say that Attune made it"),
    "somebody else's JSON": (b'{"share": 0.67}', "does not say that Attune made it"),
}


@pytest.mark.parametrize(("content", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_a_file_that_is_no_report_is_refused_in_one_sentence(content: bytes, sentence: str):
    with pytest.raises(InputError, match=sentence) as refused:
        checking.verify(content, b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\n", report_name="mine.docx")
    assert str(refused.value).startswith("mine.docx ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=8), byte=st.integers(0, 255))
def test_flipped_bytes_never_end_in_anything_but_a_sentence(
    written: Written, kind: str, where: list[float], byte: int
):
    spoilt = bytearray(written.files[kind])
    for part in where:
        spoilt[int(part * len(spoilt))] ^= byte
    read(bytes(spoilt))


@pytest.mark.parametrize("kind", FORMATS)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kept=st.floats(0, 1))
def test_a_file_cut_short_never_ends_in_anything_but_a_sentence(written: Written, kind: str, kept: float):
    whole = written.files[kind]
    read(whole[: int(kept * len(whole))])


def read(content: bytes) -> None:
    """All that is done to a file before its data are looked at."""
    with contextlib.suppress(InputError):
        passages_of(opened(content, "report"))
    with contextlib.suppress(InputError):
        carried_by(content, "report")


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html"])
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(where=st.floats(0, 1, exclude_max=True), text=st.binary(min_size=1, max_size=20))
def test_spoilt_parts_inside_a_whole_zip_end_in_a_sentence(
    written: Written, kind: str, where: float, text: bytes
):
    """A flipped byte of a zip is caught by its check sum; here the sum is right and the part is not."""
    content = written.files[kind]
    if kind == "html":
        at = int(where * len(content))
        read(content[:at] + text + content[at:])
        return
    parts = dict(opened(content, "report").parts)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = names[int(where * len(names))]
    at = int(where * 7919) % max(len(parts[name]), 1)
    read(zip_of(**{**parts, name: parts[name][:at] + text + parts[name][at + len(text) :]}))
