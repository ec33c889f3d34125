"""Seed 002: two pathways, three units, accreditation, rated sessions, feedback, closed cases."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from data_samples.training import committed
from evaluation.opening import load
from evaluation.portfolio import portfolio, proposed
from tests.systems.cells import code, rows
from tests.systems.reading import every_row_is_accounted_for, evidence, records

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingEvidence
    from tests.systems.cells import Cells


NAME = "practitioner_programme"


@pytest.fixture(scope="module")
def found() -> TrainingEvidence:
    every_row_is_accounted_for(NAME)
    return evidence(NAME)


@pytest.fixture(scope="module")
def pathway() -> Cells:
    listed = rows(NAME, "programme.xlsx", sheet="Trainees", header=3)
    return {code(row["Trainee code"]): row["Pathway"] for row in listed}


def sheet(name: str) -> list[Cells]:
    return rows(NAME, "programme.xlsx", sheet=name)


@pytest.mark.parametrize("name", ["Parent-infant", "Early childhood"])
def test_each_pathway_has_its_trainees_units_and_accreditation(found, pathway, name):
    (group,) = [one for one in found.cohort.pathways if one.name == name]
    here = {who for who, where in pathway.items() if where == name}
    assert group.trainees == len(here)
    assert group.credits == 15 + 30 + 45
    passed = Counter(
        row["Unit"]
        for row in sheet("Units")
        if code(row["Trainee code"]) in here and str(row["Result"]).startswith("Pass")
    )
    assert {rate.rule: (rate.n, rate.of) for rate in group.units} == {
        unit: (n, len(here)) for unit, n in passed.items()
    }
    achieved = Counter(
        row["Accreditation"]
        for row in sheet("Accreditation")
        if code(row["Trainee code"]) in here and row["Status"] == "Achieved"
    )
    assert {rate.rule: rate.n for rate in group.awards if rate.n} == achieved


@pytest.mark.parametrize("name", ["Parent-infant", "Early childhood"])
def test_rated_and_passed_sessions_as_the_course_says(found, pathway, name):
    (group,) = [one for one in found.cohort.pathways if one.name == name]
    here = [row for row in sheet("Recorded sessions") if pathway[code(row["Trainee code"])] == name]
    rated = {code(row["Trainee code"]) for row in here}
    passed = {code(row["Trainee code"]) for row in here if row["Passed"] == "Yes"}
    assert (group.rated.n, group.passed.n) == (len(rated), len(passed))


@pytest.mark.parametrize("name", ["Parent-infant", "Early childhood"])
def test_what_supervisors_and_parents_said(found, pathway, name):
    (group,) = [one for one in found.cohort.pathways if one.name == name]
    here = [row for row in sheet("Feedback") if pathway[code(row["Trainee code"])] == name]
    for rate in group.feedback:
        given = [row["Answer (1-5)"] for row in here if str(row["From"]).casefold() == rate.rule.casefold()]
        assert (rate.n, rate.of) == (sum(int(str(one)) >= 4 for one in given), len(given))
    assert len(group.feedback) == 2


@pytest.mark.parametrize("trainee", ["T01", "T05", "T12"])
def test_a_trainees_report_has_a_row_for_each_closed_case_with_both_scores_or_not(trainee):
    mine = [row for row in rows(NAME, "closed_cases.csv") if row["Trainee code"] == trainee]
    closed = [row for row in mine if row["Status"] == "Closed"]
    cases = load(committed(NAME) / "closed_cases.csv", sample=True)
    today = date(2026, 11, 2)
    made = portfolio(cases, proposed(cases), trainee, today=today, records=records(NAME))
    assert (len(made.closed), made.open) == (len(closed), len(mine) - len(closed))
    for name in ("PHQ-9", "GAD-7", "KPCS"):
        pairs = [(row[f"{name} before"], row[f"{name} after"]) for row in closed]
        (result,) = [one for one in made.results if name in one.scale]
        assert result.whole.n == sum(None not in pair for pair in pairs)
        assert result.whole.of == sum(first is not None for first, _ in pairs)
        scores = [score for case in made.closed for score in case.scores if name in score.scale]
        told = Counter((score.before, score.after) for score in scores if score.outcome != "unpaired")
        assert told == Counter((float(first), float(last)) for first, last in pairs if first and last)
    assert made.recorded is not None
    passed = [row for row in sheet("Units") if row["Trainee code"] == trainee and "Pass" in row["Result"]]
    assert made.recorded.credits == (sum(row["Credits"] for row in passed), 90)
