"""Whatever stands in a file is text in a workbook, and no program runs it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from evaluation.reports.archive import legal
from evaluation.workbooks.inert import inert, kept, sheet_names


def written(*values, make=inert):
    """Values written to a workbook and read back as cells."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("S")
    sheet.append([make(sheet, value) for value in values])
    out = BytesIO()
    book.save(out)
    return load_workbook(BytesIO(out.getvalue())).worksheets[0][1]


@given(st.text(min_size=1, max_size=20) | st.sampled_from(["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"]))
def test_any_text_is_read_back_as_text_and_never_as_a_formula(text):
    for make in (inert, kept):
        (cell,) = written(text, make=make)
        assert cell.data_type in {"s", "n"}  # "n" is an empty cell: nothing legal was left
        assert lines(cell.value or "") == lines(legal(text))


def lines(text):
    """A text with its line ends alike: XML tells none of them apart."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "#N/A", "#DIV/0!"])
def test_risky_text_stays_text_when_somebody_edits_it(text):
    for make in (inert, kept):
        (cell,) = written(text, make=make)
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_numbers_and_days_stay_what_they_are():
    day = dt.datetime(2026, 4, 3)
    cells = written(12, 12.5, day, True, dt.datetime(1850, 1, 1), float("inf"))
    assert [cell.value for cell in cells] == [12, 12.5, day, True, "1850-01-01 00:00:00", "inf"]
    assert cells[2].number_format == "dd/mm/yyyy"


@given(st.lists(st.text(max_size=40), unique=True, max_size=12))
def test_sheets_have_names_that_excel_allows_and_that_differ(names):
    found = sheet_names(names, taken=("Read me",))
    given_names = [name.casefold() for name in found.values()]
    assert len(set(given_names)) == len(given_names) == len(names)
    assert "read me" not in given_names
    for name in found.values():
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert name[0] != "'"
        assert name[-1] != "'"
