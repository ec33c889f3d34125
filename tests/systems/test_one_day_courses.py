"""Seed 004: reach by role, month and region, people counted once; gain by course; a follow-up."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.systems.cells import answer, code, day, rows
from tests.systems.reading import agrees, change, every_row_is_accounted_for, evidence, people

if TYPE_CHECKING:
    from datetime import date

    from evaluation.training.evidence import TrainingEvidence
    from tests.systems.cells import Cells, Pair


NAME = "one_day_courses"


@pytest.fixture(scope="module")
def found() -> TrainingEvidence:
    every_row_is_accounted_for(NAME)
    return evidence(NAME)


@pytest.fixture(scope="module")
def came() -> list[Cells]:
    booked = rows(NAME, "bookings.csv")
    return [row for row in booked if row["Attendee Status"] == "Checked In"]


def test_people_are_counted_once_and_those_who_come_again_are_told(found, came):
    signed = [row for row in came if "@" in str(row["Attendee Email"])]
    times = Counter(code(row["Attendee Email"]) for row in signed)
    assert found.reach is not None
    assert found.reach.people == len(times)
    assert found.reach.places == len(came)
    assert found.reach.unsigned == len(came) - len(signed) > 0
    assert (found.reach.repeat.n, found.reach.repeat.of) == (
        sum(n > 1 for n in times.values()),
        len(times),
    )


def test_reach_by_role_region_and_month(found, came):
    latest: dict[str, Cells] = {}
    months = defaultdict(set)
    for row in sorted(came, key=lambda row: day(row["Event Start Date"])):
        who = code(row["Attendee Email"])
        if "@" in who:
            latest[who] = row
            months[f"{day(row['Event Start Date']):%Y-%m}"].add(who)
    assert found.reach is not None
    for attribute, header in (("role", "Job Title"), ("region", "Region")):
        counted = Counter(str(row[header]).capitalize() for row in latest.values() if row[header])
        given = people(found.reach.breakdown(attribute))
        assert {value.capitalize(): n for value, n in given.items()} == counted
    assert people(found.reach.breakdown("month")) == {
        month: len(learners) for month, learners in months.items()
    }


def test_the_seeds_own_question_only_a_handful_of_early_years_practitioners(found):
    assert found.reach is not None
    missing = {role.role: role.people for role in found.reach.missing_roles}
    assert 0 < (missing["Early years practitioner"] or 0) < 20
    assert "Health visitor" not in missing


@pytest.mark.parametrize(
    "course", ["Ghosts in the Nursery", "Watch, Wait and Wonder", "Introduction to attachment"]
)
@pytest.mark.parametrize("asked", ["noticing difficulties", "talking with parents"])
def test_gain_by_course_with_both_answers_given_afterwards(found, course, asked):
    forms = rows(NAME, "after_the_course.xlsx")
    before, now = (next(h for h in forms[0] if h.startswith(w) and asked in h) for w in ("BEFORE", "NOW"))
    first: dict[object, Pair] = {}
    for number, row in enumerate(forms):
        pair = (answer(row[before]), answer(row[now]))
        if row["Which course did you attend?"] == course and all(pair):
            first.setdefault(code(row["E-mail address"]) or number, pair)
    agrees(change(found, asked, "retrospective baseline", course=course), list(first.values()))


def test_the_follow_up_has_its_number_answered_of_those_who_came_beside_it(found, came):
    course = "Watch, Wait and Wonder"
    invited = {
        code(row["Attendee Email"])
        for row in came
        if row["Event Name"] == course and "@" in str(row["Attendee Email"])
    }
    answered = {
        code(row["Email Address"])
        for row in rows(NAME, "follow_up_6_months.csv")
        if row["Which course did you attend?"] == course
    }
    changed = change(found, "how often do you watch", "after only", course=course)
    assert changed.level == 3
    assert changed.answered.n == len(answered)
    assert changed.answered.of == len(invited | answered)
    assert 0 < (changed.answered.share or 0) < 0.35


def test_a_follow_up_is_compared_with_what_was_said_of_before_the_course(found):
    course = "Introduction to attachment"
    forms = rows(NAME, "after_the_course.xlsx")
    header = next(h for h in forms[0] if h.startswith("BEFORE") and "noticing" in h)
    before: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for row in forms:
        if row["E-mail address"] and row["Which course did you attend?"] == course and row[header]:
            said = (day(row["Completion time"]), answer(row[header]))
            before[code(row["E-mail address"])].append(said)
    later: dict[str, tuple[date, int]] = {}
    for row in rows(NAME, "follow_up_6_months.csv"):
        if row["Which course did you attend?"] == course:
            asked = next(h for h in row if "noticing" in h)
            later.setdefault(code(row["Email Address"]), (day(row["Timestamp"]), answer(row[asked])))
    # With the last form of theirs before the one that came later.
    pairs = [
        ([value for on, value in before[who] if on <= when][-1], last)
        for who, (when, last) in later.items()
        if any(on <= when for on, _ in before[who])
    ]
    agrees(change(found, "noticing difficulties", "follow-up", course=course), pairs)
