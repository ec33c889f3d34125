"""Charts on slides: the plot's values and no more, the printed figures beside them, and XML that opens."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from pptx.oxml.ns import qn

from evaluation import charts
from evaluation.charts.chart import Row, Series
from evaluation.charts.native import native
from tests import made_up
from tests.reference import known
from tests.reports.hostile import FORMULAS
from tests.reports.slides_made import every_chart, named, read_slides, report_of, with_blocks

if TYPE_CHECKING:
    from evaluation.reports.report import Report


@pytest.fixture(scope="module", params=["exact", "nhs", "every chart"])
def report(request) -> Report:
    return named(request.param)


def test_charts_hold_the_plots_values_and_say_the_printed_figures(report):
    drawn = [chart for slide in read_slides(report) for chart in slide.charts]
    checked = 0
    for chart in report.charts:
        plot = native(chart)
        parts = [one for one in drawn if one.alt == chart.alt]
        if plot is None:
            assert not parts
            continue
        assert sum(len(part.categories) for part in parts) % len(plot.categories) == 0
        for place, series in enumerate(plot.series):
            read = [part.series[place] for part in parts]
            values = tuple(value for one in read for value in one.values)[: len(series.values)]
            labels = tuple(label for one in read for label in one.labels)[: len(series.values)]
            names = tuple(name for part in parts for name in part.categories)[: len(series.values)]
            assert values == series.values
            assert {one.name for one in read} == {series.name}
            for label, name, printed in zip(labels, names, series.labels, strict=True):
                if chart.kind == "stacked" and len(chart.rows) == 1:
                    assert label in {"", *re.findall(r"[<>]?\d+%", printed)} or "than" in printed
                elif label and plot.kind == "stacked":
                    assert label in printed
                    checked += 1
                elif label:
                    assert label == printed.replace("less than ", "<")
                    checked += 1
                elif plot.kind != "line":
                    assert printed in name, (chart.kind, printed, name)
    assert checked > 20


def test_an_interval_in_a_chart_ends_where_the_printed_one_does():
    chart = next(chart for chart in every_chart().charts if chart.kind == "dots")
    series = known(native(chart)).series[0]
    (read,) = (one for slide in read_slides(with_blocks(chart)) for one in slide.charts)
    (bars,) = read.element.iter(qn("c:errBars"))
    reach = {
        side: [float(v.text) for v in bars.find(qn(f"c:{side}")).iter(qn("c:v"))]
        for side in ("plus", "minus")
    }
    ends = [
        (round(known(value) - below, 2), round(known(value) + above, 2))
        for value, below, above in zip(read.series[0].values, reach["minus"], reach["plus"], strict=True)
    ]
    assert ends == list(zip(series.lows, series.highs, strict=True))


def test_the_data_that_can_be_edited_are_those_that_are_drawn_and_no_more(report):
    for slide in read_slides(report):
        for chart in slide.charts:
            (sheet,) = load_workbook(BytesIO(chart.workbook)).worksheets
            rows = list(sheet.iter_rows(values_only=True))
            assert tuple(row[0] for row in rows[1:]) == chart.categories
            for column, series in enumerate(chart.series, 1):
                assert rows[0][column] == series.name
                assert tuple(row[column] for row in rows[1:]) == series.values
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_hidden_figure_is_a_gap_with_its_symbol_beside_its_row():
    report = report_of("nhs")
    chart = next(chart for chart in report.charts if chart.kind == "paired" and "[c]" in str(chart.series))
    drawn = next(one for slide in read_slides(report) for one in slide.charts if one.alt == chart.alt)
    for place, name in enumerate(drawn.categories):
        hidden = [series.labels[place] for series in chart.series].count("[c]")
        assert name.count("[c]") == hidden
        assert [series.values[place] for series in drawn.series].count(None) == hidden


def test_nothing_in_the_data_of_a_chart_is_a_formula_or_a_link():
    chart = known(charts.needs(made_up.evidence().needs[0]))
    count = len(FORMULAS)
    looks = (chart.series[0].looks[0],) * count
    series = Series(
        name=FORMULAS[0], values=(1,) * count, labels=("1",) * count, looks=looks, hovers=FORMULAS
    )
    odd = replace(chart, rows=tuple(Row(text) for text in FORMULAS), series=(series,))
    (drawn,) = (one for slide in read_slides(with_blocks(odd)) for one in slide.charts)
    assert drawn.categories == tuple(text.strip() for text in FORMULAS)
    (sheet,) = load_workbook(BytesIO(drawn.workbook)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.data_type for cell in cells].count("s") == count + 1
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


# What PowerPoint accepts in which order: ISO/IEC 29500-1, Annex A (dml-chart.xsd).
ORDER = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart lineChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker axId",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "marker": "symbol size spPr",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses crossBetween majorUnit",
    "scaling": "orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "title": "tx layout overlay spPr txPr",
    "numCache": "formatCode ptCount pt",
    "strCache": "ptCount pt",
    "numRef": "f numCache",
    "strRef": "f strCache",
    "manualLayout": "layoutTarget xMode yMode x y w h",
}  # fmt: skip
LABELS_AT = {"stacked": {"ctr", "inEnd", "inBase"}, "clustered": {"ctr", "inEnd", "inBase", "outEnd"}}


def test_a_charts_elements_are_in_the_order_of_the_schema(report):
    seen = set()
    for slide in read_slides(report):
        for chart in slide.charts:
            for element in chart.element.iter():
                name = str(element.tag).rsplit("}", 1)[-1]
                if "drawingml/2006/chart" not in str(element.tag) or name not in ORDER or not len(element):
                    continue
                children = [str(child.tag).rsplit("}", 1)[-1] for child in element]
                allowed = ORDER[name].split()
                assert set(children) <= set(allowed), (name, children)
                assert children == sorted(children, key=allowed.index), (name, children)
                seen.add(name)
            grouping = chart.element.find(f".//{qn('c:barChart')}/{qn('c:grouping')}")
            if grouping is not None:
                where = {one.get("val") for one in chart.element.iter(qn("c:dLblPos"))}
                assert where <= LABELS_AT[grouping.get("val")]
    assert {"ser", "dLbls", "valAx"} <= seen


def test_a_name_too_long_for_its_row_keeps_its_figures_and_is_whole_in_the_notes():
    chart = next(
        chart for chart in report_of("exact").charts if chart.kind == "stacked" and len(chart.rows) > 1
    )
    long = "Depression symptoms " * 20
    named = replace(chart, rows=(replace(chart.rows[0], label=long), *chart.rows[1:]))
    (slide,) = (slide for slide in read_slides(with_blocks(named)) if slide.charts)
    name = slide.charts[0].categories[0]
    assert name.endswith("… (3% worse)")
    assert len(name) < 250
    assert any(line.startswith(long.strip()) for line in slide.notes)


def test_a_part_of_a_bar_too_narrow_for_its_figure_has_it_beside_the_rows_name():
    chart = next(
        chart for chart in report_of("exact").charts if chart.kind == "stacked" and len(chart.rows) > 1
    )
    (drawn,) = (
        one for slide in read_slides(report_of("exact")) for one in slide.charts if one.alt == chart.alt
    )
    assert drawn.series[2].labels[0] == ""
    assert drawn.categories[0].endswith("reliable change (3% worse)")
    assert drawn.categories[3].endswith("(<1% worse)")
