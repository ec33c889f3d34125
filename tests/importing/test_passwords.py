"""Protected workbooks: opened with their password, which is nowhere afterwards."""

from __future__ import annotations

import contextlib
import logging
import random
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evaluation import differences, evaluate, inspect, load, report
from evaluation.errors import InputError
from evaluation.importing import PasswordNeededError, passwords, read_workbook
from evaluation.importing.limits import LIMITS, Limits
from tests.examples import examples
from tests.importing.sealing import packed, saved, sealed

NASTY = Path(__file__).parent / "nasty"
# Both saved by LibreOffice 7.4 with this password.
WORDS = "Dandelion 7"
OLD = (NASTY / "locked.xls").read_bytes()
OPEN_DOCUMENT = (NASTY / "locked.ods").read_bytes()

TABLE: list[list[Any]] = [["Family ID", "PHQ-9 before", "PHQ-9 after"], ["001", 14, 6], ["NA", 9, 9]]


def plain_workbook():
    book = openpyxl.Workbook()
    for row in TABLE:
        book.worksheets[0].append(row)
    return saved(book)


PLAIN = plain_workbook()
SEALED = sealed(PLAIN, "Zoë’s 7 ")


def refused(data, name="may.xlsx", password="", limits=LIMITS):
    with pytest.raises(InputError) as caught:
        read_workbook(data, name, password, limits=limits)
    message = str(caught.value)
    assert "\n" not in message
    if password:
        assert password not in message
        assert password not in repr(caught.value)
    return caught.value


def test_a_protected_workbook_is_read_with_its_password():
    book = read_workbook(SEALED, "may.xlsx", "Zoë’s 7 ")
    assert book.sheets[0].cells.to_numpy().tolist() == TABLE
    assert book.notes == ()
    assert book.fingerprint == read_workbook(SEALED, "may.xlsx", "Zoë’s 7 ").fingerprint


def test_an_old_protected_workbook_is_read_with_its_password():
    cells = read_workbook(OLD, "may.xls", WORDS).sheets[0].cells
    assert cells.iloc[2:5, 1:].to_numpy().tolist() == [
        ["Family", "Score", "Site"], ["001", 12, "North"], ["NA", 7.5, "North"],
    ]  # fmt: skip


@pytest.mark.parametrize(("data", "name"), [(SEALED, "may.xlsx"), (OLD, "may.xls")])
def test_without_a_password_it_is_asked_for(data, name):
    error = refused(data, name)
    assert isinstance(error, PasswordNeededError)
    assert str(error).startswith(f"{name} is protected with a password.")


@pytest.mark.parametrize(("data", "name"), [(SEALED, "may.xlsx"), (OLD, "may.xls")])
def test_a_wrong_password_is_told(data, name):
    error = refused(data, name, "daisy")
    assert isinstance(error, PasswordNeededError)
    assert str(error) == f"That password does not open {name}. Check capitals and spaces, and give it again."


def test_an_open_document_file_with_a_password_gets_a_sentence():
    for password in ("", WORDS):
        error = refused(OPEN_DOCUMENT, "may.ods", password)
        assert not isinstance(error, PasswordNeededError)
        assert "can't be undone here" in str(error)


def test_a_workbook_whose_structure_alone_is_locked_opens_without_asking():
    # [MS-OFFCRYPTO] does without: Excel seals such workbooks with this word and tries it first.
    book = read_workbook(sealed(PLAIN, "VelvetSweatshop"), "may.xlsx")
    assert book.sheets[0].cells.to_numpy().tolist() == TABLE


def test_a_password_for_a_workbook_without_one_is_no_harm():
    assert read_workbook(PLAIN, "may.xlsx", "daisy").sheets[0].cells.to_numpy().tolist() == TABLE


def test_what_is_inside_is_judged_again():
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    # Not made smaller by packing: below 4,096 bytes it would be kept in another way.
    words = random.Random(1).randbytes(5_000)  # noqa: S311
    letter = packed([("[Content_Types].xml", types), ("word/document.xml", words)])
    assert "is a Word document, not" in str(refused(sealed(letter, WORDS), "may.xlsx", WORDS))
    assert "3 rows and the most" in str(refused(SEALED, "may.xlsx", "Zoë’s 7 ", Limits(spreadsheet_rows=2)))
    assert "more than is safe" in str(refused(SEALED, "may.xlsx", "Zoë’s 7 ", Limits(unpacked=100)))


def test_a_protected_old_workbook_has_a_size_of_its_own():
    assert "old Excel file with a password" in str(
        refused(OLD, "may.xls", WORDS, Limits(protected_xls=6_000))
    )


def test_a_key_that_takes_too_long_to_make_is_refused(monkeypatch):
    monkeypatch.setattr(passwords, "_MOST_TURNS", 99_999)  # the file asks for 100,000
    assert "can't be undone here" in str(refused(SEALED, "may.xlsx", "Zoë’s 7 "))


def test_neither_password_nor_key_is_logged(caplog):
    with caplog.at_level(logging.DEBUG):
        read_workbook(SEALED, "may.xlsx", "Zoë’s 7 ")
        read_workbook(OLD, "may.xls", WORDS)
        refused(SEALED, "may.xlsx", "daisy")
    assert [record for record in caplog.records if record.name.startswith("msoffcrypto")] == []
    assert not any(word in caplog.text for word in ("Zoë’s 7", WORDS, "daisy"))


def test_the_verbs_take_a_password(tmp_path):
    words = "Zoë’s 7 "
    assert inspect(SEALED, name="may.xlsx", password=words).rows == 2
    data = load(SEALED, name="may.xlsx", password=words)
    assert data.ledger.used == 2
    assert words.strip() not in repr(data)
    assert evaluate(SEALED, name="may.xlsx", password=words).evidence.findings[0].n == 2
    assert report(SEALED, name="may.xlsx", password=words, formats=("xlsx",), out=tmp_path)
    path = tmp_path / "may.xlsx"
    path.write_bytes(SEALED)
    assert "0 new" not in str(differences(path, path, password=words))


@given(st.data())
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_damaged_protected_files_are_read_or_refused(data):
    original, name = data.draw(st.sampled_from([(SEALED, "may.xlsx"), (OLD, "may.xls")]))
    damaged = bytearray(original)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        damaged[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    with contextlib.suppress(InputError):
        read_workbook(bytes(damaged), name, "Zoë’s 7 " if name == "may.xlsx" else WORDS)
