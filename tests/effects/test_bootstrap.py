"""The bootstrap against scipy's, brute force and its own promises."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.effects import (
    bootstrap,
    correlation,
    effects,
    glass_delta,
    mean_change,
    probability_of_improvement,
    rank_biserial,
)
from evaluation.effects.reweighted import NAMES, Cells
from evaluation.tables import ChangeTable
from tests.examples import examples
from tests.reference import claus, known, load

SCORES = st.integers(0, 9)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=3, max_size=25)


def lower(pairs, counts=None) -> ChangeTable:
    return ChangeTable.from_scores(
        [b for b, _ in pairs], [a for _, a in pairs], better="lower", counts=counts
    )


def point_values(table: ChangeTable) -> dict[str, float | None]:
    everything = (
        mean_change(table), *effects(table), glass_delta(table), correlation(table),
        probability_of_improvement(table), rank_biserial(table),
    )  # fmt: skip
    return {found.name: found.value for found in everything}


@settings(max_examples=examples(80), deadline=None)
@given(PAIRS)
def test_weighted_by_its_counts_a_table_gives_its_own_figures(pairs):
    table = lower(pairs)
    cells = Cells.of(table)
    found = cells.figures(cells.count[None, :])
    assert set(found) == set(NAMES)
    for name, value in point_values(table).items():
        ours = float(found[name][0])
        if value is None:
            assert math.isnan(ours)
        else:
            assert ours == pytest.approx(value, abs=1e-9)


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS)
def test_reweighting_is_evaluating_the_resampled_families(pairs):
    """Pairs stay together: dabest's R twin once resampled the arms apart (facts/peers.md section 4)."""
    table = lower(pairs)
    cells, rng = Cells.of(table), np.random.default_rng(1)
    weights = rng.multinomial(cells.n, cells.count / cells.n)
    order = {float(c): i for i, c in enumerate(_places(cells, table))}
    again = ChangeTable.from_scores(
        table.before,
        table.after,
        better="lower",
        counts=[weights[order[float(i)]] for i in range(len(table.count))],
    )
    found = cells.figures(weights[None, :].astype(float))
    for name, value in point_values(again).items():
        ours = float(found[name][0])
        assert math.isnan(ours) if value is None else ours == pytest.approx(value, abs=1e-9)


def _places(cells: Cells, table: ChangeTable) -> list[int]:
    """Which of the table's cells stands at each place, told by a mask on one of them at a time."""
    marks = {f"cell {i}": np.arange(len(table.count)) == i for i in range(len(table.count))}
    columns = Cells.of(table, marks).sums[:, -len(marks) :]
    assert (Cells.of(table, marks).count == cells.count).all()
    return [int(np.argmax(row)) for row in columns]


@settings(max_examples=examples(40), deadline=None)
@given(PAIRS)
def test_the_jackknife_is_exact(pairs):
    table = lower(pairs)
    cells = Cells.of(table)
    n = cells.n
    one_by_one = cells.figures((cells.count - np.eye(len(cells.count))) * n / (n - 1))
    for name, values in cells.without_one().items():
        np.testing.assert_allclose(values, one_by_one[name], atol=1e-9, rtol=1e-9)


@pytest.mark.parametrize("name", ["sleep", "claus_2020_bdi", "anorexia", "btheb_2m"])
@pytest.mark.parametrize("effect", ["d_av", "d_z"])
def test_it_is_scipys_bca_up_to_the_noise_of_resampling(name, effect):
    data = load("paired/paired_effectsizes.json")[name]
    low, high = load("paired/python_reference.json")[name][f"scipy.bootstrap[BCa,{effect},paired]"]["ci"]
    ours = bootstrap(ChangeTable.from_scores(data["pre"], data["post"], better="higher"), resamples=20_000)[
        effect
    ]
    # Their 9,999 resamples leave either end an error of about 3% of the width.
    assert (ours.low, ours.high) == pytest.approx((low, high), abs=0.05 * (high - low))


@pytest.mark.parametrize("name", ["claus_2020_bdi", "anorexia"])
def test_it_is_dabests_bca_of_the_mean_difference(name):
    data = load("paired/paired_effectsizes.json")[name]
    theirs = load("paired/dabest_reference.json")[name]["mean_diff"]
    ours = bootstrap(ChangeTable.from_scores(data["pre"], data["post"], better="higher"))["mean_change"]
    width = theirs["bca_high"] - theirs["bca_low"]
    assert (ours.low, ours.high) == pytest.approx((theirs["bca_low"], theirs["bca_high"]), abs=0.05 * width)


def test_a_share_and_the_rank_biserial_agree_with_scipys_bootstrap():
    before, after = (np.array(column) for column in claus("bdi"))
    kept = np.isfinite(before) & np.isfinite(after)
    gain = (before - after)[kept]
    table = ChangeTable.from_scores(before, after, better="lower")
    ours = bootstrap(table, shares={"ten": table.gain >= 10}, resamples=20_000)

    def ranked(sample: np.ndarray) -> float:
        ranks = stats.rankdata(np.abs(sample[sample != 0]))
        return float((ranks * np.sign(sample[sample != 0])).sum() / ranks.sum())

    statistics = {"ten": lambda sample: float((sample >= 10).mean()), "rank_biserial": ranked}
    for name, statistic in statistics.items():
        theirs = stats.bootstrap(
            (gain,),
            statistic,
            vectorized=False,
            n_resamples=4_999,
            method="BCa",
            rng=np.random.default_rng(2),
        ).confidence_interval
        width = theirs.high - theirs.low
        assert (ours[name].low, ours[name].high) == pytest.approx(
            (theirs.low, theirs.high), abs=max(0.06 * width, 0.026)
        )


@pytest.mark.parametrize("n", [60, 300, 2_000])
def test_without_resampling_it_is_nearly_the_same(n):
    # DiCiccio and Efron (1992): ABC agrees with BCa to the second order.
    rng = np.random.default_rng(n)
    before = np.clip(np.round(rng.normal(12, 5, n)), 0, 27)
    after = np.clip(np.round(0.6 * before + rng.normal(0, 4, n)), 0, 27)
    table = ChangeTable.from_scores(before, after, better="lower")
    drawn, straight = bootstrap(table, resamples=20_000), bootstrap(table, resample=False)
    for name in NAMES:
        one, other = drawn[name], straight[name]
        width = known(one.high) - known(one.low)
        assert (other.low, other.high) == pytest.approx((one.low, one.high), abs=0.07 * width)
        assert "without resampling" in other.interval


def intervals(
    table: ChangeTable, *, resample: bool | None = None
) -> dict[str, tuple[float | None, float | None, float | None]]:
    found = bootstrap(table, resamples=200, resample=resample)
    return {name: (one.low, one.value, one.high) for name, one in found.items()}


@settings(max_examples=examples(25), deadline=None)
@given(PAIRS, st.randoms(), st.integers(0, 25))
def test_the_same_pairs_give_the_same_bytes(pairs, random, cut):
    shuffled = list(pairs)
    random.shuffle(shuffled)
    same = (
        lower(shuffled),
        lower(pairs[:cut]) + lower(pairs[cut:]),
        lower([*pairs, (math.nan, 3), (4, math.nan)]),
    )
    for table in same:
        assert intervals(table) == intervals(lower(pairs))


@settings(max_examples=examples(25), deadline=None)
@given(PAIRS)
def test_turning_the_scale_changes_nothing_and_turning_the_direction_the_sign(pairs):
    mirrored(lower(pairs), resample=True)


@pytest.mark.parametrize("seed", range(5))
def test_turning_does_the_same_without_resampling(seed):
    before, after = np.random.default_rng(seed).integers(0, 10, (2, 60))
    mirrored(ChangeTable.from_scores(before, after, better="lower"), resample=False)


def mirrored(down: ChangeTable, *, resample: bool) -> None:
    turned = ChangeTable.from_scores(9 - down.before, 9 - down.after, better="higher", counts=down.count)
    ours, theirs = intervals(down, resample=resample), intervals(turned, resample=resample)
    for name, three in ours.items():
        assert three == pytest.approx(theirs[name], abs=1e-7)
    up = ChangeTable.from_scores(down.before, down.after, better="higher", counts=down.count)
    other = intervals(up, resample=resample)
    for name in set(NAMES) - {"r", "probability_of_improvement"}:
        low, value, high = other[name]
        flipped = tuple(None if x is None else -x for x in (high, value, low))
        assert ours[name] == pytest.approx(flipped, abs=1e-7)


def test_counts_are_families():
    pairs = [(9, 4), (8, 6), (7, 7), (5, 6), (9, 2), (6, 1)]
    assert intervals(lower(pairs, [3, 1, 4, 1, 5, 9])) == intervals(
        lower([p for p, k in zip(pairs, [3, 1, 4, 1, 5, 9], strict=True) for _ in range(k)])
    )


@pytest.mark.parametrize(
    ("pairs", "name", "said"),
    [
        ([], "d_z", "Nobody"),
        ([(4, 3)], "d_z", "can't be resampled"),
        ([(4, 3), (5, 1)], "mean_change", "can't be resampled"),
        ([(0, 0)] * 30, "d_av", "do not vary"),
        ([(0, 0)] * 30, "rank_biserial", "nobody changed"),
        ([(0, 0)] * 30, "mean_change", "Every resample"),
        ([(5, 4)] * 30, "rank_biserial", "Every resample"),
        ([(5, 4), (5, 4), (6, 3)], "d_z", "hardly vary"),
        ([(1e308, -1e308), (0, 1), (2, 3)], "d_av", "too large"),
    ],
)
@pytest.mark.parametrize("resample", [False, True])
def test_what_cannot_be_computed_says_why(pairs, name, said, resample):
    found = bootstrap(lower(pairs), resample=resample)[name]
    assert (found.low, found.high) == (None, None)
    assert said in found.reason or (not resample and name == "d_z" and found.reason)


def test_too_few_resamples_are_refused():
    with pytest.raises(ValueError, match="100 resamples or more"):
        bootstrap(lower([(3, 2), (4, 1), (5, 5)]), resamples=50)


def test_ten_million_pairs_are_drawn_as_cells():
    rng = np.random.default_rng(3)
    before, after = rng.integers(0, 4, (2, 200))
    table = ChangeTable.from_scores(before, after, better="lower", counts=[50_000] * 200)
    found = bootstrap(table, resamples=500)["mean_change"]
    assert table.n == 10**7
    exact = mean_change(table)
    width = known(exact.high) - known(exact.low)
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=0.2 * width)


def test_figures_along_a_direction_are_those_of_the_weights_it_stands_for():
    """Sums that move along a line, and weights cut off at 0, against weights made pair by pair."""
    before, after = np.random.default_rng(5).integers(0, 10, (2, 40))
    cells = Cells.of(ChangeTable.from_scores(before, after, better="lower"))
    direction = np.random.default_rng(6).normal(0, 1, len(cells.count))
    steps = np.array([0.05, -0.05, 1.5])
    for some in (steps[:2], steps):
        weights = cells.count * np.maximum(1 + some[:, None] * direction, 0)
        wanted = cells.figures(weights * cells.n / weights.sum(axis=1, keepdims=True))
        for name in NAMES:
            assert cells.towards(direction, name)(some) == pytest.approx(wanted[name], abs=1e-12)
