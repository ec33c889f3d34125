"""NHS Talking Therapies, by hand and against what was published."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.composites import Status, StatusTable, TalkingTherapies
from evaluation.composites.rule import caseness
from evaluation.measures import registry
from tests.reference import ENGLAND_2019_20

B, U, W = Status.IMPROVED, Status.UNCHANGED, Status.WORSE
CASE, OUT = Status.CASE_FIRST, Status.BELOW_FIRST
STAYS, LEFT = Status.CASE_LAST, Status.BELOW_LAST


def table(*rows):
    """A table of (PHQ-9 status, GAD-7 status, how many)."""
    counts = [n for *_, n in rows]
    each = [np.repeat([int(row[i]) for row in rows], counts) for i in (0, 1)]
    return StatusTable.from_statuses({"PHQ-9": each[0], "GAD-7": each[1]})


def numbers(found, *, national=True):
    rates = TalkingTherapies(national=national).rates(found, "families")
    return {rate.outcome: (rate.n, rate.of) for rate in rates}


def test_the_numbers_the_rule_needs_are_firm_in_the_registry():
    """PHQ-9 10 and 6, GAD-7 8 and 4 (measures.md 8.1; measures_update.md 7, secondary)."""
    known = {}
    for measure in ("phq9", "gad7"):
        found = caseness(registry().get(measure))
        assert found is not None
        known[measure] = (found[2].at, found[1].value)
    assert known == {"phq9": (10, 6), "gad7": (8, 4)}


# England 2019-20, ante- and post-natal counselling (measures_update.md 7, counts published by NHS
# England and mirrored in bennettoxford/nhstt): how the 106 split is made up to give those counts.
PUBLISHED = (
    (B | CASE | LEFT, U | CASE | LEFT, 23),  # recovered and improved
    (U | CASE | LEFT, U | OUT | LEFT, 6),  # recovered only
    (B | CASE | STAYS, U | CASE | STAYS, 22),  # improved only
    (W | CASE | STAYS, U | CASE | STAYS, 6),
    (U | OUT | LEFT, U | OUT | LEFT, 20),  # not at caseness
    (U | CASE | STAYS, U | CASE | STAYS, 27),
    (CASE, OUT, 2),  # no last scores
)


def test_the_published_figures_of_england_2019_20():
    found = table(*PUBLISHED)
    assert numbers(found) == ENGLAND_2019_20
    shares = {r.outcome: r.share or 0.0 for r in TalkingTherapies(national=True).rates(found, "families")}
    printed = {k: round(shares[k] * 100, 1) for k in ("recovery", "reliable_recovery", "improved", "worse")}
    assert printed == {"recovery": 33.7, "reliable_recovery": 26.7, "improved": 42.5, "worse": 5.7}


def test_without_the_national_denominators_only_those_with_the_scores_count():
    found = numbers(table(*PUBLISHED), national=False)
    assert found["improved"] == (45, 104)
    assert "not_judged" not in found
    assert found["recovery"] == (29, 84)  # the two unpaired, who started at caseness, are gone


@pytest.mark.parametrize(
    ("phq9", "gad7", "outcome"),
    [
        (B, B, "improved"),
        (B, U, "improved"),
        (U, B, "improved"),
        (W, U, "worse"),
        (W, W, "worse"),
        (U, U, "no_change"),
        # measures.md 8.1: improvement needs that neither deteriorates, deterioration that neither
        # improves, and "no reliable change" is neither of the two.
        (B, W, "no_change"),
        (W, B, "no_change"),
        (B, Status(0), "not_judged"),
        (Status(0), Status(0), "not_judged"),
    ],
)
def test_every_combination_of_change(phq9, gad7, outcome):
    found = numbers(table((phq9, gad7, 1)))
    change = {name: n for name, (n, _) in found.items() if "recovery" not in name}
    assert change == {name: int(name == outcome) for name in change}


@pytest.mark.parametrize(
    ("phq9", "gad7", "recovered"),
    [
        (B | CASE | LEFT, U | OUT | LEFT, 1),  # at caseness on one is enough
        (B | CASE | LEFT, U | CASE | STAYS, 0),  # below on one is not enough
        (B | CASE | LEFT, W | OUT | STAYS, 0),
        (B | OUT | LEFT, U | OUT | LEFT, None),  # in nobody's recovery denominator
        (B | CASE | LEFT, CASE, 0),  # a last score is missing
    ],
)
def test_recovery_is_from_either_and_below_both(phq9, gad7, recovered):
    found = numbers(table((phq9, gad7, 1)))["recovery"]
    assert found == ((0, 0) if recovered is None else (recovered, 1))


def test_reliable_recovery_needs_that_neither_got_worse():
    """Below both at the end, better on PHQ-9, but GAD-7 rose reliably within the range below 8."""
    found = numbers(table((B | CASE | LEFT, W | OUT | LEFT, 1)))
    assert (found["recovery"], found["reliable_recovery"]) == ((1, 1), (0, 1))


def test_whoever_has_no_first_score_stays_in_the_national_denominators():
    """Published: finished courses minus those not at caseness (measures_update.md 7)."""
    found = numbers(table((OUT, Status(0), 3), (Status(0), Status(0), 4), (OUT, OUT, 5)))
    assert found["recovery"] == (0, 7)
    assert found["improved"] == (0, 12)


def test_those_better_on_one_and_worse_on_the_other_are_named():
    rule = TalkingTherapies(national=True)
    assert rule.asides(table((B, W, 3), (B, U, 5)))[0].startswith("3 of those under no reliable change")
    assert rule.asides(table((B, U, 5))) == ()


def test_pooling_two_services_adds_their_numbers():
    one, other = table(*PUBLISHED[:4]), table(*PUBLISHED[4:])
    assert numbers(one + other) == numbers(table(*PUBLISHED))


def test_what_could_not_be_verified_is_said():
    """Deterioration is recalled only (measures.md 8.1), reliable recovery read (measures_update.md 7)."""
    texts = {text.id: text for text in TalkingTherapies(national=True).texts}
    assert "was not verified" in texts["talking_therapies"].text
    assert texts["talking_therapies_recovery"].status == "secondary"
    assert texts["talking_therapies_reliable_recovery"].status == "verified"
