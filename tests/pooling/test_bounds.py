"""Bounds of a pooled share: nothing that is printed alike lies outside them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change.rule import make_rate
from evaluation.disclosure.presets import PRESETS, rounded
from evaluation.disclosure.rates import hidden_rate, protected_rates
from evaluation.pooling import bounds as limits
from evaluation.pooling.bounds import Possible, Span
from tests.examples import examples

OUTCOMES = ("improved", "no_change", "worse")


def behind(printed, preset, least):
    return limits.behind(printed, preset, least)


def bounds(services):
    return limits.bounds(services)


def possible(*given, people):
    return limits.possible(*given, people=people)


def split(better: int, same: int, worse: int):
    of = better + same + worse
    return tuple(
        make_rate("reliable_change", outcome, n, of, "families", 0.95)
        for outcome, n in zip(OUTCOMES, (better, same, worse), strict=True)
    )


def printed(counts: tuple[int, int, int], preset):
    """What a service prints of its three numbers; all hidden where too few have both scores."""
    total = sum(counts)
    rates = split(*counts)
    if preset.threshold and total < preset.threshold:
        return tuple(hidden_rate(rate) for rate in rates), Span(low=0, high=preset.threshold - 1)
    shown = protected_rates(rates, total, preset) if preset.threshold else rates
    return shown, Span(low=0, high=behind(rounded(total, preset), preset, 0).high)


@pytest.mark.parametrize("name", ["nhs", "strict", "exact"])
def test_the_counts_behind_a_rounded_one_are_those_that_round_to_it(name):
    preset = PRESETS[name]
    for shown in range(0, 60, preset.base):
        span = behind(shown, preset, 0)
        assert [n for n in range(100) if rounded(n, preset) == shown] == list(range(span.low, span.high + 1))


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 40)),
            st.sampled_from(["nhs", "strict", "exact"]),
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(OUTCOMES),
)
def test_the_true_share_is_never_outside(services, outcome):
    told = []
    for place, (counts, name) in enumerate(services):
        rates, people = printed(counts, PRESETS[name])
        told.append(possible(f"{place}", rates, outcome, PRESETS[name], people=people))
    found = bounds(told)
    everyone = sum(sum(counts) for counts, _ in services)
    hidden = sum(sum(counts) for place, (counts, _) in enumerate(services) if told[place].of is None)
    if everyone:
        true = sum(counts[OUTCOMES.index(outcome)] for counts, _ in services) / everyone
        assert found.low - 1e-9 <= true <= found.high + 1e-9
        assert hidden <= found.hidden_most
        assert hidden / everyone <= found.hidden_part + 1e-9


def test_the_extremes_are_those_of_every_choice_tried():
    """Three services with a few choices each; all combinations by hand."""
    services = [
        Possible(service="A", parts=((8, 2, 5), (9, 3, 5), (10, 3, 6)), printed=0.4, of=10),
        Possible(service="B", parts=((0, 0, 0), (3, 0, 3), (4, 0, 4)), printed=None, of=None),
        Possible(service="C", parts=((40, 30, 30),), printed=0.75, of=40),
    ]
    choices = list(product(*(one.parts or () for one in services)))
    found = bounds(services)
    assert found.low == pytest.approx(min(sum(c[1] for c in x) / sum(c[0] for c in x) for x in choices))
    assert found.high == pytest.approx(max(sum(c[2] for c in x) / sum(c[0] for c in x) for x in choices))
    assert (found.hidden, found.hidden_most) == (("B",), 4)
    assert found.hidden_part == pytest.approx(4 / (4 + 8 + 40))
    assert found.printed == pytest.approx((0.4 * 10 + 0.75 * 40) / 50)


def test_exact_services_are_bounded_by_themselves():
    told = [
        possible(name, split(*counts), "improved", PRESETS["exact"], people=Span(low=0, high=99))
        for name, counts in (("A", (6, 3, 1)), ("B", (10, 15, 5)))
    ]
    found = bounds(told)
    assert found.low == found.high == found.printed == pytest.approx(16 / 40)


def test_of_a_service_without_a_known_limit_nothing_is_concluded():
    known = possible("A", split(6, 3, 1), "improved", PRESETS["exact"], people=Span(low=0, high=10))
    rates = tuple(hidden_rate(rate) for rate in split(1, 1, 1))
    unknown = possible("B", rates, "improved", PRESETS["nhs"], people=Span(low=0, high=None))
    found = bounds([known, unknown])
    assert (found.low, found.high, found.hidden_most, found.hidden_part) == (0.0, 1.0, None, None)


def test_a_share_printed_to_the_percent_narrows_what_rounded_counts_allow():
    """61 of 102 is printed as about 60%: only 61 of 102 rounds to that, though 58 to 62 round to about 60."""
    rates, people = printed((61, 21, 20), PRESETS["nhs"])
    found = possible("A", rates, "improved", PRESETS["nhs"], people=people)
    of_102 = next(part for part in found.parts if part[0] == 102)
    assert of_102 == (102, 61, 61)


def test_a_number_with_a_far_limit_is_bounded_at_once():
    """As of a narrowed service that hides how many it has, beside flows of billions."""
    rates = tuple(hidden_rate(rate) for rate in split(1, 1, 1))
    wide = possible("A", rates, "improved", PRESETS["nhs"], people=Span(low=0, high=10**12))
    assert wide.parts == ((0, 0, 0), (10**12, 0, 10**12))
    found = bounds([wide])
    assert (found.low, found.high, found.hidden_most) == (0.0, 1.0, 10**12)


def test_a_rule_that_is_of_nobody_counts_nobody():
    rates = (make_rate("recovery", "recovered", 0, 0, "families", 0.95),)
    nobody = possible("A", rates, "recovered", PRESETS["nhs"], people=Span(low=0, high=4))
    some = possible("B", split(6, 3, 1), "improved", PRESETS["exact"], people=Span(low=0, high=10))
    found = bounds([nobody, some])
    assert (found.low, found.high, found.without) == (0.6, 0.6, ())


def test_what_is_printed_of_the_others_bounds_a_hidden_number():
    """About 20 (18 to 22) of whom about 10 (8 to 12) did not change; who got better or worse is hidden.

    So of 18 at most 10 got better, and of 22 at most 14. No shown number is below 5, so about 5 is 5 to 7.
    """
    better, same, worse = split(6, 10, 4)
    hidden = [hidden_rate(one) for one in (better, worse)]
    rates = (replace(hidden[0], of=20), replace(same, low=None, high=None), replace(hidden[1], of=20))
    found = possible("A", rates, "improved", PRESETS["nhs"], people=Span(low=0, high=99))
    assert found.parts == tuple((of, 0, of - 8) for of in range(18, 23))
    assert behind(5, PRESETS["nhs"], 5) == Span(low=5, high=7)
