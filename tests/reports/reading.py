"""Reads exports back, apart from the code that writes them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from openpyxl import load_workbook


@dataclass(frozen=True)
class ReadTable:
    """A table as a reader sees it: its heading row and the text of its cells."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def word_tables(data: bytes) -> list[ReadTable]:
    """The tables of a Word document with the captions before them."""
    found, caption = [], ""
    for block in Document(BytesIO(data)).iter_inner_content():
        if isinstance(block, WordParagraph) and block.style is not None and block.style.name == "Caption":
            caption = block.text.split(": ", 1)[1]
        elif isinstance(block, WordTable):
            rows = [tuple(cell.text for cell in row.cells) for row in block.rows]
            found.append(ReadTable(caption, rows[0], tuple(rows[1:])))
    return found


def excel_tables(data: bytes) -> list[ReadTable]:
    """The tables of a workbook, numbers printed by their formats as a spreadsheet would."""
    found = []
    for sheet in load_workbook(BytesIO(data)).worksheets:
        for table in sheet.tables.values():
            rows = [tuple(as_shown(cell) for cell in row) for row in sheet[table.ref]]
            found.append(ReadTable(str(sheet["A1"].value), rows[0], tuple(rows[1:])))
    return found


def as_shown(cell: Any) -> str:
    """A cell's text: this is Excel's own reading of the four formats that are used."""
    value, form = cell.value, cell.number_format
    if isinstance(value, str) or value is None:
        return value or ""
    if form.startswith('"'):
        return str(form).strip('"')
    if form == "0%":
        return f"{round(value * 100)}%"
    places = len(form.split(".")[1]) if "." in form else 0
    return f"{value:,.{places}f}"


def word_dump(data: bytes) -> str:
    """The structure of a Word document as text: styles, words, alt text, tables."""
    document = Document(BytesIO(data))
    properties = document.core_properties
    lines = [f"title={properties.title}", f"author={properties.author}", f"language={properties.language}"]
    section = document.sections[0]
    head, foot = section.header.paragraphs[0].text, section.footer.paragraphs[0].text
    lines += [f"header: {head}", f"footer: {foot}", ""]
    for block in document.iter_inner_content():
        if isinstance(block, WordParagraph):
            style = block.style.name if block.style is not None else ""
            lines.append(f"[{style}] {block.text}".rstrip())
            lines += [f"  picture: {p.get('descr')}" for p in block._p.iter(qn("wp:docPr"))]
        else:
            lines += [f"  | {' | '.join(cell.text for cell in row.cells)}" for row in block.rows]
    return "\n".join(lines) + "\n"


def excel_dump(data: bytes) -> str:
    """The structure of a workbook as text: sheets, cells with their types and formats, tables."""
    book = load_workbook(BytesIO(data))
    lines = []
    for sheet in book.worksheets:
        tables = ",".join(f"{table.name}@{table.ref}" for table in sheet.tables.values())
        lines.append(f"== {sheet.title} tables={tables}")
        for row in sheet.iter_rows():
            cells = [_cell_dump(cell) for cell in row if cell.value is not None]
            if cells:
                lines.append("  " + " | ".join(cells))
    return "\n".join(lines) + "\n"


def _cell_dump(cell: Any) -> str:
    link = f" -> {cell.hyperlink.location}" if cell.hyperlink else ""
    return f"{cell.coordinate}:{cell.data_type}:{as_shown(cell)}{link}"
