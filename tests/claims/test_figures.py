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
        ("twenty-three of forty families", Fraction(23, 40), 23, 40, "exact"),
        ("seventeen out of our twenty families", Fraction(17, 20), 17, 20, "exact"),
        ("ninety nine families", None, 99, None, "exact"),
        ("two families", None, 2, None, "exact"),
        ("one family got worse", None, 1, None, "exact"),
        ("twelve young mothers improved", None, 12, None, "exact"),
        ("three got worse", None, 3, None, "exact"),
        ("forty-five per cent of mothers", Fraction(45, 100), None, None, "exact"),
        ("nearly three-quarters of parents", Fraction(3, 4), None, None, "nearly"),
        ("two fifths of parents", Fraction(2, 5), None, None, "about"),
        ("half of the forty families", Fraction(1, 2), None, 40, "about"),
        ("of forty families, twenty-three improved", Fraction(23, 40), 23, 40, "exact"),
        ("of 40 families, 15% got worse", Fraction(15, 100), None, 40, "exact"),
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
        "after twelve sessions",
        "families with two scores",
        "the third score of each family",
        "a worse one",
        "someone in ten",
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
        ("at least 79 of 120", 80, 120, True),
        ("more than 80 of 120", 80, 120, False),
        ("fewer than 81 of 120", 80, 120, True),
        ("at least 79 of 121", 80, 120, False),
        ("more than nine in ten", 89, 100, False),  # 8.9 of ten is nearly nine
        ("nearly nine in ten", 89, 100, True),
    ],
)
def test_what_bears_a_figure_out(text, n, of, fits):
    (found,) = figures(text)
    assert found.fits(n, of, n / of) == fits
