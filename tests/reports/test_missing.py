"""The section on who is missing, read back out of Word. Oracle: the evidence of the same file."""

from __future__ import annotations

import pytest

from evaluation import reports
from evaluation.findings.expected import EXPLAINED, HEADING, expected_sentence
from evaluation.findings.multiverse import FEWER
from evaluation.view import View
from tests.reports.reading import word_dump
from tests.tables_of_text import dataset, table

ROWS: list[tuple[object, ...]] = [(f"A{i}", 18 + i % 5, 10 + i % 9) for i in range(40)]
ROWS += [(f"B{i}", 17 + i % 7, "") for i in range(25)]
TEXT = table("Family ID,CORE-10 before,CORE-10 after", *ROWS)


@pytest.mark.parametrize("protection", ["exact", "nhs"])
def test_word_says_what_the_page_says(protection):
    evidence = dataset(TEXT).evidence(View(protection=protection))
    report = reports.build(evidence, plan=reports.Plan.only("full", "missing"))
    word = word_dump(reports.render(report, "docx"))
    (finding,), (found,) = evidence.findings, evidence.multiverses
    for text in (HEADING, EXPLAINED, expected_sentence(finding), found.sentence):
        assert text
        assert text in word
    assert (FEWER in word) is (protection == "nhs")
    assert "anyway:" not in word
