"""With the bytes of a pack alone, no small number follows: the attack test.

The criterion, after the feasibility intervals of Hundepool et al. 2012, "Statistical Disclosure Control",
section 4.3 (a hidden cell is unsafe where what is published leaves it too narrow a range): a count that is
hidden, or that lies between two published cuts, is given away if just one number below the threshold
fits everything printed, or if every number that fits is from 1 to the threshold less one. [c] itself says
"below the threshold, none included", or that a neighbour is. `python -m tests.packs.attack` tries all
shapes; the ones here are the quick ones.
"""

from __future__ import annotations

import pytest

from evaluation.disclosure.auditing import given_away
from evaluation.packs import publishing
from tests.packs.attack import attacked
from tests.packs.solver import Puzzle


@pytest.mark.parametrize(
    ("name", "protection"), [("sites within regions", "nhs"), ("one rare value", "strict")]
)
def test_no_small_number_follows_from_a_pack(name, protection):
    assert attacked(name, protection) == {}


def test_the_solver_finds_what_is_given_away_where_cuts_are_not_compared(monkeypatch):
    """The same attack on cuts that are protected each by itself, and not audited beside each other."""
    monkeypatch.setattr(publishing, "audited", lambda shown, *_: (shown, ()))
    assert attacked("everybody improved", "nhs")


def test_the_solver_does_what_a_sum_by_hand_does():
    """12 to 14 in all and 10 of them in one part leave 2 to 4: fewer than 5, and somebody."""
    puzzle = Puzzle(least=5)
    whole, part = puzzle.unknown("all", 12, 14), puzzle.unknown("part", 10, 10)
    rest = puzzle.unknown("rest")
    puzzle.adds_up(whole, [part, rest])
    assert puzzle.found({"rest": ({rest: 1}, None)}) == {"rest": (2, 4)}


def test_a_range_that_may_be_none_or_large_gives_nobody_away():
    assert [given_away(*ends, 5) for ends in ((0, 4), (1, 5), (1, 4), (0, 0), (7, 7))] == [
        False,
        False,
        True,
        True,
        False,
    ]
