"""How far those without a second score could move a share: exact bounds and the tipping point."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

HALF = Fraction(1, 2)


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The share that improved if none, or all, of those without a second score had improved.

    `improved` of `of` with both scores improved; `missing` have a first score and no second that
    belongs to it. Nothing is assumed about them, so the bounds are the widest there can be
    (Manski 1990, "Nonparametric bounds on treatment effects", American Economic Review 80).
    Shares are exact fractions. Raises ValueError for counts that can't be.

    >>> bounds = Bounds(improved=30, of=40, missing=20)
    >>> bounds.none, bounds.all, bounds.needed()
    (Fraction(1, 2), Fraction(5, 6), 0)
    """

    improved: int
    of: int
    missing: int

    def __post_init__(self) -> None:
        if not 0 <= self.improved <= self.of or self.missing < 0:
            raise ValueError(f"{self.improved} of {self.of} with {self.missing} missing can't be counts")

    @property
    def everyone(self) -> int:
        """All who started: with both scores, and with the first alone."""
        return self.of + self.missing

    @property
    def observed(self) -> Fraction | None:
        """The share of those with both scores; None where nobody has."""
        return Fraction(self.improved, self.of) if self.of else None

    @property
    def none(self) -> Fraction | None:
        """The share of all if none of those without a second score improved; None without anybody."""
        return Fraction(self.improved, self.everyone) if self.everyone else None

    @property
    def all(self) -> Fraction | None:
        """The share of all if every one of those without a second score improved."""
        return Fraction(self.improved + self.missing, self.everyone) if self.everyone else None

    def needed(self, line: Fraction = HALF) -> int | None:
        """The tipping point: the least number of those missing who must have improved to reach `line`.

        0 where the share is there without any of them; None where all of them would not do, or
        nobody is counted. The share falls below the line exactly if fewer than these improved.

        >>> Bounds(improved=55, of=80, missing=40).needed()  # 60 of 120 is half: 5 more are needed
        5
        """
        if not self.everyone:
            return None
        least = max(0, ceil(line * self.everyone - self.improved))
        return least if least <= self.missing else None
