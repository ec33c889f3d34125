"""Charts over time: what they say and where marks are. Oracles: the trend they are made of; geometry."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest

from evaluation import wording
from evaluation.charts import Chart, palette, trend_means, trend_shares, trend_table
from evaluation.charts.layout import lay_out
from evaluation.charts.paper import png, svg
from evaluation.charts.screen import figure
from evaluation.view import View
from tests.findings.test_trend import months, table, trend
from tests.reference import known
from tests.tables_of_text import dataset

JUMP = [(18, 40), (26, 40)] * 6 + [(36, 40)]


@pytest.fixture(scope="module")
def jump():
    return trend(months(JUMP), target=60)


def charts_of(found):
    return [chart for chart in (trend_shares(found), trend_means(found)) if chart is not None]


def shares_of(found) -> Chart:
    return known(trend_shares(found))


def means_of(found) -> Chart:
    return known(trend_means(found))


def test_the_title_is_the_finding_and_the_caption_names_the_rule_set(jump):
    shares, means = charts_of(jump)
    assert shares.title == "Depression symptoms: something has changed (improvement)"
    assert means.title.startswith("Depression symptoms, average change: ")
    for chart in (shares, means):
        assert "7 points make a shift or a trend" in chart.caption
        assert "April 2023 to April 2024" in chart.subtitle
    assert "p-chart" in shares.caption
    assert "XmR" in means.caption


def test_alternative_text_says_the_sentence_and_each_of_a_few_points():
    found = trend(months([(6, 15), (9, 15)]), every="month")
    alt = shares_of(found).alt
    assert found.sentence in alt
    assert "Apr 2023: 40% of 15; May 2023: 60% of 15" in alt


def test_a_point_that_stands_out_is_filled_and_the_others_are_hollow(jump):
    drawn = lay_out(shares_of(jump))
    assert [dot.fill for dot in drawn.dots[: len(JUMP)]] == [palette.PAPER] * 12 + [palette.BLUE]
    assert "above the limits" in drawn.dots[12].hover
    assert [words.text for words in drawn.words][-2:] == [
        "no sign of change",
        "stands out from chance: improvement",
    ]


def test_higher_is_further_up_and_later_is_further_right(jump):
    dots = lay_out(shares_of(jump)).dots[: len(JUMP)]
    assert [dot.x for dot in dots] == sorted(dot.x for dot in dots)
    assert dots[-1].y < dots[0].y


def test_lines_are_named_where_they_end(jump):
    texts = [words.text for words in lay_out(shares_of(jump)).words]
    assert "target 60%" in texts
    assert f"average {wording.share(jump.share.centre[-1])}" in texts
    assert sum(text.startswith("limit ") for text in texts) == 2


def test_names_of_lines_do_not_lie_on_one_another():
    found = trend(months([(20, 40)] * 12), target=50)
    ends = sorted(w.y for w in lay_out(shares_of(found)).words if w.x == 1 and w.dx == 6)
    assert all(after - before >= 15 for before, after in pairwise(ends))


def test_a_target_is_a_share_even_where_there_is_no_average_yet():
    texts = [w.text for w in lay_out(shares_of(trend(months([(6, 15)] * 2), target=60))).words]
    assert "target 60%" in texts
    assert not any(text.startswith("average") for text in texts)


def test_limits_that_held_once_are_not_named_beside_points_that_have_none():
    found = trend(months([(20, 40)] * 16), rebase=date(2024, 4, 1))
    assert not any(w.text.startswith(("limit", "average")) for w in lay_out(shares_of(found)).words)


def test_a_gap_is_not_bridged():
    """2 neighbours of 4 points; the third has nobody in it."""
    found = trend(months([(6, 15), (9, 15), (0, 0), (6, 15)]), every="month")
    drawn = lay_out(shares_of(found))
    lines = [rule for rule in drawn.rules if rule.colour == palette.QUIET]
    assert len(drawn.dots) == 3
    assert len(lines) == 1


def test_changes_below_zero_have_an_axis_that_holds_them():
    found = trend(months([(0, 5), (5, 5)]), every="month")
    assert found.mean.values == (0, 10)
    worse = [row.replace("18,", "8,", 1) for row in months([(0, 5), (0, 5)])]
    drawn = lay_out(means_of(trend(worse, every="month")))
    assert "-10" in [words.text for words in drawn.words]
    assert all(0 <= dot.y <= drawn.height for dot in drawn.dots)


@pytest.mark.parametrize("counts", [[(1, 1)], [(6, 15)] * 2, JUMP, [(5, 12)] * 60])
def test_every_chart_can_be_drawn_on_screen_and_on_paper(counts):
    for chart in charts_of(trend(months(counts), every="month")):
        assert figure(chart).layout.height > 200
        assert png(chart)[:4] == b"\x89PNG"
        assert chart.title.split(":")[0] in re.sub(r"\s+", " ", svg(chart).decode())


def test_words_stay_within_the_narrowest_screen(jump):
    """358 pixels; a character is 7.6 wide at most."""
    drawn = lay_out(shares_of(jump))
    inner = 358 - drawn.left - drawn.right
    for words in drawn.words:
        start = drawn.left + words.x * inner + words.dx
        width = len(words.text) * 7.6
        left = {"left": start, "middle": start - width / 2, "right": start - width}[words.anchor]
        assert left >= 0, words
        assert left + width <= 360, words


def test_the_tables_hold_every_period_and_both_sides(jump):
    table = trend_table(jump)
    assert table.columns[:5] == (
        *("Month", "Families with both scores"),
        *("Got better", "No reliable change", "Got worse"),
    )
    assert table.printed()[0][:7] == ("April 2023", "40", "45%", "55%", "0%", "31%", "60%")
    limits = shares_of(jump).data
    assert limits.printed()[-1][-1] == "above the limits"
    assert limits.printed()[0][-1] == "no"
    assert means_of(jump).data.columns[1] == "Average change"


def test_a_trend_without_shares_has_no_chart():
    """1 of 20 in each quarter: under a preset no share of them may be shown."""
    (found,) = (
        dataset(table(months([(1, 20), (0, 0), (0, 0), (1, 20)]))).evidence(View(protection="nhs")).trends
    )
    assert [point.n for point in found.points] == [20, 20]
    assert trend_shares(found) is None
    assert "no quarter's share can be shown" in found.sentence
    assert trend_means(found) is not None
