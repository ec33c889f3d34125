"""Reading a Word document as a person does: headings, paragraphs, tables, pictures' descriptions.

Text that change tracking has put in counts as printed, and what it has struck out does not.
"""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from evaluation.verifying.drawn import of_chart
from evaluation.verifying.passages import Passage, of_table, plain, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.verifying.opened import Opened

_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE = re.compile(r"Page \d+ of \d+$")  # fields, which office programs fill in
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read(file: Opened) -> Iterator[Passage]:
    """The passages of a .docx file in order."""
    document = Document(io.BytesIO(file.data))
    yield from _Reader(document).body()
    met = set[str]()
    for section in document.sections:
        for holder, place in ((section.header, "head of the page"), (section.footer, "foot of the page")):
            for paragraph in holder.part.element.iter(qn("w:p")):
                text = _PAGE.sub("", _text(paragraph)).strip()
                if text and f"{place}{text}" not in met:
                    met.add(f"{place}{text}")
                    yield Passage(place, text)
    for path in sorted(file.parts):
        if path.startswith("word/charts/chart") and path.endswith(".xml"):
            yield from of_chart(file.parts[path], path)
        elif path in _NOTES:
            yield from _notes(file.parts[path])


class _Reader:
    """Walks a document's body, so as to know under which heading and caption something stands."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.heading, self.caption, self.tables = "the title", "", 0
        self.styles = {style.style_id: style.name for style in document.styles}

    def body(self) -> Iterator[Passage]:
        yield from self._inside(self.document.element.body)

    def _inside(self, holder: Any) -> Iterator[Passage]:
        for child in holder:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag not in {qn("w:del"), qn("w:sectPr")}:
                yield from self._inside(child)

    def _paragraph(self, element: Any) -> Iterator[Passage]:
        text = _text(element)
        style = self._style(element)
        if style.lower().startswith("toc"):
            return  # office programs write the table of contents anew
        if text and style.startswith("Heading"):
            self.heading = text
            yield Passage(f"heading '{short(text)}'", text)
        elif text:
            if style == "Caption":
                self.caption = text
            yield Passage(f"under '{short(self.heading)}'", text)
        for drawing in element.iter(qn("wp:docPr")):
            if any(parent.tag == _FALLBACK for parent in drawing.iterancestors()):
                continue
            about = plain(self.caption) or self.heading
            where = f"picture under '{short(about)}'"
            if described := drawing.get("descr"):
                yield Passage(f"description of the {where}", described, (("alt", about),))
        for blip in element.iter(qn("a:blip")):
            content = self._content(blip.get(qn("r:embed")))
            about = plain(self.caption) or self.heading
            if content:
                digest = hashlib.sha256(content).hexdigest()[:12]
                yield Passage(f"picture under '{short(about)}'", digest, (("picture", about),), picture=True)

    def _table(self, element: Any) -> Iterator[Passage]:
        self.tables += 1
        rows = [
            ["\n".join(filter(None, map(_text, cell.iter(qn("w:p"))))) for cell in row.iter(qn("w:tc"))]
            for row in element.iter(qn("w:tr"))
        ]
        yield from of_table(self.caption or f"table {self.tables}", rows)

    def _style(self, element: Any) -> str:
        holder = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = holder.get(qn("w:val")) if holder is not None else ""
        return self.styles.get(name) or ""

    def _content(self, relation: str | None) -> bytes:
        related = self.document.part.related_parts.get(relation)
        return bytes(related.blob) if related is not None else b""


def _text(paragraph: Any) -> str:
    parts = []
    for element in paragraph.iter(_TEXT, _TAB, _BREAK):
        if any(parent.tag == _FALLBACK for parent in element.iterancestors(_FALLBACK)):
            continue  # the same words again, for old programs
        parts.append((element.text or "") if element.tag == _TEXT else " ")
    return "".join(parts).strip()


def _notes(part: bytes) -> Iterator[Passage]:
    from docx.oxml import parse_xml  # noqa: PLC0415 seldom needed

    for paragraph in parse_xml(part).iter(qn("w:p")):
        if text := _text(paragraph):
            yield Passage("footnotes", text)
