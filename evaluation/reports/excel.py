"""Writes a report as an accessible workbook: cover, contents, notes, one table a sheet.

Follows the Analysis Function's guidance on spreadsheets: a title in A1, real Excel tables,
no merged cells, no blank sheets, symbols as text. Text never becomes a formula.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo

from evaluation import wording
from evaluation.charts import palette
from evaluation.charts.chart import Chart
from evaluation.charts.table import Number
from evaluation.charts.table import Table as FigureTable
from evaluation.reports.archive import legal, settled
from evaluation.reports.report import Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from datetime import date

    from openpyxl.cell.cell import Cell as ExcelCell
    from openpyxl.worksheet.worksheet import Worksheet

    from evaluation.charts.table import Cell
    from evaluation.reports.report import Block, Report

FONT = "Arial"
HOW = "How was this calculated?"
LONGEST_NAME = 30  # Excel allows 31; the guidance asks for fewer
WIDEST = 60  # characters
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\"]")
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def render(report: Report) -> bytes:
    """The report's tables and words as .xlsx; the same report gives the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = _names(report.tables)
    _cover(book, report)
    _contents(book, report, names)
    _table_sheet(book, "Notes", _notes(report), report.notices, "table_notes")
    for number, (name, table) in enumerate(zip(names, report.tables, strict=True), 1):
        _table_sheet(book, name, table, report.notices, f"table_{number}")
    _describe(book, report.title, report.subtitle, " ".join((*report.notices, report.stamp)))
    book.properties.creator = legal(report.organisation) or "Attune"
    return _saved(book, report.made_on)


def figure_workbook(
    chart: Chart,
    *,
    notices: tuple[str, ...] = (),
    facts: FigureTable | None = None,
    made_on: date | None = None,
) -> bytes:
    """One figure's numbers as .xlsx: its table under its titles, and how they were calculated.

    `notices` say which data they are of; `facts` is the table of the choices made, where there is one.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    said = (chart.subtitle, wording.sentence(chart.caption), *notices, chart.data.caption, *chart.data.notes)
    figures = replace(chart.data, caption=chart.title, notes=tuple(dict.fromkeys(said)))
    _table_sheet(book, "Figure", figures, (), "table_figure")
    steps = [(str(place), line) for place, line in enumerate(chart.how, 1)]
    steps += [
        (f"Symbol {symbol}", meaning) for symbol, meaning in wording.SYMBOLS.items() if _has(chart, symbol)
    ]
    how = FigureTable(
        caption="How was this calculated?", columns=("Step", "What was done"), rows=tuple(steps)
    )
    _table_sheet(book, "How it was calculated", how, (), "table_how")
    if facts is not None:
        _table_sheet(book, "Data and choices", facts, (), "table_choices")
    _describe(book, chart.title, chart.subtitle, chart.alt)
    return _saved(book, made_on)


def _has(chart: Chart, symbol: str) -> bool:
    return any(symbol in row for row in chart.data.printed())


def _describe(book: Workbook, title: str, subject: str, description: str) -> None:
    """What the file says of itself, to a person or a screen reader."""
    properties = book.properties
    properties.title, properties.subject, properties.description = map(legal, (title, subject, description))
    properties.creator, properties.language = "Attune", "en-GB"


def _saved(book: Workbook, made_on: date | None) -> bytes:
    out = BytesIO()
    book.save(out)
    return settled(out.getvalue(), made_on)


def _names(tables: tuple[FigureTable, ...]) -> list[str]:
    """A sheet name for each table: its number and short name."""
    return [
        f"{number} {_FORBIDDEN.sub('', legal(table.name or table.caption))}"[:LONGEST_NAME].strip()
        for number, table in enumerate(tables, 1)
    ]


def _cover(book: Workbook, report: Report) -> None:
    sheet = book.create_sheet("Cover")
    _heading(sheet, report.title)
    made = f"Made on {wording.day(report.made_on)}" if report.made_on else ""
    lines = [report.subtitle, report.organisation, made, *report.notices, report.stamp]
    lines.append(
        "Figures are in the sheets after the notes, one table on each. The contents sheet links to them."
    )
    for place, line in enumerate((line for line in lines if line), 2):
        cell = _write(sheet, place, 1, line)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[place].height = 16 * (len(line) // 75 + 1)
        if line in report.notices:
            cell.font = Font(name=FONT, size=12, bold=True, color=palette.PINK[1:])
    sheet.column_dimensions["A"].width = 90
    _page(sheet)


def _contents(book: Workbook, report: Report, names: list[str]) -> None:
    rows = (
        ("Notes", "Findings, caveats and how to read the figures"),
        *zip(names, (t.caption for t in report.tables), strict=True),
    )
    table = FigureTable(caption="Contents", columns=("Sheet", "What it holds"), rows=tuple(rows))
    sheet, first = _table_sheet(book, "Contents", table, report.notices, "table_contents")
    for place, (name, _) in enumerate(rows, first):
        cell = sheet.cell(place, 1)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{name}'!A1")
        cell.font = Font(name=FONT, size=11, underline="single", color=palette.BLUE[1:])


def _notes(report: Report) -> FigureTable:
    """All words of the report, section by section."""
    rows = tuple(
        (section.heading, words)
        for section in report.sections
        for block in section.blocks
        for words in _words(block)
    )
    said = rows or (("Report", "This report has no words, only tables."),)
    return FigureTable(caption="Notes", columns=("Section", "Note"), rows=said)


def _words(block: Block) -> tuple[str, ...]:
    if isinstance(block, (Paragraph, Statement)):
        return (block.text,)
    if isinstance(block, Bullets):
        return block.items
    if isinstance(block, Chart):
        return (f"{block.title}. {block.subtitle}.",)
    return ()


def _table_sheet(
    book: Workbook, name: str, table: FigureTable, notices: tuple[str, ...], table_id: str
) -> tuple[Worksheet, int]:
    """A sheet with one table; returns it with the row of the first data row."""
    sheet = book.create_sheet(name)
    _heading(sheet, table.caption)
    row = 2
    for line in (*notices, *table.notes):
        _write(sheet, row, 1, line)
        row += 1
    for column, heading in enumerate(table.columns, 1):
        cell = _write(sheet, row, column, heading)
        cell.font = Font(name=FONT, size=11, bold=True)
        numeric = table.numeric(column - 1)
        cell.alignment = _aligned(numeric=numeric, top=False)
    for place, cells in enumerate(table.rows, row + 1):
        for column, value in enumerate(cells, 1):
            cell = _write(sheet, place, column, value)
            numeric = table.numeric(column - 1)
            cell.alignment = _aligned(numeric=numeric, top=True)
    last = f"{get_column_letter(len(table.columns))}{row + len(table.rows)}"
    if table.rows:
        made = ExcelTable(displayName=table_id, ref=f"A{row}:{last}")
        made.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        sheet.add_table(made)
    _widths(sheet, table)
    _heights(sheet, table, row + 1)
    _page(sheet)
    return sheet, row + 1


def _heading(sheet: Worksheet, text: str) -> None:
    _write(sheet, 1, 1, text).font = Font(name=FONT, size=16, bold=True, color=palette.BLUE[1:])
    sheet.row_dimensions[1].height = 26


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> ExcelCell:
    """Put a number with its format, or text that stays text whatever it begins with."""
    cell = cast("ExcelCell", sheet.cell(row, column))  # no cell is ever merged
    cell.font = Font(name=FONT, size=11)
    if isinstance(value, Number):
        cell.value = int(value.value) if value.form == "count" else value.value
        cell.number_format = value.spreadsheet_format
        return cell
    cell.value = legal(value)
    cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
    if value.startswith(_RISKY):
        cell.quotePrefix = True  # stays text when somebody edits the cell in Excel
    return cell


def _aligned(*, numeric: bool, top: bool) -> Alignment:
    """Figures to the right; text to the left, a little away from figures before it."""
    return Alignment(
        wrap_text=not numeric,
        vertical="top" if top else "bottom",
        horizontal="right" if numeric else "left",
        indent=0 if numeric else 1,
    )


def _widths(sheet: Worksheet, table: FigureTable) -> None:
    rows = table.printed()
    for place, heading in enumerate(table.columns):
        longest = max([len(heading), *(len(row[place]) for row in rows)])
        if table.numeric(place):
            longest = max([min(len(heading), 14), *(len(row[place]) for row in rows)])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(WIDEST, max(longest + 4, 12))


def _heights(sheet: Worksheet, table: FigureTable, first: int) -> None:
    """Room for wrapped text: programs other than Excel don't make it themselves."""
    for place, row in enumerate(table.printed(), first):
        widths = [sheet.column_dimensions[get_column_letter(c)].width for c in range(1, len(row) + 1)]
        lines = max(
            len(textwrap.wrap(text, int(width * 1.05))) or 1 for text, width in zip(row, widths, strict=True)
        )
        sheet.row_dimensions[place].height = 15 * lines


def _page(sheet: Worksheet) -> None:
    """A4, landscape, as wide as the page, for those who print."""
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
