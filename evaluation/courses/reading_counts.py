"""Reading numbers that are of nobody in particular: the workforce, referrals by month, courses by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.courses.months import month_of
from evaluation.courses.records import Headcount, Package, Referrals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from evaluation.courses.gathered import Gathered
    from evaluation.courses.mapping import ColumnUse
    from evaluation.courses.sheet_rows import SheetRows

_AGAIN = "The same {} stand in a row above"


def read_workforce(sheet: SheetRows, gathered: Gathered) -> None:
    """Read how many work in each role in each borough."""
    roles = [gathered.spell["role"](text) for text in sheet.texts_of("role")]
    boroughs = [gathered.spell["borough"](text) for text in sheet.texts_of("borough")]
    seen: set[tuple[str, str]] = set()
    used: set[int] = set()
    again: set[int] = set()
    for column, row, n in _numbers(sheet, "people"):
        borough = gathered.spell["borough"](column.borough) if column.use == "count" else boroughs[row]
        if not roles[row] or not borough:
            sheet.set_aside(row, "It has no role or no borough")
        elif (roles[row], borough) in seen:
            again.add(row)
        else:
            seen.add((roles[row], borough))
            used.add(row)
            gathered.headcounts.append(
                Headcount(role=roles[row], borough=borough, people=n, origin=sheet.origin(row))
            )
    _rest(sheet, used, again, _AGAIN.format("role and borough"))


def read_referrals(sheet: SheetRows, gathered: Gathered) -> None:
    """Read how many referrals each borough made each month."""
    boroughs = [gathered.spell["borough"](text) for text in sheet.texts_of("borough")]
    months = _months(sheet)
    seen: set[tuple[str, object]] = set()
    used: set[int] = set()
    again: set[int] = set()
    for column, row, n in _numbers(sheet, "n"):
        across = month_of(column.header, sheet.use.date_order) if column.use == "count" else None
        month = across if sheet.use.first("month") is None else months[row]
        borough = gathered.spell["borough"](column.borough) if column.borough else boroughs[row]
        if month is None or not borough:
            sheet.set_aside(row, "It has no borough, or no month that can be read")
        elif (borough, month) in seen:
            again.add(row)
        else:
            seen.add((borough, month))
            used.add(row)
            gathered.referrals.append(Referrals(borough=borough, month=month, n=n, origin=sheet.origin(row)))
    _rest(sheet, used, again, _AGAIN.format("borough and month"))


def read_packages(sheet: SheetRows, gathered: Gathered) -> None:
    """Read which course is offered for which topic."""
    topics, courses = sheet.texts_of("topic"), sheet.texts_of("course")
    for row in sheet.in_use:
        if topics[row] and courses[row]:
            entry = Package(
                topic=topics[row], course=gathered.courses(courses[row]), origin=sheet.origin(row)
            )
            gathered.packages.append(entry)
        else:
            sheet.set_aside(row, "It has no topic or no course")


def _months(sheet: SheetRows) -> list[date | None]:
    """The month of each row: of a date, or as it is written."""
    texts = sheet.texts_of("month")
    days = sheet.days() if sheet.use.first("month") is not None else [None] * len(sheet)
    known: dict[str, date | None] = {}
    for text, day in zip(texts, days, strict=True):
        known.setdefault(text, day.replace(day=1) if day else month_of(text, sheet.use.date_order))
    return [known[text] for text in texts]


def _numbers(sheet: SheetRows, use: str) -> Iterator[tuple[ColumnUse, int, int]]:
    """Every whole number of the columns of numbers: its column, its row, itself."""
    across = sheet.use.using("count") or sheet.use.using(use)
    for column in across:
        values = sheet.numbers(column)
        odd = [row for row in sheet.in_use if np.isfinite(values[row]) and not _whole(values[row])]
        sheet.report(column, odd, "no whole number", "left blank")
        for row in sheet.in_use:
            if _whole(values[row]):
                yield column, row, int(values[row])


def _whole(value: float) -> bool:
    return bool(np.isfinite(value)) and value >= 0 and value == int(value)


def _rest(sheet: SheetRows, used: set[int], again: set[int], reason: str) -> None:
    for row in sheet.in_use:
        if row not in used:
            sheet.set_aside(row, reason if row in again else "No number stands in it")
    if again & used:
        sheet.notes.append(
            f"{reason[:1].upper()}{reason[1:]} ({sheet.listed(sorted(again & used))}): the first counts."
        )
