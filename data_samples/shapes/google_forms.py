"""Google Forms: responses as text, grids as `Question [row]`, ticked boxes joined by commas."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import in_words, visits

if TYPE_CHECKING:
    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_STAGES = {"before": "Our first form", "after": "Our last form"}
_FORMS = {"phq9": ("PHQ-9", 9), "swemwbs": ("SWEMWBS", 7)}
_HELPED = ("Talking, with other parents", "Play", "Video")
_CHANGED = 3  # the PHQ-9 question that was deleted from the form and added again
_SENT_AGAIN = 7  # every so many forms one is sent twice, a few minutes apart


def google_forms(families: Families) -> tuple[Page, ...]:
    """One row a form that came in.

    A question was deleted and put back half way: Google keeps both columns, and each form has
    its answer in one of them.
    """
    came = visits(families, tuple(_FORMS))
    rows = []
    for number, visit in enumerate(came, start=1):
        rows.append(_row(visit, later=number > len(came) // 2, minutes=0))
        if number % _SENT_AGAIN == 0:
            rows.append(_row(visit, later=number > len(came) // 2, minutes=4))
    return (Page(name="Form responses 1", rows=[_headers(), *rows]),)


def _headers() -> Row:
    headers: Row = ["Timestamp", "Email address", "Family code", "Which form is this?"]
    for short, count in _FORMS.values():
        headers += [f"{short} [Question {item}]" for item in range(1, count + 1)]
    return [*headers, "What helped? (tick all that apply)", "Comments", f"PHQ-9 [Question {_CHANGED}]"]


def _row(visit: Visit, *, later: bool, minutes: int) -> Row:
    sent = visit.at + timedelta(minutes=minutes)
    row: Row = [sent, "made-up@example.org", visit.code, _STAGES[visit.stage]]
    for form_id in _FORMS:
        row += in_words(form_id, visit.answers[form_id])
    place = 4 + _CHANGED - 1
    answer = row[place]
    if later:
        row[place] = None
    return [*row, ", ".join(_HELPED[: visit.family % 4]), None, answer if later else None]
