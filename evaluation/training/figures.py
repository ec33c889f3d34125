"""Counts and rates of training as they stand in a sentence, exact, hidden or rounded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.estimates import Rate

if TYPE_CHECKING:
    from datetime import date


def everybody(n: int, of: int | None, who: str, rule: str = "share", outcome: str = "") -> Rate:
    """A rate of all who are counted: nobody was sampled, so it has no interval.

    >>> everybody(31, 52, "people who came").low is None
    True
    """
    return Rate(rule=rule, outcome=outcome, n=n, of=of, who=who, low=None, high=None, interval="")


def told(rate: Rate, who: str = "") -> str:
    """A rate in a sentence, without its interval; `who` in place of its own words.

    >>> told(everybody(31, 52, "learners who came at all"), "learners")
    '31 of 52 learners (60%)'
    """
    return wording.rate(replace(rate, low=None, high=None, who=who or rate.who))


def number(n: int | None, one: str, many: str, *, rounded: bool = False) -> str:
    """A count with its noun: "52 people", "about 50 people", "[c] people".

    >>> number(50, "person", "people", rounded=True), number(None, "person", "people", rounded=True)
    ('about 50 people', '[c] people')
    """
    return f"{'about ' if rounded and n is not None else ''}{wording.plural(n, one, many)}"


def months(period: tuple[date | None, date | None]) -> str:
    """From which month to which, with the words before them; empty where no day is known.

    >>> from datetime import date
    >>> months((date(2025, 1, 14), date(2025, 11, 25))), months((date(2025, 1, 14), date(2025, 1, 20)))
    ('between January and November 2025', 'in January 2025')
    """
    first, last = period
    if first is None or last is None:
        return ""
    start, end = (wording.day(day).split(" ", 1)[1] for day in (first, last))
    if start == end:
        return f"in {start}"
    if first.year == last.year:
        start = start.split(" ", maxsplit=1)[0]
    return f"between {start} and {end}"
