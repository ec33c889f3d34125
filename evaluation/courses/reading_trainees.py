"""Reading what is kept of trainees: rated sessions, feedback, units, accreditation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from evaluation.courses.answers import answers_of
from evaluation.courses.gathered import NO_LEARNER
from evaluation.courses.marks import award_status, unit_result, yes_or_no
from evaluation.courses.raters import rater_in
from evaluation.courses.records import Award, Feedback, Rating, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.gathered import Gathered
    from evaluation.courses.sheet_rows import SheetRows

_CREDITS = re.compile(r"(\d{1,3})\s*credits?", re.IGNORECASE)


def read_ratings(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> None:
    """Read how trainees' recorded sessions were rated, a row a rating or a column a competence."""
    rows = _signed(sheet, learners)
    days, sessions = sheet.days(), sheet.texts_of("session")
    raters = [rater_in(text) for text in sheet.texts_of("rater")]
    passed = [yes_or_no(text) for text in sheet.words(sheet.use.first("passed"))]
    named = sheet.texts_of("competence")
    asked = [column for column in sheet.use.columns if column.question is not None]
    used: set[int] = set()
    for column in asked:
        question = column.question
        if question is None:
            continue
        values = answers_of(sheet, column, question)
        for row in rows:
            value = values[row]
            alone = column.use == "value"
            if np.isnan(value) and not (alone and passed[row] is not None):
                continue
            used.add(row)
            competence = named[row] if alone else question.text
            gathered.ratings.append(
                Rating(
                    learner=learners[row],
                    day=days[row],
                    session=sessions[row],
                    competence=gathered.spell["competence"](competence) if alone else competence,
                    value=None if np.isnan(value) else float(value),
                    low=question.low,
                    high=question.high,
                    rater=raters[row],
                    origin=sheet.origin(row),
                    passed=passed[row],
                )
            )
    _without(sheet, used, "No rating stands in it")


def read_feedback(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> None:
    """Read what supervisors and parents said of trainees, a row an answer or a column a statement."""
    rows = _signed(sheet, learners)
    days = sheet.days()
    raters = [rater_in(text) for text in sheet.texts_of("rater")]
    said = next((c for c in sheet.use.using("question") if c.question is None), None)
    questions = sheet.texts(said)
    used: set[int] = set()
    for column in sheet.use.columns:
        question = column.question
        if question is None:
            continue
        values = answers_of(sheet, column, question)
        for row in rows:
            if np.isnan(values[row]):
                continue
            used.add(row)
            gathered.feedback.append(
                Feedback(
                    learner=learners[row],
                    rater=raters[row],
                    question=(questions[row] if column.use == "value" else question.text) or question.text,
                    value=float(values[row]),
                    low=question.low,
                    high=question.high,
                    day=days[row],
                    origin=sheet.origin(row),
                )
            )
    _without(sheet, used, "No question is answered in it")


def read_units(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> None:
    """Read the units of a programme with their credits and results."""
    _signed(sheet, learners)
    days, names = sheet.days(), sheet.texts_of("unit")
    column = sheet.use.first("credits")
    numbers = sheet.numbers(column) if column is not None else np.full(len(sheet), np.nan)
    texts = sheet.words(sheet.use.first("result"))
    results = {text: unit_result(text) for text in set(texts)}
    _meant(sheet, "result", dict(results), "passed, not passed or in progress")
    rows = sheet.in_use
    for row in rows:
        result = results[texts[row]]
        if not names[row]:
            sheet.set_aside(row, "No unit is named in it")
        elif result is not None:
            said = _CREDITS.search(names[row])
            worth = int(numbers[row]) if np.isfinite(numbers[row]) else int(said[1]) if said else 0
            gathered.units.append(
                Unit(
                    learner=learners[row],
                    unit=gathered.spell["unit"](names[row]),
                    credits=worth,
                    result=result,
                    day=days[row],
                    origin=sheet.origin(row),
                )
            )


def read_awards(sheet: SheetRows, learners: Sequence[str], gathered: Gathered) -> None:
    """Read how far trainees are with each accreditation."""
    _signed(sheet, learners)
    days, names = sheet.days(), sheet.texts_of("award")
    texts = sheet.words(sheet.use.first("status"))
    statuses = {text: award_status(text) for text in set(texts)}
    _meant(sheet, "status", dict(statuses), "achieved, in progress or not started")
    rows = sheet.in_use
    for row in rows:
        status = statuses[texts[row]]
        if not names[row]:
            sheet.set_aside(row, "No accreditation is named in it")
        elif status is not None:
            gathered.awards.append(
                Award(
                    learner=learners[row],
                    award=gathered.spell["award"](names[row]),
                    status=status,
                    day=days[row],
                    origin=sheet.origin(row),
                )
            )


def _meant(sheet: SheetRows, use: str, known: dict[str, object], allowed: str) -> None:
    """Set aside and tell rows whose words mean nothing: `known` has what each text means, or None."""
    column = sheet.use.first(use)
    texts = sheet.words(column)
    bad = [row for row in sheet.in_use if known[texts[row]] is None]
    for row in bad:
        sheet.set_aside(row, "Its result is none that is known")
    if column is not None:
        sheet.report(column, bad, "no result that is known", f"not used: write {allowed}")


def _signed(sheet: SheetRows, learners: Sequence[str]) -> list[int]:
    """The rows that are some learner's; the others are set aside."""
    for row in sheet.in_use:
        if not learners[row]:
            sheet.set_aside(row, NO_LEARNER)
    return sheet.in_use


def _without(sheet: SheetRows, used: set[int], reason: str) -> None:
    for row in sheet.in_use:
        if row not in used:
            sheet.set_aside(row, reason)
