"""Quarters of a year, named by their months: "2026-Q1" is January to March 2026."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.errors import InputError

if TYPE_CHECKING:
    from datetime import date

_MONTHS = ("January to March", "April to June", "July to September", "October to December")
_ASKED = re.compile(r"((?:19|20)\d\d)-?Q([1-4])", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter of a day.

        >>> from datetime import date
        >>> Quarter.of(date(2026, 3, 31)).words
        'January to March 2026'
        """
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def read(cls, text: str) -> Quarter:
        """The quarter that a text such as "2026-Q1" names; raises InputError for another text."""
        found = _ASKED.fullmatch(text.strip())
        if found is None:
            raise InputError(f"'{text}' is no quarter: write its year and number, such as 2026-Q1.")
        return cls(int(found[1]), int(found[2]))

    @property
    def name(self) -> str:
        """How it is asked for."""
        return f"{self.year}-Q{self.number}"

    @property
    def words(self) -> str:
        """Its first and last month, which every way of counting quarters shares."""
        return f"{_MONTHS[self.number - 1]} {self.year}"

    @property
    def financial(self) -> str:
        """What it is called where years begin in April.

        >>> Quarter(2026, 1).financial, Quarter(2026, 2).financial
        ('quarter 4 of 2025-26', 'quarter 1 of 2026-27')
        """
        begun = self.year - (self.number == 1)
        return f"quarter {(self.number + 2) % 4 + 1} of {begun}-{(begun + 1) % 100:02}"
