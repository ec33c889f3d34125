"""Files as the import page checks them, for the tests of what can be downloaded of them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from evaluation.dataset import Dataset
from evaluation.importing import read_workbook, recognise
from evaluation.importing.correcting import corrected
from evaluation.importing.corrections import Corrections
from evaluation.measures import registry
from evaluation.workbooks import CheckedFile

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook


def checked(source: bytes | Path, name: str = "upload.csv", made: Corrections | None = None) -> CheckedFile:
    """A file with what was found in it."""
    book = read_workbook(source, name if isinstance(source, bytes) else None)
    book = corrected(book, made or Corrections())
    mapping = recognise(book, registry()).mapping
    data = Dataset.read(book, mapping, registry())
    return CheckedFile.of(
        book,
        mapping,
        registry(),
        repairs=data.repairs,
        ledger=data.ledger,
        sentence=data.consequence.sentence,
        corrections=made,
    )


def opened(content: bytes) -> Workbook:
    """A workbook as a spreadsheet program reads it."""
    return load_workbook(BytesIO(content))
