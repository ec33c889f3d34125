"""The section on change over time. Oracle: the trend of the evidence, printed the same in Word and Excel."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation import reports
from evaluation.charts import trend_means, trend_shares, trend_table
from evaluation.view import View
from tests.findings.test_trend import months, table
from tests.reference import known
from tests.reports.reading import excel_tables, word_dump, word_tables
from tests.tables_of_text import dataset

RISE = table(months([(10, 40), (11, 40)] * 6 + [(30, 40)] * 12))


@pytest.fixture(scope="module", params=["exact", "nhs"])
def evidence(request):
    months_of_four_years = table(months([(10, 40), (11, 40)] * 24))
    text = RISE if request.param == "exact" else months_of_four_years
    return dataset(text).evidence(View(protection=request.param))


def test_word_and_excel_print_the_same_trend(evidence):
    (trend,) = evidence.trends
    assert trend.enough
    report = reports.build(evidence, made_on=date(2026, 11, 22))
    docx, xlsx = reports.render(report, "docx"), reports.render(report, "xlsx")
    assert trend.sentence in word_dump(docx)
    wanted = trend_table(trend)
    for tables in (word_tables(docx), excel_tables(xlsx)):
        found = {entry.title: entry for entry in tables}
        assert found[wanted.caption].rows == wanted.printed()
    sheets = {entry.title: entry for entry in excel_tables(xlsx)}
    for chart in (known(trend_shares(trend)), known(trend_means(trend))):
        assert sheets[chart.data.caption].rows == chart.data.printed()
    assert "Making Data Count" in word_dump(docx)


def test_the_section_is_left_out_where_no_measure_has_enough_periods():
    evidence = dataset(table(months([(10, 40)] * 11))).evidence(View())
    assert evidence.trends
    assert "over_time" not in {section.id for section in reports.build(evidence).sections}


def test_the_section_can_be_chosen_alone():
    plan = reports.Plan.only("full", "over_time")
    report = reports.build(dataset(RISE).evidence(View()), plan=plan)
    assert [section.heading for section in report.sections[:2]] == [
        "Over time",
        f"Depression symptoms over time: {dataset(RISE).evidence(View()).trends[0].about}",
    ]
