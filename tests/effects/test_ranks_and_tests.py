"""Rank-biserial, correlation, Glass's delta and the three tests, against R, scipy and by hand."""

from __future__ import annotations

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.effects import (
    SignedRanks,
    baseline_sd,
    correlation,
    extremes,
    glass_delta,
    hedges_factor,
    paired_t,
    rank_biserial,
    sign_test,
    wilcoxon,
)
from evaluation.effects.significance import SMALLEST
from evaluation.tables import ChangeTable
from tests.examples import examples
from tests.reference import known, load

NAMES = ["sleep", "claus_2020_bdi", "claus_2020_hamd", "anorexia", "btheb_2m", "small_n3", "ties_likert"]
SCORES = st.integers(0, 27)
PAIRS = st.lists(st.tuples(SCORES, SCORES), max_size=30)


def lower(pairs, counts=None) -> ChangeTable:
    return ChangeTable.from_scores(
        [b for b, _ in pairs], [a for _, a in pairs], better="lower", counts=counts
    )


WHOLE = [name for name in NAMES if name != "anorexia"]


@pytest.fixture(params=NAMES)
def data(request):
    return load("paired/paired_effectsizes.json")[request.param]


@pytest.fixture
def table(data):
    return ChangeTable.from_scores(data["pre"], data["post"], better="higher")


def test_changes_that_differ_by_binary_noise_are_tied():
    """R and scipy rank 80.7 - 80.2 and 76.5 - 76.0 apart; our changes are rounded to 9 decimals."""
    data = load("paired/paired_effectsizes.json")["anorexia"]
    table = ChangeTable.from_scores(data["pre"], data["post"], better="higher")
    gains = np.round(np.subtract(data["post"], data["pre"]), 9)
    theirs = stats.wilcoxon(gains, correction=True, method="approx")
    assert wilcoxon(table).p == pytest.approx(theirs.pvalue, rel=1e-9)
    ranks = stats.rankdata(np.abs(gains[gains != 0]))
    assert rank_biserial(table).value == pytest.approx(
        (ranks * np.sign(gains[gains != 0])).sum() / ranks.sum()
    )
    assert rank_biserial(table).value == pytest.approx(
        data["effectsize_rank_biserial_paired"]["r_rank_biserial"], abs=0.002
    )


def test_paired_t_is_rs(data, table):
    ours, theirs = paired_t(table), data["t_test"]
    assert (ours.statistic, ours.df) == pytest.approx((theirs["t"], theirs["df"]), abs=1e-9)
    assert ours.p == pytest.approx(theirs["p"], rel=1e-9)


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("corrected", [True, False])
def test_wilcoxon_is_rs_normal_approximation(name, corrected):
    data = load("paired/paired_effectsizes.json")[name]
    table = ChangeTable.from_scores(data["pre"], data["post"], better="higher")
    theirs = data[f"wilcoxon_approx_{'corrected' if corrected else 'uncorrected'}"]
    ours = wilcoxon(table, corrected=corrected)
    assert ours.statistic == theirs["V"]
    assert "normal" in ours.how
    assert ours.p == pytest.approx(theirs["p"], rel=1e-9)


@pytest.mark.parametrize("name", WHOLE)
def test_wilcoxon_with_pratts_zeros_is_scipys(name):
    data = load("paired/paired_effectsizes.json")[name]
    theirs = load("paired/python_reference.json")[name]["scipy.wilcoxon[pratt,asymptotic]"]
    table = ChangeTable.from_scores(data["pre"], data["post"], better="higher")
    ours = wilcoxon(table, zeros="pratt", corrected=False)
    ranks = SignedRanks.of(table, pratt=True)
    assert min(ranks.up, ranks.total - ranks.up) == theirs["statistic"]
    assert ours.p == pytest.approx(theirs["p"], rel=1e-9)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.sampled_from([-1, 1]), min_size=1, max_size=50))
def test_wilcoxon_is_exact_without_ties_and_zeros(signs):
    gains = [sign * (place + 1) for place, sign in enumerate(signs)]
    ours = wilcoxon(lower([(100, 100 - gain) for gain in gains]))
    theirs = stats.wilcoxon(gains, method="exact")
    assert "exact" in ours.how
    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-12)


def test_one_tie_or_zero_or_the_51st_pair_ends_the_exact_distribution():
    distinct = [(100, 100 - gain) for gain in range(1, 51)]
    assert "exact" in wilcoxon(lower(distinct)).how
    assert "normal" in wilcoxon(lower([*distinct, (100, 49)])).how
    assert "normal" in wilcoxon(lower([*distinct[:-1], (100, 99)])).how
    assert "normal" in wilcoxon(lower([*distinct[:-1], (100, 100)])).how


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS)
def test_tests_agree_with_scipy(pairs):
    table = lower(pairs)
    gains = np.array([b - a for b, a in pairs], float)
    better, worse = int((gains > 0).sum()), int((gains < 0).sum())
    if better + worse:
        assert sign_test(table).p == pytest.approx(
            stats.binomtest(better, better + worse, 0.5).pvalue, rel=1e-9
        )
        for zeros in ("wilcox", "pratt"):
            ours = wilcoxon(table, zeros=zeros)
            if "exact" not in ours.how:
                theirs = stats.wilcoxon(gains, zero_method=zeros, correction=True, method="approx").pvalue
                # scipy takes the half off past zero too, and R and we stop there.
                if ours.p != 1:
                    assert ours.p == pytest.approx(theirs, rel=1e-9)
    else:
        assert sign_test(table).p is None
        assert wilcoxon(table).p is None
    if len(gains) > 1 and np.ptp(gains):
        assert paired_t(table).p == pytest.approx(stats.ttest_1samp(gains, 0).pvalue, rel=1e-9)


@pytest.mark.parametrize("name", WHOLE)
def test_rank_biserial_is_effectsizes_value(name):
    data = load("paired/paired_effectsizes.json")[name]
    ours = rank_biserial(ChangeTable.from_scores(data["pre"], data["post"], better="higher"))
    theirs = data["effectsize_rank_biserial_paired"]
    assert ours.value == pytest.approx(theirs["r_rank_biserial"], abs=1e-12)
    # Its interval differs on purpose: theirs is Fisher's z with the standard error of r = 0.
    low, high = known(ours.low), known(ours.high)
    assert -1 <= low <= known(ours.value) <= high <= 1


@pytest.mark.parametrize("name", ["sleep", "ties_likert", "small_n3"])
def test_the_rank_biserial_interval_is_no_point_when_everybody_improves(name):
    """effectsize gives [1, 1] at r = 1, however few the pairs (facts/peers.md section 4)."""
    data = load("paired/paired_effectsizes.json")[name]
    ours = rank_biserial(ChangeTable.from_scores(data["pre"], data["post"], better="higher"))
    assert abs(known(ours.value)) == 1
    assert known(ours.high) - known(ours.low) > 0.2


def test_the_rank_biserial_interval_is_wilsons_where_all_ranks_are_one():
    # Everybody moves by one point: the ranks are equal, so the share of them is a share of people.
    ours = rank_biserial(lower([(5, 4)] * 30 + [(5, 6)] * 10))
    theirs = stats.binomtest(30, 40).proportion_ci(method="wilson")
    assert (ours.low, ours.high) == pytest.approx((2 * theirs.low - 1, 2 * theirs.high - 1), abs=1e-12)


def test_wilcoxon_costs_what_its_distinct_amounts_cost():
    """pingouin's is O(n^2) and fails at 100,000 pairs (facts/peers.md section 4)."""
    rng = np.random.default_rng(5)
    before, after = rng.normal(20, 5, 200_000), rng.normal(19, 5, 200_000)
    table = ChangeTable.from_scores(before, after, better="lower")
    tracemalloc.start()
    ours = wilcoxon(table)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * 2**20  # n^2 booleans would be 40 GB
    assert ours.p == pytest.approx(stats.wilcoxon(before, after, correction=True).pvalue, rel=1e-6)


def test_no_p_is_ever_nought():
    """dabest prints 0.0 (facts/peers.md section 4)."""
    table = ChangeTable.from_scores([20, 21], [10, 12], better="lower", counts=[10**6, 10**6])
    for test in (paired_t(table), wilcoxon(table), sign_test(table)):
        assert test.p == SMALLEST > 0
        assert test.p_words == "p < 0.001"
        assert "0.0)" not in str(test)


def test_the_direction_stays_in_the_sign():
    """pingouin reports |d| (facts/peers.md section 4)."""
    table = lower([(9, 12), (8, 9), (7, 11), (5, 4)])
    for figure in (glass_delta(table), rank_biserial(table), baseline_sd(table)):
        assert known(figure.value) < 0
    assert known(paired_t(table).statistic) < 0


def test_glass_delta_is_becker_uncorrected_and_statpsych_in_its_interval(data, table):
    ours = glass_delta(table)
    assert ours.value == pytest.approx(data["effectsize_rm_d"]["b"]["Beckers_d"], abs=1e-9)
    assert ours.hedges == pytest.approx(data["effectsize_glass_delta_pre"]["Glass_delta_adjusted"], abs=1e-9)
    # The reference compares post with pre, so their second measurement is our first.
    printed = data["statpsych_ci.stdmean.ps"]
    theirs = next(row for name, row in printed.items() if name.startswith("Measurement 2"))
    assert (ours.value, ours.low, ours.high) == pytest.approx(
        (theirs["Estimate"], theirs["LL"], theirs["UL"]), abs=5.1e-4
    )


@pytest.mark.parametrize("m", [3, 10, 50, 200])
def test_hedges_correction_is_the_exact_one(m):
    # Hedges (1981): gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2)), and not 1 - 3 / (4 m - 1).
    exact = math.gamma(m / 2) / (math.sqrt(m / 2) * math.gamma((m - 1) / 2))
    assert hedges_factor(m) == pytest.approx(exact, rel=1e-12)
    assert hedges_factor(m) != pytest.approx(1 - 3 / (4 * m - 1), rel=1e-7)


def test_correlation_is_scipys(data, table):
    ours = correlation(table)
    if data["n"] < 4:
        assert ours.low is None
        assert "four pairs" in ours.reason
        return
    theirs = stats.pearsonr(data["pre"], data["post"])
    interval = theirs.confidence_interval(0.95)
    assert (ours.value, ours.low, ours.high) == pytest.approx(
        (theirs.statistic, interval.low, interval.high), abs=1e-9
    )


@pytest.mark.parametrize(
    ("pairs", "of", "said"),
    [
        ([], rank_biserial, "Nobody has"),
        ([(4, 4), (5, 5)], rank_biserial, "Nobody's score changed"),
        ([], correlation, "Nobody has"),
        ([(4, 3)], correlation, "Only one pair"),
        ([(4, 3), (4, 2)], correlation, "did not vary"),
        ([(1, 2), (2, 3), (3, 4), (4, 5)], correlation, "on one line"),
        ([], glass_delta, "Nobody has"),
        ([(4, 3)], glass_delta, "Only one pair"),
        ([(4, 3), (4, 2)], glass_delta, "same score before"),
        ([], paired_t, "Nobody has"),
        ([(4, 3)], paired_t, "Only one pair"),
        ([(4, 3), (5, 4)], paired_t, "same amount"),
        ([], sign_test, "Nobody has"),
        ([(4, 4)], sign_test, "Nobody's score changed"),
        ([], wilcoxon, "Nobody has"),
        ([(0, 0)] * 9, wilcoxon, "Nobody's score changed"),
    ],
)
def test_what_cannot_be_computed_says_why(pairs, of, said):
    found = of(lower(pairs))
    assert said in found.reason
    ends = (found.p,) if hasattr(found, "p") else (found.low, found.high)
    assert set(ends) == {None}
    if hasattr(found, "p"):
        assert "can't be computed" in str(found)


def test_all_at_the_floor_is_counted_as_such():
    found = extremes(lower([(0, 0)] * 7 + [(27, 3)]), 0, 27)
    assert (found.n, found.best_before, found.best_after, found.worst_before) == (8, 7, 7, 1)


def everything(table: ChangeTable) -> list[float | None]:
    estimates = (rank_biserial(table), correlation(table), glass_delta(table))
    tests = (paired_t(table), sign_test(table), wilcoxon(table), wilcoxon(table, zeros="pratt"))
    return [figure for e in estimates for figure in (e.value, e.low, e.high)] + [
        figure for t in tests for figure in (t.statistic, t.p)
    ]


def close(one: list[float | None], other: list[float | None]) -> bool:
    return all(
        a is b is None or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9))
        for a, b in zip(one, other, strict=True)
    )


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.integers(0, 30), st.integers(1, 4))
def test_counts_pooling_and_unpaired_families_change_nothing(pairs, cut, times):
    table = lower(pairs)
    assert close(everything(table), everything(lower(pairs[:cut]) + lower(pairs[cut:])))
    assert close(everything(lower(pairs, [times] * len(pairs))), everything(lower(pairs * times)))
    assert close(everything(table), everything(lower([*pairs, (math.nan, 5), (9, math.nan)])))


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS)
def test_signs_flip_with_the_direction_alone(pairs):
    down = lower(pairs)
    up = ChangeTable.from_scores(down.before, down.after, better="higher", counts=down.count)
    for of in (rank_biserial, glass_delta):
        one, other = of(down), of(up)
        if one.value is not None and one.low is not None and one.high is not None:
            assert (one.value, one.low, one.high) == pytest.approx(
                (-known(other.value), -known(other.high), -known(other.low)), abs=1e-12
            )
    assert paired_t(down).p == pytest.approx(paired_t(up).p)
    assert wilcoxon(down).p == pytest.approx(wilcoxon(up).p)
    assert sign_test(down).p == sign_test(up).p
    turned = ChangeTable.from_scores(27 - down.before, 27 - down.after, better="higher", counts=down.count)
    assert close(everything(down), everything(turned))
