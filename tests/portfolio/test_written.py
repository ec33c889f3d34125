"""A portfolio as Word and PDF: what they hold, and the notice that stands on every page."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from pypdf import PdfReader

from evaluation import verifying
from evaluation.errors import InputError
from evaluation.portfolio import NOTICE, as_report, file_name, portfolio, words, write_portfolio
from evaluation.portfolio.tables import case_table
from evaluation.reports import FORMATS, render
from tests.portfolio import made_up
from tests.portfolio.made_up import TODAY

if TYPE_CHECKING:
    from evaluation.portfolio import Portfolio


@pytest.fixture(scope="module")
def found() -> Portfolio:
    return portfolio(
        made_up.data(), "Trainee code", "T01", today=TODAY, records=made_up.records(), minimum=10
    )


@pytest.fixture(scope="module")
def word(found) -> docx.document.Document:
    return docx.Document(BytesIO(render(as_report(found, made_on=TODAY), "docx")))


@pytest.fixture(scope="module")
def pdf(found) -> PdfReader:
    return PdfReader(BytesIO(render(as_report(found, made_on=TODAY), "pdf")))


def test_the_notice_is_on_every_page_at_the_top_and_in_the_file_s_name(found, word, pdf):
    assert word.sections[0].header.paragraphs[0].text == NOTICE
    assert sum(NOTICE in paragraph.text for paragraph in word.paragraphs) == 1
    assert len(pdf.pages) > 1
    assert all(NOTICE in page.extract_text().replace("\n", " ") for page in pdf.pages)
    assert file_name(found, "docx", TODAY) == "do-not-publish-trainee-portfolio-2026-07-01.docx"
    sample = replace(found, sample=True)
    assert file_name(sample, "pdf", TODAY) == "do-not-publish-made-up-sample-trainee-portfolio-2026-07-01.pdf"
    assert "Made-up sample data" in as_report(sample).banner


def test_word_holds_each_case_and_what_the_programme_recorded(word):
    cases = [[cell.text for cell in row.cells] for row in word.tables[0].rows]
    assert cases[0] == [
        *("Case", "Opened and closed", "PHQ-9 total, parent"),
        "MORS-SF warmth, parent (no published threshold)",
    ]
    assert cases[1][1:] == [
        "Sep 2025 to Jan 2026",
        "14 (Sep 2025) to 6 (Jan 2026), 8 better: reliable improvement",
        "20 to 26, 6 better",
    ]
    assert cases[6][2] == "11 (Nov 2025) to 11 (Apr 2026), unchanged: no reliable change"
    assert cases[7][2:] == ["13 (Dec 2025): no second score", "No score"]
    assert cases[8][2:] == ["No score", "No score"]
    assert [row[0] for row in cases[1:]] == [str(number) for number in range(1, 9)]
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    for said in (words.NOT_QUALITY, *words.WHY_NOT, words.NO_AVERAGES, "Units: 45 of 90 credits passed"):
        assert said in text
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert {"Video 1: 2 (1 to 5); Video 2: 4 (1 to 5)", "1: 0; 2: 0; 3: 0; 4: 1; 5: 2", "VIPP"} <= cells


def test_no_id_no_day_of_a_case_and_no_percentage_of_so_few_is_in_either_file(word, pdf):
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    for text in (
        "\n".join([*cells, *(p.text for p in word.paragraphs)]),
        "".join(p.extract_text() for p in pdf.pages),
    ):
        assert "C10" not in text
        assert "10 September" not in text
        assert "2025-09" not in text
        assert "%" not in text.replace("95% interval", "")


def test_what_a_file_carries_for_programs_names_no_trainee(found):
    carried = as_report(found, made_on=TODAY).provenance.to_json()
    assert found.fingerprint in carried
    assert "T01" not in carried
    assert "Trainee code" not in carried


def test_a_trainee_of_whom_nothing_is_known_still_gives_a_document():
    empty = portfolio(made_up.data(), "Trainee code", "T03", today=TODAY)
    report = as_report(empty)
    assert [section.id for section in report.sections] == ["not-quality", "closed", "not-set", "made"]
    assert render(report, "pdf").startswith(b"%PDF")


def test_it_is_written_as_word_and_pdf_and_as_nothing_else(found, tmp_path):
    paths = write_portfolio(found, tmp_path / "new", made_on=TODAY)
    assert [path.suffix for path in paths] == [".docx", ".pdf"]
    assert all(path.stat().st_size > 5000 for path in paths)
    for kind in set(FORMATS) - {"docx", "pdf"}:
        with pytest.raises(InputError, match="use docx or pdf"):
            write_portfolio(found, tmp_path, formats=[kind])


def test_the_same_portfolio_gives_the_same_bytes(found):
    one, two = (render(as_report(found, made_on=TODAY), "docx") for _ in range(2))
    assert one == two


def test_verifying_one_as_if_it_were_a_report_is_refused_in_a_sentence(found, tmp_path):
    path = write_portfolio(found, tmp_path, formats=["docx"], made_on=TODAY)[0]
    with pytest.raises(InputError, match="trainee’s portfolio"):
        verifying.verify(path, made_up.CSV, name="closed_cases.csv")


def test_of_more_scales_than_a_page_has_room_for_each_score_is_a_row():
    names = ("PHQ-9", "GAD-7", "MORS-SF warmth", "SWEMWBS", "KPCS")
    head = ",".join(f"{name} pre,{name} post" for name in names)
    scores = ("14,6,9,9,20,26,22,25,30,", "," * 9)
    rows = [
        f"{who},T1,2026-0{n}-10,{given}" for n, (who, given) in enumerate(zip("AB", scores, strict=True), 1)
    ]
    csv = "\n".join((f"Case ID,Trainee,End date,{head}", *rows, ""))
    found = portfolio(made_up.data(csv.encode()), "Trainee", "T1", today=TODAY)
    table = case_table(found)
    assert table.columns[2:] == ("Scale", "Rated by", "Before", "After", "Change", "What that is")
    told = table.printed()
    assert len(told) == 6
    assert told[0][2:] == ("PHQ-9 total", "Parent", "14", "6", "8 better", "Reliable improvement")
    assert told[4][-1] == "No second score"
    assert told[5] == ("2", "no date to Feb 2026", *("–",) * 5, "No score")
