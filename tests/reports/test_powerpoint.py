"""The deck: every figure on a slide or in its notes, real titles, charts to edit, nothing off a slide."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from itertools import combinations
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

from evaluation import charts, reports
from evaluation.brand import Brand
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.native import native
from evaluation.charts.table import Number, Table
from evaluation.reports.report import Bullets, Paragraph, Report, Section, Statement
from tests import made_up
from tests.charts.every_kind import every_kind
from tests.reference import known
from tests.reports.slides_reading import box, slides, squeezed
from tests.reports.test_excel import HOSTILE

MADE_ON = date(2026, 11, 22)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50">'
    b'<rect width="200" height="50" fill="#712F79"/></svg>'
)


@cache
def report_of(protection: str) -> Report:
    evidence = made_up.evidence(protected=protection != "exact")
    plan = reports.Plan(title="Outcomes of our work with families", organisation="Riverside Service")
    return reports.build(evidence, plan=plan, made_on=MADE_ON)


@cache
def every_chart() -> Report:
    """A report of a chart of every kind, of one row and of several."""
    drawn: list[Chart] = []
    seen: Counter[tuple[str, bool]] = Counter()
    for chart in every_kind("exact"):
        seen[chart.kind, len(chart.rows) > 1] += 1
        drawn += [chart] if seen[chart.kind, len(chart.rows) > 1] == 1 else []
    sections = tuple(
        Section(id=f"s{place}", heading=f"Section {place}", blocks=(chart,))
        for place, chart in enumerate(drawn)
    )
    return replace(report_of("exact"), sections=sections)


_WRITTEN: dict[int, tuple[Report, bytes]] = {}  # a report can't be hashed: its view holds a mapping


def written(report: Report) -> bytes:
    """The report's deck, made once."""
    if id(report) not in _WRITTEN:
        _WRITTEN[id(report)] = report, reports.render(report, "pptx")
    return _WRITTEN[id(report)][1]


@pytest.fixture(scope="module", params=["exact", "nhs", "every chart"])
def report(request) -> Report:
    return every_chart() if request.param == "every chart" else report_of(request.param)


def with_blocks(*blocks, **changes) -> Report:
    sections = (Section(id="own", heading="Our own", blocks=blocks),)
    return replace(report_of("exact"), **{"sections": sections, **changes})


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
    found = slides(written(report))
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


def test_charts_hold_the_plots_values_and_say_the_printed_figures(report):
    drawn = [chart for slide in slides(written(report)) for chart in slide.charts]
    checked = 0
    for chart in report.charts:
        plot = native(chart)
        parts = [one for one in drawn if one.alt == chart.alt]
        if plot is None:
            assert not parts
            continue
        assert sum(len(part.categories) for part in parts) % len(plot.categories) == 0
        for place, series in enumerate(plot.series):
            read = [part.series[place] for part in parts]
            values = tuple(value for one in read for value in one.values)[: len(series.values)]
            labels = tuple(label for one in read for label in one.labels)[: len(series.values)]
            names = tuple(name for part in parts for name in part.categories)[: len(series.values)]
            assert values == series.values
            assert {one.name for one in read} == {series.name}
            for label, name, printed in zip(labels, names, series.labels, strict=True):
                if chart.kind == "stacked" and len(chart.rows) == 1:
                    assert label in {"", *re.findall(r"[<>]?\d+%", printed)} or "than" in printed
                elif label and plot.kind == "stacked":
                    assert label in printed
                    checked += 1
                elif label:
                    assert label == printed.replace("less than ", "<")
                    checked += 1
                elif plot.kind != "line":
                    assert printed in name, (chart.kind, printed, name)
    assert checked > 20


def test_an_interval_in_a_chart_ends_where_the_printed_one_does():
    chart = next(chart for chart in every_chart().charts if chart.kind == "dots")
    series = known(native(chart)).series[0]
    (read,) = (one for slide in slides(written(with_blocks(chart))) for one in slide.charts)
    (bars,) = read.element.iter(qn("c:errBars"))
    reach = {
        side: [float(v.text) for v in bars.find(qn(f"c:{side}")).iter(qn("c:v"))]
        for side in ("plus", "minus")
    }
    ends = [
        (round(known(value) - below, 2), round(known(value) + above, 2))
        for value, below, above in zip(read.series[0].values, reach["minus"], reach["plus"], strict=True)
    ]
    assert ends == list(zip(series.lows, series.highs, strict=True))


def test_the_data_that_can_be_edited_are_those_that_are_drawn_and_no_more(report):
    for slide in slides(written(report)):
        for chart in slide.charts:
            (sheet,) = load_workbook(BytesIO(chart.workbook)).worksheets
            rows = list(sheet.iter_rows(values_only=True))
            assert tuple(row[0] for row in rows[1:]) == chart.categories
            for column, series in enumerate(chart.series, 1):
                assert rows[0][column] == series.name
                assert tuple(row[column] for row in rows[1:]) == series.values
            assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_a_hidden_figure_is_a_gap_with_its_symbol_beside_its_row():
    report = report_of("nhs")
    chart = next(chart for chart in report.charts if chart.kind == "paired" and "[c]" in str(chart.series))
    drawn = next(one for slide in slides(written(report)) for one in slide.charts if one.alt == chart.alt)
    for place, name in enumerate(drawn.categories):
        hidden = [series.labels[place] for series in chart.series].count("[c]")
        assert name.count("[c]") == hidden
        assert [series.values[place] for series in drawn.series].count(None) == hidden


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
    found = slides(written(report))
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
    assert slides(written(report_of("exact")))[0].body[2].startswith("Made-up sample data")


def test_a_long_table_goes_on_with_its_headings_and_a_wide_one_is_in_notes():
    long = Table(
        caption="Long", columns=("Name", "n"), rows=tuple((f"r{i}", Number(i, "count")) for i in range(20))
    )
    wide = Table(caption="Wide", columns=tuple(f"c{i}" for i in range(9)), rows=((*"abcdefghi",),))
    found = slides(written(with_blocks(long, wide)))
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
    found = slides(written(with_blocks(chart, replace(chart, caption="Another"), Paragraph("Words."))))
    assert [slide.title for slide in found[1:3]] == [chart.title, f"{chart.title} (2)"]


def test_the_last_slide_says_where_the_figures_come_from():
    last = slides(written(with_blocks(Paragraph("Words."))))[-1]
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


NASTY = (
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script> & <a:t>",
    "a\x00b\x0b\ud800c",
    "שלום עולם",
    "🙂 👩‍👧",
    "x" * 10_000,
    "long words " * 900,
)


def test_nothing_in_the_data_of_a_chart_is_a_formula_or_a_link():
    chart = known(charts.needs(made_up.evidence().needs[0]))
    count = len(HOSTILE)
    looks = (chart.series[0].looks[0],) * count
    series = Series(name=HOSTILE[0], values=(1,) * count, labels=("1",) * count, looks=looks, hovers=HOSTILE)
    odd = replace(chart, rows=tuple(Row(text) for text in HOSTILE), series=(series,))
    (drawn,) = (one for slide in slides(written(with_blocks(odd))) for one in slide.charts)
    assert drawn.categories == tuple(text.strip() for text in HOSTILE)
    (sheet,) = load_workbook(BytesIO(drawn.workbook)).worksheets
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.data_type for cell in cells].count("s") == count + 1
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not any(cell.hyperlink for cell in cells)


@pytest.mark.parametrize("nasty", NASTY)
def test_hostile_text_stays_text_and_on_its_slide(nasty):
    chart = known(charts.flow(made_up.evidence()))
    rows = tuple(replace(row, label=nasty) for row in chart.rows)
    series = (replace(chart.series[0], name=nasty),)
    odd = replace(
        chart, title=nasty, subtitle=nasty, caption=nasty, alt=nasty, how=(nasty,), rows=rows, series=series
    )
    table = Table(caption=nasty, columns=(nasty, "n"), rows=((nasty, Number(1, "count")),), notes=(nasty,))
    section = Section(
        id="s",
        heading=nasty,
        blocks=(Paragraph(nasty), Statement(nasty), odd, Bullets((nasty, nasty)), table),
    )
    report = replace(
        report_of("exact"),
        title=nasty, subtitle=nasty, organisation=nasty, notices=(nasty,), banner=nasty, stamp=nasty,
        sections=(section,),
    )  # fmt: skip
    data = written(report)
    test_nothing_lies_off_a_slide_or_over_something_else(report)
    test_the_title_is_read_first_and_the_foot_last_and_no_placeholder_is_empty(report)
    test_every_slide_has_a_title_of_its_own_that_is_a_real_title(report)
    printed = squeezed(re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", nasty))
    assert printed in everything(data)


# What PowerPoint accepts in which order: ISO/IEC 29500-1, Annex A (dml-chart.xsd).
ORDER = {
    "chartSpace": "date1904 lang roundedCorners chart spPr txPr externalData",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "plotArea": "layout barChart lineChart catAx valAx spPr",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker axId",
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat val smooth",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "marker": "symbol size spPr",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName "
    "showPercent showBubbleSize",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos "
    "spPr txPr crossAx crosses crossBetween majorUnit",
    "scaling": "orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "title": "tx layout overlay spPr txPr",
    "numCache": "formatCode ptCount pt",
    "strCache": "ptCount pt",
    "numRef": "f numCache",
    "strRef": "f strCache",
    "manualLayout": "layoutTarget xMode yMode x y w h",
}  # fmt: skip
LABELS_AT = {"stacked": {"ctr", "inEnd", "inBase"}, "clustered": {"ctr", "inEnd", "inBase", "outEnd"}}


def test_a_charts_elements_are_in_the_order_of_the_schema(report):
    seen = set()
    for slide in slides(written(report)):
        for chart in slide.charts:
            for element in chart.element.iter():
                name = str(element.tag).rsplit("}", 1)[-1]
                if "drawingml/2006/chart" not in str(element.tag) or name not in ORDER or not len(element):
                    continue
                children = [str(child.tag).rsplit("}", 1)[-1] for child in element]
                allowed = ORDER[name].split()
                assert set(children) <= set(allowed), (name, children)
                assert children == sorted(children, key=allowed.index), (name, children)
                seen.add(name)
            grouping = chart.element.find(f".//{qn('c:barChart')}/{qn('c:grouping')}")
            if grouping is not None:
                where = {one.get("val") for one in chart.element.iter(qn("c:dLblPos"))}
                assert where <= LABELS_AT[grouping.get("val")]
    assert {"ser", "dLbls", "valAx"} <= seen


def test_a_name_too_long_for_its_row_keeps_its_figures_and_is_whole_in_the_notes():
    chart = next(
        chart for chart in report_of("exact").charts if chart.kind == "stacked" and len(chart.rows) > 1
    )
    long = "Depression symptoms " * 20
    named = replace(chart, rows=(replace(chart.rows[0], label=long), *chart.rows[1:]))
    (slide,) = (slide for slide in slides(written(with_blocks(named))) if slide.charts)
    name = slide.charts[0].categories[0]
    assert name.endswith("… (3% worse)")
    assert len(name) < 250
    assert any(line.startswith(long.strip()) for line in slide.notes)


def test_a_part_of_a_bar_too_narrow_for_its_figure_has_it_beside_the_rows_name():
    chart = next(
        chart for chart in report_of("exact").charts if chart.kind == "stacked" and len(chart.rows) > 1
    )
    (drawn,) = (
        one for slide in slides(written(report_of("exact"))) for one in slide.charts if one.alt == chart.alt
    )
    assert drawn.series[2].labels[0] == ""
    assert drawn.categories[0].endswith("reliable change (3% worse)")
    assert drawn.categories[3].endswith("(<1% worse)")
