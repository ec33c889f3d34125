"""Bounds and tipping points. Oracle: counting by hand (Manski's worst cases are all or none)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.change.rule import make_rate
from evaluation.missing import STANCES, Bounds, under
from tests.reference import known


def test_bounds_by_hand():
    # 55 of 80 improved, 40 have no second score: 55 of 120 or 95 of 120; 60 of 120 is half, 5 more.
    bounds = Bounds(improved=55, of=80, missing=40)
    assert (bounds.none, bounds.all) == (Fraction(55, 120), Fraction(95, 120))
    assert bounds.needed() == 5


def test_an_odd_number_needs_more_than_half_rounded_down():
    # 7 of 15 is below half, 8 of 15 above: of 10 with both 6 improved, so 2 of 5 are needed.
    assert Bounds(improved=6, of=10, missing=5).needed() == 2


@pytest.mark.parametrize(
    ("improved", "of", "missing", "needed"),
    [(60, 100, 20, 0), (10, 100, 20, None), (40, 80, 20, 10), (0, 0, 0, None), (0, 0, 4, 2), (1, 1, 0, 0)],
)
def test_the_tipping_point_at_its_ends(improved, of, missing, needed):
    assert Bounds(improved=improved, of=of, missing=missing).needed() == needed


def test_nobody_has_no_share():
    nobody = Bounds(improved=0, of=0, missing=0)
    assert (nobody.observed, nobody.none, nobody.all) == (None, None, None)


@pytest.mark.parametrize("counts", [(5, 4, 0), (-1, 4, 0), (1, 4, -2)])
def test_counts_that_cannot_be_are_refused(counts):
    improved, of, missing = counts
    with pytest.raises(ValueError, match="can't be counts"):
        Bounds(improved=improved, of=of, missing=missing)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_fewer_than_needed_is_exactly_what_falls_below_half(improved, others, missing):
    """Every number of those missing who might have improved, tried out."""
    bounds = Bounds(improved=improved, of=improved + others, missing=missing)
    needed = bounds.needed()
    for some in range(missing + 1):
        half = bounds.everyone > 0 and 2 * (improved + some) >= bounds.everyone
        assert half == (needed is not None and some >= needed)


def test_stances_are_the_bounds():
    rate = make_rate("any_change", "improved", 55, 80, "families", 0.95)
    bounds = Bounds(improved=55, of=80, missing=40)
    shares = [under(rate, 40, stance).share for stance in STANCES]
    assert shares == pytest.approx(
        [float(Fraction(55, 80)), float(known(bounds.none)), float(known(bounds.all))]
    )
    assert under(rate, 40, STANCES[0]) is rate
