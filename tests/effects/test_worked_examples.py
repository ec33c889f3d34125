"""Effect sizes by hand, at the edges, and properties that hold for any scores."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.effects import (
    baseline_sd,
    d_av,
    d_rm,
    d_z,
    describe,
    effects,
    hedges_factor,
    mean_change,
    noncentrality_interval,
    probability_of_improvement,
    score_interval,
)
from evaluation.estimates import Estimate
from evaluation.tables import ChangeTable
from tests.examples import examples
from tests.reference import known

SCORES = st.sampled_from([0, 1, 2, 3, 7, 12.5, 19.35, 22.35, 27])
PAIRS = st.lists(st.tuples(SCORES, SCORES), max_size=30)


def lower(before, after, counts=None) -> ChangeTable:
    return ChangeTable.from_scores(before, after, better="lower", counts=counts)


def everything(table: ChangeTable) -> list[Estimate]:
    return [*effects(table), mean_change(table), probability_of_improvement(table)]


def figures(table: ChangeTable) -> list[float | None]:
    return [
        figure
        for estimate in everything(table)
        for figure in (estimate.value, estimate.low, estimate.high, estimate.plain, estimate.hedges)
    ]


def close(one: list[float | None], other: list[float | None]) -> bool:
    return all(
        (a is None and b is None)
        or (a is not None and b is not None and math.isclose(a, b, abs_tol=1e-9, rel_tol=1e-9))
        for a, b in zip(one, other, strict=True)
    )


def test_three_families_by_hand():
    # Before 10, 12, 14 (SD 2), after 7, 10, 10 (SD root 3), changes 3, 2, 4 (mean 3, SD 1).
    table = lower([10, 12, 14], [7, 10, 10])
    moments = describe(table)
    assert (moments.mean_before, moments.sd_before, moments.mean_after) == pytest.approx((12, 2, 9))
    assert (moments.sd_after, moments.sd_change) == pytest.approx((math.sqrt(3), 1))
    assert moments.r == pytest.approx((4 + 3 - 1) / (2 * 2 * math.sqrt(3)))
    assert (moments.median_before, moments.median_after) == (12, 10)
    j = 1 / math.sqrt(math.pi)  # gamma(1) / (1 gamma(1/2)) for 2 degrees of freedom
    assert hedges_factor(2) == pytest.approx(j)
    effect = baseline_sd(table)
    assert effect.plain == pytest.approx(1.5)
    assert effect.value == pytest.approx(1.5 * j)
    half = 1.959963984540054 * math.sqrt((1 / 4 + (1.5 * j) ** 2 / 2) / 2)
    assert (effect.low, effect.high) == pytest.approx((1.5 * j - half, 1.5 * j + half))
    assert d_av(table).value == pytest.approx(3 / math.sqrt(3.5))
    assert d_z(table).value == pytest.approx(3)
    assert mean_change(table).value == 3
    assert mean_change(table).high == pytest.approx(3 + 4.302652729749464 / math.sqrt(3))  # t, 2 df


def test_medians_count_every_family():
    table = lower([1, 5, 9], [2, 4, 8], counts=[1, 2, 3])
    assert describe(table).median_before == 7  # 1 5 5 | 9 9 9
    assert describe(lower([1, 5, 9], [2, 4, 8], counts=[1, 1, 5])).median_before == 9


def test_the_national_effect_size_is_the_plain_one():
    # NHS England, ante/post-natal counselling 2019-20, PHQ-9: 11.6 (SD 6.0) to 8.8, published as 0.5.
    table = lower([11.6 - 6, 11.6 + 6], [8.8, 8.8], counts=[500, 500])
    effect = baseline_sd(table)
    assert effect.plain == pytest.approx(2.8 / 6.0, abs=1e-3)
    assert round(known(effect.plain), 1) == 0.5


def test_mean_change_agrees_with_scipy():
    rng = np.random.default_rng(3)
    before, after = rng.normal(20, 6, 57), rng.normal(15, 7, 57)
    for confidence in (0.8, 0.95, 0.99):
        ours = mean_change(lower(before, after), confidence)
        theirs = stats.ttest_rel(before, after).confidence_interval(confidence)
        assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@pytest.mark.parametrize("n", [2, 3, 10, 400, 100_000, 1_000_000, 10_000_000])
@pytest.mark.parametrize("d", [-0.4, 0.0, 0.01, 0.8, 1.5])
def test_the_noncentral_interval_inverts_scipys_distribution(n, d):
    t, df = d * math.sqrt(n), n - 1
    low, high = noncentrality_interval(t, df, 0.95)
    assert stats.nct.cdf(t, df, low) == pytest.approx(0.975, abs=1e-9)
    assert stats.nct.cdf(t, df, high) == pytest.approx(0.025, abs=1e-9)


@pytest.mark.parametrize("df", [1, 5, 300, 10_000, 1_000_000, 10_000_000])
def test_the_closed_form_takes_over_without_a_step(df):
    below, above = noncentrality_interval(4_999.999, df, 0.95), noncentrality_interval(5_000.001, df, 0.95)
    assert above == pytest.approx(below, rel=1e-6)
    assert stats.nct.cdf(8_000.0, df, noncentrality_interval(8_000.0, df, 0.9)[0]) == pytest.approx(
        0.95, abs=1e-5
    )


@pytest.mark.parametrize(
    ("better", "worse", "n"), [(1, 7, 21), (40, 20, 160), (12, 0, 12), (0, 5, 40), (9, 9, 30)]
)
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_tangos_interval_solves_the_quartic_of_yang_sun_and_hardin(better, worse, n, confidence):
    # Statistics in Medicine 2013: Tango's limits are roots of a quartic in the difference.
    g, d, s = stats.norm.ppf((1 + confidence) / 2) ** 2, better - worse, better + worse
    quartic = [
        n**2 * (n / g + 1) ** 2,
        -n * d * (n / g + 1) * (4 * n / g + 1),
        2 * n * d**2 * (3 * n / g + 2) / g - n**2 * (s / g + 1),
        n * d * (2 * s / g + 1) - d**3 * (4 * n / g + 1) / g,
        d**2 * (d**2 / g - s) / g,
    ]
    low, high = score_interval(better, worse, n, confidence)
    size = sum(abs(c) for c in quartic)
    for end in (low, high):
        assert np.polyval(quartic, end) / size == pytest.approx(0, abs=1e-9)
    assert -1 <= low < d / n + 1e-12
    assert d / n - 1e-12 < high <= 1


def test_nobody_moving_is_even_odds():
    chance = probability_of_improvement(lower([4, 5], [4, 5], counts=[20, 20]))
    assert chance.value == 0.5
    assert (known(chance.low) + known(chance.high)) / 2 == pytest.approx(0.5)
    assert 0.45 < known(chance.low) < 0.5


def test_d_rm_interval():
    """Simulated coverage where the SDs differ: ours holds, Borenstein et al.'s (4.28) does not."""
    rng = np.random.default_rng(20)
    n, r, truth = 30, 0.85, 1.5 / math.sqrt((1 + 1.5**2 - 2 * 0.85 * 1.5) / (2 * (1 - 0.85)))
    ours = theirs = 0
    for _ in range(400):
        x, e = rng.standard_normal((2, n))
        y = 1.5 * (r * x + math.sqrt(1 - r * r) * e) + 1.5
        effect = d_rm(ChangeTable.from_scores(x, y, better="higher"))
        ours += known(effect.low) < truth < known(effect.high)
        seen = np.corrcoef(x, y)[0, 1]
        theirs += abs(known(effect.value) - truth) < 1.96 * math.sqrt(
            (1 + known(effect.value) ** 2 / 2) / n * 2 * (1 - seen)
        )
    assert ours / 400 > 0.92
    assert theirs / 400 < 0.85


@pytest.mark.parametrize(
    ("before", "after", "name", "said"),
    [
        ([], [], "baseline_sd", "Nobody"),
        ([3], [1], "baseline_sd", "Only one pair"),
        ([3, 3, 3], [1, 2, 3], "baseline_sd", "same score before"),
        ([3, 5], [1, 2], "baseline_sd", "at least three"),
        ([3, 3], [1, 1], "d_av", "did not vary"),
        ([3, 4, 5], [1, 2, 3], "d_z", "same amount"),
        ([3, 4, 5], [1, 2, 3], "d_rm", "same amount"),
        ([3, 3, 3], [1, 2, 3], "d_rm", "did not vary"),
        ([1, 2, 3], [2, 4, 6], "d_rm", "perfectly correlated"),
        ([1e308, -1e308, 0], [0, 1, 2], "d_av", "too large"),
        ([3], [1], "mean_change", "Only one pair"),
        ([], [], "probability_of_improvement", "Nobody"),
    ],
)
def test_what_cannot_be_computed_says_why(before, after, name, said):
    estimate = next(e for e in everything(lower(before, after)) if e.name == name)
    assert (estimate.value, estimate.low, estimate.high) == (None, None, None)
    assert said in estimate.reason


def test_everybody_improving_by_ten_is_ten_points_and_not_nothing():
    table = lower([30, 25, 20, 12], [20, 15, 10, 2])
    change = mean_change(table)
    assert (change.value, change.low, change.high) == (10, None, None)
    assert "same amount" in change.reason
    assert probability_of_improvement(table).value == 1
    assert known(baseline_sd(table).value) > 0
    # 2.3 - 1.3 and 5 - 4 are the same change, whatever binary says.
    assert d_z(lower([2.3, 5], [1.3, 4])).value is None


def test_scores_far_from_zero_keep_their_digits():
    near, far = lower([1, 2, 4], [0, 2, 1]), lower([1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9, 1e9 + 2, 1e9 + 1])
    assert close(figures(near), figures(far))


def test_the_headline_comes_first_and_every_standardiser_is_named():
    found = effects(lower([10, 12, 14], [7, 10, 10]))
    assert [effect.name for effect in found] == ["baseline_sd", "d_av", "d_rm", "d_z"]
    assert found[0].standardiser == "SD before"
    assert all(effect.standardiser and effect.interval for effect in found)


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.randoms())
def test_order_and_direction_change_nothing(pairs, random):
    table = lower([b for b, _ in pairs], [a for _, a in pairs])
    shuffled = list(pairs)
    random.shuffle(shuffled)
    assert close(figures(table), figures(lower([b for b, _ in shuffled], [a for _, a in shuffled])))
    turned = ChangeTable.from_scores([30 - b for b, _ in pairs], [30 - a for _, a in pairs], better="higher")
    assert close(figures(table), figures(turned))


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.integers(0, 30), st.integers(1, 4))
def test_splitting_adding_and_repeating_change_nothing(pairs, cut, times):
    def table(some):
        return lower([b for b, _ in some], [a for _, a in some])

    assert close(figures(table(pairs[:cut]) + table(pairs[cut:])), figures(table(pairs)))
    counted = lower([b for b, _ in pairs], [a for _, a in pairs], counts=[times] * len(pairs))
    assert close(figures(counted), figures(table(pairs * times)))


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.sampled_from([0.5, 0.9, 0.95, 0.999]))
def test_every_interval_holds_its_value(pairs, confidence):
    table = lower([b for b, _ in pairs], [a for _, a in pairs])
    for estimate in (*effects(table, confidence), mean_change(table, confidence)):
        if estimate.low is not None:
            assert estimate.low <= known(estimate.value) <= known(estimate.high)
    chance = probability_of_improvement(table, confidence)
    if pairs:
        low, value, high = known(chance.low), known(chance.value), known(chance.high)
        assert 0 <= low <= value + 1e-12
        assert value - 1e-12 <= high <= 1


def test_figures_are_safe_for_json():
    plain = baseline_sd(lower([3, 3, 3], [1, 2, 3])).to_dict()
    assert plain["value"] is None
    assert plain["reason"]
    plain = Estimate(name="x", value=np.float64(1), low=-math.inf, high=math.nan).to_dict()
    assert (type(plain["value"]), plain["low"], plain["high"]) == (float, None, None)
    assert list(plain) == [
        "value", "low", "high", "interval", "standardiser", "confidence", "plain", "hedges", "reason"
    ]  # fmt: skip


def test_the_library_does_not_load_scipys_statistics():
    code = "import evaluation.comparing, sys; sys.exit('scipy.stats' in sys.modules)"
    assert subprocess.run([sys.executable, "-W", "error", "-c", code], check=False).returncode == 0
