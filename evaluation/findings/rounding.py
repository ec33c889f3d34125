"""How coarse a share of rounded counts is printed: the one rule that every protected percentage follows."""

from __future__ import annotations

WHOLE_FROM = 100  # of fewer, a whole percentage beside a rounded count gives the exact count away


def in_fives(share: float) -> float:
    """A share to the nearest 5 percentage points.

    >>> in_fives(2 / 3)
    0.65
    """
    return round(round(share / 0.05) * 0.05, 2)


def stepped(share: float, of: float) -> float:
    """A share as disclosure control prints it: whole percentages of 100 people or more, of fewer steps of 5.

    >>> stepped(0.62, 40), stepped(0.62, 240)
    (0.6, 0.62)
    """
    return in_fives(share) if of < WHOLE_FROM else round(share, 2)


def most_off(of: float) -> float:
    """How far a share in these steps can be from the exact one; `of` is rounded itself.

    >>> most_off(40), most_off(240)
    (0.025, 0.005)
    """
    return 0.025 if of <= WHOLE_FROM else 0.005
