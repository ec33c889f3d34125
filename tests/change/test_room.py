"""Who could have improved: by hand, and against the rule applied to the best possible second score."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.change import (
    AnyChange,
    BandMove,
    PercentChange,
    Recovery,
    ReliableChange,
    computed_change,
    room_to_improve,
)
from evaluation.measures import registry
from evaluation.measures.definition import ChangeRule
from evaluation.tables import ChangeTable
from tests.examples import examples
from tests.reference import known

SIX = ReliableChange.of(ChangeRule(id="six", label="6 points", value=6, source="a paper"))


def kpcs(pairs) -> ChangeTable:
    return ChangeTable.from_scores([b for b, _ in pairs], [a for _, a in pairs], better="higher")


def test_a_parent_who_starts_at_forty_has_no_room_for_six_points_of_forty_five():
    # facts/measures.md section 0.1, trap 12: 45 is the KPCS's best score, so 39 is the last with room.
    table = kpcs([(39, 45), (39, 40), (40, 45), (42, 45), (45, 45), (20, 30)])
    room = room_to_improve(SIX, table, 0, 45, "families")
    assert room is not None
    assert (room.could.n, room.could.of, room.without) == (3, 6, 3)
    assert (room.improved.n, room.improved.of) == (2, 3)
    assert (room.edge, room.amount, room.better) == (40, 6, "higher")
    assert room.could.who == "families"
    assert "who could have improved" in room.improved.who


@pytest.mark.parametrize(("start", "has"), [(6, True), (7, True), (8, False), (10, False)])
def test_a_goal_that_starts_at_eight_has_no_room_for_three(start, has):
    # facts/measures.md section 7.1: "a baseline of 8-10 leaves no room for +3".
    scale = registry().get("gbo").scales[0]
    rule = ReliableChange.of(known_rule(scale))
    table = ChangeTable.from_scores([start], [start], better="higher")
    room = room_to_improve(rule, table, scale.minimum, scale.maximum, "goals")
    assert room is not None
    assert room.could.n == has
    assert room.edge == (None if has else 8)


def known_rule(scale) -> ChangeRule:
    assert scale.change_rule is not None
    assert scale.change_rule.value == 3
    return scale.change_rule


@pytest.mark.parametrize(("amount", "edge"), [(6, 5), (5.5, 5), (5, 4), (0.5, 0)])
def test_the_edge_of_whole_scores_does_not_depend_on_who_is_there(amount, edge):
    rule = ReliableChange.of(ChangeRule(id="x", label="x", value=amount, source="a paper"))
    room = room_to_improve(rule, ChangeTable.from_scores([0, 20], [0, 9], better="lower"), 0, 27, "families")
    assert room is not None
    assert room.edge == edge


def test_off_the_whole_numbers_the_edge_is_one_that_was_seen():
    table = ChangeTable.from_scores([28.2, 32.55, 33], [35, 35, 35], better="higher")
    room = room_to_improve(SIX, table, 7, 35, "families")
    assert room is not None
    assert (room.could.n, room.edge) == (1, 32.55)


RULES = (
    AnyChange(),
    SIX,
    PercentChange(id="p", label="p", text="p", source="p", status="convention", value=50, worse=50),
    BandMove.of(registry().get("phq9").scales[0].bands),
    Recovery.of(registry().get("phq9").scales[0].cut_offs[0], "lower"),
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@settings(max_examples=examples(40), deadline=None)
@given(pairs=st.lists(st.tuples(st.integers(0, 27), st.integers(0, 27)), min_size=1, max_size=20))
def test_whoever_improved_could_have(rule, pairs):
    table = ChangeTable.from_scores([b for b, _ in pairs], [a for _, a in pairs], better="lower")
    room = room_to_improve(rule, table, 0, 27, "families")
    judged, _ = rule.rates(table, "families")[0].of, None
    if not judged:
        assert room is None
        return
    assert room is not None
    by_hand = sum(
        rule.rates(ChangeTable.from_scores([b], [0], better="lower"), "families")[0].n or 0 for b, _ in pairs
    )
    assert room.could.n == by_hand
    assert room.improved.n == rule.rates(table, "families")[0].n
    assert known(room.improved.n) <= known(room.could.n) <= judged


def test_where_it_cannot_be_said_it_is_not():
    table = ChangeTable.from_scores([5, 5], [4, 3], better="lower")
    assert room_to_improve(SIX, ChangeTable.from_scores([], [], better="lower"), 0, 27, "families") is None
    assert room_to_improve(SIX, ChangeTable.from_scores([30], [4], better="lower"), 0, 27, "f") is None
    assert room_to_improve(computed_change(table, 0.8), table, 0, 27, "families") is None
