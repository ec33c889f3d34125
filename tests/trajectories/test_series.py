"""Series tables, averages at each point and what was kept: against sums by hand and against rows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from evaluation.change import AnyChange, ReliableChange
from evaluation.measures import registry
from evaluation.trajectories import SeriesTable, keeping, points
from tests.reference import known

NAN = float("nan")
SIX = ReliableChange(id="reliable_change", label="", text="", source="", status="verified", value=6)
SERIES = arrays(
    np.float64, st.tuples(st.integers(1, 30), st.just(3)), elements=st.sampled_from([0, 4, 9, NAN])
)


def test_averages_by_hand():
    """Student 1908: the extra sleep of ten patients under drug 2, mean 2.33 with t interval 0.90 to 3.76."""
    sleep = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
    (point,) = points(SeriesTable.from_scores([[v] for v in sleep], better="higher"), "people")
    assert point.n == 10
    assert point.mean.value == pytest.approx(2.33)
    assert (point.mean.low, point.mean.high) == pytest.approx((0.898, 3.762), abs=1e-3)


def test_beyond_the_cut_off_on_either_side():
    """PHQ-9 counts 10 and more as caseness; by hand 2 of 3 and, where lower is worse, 1 of 3."""
    cut_off = known(registry().get("phq9").scale("total").cut_off)
    assert cut_off.at == 10
    table = [[10], [9], [27]]
    (point,) = points(SeriesTable.from_scores(table, better="lower"), "families", cut_off=cut_off)
    beyond = known(point.beyond)
    assert (beyond.n, beyond.of) == (2, 3)
    (other,) = points(
        SeriesTable.from_scores([[11], [9], [27]], better="higher"), "families", cut_off=cut_off
    )
    beyond = known(other.beyond)
    assert (beyond.n, beyond.of) == (1, 3)


@pytest.mark.parametrize(
    ("scores", "value", "reason"),
    [
        ([], None, "Nobody has a score there."),
        ([[7]], 7, "Only one score"),
        ([[7], [7]], 7, "Everybody has the same score"),
        ([[0], [0], [0]], 0, "Everybody has the same score"),
    ],
)
def test_too_little_gives_a_sentence_and_no_interval(scores, value, reason):
    (point,) = points(SeriesTable.from_scores(np.reshape(scores, (-1, 1)), better="lower"), "families")
    assert (point.mean.value, point.mean.low, point.mean.high) == (value, None, None)
    assert point.mean.reason.startswith(reason)


def test_the_complete_series_are_those_with_every_score():
    rows: list[list[float]] = [[1, 2, 3], [1, NAN, 3], [1, 2, NAN], [NAN] * 3]
    table = SeriesTable.from_scores(rows, better="lower")
    assert (table.n, table.complete.n, table.having(0, 2)) == (3, 1, 2)
    assert table.pairs(0, 2).count.tolist() == [2]


def test_kept_and_lost_by_hand():
    """Six points count: A kept, B lost it, C got better only later, D was not seen, E kept exactly 6."""
    rows: list[list[float]] = [
        [20, 10, 12],
        [20, 10, 15],
        [20, 18, 10],
        [20, 10, NAN],
        [20, 10, 14],
        [NAN, 3, 3],
    ]
    found = keeping(
        SeriesTable.from_scores(rows, better="lower"), SIX, start=0, end=1, later=2, who="families"
    )
    assert (found.improved, found.kept.n, found.lost.n, found.kept.of, found.unknown) == (4, 2, 1, 3, 1)
    # Wilson 2 of 3: 0.2077 to 0.9385 (Newcombe 1998, method 3, computed by hand).
    assert (found.kept.low, found.kept.high) == pytest.approx((0.2077, 0.9385), abs=1e-4)


def test_nobody_better_gives_no_share():
    rows = [[10, 12, 9], [10, 10, 10]]
    found = keeping(
        SeriesTable.from_scores(rows, better="lower"), SIX, start=0, end=1, later=2, who="families"
    )
    assert (found.improved, found.kept.of, found.kept.share, found.kept.low) == (0, 0, None, None)


@given(SERIES, SERIES)
def test_pooling_two_tables_is_the_table_of_both(one, other):
    pooled = SeriesTable.from_scores(one, better="lower") + SeriesTable.from_scores(other, better="lower")
    whole = SeriesTable.from_scores(np.r_[one, other], better="lower")
    assert figures(pooled) == figures(whole)


@given(SERIES)
def test_rows_give_the_same_figures_in_any_order(rows):
    whole = SeriesTable.from_scores(rows, better="lower")
    assert figures(whole) == figures(SeriesTable.from_scores(rows[::-1], better="lower"))
    for place in range(3):
        given_there = rows[np.isfinite(rows[:, place]), place]
        point = points(whole, "families")[place]
        assert point.n == len(given_there)
        assert point.mean.value == (pytest.approx(given_there.mean()) if len(given_there) else None)


@given(SERIES)
def test_reversing_scale_and_direction_changes_nothing_but_the_averages_side(rows):
    one, other = (
        SeriesTable.from_scores(rows, better="lower"),
        SeriesTable.from_scores(9 - rows, better="higher"),
    )
    kept = [keeping(t, AnyChange(), start=0, end=1, later=2, who="") for t in (one, other)]
    assert kept[0] == kept[1]
    for x, y in zip(points(one, ""), points(other, ""), strict=True):
        assert x.n == y.n
        assert x.mean.value is None or x.mean.value == pytest.approx(9 - known(y.mean.value))


def test_tables_that_differ_are_not_pooled():
    one = SeriesTable.from_scores([[1, 2]], better="lower")
    with pytest.raises(ValueError, match="can't be pooled"):
        one + SeriesTable.from_scores([[1, 2]], better="higher")
    with pytest.raises(ValueError, match="one point or more"):
        SeriesTable.from_scores([1, 2], better="lower")


def figures(table):
    return (
        sorted(zip(np.nan_to_num(table.scores, nan=-1).tolist(), table.count.tolist(), strict=True)),
        points(table, "families"),
    )
