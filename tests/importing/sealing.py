"""Workbooks made in the tests: saved by openpyxl, changed part by part, sealed with a password."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import openpyxl

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
