"""Real course questionnaires and the five made-up sets are recognised and read."""

from pathlib import Path

import pytest

import data_samples
from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from evaluation.importing import read_workbook
from tests.courses.books import KEY

REAL = Path(__file__).resolve().parents[3] / "shared" / "data"
ROWS = (32, 65)  # of the two files
SETS = data_samples.training_sets()


@pytest.mark.skipif(not REAL.is_dir(), reason="the real data lie in a folder beside the repository")
def test_real_questionnaires_of_a_course_are_taken_for_forms_of_their_stage():
    names = ("coderefinery_pre_indico_helsinki-may.csv", "coderefinery_post_typeform_2018.csv")
    books = [read_workbook(REAL / name) for name in names]
    mapping = recognise(books).mapping
    assert [(use.kind, use.occasion) for use in mapping.sheets] == [("form", "baseline"), ("form", "end")]
    assert mapping.sheets[0].columns[1].use == "private"  # the submitters' addresses
    found = read(books, mapping, key=KEY)
    assert {ledger.sheet: ledger.rows for ledger in found.ledgers} == dict(zip(names, ROWS, strict=True))
    assert len(found.questions) == 2
    assert {answer.learner for answer in found.answers} == {""}


@pytest.mark.parametrize("one", SETS, ids=lambda one: one.name)
def test_every_sheet_of_the_sample_sets_is_recognised_and_hardly_a_row_is_lost(one):
    books = [read_workbook(path) for path in one.files]
    mapping = recognise(books).mapping
    assert all(use.kind != "ignore" or "families" in use.why for use in mapping.sheets)
    found = read(books, mapping, key=KEY, sample=True)
    assert found.sample
    for ledger in found.ledgers:
        assert ledger.used >= 0.75 * ledger.rows, ledger.reasons
    assert not any("example.org" in text for text in found.notes)
    assert found.courses or found.units
