"""A workbook being written: sheets ready for print, and text that stays text whatever it begins with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import xlsxwriter

from evaluation.charts.table import Number
from evaluation.reports.archive import legal, settled, zipped

if TYPE_CHECKING:
    from datetime import date

    from evaluation.brand import Brand
    from evaluation.charts.table import Cell

ROW = 15.0  # points: the height of a row of one line
TALLEST = 409.0  # points: the most that Excel allows
MOST_TEXT = 32_767  # characters of a cell, as Excel counts them
_A4 = 9
_NO_LINES = 2  # neither on the screen nor on paper
_RISKY = ("=", "+", "-", "@", "\t", "\r")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_LABELS = re.compile(rb"<c:dLbls>.*?</c:dLbls>", re.DOTALL)
_AMERICAN = re.compile(rb'(<(?:c:lang val|a:\w+ lang)=")en-US')
_LANGUAGE = b"<dc:language>en-GB</dc:language>"


@dataclass(frozen=True, kw_only=True)
class Described:
    """What a file says of itself, to a person or a screen reader."""

    title: str
    subject: str
    author: str
    description: str


class Book:
    """A workbook and the few ways in which its cells are filled; rows and columns count from 0."""

    def __init__(self, brand: Brand) -> None:
        self.brand = brand
        self._out = BytesIO()
        self._book = xlsxwriter.Workbook(self._out, _OPTIONS)
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    def sheet(self, name: str) -> Any:
        """A new sheet, to be printed on A4, landscape, as wide as the page."""
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(_NO_LINES)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_default_row(ROW)
        return sheet

    def chart(self, kind: str, subtype: str = "") -> Any:
        """A new chart of XlsxWriter's `kind`, to be put on a sheet."""
        return self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})

    def style(self, **properties: Any) -> Any:
        """A cell's format in the brand's font; the same properties give the same format."""
        key = tuple(sorted(properties.items()))
        if key not in self._styles:
            plain = {"font_name": self.brand.font, "font_size": 11, **properties}
            self._styles[key] = self._book.add_format(plain)
        return self._styles[key]

    def write(self, sheet: Any, row: int, column: int, value: Cell, **style: Any) -> None:
        """Put a number with its format, or text that stays text."""
        if isinstance(value, Number):
            look = self.style(num_format=value.spreadsheet_format, **style)
            sheet.write_number(row, column, value.plain, look)
            return
        text = cut(legal(value))
        sheet.write_string(row, column, text, self.text_style(text, **style))

    def text_style(self, text: str, **style: Any) -> Any:
        """The format of a cell with this text, which stays text when somebody edits it in Excel."""
        return self.style(**style, **({"quote_prefix": True} if text.startswith(_RISKY) else {}))

    def heading(self, sheet: Any, text: str) -> None:
        """The sheet's title, in A1."""
        self.write(sheet, 0, 0, text, font_size=16, bold=True, font_color=self.brand.heading)
        sheet.set_row(0, 26)

    def saved(self, described: Described, made_on: date | None, carried: str = "") -> bytes:
        """The file's bytes, the same for the same contents; `carried` is for programs to read."""
        self._book.set_properties(
            {
                "title": legal(described.title),
                "subject": legal(described.subject),
                "author": legal(described.author),
                "comments": legal(described.description),
            }
        )
        self._book.close()
        with ZipFile(self._out) as old:
            parts = {part.filename: old.read(part.filename) for part in old.infolist()}
        # What XlsxWriter has no word for: the language, and labels on one line.
        core = "docProps/core.xml"
        parts[core] = parts[core].replace(b"</cp:coreProperties>", _LANGUAGE + b"</cp:coreProperties>")
        charts = {name: xml for name, xml in parts.items() if name.startswith("xl/charts/")}
        parts |= {name: _LABELS.sub(_on_one_line, _british(xml)) for name, xml in charts.items()}
        return settled(zipped(parts), made_on, carried)


def _british(chart: bytes) -> bytes:
    """The chart in the language of its words."""
    return _AMERICAN.sub(rb"\g<1>en-GB", chart)


def _on_one_line(labels: re.Match[bytes]) -> bytes:
    """The labels of a series of a chart, none of them wrapped."""
    return labels[0].replace(b"<a:bodyPr/>", b'<a:bodyPr wrap="none"/>')


def cut(text: str, most: int = MOST_TEXT) -> str:
    """The text, or as much of it as a cell may hold; Excel counts in UTF-16 units.

    >>> cut("warmth", 4), cut("🙂🙂", 3)
    ('war…', '🙂…')
    """
    if len(text.encode("utf-16-le")) <= 2 * most:
        return text
    return text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", errors="ignore") + "…"
