"""A spreadsheet as a held table, and its rows that could not be scored."""

from __future__ import annotations

from collections import Counter

import pytest

import data_samples
from evaluation.opening import load
from evaluation.warehouse.engines import DuckEngine
from evaluation.warehouse.of_dataset import held
from evaluation.warehouse.unscored import unscored
from tests.tables_of_text import dataset

ANSWERS = ",".join(f"PHQ-9 {i}" for i in range(1, 10))
LONG = f"""
Family ID,Stage,Date,{ANSWERS},CORE-10 total
F1,Pre,2024-01-01,1,1,1,1,1,1,1,1,1,10
F1,Post,2024-02-01,1,1,1,1,1,1,1,1,,
F2,Pre,2024-01-01,1,1,1,1,1,1,1,1,,12
F3,Pre,2024-01-01,1,1,,,,,,,,
F4,Post,2024-01-01,2,2,2,2,2,2,2,,,
F5,Post,,,,,,,,,,,
"""


@pytest.fixture(scope="module", params=["pandas", "duckdb"])
def engine(request):
    if request.param == "pandas":
        yield None
    else:
        found = DuckEngine("1GB")
        yield found
        found.close()


def test_it_says_of_the_rows_what_the_spreadsheet_says():
    data = load(data_samples.path("families_redcap"))
    found = held(data)
    ledger = data.responses.ledger
    assert (found.rows, found.used) == (ledger.rows, ledger.used)
    assert [(entry.reason, entry.n) for entry in found.aside] == list(ledger.reasons)
    named = {example for entry in found.aside for example in entry.examples}
    assert named <= {(entry.sheet, entry.row) for entry in ledger.set_aside}
    assert found.attributes == tuple(data.responses.episodes.attributes.columns)


def test_rows_without_any_score_are_set_aside_for_their_first_reason(engine):
    data = dataset(LONG)
    found = unscored(held(data, engine))
    before = set(data.responses.ledger.set_aside)
    after = [entry for entry in data.ledger.set_aside if entry not in before]
    assert after
    assert {entry.reason: entry.n for entry in found.aside} == Counter(entry.reason for entry in after)
    examples = {place for entry in found.aside for place in entry.examples}
    assert examples == {(entry.sheet, entry.row) for entry in after}
    assert found.problems == tuple(
        f"PHQ-9 total can't be scored on {n}: {missing} of 9 answers {verb} missing or can't be read; it is "
        "scored only when complete."
        for n, missing, verb in PROBLEMS
    )


PROBLEMS = (("2 rows", 1, "is"), ("1 row", 2, "are"), ("1 row", 7, "are"))


def test_a_family_of_a_wide_table_is_not_set_aside_for_want_of_a_score():
    wide = f"Family ID,{ANSWERS},GAD-7 before\nF1,1,1,,,,,,,,\nF2,1,1,1,1,1,1,1,1,1,7"
    found = unscored(held(dataset(wide)))
    assert found.aside == ()
    assert len(found.problems) == 1
