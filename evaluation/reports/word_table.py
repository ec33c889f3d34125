"""Writes one table into a Word document: header row marked and repeated, widths that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from evaluation.charts import palette
from evaluation.reports.archive import legal

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.table import Table as WordTable
    from docx.table import _Cell

    from evaluation.charts.table import Table

WIDTH_MM = 160.0
_LONGEST = 60  # characters beyond which a column gets no wider
_UNBROKEN = 16  # characters of a long word, such as an address, that needn't stay together
_CHARACTER_MM = 2.1  # of the table's text
_PADDING_MM = 3.7


def add_table(document: WordDocument, table: Table) -> None:
    """Add the table, its figures to the right, in columns that add up to the text's width."""
    made = document.add_table(rows=1, cols=len(table.columns))
    made.autofit = False
    numeric = [table.numeric(place) for place in range(len(table.columns))]
    _fill(made.rows[0].cells, table.columns, numeric, bold=True)
    _mark(made.rows[0]._tr.get_or_add_trPr(), "w:cantSplit", "w:tblHeader")
    for row in table.printed():
        added = made.add_row()
        _fill(added.cells, row, numeric)
        _mark(added._tr.get_or_add_trPr(), "w:cantSplit")
    _borders(made)
    _describe(made, table.caption)
    for place, width in enumerate(widths(table)):
        made.columns[place].width = Mm(width)
        for cell in made.columns[place].cells:
            cell.width = Mm(width)


def widths(table: Table) -> list[float]:
    """Column widths in mm that add up to the text's width, figures never broken over lines."""
    rows = table.printed()
    least, wanted = [], []
    for place, heading in enumerate(table.columns):
        texts = [row[place] for row in rows]
        unbroken = texts if table.numeric(place) else [word for text in texts for word in text.split()]
        words = [*unbroken, *heading.split()]
        longest = max((len(text) for text in texts), default=0)
        limit = 99 if table.numeric(place) else _UNBROKEN
        least.append(_width(max(min(len(word), limit) for word in words)))
        wanted.append(max(least[-1], _width(min(longest, _LONGEST))))
    spare = WIDTH_MM - sum(least)
    if spare <= 0:
        return [WIDTH_MM * part / sum(least) for part in least]
    room = [more - less for less, more in zip(least, wanted, strict=True)]
    share = min(1.0, spare / sum(room)) if sum(room) else 0.0
    fitted = [less + share * more for less, more in zip(least, room, strict=True)]
    return [WIDTH_MM * part / sum(fitted) for part in fitted]


def _width(characters: int) -> float:
    return characters * _CHARACTER_MM + _PADDING_MM


def _fill(
    cells: tuple[_Cell, ...], texts: tuple[str, ...], numeric: list[bool], *, bold: bool = False
) -> None:
    for cell, text, figures in zip(cells, texts, numeric, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.style = "Table text"
        paragraph.add_run(legal(text)).bold = bold or None
        if figures:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark(properties: BaseOxmlElement, *names: str) -> None:
    for name in names:
        properties.append(OxmlElement(name))


def _borders(made: WordTable) -> None:
    """A rule under the header and under each row; none between columns."""
    properties = made._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side, size, colour in (("bottom", "8", palette.GREY), ("insideH", "4", palette.RULE)):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour[1:])):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, size in (("top", "40"), ("left", "80"), ("bottom", "40"), ("right", "80")):
        space = OxmlElement(f"w:{side}")
        space.set(qn("w:w"), size)
        space.set(qn("w:type"), "dxa")
        margins.append(space)
    properties.append(margins)
    for cell in made.rows[0].cells:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", palette.PALE[1:])):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _describe(made: WordTable, caption: str) -> None:
    """The table's own title, which screen readers announce."""
    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), legal(caption))
    made._tbl.tblPr.append(title)
