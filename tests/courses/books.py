"""Workbooks made of rows in memory, as a person would upload them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import openpyxl

from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from evaluation.importing import read_workbook

if TYPE_CHECKING:
    from evaluation.courses.mapping import SheetUse
    from evaluation.courses.records import Records
    from evaluation.importing.sheets import Workbook

Rows = list[list[Any]]
KEY = b"a key for these tests"


def xlsx(name: str, pages: Any) -> Workbook:
    """An Excel file with these sheets (a dictionary of rows by title), or one sheet of these rows."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (pages if isinstance(pages, dict) else {"Sheet1": pages}).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return read_workbook(out.getvalue(), name)


def text(name: str, rows: Any) -> Workbook:
    """A CSV file of these rows."""
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return read_workbook(out.getvalue().encode(), name)


def sheet(*books: Workbook, at: int = 0) -> SheetUse:
    """How one of the sheets is proposed to be read."""
    return recognise(books).mapping.sheets[at]


def uses(*books: Workbook, at: int = 0) -> list[str]:
    """What each column of one of the sheets is proposed to hold."""
    return [column.use for column in sheet(*books, at=at).columns]


def records(*books: Workbook) -> Records:
    """The files read as they are recognised."""
    return read(books, recognise(books).mapping, key=KEY)
