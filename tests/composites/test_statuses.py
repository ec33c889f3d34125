"""Statuses and the table of their combinations, counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.composites import Status, StatusTable, statuses_of
from evaluation.measures.definition import ChangeRule, CutOff
from evaluation.pairing import Rule, pair
from tests.tables_of_text import dataset

AMOUNT = ChangeRule(id="nhs_england", label="6 points", value=6, source="measures.md 8.1")
CASE = CutOff(id="caseness", at=10, label="caseness", source="measures.md 8.1")


def statuses(text, amount, cut_off=None, at=0):
    data = dataset(text)
    people = data.responses.episodes
    return statuses_of(pair(data.scores.sets[at], Rule("first_last"), people), amount, cut_off, len(people))


def test_each_status_by_hand():
    """A change of exactly the amount counts, as does a score exactly at the cut-off (measures.md 8.1)."""
    found = statuses(
        "Family ID,PHQ-9 before,PHQ-9 after\nA,10,4\nB,9,10\nC,14,9\nD,4,10\nE,12,\nF,9,\nG,,5\n",
        AMOUNT,
        CASE,
    )
    assert [Status(int(value)) for value in found] == [
        Status.IMPROVED | Status.CASE_FIRST | Status.BELOW_LAST,
        Status.UNCHANGED | Status.BELOW_FIRST | Status.CASE_LAST,
        Status.UNCHANGED | Status.CASE_FIRST | Status.BELOW_LAST,
        Status.WORSE | Status.BELOW_FIRST | Status.CASE_LAST,
        Status.CASE_FIRST,
        Status.BELOW_FIRST,
        Status(0),
    ]


def test_where_higher_is_better_a_rise_is_improvement():
    rise = ChangeRule(id="nhs_england", label="9", value=9, source="measures.md 8.2: WEMWBS 9")
    found = statuses("Family ID,WEMWBS before,WEMWBS after\nA,30,39\nB,39,30\nC,30,38\n", rise)
    assert found.tolist() == [Status.IMPROVED, Status.WORSE, Status.UNCHANGED]


def test_a_different_amount_for_the_worse_is_used():
    rule = ChangeRule(id="x", label="4, worse 3", value=4, worse=3, source="made up for this test")
    found = statuses("Family ID,PHQ-9 before,PHQ-9 after\nA,10,7\nB,7,10\nC,10,6\n", rule)
    assert found.tolist() == [Status.UNCHANGED, Status.WORSE, Status.IMPROVED]


def test_each_goal_counts_on_its_own():
    """Three points per goal (measures.md 8.2): one goal up by 3, one down by 3, one the same."""
    three = ChangeRule(id="nhs_england", label="3 a goal", value=3, source="measures.md 8.2")
    head = "Family,Goal 1 start,Goal 1 end,Goal 2 start,Goal 2 end,Goal 3 start,Goal 3 end"
    found = statuses(f"{head}\nA,2,5,6,3,4,4\nB,2,4,,,,\n", three)
    assert found.tolist() == [Status.IMPROVED | Status.WORSE | Status.UNCHANGED, Status.UNCHANGED]


def test_combinations_are_counted():
    better, same, none = int(Status.IMPROVED), int(Status.UNCHANGED), 0
    table = StatusTable.from_statuses(
        {"a": np.array([better, same, better, none]), "b": np.array([same, none, same, none])}
    )
    rows = sorted(zip(map(tuple, table.status.tolist()), table.count.tolist(), strict=True))
    assert rows == [((0, 0), 1), ((better, same), 2), ((same, 0), 1)]
    assert table.number(table.any_of(Status.PAIRED)) == 3
    assert table.number(table.all_of(Status.PAIRED)) == 2


def test_scales_of_different_length_are_refused():
    with pytest.raises(ValueError, match="status of every episode"):
        StatusTable.from_statuses({"a": np.zeros(2, int), "b": np.zeros(3, int)})


STATUS = st.integers(0, 127)


@given(st.lists(st.tuples(STATUS, STATUS, STATUS), max_size=30), st.integers(0, 30))
def test_two_services_tables_pooled_are_the_table_of_both_together(rows, cut):
    def table(part):
        columns = np.array(part, dtype=np.int64).reshape(len(part), 3).T
        return StatusTable.from_statuses(dict(zip("abc", columns, strict=True)))

    pooled, together = table(rows[:cut]) + table(rows[cut:]), table(rows)
    assert pooled.status.tolist() == together.status.tolist()
    assert pooled.count.tolist() == together.count.tolist()


def test_a_scale_that_one_service_does_not_use_is_not_scored_there():
    one = StatusTable.from_statuses({"phq9": np.array([1, 1])})
    other = StatusTable.from_statuses({"gad7": np.array([4]), "phq9": np.array([2])})
    pooled = one + other
    assert pooled.scales == ("phq9", "gad7")
    assert sorted(zip(map(tuple, pooled.status.tolist()), pooled.count.tolist(), strict=True)) == [
        ((1, 0), 2),
        ((2, 4), 1),
    ]


def test_twenty_scales_fit():
    columns = {f"s{i}": np.array([127, 0, 127]) for i in range(20)}
    assert StatusTable.from_statuses(columns).count.tolist() == [1, 2]
