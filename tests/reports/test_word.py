"""The Word document: real structure, alt text, British English, warnings where they belong."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from evaluation import reports
from evaluation.brand import Brand
from evaluation.reports import Plan
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from evaluation.reports.word.contents import anchor
from evaluation.reports.word.table import WIDTH_MM, widths
from tests import made_up
from tests.reports.reading import word_dump

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reports.conftest import Exported

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><rect width="90" height="30"/></svg>'
BRAND = Brand(organisation="Riverside", logo=SVG, colour="#801650", accent="#F46A25", font="Georgia")
# Styles that every copy of Word has, by the names that python-docx gives them.
WORDS_OWN = {
    *("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "List Bullet", "Intense Quote"),
    *("TOC Heading", "toc 1", "toc 2", "Header", "Footer"),
}


def alone(*blocks: Paragraph | Statement | Bullets, heading: str = "Hostile") -> bytes:
    """A Word document of one section."""
    report = reports.build(made_up.evidence(), plan=Plan.only("one_page"))
    return reports.render(
        replace(report, sections=(Section(id="x", heading=heading, blocks=blocks),)), "docx"
    )


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
    report = reports.build(made_up.evidence(sample=False), plan=reports.Plan.only("full", "summary"))
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
    report = reports.build(named, plan=reports.Plan.only("full", "provenance", title="T\x01"))
    assert "File | ab.csv" in word_dump(reports.render(report, "docx"))


def test_sections_use_words_own_styles_and_what_else_there_is_builds_on_normal(exported: Exported) -> None:
    document = Document(BytesIO(exported.docx))
    cells = [cell for table in document.tables for cell in table.rows[-1].cells]
    paragraphs = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    used = {p.style.name: p.style for p in paragraphs if p.style is not None}
    for name, style in used.items():
        if name not in WORDS_OWN:
            assert style.base_style is not None, name
            assert style.base_style.name == "Normal"
            assert style.font.name is None, "the font of the document that it is pasted into"
    assert {table.style.name for table in document.tables if table.style} == {"Table Grid"}


def test_the_brand_is_in_the_styles_and_its_logo_on_the_first_page() -> None:
    evidence = made_up.evidence()
    plan = Plan.only("one_page")
    document = Document(BytesIO(reports.render(reports.build(evidence, plan=plan, brand=BRAND), "docx")))
    assert document.paragraphs[0].style.name == "Logo"  # type: ignore[union-attr]
    pictures = [part.get("descr") for part in document.element.body.iter(qn("wp:docPr"))]
    assert pictures == ["Logo of Riverside"]
    assert document.styles["Normal"].font.name == "Georgia"
    assert str(document.styles["Heading 1"].font.color.rgb) == BRAND.heading[1:]
    (line,) = document.styles["Intense Quote"].element.iter(qn("w:left"))
    assert line.get(qn("w:color")) == BRAND.line[1:]
    assert document.core_properties.author == "Riverside"
    plain = Document(BytesIO(reports.render(reports.build(evidence, plan=plan), "docx")))
    assert plain.paragraphs[0].style.name == "Title"  # type: ignore[union-attr]


def test_long_layouts_have_contents_whose_entries_lead_to_their_headings() -> None:
    report = reports.build(made_up.evidence(), plan=Plan(layout="annual"))
    body = Document(BytesIO(reports.render(report, "docx"))).element.body
    (control,) = body.iter(qn("w:sdt"))
    (code,) = [part.text for part in control.iter(qn("w:instrText"))]
    assert code == ' TOC \\o "1-2" \\h \\z \\n '
    links = list(control.iter(qn("w:hyperlink")))
    said = ["".join(t.text for t in link.iter(qn("w:t"))) for link in links]
    assert said == [section.heading for section in report.sections]
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in body.iter(qn("w:bookmarkStart"))}
    for place, (link, section) in enumerate(zip(links, report.sections, strict=True)):
        heading = marks[link.get(qn("w:anchor"))]
        assert link.get(qn("w:anchor")) == anchor(place)
        assert "".join(t.text for t in heading.iter(qn("w:t"))) == section.heading


def test_short_layouts_have_no_contents() -> None:
    for layout in ("commissioner", "one_page", "slides"):
        report = reports.build(made_up.evidence(), plan=Plan.only(layout))
        assert "TOC" not in word_dump(reports.render(report, "docx"))


def test_nothing_floats_and_no_field_is_left_unended() -> None:
    report = reports.build(made_up.evidence(), plan=Plan.only("annual", "outputs"), brand=BRAND)
    with ZipFile(BytesIO(reports.render(report, "docx"))) as parts:
        xml = parts.read("word/document.xml").decode()
        assert b"updateFields" not in parts.read("word/settings.xml")
    assert not re.search(r"<w:txbxContent|<wp:anchor|<v:shape|<w:framePr", xml)
    kinds = re.findall(r'fldCharType="(\w+)"', xml)
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 1


def test_hostile_words_are_inert_and_all_there() -> None:
    long = "word " * 2000
    hostile = (
        *("=1+1", "<script>alert(1)</script>", "#sys $x$ *b* _i_", "{ TOC \\o }", "a\x00b\x1fc", "👶🏽 💜"),
        *("שלום 12", "x" * 10_000, long.strip(), "one\ntwo\tthree"),
    )
    data = alone(*map(Paragraph, hostile), Statement(hostile[1]), Bullets(hostile), heading=hostile[2])
    texts = [p.text for p in Document(BytesIO(data)).paragraphs]
    for text in hostile:
        assert texts.count(text.replace("\x00", "").replace("\x1f", "")) >= 2, text[:20]
    with ZipFile(BytesIO(data)) as parts:
        assert b"<script" not in parts.read("word/document.xml")


def test_what_is_written_from_the_right_runs_from_the_right() -> None:
    document = Document(BytesIO(alone(Paragraph("שלום לכולם"), Paragraph("Hello שלום"), Bullets(("مرحبا",)))))
    from_right = [
        p.text for p in document.paragraphs if p._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert from_right == ["שלום לכולם", "مرحبا"]
    for paragraph in document.paragraphs:
        marked = any(run._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in paragraph.runs)
        assert marked == (paragraph.text in from_right)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_one_page_summary_is_one_page(tmp_path: Path) -> None:
    plan = Plan(layout="one_page").writing(own="We will ask every family twice, and say what we changed.")
    report = reports.build(made_up.evidence(protected=True), plan=plan, brand=BRAND)
    (tmp_path / "page.docx").write_bytes(reports.render(report, "docx"))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    asked = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "page.docx"]
    subprocess.run(asked, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "page.pdf").read_bytes())) == 1
