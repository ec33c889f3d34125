"""The report as CSV: every cell of every table, safe to open in a spreadsheet, called by words of ours."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import reports
from evaluation.charts.table import Number, Table
from evaluation.reports.archive import legal
from evaluation.reports.as_csv import render
from evaluation.reports.csv_files import as_csv, safe
from evaluation.reports.placing import placed
from evaluation.reports.report import Bullets, Paragraph, Report, Section, Statement
from tests import made_up
from tests.reports.conftest import MADE_ON

START = set("=+-@\t\r\n＝＋－＠")


@pytest.fixture(scope="module", params=["exact", "protected"])
def report(request: pytest.FixtureRequest) -> Report:
    evidence = made_up.evidence(protected=request.param == "protected")
    return reports.build(
        evidence, plan=reports.Plan(title="Outcomes", organisation="Riverside"), made_on=MADE_ON
    )


@pytest.fixture(scope="module")
def files(report: Report) -> dict[str, list[list[str]]]:
    with ZipFile(BytesIO(render(report))) as parts:
        return {name: rows(parts.read(name)) for name in parts.namelist() if name.endswith(".csv")}


def rows(data: bytes) -> list[list[str]]:
    """What a CSV file says, the mark before text that starts like a formula taken off."""
    assert data.startswith(b"\xef\xbb\xbf")
    read = csv.reader(StringIO(data.decode("utf-8-sig"), newline=""))
    return [[cell[1:] if cell[:1] == "'" and cell[1:2] in START else cell for cell in row] for row in read]


def test_every_cell_of_every_table_is_there_as_it_is_printed(
    report: Report, files: dict[str, list[list[str]]]
) -> None:
    names = {caption: name for name, caption, _ in files["contents.csv"][1:]}
    for table in report.tables:
        head, *found = files[names[table.caption]]
        assert tuple(head) == table.columns
        assert tuple(map(tuple, found)) == table.printed()
    assert set(names.values()) == {name for name in files if name[0].isdigit()}


def test_one_file_has_all_cells_with_their_numbers(report: Report, files: dict[str, list[list[str]]]) -> None:
    names = {caption: name for name, caption, _ in files["contents.csv"][1:]}
    cells = {
        (file, int(row), column): (text, value)
        for file, row, column, text, value in files["all-cells.csv"][1:]
    }
    seen = 0
    for table in placed(report)[0]:
        for place, (row, texts) in enumerate(zip(table.rows, table.printed(), strict=True), 1):
            for column, cell, printed in zip(table.columns, row, texts, strict=True):
                text, value = cells[names[table.caption], place, column]
                assert text == printed
                assert (float(value) if value else None) == (cell.value if isinstance(cell, Number) else None)
                seen += 1
    assert seen == len(cells)


def test_numbers_hold_no_more_than_they_print(files: dict[str, list[list[str]]]) -> None:
    for *_, text, value in files["all-cells.csv"][1:]:
        if value:
            share = text.endswith("%")
            places = 2 if share else len(text.partition(".")[2])
            assert float(value) == round(float(value), places), (text, value)


def test_all_words_are_there_with_their_section(report: Report, files: dict[str, list[list[str]]]) -> None:
    said = {(section, text) for section, _, text in files["words.csv"][1:]}
    assert ("", report.title) in said
    assert all(("", notice) in said for notice in report.notices)
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, (Statement, Paragraph)):
                assert (section.heading, block.text) in said
            elif isinstance(block, Bullets):
                assert all((section.heading, item) in said for item in block.items)
    for chart in report.charts:
        assert {chart.title, chart.alt, chart.caption, *chart.how} <= {text for _, text in said}


def test_each_figure_is_listed_with_the_table_of_its_numbers(
    report: Report, files: dict[str, list[list[str]]]
) -> None:
    listed = {alt: file for file, _, _, alt, _ in files["figures.csv"][1:]}
    assert set(listed) == {chart.alt for chart in report.charts}
    assert set(listed.values()) <= set(files)


def test_files_are_called_by_numbers_and_words_of_ours() -> None:
    evidence = made_up.evidence()
    jane = replace(evidence.findings[0], title="Jane Doe", short="Jane Doe", rater="Jane Doe")
    with ZipFile(
        BytesIO(render(reports.build(replace(evidence, findings=(jane,)), plan=reports.Plan(title="Jane"))))
    ) as parts:
        names = parts.namelist()
    assert all(re.fullmatch(r"[a-z0-9-]+\.(csv|json)", name) for name in names)
    assert not any("jane" in name or "doe" in name for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_it_carries_where_it_comes_from_and_is_the_same_twice(report: Report) -> None:
    data = render(report)
    assert data == reports.render(report, "csv")
    with ZipFile(BytesIO(data)) as parts:
        assert json.loads(parts.read("provenance.json")) == json.loads(report.provenance.to_json())


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
def test_any_text_comes_back_and_never_starts_like_a_formula(texts: list[str]) -> None:
    table = Table(caption="T", columns=tuple(map(str, range(len(texts)))), rows=(tuple(texts),))
    raw = list(csv.reader(StringIO(as_csv(table).decode("utf-8-sig"), newline="")))
    assert not any(cell[:1] in START for cell in raw[1] if cell)
    # A cell that was marked gives the text after the mark; one that began with the mark is as it was.
    kept = [legal(text) for text in texts]
    assert [
        cell.removeprefix("'") if text[:1] in START else cell for cell, text in zip(raw[1], kept, strict=True)
    ] == kept


@given(st.floats(-1e6, 1e6, allow_nan=False))
def test_a_parsed_number_is_never_marked(value: float) -> None:
    number = Number(round(value, 2), "decimal", 2)
    table = Table(caption="T", columns=("A",), rows=((number,),))
    assert as_csv(table).decode("utf-8-sig").splitlines()[1].strip('"') == number.text


def test_hostile_text_stays_in_its_cell() -> None:
    nasty = ("=1+1", "@SUM(A1)", '",=2', "a\r\n=3", "\u202e<b>", "🙂" * 5000, "\ud800\x00-1")
    report = reports.build(made_up.evidence(), plan=reports.Plan(title="=T"))
    table = Table(caption="=C", columns=("=A", "B"), rows=tuple((text, "x") for text in nasty), name="=N")
    hostile = replace(report, sections=(Section(id="s", heading="=H", blocks=(table, Paragraph("=P"))),))
    with ZipFile(BytesIO(render(hostile))) as parts:
        for name in parts.namelist():
            if name.endswith(".csv"):
                read = csv.reader(StringIO(parts.read(name).decode("utf-8-sig"), newline=""))
                cells = [cell for row in read for cell in row]
                assert not any(cell[:1] in START for cell in cells if cell)
        found = rows(parts.read("001-table.csv"))
    assert [row[0] for row in found[1:]] == [legal(text) for text in nasty]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@sum(A1)", "\tx", "＝1"])
def test_text_that_starts_like_a_formula_is_marked(text: str) -> None:
    assert safe(text) == f"'{text}"
