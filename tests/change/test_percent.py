"""A percentage of the first score: by hand, at its edges, and with a first score of 0."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change import PercentChange
from evaluation.measures.definition import ChangeRule
from evaluation.tables import ChangeTable
from tests.examples import examples
from tests.reference import known


def lower(before, after):
    return ChangeTable.from_scores(before, after, better="lower")


def counts(rates):
    return {rate.outcome: rate.n for rate in rates}


def test_exactly_the_percentage_counts_both_ways():
    # A fifth of 10 is 2, of 15 is 3, of 0.7 is 0.14 (which floating point would miss).
    rule = PercentChange.chosen(20)
    table = lower([10, 10, 15, 15, 0.7, 0.7], [8, 12, 12.1, 17.9, 0.56, 0.84])
    assert counts(rule.rates(table, "families")) == {"improved": 2, "no_change": 2, "worse": 2}


def test_a_first_score_of_0_is_left_out_and_said():
    # Another program calls a rise from 0 improved and deteriorated at once.
    rates = PercentChange.chosen(20).rates(lower([0, 0, 10], [3, 0, 5]), "families with both scores")
    assert counts(rates) == {"improved": 1, "no_change": 0, "worse": 0}
    assert {(rate.of, rate.who) for rate in rates} == {
        (1, "families with both scores whose first score is not 0")
    }
    (nobody, *_) = PercentChange.chosen(20).rates(lower([0, 0], [3, 0]), "families")
    assert (nobody.n, nobody.of, nobody.share, nobody.low) == (0, 0, None, None)


def test_higher_is_better_turns_the_direction():
    table = ChangeTable.from_scores([10, 10, 10], [12, 11, 8], better="higher")
    assert counts(PercentChange.chosen(20).rates(table, "families")) == {
        "improved": 1, "no_change": 1, "worse": 1,
    }  # fmt: skip


def test_a_published_percentage_may_differ_for_the_worse():
    rule = ChangeRule(
        id="study",
        label="a study: 30%",
        kind="important",
        unit="percent",
        value=30,
        worse=10,
        source="a study",
    )
    found = PercentChange.of(rule, "important_change")
    assert counts(found.rates(lower([10, 10, 10], [7, 8, 11]), "families")) == {
        "improved": 1, "no_change": 1, "worse": 1,
    }  # fmt: skip
    assert "at least 30%" in found.text
    assert "worse by at least 10%" in found.text
    assert (found.label, found.source, found.status) == (
        "Important change (a study: 30%)",
        "a study",
        "verified",
    )


def test_words_say_that_the_percentage_was_chosen():
    rule = PercentChange.chosen(12.5, lowest=7)
    assert rule.label == "At least 12.5% of the first score"
    assert "This scale starts at 7" in rule.text
    assert "not a published threshold" in rule.text
    assert "starts at" not in PercentChange.chosen(20).text
    assert rule.status == "convention"


def test_a_percentage_of_nothing_is_refused():
    with pytest.raises(ValueError, match="above 0"):
        PercentChange.chosen(0)


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), max_size=40), st.integers(1, 100))
def test_nobody_is_both_and_turning_the_scale_changes_nothing(pairs, percent):
    rule = PercentChange.chosen(percent)
    before, after = [b for b, _ in pairs], [a for _, a in pairs]
    rates = rule.rates(lower(before, after), "families")
    judged = sum(b != 0 for b in before)
    assert {rate.of for rate in rates} == {judged}
    assert sum(known(rate.n) for rate in rates) == judged
    # A percentage has its zero, so the scale turns about it.
    turned = ChangeTable.from_scores([-b for b in before], [-a for a in after], better="higher")
    assert counts(rule.rates(turned, "families")) == counts(rates)
