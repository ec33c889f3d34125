"""SmartSurvey: tracking columns first, questions numbered as on the form, answers in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import in_words, visits

if TYPE_CHECKING:
    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_STAGES = {"before": "Pre", "after": "Post"}
_FORMS = {"phq9": ("PHQ-9", 9), "swemwbs": ("SWEMWBS", 7)}
_OWN = (
    "UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link",
    "Custom 1", "Status",
)  # fmt: skip
_HALF_DONE = 10  # one form in so many was left before its end


def smart_survey(families: Families) -> tuple[Page, ...]:
    """One row a form that came in; a few were not finished."""
    rows = [_row(number, visit) for number, visit in enumerate(visits(families, tuple(_FORMS)), start=1)]
    return (Page(name="Sheet1", rows=[_headers(), *rows]),)


def _headers() -> Row:
    headers: Row = [*_OWN, "Q1. Family ID", "Q2. Pre or post?"]
    number = 3
    for short, count in _FORMS.values():
        headers += [f"Q{number + item - 1}. {short}: question {item}" for item in range(1, count + 1)]
        number += count
    return [*headers, f"Q{number}. Comments"]


def _row(number: int, visit: Visit) -> Row:
    unfinished = number % _HALF_DONE == 0
    ended = visit.at + timedelta(minutes=5)
    row: Row = [900_000_000 + number * 13, number, None, None, "192.0.2.7", None, visit.at]
    row += [None if unfinished else ended, "Main link", None, "Partial" if unfinished else "Completed"]
    row += [visit.code, _STAGES[visit.stage]]
    row += in_words("phq9", visit.answers["phq9"])
    last = in_words("swemwbs", visit.answers["swemwbs"])
    return [*row, *([None] * len(last) if unfinished else last), None]
