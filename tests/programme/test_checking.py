"""What becomes of a programme's files if they are opened: every row is in one place or the other."""

from __future__ import annotations

import pytest

import data_samples
from evaluation.programme import load_programme
from evaluation.programme.checking import consequence, set_aside_table, sheets_table, unmatched_table

SETS = {one.name: one for one in data_samples.training_sets()}


@pytest.fixture(scope="module", params=SETS)
def programme(request):
    return load_programme(SETS[request.param].files, sample=True)


def test_every_row_is_used_or_listed(programme):
    counts = [[int(cell.replace(",", "")) for cell in row[3:]] for row in sheets_table(programme).printed()]
    assert all(rows == used + aside for rows, used, aside in counts)
    listed = set_aside_table(programme)
    assert sum(aside for _, _, aside in counts) == (len(listed.rows) if listed else 0)


def test_the_rows_that_match_nobody_are_those_of_the_records(programme):
    listed = unmatched_table(programme)
    assert (len(listed.rows) if listed else 0) == len(programme.records.unmatched)


def test_the_consequence_counts_what_the_records_hold(programme):
    said = consequence(programme)
    assert said.startswith("If you go on: ")
    for n in (len(programme.records.answers), len(programme.records.units)):
        assert not n or f"{n:,}" in said


def test_files_of_which_nothing_can_be_used_say_so():
    csv = b"Learner ID,Course,Date,Attended\nL1,Attachment,2026-01-14,No way\n"
    found = load_programme(csv, names=["unclear.csv"])
    assert consequence(found).startswith("No row of these files can be used")
    table = set_aside_table(found)
    assert table is not None
    assert table.printed()[0][1] == "2"  # the row as Excel shows it
