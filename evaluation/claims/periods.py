"""The dates, months and years that a claim names, and whether they are those of the second scores."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from evaluation import wording

_MONTHS = "january february march april may june july august september october november december".split()
_TIME = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<dmonth>{'|'.join(_MONTHS)}) (?P<dyear>(?:19|20)\d\d)\b"
    r"|\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b"
    rf"|\b(?P<month>{'|'.join(_MONTHS)}) (?P<myear>(?:19|20)\d\d)\b"
    r"|\b(?P<fyear>(?:19|20)\d\d)[/-](?P<next>(?:(?:19|20)?\d\d))\b"
    r"|(?<![\d,.])(?P<year>(?:19|20)\d\d)\b(?![\d,%]|\.\d)"
    r"(?! (?:of|out of|famil|parent|mother|bab|infant|child|client|people))"
)
_COUNTED_AS = re.compile(r"\b(?:of|all|our|the|about|than|least|most|to help|helped|saw) $")


@dataclass(frozen=True, kw_only=True)
class Time:
    """A time that a claim names, its first and last day, and where it stands."""

    text: str
    at: int
    start: date
    end: date


def times(text: str) -> tuple[Time, ...]:
    """The times in a text of small letters; "2024/25" is the year from April.

    >>> [(t.text, str(t.start), str(t.end)) for t in times("from april 2024 to 12 march 2026")]
    [('april 2024', '2024-04-01', '2024-04-30'), ('12 march 2026', '2026-03-12', '2026-03-12')]
    >>> times("of 2,024 families")
    ()
    """
    found = []
    for match in _TIME.finditer(text):
        ends = _ends(match)
        # "of 2000 families" is a number, and "in 2000" a year.
        number = match["year"] and _COUNTED_AS.search(text[: match.start()])
        if ends is not None and not number:
            found.append(Time(text=match.group(), at=match.start(), start=ends[0], end=ends[1]))
    return tuple(found)


def without(text: str, taken: tuple[Time, ...]) -> str:
    """The text with its times blanked, so that no day is taken for a count."""
    for time in taken:
        text = text[: time.at] + " " * len(time.text) + text[time.at + len(time.text) :]
    return text


def fault(said: tuple[Time, ...], period: tuple[date | None, date | None]) -> tuple[str, bool]:
    """What is wrong with the times a claim names, and whether that refutes it; an empty text where nothing.

    A claim of another time is refuted; one of a part of the time, or of more, is to be put otherwise.
    """
    if not said:
        return "", False
    words = wording.listed(f'"{time.text}"' for time in said)
    first, last = period
    if first is None or last is None:
        return f"It says {words}, and the data have no dates of the second scores to check that by.", False
    start, end = min(time.start for time in said), max(time.end for time in said)
    are = f"the second scores are of {wording.period(first, last)}"
    if end < first or start > last:
        return f"It says {words}, but {are}.", True
    if start > first or end < last:
        return f"It says {words}, but {are}: say those dates, or choose yours in the sidebar.", False
    if (start.year, end.year) != (first.year, last.year) and not _one_year(start, end):
        return f"It says {words}, which is more than was looked at: {are}.", False
    return "", False


def _one_year(start: date, end: date) -> bool:
    """Whether these are the first and last day of a year that is named by two numbers, such as 2024/25."""
    return (start.month, start.day, end.month, end.day, end.year - start.year) == (4, 1, 3, 31, 1)


def _ends(match: re.Match[str]) -> tuple[date, date] | None:
    try:
        if match["day"]:
            day = date(int(match["dyear"]), _MONTHS.index(match["dmonth"]) + 1, int(match["day"]))
            return day, day
        if match["iso"]:
            return date.fromisoformat(match["iso"]), date.fromisoformat(match["iso"])
    except ValueError:  # 31 June
        return None
    if match["month"]:
        year, month = int(match["myear"]), _MONTHS.index(match["month"]) + 1
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    if match["fyear"]:
        year = int(match["fyear"])
        following = int(match["next"]) if len(match["next"]) > 2 else year // 100 * 100 + int(match["next"])
        return (date(year, 4, 1), date(year + 1, 3, 31)) if following == year + 1 else None
    return date(int(match["year"]), 1, 1), date(int(match["year"]), 12, 31)
