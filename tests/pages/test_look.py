"""The theme's colours can be read in light and dark, and the style sheet follows them."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from evaluation.charts import palette
from evaluation.charts.dark import ON_DARK, PAPER
from pages.shared.look import sheet
from pages.shared.tour import STEPS
from tests.browser.reading import STREAMLITS_OWN
from tests.pages.conftest import opened

ENOUGH_TEXT, ENOUGH_SHAPE = palette.ENOUGH_FOR_TEXT, palette.ENOUGH_FOR_SHAPES
NAMED = ("redTextColor", "orangeTextColor", "yellowTextColor", "blueTextColor", "greenTextColor",
         "violetTextColor", "grayTextColor")  # fmt: skip


@pytest.fixture(scope="module")
def theme(root: Any) -> dict[str, Any]:
    settings = tomllib.loads((root / ".streamlit" / "config.toml").read_text("utf-8"))
    found: dict[str, Any] = settings["theme"]
    return found


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_words_links_and_buttons_can_be_read(theme: dict[str, Any], mode: str) -> None:
    look = theme[mode]
    side = look["sidebar"]
    papers = {look["backgroundColor"], look["secondaryBackgroundColor"], side["backgroundColor"]}
    for paper in papers:
        for words in ("textColor", "linkColor", *(name for name in NAMED if name in look)):
            assert palette.contrast(look[words], paper) >= ENOUGH_TEXT, words
        assert palette.contrast(look["primaryColor"], paper) >= ENOUGH_SHAPE
    assert palette.contrast("#FFFFFF", look["primaryColor"]) >= ENOUGH_TEXT
    assert palette.contrast(look["dataframeHeaderTextColor"], look["dataframeHeaderBackgroundColor"]) >= 7


def test_charts_lie_on_the_paper_of_the_theme(theme: dict[str, Any]) -> None:
    assert theme["light"]["backgroundColor"] == palette.PAPER
    assert theme["dark"]["backgroundColor"] == PAPER
    assert theme["light"]["chartCategoricalColors"] == list(palette.CATEGORIES)
    assert theme["dark"]["chartCategoricalColors"] == [ON_DARK[colour] for colour in palette.CATEGORIES]


def test_the_style_sheet_darkens_each_colour_of_a_chart() -> None:
    for light, dark in ON_DARK.items():
        assert f"fill: light-dark({light}, {dark})" in sheet()
        assert f"stroke: light-dark({light}, {dark})" in sheet()


def test_the_tour_opens_at_each_step_and_nothing_else_does(root: Any) -> None:
    for number, step in enumerate(STEPS, 1):
        said = opened(root, tour=str(number)).open(step.page).sound().text
        assert f"Tour, {number} of {len(STEPS)}: {step.title}" in said
        assert step.words in said
    for wrong in ("0", str(len(STEPS) + 1), "²", "two", ""):
        assert "Tour, " not in opened(root, tour=wrong).sound().text


def test_a_step_on_another_page_says_so(root: Any) -> None:
    said = opened(root, tour="3").open("methods").sound().text
    assert "You have left the tour" in said
    assert STEPS[2].words not in said


def test_the_tour_is_offered_with_the_sample_alone(dashboard: Any) -> None:
    def offers() -> list[str]:
        return [button.label for button in dashboard.app.button if "two-minute tour" in button.label]

    assert len(offers()) == 1
    dashboard.press(offers()[0])
    assert "Tour, 1 of" in dashboard.text
    assert offers() == []
    dashboard.press("Stop the tour")
    assert "Tour, 1 of" not in dashboard.text
    dashboard.use("families_wide.xlsx")
    assert offers() == []


def test_the_statement_is_shown_and_names_each_fault_of_streamlit(root: Any, dashboard: Any) -> None:
    statement = (root / "docs" / "accessibility.md").read_text("utf-8")
    shown = dashboard.open("accessibility").sound()
    assert statement.replace("\\", "") in shown.text
    for rule, _place, _why in STREAMLITS_OWN:
        assert f"`{rule}`" in statement
