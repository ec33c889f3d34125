"""KoboToolbox: XML names with their groups, several versions of the form, a sheet for a repeated group."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING

from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import visits, worded

if TYPE_CHECKING:
    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_STAGES = {"before": "start_of_work", "after": "end_of_work"}
_HELPED = ("talking", "play", "video")
_VERSIONS = ("vMadeUpOne111", "vMadeUpTwo222")
_MOVED = 3  # the PHQ-9 question that the second version has in another group
_OWN = (
    "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status", "_submitted_by",
    "__version__", "_tags", "_index",
)  # fmt: skip


def kobo(families: Families) -> tuple[Page, ...]:
    """One row a submission; the second version asks one question in another group, in a column of its own."""
    came = visits(families, ("phq9", "swemwbs"))
    rows = [_row(number, visit, later=number > len(came) // 2) for number, visit in enumerate(came, start=1)]
    return (
        Page(name="Parents and babies", rows=[_headers(), *rows]),
        Page(name="babies", rows=_babies(families, came)),
    )


def _headers() -> Row:
    headers: Row = ["start", "end", "today", "deviceid", "about/family_code", "about/stage"]
    headers += [f"feelings/phq9_{item}" for item in range(1, 10)]
    headers += [f"wellbeing/swemwbs_{item}" for item in range(1, 8)]
    headers += ["support/helped", *(f"support/helped/{one}" for one in _HELPED)]
    return [*headers, f"wellbeing/phq9_{_MOVED}", *_OWN]


def _row(number: int, visit: Visit, *, later: bool) -> Row:
    ended = visit.at + timedelta(minutes=8)
    row: Row = [visit.at.isoformat(), ended.isoformat(), visit.day.isoformat(), "collect:made-up"]
    row += [visit.code, _STAGES[visit.stage]]
    row += [*_names("phq9", visit), *_names("swemwbs", visit)]
    place = 6 + _MOVED - 1
    moved = row[place]
    if later:
        row[place] = None
    ticked = [one for position, one in enumerate(_HELPED) if (number + position) % 2]
    row += [" ".join(ticked) or None, *(int(one in ticked) for one in _HELPED)]
    row += [moved if later else None, 500_000 + number * 3, str(uuid.UUID(int=number * 7919))]
    row += [(ended + timedelta(minutes=1)).isoformat(), None, None, "submitted_via_web", None]
    return [*row, _VERSIONS[later], None, number]


def _names(form_id: str, visit: Visit) -> Row:
    """Answers by their XML names: "several_days"."""
    words = worded(form_id)
    return [
        None if answer is None else words[answer].casefold().replace(" ", "_")
        for answer in visit.answers[form_id]
    ]


def _babies(families: Families, came: list[Visit]) -> list[Row]:
    headers: Row = ["babies/age_months", "_index", "_parent_table_name", "_parent_index", "_submission__id"]
    ages = families.baby_age_months.tolist()
    rows: list[Row] = [
        [ages[visit.family], number, "Parents and babies", number, 500_000 + number * 3]
        for number, visit in enumerate(came, start=1)
    ]
    return [headers, *rows]
