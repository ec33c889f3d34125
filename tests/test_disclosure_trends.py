"""Change over time under disclosure control. Oracle: every other table of small counts that would be printed
alike, listed one by one; the published finding of a view of each quarter."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from evaluation.disclosure import PRESETS
from evaluation.disclosure.trends import protected_trend
from evaluation.findings.as_json import evidence_entries, trend_entry
from evaluation.view import View
from tests.findings.test_trend import months, table, trend
from tests.reference import known
from tests.tables_of_text import dataset

NHS, STRICT = PRESETS["nhs"], PRESETS["strict"]


def quarters(*counts):
    """Rows with `better` of `of` in one month of each quarter."""
    return months([entry for pair in counts for entry in (pair, (0, 0), (0, 0))])


def published(*counts, protection="nhs"):
    (found,) = dataset(table(quarters(*counts))).evidence(View(protection=protection)).trends
    return found


def printed(found):
    return None if found is None else json.dumps(trend_entry(found), sort_keys=True)


@pytest.mark.parametrize("preset", [NHS, STRICT], ids=["nhs", "strict"])
def test_no_small_or_exact_count_is_given(preset):
    counts = [(7, 20), (3, 22), (12, 33), (30, 31), (2, 4), (6, 12), (0, 17)]
    found = published(*counts, protection=preset.name)
    for point in found.points:
        rates = (*point.rates, point.completion)
        for count in (point.n, *(rate.n for rate in rates), *(rate.of for rate in rates)):
            assert count is None or (count % 5 == 0 and count >= preset.threshold)
    assert found.points[4].n is None
    assert (found.undated, found.earlier) == (None, None)


def test_one_quarter_is_never_hidden_alone():
    """3 families in the third: from the finding's total the others would tell it."""
    found = published((10, 20), (10, 25), (1, 3), (10, 30))
    assert [point.n is None for point in found.points] == [True, False, True, False]


def test_one_share_is_never_hidden_alone():
    """2 of 30 got better in the second quarter: the finding's own rate less the others would tell it."""
    found = published((15, 30), (2, 30), (15, 40), (20, 45))
    assert [point.improved.n is None for point in found.points].count(True) >= 2
    assert found.points[1].improved.n is None


def test_limits_and_words_are_made_of_what_is_shown():
    counts = [(20 + i % 3, 40 + i) for i in range(14)] + [(3, 41)]
    exact = trend(quarters(*counts), every="quarter")
    found = published(*counts)
    shown = [p.improved for p in found.points if p.improved.n is not None]
    printed_average = sum(r.share * r.of for r in shown) / sum(r.of for r in shown)
    assert found.share.centre[0] == pytest.approx(printed_average)
    assert found.share.centre[0] != exact.share.centre[0]
    assert found.share.values[-1] is None
    assert "7%" not in found.sentence


@pytest.mark.parametrize(
    "counts",
    [[(30, 120), (33, 120)] * 8, [(21, 40), (22, 40)] * 8, [(18, 40), (18, 40), (18, 40), (19, 40)] * 4],
)
def test_nothing_stands_out_because_figures_are_rounded(counts):
    """Shares of 25% and 27.5% in turn, with counts to the nearest 5, are all "above" 30 of 120; by hand."""
    exact = trend(quarters(*counts), every="quarter")
    found = published(*counts)
    assert {signal for signal in exact.share.signals if signal and signal.name == "outside"} == set()
    assert set(found.share.signals) == {None}
    assert set(found.mean.signals) == {None}
    assert found.share.variation == "common cause"
    assert any("What rounding alone could make does not stand out" in c.text for c in found.caveats)


def test_a_change_larger_than_rounding_still_stands_out():
    found = published(*[(20, 40)] * 12, (36, 42))
    assert found.share.variation == "improving"
    assert (
        "something has changed. The latest quarter is above the limits of chance (about 85%" in found.sentence
    )


@pytest.mark.parametrize("lacking", [8, 10, 13])
def test_the_share_with_both_scores_is_as_coarse_as_every_other(lacking):
    """Of fewer than 100 it is to 5 points, as the preset's words say: 40 of 50 to 55 is 80% or 75%."""
    rows = quarters((20, 41), (22, 40), (18, 43))
    rows += [f"18,{day},," for day in ("2023-04-11", "2023-07-11", "2023-10-11") for _ in range(lacking)]
    (found,) = dataset(table(rows)).evidence(View(protection="nhs")).trends
    shares = [known(point.completion.share) for point in found.points]
    assert all(share * 20 == pytest.approx(round(share * 20)) for share in shares)
    assert all(
        rate.share is None or rate.share * 20 == pytest.approx(round(rate.share * 20))
        for point in found.points
        for rate in point.rates
    )


def test_each_quarter_tells_no_more_than_a_view_of_that_quarter():
    counts = [(15, 30), (26, 30), (12, 44), (31, 60), (55, 120)]
    data = dataset(table(quarters(*counts)))
    (found,) = data.evidence(View(protection="nhs")).trends
    for point in found.points:
        (finding,) = data.evidence(View(protection="nhs", start=point.start, end=point.end)).findings
        assert point.n is None or point.n == finding.n
        for ours, theirs in zip(point.rates, finding.headline(), strict=True):
            assert ours == theirs or ours.n is None


def test_months_are_never_shown_beside_their_quarter():
    rows = months([(8, 20)] * 14)
    for every in ("month", "auto"):
        evidence = dataset(table(rows)).evidence(View(protection="nhs", every=every))
        assert evidence.view.every == "quarter"
        assert evidence.trends[0].every == "quarter"


def test_nothing_is_left_where_every_quarter_is_small():
    evidence = dataset(table(quarters((1, 3), (2, 4), (1, 2)))).evidence(View(protection="nhs"))
    assert evidence.trends == ()
    assert any(
        "over time: fewer than 5 have both scores in every quarter" in s for s in evidence.suppressions
    )


def test_a_revealing_filter_hides_the_trend_as_it_hides_the_finding():
    rows = [f"{row},{'South' if i < 3 else 'North'}" for i, row in enumerate(quarters((20, 40), (22, 41)))]
    text = table(rows, "Family ID,PHQ-9 before,PHQ-9 before date,PHQ-9 after,PHQ-9 after date,Site")
    evidence = dataset(text).evidence(View(protection="nhs", filters={"Site": ("North",)}))
    assert evidence.findings[0].n is None
    assert evidence.trends == ()


def test_averages_are_given_to_one_place_and_of_enough_only():
    found = published((5, 9), (11, 23), (13, 27), (5, 9))
    exact = trend(quarters((5, 9), (11, 23), (13, 27), (5, 9)), every="quarter")
    assert [point.mean_change for point in found.points] == [
        None if (point.n or 0) < 10 else round(point.mean_change or 0, 1) for point in exact.points
    ]


@pytest.mark.parametrize(
    "counts", [((9, 17), (3, 14), (8, 19)), ((6, 12), (1, 3), (9, 16)), ((10, 11), (7, 13))]
)
def test_a_hidden_count_can_t_be_worked_out(counts):
    """Other counts near by, the better of one quarter each, would be printed the very same way.

    The finding's own rates, which hold the total, are part of what is printed.
    """
    exact = trend(quarters(*counts), every="quarter")
    shown = protected_trend(exact, NHS, [], hide=False)
    hidden = [i for i, p in enumerate(shown.points) if p.improved.n is None] if shown else range(len(counts))

    def told(entries):
        evidence = dataset(table(quarters(*entries))).evidence(View(protection="nhs"))
        rates = [rate.to_dict() for rate in evidence.findings[0].rates]
        trends = [json.loads(printed(found)) for found in evidence.trends]
        for entry in trends:  # averages of the made-up scores tell their counts, as no real ones do
            for point in entry["points"]:
                point.pop("mean_change"), point["limits"].pop("mean_change", None)
            entry.pop("mean_change")
        return json.dumps([rates, trends], sort_keys=True)

    wanted = told(counts)
    values: dict[int, set[int]] = {i: set() for i in hidden}
    near = [[b + step for step in (-1, 0, 1) if 0 <= b + step <= of] for b, of in counts]
    for better in product(*near):
        other = tuple((b, of) for b, (_, of) in zip(better, counts, strict=True))
        if told(other) == wanted:
            for i in hidden:
                values[i].add(better[i])
    assert all(len(found) > 1 for found in values.values())


def test_an_exact_view_is_left_as_it_is():
    rows = quarters((2, 4), (1, 3))
    evidence = dataset(table(rows)).evidence(View())
    assert [point.n for point in evidence.trends[0].points] == [4, 3]
    assert evidence_entries(evidence)["trends"][0]["undated"] == 0


def test_goals_count_once_for_each_family():
    """With several pairs of one family the threshold is of families, as in the finding beside."""
    found = trend(quarters((10, 20), (9, 18)), every="quarter")
    several = protected_trend(replace(found, most_each=4), NHS, [], hide=False)
    assert several is None or all(point.n is None or point.n >= 20 for point in several.points)


def test_a_period_ends_with_the_month_it_was_asked_for():
    evidence = dataset(table(months([(8, 20)] * 6))).evidence(View(protection="nhs", end=date(2023, 7, 15)))
    assert evidence.view.end == date(2023, 7, 31)
    assert [point.n for point in evidence.trends[0].points] == [60, 20]
