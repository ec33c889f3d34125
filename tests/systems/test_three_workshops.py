"""Seed 003: who came to one, two or three; each aim before and after each workshop; cases brought."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from evaluation.training.choices import TrainingView
from tests.systems.cells import answer, code, moves, rows
from tests.systems.reading import agrees, change, every_row_is_accounted_for, evidence

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence
    from tests.systems.cells import Cells, Pair

AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
NAME = "three_workshops"
HEADS = ("Workshop 1 (attachment)", "Workshop 2 (parent's past)", "Workshop 3 (talking)")


@pytest.fixture(scope="module")
def found() -> TrainingEvidence:
    every_row_is_accounted_for(NAME)
    return evidence(NAME, TrainingView(by="service"))


@pytest.fixture(scope="module")
def listed() -> list[Cells]:
    return [row for row in rows(NAME, "attendance.xlsx", header=4) if row["Group"]]


def came(row: Cells) -> list[bool]:
    return [row[head] in {"✓", "yes", "Y"} for head in HEADS]


def test_who_came_to_one_two_and_all_three_workshops(found, listed):
    (course,) = found.courses
    times = Counter(sum(came(row)) for row in listed)
    assert times[3]
    assert {rate.outcome: rate.n for rate in course.attended} == {f"{n}": times[n] for n in (1, 2, 3)}
    assert course.completed is not None
    assert (course.completed.n, course.completed.of) == (times[3], times[1] + times[2] + times[3])


def test_who_came_to_each_and_brought_a_case(found, listed):
    (course,) = found.courses
    assert len(course.sessions) == 3
    for place, session in enumerate(course.sessions):
        here = [row for row in listed if came(row)[place]]
        cases = [row[f"Brought a case workshop {place + 1}"] for row in here]
        assert session.came.n == len(here)
        assert session.brought is not None
        assert (session.brought.n, session.brought.of) == (
            cases.count("Y"),
            len(cases) - cases.count(None),
        )


def test_the_total_at_the_foot_says_the_same(found, listed):
    (course,) = found.courses
    (foot,) = [row for row in rows(NAME, "attendance.xlsx", header=4) if row["Learner code"] == "Total"]
    assert [session.came.n for session in course.sessions] == [foot[head] for head in HEADS]
    assert found.reach is not None
    assert found.reach.people == sum(any(came(row)) for row in listed)


def pairs(asked: str, workshop: int) -> dict[str, Pair]:
    def answers(file: str) -> dict[str, int]:
        forms = rows(NAME, file)
        header = next(h for h in forms[0] if asked in h)
        return {
            code(row["Your code"]): answer(row[header], AGREE)
            for row in forms
            if str(row["Which workshop is this form for?"]).startswith(f"Workshop {workshop}")
        }

    before, after = answers("before_each_workshop.xlsx"), answers("after_each_workshop.xlsx")
    return {who: (before[who], after[who]) for who in before if before[who] and after.get(who)}


@pytest.mark.parametrize("workshop", [1, 2, 3])
@pytest.mark.parametrize("aim", ["understand how attachment", "on bonding", "mental health of infants"])
def test_each_aim_before_and_after_each_workshop(found, aim, workshop):
    changed = change(found, aim, "true baseline", session=f"Workshop {workshop}")
    agrees(changed, list(pairs(aim, workshop).values()))


def test_confidence_in_conversations_is_asked_at_the_third_workshop_alone(found):
    asked = [one for one in found.changes if "conversations" in one.question.text]
    (changed,) = asked
    assert changed.session.startswith("Workshop 3")
    agrees(changed, list(pairs("conversations", 3).values()))


def test_who_moved_up_by_service(found, listed):
    service = {code(row["Learner code"]): row["Service"] for row in listed}
    changed = change(found, "on bonding", "true baseline", session="Workshop 2")
    by: dict[object, list[Pair]] = defaultdict(list)
    for who, pair in pairs("on bonding", 2).items():
        by[service[who]].append(pair)
    assert changed.grouped_by == "service"
    assert {group.value: tuple(rate.n for rate in group.rates) for group in changed.groups} == {
        name: moves(pairs) for name, pairs in by.items()
    }
