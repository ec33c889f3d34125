"""What must hold of the differences between any two tables: counted here with plain dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.differing import differences
from tests.tables_of_text import dataset

if TYPE_CHECKING:
    import random

HEAD = "Family ID,PHQ-9 before,PHQ-9 after"
SCORE = st.one_of(st.none(), st.integers(min_value=0, max_value=27))
# Somebody to start with, so that there is always a score to read.
TABLES = st.dictionaries(st.integers(min_value=1, max_value=9), st.tuples(SCORE, SCORE), max_size=7)


def text(families: dict[int, tuple[int | None, int | None]], order: random.Random | None = None) -> str:
    """A table of those families and one more, in an order of its own."""
    rows = [("F0", (10, 5)), *((f"F{number}", scores) for number, scores in families.items())]
    if order is not None:
        order.shuffle(rows)
    return "\n".join([HEAD, *(",".join(["" if v is None else str(v) for v in (i, *s)]) for i, s in rows)])


@settings(max_examples=15)
@given(TABLES, TABLES, st.randoms(use_true_random=False))
def test_each_difference_is_found_once_whatever_the_order_of_rows(before, after, order):
    found = differences(dataset(text(before)), dataset(text(after, order)))
    both = [(before[i], after[i]) for i in before.keys() & after.keys()]
    cells = [(stage, was[stage], now[stage]) for was, now in both for stage in (0, 1)]
    expected = {
        "new family": len(after.keys() - before.keys()),
        "family gone": len(before.keys() - after.keys()),
        "new first score": sum(was is None and now is not None for at, was, now in cells if at == 0),
        "new second score": sum(was is None and now is not None for at, was, now in cells if at == 1),
        "score changed": sum(None not in {was, now} and was != now for _, was, now in cells),
        "score gone": sum(was is not None and now is None for _, was, now in cells),
    }
    assert dict(found.counts) == {kind: n for kind, n in expected.items() if n}
    assert found.nothing is (before == after)


@settings(max_examples=8)
@given(TABLES, TABLES)
def test_the_way_back_turns_new_into_gone(before, after):
    there = dict(differences(dataset(text(before)), dataset(text(after))).counts)
    back = dict(differences(dataset(text(after)), dataset(text(before))).counts)
    assert there.get("new family") == back.get("family gone")
    assert there.get("score changed") == back.get("score changed")
    new = there.get("new first score", 0) + there.get("new second score", 0)
    assert new == back.get("score gone", 0)
