"""The stages at which scores are given: what they are called, and their order in time."""

from __future__ import annotations

import re

BASELINE = "baseline"
RETROSPECTIVE = "retrospective baseline"
REVIEW = "review"
END = "end"
FOLLOW_UP = "follow-up"

_IN_TIME = (RETROSPECTIVE, BASELINE, REVIEW, END, FOLLOW_UP)
_DURATION = re.compile(r"(\d+)(?: (day|week|month|year))?")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def occasion_order(occasion: str) -> tuple[int, int, str]:
    """A sort key that puts occasions in the order in which they happen.

    >>> sorted(["follow-up 6 months", "end", "follow-up 6 weeks", "baseline"], key=occasion_order)
    ['baseline', 'end', 'follow-up 6 weeks', 'follow-up 6 months']
    """
    for rank, kind in enumerate(_IN_TIME):
        if occasion.startswith(kind):
            found = _DURATION.search(occasion)
            days = int(found[1]) * _DAYS.get(found[2], 1) if found else 0
            return (rank, days, occasion)
    return (9, 0, occasion)
