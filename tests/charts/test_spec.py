"""What a page draws without plotly's checks is what plotly, asked to check it, makes of it."""

from __future__ import annotations

import pytest
from plotly.tools import return_figure_from_figure_or_data

from data_samples import path
from evaluation import charts
from evaluation.charts.screen import figure, spec
from evaluation.opening import load
from evaluation.view import View
from pages.shared.checked import Checked
from tests.charts.every_kind import chart_of


@pytest.fixture(scope="module")
def drawn():
    evidence = load(path("first_run")).evidence(View(group_by="site"))
    finding, trend, groups = evidence.findings[0], evidence.trends[0], evidence.groups
    assert groups is not None
    found = (
        charts.outcome_bars(evidence),
        charts.flow(evidence),
        charts.before_after(finding),
        charts.effect(finding),
        charts.multiverse(evidence.multiverses[0]),
        charts.trend_shares(trend),
        charts.trend_means(trend),
        charts.group_dots(groups, groups.scales[0]),
        charts.funnel_chart(groups, groups.scales[0], adjusted=False),
        *(chart_of(kind) for kind in ("diverging", "heat", "map")),
    )
    return [chart for chart in found if chart is not None]


def test_plotly_finds_every_word_valid_and_adds_none_but_its_own_theme(drawn):
    assert len(drawn) > 5
    for chart in drawn:
        checked = figure(chart).to_dict()
        checked["layout"].pop("template")
        given = spec(chart)
        given["layout"] = {name: value for name, value in given["layout"].items() if value != []}
        assert checked == given


def test_streamlit_is_given_the_words_as_they_are(drawn):
    # What st.plotly_chart calls with whatever it is given.
    given = return_figure_from_figure_or_data(Checked(spec(drawn[0])), validate_figure=True)
    assert given == spec(drawn[0])
