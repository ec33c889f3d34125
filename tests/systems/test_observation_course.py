"""Seed 001: weekly attendance and completion, before and after, practice change months later."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest

from evaluation.training.choices import TrainingView
from tests.systems.cells import answer, code, moves, rows
from tests.systems.reading import agrees, change, every_row_is_accounted_for, evidence, records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.training.evidence import TrainingEvidence
    from tests.systems.cells import Pair

OFTEN = ("Never", "Rarely", "Sometimes", "Often", "Always")
CONFIDENT = tuple(f"{how} confident" for how in ("Not at all", "Slightly", "Somewhat", "Quite", "Very"))
NAME = "observation_course"
INTAKES = ("Spring 2025", "Autumn 2025")


@pytest.fixture(scope="module")
def found() -> TrainingEvidence:
    every_row_is_accounted_for(NAME)
    return evidence(NAME, TrainingView(by="caseload"))


@pytest.fixture(scope="module")
def weeks() -> dict[str, list[bool]]:
    """Which of the twelve weeks each learner came to."""
    return {
        code(row["Learner ID"]): [str(row[h]).startswith("P") for h in row if isinstance(h, date)]
        for intake in INTAKES
        for row in rows(NAME, "register.xlsx", sheet=intake, header=3)
        if row["Agency"]
    }


def test_weekly_attendance_and_completion(found, weeks):
    (course,) = found.courses
    assert [session.came.n for session in course.sessions] == [
        sum(came[week] for came in weeks.values()) for week in range(12)
    ]
    assert course.completed is not None
    assert course.completed.n == sum(all(came) for came in weeks.values()) > 0
    assert course.completed.of == sum(any(came) for came in weeks.values())


def answers(file: str, asked: str, words: Sequence[str]) -> dict[str, int]:
    forms = rows(NAME, file)
    header = next(h for h in forms[0] if asked in h)
    given = {code(row["Learner ID"]): answer(row[header], words) for row in forms if row["Learner ID"]}
    return {who: value for who, value in given.items() if value}


def pairs(later: str, asked: str, words: Sequence[str]) -> dict[str, Pair]:
    before = answers("before_the_course.csv", asked, words)
    after = answers(later, asked, words)
    return {who: (before[who], after[who]) for who in after if who in before}


@pytest.mark.parametrize("asked", ["observing a baby", "observation stirs up", "communicates without words"])
def test_confidence_before_and_after(found, asked):
    agrees(
        change(found, asked, "true baseline"),
        list(pairs("end_of_course.csv", asked, CONFIDENT).values()),
    )


@pytest.mark.parametrize("asked", ["time to observe", "observations to supervision"])
def test_practice_change_months_later_with_those_who_answered_of_those_asked(found, weeks, asked):
    changed = change(found, asked, "follow-up")
    assert changed.level == 3
    agrees(changed, list(pairs("follow_up_4_months.csv", asked, OFTEN).values()))
    came = {who for who, here in weeks.items() if any(here)}
    signed = set(answers("follow_up_4_months.csv", asked, OFTEN))
    # One form came without a code, and counts as answered.
    assert changed.answered.n == len(signed) + 1
    assert changed.answered.of == len(came | signed)


def test_change_by_vulnerability_of_the_caseload(found):
    caseload = {
        code(row["Learner ID"]): row["Caseload"]
        for intake in INTAKES
        for row in rows(NAME, "register.xlsx", sheet=intake, header=3)
    }
    by: dict[object, list[Pair]] = defaultdict(list)
    for who, pair in pairs("follow_up_4_months.csv", "time to observe", OFTEN).items():
        by[caseload[who]].append(pair)
    groups = change(found, "time to observe", "follow-up").groups
    assert {group.value: tuple(rate.n for rate in group.rates) for group in groups} == {
        name: moves(pairs) for name, pairs in by.items()
    }


def test_forms_of_nobody_on_the_register_are_listed():
    files = Counter(entry.origin.file for entry in records(NAME).unmatched)
    assert files["end_of_course.csv"] == 1
