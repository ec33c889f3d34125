"""Under every figure: its data, how it was calculated, and the figure to take away."""

from __future__ import annotations

import ast

import pytest

from evaluation.reports.figure import FIGURE_FORMATS
from tests.pages.conftest import opened
from tests.test_architecture import ROOT, python_files, tree_of

OF_NO_DATA = {"pages/shared/measure_facts.py"}  # what a questionnaire's scores mean


@pytest.fixture(scope="module")
def outcomes():
    return opened(ROOT, measure="PHQ-9 total").open("outcomes")


def files(page):
    """What the download buttons of a page are called."""
    return [button.proto.label for button in page.app.get("download_button")]


def test_every_figure_has_its_data_its_method_and_its_downloads(outcomes):
    figures = len(outcomes.charts)
    assert figures >= 5
    opened_up = [expander.label for expander in outcomes.app.expander]
    assert opened_up.count("Data for this figure") == figures
    assert opened_up.count("How was this calculated?") == figures
    for known in FIGURE_FORMATS.values():
        assert files(outcomes).count(f"{known.name}, {known.use}") == figures


def test_the_methods_of_two_figures_are_not_the_same(outcomes):
    said = [m.value for m in outcomes.app.markdown if m.value.startswith("- **Whose")]
    assert len(said) == len(outcomes.charts)
    assert len(set(said)) == len(said)


def test_a_lead_asks_for_the_pictures_of_single_families(outcomes):
    assert "single families" in outcomes.text
    before = {chart.alt for chart in outcomes.charts}
    toggle = next(t for t in outcomes.app.toggle if t.label == "Show single families")
    toggle.set_value(True).run()
    outcomes.sound()
    more = [chart.alt for chart in outcomes.charts if chart.alt not in before]
    assert len(more) == 2
    assert all("28% of 152 families" in alt for alt in more)
    assert "not for publication" in outcomes.text


def test_under_a_preset_the_pictures_say_why_there_are_none():
    page = opened(ROOT).open("outcomes")
    page.choose("numbers", page.app.selectbox("numbers").options[1])
    before = len(page.charts)
    toggle = next(t for t in page.app.toggle if t.label.startswith("Show single"))
    toggle.set_value(True).run()
    assert len(page.charts) == before
    assert any("made of exact figures alone" in info.value for info in page.app.info)


@pytest.mark.parametrize("path", python_files(ROOT / "pages"), ids=lambda path: path.name)
def test_every_figure_of_data_names_them_in_what_is_taken_away(path):
    """`show_chart` gets the evidence, so that a picture carries fingerprint, choices and version."""
    if path.relative_to(ROOT).as_posix() in OF_NO_DATA:
        return
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "show_chart":
            assert len(node.args) == 3, f"line {node.lineno}"


def test_under_every_figure_is_its_alternative_text_and_a_line_that_cites_it(outcomes):
    shown = [code.value for code in outcomes.app.code]
    single = ("Lines from first", "Dots of second")  # families: not for publication, so nothing to copy
    alts = [chart.alt for chart in outcomes.charts if not any(words in chart.alt for words in single)]
    assert len(alts) >= 5
    assert set(alts) <= set(shown)
    cited = [text for text in shown if "data fingerprint" in text]
    assert len(cited) == len(alts)
    assert all("Made on " in text and "Attune " in text for text in cited)
    assert len(set(cited)) == len(cited)
