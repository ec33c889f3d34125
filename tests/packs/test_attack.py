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
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evaluation.disclosure.auditing import given_away
from evaluation.packs import publishing
from tests.packs.attack import attacked, puzzle_for
from tests.packs.shapes import SHAPES, rows_of
from tests.packs.solver import Puzzle, read_answers, read_composite, read_first, wilson


@pytest.mark.parametrize(
    ("name", "protection"),
    [("sites within regions", "nhs"), ("one rare value", "strict"), ("several questionnaires", "nhs")],
)
def test_no_small_number_follows_from_a_pack(name, protection):
    assert attacked(name, protection) == {}


# No smaller example is looked for: each takes a second or more.
@settings(max_examples=2, deadline=None, derandomize=True, phases=(Phase.generate,))
@given(st.lists(st.integers(1, 16), min_size=2, max_size=3), st.integers(0, 99))
def test_nor_from_one_of_any_few_sites(sites, seed):
    """Sites of 1 to 16 families beside one of 20."""
    groups = [("R", f"S{number}", "x", many) for number, many in enumerate((20, *sites))]
    puzzle, targets = puzzle_for(rows_of(seed, groups), ("Site",), (), "nhs")
    assert puzzle.found(targets) == {}


def test_the_solver_finds_what_is_given_away_where_cuts_are_not_compared(monkeypatch):
    """The same attack on cuts that are protected each by itself, and not audited beside each other."""
    monkeypatch.setattr(publishing, "audited", lambda shown, *_: (shown, ()))
    puzzle, targets = puzzle_for(SHAPES["everybody improved"][0], ("Region",), (), "nhs")
    assert next(puzzle.each_found(targets), None) is not None


def test_the_solver_does_what_a_sum_by_hand_does():
    """12 to 14 in all and 10 of them in one part leave 2 to 4: fewer than 5, and somebody."""
    puzzle = Puzzle(least=5)
    whole, part = puzzle.unknown("all", 12, 14), puzzle.unknown("part", 10, 10)
    rest = puzzle.unknown("rest")
    puzzle.adds_up(whole, [part, rest])
    assert puzzle.found({"rest": ({rest: 1}, None)}) == {"rest": (2, 4)}


def test_the_solver_finds_those_without_a_pair_by_first_scores():
    """First scores: 15 (13 to 17), in two bins of 5 (5 to 7 each), so 13 or 14; pairs by bins: 10 to 12."""
    puzzle = Puzzle(least=5)
    of = {"measure": "m", "scale": "s", "rater": "r"}
    pairs = puzzle.printed(("all", ("m", "s", "r"), "n"), 10)
    before = [puzzle.printed(("all", ("m", "s", "r"), "bin", "before", label), 5) for label in "lh"]
    puzzle.adds_up(pairs, before)
    read_first(
        puzzle, "all", {**of, "n": 15, "clinical": None, "bins": [{"label": x, "before": 5} for x in "lh"]}
    )
    assert puzzle.found(puzzle.more)["all", ("m", "s", "r"), "no pair"] == (1, 4)


def test_the_solver_finds_an_answer_by_the_shares_beside_it():
    """10 (8 to 12) answered and 5 (5 to 7) twice, 40% each to the nearest 5: only 5 of 12, which leaves 2."""
    puzzle = Puzzle(least=5)
    answers = [
        {"outcome": str(i), "n": n, "of": 10, "printed_share": 0.4} for i, n in enumerate((5, 5, None))
    ]
    entry = {"measure": "m", "scale": "s", "rater": "r", "n": None}
    read_answers(puzzle, "all", {**entry, "questions": [{"number": 1, "answers": answers, "unsure": None}]})
    (third,) = [name for name in puzzle.hidden if name[-1] == "2"]
    assert puzzle.found({third: ({puzzle.names[third]: 1}, None)}) == {third: (2, 2)}


def test_the_solver_finds_who_recovered_and_not_reliably():
    """Of 110 (108 to 112) courses 56 recovered, 54 reliably: 51% and 49%, both 55 to the nearest 5.

    With their intervals in whole percentages 108, 110, 111 or 112 courses are left: 55, 56, 57, 57 recovered
    and 53, 54, 54, 55 did so reliably.
    """
    puzzle = Puzzle(least=5)

    def rate(rule, outcome, n):
        low, high = (round(end, 2) for end in wilson(n, 110, 0.95))
        ends = {"low": low, "high": high, "confidence": 0.95}
        return {
            "rule": rule,
            "outcome": outcome,
            "n": 55,
            "of": 110,
            "printed_share": round(n / 110, 2),
            **ends,
        }

    rates = [rate("t_recovery", "recovery", 56), rate("t_reliable_recovery", "reliable_recovery", 54)]
    rates += [{**one, "outcome": "not", "n": None, "low": None} for one in rates]
    read_composite(puzzle, "all", {"id": "t", "rater": "r", "n": 110, "rates": rates})
    # Both are of the same courses here.
    totals = [
        puzzle.names["all", ("composite", "t", "r"), rule, "of"]
        for rule in ("t_recovery", "t_reliable_recovery")
    ]
    puzzle.says({totals[0]: 1, totals[1]: -1}, 0, 0)
    assert list(puzzle.found(puzzle.more).values()) == [(2, 3)]


def test_a_range_that_may_be_none_or_large_gives_nobody_away():
    assert [given_away(*ends, 5) for ends in ((0, 4), (1, 5), (1, 4), (0, 0), (7, 7))] == [
        False,
        False,
        True,
        True,
        False,
    ]
