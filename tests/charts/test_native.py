"""Charts that office programs draw: no figure in them that is not printed. Oracle: each chart's own table."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation import charts, wording
from evaluation.charts import Chart, Number
from evaluation.charts.chart import MOST_ANSWERS, MOST_SERIES
from evaluation.charts.native import Plot, native
from tests import made_up
from tests.charts.every_kind import every_kind
from tests.reference import known

PICTURES = {"matrix", "range", "forest", "funnel", "heat", "map"}
FIGURE = re.compile(r"(?:less than |more than |[<>])?\d[\d,.]*%?")


@pytest.fixture(scope="module", params=["exact", "nhs"])
def drawn(request) -> list[tuple[Chart, Plot]]:
    made = [(chart, native(chart)) for chart in every_kind(request.param)]
    return [(chart, plot) for chart, plot in made if plot is not None]


def ends(plot: Plot) -> set[float]:
    parts = [part for one in plot.series for part in (one.values, one.lows, one.highs)]
    return {value for part in parts for value in part if value is not None}


def printed_as(plot: Plot, value: float, *, counts: bool) -> set[str]:
    """How a value may be printed: a share of nearly none or nearly all in words, a count whole."""
    if plot.shares:
        near = {0.0: ("less than 1%", "<1%"), 1.0: ("more than 99%", ">99%")}
        return {wording.share(value), *near.get(value, ())}
    whole = {wording.count(int(value))} if plot.places == 0 or (counts and value == int(value)) else set()
    return whole | ({wording.decimal(value, plot.places)} if plot.places else set())


def test_only_tables_of_cells_a_map_a_range_a_forest_and_a_funnel_have_no_form_of_their_own():
    for chart in every_kind("exact"):
        assert (native(chart) is None) == (chart.kind in PICTURES), chart.kind
    assert {chart.kind for chart in every_kind("exact")} == {
        *("stacked", "paired", "bars", "interval", "matrix", "range", "answers", "trend", "course"),
        *("dots", "forest", "funnel", "multiverse", "likert", "diverging", "heat", "map"),
    }


def test_every_row_has_a_name_a_value_and_a_label_in_every_series(drawn):
    for chart, plot in drawn:
        assert len(plot.categories) == len(chart.rows)
        assert all(name.strip() for name in plot.categories)
        for one in plot.series:
            assert len(one.values) == len(one.labels) == len(plot.categories)
            for optional in (one.lows, one.highs, one.looks):
                assert len(optional) in {0, len(plot.categories)}


def test_the_value_at_a_mark_is_the_figure_printed_there(drawn):
    checked = 0
    for chart, plot in drawn:
        for one in plot.series:
            for value, label in zip(one.values, one.labels, strict=True):
                if value is None or not label:
                    continue
                words = label.split(": ")[-1]  # an answer's own number stands before its count
                figures = FIGURE.findall(words)
                assert printed_as(plot, value, counts=chart.axis == "counts") & set(figures), (
                    chart.kind,
                    value,
                    label,
                )
                checked += 1
    assert checked > 300


def test_every_value_and_every_end_of_an_interval_is_printed_in_the_table_or_a_label(drawn):
    for chart, plot in drawn:
        cells = [cell for row in chart.data.rows for cell in row]
        texts = {cell.text if isinstance(cell, Number) else cell for cell in cells}
        texts.update(
            figure for one in plot.series for label in one.labels for figure in FIGURE.findall(label)
        )
        for value in ends(plot):
            assert printed_as(plot, value, counts=chart.axis == "counts") & texts, (
                chart.kind,
                chart.title,
                value,
            )


def test_no_value_has_more_decimals_than_are_printed(drawn):
    for chart, plot in drawn:
        places = {"interval": 2}.get(chart.kind, 2 if plot.shares else 0)
        if chart.axis in {"points", "counts"}:
            places = 1
        assert plot.places == places
        assert all(value == wording.rounded(value, places) for value in ends(plot)), chart.kind


def test_a_hidden_value_is_none_and_its_label_says_so():
    hidden = 0
    for chart in every_kind("nhs"):
        plot = native(chart)
        for one in plot.series if plot else ():
            for value, label in zip(one.values, one.labels, strict=True):
                if "[c]" in label and chart.kind != "interval":
                    assert value is None, (chart.kind, label)
                    hidden += 1
                assert value is not None or one.form != "marks" or "[c]" in label or "[x]" in label
    assert hidden > 20


def test_no_more_is_drawn_than_can_be_told_apart(drawn):
    for chart, plot in drawn:
        most = MOST_ANSWERS if chart.kind in {"likert", "diverging"} else MOST_SERIES
        looks = {look for one in plot.series for look in (one.looks or (one.look,))}
        assert len({one.look for one in plot.series}) <= most, chart.kind
        assert len(looks) <= most + 1, chart.kind


def test_a_chart_all_of_whose_figures_are_hidden_keeps_its_series_and_symbols():
    chart = known(charts.effect(made_up.evidence().findings[0]))
    hidden = replace(chart.series[0], values=(None,), labels=("[c]",), lows=(None,), highs=(None,))
    (series,) = known(native(replace(chart, series=(hidden,)))).series
    assert (series.values, series.labels) == ((None,), ("[c]",))


def test_a_trend_has_its_average_limits_and_target_as_lines():
    shares, means, *_ = (chart for chart in every_kind("exact") if chart.kind == "trend")
    assert [(one.name, one.form) for one in known(native(shares)).series] == [
        ("Share", "marks"),
        ("Lower limit", "line"),
        ("Upper limit", "line"),
        ("Average", "line"),
        ("Target", "line"),
    ]
    plot = known(native(means))
    assert [one.name for one in plot.series] == ["Average change", "Lower limit", "Upper limit", "Average"]
    assert not plot.shares
    labels = plot.series[-1].labels
    assert sum(bool(label) for label in labels) == 1  # an average is told once, at its end


def test_the_reach_of_those_missing_is_a_line_without_a_mark():
    chart = next(chart for chart in every_kind("exact") if chart.kind == "multiverse")
    complete, reach = known(native(chart)).series
    assert (complete.form, reach.form) == ("marks", "interval")
    assert reach.values == reach.highs
    assert all(
        label.endswith(f"to {wording.share(high)})")
        for label, high in zip(complete.labels, reach.highs, strict=True)
    )


def test_whole_counts_are_no_shares_even_where_they_are_small():
    chart = known(charts.flow(made_up.evidence()))
    series = replace(chart.series[0], values=(1, 0, 1, 1, 0, 0, 0))
    assert known(native(replace(chart, series=(series,)))).shares is False


@given(cuts=st.lists(st.integers(0, 7), max_size=5))
def test_parts_of_a_plot_together_are_the_plot(cuts):
    plot = known(native(known(charts.flow(made_up.evidence()))))
    edges = sorted({0, 7, *cuts})
    parts = [plot.part(start, end) for start, end in pairwise(edges)]
    assert tuple(name for part in parts for name in part.categories) == plot.categories
    for name in ("values", "labels", "looks"):
        joined = tuple(v for part in parts for v in getattr(part.series[0], name))
        assert joined == getattr(plot.series[0], name)


def test_an_axis_of_shares_or_points_has_no_words_and_others_have_their_own(drawn):
    said = {chart.axis: plot.axis for chart, plot in drawn}
    assert {axis: "" if axis in {"share", "points", "counts"} else axis for axis in said} == said
    assert {"share", "points"} & set(said)
