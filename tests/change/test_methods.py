"""Reliable change by six methods and the cut-offs a, b, c: worked by hand, and what no data may break."""

from __future__ import annotations

import math
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change import NAMES, clinically_significant, computed_change
from evaluation.tables import ChangeTable
from evaluation.view import CutOffFrom, Method
from tests.examples import examples
from tests.reference import known

METHODS = get_args(Method)
CUT_OFFS = get_args(CutOffFrom)
Z, ONE_SIDED = 1.959963984540054, 1.6448536269514722
PAIRS = st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), max_size=40)


def lower(before, after):
    return ChangeTable.from_scores(before, after, better="lower")


def counts(rates):
    return {rate.outcome: rate.n for rate in rates}


# Before: mean 14, SD 4. Changes -2, +6, +14 for the better: mean 6, variance 64.
HAND = lower([10, 14, 18], [12, 8, 4])


@pytest.mark.parametrize(
    ("method", "margin", "expected_from_18"),
    [
        ("jt", Z * 4 * math.sqrt(0.4), 18),
        ("gln", Z * 4 * 0.6, 14 + 0.8 * 4),  # sqrt(1 - .64) is .6
        ("hll", Z * 4 * 0.6, 14 + 0.8 * 4),
        ("en", Z * 4 * math.sqrt(0.2), 14 + 0.8 * 4),
        ("nk", Z * 4 * math.sqrt(0.2 * 1.64), 14 + 0.8 * 4),
        # The reliability of the changes is 1 - 2 x 16 x .2 / 64 = .9; both sides are divided by it.
        ("ha", ONE_SIDED * 4 * math.sqrt(2 * 0.2 * 0.9) / 0.9, 18 + 6 * 0.1 / 0.9),
    ],
)
def test_each_method_by_hand(method, margin, expected_from_18):
    rule = computed_change(HAND, 0.8, method=method)
    assert rule.threshold == pytest.approx(margin)
    assert rule.slope * 18 + rule.shift == pytest.approx(expected_from_18)
    # 10 -> 12 is a change of 2 for the worse, at most 2.8 from expected; the others are far beyond.
    assert counts(rule.rates(HAND, "families")) == {"improved": 2, "no_change": 1, "worse": 0}


def test_the_first_person_of_a_published_data_set_from_its_summary_alone():
    """Claus and others 2020, BDI: the R package clinicalsignificance 3.0's index of 33 before, 27 after.

    Means 35.475 and 25.7, SDs 8.158643 and 13.349734, r .563291, reliability .801: three people
    with the same mean and SD before, and mean and SD of the changes, must give the same.
    """
    sd, after, r = 8.15864336385, 13.3497335035, 0.563291369331
    before = 35.475 + sd * np.array([-1.0, 0.0, 1.0])
    spread = math.sqrt(sd**2 + after**2 - 2 * r * sd * after)
    table = lower(before, before - 9.775 + spread * np.array([1.0, -2.0, 1.0]) / math.sqrt(3))
    theirs: dict[Method, float] = {
        "jt": -1.16571333616,
        "gln": -1.32926719403,
        "hll": 0.672047675244,
        "en": -1.78389440351,
        "nk": -1.39230806567,
        "ha": -1.49726508899,
    }
    for method, index in theirs.items():
        rule = computed_change(table, 0.801, method=method, mean_after=25.7 if method == "hll" else None)
        z = ONE_SIDED if method == "ha" else Z
        assert z * (27 - rule.slope * 33 - rule.shift) / known(rule.threshold) == pytest.approx(
            index, abs=1e-8
        )


@pytest.mark.parametrize("method", METHODS)
def test_words_and_source_name_every_input(method):
    rule = computed_change(HAND, 0.8, method=method)
    for shown in ("4.00", "SD of these scores before", "stated reliability of 0.8", "not a published"):
        assert shown in rule.text, shown
    assert "1.64" in rule.text if method == "ha" else "1.96" in rule.text
    assert NAMES[method].source in rule.source
    assert (NAMES[method].name in rule.label) is (method != "jt")
    assert rule.status == "computed"
    coarse = computed_change(HAND, 0.8, method=method, places=1)
    assert "4.0 (SD" in coarse.text
    assert "4.00" not in coarse.text


@pytest.mark.parametrize("method", METHODS)
def test_everybody_improving_alike_is_everybody_improved_or_not_to_be_had(method):
    # Programs that score change against the average call this 0%.
    table = lower([30, 25, 20, 12], [20, 15, 10, 2])
    rule = computed_change(table, 0.9, method=method)
    if method == "ha":  # changes that do not differ have no reliability
        assert not rule.available
        assert "measurement error" in rule.text
    else:
        assert counts(rule.rates(table, "families"))["improved"] == 4


def test_changes_that_differ_by_error_alone_have_no_true_change():
    # SD before 4 and reliability .5: two errors alone would give the changes a variance of 16.
    table = lower([10, 14, 18], [9, 10, 15])
    rule = computed_change(table, 0.5, method="ha")
    assert not rule.available
    assert {rate.hidden for rate in rule.rates(table, "families")} == {"[x]"}


def test_hsu_linn_lord_says_what_it_takes_the_average_to_be():
    assert "makes this Gulliksen–Lord–Novick" in computed_change(HAND, 0.8, method="hll").text
    told = computed_change(HAND, 0.8, method="hll", mean_after=12.0)
    assert "12.00, the average second score expected without the service" in told.text
    assert told.slope * 14 + told.shift == pytest.approx(12)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("before", "after"), [([], []), ([7], [1]), ([7, 7, 7], [1, 2, 3]), ([0, 0, 0, 0], [0, 0, 0, 0])]
)
def test_without_spread_no_method_calls_anything_reliable(method, before, after):
    table = lower(before, after)
    for rule in (
        computed_change(table, 0.8, method=method),
        clinically_significant(table, 0.8, 2, 1, method=method),
    ):
        assert not rule.available
        assert "can't be computed" in rule.text
        assert {rate.n for rate in rule.rates(table, "families")} == {None}
        assert "nan" not in rule.text.lower()


def test_a_given_spread_needs_somebody_all_the_same():
    assert not computed_change(lower([], []), 0.8, method="gln", sd=4).available
    assert computed_change(lower([7, 7], [1, 2]), 0.8, method="gln", sd=4).available


def test_cut_offs_by_hand():
    # Mean before 14, SD 4; functional mean 5, SD 2.
    at = {kind: clinically_significant(HAND, 0.8, 5, 2, cut_off=kind).cut_off for kind in CUT_OFFS}
    assert at == {"a": 6.0, "b": 9.0, "c": pytest.approx((4 * 5 + 2 * 14) / 6)}
    higher = ChangeTable.from_scores([10, 14, 18], [12, 20, 30], better="higher")
    at = {kind: clinically_significant(higher, 0.8, 25, 2, cut_off=kind).cut_off for kind in CUT_OFFS}
    assert at == {"a": 22.0, "b": 21.0, "c": pytest.approx((4 * 25 + 2 * 14) / 6)}


def test_cut_offs_say_what_they_were_computed_from():
    texts = {kind: clinically_significant(HAND, 0.8, 5, 2, cut_off=kind).text for kind in CUT_OFFS}
    assert "6.00 = 14.00 − 2 × 4.00, from the mean and SD before" in texts["a"]
    assert "9.00 = 5 + 2 × 2, from a functional mean of 5 (SD 2)" in texts["b"]
    assert "8.00 = (4.00 × 5 + 2 × 14.00) ÷ (4.00 + 2)" in texts["c"]


def test_cut_off_a_needs_nobody_elses_scores():
    rule = clinically_significant(HAND, 0.8, cut_off="a")
    # 18 -> 4 crosses 6; 14 -> 8 is reliably better and does not.
    assert counts(rule.rates(HAND, "families")) == {
        "recovered": 1, "improved": 1, "no_change": 1, "worse": 0, "harmed": 0,
    }  # fmt: skip
    for kind in ("b", "c"):
        with pytest.raises(ValueError, match=f"cut-off {kind} needs functional_mean"):
            clinically_significant(HAND, 0.8, cut_off=kind)


def test_a_cut_off_off_the_scale_is_not_used():
    # Mean 4, SD 3: two SDs better would be -2, and nobody could get there.
    table = lower([1, 4, 7], [0, 0, 0])
    rule = clinically_significant(table, 0.8, cut_off="a", limits=(0, 27))
    assert not rule.available
    assert "not lie within the scale (0 to 27)" in rule.text
    assert clinically_significant(table, 0.8, cut_off="a").available


@settings(max_examples=examples(80), deadline=None)
@given(PAIRS, st.sampled_from(METHODS), st.sampled_from(CUT_OFFS))
def test_reversing_the_scale_changes_no_count_and_everybody_is_in_one_outcome(pairs, method, cut_off):
    table = lower([b for b, _ in pairs], [a for _, a in pairs])
    turned = ChangeTable.from_scores([27 - b for b, _ in pairs], [27 - a for _, a in pairs], better="higher")
    both = [(computed_change(some, 0.83, method=method), some, 3) for some in (table, turned)] + [
        (clinically_significant(some, 0.83, mean, 3.1, method=method, cut_off=cut_off), some, 5)
        for some, mean in ((table, 5.3), (turned, 27 - 5.3))
    ]
    for (one, some, outcomes), (other, mirror, _) in (both[:2], both[2:]):
        rates = one.rates(some, "families")
        assert counts(rates) == counts(other.rates(mirror, "families"))
        assert len(rates) == outcomes
        assert one.available == (rates[0].n is not None)
        if one.available:
            assert sum(known(rate.n) for rate in rates) == len(pairs)
        else:
            assert one.text.startswith("It can't be computed here")
