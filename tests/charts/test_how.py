"""How each figure was calculated: said of that figure, with its numbers, and nothing of what is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation import charts, wording
from tests import made_up
from tests.charts.test_charts import CASES, FIGURE

if TYPE_CHECKING:
    from evaluation.charts.chart import Chart


def said(chart: Chart | None) -> str:
    assert chart is not None
    return "\n".join(chart.how)


def test_shares_name_scores_pairing_definition_source_interval_and_how_many() -> None:
    finding = made_up.phq9()
    text = said(charts.outcome_bar(finding))
    for part in (
        "120 families with both scores of PHQ-9 total, rated by the parent",
        "second scores 3 April 2024 to 12 March 2026",
        "Which two: first score on or after the first contact, and the last on or after the second, both by",
        "Better means: A family got better when the score fell by at least 6 points.",
        "Who says so: NHS England, children and young people's outcome code (read in the source named).",
        "out of 120 families",
        "95% interval (Wilson's method)",
    ):
        assert part in text


def test_the_effect_names_what_is_divided_by_what() -> None:
    finding = made_up.phq9()
    text = said(charts.effect(finding))
    assert finding.mean_change is not None
    points = wording.decimal(finding.mean_change.value, 1)
    spread = wording.decimal(finding.description.sd_before, 1)
    assert f"Average change: {points} points (lower scores are better; positive is an improvement)." in text
    assert f"Divided by: the spread of first scores (SD before): {spread} points" in text
    assert "95% interval (SMCRH (Bonett 2008)), with a small-sample correction." in text


def test_no_two_kinds_of_figure_say_the_same() -> None:
    finding = made_up.pir_gas()
    made = (charts.outcome_bar, charts.before_after, charts.transitions, charts.flow)
    texts = [said(make(finding)) for make in made]
    assert len(set(texts)) == len(texts)
    assert said(charts.outcome_bar(made_up.phq9())) != said(charts.outcome_bar(made_up.warmth()))


def test_the_overview_names_every_definition() -> None:
    evidence = made_up.evidence()
    text = said(charts.outcome_bars(evidence))
    for finding in evidence.findings:
        assert charts.outcome_bar(finding).subtitle.split(", rated")[0] in text
        assert finding.rule(finding.headline_rule).source in text


@pytest.mark.parametrize("chart", CASES)
def test_every_figure_says_how_it_was_calculated(chart: Chart) -> None:
    assert len(chart.how) >= 2
    assert all(line.endswith((".", ").")) for line in chart.how), chart.how
    assert "None" not in " ".join(chart.how).replace("“None", "")


def test_a_hidden_finding_says_that_it_is_hidden_and_how_many_nowhere() -> None:
    whole = made_up.warmth()
    hidden = made_up.hidden(whole)
    secret = {wording.count(rate.n) for rate in whole.rates} | {wording.count(whole.n)}
    secret |= {wording.decimal(whole.description.sd_before), wording.decimal(whole.description.mean_before)}
    for make in (charts.outcome_bar, charts.before_after, charts.effect):
        text = said(make(hidden))
        assert wording.HIDDEN in text
        assert set(FIGURE.findall(text)) & secret == set()


def test_a_chart_without_its_method_is_refused() -> None:
    chart = charts.outcome_bar(made_up.phq9())
    for how in ((), ("Whose scores: all.", " ")):
        with pytest.raises(ValueError, match="how it was calculated"):
            replace(chart, how=how)
