"""Seed 000: coverage of the workforce, skills, referrals by month, needs and what is offered for them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from data_samples import training_sets
from evaluation.opening import load
from evaluation.programme.context import beside as build_beside
from evaluation.training.choices import TrainingView
from evaluation.view import View
from tests.systems.cells import answer, code, day, rows
from tests.systems.reading import agrees, change, every_row_is_accounted_for, evidence, records

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence
    from tests.systems.cells import Cells

SKILLED = ("Not skilled", "A little skilled", "Fairly skilled", "Skilled", "Very skilled")
NAME = "borough_strategy"
BOROUGHS = ("Riverside", "Northbank", "Millfield", "Harbourside", "St Wren's")


@pytest.fixture(scope="module")
def found() -> TrainingEvidence:
    every_row_is_accounted_for(NAME)
    return evidence(NAME)


@pytest.fixture(scope="module")
def came() -> dict[str, list[Cells]]:
    by: dict[str, list[Cells]] = defaultdict(list)
    for row in rows(NAME, "attendance_list.csv"):
        if row["Attendance"] == "Attended":
            by[code(row["Staff code"])].append(row)
    return by


def test_every_role_in_every_borough_against_its_headcount(found, came):
    coverage = found.coverage
    trained = Counter((str(mine[-1]["Job role"]).capitalize(), mine[-1]["Borough"]) for mine in came.values())
    table = {row["Role"]: row for row in rows(NAME, "workforce.csv")}
    total = table.pop("Total")
    assert set(coverage.boroughs) == set(BOROUGHS)
    assert set(coverage.roles) == set(table)
    for role, row in table.items():
        for borough in BOROUGHS:
            cell = coverage.cell(role, borough).trained
            assert (cell.n, cell.of) == (trained[role, borough], int(str(row[borough])))
    assert coverage.whole.of == int(str(total["Total"]))
    assert coverage.whole.n + coverage.outside == len(came)


def test_referrals_month_by_month_and_when_training_began(found, came):
    months = rows(NAME, "referrals_by_month.csv")
    first = min(day(row["Date"]) for mine in came.values() for row in mine if row["Borough"] == "Riverside")
    (trend,) = [one for one in found.referrals if one.borough == "Riverside"]
    assert list(trend.counts) == [int(str(row["Riverside"])) for row in months]
    assert len(trend.periods) == 24
    assert trend.first_training is not None
    assert (trend.first_training.year, trend.first_training.month) == (first.year, first.month)
    (together,) = [one for one in found.referrals if not one.borough]
    assert list(together.counts) == [int(str(row["All boroughs"])) for row in months]


@pytest.mark.parametrize("course", ["Observing and reflecting", "Early signs of alarm"])
@pytest.mark.parametrize("asked", ["observing a baby", "early signs of alarm"])
def test_skills_before_and_after(found, course, asked):
    def answers(file: str) -> dict[str, int]:
        forms = rows(NAME, file)
        header = next(h for h in forms[0] if asked in h)
        given = {
            code(row["Staff code"]): answer(row[header], SKILLED)
            for row in forms
            if row["Staff code"] and row["Course"] == course
        }
        return {who: value for who, value in given.items() if value}

    before, after = answers("skills_before.xlsx"), answers("skills_after.xlsx")
    pairs = [(before[who], after[who]) for who in after if who in before]
    agrees(change(found, asked, "true baseline", course=course), pairs)


def test_the_topics_most_rated_low_and_what_is_offered_for_each(found):
    forms = rows(NAME, "skills_before.xlsx")
    first: dict[object, Cells] = {}
    for number, row in enumerate(forms):
        first.setdefault(code(row["Staff code"]) or number, row)
    asked = next(h for h in forms[0] if "early signs" in h)
    low = sum(0 < answer(row[asked], SKILLED) < 3 for row in first.values())
    (topic,) = [one for one in found.needs.topics if "early signs" in one.question.text]
    assert (topic.low.n, topic.low.of) == (low, len(first))
    assert topic.package == "Early signs of alarm"
    assert {one.package for one in found.needs.topics} == {
        "Early signs of alarm",
        "Observing and reflecting",
    }


def test_training_stands_beside_referrals_by_quarter_in_each_borough_that_both_name(came):
    families = next(one.families for one in training_sets() if one.name == NAME)
    assert families is not None
    beside = build_beside(records(NAME), TrainingView(), load(families), View())
    assert [one.locality for one in beside] == ["", "Harbourside", "Millfield", "Northbank", "Riverside"]
    first = {who: min(day(row["Date"]) for row in mine) for who, mine in came.items()}
    here = [on for who, on in first.items() if came[who][-1]["Borough"] == "Riverside"]
    (riverside,) = [one for one in beside if one.locality == "Riverside"]
    quarters = Counter((on.year, (on.month - 1) // 3) for on in here)
    assert [n for n in riverside.trained if n] == [quarters[key] for key in sorted(quarters)]
    referred = [int(row["Riverside"]) for row in rows(NAME, "referrals_by_month.csv")]
    by_quarter = [sum(referred[at : at + 3]) for at in range(0, 24, 3)]
    assert [n for n in riverside.referred if n is not None] == by_quarter
