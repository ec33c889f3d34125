"""The deck: every figure on a slide or in its notes, real titles, nothing off a slide."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from itertools import combinations
from zipfile import ZipFile

import pytest
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from evaluation import reports
from evaluation.brand import Brand
from evaluation.charts.chart import Chart
from evaluation.charts.table import Number, Table
from evaluation.reports.archive import legal
from evaluation.reports.report import Bullets, Paragraph, Report, Statement
from tests.reference import known
from tests.reports.hostile import LONG, SVG, TEXTS, report_saying
from tests.reports.slides_made import named, read_slides, report_of, with_blocks, written
from tests.reports.slides_reading import box, slides, squeezed


@pytest.fixture(scope="module", params=["exact", "nhs", "every chart"])
def report(request) -> Report:
    return named(request.param)


def everything(data: bytes) -> str:
    """All words of a deck, without spaces: bodies first, so that a text parted over slides is whole."""
    found = slides(data)
    parts = [
        *(line for slide in found for line in slide.body),
        *(slide.title for slide in found),
        *(cell for slide in found for table in slide.tables for row in table for cell in row),
        *(line for slide in found for line in slide.notes),
    ]
    return squeezed("".join(parts))


def test_every_slide_has_a_title_of_its_own_that_is_a_real_title(report):
    deck = Presentation(BytesIO(written(report)))
    titles = [slide.shapes.title for slide in deck.slides]
    assert all(title is not None and title.text_frame.text.strip() for title in titles)
    assert max(Counter(title.text_frame.text for title in titles).values()) == 1
    kinds = {title.placeholder_format.type for title in titles}
    assert kinds == {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}


def test_every_word_of_the_report_is_on_a_slide_or_in_its_notes(report):
    told = everything(written(report))
    said = [report.title, report.subtitle, *report.notices, report.stamp]
    for section in report.sections:
        beside = {chart.data.caption for chart in report.charts}
        own = any(not (isinstance(block, Table) and block.caption in beside) for block in section.blocks)
        said += [section.heading] if own else []
        for block in section.blocks:
            if isinstance(block, Paragraph | Statement):
                said.append(block.text)
            elif isinstance(block, Bullets):
                said += block.items
            elif not isinstance(block, Table):
                said += [block.title, block.subtitle, block.caption, block.alt, *block.how]
    for text in said:
        assert squeezed(text) in told, text


def test_every_cell_of_every_table_is_on_a_slide_or_in_notes(report):
    found = read_slides(report)
    for table in report.tables:
        on_slides = [
            row
            for slide in found
            if slide.tables and re.sub(r" \(\d+( of \d+)?\)$", "", slide.title) == table.caption
            for row in slide.tables[0][1:]
        ]
        if on_slides:
            assert tuple(on_slides) == table.printed()
            continue
        notes = next(slide.notes for slide in found if f"{table.caption}:" in slide.notes)
        start = notes.index(f"{table.caption}:")
        rows = [" | ".join(cells) for cells in (table.columns, *table.printed())]
        assert list(notes[start + 1 : start + 1 + len(rows)]) == rows


def test_every_picture_chart_and_table_has_alternative_text(report):
    deck = Presentation(BytesIO(written(report)))
    alts = [
        shape._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table or shape._element.tag == qn("p:pic")
    ]
    assert all(alts)
    assert {chart.alt for chart in report.charts} <= set(alts)


def test_nothing_lies_off_a_slide_or_over_something_else(report):
    deck = Presentation(BytesIO(written(report)))
    assert (known(deck.slide_width).pt, known(deck.slide_height).pt) == (960, 540)
    for slide in deck.slides:
        boxes = [box(shape) for shape in slide.shapes]
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= 960.01
            assert bottom <= 540.01
        for one, other in combinations(boxes, 2):
            apart = (
                one[2] <= other[0] + 0.1
                or other[2] <= one[0] + 0.1
                or one[3] <= other[1] + 0.1
                or other[3] <= one[1] + 0.1
            )
            assert apart, (slide.shapes.title.text_frame.text, one, other)


def test_the_title_is_read_first_and_the_foot_last_and_no_placeholder_is_empty(report):
    for slide in Presentation(BytesIO(written(report))).slides:
        shapes = list(slide.shapes)
        assert shapes[0] == slide.shapes.title
        assert [shape.placeholder_format.type for shape in shapes[-2:]] == [
            PP_PLACEHOLDER.FOOTER,
            PP_PLACEHOLDER.SLIDE_NUMBER,
        ]
        for shape in slide.placeholders:
            assert shape.text_frame.text.strip()
        ids = [one.get("id") for one in slide._element.iter(qn("p:cNvPr"))]
        assert len(set(ids)) == len(ids)


def test_every_word_is_marked_as_british_english(report):
    with ZipFile(BytesIO(written(report))) as parts:
        pages = [name for name in parts.namelist() if re.match(r"ppt/(slides|notesSlides)/\w+\.xml", name)]
        for name in pages:
            text = parts.read(name).decode()
            runs = re.findall(r"<a:(?:rPr|endParaRPr)\b[^>]*>", text)
            assert runs
            assert all('lang="en-GB"' in run for run in runs), name
        assert b"<dc:language>en-GB</dc:language>" in parts.read("docProps/core.xml")


def test_notes_say_how_a_figure_was_calculated_its_caveats_the_notices_and_the_stamp():
    report = report_of("exact")
    found = read_slides(report)
    finding = next(section for section in report.sections if section.level == 2)
    chart = next(block for block in finding.blocks if not isinstance(block, Paragraph | Statement | Bullets))
    assert isinstance(chart, Chart)
    notes = next(slide for slide in found if slide.title == chart.title).notes
    for text in (*chart.how, chart.alt, *report.notices, report.stamp):
        assert text in notes
    for block in finding.blocks:
        if isinstance(block, Statement | Paragraph):
            assert block.text in notes
    assert all(report.stamp in slide.notes for slide in found)


def test_made_up_data_are_called_so_on_every_slide():
    deck = Presentation(BytesIO(written(report_of("exact"))))
    for slide in deck.slides:
        foot = next(p for p in slide.placeholders if p.placeholder_format.type == PP_PLACEHOLDER.FOOTER)
        assert foot.text_frame.text.startswith("Made-up sample data.")
    assert read_slides(report_of("exact"))[0].body[2].startswith("Made-up sample data")


def test_a_long_table_goes_on_with_its_headings_and_a_wide_one_is_in_notes():
    long = Table(
        caption="Long", columns=("Name", "n"), rows=tuple((f"r{i}", Number(i, "count")) for i in range(20))
    )
    wide = Table(caption="Wide", columns=tuple(f"c{i}" for i in range(9)), rows=((*"abcdefghi",),))
    found = read_slides(with_blocks(long, wide))
    pages = [slide for slide in found if slide.tables]
    assert [page.title for page in pages] == ["Long (1 of 2)", "Long (2 of 2)"]
    assert [page.tables[0][0] for page in pages] == [long.columns] * 2
    assert [len(page.tables[0]) for page in pages] == [11, 11]
    holder = next(slide for slide in found if "Wide" in slide.body)
    assert "a | b | c | d | e | f | g | h | i" in holder.notes
    deck = Presentation(BytesIO(written(with_blocks(long, wide))))
    frames = [shape for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert all(frame.table.first_row for frame in frames)


def test_slides_that_would_have_the_same_title_are_numbered():
    chart = report_of("exact").charts[0]
    found = read_slides(with_blocks(chart, replace(chart, caption="Another"), Paragraph("Words.")))
    assert [slide.title for slide in found[1:3]] == [chart.title, f"{chart.title} (2)"]


def test_the_last_slide_says_where_the_figures_come_from():
    last = read_slides(with_blocks(Paragraph("Words.")))[-1]
    assert last.title == "Where the figures come from"
    assert report_of("exact").stamp in last.body


def test_the_same_report_gives_the_same_bytes_with_no_time_of_day_in_them():
    report = with_blocks(*report_of("exact").charts[:2])
    again = reports.render(replace(report), "pptx")
    assert again == reports.render(report, "pptx")
    with ZipFile(BytesIO(again)) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        assert b"2026-11-22T00:00:00Z</dcterms:modified>" in parts.read("docProps/core.xml")
        books = [name for name in parts.namelist() if name.endswith(".xlsx")]
        assert len(books) == 2
        for name in books:
            with ZipFile(BytesIO(parts.read(name))) as book:
                assert {part.date_time[0] for part in book.infolist()} == {1980}
                assert b"1980-01-01T00:00:00Z" in book.read("docProps/core.xml")
        assert any(
            report.provenance.fingerprint.encode() in parts.read(n)
            for n in parts.namelist()
            if "customXml" in n
        )


def test_nothing_of_the_template_is_left_in_the_file():
    with ZipFile(BytesIO(written(with_blocks(Paragraph("Words."))))) as parts:
        assert not [name for name in parts.namelist() if "thumbnail" in name or "printer" in name]
        assert b"<Application>Attune</Application>" in parts.read("docProps/app.xml")
        assert b"screen4x3" not in parts.read("ppt/presentation.xml")
        everywhere = b"".join(parts.read(name) for name in parts.namelist() if "/slide" in name)
        assert b"Click to edit" not in everywhere


def test_a_brand_gives_its_logo_font_and_colours_to_every_slide():
    brand = Brand(organisation="Riverside", logo=SVG, colour="#712F79", accent="#FC0", font="Georgia")
    data = written(with_blocks(Paragraph("Words."), brand=brand))
    for slide in Presentation(BytesIO(data)).slides:
        (logo,) = (shape for shape in slide.shapes if shape._element.tag == qn("p:pic"))
        assert logo._element.nvPicPr.cNvPr.get("descr") == "Logo of Riverside"
        assert logo.width / logo.height == pytest.approx(4, rel=0.02)
    with ZipFile(BytesIO(data)) as parts:
        theme = parts.read("ppt/theme/theme1.xml").decode()
        assert '<a:dk2><a:srgbClr val="712F79"/></a:dk2>' in theme
        assert theme.count('<a:latin typeface="Georgia"') == 2
        assert brand.line[1:] in parts.read("ppt/slideMasters/slideMaster1.xml").decode()


def test_without_a_logo_no_picture_stands_in_its_place():
    deck = Presentation(BytesIO(written(with_blocks(Paragraph("Words.")))))
    assert not [shape for slide in deck.slides for shape in slide.shapes if shape._element.tag == qn("p:pic")]


@pytest.mark.parametrize("texts", [TEXTS, LONG], ids=["short", "long"])
def test_hostile_text_stays_text_and_on_its_slide(texts):
    sections = tuple(
        replace(report_saying(text).sections[0], id=f"s{place}") for place, text in enumerate(texts.values())
    )
    report = report_saying(" ".join(texts.values()), sections=sections)
    test_nothing_lies_off_a_slide_or_over_something_else(report)
    test_the_title_is_read_first_and_the_foot_last_and_no_placeholder_is_empty(report)
    test_every_slide_has_a_title_of_its_own_that_is_a_real_title(report)
    said = everything(written(report))
    for text in texts.values():
        assert squeezed(legal(text)) in said
