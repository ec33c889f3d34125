"""Second scores that are missing: whose, since when, when due, by whoever works with them."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.following_up import by_worker, cases_of, totals, waiting
from evaluation.view import View
from tests.tables_of_text import dataset

TODAY = date(2026, 7, 1)
# A1 has both; A2 and A3 are open, A2 long since; A4 is closed; A5 has no date; A6 has a second score alone.
FILE = """Family ID,Practitioner,Date closed,PHQ-9 date pre,PHQ-9 pre,PHQ-9 date post,PHQ-9 post,GAD-7 pre
A1,Asha,,2026-01-01,14,2026-03-01,6,
A2,Asha,,2025-12-01,12,,,9
A3,Ben,,2026-06-10,9,,,
A4,Ben,2026-04-01,2026-01-10,20,,,
A5,Asha,,,7,,,
A6,Ben,,,,2026-05-01,8,
"""


@pytest.fixture(scope="module")
def data():
    return dataset(FILE)


def found(data, view=None, **choices):
    view = view or View()
    cases = cases_of(data.responses.episodes, TODAY)
    places = data.responses.places
    return waiting(data.counted_under(view), view, cases, places, today=TODAY, **choices)


def test_those_with_a_first_score_and_no_second_open_cases_and_the_longest_first(data):
    told = [(one.row, one.worker, one.closed) for one in found(data) if ("PHQ-9", "parent") in one.forms]
    assert told == [(3, "Asha", False), (4, "Ben", False), (6, "Asha", False), (5, "Ben", True)]


def test_when_it_is_due_follows_from_the_first_score_and_the_weeks_that_somebody_chose(data):
    """By hand: 1 December 2025 to 1 July 2026 are 212 days, 30 whole weeks; 26 weeks on is 1 June 2026."""
    first = found(data)[0]
    assert (first.first, first.weeks, first.due, first.overdue) == (
        date(2025, 12, 1),
        30,
        date(2026, 6, 1),
        True,
    )
    again = found(data, weeks=31)[0]
    assert (again.due, again.overdue) == (date(2026, 7, 6), False)


def test_without_a_date_nothing_is_due_and_nobody_overdue(data):
    undated = next(one for one in found(data) if one.row == 6)
    assert (undated.first, undated.weeks, undated.due, undated.overdue) == (None, None, None, False)


def test_families_are_counted_once_for_each_worker_in_order_of_name(data):
    told = [(w.name, w.overdue, w.to_come, w.undated, w.closed) for w in by_worker(found(data))]
    assert told == [("Asha", 1, 0, 1, 0), ("Ben", 0, 1, 0, 1)]
    every = totals(found(data))
    assert (every.overdue, every.to_come, every.undated, every.closed) == (1, 1, 1, 1)


def test_a_family_that_lacks_two_questionnaires_of_one_day_stands_there_once():
    text = "Family ID,Date before,PHQ-9 before,GAD-7 before,PHQ-9 after,GAD-7 after,Date after\n"
    text += "A1,2026-01-01,12,9,,,\nA2,2026-01-01,12,9,6,4,2026-03-01"
    (one,) = found(dataset(text))
    assert one.forms == (("GAD-7", "parent"), ("PHQ-9", "parent"))


def test_a_questionnaire_of_several_scales_is_there_where_one_of_them_is():
    header = "Family ID,MORS warmth before,MORS invasion before,MORS warmth after,MORS invasion after"
    assert found(dataset(f"{header}\nA1,20,10,25,\nA2,20,10,25,8")) == ()


def test_filters_and_raters_hold_and_dates_do_not(data):
    assert {one.worker for one in found(data, View(filters={"Practitioner": ("Ben",)}))} == {"Ben"}
    assert found(data, View(start=date(2026, 1, 1), end=date(2026, 2, 1))) == found(data)


def test_a_status_tells_closed_cases_where_no_date_does():
    text = (
        "Family ID,Case status,PHQ-9 before,PHQ-9 after\nA1,Open,12,\nA2,Discharged,9,\nA3,,9,\nA4,Open,9,3"
    )
    assert [(one.row, one.closed) for one in found(dataset(text))] == [(2, False), (4, None), (3, True)]


def test_a_status_of_something_else_tells_nothing():
    text = "Family ID,Employment status,PHQ-9 before,PHQ-9 after\nA1,Employed,12,\nA2,Student,9,3"
    assert found(dataset(text))[0].closed is None
