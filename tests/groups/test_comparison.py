"""Differences of shares and many comparisons, against published examples and other programs."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy import stats

from evaluation.groups import compare_shares, holm, newcombe, p_value


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_eight_examples_of_newcombe_1998_table_ii_method_10(counts, low, high):
    """Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10 at 95%."""
    value, least, most = newcombe(*counts)
    assert value == pytest.approx(counts[0] / counts[1] - counts[2] / counts[3])
    assert (round(least, 4), round(most, 4)) == (low, high)


def test_a_difference_turned_round_changes_its_sign_alone():
    value, low, high = newcombe(7, 20, 30, 55)
    assert newcombe(30, 55, 7, 20) == pytest.approx((-value, -high, -low))


def test_the_p_value_is_the_n_less_one_chi_squared_of_scipy():
    """Oracle: scipy's chi-squared without continuity correction, times (N - 1) / N (Campbell 2007)."""
    for n, other in ((12, 20), (30, 31), (5, 40)):
        of, of_other = 45, 60
        table = [[n, of - n], [other, of_other - other]]
        squared = (
            stats.chi2_contingency(table, correction=False).statistic * (of + of_other - 1) / (of + of_other)
        )
        assert p_value(n, of, other, of_other) == pytest.approx(stats.chi2.sf(squared, 1), rel=1e-9)


def test_where_few_are_expected_it_is_fisher_s_of_scipy():
    """Oracle: scipy.stats.fisher_exact, two-sided, for every table with one improved or all but one."""
    for of, of_other in ((11, 12), (10, 30)):
        for better in (1, of + of_other - 1):
            for n in range(max(0, better - of_other), min(of, better) + 1):
                table = [[n, of - n], [better - n, of_other - better + n]]
                expected = stats.fisher_exact(np.array(table)).pvalue
                assert p_value(n, of, better - n, of_other) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("counts", [(0, 12, 0, 30), (12, 12, 30, 30)])
def test_groups_that_are_all_alike_have_nothing_to_wonder_at(counts):
    assert p_value(*counts) == 1.0
    assert compare_shares(*counts).value == 0.0


def test_every_small_table_gives_a_p_value_between_0_and_1():
    for of, of_other in product(range(1, 8), repeat=2):
        for n, other in product(range(of + 1), range(of_other + 1)):
            assert 0 < p_value(n, of, other, of_other) <= 1


@pytest.mark.parametrize("of", [0, 1, 2, 9])
def test_fewer_than_ten_are_not_compared_and_a_sentence_says_so(of):
    found = compare_shares(0, of, 20, 40)
    assert (found.value, found.low, found.high, found.p, found.reading) == (None, None, None, None, "")
    assert str(found) == "Fewer than 10 in this group: too few to compare."
    assert "in the other groups together" in str(compare_shares(20, 40, 0, of))


def test_holm_as_by_hand():
    """By hand, Holm (1979): .005 × 4, then .01 × 3, .03 × 2, and .04 is not below the one before it."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([]) == ()
    assert holm([0.6, 0.7]) == (1.0, 1.0)


def test_holm_never_lets_a_larger_p_value_fall_below_a_smaller_one_s():
    """By hand: × 6, 5, 4, 3, 2, 1; the last three (.123, .084, .06) are raised to the .156 before them."""
    found = holm([0.001, 0.008, 0.039, 0.041, 0.042, 0.06])
    assert found == pytest.approx((0.006, 0.04, 0.156, 0.156, 0.156, 0.156))
