"""Months as headers and cells give them: "Jan 2025", "2025-01", a date in it."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pandas as pd

from evaluation.importing.calendar_dates import dates

_NAMES = "january february march april may june july august september october november december".split()
_WORDS = re.compile(r"([a-z]{3,9})\.?[\s\-/,']*(\d{4}|\d{2})", re.IGNORECASE)
_YEAR_WORDS = re.compile(r"(\d{4})[\s\-/,]*([a-z]{3,9})\.?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"((?:19|20)\d{2})[-/.](\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})[-/.]((?:19|20)\d{2})")
_DATED = re.compile(
    r"\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}|\d{1,2}(?:st|nd|rd|th)?\s+[a-z]{3,9}\.?,?\s+\d{2,4}",
    re.IGNORECASE,
)


def month_of(text: str, order: str = "") -> date | None:
    """The first day of the month that a text names, or that a date in it is in; None for none.

    `order` ("day first" …) settles dates in numbers.

    >>> month_of("Sept 2025"), month_of("2025-03"), month_of("14/02/2025"), month_of("North")
    (datetime.date(2025, 9, 1), datetime.date(2025, 3, 1), datetime.date(2025, 2, 1), None)
    """
    plain = " ".join(text.split())
    year = month = 0
    if found := _WORDS.fullmatch(plain):
        month, year = _month(found[1]), int(found[2])
    elif found := _YEAR_WORDS.fullmatch(plain):
        year, month = int(found[1]), _month(found[2])
    elif found := _YEAR_FIRST.fullmatch(plain):
        year, month = int(found[1]), int(found[2])
    elif found := _MONTH_FIRST.fullmatch(plain):
        month, year = int(found[1]), int(found[2])
    else:
        day = day_of(plain, order)
        return day.replace(day=1) if day else None
    year += 2000 if year < 100 else 0
    return date(year, month, 1) if 1 <= month <= 12 and 1900 <= year <= 2099 else None


def day_of(text: str, order: str = "") -> date | None:
    """The day that a text is or holds; None for none.

    >>> day_of("Week 1 (14/01/2025)"), day_of("2025-01-14 00:00:00"), day_of("Week 1")
    (datetime.date(2025, 1, 14), datetime.date(2025, 1, 14), None)
    """
    plain = " ".join(text.split())
    held = _DATED.search(plain)
    for candidate in (plain, held[0] if held else ""):
        if candidate and not candidate.replace(".", "").isdigit():  # a number alone is nobody's date here
            read = dates(pd.Series([candidate], dtype=object), order or None).values[0]
            if not np.isnat(read):
                found: date = read.astype("datetime64[D]").astype(date)
                return found
    return None


def _month(text: str) -> int:
    """1 to 12 for a month's name or its first three or more letters, else 0."""
    name = text.casefold()
    return next((i for i, month in enumerate(_NAMES, 1) if len(name) >= 3 and month.startswith(name)), 0)
