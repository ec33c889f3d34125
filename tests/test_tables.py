"""The change table: counting, adding and direction."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.tables import ChangeTable

PAIRS = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40)


def cells(table: ChangeTable) -> list[tuple[float, float, int]]:
    return list(zip(table.before.tolist(), table.after.tolist(), table.count.tolist(), strict=True))


def test_pairs_are_counted_in_ascending_order():
    table = ChangeTable.from_scores([12, 9, 12, 9], [5, 9, 5, 2], better="lower")
    assert cells(table) == [(9, 2, 1), (9, 9, 1), (12, 5, 2)]
    assert table.n == 4


def test_pairs_with_a_missing_score_or_no_count_are_left_out():
    table = ChangeTable.from_scores([1, np.nan, 3, 4], [2, 2, np.nan, 4], better="lower", counts=[1, 1, 1, 0])
    assert cells(table) == [(1, 2, 1)]


def test_minus_zero_is_zero():
    assert cells(ChangeTable.from_scores([0.0, -0.0], [-0.0, 0.0], better="higher")) == [(0, 0, 2)]


def test_direction_is_applied_once_and_binary_noise_is_gone():
    assert ChangeTable.from_scores([10], [4], better="lower").gain.tolist() == [6]
    assert ChangeTable.from_scores([10], [4], better="higher").gain.tolist() == [-6]
    assert 2.3 - 1.3 != 1  # what the rounding is for
    assert ChangeTable.from_scores([1.3], [2.3], better="higher").gain.tolist() == [1]


def test_the_largest_numbers_keep_their_change():
    # Rounding to nine places multiplies first, which overflows here.
    assert ChangeTable.from_scores([0], [1e305], better="higher").gain.tolist() == [1e305]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"better": "up"}, "higher"),
        ({"after": [1]}, "pair up"),
        ({"counts": [1]}, "counts has 1"),
        ({"counts": [1, -1]}, "whole numbers"),
        ({"counts": [1, 0.5]}, "whole numbers"),
        ({"counts": [1, np.nan]}, "whole numbers"),
    ],
)
def test_what_cannot_be_counted_is_said(change, said):
    given_ = {"before": [1, 2], "after": [2, 3], "better": "lower", **change}
    with pytest.raises(ValueError, match=said):
        ChangeTable.from_scores(given_.pop("before"), given_.pop("after"), **given_)


def test_tables_with_different_directions_do_not_add():
    up, down = (ChangeTable.from_scores([1], [2], better=better) for better in ("higher", "lower"))
    with pytest.raises(ValueError, match="directions"):
        up + down


@given(PAIRS, st.integers(0, 40))
def test_parts_add_up_to_the_whole(pairs, cut):
    def table(some):
        return ChangeTable.from_scores([b for b, _ in some], [a for _, a in some], better="lower")

    assert cells(table(pairs[:cut]) + table(pairs[cut:])) == cells(table(pairs))
    assert table(pairs).n == len(pairs)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 4)), max_size=20))
def test_counts_are_repeats(triples):
    before, after, counts = ([t[i] for t in triples] for i in range(3))
    counted = ChangeTable.from_scores(before, after, better="higher", counts=counts)
    repeated = ChangeTable.from_scores(np.repeat(before, counts), np.repeat(after, counts), better="higher")
    assert cells(counted) == cells(repeated)
