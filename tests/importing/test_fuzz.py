"""A sample of the spoilt spreadsheets of fuzz.py: a sentence or a complete ledger, never anything else."""

from __future__ import annotations

import pytest

from evaluation.dataset import Dataset
from tests.importing import fuzz

CASES = 40  # of ten thousand that the script runs


@pytest.mark.parametrize("first", range(0, CASES, 10))
def test_a_spoilt_spreadsheet_is_read_whole_or_refused_in_a_sentence(first):
    for number in range(first, first + 10):
        how, files = fuzz.case(2026, number)
        found = fuzz.outcome(files, to_the_end=number % 20 == 0)
        assert found.ended != "broken", f"{number}: {how}: {found.said}"


def test_a_lost_row_would_be_found(monkeypatch):
    how, files = next(
        (how, files) for how, files in (fuzz.case(2026, n) for n in range(200)) if is_read(files)
    )
    real = Dataset.read

    def forgetful(*arguments):
        data = real(*arguments)
        data.ledger = type(data.ledger)(data.ledger.sheet, data.ledger.rows + 1, data.ledger.set_aside)
        return data

    monkeypatch.setattr(Dataset, "read", forgetful)
    assert "in the ledger" in fuzz.outcome(files, to_the_end=False).said, how


def is_read(files):
    return fuzz.outcome(files, to_the_end=False).ended == "read"
