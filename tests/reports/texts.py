"""Reads the other formats back with the plain libraries, apart from what writes and what verifies them."""

from __future__ import annotations

import csv
import json
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from pptx import Presentation
from pypdf import PdfReader

from tests.reports.reading import ReadTable
from tests.reports.web_reading import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator


def web_tables(data: bytes) -> list[ReadTable]:
    """The tables of a web page."""
    return read_page(data).tables


def csv_tables(data: bytes) -> list[ReadTable]:
    """The tables of a zip of CSV files, with the captions that its list of contents gives."""
    with ZipFile(BytesIO(data)) as package:
        held = {name: package.read(name).decode("utf-8-sig") for name in package.namelist()}
    rows = {name: list(csv.reader(StringIO(text, newline=""))) for name, text in held.items()}
    found = []
    for line in rows["contents.csv"][1:]:
        if line[0] in rows:
            head, *cells = rows[line[0]]
            found.append(ReadTable(line[1], tuple(head), tuple(map(tuple, cells))))
    return found


def json_tables(data: bytes) -> list[ReadTable]:
    """The tables of a JSON file, those of its charts among them."""
    return list(_tables(json.loads(data)))


def _tables(plain: Any) -> Iterator[ReadTable]:
    if isinstance(plain, list):
        for entry in plain:
            yield from _tables(entry)
    elif isinstance(plain, dict):
        if {"caption", "columns", "rows"} <= set(plain):
            rows = tuple(tuple(str(cell["text"]) for cell in row) for row in plain["rows"])
            yield ReadTable(plain["caption"], tuple(plain["columns"]), rows)
        for entry in plain.values():
            yield from _tables(entry)


def pdf_text(data: bytes) -> str:
    """The text of a PDF."""
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)


def slides_text(data: bytes) -> str:
    """All words of slides and of their notes."""
    return "\n".join(_slides(data))


def _slides(data: bytes) -> Iterator[str]:
    for slide in Presentation(BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                for row in shape.table.rows:
                    yield " ".join(cell.text for cell in row.cells)
            yield from shape._element.xpath(".//p:cNvPr/@descr")
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            yield slide.notes_slide.notes_text_frame.text


def slide_charts(data: bytes) -> dict[str, dict[str, list[float | None]]]:
    """What the native charts plot, by the title of their slide."""
    found = {}
    for slide in Presentation(BytesIO(data)).slides:
        for shape in slide.shapes:
            if shape.has_chart and slide.shapes.title is not None:
                series = [series for plot in shape.chart.plots for series in plot.series]
                found[slide.shapes.title.text_frame.text] = {s.name: list(s.values) for s in series}
    return found


class _Words(HTMLParser):
    """The words of a picture."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def pictures_text(data: bytes) -> str:
    """The words of a zip's SVG pictures; of PNG pictures, those of the list that goes with them."""
    said = []
    with ZipFile(BytesIO(data)) as package:
        names = package.namelist()
        for name in names:
            if name.endswith(".svg"):
                words = _Words()
                words.feed(package.read(name).decode())
                said.append(" ".join(words.said))
        if not said:
            said = [package.read(name).decode() for name in names if name.endswith(".csv")]
    return "\n".join(said)
