"""The sections that claim no change, read back out of Word and Excel. Oracle: the evidence itself."""

from __future__ import annotations

import pytest

from evaluation import reports, wording
from evaluation.charts import experience_table
from evaluation.reports.described import described_scores
from evaluation.view import View
from tests.reports.conftest import MADE_ON
from tests.reports.reading import excel_tables, word_dump, word_tables
from tests.tables_of_text import dataset

WORDS = ("Certainly true", "Partly true", "Not true", "Don't know")
ROWS = [
    f"F{i},{2 + i % 5},{2 + i * 3 % 5},{','.join(WORDS[(i * 7 + q) % 11 // 3] for q in range(12))}"
    for i in range(44)
]
HEAD = "Family ID,PRFQ certainty before,PRFQ certainty after,"
TEXT = "\n".join([HEAD + ",".join(f"CHI-ESQ Q{i}" for i in range(1, 13)), *ROWS])


@pytest.fixture(params=["exact", "nhs"])
def evidence(request: pytest.FixtureRequest):
    return dataset(TEXT).evidence(View(protection=request.param))


def test_word_and_excel_hold_the_same_tables_and_sentences(evidence):
    report = reports.build(evidence, made_on=MADE_ON)
    docx, xlsx = reports.render(report, "docx"), reports.render(report, "xlsx")
    said, described = evidence.experience[0], evidence.described[0]
    for table in (experience_table(said), described_scores(described)):
        for tables in (word_tables(docx), excel_tables(xlsx)):
            assert next(t.rows for t in tables if t.title == table.caption) == table.printed()
    words = word_dump(docx)
    assert said.sentence in words
    assert described.sentence in words


def test_the_sections_stand_under_headings_of_their_own(evidence):
    report = reports.build(evidence, made_on=MADE_ON)
    headings = [section.heading for section in report.sections]
    assert headings.index("What was said about the service") < headings.index(
        "Scores described without a claim"
    )
    assert "What changed" not in headings


def test_described_scores_print_the_difference_with_its_interval():
    found = dataset(TEXT).evidence(View()).described[0]
    change = found.difference
    assert change is not None
    rows = {row[0]: row[2] for row in described_scores(found).printed()}
    assert rows["Average difference (after less before)"] == wording.decimal(change.value)
    assert rows["Difference, interval from"] == wording.decimal(change.low)
    assert rows["Difference, interval to"] == wording.decimal(change.high)


def test_a_report_of_answers_alone_says_so():
    text = "\n".join(row.split(",", 3)[0] + "," + row.split(",", 3)[3] for row in TEXT.splitlines())
    evidence = dataset(text).evidence(View())
    report = reports.build(evidence, made_on=MADE_ON)
    assert (report.title, report.subtitle) == ("What was said about the service", "Forms without dates")
    assert not any(
        "got better" in line.lower()
        for line in word_dump(reports.render(report, "docx")).splitlines()
        if line.startswith("[Finding")
    )
    assert "experience" in {section.id for section in report.sections}
