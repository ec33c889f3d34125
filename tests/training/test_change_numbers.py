"""The numbers of paired answers against a sum by hand, scipy, statsmodels, pandas and laws that must hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from evaluation.training.change import changes
from evaluation.training.choices import TrainingView
from tests.examples import examples
from tests.reference import known
from tests.training.forms import SURE, both, records, unsigned

if TYPE_CHECKING:
    import random

# Twelve learners, before and after: 8 up, 2 the same, 2 down.
BY_HAND = [(1, 3), (2, 3), (2, 4), (2, 2), (3, 4), (3, 5), (3, 2), (1, 2), (4, 4), (2, 5), (4, 3), (3, 4)]
answers_of_five = st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=1, max_size=40)


def only(pairs, question=SURE, view=None):
    (found,) = changes(records(both(pairs), question), view or TrainingView())
    return found


def shares(found):
    return [(rate.outcome, rate.n, rate.of) for rate in found.rates]


def test_a_table_worked_out_by_hand():
    found = only(BY_HAND)
    assert shares(found) == [("improved", 8, 12), ("no_change", 2, 12), ("worse", 2, 12)]
    assert known(found.before).counts == (2, 4, 4, 2, 0)
    assert found.after.counts == (0, 3, 3, 4, 2)
    assert (known(found.before).top.n, found.after.top.n) == (2, 6)
    gains = [2, 1, 2, 0, 1, 2, -1, 1, 0, 3, -1, 1]
    assert known(found.mean_gain).value == pytest.approx(sum(gains) / 12)  # 11 / 12
    # Signs: 8 up, 2 down: p = 2 (1 + 10 + 45) / 2^10. Ranks of the ten who moved: six of 1 step share rank
    # 3.5, three of 2 steps rank 8, one of 3 steps rank 10; up: 4 x 3.5 + 3 x 8 + 10 = 48.
    sign, ranks = found.tests
    assert sign.p == pytest.approx(2 * 56 / 1024)
    assert (ranks.statistic, ranks.n, ranks.zeros) == (48, 10, 2)


def test_wilson_intervals_of_who_moved_are_scipys():
    found = only(BY_HAND)
    for rate in found.rates:
        theirs = stats.binomtest(known(rate.n), 12).proportion_ci(0.95, method="wilson")
        assert (rate.low, rate.high) == pytest.approx((theirs.low, theirs.high))


def test_the_mean_gain_and_its_interval_are_scipys():
    gains = [after - before for before, after in BY_HAND]
    theirs = stats.ttest_1samp(gains, 0).confidence_interval(0.9)
    ours = known(only(BY_HAND, view=TrainingView(confidence=0.9)).mean_gain)
    assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high))
    assert (ours.name, ours.interval, ours.standardiser) == (
        "mean_change",
        "paired t",
        "points of the scale",
    )


@settings(max_examples=examples(40), deadline=None)
@given(answers_of_five)
def test_the_sign_test_is_scipys_binomial_test_of_those_who_moved(pairs):
    sign = only(pairs).tests[0]
    up = sum(after > before for before, after in pairs)
    down = sum(after < before for before, after in pairs)
    if up + down == 0:
        assert sign.p is None
    else:
        assert sign.p == pytest.approx(stats.binomtest(up, up + down).pvalue)


@settings(max_examples=examples(40), deadline=None)
@given(answers_of_five)
def test_wilcoxons_test_is_scipys(pairs):
    ranks = only(pairs).tests[1]
    gains = [after - before for before, after in pairs]
    moved = [gain for gain in gains if gain]
    if not moved:
        assert ranks.p is None
        return
    exact = len(moved) == len(gains) and len({abs(gain) for gain in gains}) == len(gains)
    how = {"method": "exact"} if exact else {"method": "asymptotic", "correction": True}
    theirs = stats.wilcoxon(moved, zero_method="wilcox", **how)
    assert ranks.p == pytest.approx(theirs.pvalue)
    smaller = min(known(ranks.statistic), len(moved) * (len(moved) + 1) / 2 - known(ranks.statistic))
    assert smaller == pytest.approx(theirs.statistic)


@settings(max_examples=examples(30), deadline=None)
@given(answers_of_five)
def test_moves_are_pandas_cross_table_and_their_sums_are_the_distributions(pairs):
    found = only(pairs)
    frame = pd.DataFrame(pairs, columns=["before", "after"])
    theirs = pd.crosstab(frame["before"], frame["after"]).reindex(
        index=range(1, 6), columns=range(1, 6), fill_value=0
    )
    assert [move.n for move in found.moves] == theirs.to_numpy().ravel().tolist()
    assert known(found.before).counts == tuple(theirs.sum(axis=1))
    assert found.after.counts == tuple(theirs.sum(axis=0))
    assert [move.before for move in found.moves[:6]] == ["Not at all"] * 5 + ["Slightly"]


@settings(max_examples=examples(30), deadline=None)
@given(answers_of_five)
def test_better_the_same_and_worse_are_everybody_with_both_answers(pairs):
    found = only(pairs)
    assert sum(known(rate.n) for rate in found.rates) == found.n == len(pairs)
    assert {rate.of for rate in found.rates} == {len(pairs)}


@settings(max_examples=examples(30), deadline=None)
@given(answers_of_five)
def test_a_question_turned_round_with_its_direction_gives_the_same_finding(pairs):
    turned = replace(SURE, better="lower", labels=tuple(reversed(SURE.labels)))
    ours = only(pairs)
    theirs = only([(6 - before, 6 - after) for before, after in pairs], turned)
    assert shares(theirs) == shares(ours)
    assert known(theirs.mean_gain).value == pytest.approx(known(ours.mean_gain).value)
    assert theirs.tests == ours.tests
    assert theirs.after.top == ours.after.top
    assert Counter((m.before, m.after, m.n) for m in theirs.moves) == Counter(
        (m.before, m.after, m.n) for m in ours.moves
    )


@settings(max_examples=examples(20), deadline=None)
@given(answers_of_five, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(pairs, chance: random.Random):
    answers = both(pairs)
    shuffled = answers[:]
    chance.shuffle(shuffled)
    assert changes(records(shuffled), TrainingView()) == changes(records(answers), TrainingView())


@settings(max_examples=examples(20), deadline=None)
@given(answers_of_five.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_which_learner_gave_which_pair_does_not_matter(both_orders):
    pairs, permuted = both_orders
    assert only(permuted) == only(pairs)


@settings(max_examples=examples(20), deadline=None)
@given(answers_of_five)
def test_twice_the_learners_are_twice_the_numbers_and_the_same_shares(pairs):
    once = only(pairs)
    (twice,) = changes(records([*both(pairs), *both(pairs, name="M")]), TrainingView())
    assert [(rate.n, rate.of) for rate in twice.rates] == [
        (2 * known(rate.n), 2 * known(rate.of)) for rate in once.rates
    ]
    assert [move.n for move in twice.moves] == [2 * known(move.n) for move in once.moves]
    if len(pairs) > 1:  # one pair has no average
        assert known(twice.mean_gain).value == pytest.approx(known(once.mean_gain).value)


@settings(max_examples=examples(20), deadline=None)
@given(answers_of_five)
def test_a_file_given_twice_changes_nothing_but_what_is_said_of_repeats(pairs):
    answers = both(pairs)
    (once,), (twice,) = (changes(records(found), TrainingView()) for found in (answers, answers + answers))
    assert twice.rates == once.rates
    assert twice.left_out[0].n == 2 * len(pairs)


@settings(max_examples=examples(30), deadline=None)
@given(answers_of_five, answers_of_five, answers_of_five)
def test_answers_of_one_design_never_reach_another(true, looking_back, later):
    """Learners of three designs on one course: each comparison holds its own pairs and no other."""
    answers = [
        *both(true, "baseline", "end", "T"),
        *both(looking_back, "retrospective baseline", "end", "R"),
        *both(later, "baseline", "follow-up", "F"),
    ]
    found = {f"{change.design}": change for change in changes(records(answers), TrainingView())}
    alone = {
        "true baseline": true,
        "retrospective baseline": looking_back,
        "follow-up": later,
    }
    assert set(found) == set(alone)
    for design, pairs in alone.items():
        assert found[design].rates == only(pairs).rates


def test_the_interval_of_two_groups_is_statsmodels():
    compare = pytest.importorskip("statsmodels.stats.proportion").confint_proportions_2indep
    before = unsigned([2] * 21 + [4] * 9, "baseline", "before.csv")
    after = unsigned([3] * 6 + [5] * 18, "end", "after.csv")
    (found,) = changes(records([*before, *after]), TrainingView())
    low, high = compare(18, 24, 9, 30, method="newcomb")
    ours = known(found.difference)
    assert ours.value == pytest.approx(0.75 - 0.3)
    assert (ours.low, ours.high) == pytest.approx((low, high))
