"""What counts as better: only what the open data can use is offered, and all of it is in the address."""

from __future__ import annotations

import pytest

from evaluation.change import NAMES
from evaluation.opening import load
from evaluation.view import View
from tests.pages.conftest import opened

CORE10 = b"Family ID,CORE-10 before,CORE-10 after\n" + b"".join(
    b"F%d,%d,%d\n" % (i, 8 + i % 30, (5 * i) % 31) for i in range(60)
)
ORDERED = b"Family ID,PIR-GAS before,PIR-GAS after\nA,20,40\nB,60,60\nC,50,30\nD,30,70\n"
COMPUTED, SIGNIFICANT = "Reliable change, computed", "Computed, and past a cut-off"
PERCENT, SMALLEST = "Percentage of the first score", "Smallest change that counts"


def keys(dashboard):
    return {box.key for box in dashboard.app.selectbox}


def captions(dashboard):
    return " ".join(caption.value for caption in dashboard.app.sidebar.caption)


def test_the_sample_offers_what_its_questionnaires_can_use(dashboard):
    offered = dashboard.app.selectbox("better").options
    assert offered[0] == "Published rule, if any"
    assert {PERCENT, COMPUTED, SIGNIFICANT, SMALLEST} <= set(offered)
    assert not {"method", "cut-off"} & keys(dashboard)


def test_ordered_ratings_offer_nothing_that_needs_distances(dashboard):
    dashboard.use("own.csv", ORDERED).sound()
    assert not {PERCENT, COMPUTED, SIGNIFICANT, SMALLEST} & set(dashboard.app.selectbox("better").options)


def test_a_percentage_of_ones_own_changes_the_figures(dashboard):
    dashboard.choose("better", PERCENT).sound()
    assert dashboard.app.number_input("percent").value == 20
    assert "at least 20% of the first score" in dashboard.text
    dashboard.app.number_input("percent").set_value(45).run()
    dashboard.sound()
    assert "at least 45% of the first score" in dashboard.text
    dashboard.open("outcomes").choose("measure", "GAD-7 total").sound()
    finding = next(
        found
        for found in load(dashboard.root / "data_samples" / "first_run.csv")
        .evidence(View(improved="percent_change", percent=45))
        .findings
        if found.measure == "gad7"
    )
    assert finding.sentence in dashboard.text
    assert "it is not a published threshold" in dashboard.text


@pytest.mark.parametrize("method", ["jt", "ha"])
def test_the_method_is_asked_for_only_then_and_explained_in_a_line(dashboard, method):
    dashboard.choose("better", COMPUTED)
    words = next(o for o in dashboard.app.selectbox("method").options if o.startswith(NAMES[method].name))
    dashboard.choose("method", words).sound()
    assert NAMES[method].line in captions(dashboard)
    assert "cut-off" not in keys(dashboard)
    dashboard.open("outcomes").choose("measure", "GAD-7 total").sound()
    assert ("Hageman" in dashboard.text) is (method == "ha")
    assert "stated reliability of 0.83" in dashboard.text  # measures.md: GAD-7 test-retest


def test_the_cut_off_is_asked_for_where_general_population_scores_are_known(dashboard):
    dashboard.choose("better", SIGNIFICANT)
    assert "cut-off" not in keys(dashboard)  # none of the sample's questionnaires has them
    assert "two standard deviations" in captions(dashboard)
    dashboard.use("core.csv", CORE10).choose("better", SIGNIFICANT).sound()
    assert [option[0] for option in dashboard.app.selectbox("cut-off").options] == ["c", "a", "b"]
    b = dashboard.app.selectbox("cut-off").options[2]
    dashboard.choose("cut-off", b).open("outcomes").sound()
    assert "crossed the cut-off" in dashboard.text
    assert (
        "from a functional mean of 4.7 (SD 4.8)" in dashboard.text
    )  # measures.md: CORE-10, general population


def test_a_link_reopens_what_was_chosen(dashboard):
    linked = opened(dashboard.root, better=COMPUTED, method="Nunnally–Kotsch").sound()
    assert linked.app.selectbox("method").value == "Nunnally–Kotsch"
    linked = opened(dashboard.root, better=PERCENT, percent="35").sound()
    assert linked.app.number_input("percent").value == 35
    assert "at least 35% of the first score" in linked.text


def test_a_definition_that_other_data_cannot_use_is_let_go_and_said(dashboard):
    dashboard.choose("better", PERCENT).use("own.csv", ORDERED).sound()
    assert dashboard.app.selectbox("better").value == "Published rule, if any"
    dashboard.app.query_params["better"] = COMPUTED
    dashboard.app.run()
    assert f"No questionnaire in these data can use “{COMPUTED}”" in dashboard.warnings


def test_the_methods_page_names_the_six_ways(dashboard):
    dashboard.open("methods").sound()
    for named in NAMES.values():
        assert named.name in dashboard.text
        assert named.line in dashboard.text
