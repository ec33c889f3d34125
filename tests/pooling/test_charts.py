"""The pictures of a network: everything in words and figures, sizes by people, pages of forty, no ranking."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from evaluation.charts import palette, paper
from evaluation.charts.forest_layout import FURTHER, SERVICE, TOGETHER
from evaluation.charts.layout import NARROW, WIDE, lay_out
from evaluation.charts.scene import SIZE
from evaluation.charts.screen import figure
from evaluation.pooling import charts, gather
from evaluation.pooling.charts import MOST, pages, service_table
from tests.pooling import networks


def forest(finding, page=0):
    return charts.forest(finding, page=page)


def effect_forest(finding, page=0):
    return charts.effect_forest(finding, page=page)


def network_funnel(finding):
    return charts.network_funnel(finding, adjusted=False)


@pytest.fixture(scope="module")
def six():
    return gather(networks.contributions(6, 400, "exact", "nhs", "strict")).findings[0]


@pytest.fixture(scope="module")
def one():
    return gather(networks.exact(4, 300)[:1]).findings[0]


@pytest.fixture(scope="module")
def exact():
    return gather(networks.exact(4, 300)).findings[0]


@pytest.fixture(scope="module")
def fifty(exact):
    """Fifty services with the figures of four."""
    every = tuple(replace(exact.services[i % 4], service=f"Service {i + 1:02d}") for i in range(50))
    return replace(exact, services=every)


@pytest.mark.parametrize("make", [forest, effect_forest])
def test_every_renderer_draws_one_six_and_fifty_services(make, one, six, fifty):
    for finding in (one, six, fifty):
        for page in range(pages(finding)):
            chart = make(finding, page=page)
            assert figure(chart).layout.height > 100
            assert paper.svg(chart).startswith(b"<svg")


def test_services_are_in_order_of_name_and_what_is_common_stands_below(six):
    chart = forest(six)
    names = [row.label for row in chart.rows]
    looks = chart.series[0].looks
    services = [name for name, look in zip(names, looks, strict=True) if look == SERVICE]
    assert services == sorted(services) == [one.service for one in six.services]
    assert names[len(services) :] == ["All together", "Average over services", "A further service"]
    assert looks[len(services) :] == (TOGETHER, TOGETHER, FURTHER)


def test_the_range_for_a_further_service_is_a_hollow_bar_and_no_interval(six):
    drawn = lay_out(forest(six))
    (bar,) = drawn.rects
    assert bar.look.fill == palette.PAPER
    low, high = six.rate("improved").average.prediction
    assert (bar.x0, bar.x1) == pytest.approx((low, high))
    assert [words for words in drawn.words if words.text == "A further service"]


def test_points_are_larger_where_there_are_more_people(exact):
    sizes = {dot.hover.split(":")[0]: dot.size for dot in lay_out(forest(exact)).dots}
    people = {one.service: one.n for one in exact.services}
    ordered = sorted(people, key=lambda name: people[name])
    assert [sizes[name] for name in ordered] == sorted(sizes[name] for name in ordered)
    assert sizes[ordered[-1]] == 19
    assert sizes[ordered[0]] < 19


def test_a_hidden_service_has_its_name_and_no_mark():
    """A service of too few families shows [c]: neither a point nor a line is drawn for it."""
    found = gather(networks.contributions(6, 400, "exact", "nhs", "strict")).findings[0]
    gone = [one.service for one in found.services if one.improved.share is None]
    dots = [dot.hover for dot in lay_out(forest(found)).dots]
    assert all(not dot.startswith(name) for name in gone for dot in dots)
    table = {row[0]: row for row in service_table(found).printed()}
    assert all("[c]" in table[name] for name in gone)


def test_more_than_forty_services_are_drawn_in_pages_that_say_so(fifty):
    assert pages(fifty) == 2
    first, second = (forest(fifty, page=page) for page in (0, 1))
    drawn = [sum(look == SERVICE for look in chart.series[0].looks) for chart in (first, second)]
    assert drawn == [MOST, 10]
    assert "Services 1 to 40 of 50" in first.caption
    assert "Services 41 to 50 of 50" in second.alt
    assert first.data == second.data
    assert len(first.data.rows) == 50 + 3


@pytest.mark.parametrize("make", [forest, effect_forest])
@pytest.mark.parametrize("characters", [NARROW, WIDE])
def test_words_do_not_run_into_each_other(make, characters, six):
    """Two texts at one place would be within half a line of each other in the same column."""
    drawn = lay_out(make(six), characters)
    for place, words in enumerate(drawn.words):
        for others in drawn.words[place + 1 :]:
            if words.anchor == others.anchor and words.x == others.x and words.dx == others.dx:
                assert abs(words.y - others.y) >= SIZE - 1, (words.text, others.text)


@pytest.mark.parametrize("make", [forest, effect_forest])
def test_hover_texts_hold_figures_of_the_table_only(make, six, exact):
    number = re.compile(r"-?\d[\d,]*\.?\d*%?")
    for finding in (six, exact):
        chart = make(finding)
        known = set(number.findall(" ".join(cell for row in chart.data.printed() for cell in row)))
        for hover in chart.series[0].hovers:
            told = number.findall(hover.split(": ", 1)[1].replace(" to ", " "))
            assert set(told) <= known, hover


def test_everything_is_said_in_words(six, exact):
    for finding in (six, exact):
        chart = forest(finding)
        assert all(one.service in chart.alt for one in finding.services)
        assert chart.how[0].startswith("Whose scores")
        assert any(line.startswith("Prediction interval") for line in chart.how)
        assert not re.search(r"None|nan|inf ", f"{chart.alt} {chart.how} {chart.data.printed()}")
        assert finding.rule.label in chart.caption


def test_ordered_ratings_have_no_picture_of_effects():
    sheet = networks.exact(4, 300)
    network = gather(sheet)
    ordinal = [finding for finding in network.findings if finding.ordinal]
    assert all(effect_forest(finding) is None for finding in ordinal)


def test_the_funnel_is_of_the_services_that_are_large_enough(exact, one):
    chart = network_funnel(exact)
    assert chart.kind == "funnel"
    assert [row.label for row in chart.rows] == list(exact.funnel.names)
    assert network_funnel(one) is None
