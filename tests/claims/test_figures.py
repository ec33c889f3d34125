"""Figures in a claim. Oracle: what each phrase means in English, and arithmetic by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from evaluation.claims.figures import figures


@pytest.mark.parametrize(
    ("text", "share", "n", "of", "bound"),
    [
        ("91% of parents improved", Fraction(91, 100), None, None, "exact"),
        ("62.5 per cent improved", Fraction(5, 8), None, None, "exact"),
        ("80 of 120 families improved", Fraction(2, 3), 80, 120, "exact"),
        ("80 out of our 120 families", Fraction(2, 3), 80, 120, "exact"),
        ("67% of 120 families", Fraction(67, 100), None, 120, "exact"),
        ("nine in ten mothers", Fraction(9, 10), 9, 10, "exact"),
        ("almost two thirds", Fraction(2, 3), None, None, "nearly"),
        ("half of families", Fraction(1, 2), None, None, "about"),
        ("most families", Fraction(1, 2), None, None, "over"),
        ("more than 90% of them", Fraction(9, 10), None, None, "over"),
        ("at least 1,200 families", None, 1200, None, "least"),
        ("nobody got worse", Fraction(0), None, None, "exact"),
    ],
)
def test_what_a_figure_says(text, share, n, of, bound):
    (found,) = figures(text)
    assert (found.share, found.n, found.of, found.bound) == (share, n, of, bound)


@pytest.mark.parametrize(
    "text",
    [
        "PHQ-9 scores got better in 2025",
        "who scored 10 or more before",
        "after 12 sessions",
        "scores fell by 4.3 points",
        "95% interval 57% to 75%",
        "families improved (second scores 3 April 2024 to 12 March 2026)",
    ],
)
def test_what_is_no_figure_of_the_claim(text):
    assert figures(text) == ()


def test_all_families_after_of_says_whom_and_is_no_figure():
    assert [f.text for f in figures("46% of all families")] == ["46%"]


@pytest.mark.parametrize(
    ("text", "n", "of", "fits"),
    [
        ("67%", 80, 120, True),  # 66.67% rounds to 67%
        ("66%", 80, 120, False),
        ("66.7%", 80, 120, True),
        ("66.6%", 80, 120, False),
        ("100%", 239, 240, False),  # 99.6% rounds to 100%, and that would be false
        ("80 of 120", 80, 120, True),
        ("80 of 121", 80, 120, False),
        ("67% of 121", 80, 120, False),
        ("two thirds", 80, 120, True),
        ("about 65%", 80, 120, True),
        ("about 60%", 80, 120, False),
        ("nearly 70%", 80, 120, True),
        ("nearly 65%", 80, 120, False),
        ("over 67%", 80, 120, False),
        ("at least 66%", 80, 120, True),
        ("fewer than 70%", 80, 120, True),
        ("seven in ten", 80, 120, True),  # 6.67 of ten
        ("six in ten", 80, 120, False),
        ("80 families", 80, 120, True),
        ("all", 120, 120, True),
        ("all", 119, 120, False),
    ],
)
def test_what_bears_a_figure_out(text, n, of, fits):
    (found,) = figures(text)
    assert found.fits(n, of, n / of) == fits
