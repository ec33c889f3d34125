"""Writes one table into a Word document: header row marked and repeated, widths that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from evaluation.reports import columns
from evaluation.reports.archive import legal
from evaluation.reports.columns import Spacing
from evaluation.reports.word.style import TABLE
from evaluation.reports.word.text import made as element
from evaluation.reports.word.text import write

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length
    from docx.table import Table as WordTable

    from evaluation.charts.table import Table

WIDTH_MM = 160.0
_CHARACTER_MM = 1.65  # of the table's text
_PADDING_MM = 3.7


def add_table(document: WordDocument, table: Table, width: float = WIDTH_MM) -> None:
    """Add the table, its figures to the right, in columns that add up to a width in mm."""
    made = document.add_table(rows=0, cols=len(table.columns), style=TABLE)
    made.autofit = False
    wide = [Mm(part) for part in widths(table, width)]
    for column, each in zip(made.columns, wide, strict=True):
        column.width = each
    # By its id: looked up by name, a cell's style costs more than all the rest of the cell.
    style = document.styles["Table text"].style_id
    numeric = [table.numeric(place) for place in range(len(table.columns))]
    for place, texts in enumerate((table.columns, *table.printed())):
        row = element("tr")
        properties = element("trPr")
        properties.append(element("cantSplit"))
        if place == 0:
            properties.append(element("tblHeader"))
        row.append(properties)
        for text, figures, each in zip(texts, numeric, wide, strict=True):
            row.append(_cell(text, each, style, figures=figures))
        made._tbl.append(row)
    _describe(made, table.caption)


def _cell(text: str, width: Length, style: str, *, figures: bool) -> BaseOxmlElement:
    """A cell with one paragraph. Made here: python-docx counts a table's cells anew for each of them."""
    cell, properties = element("tc"), element("tcPr")
    properties.append(element("tcW", w=str(width.twips), type="dxa"))
    cell.append(properties)
    paragraph = Paragraph(element("p"), None)  # type: ignore[arg-type]
    paragraph._p.style = style
    write(paragraph, text)
    if figures:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    cell.append(paragraph._p)
    return cell


def widths(table: Table, width: float = WIDTH_MM) -> list[float]:
    """Column widths in mm that add up to the text's width, figures never broken over lines."""
    return columns.widths(table, Spacing(width=width, character=_CHARACTER_MM, padding=_PADDING_MM))


def _describe(made: WordTable, caption: str) -> None:
    """The title that screen readers announce; the first row is a heading and the first column none."""
    properties = made._tbl.tblPr
    look = {
        "firstRow": "1",
        "lastRow": "0",
        "firstColumn": "0",
        "lastColumn": "0",
        "noHBand": "1",
        "noVBand": "1",
    }
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    properties.append(element("tblLook", val="0620", **look))
    properties.append(element("tblCaption", val=legal(caption)))
