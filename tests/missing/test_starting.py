"""Where two groups started. Oracles: hand calculation, and scipy's noncentral t for the interval."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from evaluation.missing import FirstScores, difference_at_start, expected_change
from tests.reference import known


def scores(of):
    return FirstScores(*np.unique(np.array(of), return_counts=True))


WITHOUT, WITH_BOTH = np.array([14.0, 16.0, 18.0, 12.0, 20.0]), np.array([10.0, 12.0, 14.0, 8.0, 16.0, 12.0])


def test_the_difference_by_hand():
    # Means 16 and 12; sums of squares 40 and 40, so the pooled SD is sqrt(80 / 9) = 2.9814.
    found = difference_at_start(scores(WITHOUT), scores(WITH_BOTH), -1)
    assert found.value == pytest.approx(-4 / (80 / 9) ** 0.5)
    assert found.standardiser == "pooled SD of first scores"
    # Hedges 1981: J(9) = 0.913875 (also in effects' own doctest).
    assert found.hedges == pytest.approx(known(found.value) * 0.913875, rel=1e-6)


def test_the_interval_inverts_the_noncentral_t():
    found = difference_at_start(scores(WITHOUT), scores(WITH_BOTH), -1)
    t = stats.ttest_ind(WITHOUT, WITH_BOTH).statistic
    root = (5 * 6 / 11) ** 0.5
    assert found.value * root == pytest.approx(-t)
    assert stats.nct.cdf(-t, 9, found.low * root) == pytest.approx(0.975, abs=1e-6)
    assert stats.nct.cdf(-t, 9, found.high * root) == pytest.approx(0.025, abs=1e-6)


def test_direction_turns_the_sign_only():
    low, high = (difference_at_start(scores(WITHOUT), scores(WITH_BOTH), sign) for sign in (-1, 1))
    turned = [-known(figure) for figure in (high.value, high.high, high.low)]
    assert [low.value, low.low, low.high] == pytest.approx(turned)


@pytest.mark.parametrize(
    ("without", "with_both", "why"),
    [
        ([], [1.0, 2.0], "at least two"),
        ([3.0], [1.0, 2.0], "at least two"),
        ([3.0, 3.0], [3.0, 3.0], "all alike"),
        ([0.0, 0.0], [27.0, 27.0], "all alike"),
    ],
)
def test_too_few_or_all_alike_is_a_sentence(without, with_both, why):
    found = difference_at_start(scores(without), scores(with_both), 1)
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.reason.startswith("The difference can't be computed: ")
    assert why in found.reason


def test_regression_to_the_mean_by_hand():
    # Davis 1976: 20% of the way from 20 back to 5 is 3 points, better where lower is better.
    assert expected_change(20, 5, 0.8, -1) == pytest.approx(3.0)
    assert expected_change(5, 20, 0.8, 1) == pytest.approx(3.0)
    assert expected_change(4, 5, 0.8, -1) == pytest.approx(-0.2)
    assert expected_change(20, 5, 1.0, -1) == 0
    with pytest.raises(ValueError, match="between 0 and 1"):
        expected_change(20, 5, 1.2, -1)


def test_regression_to_the_mean_is_what_selection_gives():
    """People chosen for a high first score, nothing done: the mean change is Davis's formula's."""
    random = np.random.default_rng(11)
    true = random.normal(10, 4, 400_000)
    noise = 4 * (1 / 0.8 - 1) ** 0.5  # reliability 0.8
    before, after = (true + random.normal(0, noise, len(true)) for _ in range(2))
    chosen = before >= 15
    seen = before[chosen].mean() - after[chosen].mean()
    assert seen == pytest.approx(expected_change(before[chosen].mean(), 10, 0.8, -1), abs=0.05)


def test_what_counts_say_is_what_rows_say():
    found = scores([4.0, 4.0, 7.0, 9.0, 9.0, 9.0])
    rows = np.repeat(found.values, found.counts)
    assert (found.n, found.median) == (6, np.median(rows))
    assert [found.mean, found.sd] == pytest.approx([rows.mean(), rows.std(ddof=1)])
    assert scores([1.0, 2.0, 5.0]).median == 2.0
    assert scores([3.0]).sd is None
