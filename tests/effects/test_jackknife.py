"""The jackknife's interval against R, against leaving families out one by one, and in a simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.effects import (
    JACKKNIFE,
    baseline_sd,
    correlation,
    effects,
    glass_delta,
    jackknifed,
    mean_change,
    rank_biserial,
)
from evaluation.tables import ChangeTable
from tests.examples import examples
from tests.reference import claus, known

SCORES = st.integers(0, 9)
PAIRS = st.lists(st.tuples(SCORES, SCORES), min_size=3, max_size=12)
# R 4.2.2: sapply over families left out, sqrt((n - 1) / n * sum((t - mean(t))^2)), qt(.975, n - 1); values
# corrected by gamma(df / 2) / (sqrt(df / 2) gamma((df - 1) / 2)); the correlation by atanh.
BY_R = {
    "baseline_sd": (0.663165, 1.686638),
    "d_av": (0.497998, 1.234918),
    "d_rm": (0.430776, 1.190827),
    "d_z": (0.521012, 1.214125),
    "r": (0.295985, 0.748779),
}


def lower(pairs, counts=None) -> ChangeTable:
    return ChangeTable.from_scores(
        [b for b, _ in pairs], [a for _, a in pairs], better="lower", counts=counts
    )


def figures(table: ChangeTable):
    return (*effects(table), glass_delta(table), correlation(table))


def ends(found) -> list[float | None]:
    return [end for one in found for end in (one.low, one.high)]


def test_it_is_what_r_gives_for_a_published_data_set():
    table = ChangeTable.from_scores(*claus("bdi"), better="lower")
    found = {one.name: one for one in jackknifed(table, figures(table))}
    for name, (low, high) in BY_R.items():
        assert (found[name].low, found[name].high) == pytest.approx((low, high), abs=1e-6)
        assert found[name].interval == JACKKNIFE
    # Glass's delta is the headline uncorrected: the same interval, another value.
    assert ends([found["glass_delta"]]) == pytest.approx(BY_R["baseline_sd"], abs=1e-6)
    assert found["glass_delta"].value == glass_delta(table).value


def test_of_an_average_it_is_the_paired_t_interval():
    table = ChangeTable.from_scores(*claus("bdi"), better="lower")
    (found,) = jackknifed(table, [mean_change(table)])
    assert ends([found]) == pytest.approx(ends([mean_change(table)]), abs=1e-9)


@settings(max_examples=examples(30), deadline=None)
@given(PAIRS)
def test_it_is_leaving_out_each_family(pairs):
    table, n = lower(pairs), len(pairs)
    t = float(stats.t.ppf(0.975, n - 1))
    usual = figures(table)
    for one, found in zip(usual, jackknifed(table, usual), strict=True):
        assert found.value == one.value
        if found.interval != JACKKNIFE:
            assert found == one
            continue
        left_out = [
            next(f for f in figures(lower(pairs[:i] + pairs[i + 1 :])) if f.name == one.name).plain
            for i in range(n)
        ]
        scores = np.array(left_out, float)
        if one.name == "r":
            scores, floor, centre = np.arctanh(scores), 1 / math.sqrt(n - 3), math.atanh(known(one.value))
        else:
            floor, centre = 0.0, known(one.hedges)
        error = max(math.sqrt((n - 1) / n * float(((scores - scores.mean()) ** 2).sum())), floor)
        wanted = [centre - t * error, centre + t * error]
        if one.name == "r":
            wanted = np.tanh(wanted).tolist()
        else:
            wanted = [min(wanted[0], known(one.value)), max(wanted[1], known(one.value))]
        assert ends([found]) == pytest.approx(wanted, rel=1e-6, abs=1e-6)


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.integers(1, 3))
def test_counts_are_families_and_a_turned_scale_gives_the_same(pairs, times):
    table = lower(pairs, [times] * len(pairs))
    turned = ChangeTable.from_scores(9 - table.before, 9 - table.after, better="higher", counts=table.count)
    ours = jackknifed(table, figures(table))
    for other in (lower(pairs * times), turned):
        theirs = jackknifed(other, figures(other))
        assert [one.interval for one in theirs] == [one.interval for one in ours]
        for a, b in zip(ends(ours), ends(theirs), strict=True):
            assert a is b is None or a == pytest.approx(b, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    "pairs",
    [
        [],
        [(27, 20)],
        [(27, 20), (27, 12)],
        [(27, 20)] * 9,  # no spread, so no effect
        [(27, 20), (9, 2)] * 9,  # leaving out one of two that mirror each other alters nothing
        [(27, 20), (27, 18), (27, 11), (4, 2)],  # without the last there is no spread
        [(1e308, -1e308), (0, 1), (2, 3)],
    ],
)
def test_where_there_is_none_a_figure_keeps_its_own(pairs):
    table = lower(pairs)
    usual = baseline_sd(table)
    assert jackknifed(table, [usual]) == (usual,)


def test_no_figures_at_all_and_one_that_it_does_not_have():
    table = lower([(9, 4), (8, 6), (7, 7)])
    assert jackknifed(table, []) == ()
    with pytest.raises(KeyError, match="rank_biserial"):
        jackknifed(table, [rank_biserial(table)])


def test_it_holds_where_half_start_at_the_worst_score_and_the_usual_interval_does_not():
    """docs/coverage.md, "half at the worst"; 400 data sets, so that two standard errors are 2 points."""
    rng = np.random.default_rng(20_260)

    def scores(n: int) -> ChangeTable:
        latent = rng.standard_normal((2, n))
        levels = (2.3 + latent[0], 1.5 + 0.6 * latent[0] + 0.8 * latent[1])
        before, after = (
            np.clip(np.round(1.5 + 0.9 * level + 0.7 * rng.standard_normal((9, n))), 0, 3).sum(axis=0)
            for level in levels
        )
        return ChangeTable.from_scores(before, after, better="lower")

    truth, held = known(baseline_sd(scores(400_000)).plain), {"usual": 0, "jackknife": 0}
    for _ in range(400):
        table = scores(50)
        usual = baseline_sd(table)
        (found,) = jackknifed(table, [usual])
        for name, one in (("usual", usual), ("jackknife", found)):
            held[name] += known(one.low) <= truth <= known(one.high)
    assert held["jackknife"] / 400 > 0.92
    assert held["usual"] / 400 < 0.9
