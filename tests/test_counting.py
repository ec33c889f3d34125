"""Counts at any filter are what one would count by hand."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.counting import count
from evaluation.pairing import Rule
from tests.tables_of_text import dataset

TEXT = """
Family ID,Site,Before date,After date,PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after,End date
F1,North,2025-01-01,2025-03-31,12,6,5,5,2025-06-30
F2,North,2025-01-01,2025-04-01,12,6,,3,2025-06-30
F3,South,2025-01-01,,9,,7,,
F4,South,,2025-05-01,,4,,,
F5,South,,,,,,,2025-02-01
F6,,,,3,3,,,
"""


@pytest.fixture
def counted():
    data = dataset(TEXT)
    return count(data.scores, data.responses.episodes, Rule("occasions", "baseline", "end"))


def everyone(counted):
    return counted.mask({}, None, None)


def test_a_table_counts_each_combination(counted):
    table = counted.table(0, everyone(counted))
    assert list(zip(table.before, table.after, table.count, strict=True)) == [(3, 3, 1), (12, 6, 2)]
    assert table.better == "lower"


def test_everybody_is_in_one_group(counted):
    found = counted.counts(0, everyone(counted))
    assert (found.episodes, found.both, found.before_only, found.after_only, found.neither) == (6, 3, 1, 1, 1)
    assert (
        found.neither
        + found.before_only
        + found.after_only
        + found.both_unpaired
        + found.both
        + found.unplaced
        == 6
    )


def test_scores_that_the_rule_cannot_place_are_not_called_missing():
    data = dataset("Client,Stage,PHQ-9\nC1,Pre,12\nC1,Post,5\nC2,Review,4\nC3,Odd,3")
    counted = count(data.scores, data.responses.episodes, Rule("occasions", "baseline", "end"))
    found = counted.counts(0, everyone(counted))
    assert (found.both, found.unplaced, found.neither) == (1, 2, 0)


def test_filters_keep_the_values_named(counted):
    assert counted.mask({"Site": ("North",)}, None, None).tolist() == [True, True, False, False, False, False]
    assert counted.mask({"Site": ("North", "South")}, None, None).sum() == 5
    assert counted.mask({"Site": ()}, None, None).all()


def test_the_period_is_that_of_the_second_score_whenever_the_case_closed(counted):
    # F1's second score falls on the last day of the quarter, F2's a day later.
    kept = counted.mask({}, date(2025, 1, 1), date(2025, 3, 31))
    # F3 has a first score only, of that quarter; F5 no score, and an end within it; F6 no date.
    assert kept.tolist() == [True, False, True, False, True, False]
    assert counted.mask({}, date(2025, 4, 1), None).tolist() == [False, True, False, True, False, False]


def test_a_follow_up_does_not_move_a_family_out_of_the_period_of_its_second_score():
    data = dataset(
        "Client,Stage,Date,PHQ-9\nC1,Pre,2025-01-01,12\nC1,Post,2025-03-01,6\nC1,1 year,2026-03-01,5"
    )
    counted = count(data.scores, data.responses.episodes, Rule("occasions", "baseline", "end"))
    assert counted.mask({}, date(2025, 1, 1), date(2025, 12, 31)).tolist() == [True]


def test_the_dates_shown_are_those_of_second_scores(counted):
    assert counted.period(0, everyone(counted)) == (date(2025, 3, 31), date(2025, 4, 1))


def test_families_that_a_filter_leaves_out_of_each_score(counted):
    assert counted.left_out({"Site": ("North",)}, None, None) == {
        ("phq9", "total", "parent"): 1,
        ("gad7", "total", "parent"): 0,
    }


def test_first_scores_are_of_those_kept(counted):
    values, counts = counted.first_scores(0, everyone(counted))
    assert dict(zip(values.tolist(), counts.sum(axis=1).tolist(), strict=True)) == {3: 1, 9: 1, 12: 2}
    assert int(counts[:, 1].sum()) == counted.counts(0, everyone(counted)).both
