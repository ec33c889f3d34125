"""SurveyMonkey: two header rows, the question above and the row or option of it below."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import in_words, visits

if TYPE_CHECKING:
    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_STAGES = {"before": "Before our first meeting", "after": "After our last meeting"}
_FORMS = {"phq9": ("PHQ-9", 9), "gad7": ("GAD-7", 7)}
_HELPED = ("Talking, with other parents", "Play", "Other (please specify)")
_OWN = (
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
    "Last Name", "Custom Data 1",
)  # fmt: skip
_CLOCK = "%m/%d/%Y %I:%M:%S %p"  # month first, as the tool writes it for everybody


def survey_monkey(families: Families) -> tuple[Page, ...]:
    """One row a form that came in, below two rows of headers."""
    rows = [_row(number, visit) for number, visit in enumerate(visits(families, tuple(_FORMS)))]
    return (Page(name="Sheet", rows=[*_headers(), *rows]),)


def _headers() -> list[Row]:
    above: Row = [*_OWN, "Your family code", "When are you filling this in?"]
    below: Row = [*([None] * len(_OWN)), "Open-Ended Response", "Response"]
    for short, count in _FORMS.values():
        above += [f"{short}: in the last 2 weeks", *([None] * (count - 1))]
        below += [f"Question {item}" for item in range(1, count + 1)]
    above += ["What helped? Tick any.", *([None] * (len(_HELPED) - 1)), "Would you tell a friend about us?"]
    below += [*_HELPED, "Response"]
    return [above, below]


def _row(number: int, visit: Visit) -> Row:
    began, ended = (moment.strftime(_CLOCK) for moment in (visit.at, visit.at + timedelta(minutes=7)))
    row: Row = [118_000_000_001 + number * 37, 440_000_001, began, ended, "192.0.2.1", None, None, None, None]
    row += [visit.code, _STAGES[visit.stage]]
    for form_id in _FORMS:
        row += in_words(form_id, visit.answers[form_id])
    ticked: Row = [option if (number + place) % 3 == 0 else None for place, option in enumerate(_HELPED)]
    return [*row, *ticked, "Yes" if number % 5 else "No"]
