"""Microsoft Forms: a quiz's export to Excel, answers in words, with its points and feedback columns."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import in_words, visits

if TYPE_CHECKING:
    from data_samples.families import Families
    from data_samples.shapes.visits import Visit

_STAGES = {"before": "The start of our work", "after": "The end of our work"}
_FORMS = {"phq9": ("PHQ-9", 9), "gad7": ("GAD-7", 7)}
_HELPED = ("Talking, with other parents;", "Play;", "Video;")
_FIRST = ("ID", "Start time", "Completion time", "Email", "Name", "Total points", "Quiz feedback")


def ms_forms(families: Families) -> tuple[Page, ...]:
    """One row a form that came in. Every question of a quiz has a column of points and one of feedback."""
    rows = [_row(number, visit) for number, visit in enumerate(visits(families, tuple(_FORMS)), start=1)]
    return (Page(name="Sheet1", rows=[_headers(), *rows]),)


def _headers() -> Row:
    # The odd spaces and line breaks are what Forms leaves of a question's layout.
    questions = ["Family code\xa0(on your letter)", "Is this form from the start or the end of our work?\n"]
    for short, count in _FORMS.values():
        questions += [f"{short}:\xa0question {item}" + "\n" * (item % 3 == 0) for item in range(1, count + 1)]
    questions += ["What helped?\xa0(choose any)", "Column1", "Anything else to tell us?"]
    headers: Row = [*_FIRST, "Last modified time"]
    for question in questions:
        headers += [question, f"Points - {question}", f"Feedback - {question}"]
    return headers


def _row(number: int, visit: Visit) -> Row:
    answers: Row = [visit.code if number % 9 else f" {visit.code.lower()}\xa0", _STAGES[visit.stage]]
    for form_id in _FORMS:
        answers += in_words(form_id, visit.answers[form_id])
    answers += ["".join(_HELPED[: number % 4]) or None, None, "Thank you" if number % 11 == 0 else None]
    row: Row = [number, visit.at, visit.at + timedelta(minutes=6), "anonymous", None, 0, None, None]
    for answer in answers:
        row += [answer, 0, None]
    return row
