"""The Word document: real structure, alt text, British English, warnings where they belong."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from evaluation import reports
from evaluation.reports.word_table import WIDTH_MM, widths
from tests import made_up
from tests.reports.reading import word_dump

if TYPE_CHECKING:
    from tests.reports.conftest import Exported


def test_every_picture_has_the_charts_alt_text(exported: Exported) -> None:
    body = Document(BytesIO(exported.docx)).element.body
    described = [part.get("descr") for part in body.iter(qn("wp:docPr"))]
    assert described == [chart.alt for chart in exported.report.charts]
    assert all(described)


def test_every_table_has_one_marked_header_row_and_fits_the_page(exported: Exported) -> None:
    document = Document(BytesIO(exported.docx))
    assert document.tables
    for table in document.tables:
        marked = [
            row for row in table.rows if row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        ]
        assert len(marked) == 1
        assert marked[0]._tr is table.rows[0]._tr
        assert sum(column.width.mm for column in table.columns) == pytest.approx(WIDTH_MM, abs=1)


def test_figures_in_tables_are_never_broken_over_lines(exported: Exported) -> None:
    for table in exported.report.tables:
        for place, width in enumerate(widths(table)):
            if table.numeric(place):
                longest = max(len(row[place]) for row in table.printed())
                assert width >= longest * 1.75, (table.caption, table.columns[place])  # Arial 9 pt digits


def test_headings_are_real_and_in_order(exported: Exported) -> None:
    levels = [
        int(p.style.name.split()[1])
        for p in Document(BytesIO(exported.docx)).paragraphs
        if p.style is not None and p.style.name.startswith("Heading")
    ]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_language_title_and_author(exported: Exported) -> None:
    document = Document(BytesIO(exported.docx))
    assert document.core_properties.title == "Outcomes of our work with families"
    assert document.core_properties.author == "Riverside Parent–Infant Service"
    languages = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_made_up_data_says_so_at_the_top_and_on_every_page(exported: Exported) -> None:
    document = Document(BytesIO(exported.docx))
    notices = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Notice"]
    assert notices[0].startswith("Made-up sample data")
    assert document.sections[0].header.paragraphs[0].text.startswith("Made-up sample data")
    exact = exported.evidence.view.protection == "exact"
    assert any("check small numbers before publishing" in notice for notice in notices) == exact
    assert any(notice.startswith("Numbers below 5") for notice in notices) != exact


def test_real_data_is_not_called_made_up() -> None:
    report = reports.build(made_up.evidence(sample=False), title="T", sections=("summary", "provenance"))
    assert "made-up" not in word_dump(reports.render(report, "docx")).lower()


def test_nothing_prints_none_or_nan(exported: Exported) -> None:
    for line in word_dump(exported.docx).splitlines():
        assert not re.search(r"\bNone(?! \()|\bnan\b|\binf\b", line), line


def test_the_same_report_gives_the_same_bytes(exported: Exported) -> None:
    report = replace(exported.report, sections=exported.report.sections[:1])
    assert reports.render(report, "docx") == reports.render(report, "docx")
    with ZipFile(BytesIO(exported.docx)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2026-11-22T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")


def test_control_characters_in_names_do_not_break_the_file() -> None:
    evidence = made_up.evidence()
    named = replace(evidence, source=replace(evidence.source, name="a\x00b\x0b.csv"))
    report = reports.build(named, title="T\x01", sections=("provenance",))
    assert "File | ab.csv" in word_dump(reports.render(report, "docx"))
