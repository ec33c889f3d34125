"""Months and the quarters of a financial year, as the NHS names them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Every = Literal["month", "quarter"]
# Not strftime, whose month names follow the machine's language.
_MONTHS = tuple(
    "January February March April May June July August September October November December".split()
)
MONTHS: dict[Every, int] = {"month": 1, "quarter": 3}  # how long a period is
_EPOCH = 1970 * 12


@dataclass(frozen=True, order=True)
class Period:
    """One month or one quarter; `number` counts them from the year 0, so that neighbours differ by 1."""

    every: Every
    number: int

    @classmethod
    def of(cls, day: date, every: Every) -> Period:
        """The one that a day lies in.

        >>> Period.of(date(2025, 5, 31), "quarter").label
        'Q1 2025/26 (April to June)'
        """
        return cls(every, (day.year * 12 + day.month - 1) // MONTHS[every])

    @property
    def start(self) -> date:
        """Its first day.

        >>> Period("quarter", 8101).start
        datetime.date(2025, 4, 1)
        """
        year, month = divmod(self.number * MONTHS[self.every], 12)
        return date(year, month + 1, 1)

    @property
    def end(self) -> date:
        """Its last day."""
        return Period(self.every, self.number + 1).start - timedelta(days=1)

    @property
    def short(self) -> str:
        """Its name where room is scarce.

        >>> Period("quarter", 8101).short, Period("month", 24303).short
        ('Q1 2025/26', 'Apr 2025')
        """
        start = self.start
        if self.every == "month":
            return f"{_MONTHS[start.month - 1][:3]} {start.year}"
        return f"Q{(start.month - 4) % 12 // 3 + 1} {self.year}"

    @property
    def year(self) -> str:
        """The financial year it lies in, from April to March.

        >>> Period("month", 24302).year
        '2024/25'
        """
        start = self.start
        first = start.year - (start.month < 4)
        return f"{first}/{(first + 1) % 100:02d}"

    @property
    def label(self) -> str:
        """Its name in full.

        >>> Period("quarter", 8101).label, Period("month", 24303).label
        ('Q1 2025/26 (April to June)', 'April 2025')
        """
        start, end = self.start, self.end
        if self.every == "month":
            return f"{_MONTHS[start.month - 1]} {start.year}"
        return f"{self.short} ({_MONTHS[start.month - 1]} to {_MONTHS[end.month - 1]})"


def numbers(dates: NDArray[np.datetime64], every: Every) -> NDArray[np.int64]:
    """The number of the period that each date lies in; -1 where there is no date.

    >>> numbers(np.array(["2025-05-31", "NaT"], "datetime64[s]"), "quarter").tolist()
    [8101, -1]
    """
    months = dates.astype("datetime64[M]").astype(np.int64) + _EPOCH
    return np.where(np.isnat(dates), -1, months // MONTHS[every])


def periods(first: int, last: int, every: Every) -> tuple[Period, ...]:
    """All periods from one number to another, both included."""
    return tuple(Period(every, number) for number in range(first, last + 1))
