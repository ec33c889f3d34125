"""The expander for statisticians on the page Outcomes: the finding's own figures, or why there are none."""

from __future__ import annotations

from evaluation import evaluate
from evaluation.reports.statistics import WITHHELD, statistics
from pages.shared.texts import as_html


def test_the_page_holds_the_table_of_the_finding(dashboard):
    dashboard.open("outcomes").choose("measure", "GAD-7 total").sound()
    assert "For statisticians" in [expander.label for expander in dashboard.app.expander]
    findings = evaluate(dashboard.root / "data_samples" / "first_run.csv").evidence.findings
    table = statistics(next(found for found in findings if found.measure == "gad7"))
    assert table is not None
    shown = [element.value for element in dashboard.app.html]
    assert as_html(table) in shown
    assert table.notes[0].split(".")[0] in dashboard.text


def test_under_a_preset_the_page_says_that_they_are_withheld(dashboard):
    dashboard.choose("numbers", "NHS: hide under 5").open("outcomes").choose("measure", "GAD-7 total")
    dashboard.sound()
    assert WITHHELD in dashboard.text
    assert "figures for statisticians</span></caption>" not in dashboard.text
