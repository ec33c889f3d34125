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
_STEP_MM = 1.0
_UNBROKEN = 16  # characters of a long word, such as an address, that needn't stay together
_CHARACTER_MM = 2.0  # of the table's text
_PADDING_MM = 3.7


def add_table(document: WordDocument, table: Table) -> None:
    """Add the table, its figures to the right, in columns that add up to the text's width."""
    made = document.add_table(rows=1, cols=len(table.columns))
    made.autofit = False
    # By its id: looked up by name, a cell's style costs more than all the rest of the cell.
    style = document.styles["Table text"].style_id
    numeric = [table.numeric(place) for place in range(len(table.columns))]
    _fill(made.rows[0].cells, table.columns, numeric, style, bold=True)
    _mark(made.rows[0]._tr.get_or_add_trPr(), "w:cantSplit", "w:tblHeader")
    for row in table.printed():
        added = made.add_row()
        _fill(added.cells, row, numeric, style)
        _mark(added._tr.get_or_add_trPr(), "w:cantSplit")
    _borders(made)
    _describe(made, table.caption)
    for place, width in enumerate(widths(table)):
        made.columns[place].width = Mm(width)
        for cell in made.columns[place].cells:
            cell.width = Mm(width)


def widths(table: Table) -> list[float]:
    """Column widths in mm that add up to the text's width, figures never broken over lines.

    Beyond what its longest word needs, each millimetre goes to the column that shortens the table most.
    """
    rows = table.printed()
    found = []
    for place, heading in enumerate(table.columns):
        texts = [row[place] for row in rows]
        unbroken = texts if table.numeric(place) else [word for text in texts for word in text.split()]
        words = [*unbroken, *heading.split()]
        limit = 99 if table.numeric(place) else _UNBROKEN
        found.append(_width(max(min(len(word), limit) for word in words)))
    lengths = [[len(text) for text in row] for row in (table.columns, *rows)]
    while sum(found) < WIDTH_MM:
        found[_tightest(found, lengths)] += _STEP_MM
    return [WIDTH_MM * part / sum(found) for part in found]


def _tightest(found: list[float], lengths: list[list[int]]) -> int:
    """The column whose widening shortens the rows most; where none does alone, the fullest one."""
    saved = [0.0] * len(found)
    fullness = [0.0] * len(found)
    for row in lengths:
        needs = [n / (width - _PADDING_MM) for n, width in zip(row, found, strict=True)]
        longest = max(range(len(needs)), key=needs.__getitem__)
        fullness = [all_of + need for all_of, need in zip(fullness, needs, strict=True)]
        others = max((need for place, need in enumerate(needs) if place != longest), default=0.0)
        wider = row[longest] / (found[longest] + _STEP_MM - _PADDING_MM)
        saved[longest] += needs[longest] - max(wider, others)
    best = saved if max(saved) > 0 else fullness
    return max(range(len(best)), key=best.__getitem__)


def _width(characters: int) -> float:
    return characters * _CHARACTER_MM + _PADDING_MM


def _fill(
    cells: tuple[_Cell, ...], texts: tuple[str, ...], numeric: list[bool], style: str, *, bold: bool = False
) -> None:
    for cell, text, figures in zip(cells, texts, numeric, strict=True):
        paragraph = cell.paragraphs[0]
        paragraph._p.style = style
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
    for side, size in (("top", "20"), ("left", "80"), ("bottom", "20"), ("right", "80")):
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
