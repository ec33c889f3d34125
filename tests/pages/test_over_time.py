"""The page Over time. Oracle: the evidence of the same file and choices, made apart from the page."""

from __future__ import annotations

from datetime import date

from evaluation import evaluate
from evaluation.charts import trend_table
from evaluation.view import View
from tests.findings.test_trend import months
from tests.findings.test_trend import table as rows_of
from tests.pages.test_every_page import ONLY_FIRST
from tests.test_same_numbers import CELL, contains

UNDATED = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\n"
RISE = rows_of(months([(10, 40)] * 12 + [(30, 40)] * 12)).encode()


def test_it_begins_with_one_sentence_a_measure(dashboard):
    trends = evaluate(dashboard.root / "data_samples" / "first_run.csv").evidence.trends
    dashboard.open("over_time").sound()
    assert dashboard.headings == ["Is it getting better over time?"]
    assert len(trends) == 6
    first = next(m.value for m in dashboard.app.markdown if m.value.startswith("- "))
    assert first.replace("\\", "") == "\n".join(f"- {trend.sentence}" for trend in trends)


def test_the_table_has_the_figures_of_the_evidence(dashboard):
    (trend,) = evaluate(RISE, name="rise.csv").evidence.trends
    dashboard.use("rise.csv", RISE).open("over_time").sound()
    cells = [cell for html in dashboard.app.html for cell in CELL.findall(html.value)]
    table = trend_table(trend)
    assert contains(cells, [*table.columns, *(cell for row in table.printed() for cell in row)])


def test_another_measure_can_be_looked_at(dashboard):
    dashboard.open("over_time")
    for name in dashboard.app.selectbox("over time").options:
        dashboard.choose("over time", name).sound()
        assert any(name.split(",")[0] in chart.alt or name in dashboard.text for chart in dashboard.charts)


def test_a_link_holds_the_steps_the_new_limits_and_the_target(dashboard):
    view = View(every="month", rebase=date(2024, 4, 1), target=60)
    (trend,) = evaluate(RISE, name="rise.csv", view=view).evidence.trends
    dashboard.use("rise.csv", RISE)
    dashboard.app.query_params["step"] = "Months"
    dashboard.app.query_params["limits from"] = "2024-04-01"
    dashboard.app.query_params["target"] = "60"
    dashboard.open("over_time").sound()
    assert trend.sentence in dashboard.text
    assert "since April 2024" in trend.sentence
    assert "Target 60%: " in dashboard.text


def test_quarters_instead_of_months(dashboard):
    (trend,) = evaluate(RISE, name="rise.csv", view=View(every="quarter")).evidence.trends
    dashboard.use("rise.csv", RISE).open("over_time").choose("step", "Quarters").sound()
    assert trend.sentence in dashboard.text
    assert "8 quarters have figures" in dashboard.text


def test_without_dates_it_says_what_to_do(dashboard):
    dashboard.use("undated.csv", UNDATED).open("over_time").sound()
    assert "no dates for second scores" in dashboard.warnings
    assert "Add a column with the date" in dashboard.warnings


def test_with_first_scores_only_it_says_so(dashboard):
    dashboard.use("first.csv", ONLY_FIRST).open("over_time").sound()
    assert "Add second scores" in dashboard.warnings


def test_small_numbers_are_by_quarter_and_hidden(dashboard):
    view = View(protection="nhs", every="month")
    (trend,) = evaluate(RISE, name="rise.csv", view=view).evidence.trends
    dashboard.use("rise.csv", RISE).open("over_time")
    dashboard.choose("numbers", "NHS: hide under 5").sound()
    assert trend.every == "quarter"
    assert trend.sentence in dashboard.text
    assert dashboard.app.selectbox("step").disabled


def test_nothing_large_enough_says_so_without_naming_dates(dashboard):
    rows = rows_of(months([(1, 3), (0, 0), (0, 0), (2, 4), (0, 0), (0, 0), (2, 4)])).encode()
    dashboard.use("few.csv", rows).open("over_time")
    dashboard.choose("numbers", "NHS: hide under 5").sound()
    assert "too small" in dashboard.warnings
    assert "no dates" not in dashboard.warnings
