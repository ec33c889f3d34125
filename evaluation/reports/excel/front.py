"""The workbook's first sheets: the cover, what it contains, and the report's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.brand.raster import logo_png
from evaluation.charts import palette
from evaluation.charts.chart import Chart
from evaluation.charts.table import Table
from evaluation.reports.excel.book import MOST_TEXT, ROW, TALLEST
from evaluation.reports.excel.images import put
from evaluation.reports.excel.sheets import lines_of, table_sheet
from evaluation.reports.report import Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from evaluation.reports.excel.book import Book
    from evaluation.reports.report import Block, Report

_WIDE = 90  # characters of the cover's one column
_LOGO = (190, 95)  # pixels: the most that a logo may take
_ABOUT = (
    "Figures are in the sheets after the notes: one table on each, with its charts below it. "
    "The contents sheet links to them."
)


@dataclass(frozen=True)
class Entry:
    """A line of the contents: the sheet and the row of it where something stands, and what."""

    sheet: str
    row: int
    kind: str
    text: str


def cover(book: Book, report: Report) -> None:
    """The first sheet: what this is, whose, when, of which data."""
    sheet = book.sheet("Cover")
    book.heading(sheet, report.title)
    made = f"Made on {wording.day(report.made_on)}" if report.made_on else ""
    lines = (report.subtitle, report.organisation, made, *report.notices, report.stamp, _ABOUT)
    row = 0
    for line in lines:
        if not line:
            continue
        row += 1
        notice = {"font_size": 12, "bold": True, "font_color": palette.PINK} if line in report.notices else {}
        book.write(sheet, row, 0, line, text_wrap=True, valign="top", **notice)
        sheet.set_row(row, min(TALLEST, (ROW + 1) * len(lines_of(line, _WIDE - 15))))
    sheet.set_column(0, 0, _WIDE)
    _logo(sheet, report)


def _logo(sheet: Any, report: Report) -> None:
    """The logo beside the title, in its own shape; nothing in its place without one."""
    logo = logo_png(report.brand)
    if not logo:
        return
    name = report.organisation or report.brand.organisation
    sheet.set_column(1, 1, 28)
    put(sheet, (0, 1), logo, _LOGO, f"Logo of {name}" if name else "Logo")


def contents(book: Book, sheet: Any, report: Report, entries: list[Entry]) -> None:
    """The second sheet: every table and figure, with links."""
    rows = tuple((entry.sheet, entry.kind, entry.text) for entry in entries)
    table = Table(caption="Contents", columns=("Sheet", "Kind", "What it holds"), rows=rows)
    made = table_sheet(book, "Contents", table, report.notices, table_id="table_contents", sheet=sheet)
    look = book.style(font_color=palette.BLUE, underline=1, valign="top", indent=1)
    for row, entry in enumerate(entries, made.first):
        link = f"internal:'{entry.sheet}'!A{entry.row + 1}"
        made.sheet.write_url(row, 0, link, look, entry.sheet)


def notes(report: Report) -> Table:
    """All words of the report, section by section."""
    rows = tuple(
        (section.heading, piece)
        for section in report.sections
        for block in section.blocks
        for words in _words(block)
        for piece in _pieces(words)
    )
    said = rows or (("Report", "This report has no words, only tables."),)
    return Table(caption="Notes", columns=("Section", "Note"), rows=said)


def _words(block: Block) -> tuple[str, ...]:
    if isinstance(block, (Paragraph, Statement)):
        return (block.text,)
    if isinstance(block, Bullets):
        return block.items
    if isinstance(block, Chart):
        return (f"{block.title}. {block.subtitle}.",)
    return ()


def _pieces(text: str) -> list[str]:
    """The text in as many cells as it needs."""
    most = MOST_TEXT // 2  # characters beyond U+FFFF count twice
    return [text[start : start + most] for start in range(0, len(text), most)]
