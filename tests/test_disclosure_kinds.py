"""Disclosure control of chosen definitions: one of each kind, and five outcomes that divide three."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.disclosure import PRESETS
from evaluation.view import View
from tests.examples import examples
from tests.tables_of_text import dataset

FIVE, CHANGE = "reliable_and_clinically_significant", "computed_change"


def core10(pairs):
    rows = "\n".join(f"F{i},{before},{after}" for i, (before, after) in enumerate(pairs))
    return dataset(f"Family ID,CORE-10 before,CORE-10 after\n{rows}\n")


def finding_of(pairs, **choice):
    (finding,) = core10(pairs).evidence(View(**choice)).findings
    return finding


def made(recovered, improved, same, worse):
    """So many of each on CORE-10, around its cut-off with the general population."""
    return [(24, 2)] * recovered + [(38, 18)] * improved + [(16, 15)] * same + [(14, 34)] * worse


@pytest.mark.parametrize("protection", ["nhs", "strict"])
@pytest.mark.parametrize(
    ("choice", "kept", "dropped"),
    [
        ({}, "reliable_change", {"computed_change", "percent_change"}),
        ({"improved": "computed_change"}, "computed_change", {"reliable_change"}),
        ({"improved": "percent_change", "percent": 30}, "percent_change", {"reliable_change"}),
        ({"improved": "clinically_significant"}, FIVE, {"reliable_change", "recovery"}),
    ],
)
def test_one_definition_of_each_kind_is_published(protection, choice, kept, dropped):
    finding = finding_of(made(20, 20, 20, 20), protection=protection, **choice)
    ids = {rule.id for rule in finding.rules}
    assert kept in ids
    assert not dropped & ids
    assert {rate.rule for rate in finding.rates} == ids
    assert finding.headline_rule in ids


@pytest.mark.parametrize("n", [3, 7, 30])
def test_a_computed_definition_keeps_its_inputs_to_itself_where_few_have_scores(n):
    finding = finding_of(made(n - n // 2, 0, n // 2, 0), improved="computed_change", protection="nhs")
    rule = finding.rule(finding.headline_rule)
    assert rule.id == CHANGE
    told = "SD of these scores" in rule.text
    assert told == (n >= 2 * PRESETS["nhs"].threshold)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        (
            (20, 20, 20, 20),
            {"recovered", "improved", "no_change"},
        ),  # nobody is harmed, which 20 worse would tell
        ((20, 2, 20, 20), {"no_change"}),
        ((20, 20, 20, 2), set()),  # the change beside them is not given whole
    ],
)
def test_parts_are_given_only_where_they_tell_nothing_small(numbers, shown):
    finding = finding_of(made(*numbers), improved="clinically_significant", protection="nhs")
    assert finding.lead_rule == FIVE
    found = {rate.outcome: rate.n for rate in finding.rates if rate.rule == FIVE}
    assert list(found) == ["recovered", "improved", "no_change", "worse", "harmed"]
    assert {outcome for outcome, n in found.items() if n is not None} == shown
    assert ("is not shown, as it would give a small number away" in finding.sentence) is (
        "recovered" not in shown
    )


@settings(max_examples=examples(40), deadline=None)
@given(
    st.tuples(*[st.integers(0, 24)] * 4),
    st.sampled_from(["nhs", "strict"]),
    st.sampled_from(["jt", "gln", "en", "ha"]),
)
def test_no_part_or_sum_of_parts_gives_a_small_number_away(numbers, protection, method):
    choice = {"improved": "clinically_significant", "cut_off": "c", "method": method}
    pairs = made(*numbers)
    if not pairs:
        return
    exact, safe = finding_of(pairs, **choice), finding_of(pairs, protection=protection, **choice)
    threshold = PRESETS[protection].threshold
    for outcome in ("recovered", "improved", "no_change", "worse", "harmed"):
        given_, true = safe.rate(FIVE, outcome), exact.rate(FIVE, outcome)
        if given_ is None or given_.n is None:
            continue
        assert true is not None
        assert true.n is not None
        assert true.n >= threshold
        assert given_.n % 5 == 0
    for part, other, whole in (("recovered", "improved", "improved"), ("worse", "harmed", "worse")):
        one, two = safe.rate(FIVE, part), safe.rate(FIVE, other)
        if one is None or two is None:
            continue
        assert (one.n is None) == (two.n is None)
        total = safe.rate(CHANGE, whole)
        assert one.n is None or (total is not None and total.n is not None)
