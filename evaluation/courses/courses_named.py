"""Which course each sheet is of: by a column, a title above it, its name, its file's name, or the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.courses.kind_found import hinted
from evaluation.courses.mapping import NEEDS_YOU
from evaluation.courses.titles import cohort_in, course_among, course_in, same_course, session_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.mapping import SheetUse

_OF_COURSES = frozenset({"bookings", "register", "form"})
_GENERIC = frozenset({"sheet", "form", "responses", "table", "data"})


def with_courses(
    sheets: Sequence[SheetUse],
    titles: Sequence[Sequence[str]],
    courses: Sequence[Sequence[str]],
    before: Sequence[str] = (),
) -> list[SheetUse]:
    """The sheets with their course, session and cohort; `titles` and `courses` are those of each sheet.

    `courses` are the names in a sheet's own column of courses. `before` are those that somebody gave sheets
    of the same headers; they count for more than a file's name that no other sheet knows. Where nothing names
    a sheet's course, and all other sheets are of one course, it is taken for that one.
    """
    known = list(dict.fromkeys(name for named in courses for name in named))
    given = before or [""] * len(sheets)
    first = [
        _named(sheet, above, known, said) for sheet, above, said in zip(sheets, titles, given, strict=True)
    ]
    spelt: dict[tuple[str, ...], str] = {}
    for name in [*known, *(found for found, _ in first if found)]:
        spelt.setdefault(same_course(name), name)
    result = []
    for sheet, (found, why) in zip(sheets, first, strict=True):
        if sheet.kind not in _OF_COURSES:
            result.append(sheet)
            continue
        named = sheet if sheet.first("course") else _of_course(sheet, found, why, spelt)
        result.append(named)
    return [_with_session(sheet, above) for sheet, above in zip(result, titles, strict=True)]


def _named(sheet: SheetUse, titles: Sequence[str], known: Sequence[str], before: str) -> tuple[str, str]:
    """The course that a sheet's surroundings name, and what names it."""
    if sheet.kind not in _OF_COURSES or sheet.first("course"):
        return "", ""
    # "Attendance register: Observing babies" is of the course; the organisation's name above it is not.
    told = sorted(titles, key=lambda title: not hinted(title))
    places = [(title, "the title above the table") for title in told]
    if not cohort_in(sheet.sheet):
        places.append((sheet.sheet, "the sheet's name"))
    places.append((sheet.file, "the file's name"))
    for text, where in places:
        among = course_among(text, known)
        if among:
            return among, where
    for text, where in places:
        if before and text not in titles:
            return before, "what you said of a sheet like it"
        found = course_in(text)
        if found and found.casefold() not in _GENERIC:
            return found[:1].upper() + found[1:], where
    return "", ""


def _of_course(sheet: SheetUse, found: str, why: str, spelt: dict[tuple[str, ...], str]) -> SheetUse:
    if found:
        name = spelt.get(same_course(found), found)
        return replace(sheet, course=name, notes=(*sheet.notes, f"Its course, “{name}”, is read from {why}."))
    if len(spelt) == 1:
        (name,) = spelt.values()
        said = (
            f"Nothing in it names its course; all other sheets are of “{name}”, so it is taken for that one."
        )
        return replace(sheet, course=name, notes=(*sheet.notes, said))
    return replace(
        sheet, notes=(*sheet.notes, f"{NEEDS_YOU}: nothing says which course it is of. Give its course.")
    )


def _with_session(sheet: SheetUse, titles: Sequence[str]) -> SheetUse:
    """The session and the cohort that a sheet as a whole is of."""
    if sheet.kind not in {"register", "form"}:
        return sheet
    if not sheet.first("session") and not any(column.session for column in sheet.columns):
        named = [session_in(text) for text in (*titles, sheet.sheet, sheet.file)]
        sheet = replace(sheet, session=next((name for name in named if name), ""))
    if not sheet.first("cohort"):
        sheet = replace(sheet, cohort=cohort_in(sheet.sheet))
    return sheet
