"""Workbooks made in the tests: saved by openpyxl, changed part by part, sealed with a password."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

SHEET = "xl/worksheets/sheet1.xml"


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sealed(data: bytes, password: str) -> bytes:
    """The same workbook as Excel saves it with a password."""
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, stream)
    return stream.getvalue()


def locked_families(password: str, families: int = 2) -> bytes:
    """A protected workbook of a few families' scores before and after."""
    book = openpyxl.Workbook()
    rows = (["Family ID", "PHQ-9 before", "PHQ-9 after"], ["A1", 14, 6], ["A2", 9, 9], ["A3", 12, 3])
    for row in rows[: families + 1]:
        book.worksheets[0].append(row)
    return sealed(saved(book), password)


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A package with one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    return packed((name, change(content) if name == part else content) for name, content in parts)


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip file of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts:
            package.writestr(name, content)
    return stream.getvalue()
