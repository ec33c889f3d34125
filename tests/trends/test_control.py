"""Control charts. Oracles: NHSRplotthedots 0.2.2 and abspc on four NHS series and ten made-up ones (reference
folder, spc); the p-chart of the vignette "Attributes charts" of the R package shewhartr; hand calculation."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.trends import ENOUGH, Signal, p_chart, xmr
from tests.reference import known, load

SERIES = (
    *(
        "ae_RJZ_breaches",
        "ae_RJZ_pct",
        "ae_R1H_breaches",
        "ae_R1H_pct",
        "syn_stable",
        "syn_shift7",
        "syn_trend7",
    ),
    *(
        "syn_outlier",
        "syn_two_of_three",
        "syn_constant",
        "syn_short12",
        "syn_short5",
        "syn_ties",
        "syn_trend6",
    ),
)
THEIR_WORDS = {
    "Common Cause": None,
    "Above UCL": Signal("outside", 1),
    "Below LCL": Signal("outside", -1),
    "7 Points Above CL": Signal("shift", 1),
    "7 Points Below CL": Signal("shift", -1),
    "7 Point Trend (Increasing)": Signal("trend", 1),
    "7 Point Trend (Decreasing)": Signal("trend", -1),
    "2 in 3 Above CL": Signal("near", 1),
    "2 in 3 Below CL": Signal("near", -1),
}
THEIR_VARIATION = {
    "common_cause": "common cause",
    "special_cause_improvement": "improving",
    "special_cause_concern": "concerning",
}
THEIR_ASSURANCE = {"consistent_pass": "met", "consistent_fail": "missed", "inconsistent": "hit and miss"}


def dots(name, option="no_screen"):
    """What NHSRplotthedots says of a series; without screening, as Making Data Count's workbooks."""
    return load("spc/nhsrplotthedots_reference.json")[name][option]


def charted(name, starts=()):
    """Our chart of the same series; theirs has limits from two points on."""
    return xmr([point["y"] for point in dots(name)["points"]], starts, enough=1)


@pytest.mark.parametrize("name", SERIES)
def test_average_and_limits_are_those_of_the_nhs_package(name):
    found, points = charted(name), dots(name)["points"]
    for place, point in enumerate(points):
        assert found.centre[place] == pytest.approx(point["mean_col"], abs=1e-6)
        assert found.low[place] == pytest.approx(point["lpl"], abs=1e-6)
        assert found.high[place] == pytest.approx(point["upl"], abs=1e-6)


@pytest.mark.parametrize("name", SERIES)
def test_every_point_stands_out_as_in_the_nhs_package(name):
    theirs = [THEIR_WORDS[point["special_cause_type"]] for point in dots(name)["points"]]
    assert list(charted(name).signals) == theirs


@pytest.mark.parametrize("name", SERIES)
def test_the_latest_point_gives_the_variation_as_in_the_nhs_package(name):
    assert charted(name).variation == THEIR_VARIATION[dots(name)["summary"][0]["variation_type"]]


@pytest.mark.parametrize("name", SERIES)
def test_a_target_is_met_missed_or_hit_and_miss_as_in_the_nhs_package(name):
    theirs = load("spc/nhsrplotthedots_reference.json")[name]["target50"]["summary"][0]["assurance_type"]
    assert charted(name).assurance(50) == THEIR_ASSURANCE[theirs]


def test_a_target_above_the_upper_limit_is_missed():
    assert charted("ae_RJZ_pct").assurance(95) == "missed"


@pytest.mark.parametrize(
    "name", ["ae_RJZ_breaches", "ae_RJZ_pct", "ae_R1H_breaches", "ae_R1H_pct", "syn_stable"]
)
def test_parts_have_their_own_average_and_limits_where_somebody_starts_anew(name):
    """Theirs are of the default, which screens; no step of these parts but R1H's is large enough for it."""
    points = dots(name, "rebase13")["points"]
    starts = tuple(
        i for i in range(1, len(points)) if points[i]["rebase_group"] != points[i - 1]["rebase_group"]
    )
    found = charted(name, starts)
    assert starts == (12,)
    for place, point in enumerate(points):
        assert found.centre[place] == pytest.approx(point["mean_col"], abs=1e-6)
        if name != "ae_R1H_breaches":
            assert found.low[place] == pytest.approx(point["lpl"], abs=1e-6)
            assert found.signals[place] == THEIR_WORDS[point["special_cause_type"]]


def test_no_large_step_is_left_out_which_the_package_does_unless_told_otherwise():
    """We follow Making Data Count's workbooks: their limits are wider than the package's."""
    default = dots("ae_R1H_breaches", "default")["points"]
    found = charted("ae_R1H_breaches")
    assert found.high[0] > default[0]["upl"] + 100
    differ = [i for i, p in enumerate(default) if THEIR_WORDS[p["special_cause_type"]] != found.signals[i]]
    assert differ == [14, 16]


@pytest.mark.parametrize("name", SERIES)
def test_abspc_differs_in_the_length_of_runs_and_in_the_rounding_of_266_only(name):
    """Its limits are 3 / 1.128 ranges away; it asks for 8 points on one side and 6 in one direction."""
    theirs = load("spc/abspc_reference.json")[name]
    found = charted(name)
    assert found.centre[0] == pytest.approx(theirs["limits"]["mean"])
    width = theirs["limits"]["ucl"] - theirs["limits"]["mean"]
    assert found.high[0] - found.centre[0] == pytest.approx(width * 2.66 / (3 / 1.128), abs=1e-6)
    outside = [signal is not None and signal.name == "outside" for signal in found.signals]
    assert outside == theirs["flags"]["rule1"]
    for place, signal in enumerate(found.signals):
        if (signal is not None) != theirs["flags"]["special_cause"][place]:
            assert signal is None or signal.name in {"shift", "trend"}
            assert theirs["flags"]["rule2"][place] or theirs["flags"]["rule3"][place] or signal is not None


def test_a_p_chart_has_the_limits_of_the_published_example():
    """shewhartr, vignette "Attributes charts": p 0.0601; of 134 sigma 0.0205, upper limit 0.122."""
    found = p_chart([586, 7, 8], [9726, 134, 140], enough=1)
    assert found.values[1:3] == pytest.approx((0.0522, 0.0571), abs=5e-5)
    assert found.centre[1] == pytest.approx(0.0601)
    assert found.high[1] == pytest.approx(0.122, abs=5e-4)
    assert found.low[1] == 0
    assert found.high[2] == pytest.approx(0.120, abs=5e-4)


def test_a_p_chart_by_hand():
    """126 of 240 are 0.525; of 20 the standard error is √(0.525 × 0.475 / 20)."""
    found = p_chart([12, 9] * 6, [20] * 12)
    error = sqrt(0.525 * 0.475 / 20)
    assert found.centre == pytest.approx((0.525,) * 12)
    assert found.low == pytest.approx((0.525 - 3 * error,) * 12)
    assert found.high == pytest.approx((0.525 + 3 * error,) * 12)
    assert set(found.signals) == {None}
    assert found.variation == "common cause"


def test_limits_of_a_share_are_wider_where_fewer_are_counted_and_missing_where_too_few():
    """Half get better, so 7 of them expect 3.5 of either kind, below the 4 of Hart and Hart (2002)."""
    found = p_chart([5, 20, 4, 3] * 3, [10, 40, 8, 7] * 3)
    assert found.centre[0] == pytest.approx(96 / 195)
    assert known(found.high[0]) > known(found.high[1])
    # 96 of 195 is below a half, so that 8 expect 3.94 better: too few as well.
    assert [found.high[i] is None for i in range(4)] == [False, False, True, True]


def test_a_share_far_off_stands_out_only_where_there_are_limits():
    of = [40] * 11 + [7]
    assert p_chart([20] * 11 + [7], of).signals[-1] is None
    assert p_chart([20] * 11 + [36], [40] * 12).signals[-1] == Signal("outside", 1)


@pytest.mark.parametrize("values", [[], [3], [3, 4], [None], [None, None], list(range(ENOUGH - 1))])
def test_too_few_points_have_no_limits_and_say_so(values):
    found = xmr(values)
    assert found.variation == "too few"
    assert set(found.centre) <= {None}
    assert set(found.signals) <= {None}
    assert found.assurance(1) is None


def test_twelve_points_are_enough():
    """The number under which NHSRplotthedots warns that limits are for trial only."""
    assert xmr([1, 2] * 6).variation == "common cause"
    assert xmr([1, 2] * 5 + [1]).variation == "too few"


def test_all_equal_has_limits_without_width_and_nothing_stands_out():
    found = xmr([50] * 12)
    assert found.low == found.high == (50,) * 12
    assert set(found.signals) == {None}
    nobody = p_chart([0] * 12, [20] * 12)
    assert nobody.centre == (0,) * 12
    assert nobody.variation == "common cause"


def test_a_gap_ends_a_run_and_has_no_step():
    """6 points above and 6 below, with a gap or without; steps of 1 within each half only."""
    whole = xmr([2, 3, 2, 3, 2, 3, 2, -2, -3, -2, -3, -2, -3])
    assert whole.signals[0] == Signal("shift", 1)
    gap = xmr([2, 3, 2, None, 3, 2, 3, 2, -2, -3, -2, -3, -2, -3])
    assert gap.signals[0] is None
    assert gap.values[3] is None
    # 11 steps: 2 within the first three, 8 of 1 and one of 4 after the gap.
    assert known(gap.high[0]) - known(gap.centre[0]) == pytest.approx(2.66 * (2 + 3 + 4 + 5) / 11)


@given(st.lists(st.integers(-50, 50), min_size=12, max_size=40))
def test_turning_a_series_over_turns_its_signals_over(values):
    """Improvement is positive: the direction of a measure is applied once, before."""
    found, turned = xmr(values), xmr([-value for value in values])
    opposite = {"improving": "concerning", "concerning": "improving"}
    assert turned.variation == opposite.get(found.variation, found.variation)
    for signal, other in zip(found.signals, turned.signals, strict=True):
        assert other == (signal and Signal(signal.name, -signal.direction))
