"""The line that cites a figure. Oracle: the evidence it was made of, and the figure's own titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

import data_samples
from evaluation.charts import flow, outcome_bar, outcome_bars
from evaluation.opening import load
from evaluation.reports.citation import citation
from evaluation.version import __version__
from evaluation.view import View

if TYPE_CHECKING:
    from evaluation.charts import Chart
    from evaluation.findings.finding import Evidence

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def data():
    return load(data_samples.path("families_scores"))


@pytest.fixture(scope="module")
def evidence(data):
    return data.evidence(View(), ())


def overall(evidence: Evidence) -> Chart:
    chart = outcome_bars(evidence)
    assert chart is not None
    return chart


def test_it_says_whose_what_of_whom_when_of_which_data_and_how(evidence):
    finding = next(f for f in evidence.findings if f.short == "PHQ-9")
    chart = outcome_bar(finding)
    line = citation(chart, evidence, DAY, "North  Families\nTogether")
    assert line.startswith(f"North Families Together. {chart.title}")
    for part in (finding.title, f"{finding.n} families with both scores", "second scores", "2026"):
        assert part in line
    assert evidence.source.fingerprint[:12] in line
    assert f"Attune {__version__}" in line
    assert "Choices: " in line
    assert line.endswith("Made on 22 November 2026.")
    assert "\n" not in line


def test_without_an_organisation_it_begins_with_the_title(evidence):
    chart = overall(evidence)
    assert citation(chart, evidence, DAY).startswith(chart.title)


def test_a_figure_of_several_measures_says_how_many_and_when(evidence):
    line = citation(overall(evidence), evidence, DAY)
    assert "have both scores on at least one measure" in line
    assert "Second scores " in line


def test_the_choices_of_the_view_are_in_it(data):
    view = View(start=date(2025, 1, 1), protection="strict")
    evidence = data.evidence(view)
    line = citation(overall(evidence), evidence, DAY)
    assert "second scores dated: " in line
    assert "small numbers: " in line


def test_nothing_that_is_hidden_is_in_it():
    """20 families of whom 3 got worse: under a preset neither count nor exact dates are in any line."""
    rows = "\n".join(f"F{i},16,{22 if i < 3 else 6},2026-03-{i + 1:02}" for i in range(20))
    text = f"Family ID,PHQ-9 before,PHQ-9 after,Date after\n{rows}".encode()
    data = load(text, name="families.csv")
    exact, hidden = data.evidence(View(), ()), data.evidence(View(protection="nhs"))
    assert "17 of 20" in exact.findings[0].sentence
    for chart in (outcome_bar(hidden.findings[0]), outcome_bars(hidden), flow(hidden)):
        if chart is not None:
            line = citation(chart, hidden, DAY)
            for number in (" 3 ", " 17 ", "85%", "15%"):
                assert number not in line.replace("March", "")


def test_a_figure_of_single_families_is_not_cited(evidence):
    chart = replace(overall(evidence), kind="scatter")
    with pytest.raises(ValueError, match="single families"):
        citation(chart, evidence, DAY)
