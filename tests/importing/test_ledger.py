"""Rows in = rows used + rows set aside, always."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.importing.ledger import Ledger, SetAside
from evaluation.importing.places import Places


def aside(*rows, reason="There is no id"):
    return tuple(SetAside("Sheet1", row, reason) for row in rows)


def test_used_and_set_aside_add_up_to_the_rows():
    assert Ledger("Sheet1", 10, aside(3, 7)).used == 8


def test_a_row_cannot_be_set_aside_twice():
    with pytest.raises(ValueError, match="twice"):
        Ledger("Sheet1", 10, aside(3, 3))


def test_no_more_rows_can_be_set_aside_than_there_are():
    with pytest.raises(ValueError, match="more rows"):
        Ledger("Sheet1", 1, aside(2, 3))


@given(st.sets(st.integers(2, 40)), st.lists(st.integers(2, 40)))
def test_setting_more_aside_keeps_first_reasons_and_the_sum(first, more):
    ledger = Ledger("Sheet1", 39, aside(*first)).with_more(aside(*more, reason="It can't be scored"))
    assert ledger.used + len(ledger.set_aside) == 39
    assert {e.row for e in ledger.set_aside} == first | set(more)
    assert {e.row for e in ledger.set_aside if e.reason == "There is no id"} == first


def test_reasons_are_counted_without_their_row_numbers():
    entries = (
        SetAside("S", 2, "An exact copy of another row (row 9)"),
        SetAside("S", 3, "An exact copy of another row (row 8)"),
        SetAside("S", 4, "There is no id"),
    )
    assert Ledger("S", 9, entries).reasons == (("An exact copy of another row", 2), ("There is no id", 1))


@pytest.mark.parametrize(
    ("rows", "of", "words"),
    [
        ([12], None, "row 12"),
        ([2, 3], None, "rows 2 and 3"),
        ([2, 3, 4], None, "rows 2, 3 and 4"),
        ([2, 3, 4, 5], None, "rows 2, 3, 4 and 1 more"),
        ([2, 3, 4], 90, "rows 2, 3, 4 and 87 more"),
    ],
)
def test_rows_in_words(rows, of, words):
    assert Places(("Scores",)).listed(rows, of=of) == words


def test_a_row_has_one_number_among_sheets_read_together_and_back():
    both = Places(("Asha", "Ben"))
    assert [both.of(both.number(sheet, 7)) for sheet in both.sheets] == [("Asha", 7), ("Ben", 7)]
