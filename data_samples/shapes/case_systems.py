"""Case systems: one row a questionnaire, with local ids; many dates, two parents, second referrals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from data_samples.families import family_ids
from data_samples.forms import form
from data_samples.scores import between
from data_samples.shapes.pages import Page, Row
from data_samples.shapes.visits import particulars, totals, visits

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from data_samples.families import Families

_QUESTIONS = 9
_ASKED = (("phq9", "PHQ-9"), ("gad7", "GAD-7"))
_DECLINED = 999  # the code that CYP-IAPT files have for "not known"
_OUTCOMES = ("phq9", "kpcs", "pir_gas")
_TWINS, _FATHERS = 11, 4  # every so many families have twins; every so many a father who answers too


def iaptus_like(families: Families) -> tuple[Page, ...]:
    """One row a questionnaire at each contact, no stages; a declined questionnaire has a total of 999."""
    headers: Row = ["Local Patient ID", "Referral ID", "NHS Number", "Referral Received Date", "Therapist"]
    headers += ["Appointment Date", "Appointment Number", "Attendance", "Questionnaire"]
    headers += [*(f"Q{item}" for item in range(1, _QUESTIONS + 1)), "Total Score"]
    patients = family_ids(_patients(families), prefix="LP")
    referrals = family_ids(families.ids, prefix="R")
    known = particulars(families, "referral_date", "practitioner")
    rows: list[Row] = []
    for visit in visits(families, tuple(form_id for form_id, _ in _ASKED)):
        place = visit.family
        number = 1 if visit.stage == "before" else int(families.when.contacts[place]) + 1
        first: Row = [patients[place], referrals[place], f"NHS withheld {place}", *known[place]]
        for form_id, short in _ASKED:
            answers = visit.answers[form_id]
            filled: Row = [*answers, *([None] * (_QUESTIONS - len(answers))), _total(answers)]
            if (place + number) % 12 == 0:
                filled = [*([None] * _QUESTIONS), _DECLINED]
            rows.append([*first, visit.day, number, "Attended", short, *filled])
        # The next appointment was missed.
        missed = visit.day + timedelta(days=7)
        rows.append([*first, missed, number + 1, "DNA", *([None] * (_QUESTIONS + 2))])
    rows.sort(key=lambda row: (str(row[0]), str(row[1]), str(row[5]), str(row[8])))
    return (Page(name="Sheet1", rows=[headers, *rows]),)


def lamplight_like(families: Families) -> tuple[Page, ...]:
    """One row an outcome recorded: start, reviews and end; fathers have rows of their own, twins too."""
    headers: Row = ["Work record ID", "Family ID", "Baby", "Project", "Outcome date", "Outcome"]
    headers += ["Point in time", "Completed by", "Score", "Notes"]
    codes = family_ids(families.ids, prefix="LL")
    rows: list[Row] = []
    for form_id in _OUTCOMES:
        short = form(form_id).label
        for one in _recorded(families, form_id):
            for rater, baby, score in _who(one, form_id):
                first: Row = [None, codes[one.family], baby, "Parents and babies", one.day, short]
                rows.append([*first, one.point, rater, score, None])
    rows.sort(key=lambda row: tuple(str(row[place]) for place in (4, 1, 5, 7, 2)))
    for number, row in enumerate(rows, start=1):
        row[0] = 70_000 + number
    return (Page(name="Outcomes", rows=[headers, *rows]),)


@dataclass(frozen=True)
class _Recorded:
    """One outcome recorded: whose, when, at which point of the work, and the score."""

    family: int
    day: date
    point: str
    score: int


def _recorded(families: Families, form_id: str) -> list[_Recorded]:
    one = form(form_id)
    held = totals(families, one.scores[0], by_practitioner=one.rater == "Practitioner")
    drawn = families.scores(one.scores[0])
    middle = between(families.stream(f"interim {form_id}"), drawn, 0.5).tolist()
    found = []
    for place in range(len(families)):
        interim = middle[place] if place % 3 == 0 else None
        given = (("Start", held["before"][place]), ("Interim", interim), ("End", held["after"][place]))
        for point, score in given:
            day = _day(families, place, point)
            if day is not None and score is not None:
                found.append(_Recorded(place, day, point, score))
    return found


def _who(one: _Recorded, form_id: str) -> list[tuple[str, str, int]]:
    """Who rated which baby how: the worker, the mother, the mother of twins twice, a father too."""
    if form_id == "pir_gas":
        return [("Worker", "Baby", one.score)]
    if form_id == "kpcs" and one.family % _TWINS == _TWINS - 1:
        return [("Mother", "Twin A", one.score), ("Mother", "Twin B", max(one.score - 2, 0))]
    if form_id == "phq9" and one.family % _FATHERS == 0:
        return [("Mother", "Baby", one.score), ("Father", "Baby", one.score // 2)]
    return [("Mother", "Baby", one.score)]


def _total(answers: tuple[int | None, ...]) -> int | None:
    known = [answer for answer in answers if answer is not None]
    return sum(known) if len(known) == len(answers) else None


def _patients(families: Families) -> NDArray[np.int64]:
    """Whose referral each is: each tenth is somebody's second, if the first of its ten had ended by then."""
    patients = families.ids.copy()
    when = families.when
    for place in range(9, len(families), 10):
        if when.end[place - 9] < when.referral[place]:
            patients[place] = patients[place - 9]
    return patients


def _day(families: Families, place: int, point: str) -> date | None:
    """The day of the start, the interim or the end; None where the family never came so far."""
    when = families.when
    days: dict[str, np.datetime64] = {
        "Start": when.before_date[place],
        "Interim": when.second_contact[place] + np.timedelta64(28, "D"),
        "End": when.after_date[place],
    }
    if np.isnat(days[point]) or (point == "Interim" and not days[point] < days["End"]):
        return None
    day: date = days[point].astype(object)
    return day
