"""Reading PowerPoint slides: titles, text, tables, native charts with their numbers, notes."""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING, Any

from pptx import Presentation

from evaluation.verifying.drawn import boxes, of_chart
from evaluation.verifying.figures import claims
from evaluation.verifying.passages import Passage, of_table, plain, short
from evaluation.verifying.workbook import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.verifying.opened import Opened

# Masters and layouts, whose own words are those of an empty slide, and diagrams.
_BEHIND = ("ppt/slideMasters/slide", "ppt/slideLayouts/slide", "ppt/diagrams/data")
_SAMPLE = re.compile(
    r"(?:Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth) (?:outline )?level", re.IGNORECASE
)
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read(file: Opened) -> Iterator[Passage]:
    """The passages of a .pptx file, slide by slide."""
    show = Presentation(io.BytesIO(file.data))
    for number, slide in enumerate(show.slides, 1):
        heading = slide.shapes.title
        title = heading.text_frame.text if heading is not None else ""
        place = f"slide {number}, "
        for shape in _each(slide.shapes):
            yield from _of_shape(shape, place, title or f"slide {number}")
        for choice in slide.element.iter(f"{_CHOICE}Choice"):  # shapes of newer programs
            yield from boxes(choice, f"{place}'{short(title)}'")
        if slide.has_notes_slide:
            yield from _notes(slide.notes_slide, f"{place}notes")
    for path in sorted(file.parts):
        if path.startswith(_BEHIND) and path.endswith(".xml"):
            for found in boxes(file.parts[path], "behind the slides"):
                if claims(plain(found.text)) and not _SAMPLE.match(found.text):
                    yield found


def _notes(notes: Any, place: str) -> Iterator[Passage]:
    frame = notes.notes_text_frame
    for line in frame.text.splitlines() if frame is not None else ():
        if line.strip():
            yield Passage(place, line)
    own = frame._txBody if frame is not None else None  # noqa: SLF001 it has no other name
    for body in notes.element.iter(f"{_P}txBody"):
        if body is not own:
            yield from boxes(body, place)


def _each(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes"):
            yield from _each(shape.shapes)
        else:
            yield shape


def _of_shape(shape: Any, place: str, title: str) -> Iterator[Passage]:
    about = plain(title)
    described = shape.element.xpath(".//p:cNvPr/@descr")
    if described and described[0].strip():
        yield Passage(f"{place}description of a picture or chart", described[0], (("alt", about),))
    if shape.has_text_frame:
        for paragraph in shape.element.iter(f"{_A}p"):
            text = "".join(found.text or "" for found in paragraph.iter(f"{_A}t"))
            if text.strip():
                yield Passage(f"{place}'{short(title)}'", text)
    if getattr(shape, "has_table", False):
        rows = [[cell.text_frame.text for cell in row.cells] for row in shape.table.rows]
        yield from of_table(title, rows, f"{place}table")
    if getattr(shape, "has_chart", False):
        part = shape.chart.part
        yield from of_chart(part.blob, title, place)
        sheet = part.chart_workbook.xlsx_part
        if sheet is not None:
            yield from cells_of(sheet.blob, f"{place}data sheet of chart '{short(title)}'", about)
    if blob := _picture(shape):
        digest = hashlib.sha256(blob).hexdigest()[:12]
        yield Passage(f"{place}picture", digest, (("picture", about),), picture=True)


def _picture(shape: Any) -> bytes:
    try:
        return bytes(shape.image.blob)
    except (AttributeError, KeyError, ValueError):
        return b""
