"""One figure to take away: it names itself, its data and its choices, whatever kind of file it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, get_args

import pytest
from openpyxl import load_workbook

from evaluation import charts
from evaluation.charts.chart import Kind
from evaluation.charts.table import Number
from evaluation.reports.figure import FIGURE_FORMATS, figure_file, figure_name, source_line
from evaluation.view import View
from tests import made_up
from tests.reports.hostile import FORMULAS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from evaluation.charts.chart import Chart

DAY = date(2026, 3, 31)


def sheets(chart: Chart, evidence: object = None) -> dict[str, Worksheet]:
    book = load_workbook(BytesIO(figure_file(chart, "xlsx", evidence, DAY)))  # type: ignore[arg-type]
    return {sheet.title: sheet for sheet in book.worksheets}


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def test_the_workbook_holds_titles_notes_source_and_the_same_numbers() -> None:
    evidence = made_up.evidence()
    chart = charts.outcome_bar(evidence.findings[0])
    found = sheets(chart, evidence)
    assert list(found) == ["Figure", "How it was calculated", "Data and choices"]
    figure = found["Figure"]
    assert figure["A1"].value == chart.title
    said = " ".join(texts(figure))
    for words in (chart.subtitle, chart.caption, *chart.data.notes, source_line(evidence)):
        assert words in said
    (table,) = figure.tables.values()
    head, *rows = [[cell.value for cell in row] for row in figure[table.ref]]
    assert head == list(chart.data.columns)
    assert rows == [
        [cell.value if isinstance(cell, Number) else cell for cell in row] for row in chart.data.rows
    ]
    steps = texts(found["How it was calculated"])
    assert all(line in steps for line in chart.how)


@pytest.mark.parametrize("hostile", FORMULAS)
def test_nothing_in_the_workbook_is_a_formula(hostile: str) -> None:
    chart = charts.outcome_bar(made_up.phq9())
    first, *others = chart.data.rows
    data = replace(chart.data, rows=((hostile, *first[1:]), *others), notes=(hostile,))
    odd = replace(chart, title=hostile, subtitle=hostile, caption=hostile, how=(hostile,), data=data)
    for sheet in sheets(odd).values():
        assert all(cell.data_type != "f" for row in sheet for cell in row)


def test_files_are_called_by_date_measure_and_kind_and_by_no_word_of_the_data() -> None:
    evidence = replace(made_up.evidence(), sample=False)
    finding = evidence.findings[0]
    chart = charts.outcome_bar(finding)
    assert figure_name(chart, "png", evidence, DAY) == "2026-03-31-phq9-total-better-or-worse.png"
    own = replace(finding, measure="own_jane_doe", rater="Jane Doe", title="Jane", short="Jane")
    drawn = (charts.outcome_bar(own), charts.before_after(own), charts.effect(own), charts.flow(own))
    names = [figure_name(chart, "svg", evidence, DAY) for chart in drawn if chart is not None]
    assert len(set(names)) == len(names) == 4
    assert not any("jane" in name.lower() for name in names)
    sample = replace(evidence, sample=True)
    assert figure_name(chart, "xlsx", sample, DAY).startswith("made-up-sample-")


def test_every_kind_of_chart_has_a_name_of_its_own() -> None:
    chart = charts.outcome_bar(made_up.phq9())
    names = {figure_name(replace(chart, kind=kind), "png") for kind in get_args(Kind)}
    assert len(names) == len(get_args(Kind))


def test_the_source_names_fingerprint_version_and_what_was_chosen() -> None:
    evidence = made_up.evidence()
    usual = source_line(replace(evidence, view=View()))
    chosen = source_line(
        replace(evidence, view=View(filters={"Site": ("Oxford",)}, improved="any_change", protection="nhs"))
    )
    for text in (usual, chosen):
        assert f"Attune {evidence.version}, data fingerprint {evidence.source.fingerprint[:12]}" in text
    assert "only where Site is: Oxford" in chosen
    assert "what counts as better: Any change" in chosen
    assert "Numbers below 5" in chosen
    assert "Oxford" not in usual
    assert "small numbers" in usual


@pytest.mark.parametrize("kind", FIGURE_FORMATS)
def test_the_same_figure_gives_the_same_bytes(kind: str) -> None:
    evidence = made_up.evidence()
    chart = charts.outcome_bar(evidence.findings[0])
    once, again = (figure_file(chart, kind, evidence, DAY) for _ in range(2))  # type: ignore[arg-type]
    assert once == again


def test_a_figure_of_no_data_names_the_version_alone() -> None:
    assert source_line(None).startswith("Attune ")
    assert "fingerprint" not in source_line(None)
