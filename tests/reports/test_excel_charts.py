"""The workbook's charts: Excel's own, drawn from cells that hold what is printed, each with its words."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from evaluation import charts, reports, wording
from evaluation.brand import Brand
from evaluation.charts import palette
from evaluation.charts.native import native
from evaluation.charts.table import Number
from evaluation.reports.figure import figure_file
from evaluation.reports.placing import placed
from evaluation.reports.report import Section
from evaluation.view import View
from tests import made_up
from tests.reports.excel_reading import excel_charts
from tests.reports.hostile import FORMULAS
from tests.reports.reading import excel_dump, excel_tables
from tests.reports.test_trends import RISE
from tests.tables_of_text import dataset

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart
    from tests.reports.conftest import Exported
    from tests.reports.excel_reading import ReadChart

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def drawn(*shown: Chart) -> list[ReadChart]:
    """The charts as a report of them alone has them."""
    report = reports.build(made_up.evidence())
    section = Section(id="s", heading="Charts", blocks=shown)
    return excel_charts(reports.render(replace(report, sections=(section,)), "xlsx"))


def test_every_chart_of_the_report_is_there_once_with_its_alternative_text(exported: Exported) -> None:
    found = excel_charts(exported.xlsx)
    assert sorted(chart.alt for chart in found) == sorted({chart.alt for chart in exported.report.charts})
    wanted = {c.alt: c for c in exported.report.charts}
    for chart in found:
        if chart.series:
            assert chart.title == wanted[chart.alt].title
        else:
            plot = native(wanted[chart.alt])
            assert plot is None or not any(v is not None for one in plot.series for v in one.values)


def test_charts_refer_to_visible_cells_of_their_own_sheet_that_hold_what_is_printed(
    exported: Exported,
) -> None:
    book = load_workbook(BytesIO(exported.xlsx))
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    wanted = {chart.alt: chart for chart in exported.report.charts}
    for chart in excel_charts(exported.xlsx):
        plot = native(wanted[chart.alt])
        own = [one for one in chart.series if one.name != "Words"]
        if not chart.series or plot is None:
            continue
        assert len(own) == len(plot.series)
        for one, series in zip(own, plot.series, strict=True):
            assert all(f.startswith((f"'{chart.sheet}'!", f"{chart.sheet}!")) for f in one.formulas)
            told = wanted[chart.alt].data.printed()
            for place, (value, shown) in enumerate(zip(series.values, one.shown, strict=True)):
                assert (shown == "") == (value is None)
                assert one.kept.get(place) == value
                if shown:
                    assert any(shown in row for row in told), (chart.title, shown)


def test_labels_say_figures_of_the_printed_table_alone(exported: Exported) -> None:
    wanted = {chart.alt: chart for chart in exported.report.charts}
    for chart in excel_charts(exported.xlsx):
        of = wanted[chart.alt]
        known = set(FIGURE.findall(" ".join(text for row in of.data.printed() for text in row)))
        known |= set(FIGURE.findall(" ".join(f"{row.label} {row.detail}" for row in of.rows)))
        known |= set(FIGURE.findall(of.alt))
        for one in chart.series:
            for label in one.labels.values():
                assert set(FIGURE.findall(label)) <= known, label


def test_labels_and_titles_say_their_language_and_can_be_read_on_their_bars(exported: Exported) -> None:
    with ZipFile(BytesIO(exported.xlsx)) as parts:
        drawings = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/")]
        assert b"<dc:language>en-GB</dc:language>" in parts.read("docProps/core.xml")
    assert drawings
    for xml in drawings:
        assert "en-US" not in xml
        for series in re.findall(r"<c:ser>.*?</c:ser>", xml):
            filled = re.search(r'<c:spPr><a:solidFill><a:srgbClr val="(\w+)"', series)
            inks = set(re.findall(r'<a:rPr lang="en-GB".*?srgbClr val="(\w+)"', series))
            if 'c:dLblPos val="ctr"' in series:
                assert filled
                assert all(palette.contrast(f"#{ink}", f"#{filled[1]}") >= 4.5 for ink in inks)


def test_no_cell_of_a_chart_holds_more_than_it_prints(exported: Exported) -> None:
    for chart in excel_charts(exported.xlsx):
        for one in chart.series:
            assert all(abs(value * 100 - round(value * 100)) < 1e-9 for value in one.kept.values())


def test_what_is_hidden_is_no_zero() -> None:
    chart = charts.outcome_bars(made_up.evidence(protected=True))
    assert chart is not None
    found = drawn(chart)[0]
    hidden = [
        (number, place)
        for number, series in enumerate(chart.series)
        for place, value in enumerate(series.values)
        if value is None
    ]
    assert hidden
    report = reports.build(made_up.evidence(protected=True))
    assert "a number is not shown" in excel_dump(reports.render(report, "xlsx"))
    for number, place in hidden:
        assert found.series[number].shown[place] == ""
        assert place not in found.series[number].kept


def test_a_chart_of_nothing_but_hidden_numbers_is_a_picture() -> None:
    chart = charts.likert(made_up.hidden(made_up.self_rating()))
    assert chart is not None
    (found,) = drawn(chart)
    assert found.series == ()
    assert found.alt == chart.alt


def test_an_interval_reaches_from_its_value_to_the_printed_ends() -> None:
    chart = charts.effect(made_up.phq9())
    assert chart is not None
    (found,) = drawn(chart)
    effect = found.series[0]
    row = dict(zip(chart.data.columns, chart.data.rows[0], strict=True))
    value, low, high = (row[name] for name in ("Effect", "Interval from", "Interval to"))
    assert isinstance(value, Number)
    assert isinstance(low, Number)
    assert isinstance(high, Number)
    assert effect.shown == (value.text,)
    assert effect.below == (f"{value.value - low.value:.2f}",)
    assert effect.above == (f"{high.value - value.value:.2f}",)


def test_a_chart_over_time_is_drawn_from_the_table_itself() -> None:
    report = reports.build(dataset(RISE).evidence(View()), plan=reports.Plan.only("full", "over_time"))
    found = [chart for chart in excel_charts(reports.render(report, "xlsx")) if chart.series]
    tables = {table.title: table for table in excel_tables(reports.render(report, "xlsx"))}
    assert len(found) == 2
    for chart, of in zip(found, report.charts, strict=True):
        table = tables[of.data.caption]
        columns = set(zip(*table.rows, strict=True))
        assert all(one.shown in columns for one in chart.series)
        assert [one.name for one in chart.series][1:3] == ["Lower limit", "Upper limit"]


def test_a_share_that_rounds_to_nothing_is_told_in_words() -> None:
    chart = charts.outcome_bars(made_up.evidence())
    assert chart is not None
    found = drawn(chart)[0]
    shown = [text for one in found.series for text in one.shown]
    printed = {text for row in chart.data.printed() for text in row}
    assert wording.share(0.001) in shown
    assert set(shown) <= printed


def test_a_chart_of_one_score_stands_under_the_table_of_its_own_score() -> None:
    """Two scores with the same figures: each chart goes to its own sheet."""
    evidence = made_up.evidence()
    one = evidence.findings[0]
    twin = replace(one, title="Another score", short="Twin", scale="twin")
    report = reports.build(replace(evidence, findings=(one, twin)))
    tables, below = placed(report)
    for table, held in zip(tables, below, strict=True):
        for chart in held:
            if chart.kind == "stacked" and len(chart.rows) == 1:
                assert ("Another" in table.caption) == ("Another" in chart.data.caption)
    assert sum(len(held) for held in below) == len(set(report.charts))
    assert {t.caption for t in report.tables} <= {t.caption for t in tables}


@pytest.mark.parametrize(
    "nasty", [*FORMULAS, "Well done!A1", "='Cover'!A1", "\x00\ud800 <b>\u202e🙂", "x" * 10_000]
)
def test_words_of_a_chart_are_never_a_formula_or_an_address(nasty: str) -> None:
    chart = charts.before_after(made_up.phq9())
    assert chart is not None
    rows = tuple(replace(row, label=f"{nasty}{place}") for place, row in enumerate(chart.rows))
    series = tuple(
        replace(one, name=f"{nasty} {n}", labels=(nasty,) * len(rows)) for n, one in enumerate(chart.series)
    )
    hostile = replace(chart, title=nasty, subtitle=nasty, alt=nasty, axis=nasty, rows=rows, series=series)
    data = figure_file(hostile, "xlsx")
    for found in excel_charts(data):
        for one in found.series:
            assert all(re.fullmatch(r"'?(Figure)'?!\$[A-Z]+\$\d+(:\$[A-Z]+\$\d+)?", f) for f in one.formulas)
    with ZipFile(BytesIO(data)) as parts:
        drawings = [parts.read(name) for name in parts.namelist() if name.startswith("xl/charts/")]
    assert drawings
    for xml in drawings:
        assert all(b"Figure" in formula for formula in re.findall(rb"<c:f>(.*?)</c:f>", xml))


def test_a_brand_is_seen_in_headings_font_and_logo() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><rect width="40" height="10"/></svg>'
    brand = Brand(organisation="Example trust", logo=svg, colour="#7A1F5C", font="Georgia")
    report = reports.build(made_up.evidence(), brand=brand)
    data = reports.render(report, "xlsx")
    logo, *_ = excel_charts(data)
    assert (logo.sheet, logo.alt) == ("Cover", "Logo of Example trust")
    title = load_workbook(BytesIO(data))["Cover"]["A1"]
    assert (title.font.name, title.font.color.rgb) == ("Georgia", "FF7A1F5C")
    plain = reports.render(reports.build(made_up.evidence()), "xlsx")
    assert not [one for one in excel_charts(plain) if one.sheet == "Cover"]
