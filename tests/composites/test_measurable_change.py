"""NHS England's measurable change (measures.md section 8.2, read in NHS England's code), by hand."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.composites import MeasurableChange, Status, StatusTable
from evaluation.composites.measurable_change import NO_CREDIT
from evaluation.composites.rule import change_rule
from evaluation.measures import registry

B, U, W, NONE = Status.IMPROVED, Status.UNCHANGED, Status.WORSE, Status(0)


def table(*rows):
    columns = np.array([[int(status) for status in row] for row in rows]).T
    return StatusTable.from_statuses({f"s{i}": column for i, column in enumerate(columns)})


def numbers(found, *, national=True):
    rates = MeasurableChange(national=national).rates(found, "families")
    return {rate.outcome: (rate.n, rate.of) for rate in rates}


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        ((B, U, NONE), "improved"),
        ((B, B, B), "improved"),
        ((B, W, U), "worse"),  # any deterioration
        ((W, NONE, NONE), "worse"),
        ((U, NONE, NONE), "no_change"),
        ((U, U, U), "no_change"),
        ((B | U, NONE, NONE), "improved"),  # of two goals one improved
        ((B | W, NONE, NONE), "worse"),  # of two goals one got worse
    ],
)
def test_every_kind_of_referral(row, outcome):
    found = numbers(table(row))
    assert {name: n for name, (n, _) in found.items() if name in {"improved", "no_change", "worse"}} == {
        name: int(name == outcome) for name in ("improved", "no_change", "worse")
    }


def test_the_denominators_are_those_with_two_scores_and_the_closed():
    found = numbers(table((B, NONE), (U, U), (W, B), (NONE, NONE), (NONE, NONE)))
    assert found == {
        "improved": (1, 3),
        "no_change": (1, 3),
        "worse": (1, 3),
        "paired": (3, 5),
        "not_paired": (2, 5),
    }


def test_without_contacts_it_does_not_say_how_many_are_paired():
    found = numbers(table((B, NONE), (NONE, NONE)), national=False)
    assert found == {"improved": (1, 1), "no_change": (0, 1), "worse": (0, 1)}


def test_pooling_two_services_adds_their_numbers():
    rows = [(B, NONE), (U, U), (W, B), (NONE, NONE), (B, B)]
    assert numbers(table(*rows[:2]) + table(*rows[2:])) == numbers(table(*rows))


def test_the_amounts_are_those_of_the_code():
    """measures.md 8.2: PHQ-9 6, GAD-7 4, CORE-10 5, GBO 3 per goal; SWEMWBS is in unknown points (10.1)."""
    known = {}
    for measure in ("phq9", "gad7", "core10", "gbo", "swemwbs"):
        for scale in registry().get(measure).scales:
            rule = change_rule(scale)
            if rule is not None:
                known[measure, scale.id] = rule.value
    assert known == {("phq9", "total"): 6, ("gad7", "total"): 4, ("core10", "total"): 5, ("gbo", "goal"): 3}


def test_those_without_credit_are_in_the_registry_and_have_no_national_amount():
    """The list of measures.md section 1: the national list has none of them."""
    known = {measure.id: measure for measure in registry()}
    assert set(known) >= NO_CREDIT
    assert [m for m in NO_CREDIT if any(change_rule(scale) for scale in known[m].scales)] == []
