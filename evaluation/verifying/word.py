"""Reading a Word document as a person does: headings, paragraphs, tables, pictures' descriptions.

Text that change tracking has put in counts as printed, and what it has struck out does not.
"""

from __future__ import annotations

import hashlib
import io
import re
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from evaluation.verifying.drawn import boxes, of_chart
from evaluation.verifying.page import PageReader
from evaluation.verifying.passages import Passage, of_table, plain, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.verifying.opened import Opened

_TEXT, _TAB, _BREAK = qn("w:t"), qn("w:tab"), qn("w:br")
_FORMULA = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGE = re.compile(r"Page \d+ of \d+$")  # fields, which office programs fill in
_EDGES = re.compile(r"word/(header|footer)\d*\.xml")
_ENTRY = re.compile(r"^[\d.\s]*(.*?)[\s.]*\d*$")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")


def read(file: Opened) -> Iterator[Passage]:
    """The passages of a .docx file in order."""
    document = Document(io.BytesIO(file.data))
    yield from _Reader(document).body()
    met = set[str]()
    for path in sorted(file.parts):
        edge = _EDGES.fullmatch(path)
        if edge:  # of first and even pages too
            place = "head of the page" if edge[1] == "header" else "foot of the page"
            for text in _lines(file.parts[path]):
                if text and f"{place}{text}" not in met:
                    met.add(f"{place}{text}")
                    yield Passage(place, text)
        elif path.startswith("word/diagrams/data"):
            yield from boxes(file.parts[path], "diagram")
        elif path.startswith("word/charts/chart") and path.endswith(".xml"):
            yield from of_chart(file.parts[path], path)
        elif path in _NOTES:
            yield from _notes(file.parts[path])


class _Reader:
    """Walks a document's body, so as to know under which heading and caption something stands."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.heading, self.caption, self.tables = "the title", "", 0
        self.styles = {style.style_id: style.name for style in document.styles}
        paragraphs = document.element.body.iter(qn("w:p"))
        headed = [_text(p) for p in paragraphs if self._style(p).startswith(("Heading", "Title"))]
        self.headings = {text for said in headed for text in (said, _ENTRY.sub(r"\1", said))}

    def body(self) -> Iterator[Passage]:
        yield from self._inside(self.document.element.body)

    def _inside(self, holder: Any) -> Iterator[Passage]:
        for child in holder:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child)
            elif child.tag == qn("w:altChunk"):
                reader = PageReader()
                reader.feed(self._content(child.get(qn("r:id"))).decode("utf-8", "replace"))
                reader.close()
                reader.flush()
                yield from reader.found
            elif child.tag not in {qn("w:del"), qn("w:sectPr")}:
                yield from self._inside(child)

    def _paragraph(self, element: Any) -> Iterator[Passage]:
        text = _text(element)
        style = self._style(element)
        if style.lower().startswith("toc") and self._lists(text):
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

    def _lists(self, text: str) -> bool:
        """Whether a line of the table of contents is its title, or a heading with the number of its page."""
        entry = _ENTRY.match(text)
        return not text or text in self.headings or bool(entry and entry[1] in self.headings)

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
    for element in paragraph.iter(_TEXT, _FORMULA, _TAB, _BREAK):
        if any(parent.tag == _FALLBACK for parent in element.iterancestors(_FALLBACK)):
            continue  # the same words again, for old programs
        parts.append((element.text or "") if element.tag in {_TEXT, _FORMULA} else " ")
    return "".join(parts).strip()


def _notes(part: bytes) -> Iterator[Passage]:
    yield from (Passage("footnotes", text) for text in _lines(part) if text)


def _lines(part: bytes) -> Iterator[str]:
    """The paragraphs of a part beside the body, without the numbers of pages."""
    for paragraph in parse_xml(part).iter(qn("w:p")):
        yield _PAGE.sub("", _text(paragraph)).strip()
