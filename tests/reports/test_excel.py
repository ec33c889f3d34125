"""The workbook: accessible by the Analysis Function's rules, and nothing in it is ever a formula."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from evaluation import reports
from evaluation.charts.table import Table
from evaluation.reports.report import Bullets, Paragraph, Section
from evaluation.view import View
from tests import made_up
from tests.reports.hostile import FORMULAS
from tests.reports.reading import excel_dump, excel_tables

if TYPE_CHECKING:
    from tests.reports.conftest import Exported


def test_first_sheets_are_cover_contents_and_notes(exported: Exported) -> None:
    assert load_workbook(BytesIO(exported.xlsx)).sheetnames[:3] == ["Cover", "Contents", "Notes"]


def test_sheet_names_are_short_and_different(exported: Exported) -> None:
    names = load_workbook(BytesIO(exported.xlsx)).sheetnames
    assert all(len(name) < 31 for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_long_or_forbidden_names_become_sheet_names() -> None:
    evidence = made_up.evidence()
    odd = replace(evidence.findings[0], short="A/B: [very] long? name* of a 'questionnaire'")
    report = reports.build(replace(evidence, findings=(odd,)))
    names = load_workbook(BytesIO(reports.render(report, "xlsx"))).sheetnames
    assert all(len(name) < 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)


def test_every_sheet_but_the_cover_holds_one_table_with_its_title_in_a1(exported: Exported) -> None:
    book = load_workbook(BytesIO(exported.xlsx))
    tables = {table.caption for table in exported.report.tables}
    for sheet in book.worksheets[1:]:
        assert len(sheet.tables) == 1
        assert sheet["A1"].value in tables | {"Contents", "Notes"}
        (table,) = sheet.tables.values()
        assert table.headerRowCount == 1
        header = [cell.value for cell in sheet[table.ref][0]]
        assert header == [column.name for column in table.tableColumns]
        assert not sheet.merged_cells.ranges
    assert {sheet["A1"].value for sheet in book.worksheets[3:]} == tables


def test_contents_links_to_every_sheet(exported: Exported) -> None:
    book = load_workbook(BytesIO(exported.xlsx))
    linked = {
        cell.hyperlink.location.split("!")[0].strip("'") for cell in book["Contents"]["A"] if cell.hyperlink
    }
    assert linked == set(book.sheetnames) - {"Cover", "Contents"}


def test_figures_are_numbers_and_symbols_are_text(exported: Exported) -> None:
    book = load_workbook(BytesIO(exported.xlsx))
    kinds = {type(cell.value) for sheet in book.worksheets[3:] for row in sheet.iter_rows() for cell in row}
    assert kinds <= {int, float, str, type(None)}
    flow = next(sheet for sheet in book.worksheets if sheet["A1"].value == "Who is counted")
    assert 240 in [cell.value for cell in flow["C"]]


def test_numbers_hold_no_more_than_they_print(exported: Exported) -> None:
    for sheet in load_workbook(BytesIO(exported.xlsx)).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, float):
                    places = 2 if "%" in cell.number_format else len(cell.number_format.split(".")[1])
                    assert round(cell.value, places) == cell.value


@pytest.mark.parametrize("nasty", FORMULAS)
def test_text_never_becomes_a_formula(nasty: str) -> None:
    evidence = made_up.evidence()
    finding = replace(
        evidence.findings[0],
        sentence=nasty,
        title=nasty,
        short=nasty,
        measure_name=nasty,
        licence=nasty,
        bins=tuple(replace(b, label=f"{nasty} {b.label}") for b in evidence.findings[0].bins),
    )
    hostile = replace(
        evidence,
        findings=(finding,),
        source=replace(evidence.source, name=nasty),
        view=View(filters={nasty: (nasty,)}),
        notes=(nasty,),
    )
    report = reports.build(hostile, plan=reports.Plan(title=nasty, organisation=nasty).writing(about=nasty))
    data = reports.render(report, "xlsx")
    with ZipFile(BytesIO(data)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not [sheet for sheet in sheets if re.search(rb"<f[ >]|t=\"e\"", sheet)]
    book = load_workbook(BytesIO(data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    kept = [cell for cell in cells if isinstance(cell.value, str) and cell.value.strip() == nasty.strip()]
    assert len(kept) >= 4
    assert all(cell.quotePrefix for cell in kept if str(cell.value).startswith(("=", "+", "-", "@", "\t")))


def test_nothing_prints_none_or_nan(exported: Exported) -> None:
    for line in excel_dump(exported.xlsx).splitlines():
        assert not re.search(r"\bNone(?! \()|\bnan\b|\binf\b", line), line


def test_notices_are_on_the_cover_and_every_table(exported: Exported) -> None:
    for sheet in load_workbook(BytesIO(exported.xlsx)).worksheets:
        first = [str(row[0].value) for row in sheet.iter_rows(max_row=8, max_col=1)]
        for notice in exported.report.notices:
            assert notice in first


def test_the_same_report_gives_the_same_bytes(exported: Exported) -> None:
    assert reports.render(exported.report, "xlsx") == exported.xlsx


def test_every_cell_of_every_table_is_what_is_printed(exported: Exported) -> None:
    found = {table.title: table for table in excel_tables(exported.xlsx)}
    for table in exported.report.tables:
        assert found[table.caption].columns == table.columns
        assert found[table.caption].rows == table.printed()


def test_contents_lists_every_table_and_figure_where_it_stands(exported: Exported) -> None:
    book = load_workbook(BytesIO(exported.xlsx))
    rows = [row for row in book["Contents"].iter_rows() if row[0].hyperlink]
    listed = {str(row[2].value) for row in rows}
    assert {table.caption for table in exported.report.tables} <= listed
    assert {chart.title for chart in exported.report.charts} <= listed
    for row in rows:
        assert row[0].hyperlink is not None
        sheet, cell = str(row[0].hyperlink.location).split("!")
        there = str(book[sheet.strip("'")][cell].value)
        kind, text = str(row[1].value), str(row[2].value)
        assert there == "Notes" if kind == "Words" else there == text or there.startswith(f"{kind}. ")


def test_text_of_any_length_and_script_is_laid_out() -> None:
    long, longer, odd = "word " * 2_000, "x" * 40_000, "\u202eמילים\u202c 🙂 \x00\ud800<b>&amp;"
    table = Table(
        caption=f"{odd} {long}",
        columns=("Head", "HEAD", long, " "),
        rows=((long, longer, odd, "=1"),),
        notes=(long, odd),
        name=f"🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂{odd}",
    )
    empty = Table(caption="Nobody", columns=("A", "a"), rows=())
    blocks = (Paragraph(long), Paragraph(longer), Bullets((odd,)), table, empty)
    report = reports.build(made_up.evidence(), plan=reports.Plan(title=f"{odd}{long}", organisation=odd))
    report = replace(report, sections=(Section(id="s", heading=long, blocks=blocks),))
    book = load_workbook(BytesIO(reports.render(report, "xlsx")))
    assert len(book.sheetnames) == 5
    for sheet in book.worksheets:
        assert len(sheet.title.encode("utf-16-le")) // 2 < 31
        for row in sheet.iter_rows():
            for cell in row:
                assert len(str(cell.value or "").encode("utf-16-le")) // 2 <= 32_767
        assert all((row.height or 0) <= 409 for row in sheet.row_dimensions.values())
    for sheet in book.worksheets[3:4]:
        (made,) = sheet.tables.values()
        heads = [column.name for column in made.tableColumns]
        assert len({head.lower() for head in heads}) == 4
        assert all(len(head) <= 255 for head in heads)
    notes = [str(cell.value) for cell in book["Notes"]["B"]]
    assert longer in "".join(notes)  # in as many cells as it needs
