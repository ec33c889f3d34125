"""Coverage of the workforce: each cell by a hand example, what matches by name, and what is outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.courses.records import Records
from evaluation.training.alike import key
from evaluation.training.choices import TrainingView
from evaluation.training.coverage import coverage
from evaluation.training.coverage_words import coverage_caveats, coverage_sentence
from tests.reference import known
from tests.training.rows import booked, people, workforce

ALL = TrainingView()
LIST = """
    Health visitor | Northbank | 4
    Health visitor | Riverside | 3
    Midwives       | Northbank | 1
"""
# Two health visitors of Northbank, one of Riverside; two midwives of Northbank, where one works; a midwife of
# Riverside, of whom no headcount is given; a nurse, who is in no line; and one with no borough recorded.
PEOPLE = """
    hv1 | Health visitors | London Borough of Northbank
    hv2 | health visitor  | northbank
    hv3 | Health Visitor  | Riverside
    mw1 | Midwife         | Northbank
    mw2 | midwife         | Northbank
    mw3 | Midwife         | Riverside
    nur | Nurse           | Northbank
    hv4 | Health visitor  |
"""


@pytest.fixture(scope="module")
def records() -> Records:
    learners = people(PEOPLE)
    attending = "\n".join(f"{learner.id}|Ghosts|14/1/25\n{learner.id}|Ghosts|3/6/25" for learner in learners)
    return Records(learners=learners, bookings=booked(attending), headcounts=workforce(LIST))


def test_each_cell_by_hand_and_totals_of_those_with_a_headcount(records):
    found = known(coverage(records, ALL))
    assert (found.roles, found.boroughs) == (("Health visitor", "Midwives"), ("Northbank", "Riverside"))
    told = {(cover.role, cover.borough): (cover.trained.n, cover.trained.of) for cover in found.cells}
    assert told == {
        ("Health visitor", "Northbank"): (2, 4),
        ("Health visitor", "Riverside"): (1, 3),
        ("Midwives", "Northbank"): (2, 1),
        ("Midwives", "Riverside"): (1, None),
    }
    assert [(c.role, c.borough, c.trained.n, c.trained.of) for c in found.by_role] == [
        ("Health visitor", "", 3, 7),
        ("Midwives", "", 2, 1),
    ]
    assert [(c.role, c.borough, c.trained.n, c.trained.of) for c in found.by_borough] == [
        ("", "Northbank", 4, 5),
        ("", "Riverside", 1, 3),
    ]
    assert (found.whole.n, found.whole.of, found.outside) == (5, 8, 3)
    assert found.cell("Midwives", "Riverside").trained.share is None


def test_more_who_came_than_work_there_is_said_and_named(records):
    found = known(coverage(records, ALL))
    texts = {caveat.key: caveat.text for caveat in found.caveats}
    assert "Midwives in Northbank (2 of 1)" in texts["more_than_all"]
    assert texts["outside"].startswith("3 people who came are of no role and borough with a headcount")


def test_the_sentence_says_the_whole_and_where_the_share_is_lowest(records):
    assert known(coverage(records, ALL)).sentence == (
        "5 of 8 people (63%) who work in these roles and boroughs have come to a course; the share is lowest "
        "for Health visitor (43%) and in Riverside (33%)"
    )


def test_nothing_is_called_lowest_where_a_share_is_hidden_or_two_are(records):
    found = known(coverage(records, ALL))
    first, second = found.by_borough
    hidden = replace(first, trained=replace(first.trained, n=None, hidden="[c]"))
    assert "in Riverside" not in coverage_sentence(replace(found, by_borough=(hidden, second)))
    same = replace(first, trained=second.trained)
    assert coverage_sentence(replace(found, by_borough=(same, second))).endswith(
        "the share is lowest for Health visitor (43%)"
    )


def test_protected_numbers_leave_no_count_in_the_caveats(records):
    found = replace(known(coverage(records, ALL)), outside=None, rounded=True)
    texts = {caveat.key: caveat.text for caveat in coverage_caveats(found)}
    assert texts["outside"].startswith("[c] people who came are")
    assert "in at least one role and borough" in texts["more_than_all"]
    assert "2 of 1" not in texts["more_than_all"]


def test_people_who_came_within_the_view_alone_are_counted(records):
    assert known(coverage(records, ALL.with_(start=date(2025, 7, 1)))).whole.n == 0
    assert known(coverage(records, ALL.with_(start=date(2025, 6, 1)))).whole.n == 5


def test_headcounts_of_one_sheet_add_up_and_of_two_sheets_the_last_stands():
    headcounts = (
        *workforce("Midwife|Northbank|10", file="2024.csv"),
        *workforce("Midwife|Northbank|12\nmidwives|Northbank|3", file="2025.csv"),
    )
    found = known(coverage(Records(bookings=booked("ann|Ghosts|14/1/25"), headcounts=headcounts), ALL))
    assert found.whole.of == 15
    assert "several_lists" in {caveat.key for caveat in found.caveats}


def test_nothing_is_said_without_a_workforce_list_or_without_anybody_who_could_have_come(records):
    assert coverage(replace(records, headcounts=()), ALL) is None
    assert coverage(replace(records, bookings=()), ALL) is None


@pytest.mark.parametrize(
    ("one", "other", "of"),
    [
        ("Children's centre workers", "childrens centre worker", "role"),
        ("Midwives", "Midwife", "role"),
        ("Health & social care practitioners", "health and social care practitioner", "role"),
        ("Royal Borough of Kingston upon Thames", "Kingston upon Thames", "borough"),
        ("Newham Council", "NEWHAM", "borough"),
    ],
)
def test_names_that_are_the_same(one, other, of):
    assert key(one, of) == key(other, of)


@pytest.mark.parametrize(
    ("one", "other", "of"),
    [
        ("Leicester City", "Leicester County", "borough"),
        ("Nurse", "Nursery nurse", "role"),
        ("City of London", "Westminster", "borough"),
        ("Midlands Trust", "Midland Trust", "other"),  # an employer's plural is its name
    ],
)
def test_names_that_are_not_the_same(one, other, of):
    assert key(one, of) != key(other, of)
