"""The definitions of "improved": by hand, at their edges, and which of them a headline may use."""

from __future__ import annotations

import dataclasses
import math
from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change import (
    AnyChange,
    BandMove,
    Recovery,
    ReliableChange,
    clinically_significant,
    computed_change,
    headline_rule,
    rules_for,
    wilson,
)
from evaluation.estimates import Rate
from evaluation.measures import registry
from evaluation.measures.definition import Band, ChangeRule, CutOff, Scale
from evaluation.tables import ChangeTable
from evaluation.view import Improved
from tests.examples import examples
from tests.reference import known

SIX = ChangeRule(id="nhs", label="6 points", value=6, published=5.99, default=True, source="a rule book")
OTHER = ChangeRule(id="local", label="4 points", value=4, status="recalled", source="a memory")
TEN = CutOff(id="caseness", at=10, label="caseness", source="a manual")
WEAK = CutOff(id="old", at=8, label="older edge", status="recalled", source="a memory")
BANDS = tuple(
    Band(low=low, high=high, label=label, source="a manual")
    for low, high, label in ((0, 4, "none"), (5, 9, "mild"), (10, 27, "marked"))
)
SCALE = Scale(
    id="total",
    name="low mood",
    title="Mood scale",
    minimum=0,
    maximum=27,
    better="lower",
    change_rules=(OTHER, SIX),
    cut_offs=(WEAK, TEN),
    bands=BANDS,
)
PAIRS = st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), max_size=40)


def lower(before, after, counts=None):
    return ChangeTable.from_scores(before, after, better="lower", counts=counts)


def counts(rates):
    return {rate.outcome: rate.n for rate in rates}


def mirrored(scale: Scale) -> Scale:
    """The same scale with every score taken from 27 and the direction turned."""
    return dataclasses.replace(
        scale,
        better="higher",
        cut_offs=tuple(dataclasses.replace(c, at=27 - c.at) for c in scale.cut_offs),
        bands=tuple(dataclasses.replace(b, low=27 - b.high, high=27 - b.low) for b in scale.bands),
    )


def test_any_change_by_hand():
    rates = AnyChange().rates(lower([9, 9, 9, 9], [8, 9, 10, 2], [1, 2, 3, 4]), "families")
    assert counts(rates) == {"improved": 5, "no_change": 2, "worse": 3}
    assert {(rate.of, rate.who) for rate in rates} == {(10, "families")}


def test_a_change_of_exactly_the_threshold_counts_both_ways():
    rule = ReliableChange.of(SIX)
    table = lower([20, 20, 20, 10, 10], [14, 15, 13, 16, 15])
    assert counts(rule.rates(table, "families")) == {"improved": 2, "no_change": 2, "worse": 1}


@pytest.mark.parametrize(
    ("before", "after", "value"), [(22.35, 19.35, 3), (2.3, 1.3, 1), (26.02, 25.82, 0.2)]
)
def test_binary_noise_does_not_move_anybody_across_a_threshold(before, after, value):
    rule = ReliableChange.of(dataclasses.replace(SIX, value=value))
    assert counts(rule.rates(lower([before], [after]), "families"))["improved"] == 1
    assert counts(rule.rates(lower([after], [before]), "families"))["worse"] == 1


def test_a_reliable_change_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        ReliableChange.of(dataclasses.replace(SIX, value=0))


def test_recovery_counts_only_those_who_began_in_the_clinical_range():
    # 10 is clinical; 9 is not. 27 -> 10 got better and is still clinical.
    table = lower([10, 10, 27, 9, 9], [9, 10, 10, 0, 20])
    recovered, rest = Recovery.of(TEN, "lower").rates(table, "families")
    assert (recovered.n, rest.n, recovered.of) == (1, 2, 3)
    assert recovered.who == "families who scored 10 or more before"
    none = Recovery.of(TEN, "lower").rates(lower([3], [2]), "families")[0]
    assert (none.n, none.of, none.share, none.low, none.high) == (0, 0, None, None, None)


def test_recovery_on_a_higher_is_better_scale():
    low_confidence = CutOff(id="low", at=39, label="low confidence", source="a manual")
    table = ChangeTable.from_scores([39, 38, 40], [40, 39, 45], better="higher")
    assert counts(Recovery.of(low_confidence, "higher").rates(table, "families")) == {
        "recovered": 1,
        "not_recovered": 1,
    }


def test_moves_between_bands():
    # 9 -> 5 stays in "mild"; 9.5 lies between the bands and belongs to the lower one.
    table = lower([9, 9.5, 10, 4, 12], [5, 9, 9, 5, 27])
    assert counts(BandMove.of(BANDS).rates(table, "families")) == {"improved": 1, "no_change": 3, "worse": 1}
    upper = BandMove.of(BANDS[1:]).rates(table, "families")
    assert upper[0].of == 4
    assert "named band" in upper[0].who
    assert BandMove.of(BANDS).status == "convention"


def test_the_computed_threshold_is_strict_and_shows_its_inputs():
    # SD before 4 exactly; reliability .875 makes 1.959964 x 4 x .5.
    table = lower([10, 14, 18], [10, 14, 14.08])
    rule = computed_change(table, 0.875)
    assert rule.threshold == pytest.approx(1.959963984540054 * 4 * 0.5)
    assert rule.status == "computed"
    for shown in ("3.92", "1.96", "4.00", "0.875", "not a published"):
        assert shown in rule.text
    assert counts(rule.rates(table, "families"))["improved"] == 1
    exactly = dataclasses.replace(rule, threshold=4.0)
    assert counts(exactly.rates(lower([10], [6]), "families"))["improved"] == 0
    assert computed_change(table, 0.875, sd=8).threshold == pytest.approx(2 * known(rule.threshold))
    assert computed_change(table, 0.875, confidence=0.9).threshold == pytest.approx(1.6448536269514722 * 2)


@pytest.mark.parametrize("reliability", [1, -0.1, 1.2, math.nan])
def test_a_reliability_of_one_is_refused(reliability):
    # It makes the threshold 0, and any move "reliable": a defect seen in another program.
    with pytest.raises(ValueError, match="reliability"):
        computed_change(lower([1, 2], [0, 0]), reliability)


@pytest.mark.parametrize("inputs", [(0.8, 5.0, 0.0), (0.8, math.nan, 1.0), (0.8, 5.0, math.inf)])
def test_functional_scores_must_be_numbers(inputs):
    with pytest.raises(ValueError, match="functional"):
        clinically_significant(lower([1, 2], [0, 0]), *inputs)


def test_without_spread_nothing_is_called_reliable():
    # Elsewhere minus infinity counts as improved.
    table = lower([7, 7, 7], [1, 2, 3])
    for rule in (computed_change(table, 0.8), clinically_significant(table, 0.8, 2, 1)):
        for rate in rule.rates(table, "families"):
            assert (rate.n, rate.of, rate.share, rate.low, rate.hidden) == (None, 3, None, None, "[x]")
        assert "can't be computed" in rule.text


def test_everybody_improving_by_ten_is_everybody_improved():
    # Rules that score change against the average call this 0%.
    table = lower([30, 25, 20, 12], [20, 15, 10, 2])
    assert counts(computed_change(table, 0.9).rates(table, "families"))["improved"] == 4
    assert counts(ReliableChange.of(SIX).rates(table, "families"))["improved"] == 4


def test_a_baseline_of_zero_that_rises_is_worse_and_nothing_else():
    rates = AnyChange().rates(lower([0, 0], [3, 0]), "families")
    assert counts(rates) == {"improved": 0, "no_change": 1, "worse": 1}


def test_five_outcomes_by_hand():
    # SD before of 4, 6, 14, 16 is 5.89; c with functional mean 2 (SD 2) is (5.89 x 2 + 2 x 10) / 7.89 = 4.03.
    table = lower([16, 14, 6, 4], [3, 6, 8, 16])
    rule = clinically_significant(table, 0.8, 2, 2)
    sd = math.sqrt((36 + 16 + 16 + 36) / 3)
    assert rule.cut_off == pytest.approx((sd * 2 + 2 * 10) / (sd + 2))
    assert rule.threshold == pytest.approx(1.959963984540054 * sd * math.sqrt(0.4))  # 7.30
    assert counts(rule.rates(table, "families")) == {
        "recovered": 1,  # 16 -> 3
        "improved": 1,  # 14 -> 6, still beyond 4.03
        "no_change": 1,
        "worse": 0,
        "harmed": 1,  # 4 -> 16
    }


def test_rules_come_in_a_fixed_order_with_their_sources():
    rules = rules_for(SCALE)
    assert [rule.id for rule in rules] == [
        "any_change",
        "reliable_change",
        "reliable_change:local",
        "recovery",
        "recovery:old",
        "band_move",
    ]
    assert [rule.status for rule in rules] == [
        "convention",
        "verified",
        "recalled",
        "verified",
        "recalled",
        "convention",
    ]
    assert all(rule.text and rule.label and rule.source for rule in rules)
    assert "published as 5.99" in rules[1].text


@pytest.mark.parametrize(
    ("change", "asked", "rule", "said"),
    [
        ({}, "auto", "reliable_change", ""),
        ({}, "any_change", "any_change", ""),
        ({}, "recovery", "reliable_change", ""),
        ({"ordinal": True}, "auto", "any_change", "ordered"),
        ({"ordinal": True}, "reliable_change", "reliable_change", ""),
        ({"change_rules": ()}, "auto", "any_change", "no published"),
        ({"change_rules": ()}, "reliable_change", "any_change", "no published"),
        (
            {"change_rules": (dataclasses.replace(SIX, status="recalled"),)},
            "reliable_change",
            "any_change",
            "firm",
        ),
        ({"change_rules": (dataclasses.replace(SIX, default=False),)}, "auto", "any_change", "firm"),
        ({"cut_offs": (WEAK,)}, "recovery", "reliable_change", "recovery can't be shown"),
        ({"cut_offs": (), "change_rules": ()}, "recovery", "any_change", "recovery can't be shown"),
    ],
)
def test_weak_facts_never_reach_a_headline(change, asked, rule, said):
    chosen = headline_rule(dataclasses.replace(SCALE, **change), asked)
    assert chosen.rule == rule
    assert said in chosen.note
    assert bool(chosen.note) == bool(said)


@pytest.mark.parametrize("asked", get_args(Improved))
def test_every_measure_has_a_headline_rule_of_its_own_that_is_firm(asked):
    for measure in registry():
        for scale in measure.scales:
            found = headline_rule(scale, asked)
            chosen = found.rule
            rules = {rule.id: rule for rule in rules_for(scale)}
            for used in {chosen, found.lead or chosen} - {"any_change", "band_move"}:
                assert rules[used].status in {"verified", "secondary"}
            if chosen == "band_move":
                assert all(band.firm for band in scale.bands)
            if scale.ordinal and asked == "auto":
                assert chosen == "any_change"


def test_shares_of_nobody_are_refused():
    for n, of in ((0, 0), (3, 2), (-1, 4)):
        with pytest.raises(ValueError, match="not a share"):
            wilson(n, of)


def test_a_rate_is_safe_for_json():
    three: Any
    four: Any
    three, four = np.arange(3, 5)  # what numpy counts with
    rate = Rate(rule="r", outcome="improved", n=three, of=four, who="families", low=math.nan, high=None)
    plain = rate.to_dict()
    assert (type(plain["n"]), plain["share"], plain["low"], plain["high"]) == (int, 0.75, None, None)
    assert list(plain) == [
        "rule", "outcome", "n", "of", "who", "share", "low", "high", "interval", "confidence", "hidden",
        "rounded",
    ]  # fmt: skip


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.sampled_from([0.5, 0.95, 0.999]))
def test_everybody_is_in_one_outcome_and_intervals_hold_the_share(pairs, confidence):
    table = lower([b for b, _ in pairs], [a for _, a in pairs])
    rules = [*rules_for(SCALE), computed_change(table, 0.8), clinically_significant(table, 0.8, 5, 3)]
    for rule in rules:
        rates = rule.rates(table, "families", confidence)
        if None in {rate.n for rate in rates}:
            continue
        assert {rate.of for rate in rates} == {sum(known(rate.n) for rate in rates)}
        if not rule.id.startswith("recovery"):
            assert rates[0].of == len(pairs)
        for rate in rates:
            if rate.share is not None:
                assert 0 <= known(rate.low) <= rate.share <= known(rate.high) <= 1


@settings(max_examples=examples(60), deadline=None)
@given(PAIRS, st.integers(0, 40))
def test_direction_splitting_and_repeating_change_no_count(pairs, cut):
    def table(some):
        return lower([b for b, _ in some], [a for _, a in some])

    whole = table(pairs)
    turned = ChangeTable.from_scores([27 - b for b, _ in pairs], [27 - a for _, a in pairs], better="higher")
    joined = table(pairs[:cut]) + table(pairs[cut:])
    for rule, mirror in zip(rules_for(SCALE), rules_for(mirrored(SCALE)), strict=True):
        expected = counts(rule.rates(whole, "families"))
        assert counts(mirror.rates(turned, "families")) == expected
        assert counts(rule.rates(joined, "families")) == expected
        doubled = lower([b for b, _ in pairs], [a for _, a in pairs], [2] * len(pairs))
        assert counts(rule.rates(doubled, "families")) == {k: 2 * n for k, n in expected.items()}
