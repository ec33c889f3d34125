"""The PDF: what a screen reader needs, every figure in its place, and nothing that a text could do to it."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import reports
from evaluation.brand import Brand, Font
from evaluation.brand.raster import logo_png
from evaluation.charts import fonts
from evaluation.charts.table import Number, Table
from evaluation.errors import InputError
from evaluation.reports import pdf
from evaluation.reports.provenance import Provenance
from evaluation.reports.report import Bullets, Paragraph, Report, Section, Statement
from tests import made_up
from tests.reports.conftest import MADE_ON
from tests.reports.hostile import SVG, TEXTS, report_saying
from tests.reports.pdf_reading import Read, read
from tests.reports.pdf_structure import faults

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.reports.conftest import Exported

# A PNG's header, whose picture is not what it says.
DAMAGED = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x10" + b"\x00" * 20 + b"IEND\xaeB`\x82"
)


def tabled(table: Table) -> Report:
    """A report of one table."""
    return report_saying("a", sections=(Section(id="a", heading="A table", blocks=(table,)),))


def bare(text: str) -> str:
    """The text without its spaces: a PDF has none where a line ends."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def made(exported: Exported) -> tuple[Report, bytes, Read]:
    data = exported.file("pdf")
    return exported.report, data, read(data)


@pytest.fixture(scope="module")
def good() -> bytes:
    """A short report with all that is checked: headings, list, figure, table, contents, attachment."""
    many = tuple(
        Section(id=f"s{i}", heading=f"Part {i}", blocks=(Paragraph("word " * 700),)) for i in range(7)
    )
    report = report_saying("a")
    return pdf.render(replace(report, sections=(*report.sections, *many), shape="long"))


def test_a_report_has_no_structural_fault(made: tuple[Report, bytes, Read]) -> None:
    _, data, _ = made
    assert faults(data) == []


@pytest.mark.parametrize("layout", ["one_page", "annual", "slides"])
def test_other_layouts_and_brands_have_none_either(layout: str) -> None:
    svg = Brand(organisation="Riverside", logo=SVG, colour="#fc0", accent="#0a6b5c", font="Georgia")
    brand = replace(svg, logo=logo_png(svg)) if layout == "annual" else svg
    report = reports.build(made_up.evidence(), plan=reports.Plan.of(layout), made_on=MADE_ON, brand=brand)
    data = reports.render(report, "pdf")
    assert faults(data, uncaptioned=1) == []  # the logo
    figures = list(read(data).root.all("Figure"))
    assert [figure.alt for figure in figures] == ["Riverside", *(c.alt for c in report.charts)]


def test_the_one_page_summary_is_one_page() -> None:
    plan = reports.Plan.of("one_page").writing(own="We will ask every family twice, and say what we changed.")
    brand = Brand(organisation="Riverside", logo=SVG)
    report = reports.build(made_up.evidence(protected=True), plan=plan, made_on=MADE_ON, brand=brand)
    with pikepdf.open(BytesIO(reports.render(report, "pdf"))) as held:
        assert len(held.pages) == 1


def spoil_pages(held: pikepdf.Pdf, change: Callable[[bytes], bytes]) -> None:
    page = held.pages[0]
    page.contents_coalesce()
    page.Contents.write(change(page.Contents.read_bytes()))


def spoil_elements(held: pikepdf.Pdf, kind: str, change: Callable[[pikepdf.Object], None]) -> None:
    for thing in held.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == pikepdf.Name(kind) and "/P" in thing:
            change(thing)


def rename(kind: str) -> Callable[[pikepdf.Object], None]:
    return lambda thing: thing.__setitem__("/S", pikepdf.Name(kind))


def metadata(held: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    data = held.Root.Metadata.read_bytes()
    assert re.search(old, data)
    held.Root.Metadata = held.make_stream(re.sub(old, new, data))


def fonts_of(held: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [t for t in held.objects if isinstance(t, pikepdf.Dictionary) and "/ToUnicode" in t]


def spoil_fonts(held: pikepdf.Pdf, change: Callable[[Any], None]) -> None:
    for font in fonts_of(held):
        change(font)


def shorten_a_row(held: pikepdf.Pdf) -> None:
    rows = [
        t for t in held.objects if isinstance(t, pikepdf.Dictionary) and t.get("/S") == pikepdf.Name("/TR")
    ]
    rows[-1].K = pikepdf.Array(list(rows[-1].K)[:-1])


def drop(thing: pikepdf.Object, name: str) -> None:
    del thing[name]


SPOILT: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "does not say that it is tagged": lambda p: drop(p.Root, "/MarkInfo"),
    "has no language": lambda p: drop(p.Root, "/Lang"),
    "shows the file's name": lambda p: drop(p.Root, "/ViewerPreferences"),
    "do not claim PDF/UA-1": lambda p: metadata(p, b"<pdfuaid:part>1<", b"<pdfuaid:part>2<"),
    "metadata have no title": lambda p: metadata(p, b"<dc:title>.*</dc:title>", b""),
    "has no bookmarks": lambda p: drop(p.Root, "/Outlines"),
    "has no structure tree": lambda p: drop(p.Root, "/StructTreeRoot"),
    "structure type Shout is no standard one": lambda p: spoil_elements(p, "/H1", rename("/Shout")),
    "does not lead to the structure tree": lambda p: drop(p.pages[0].obj, "/StructParents"),
    "not tabbed through": lambda p: drop(p.pages[0].obj, "/Tabs"),
    "neither tagged nor an artifact": lambda p: spoil_pages(p, lambda content: content + b"\n0 0 9 9 re f"),
    "tagged content that the structure tree does not know": lambda p: spoil_pages(
        p, lambda content: content + b"\n/P <</MCID 999>> BDC EMC"
    ),
    "first heading is of level 2": lambda p: spoil_elements(p, "/H1", rename("/H2")),
    "has no alternative text": lambda p: spoil_elements(p, "/Figure", lambda thing: drop(thing, "/Alt")),
    "has no place on its page": lambda p: spoil_elements(p, "/Figure", lambda thing: drop(thing, "/A")),
    "figures have no caption": lambda p: spoil_elements(p, "/Caption", rename("/P")),
    "Table 1 has no caption": lambda p: spoil_elements(p, "/Caption", rename("/P")),
    "has no header row": lambda p: spoil_elements(p, "/TH", rename("/TD")),
    "has rows of unlike length": shorten_a_row,
    "does not say what it heads": lambda p: spoil_elements(p, "/TH", lambda thing: drop(thing, "/A")),
    "has a cell without a header": lambda p: spoil_elements(p, "/TD", lambda thing: drop(thing, "/A")),
    "stands outside a row": lambda p: spoil_elements(p, "/TR", rename("/Div")),
    "holds something that is no item": lambda p: spoil_elements(p, "/LI", rename("/P")),
    "has an item without a body": lambda p: spoil_elements(p, "/LBody", rename("/P")),
    "link that is not in the structure tree": lambda p: drop(p.pages[0].Annots[0], "/StructParent"),
    "link without a description": lambda p: drop(p.pages[0].Annots[0], "/Contents"),
    "does not say which letters": lambda p: spoil_fonts(p, lambda font: drop(font, "/ToUnicode")),
    "is not in the file": lambda p: spoil_fonts(
        p, lambda font: drop(font.DescendantFonts[0], "/FontDescriptor")
    ),
    "does not say how it belongs": lambda p: drop(p.Root.AF[0], "/AFRelationship"),
    "attachment attune.json has no description": lambda p: drop(p.Root.AF[0], "/Desc"),
    "is not associated": lambda p: drop(p.Root, "/AF"),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_the_check_finds_each_fault(good: bytes, fault: str) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(good)) as held:
        SPOILT[fault](held)
        held.save(out)
    assert any(fault in found for found in faults(out.getvalue()))


def test_the_check_finds_a_heading_that_skips_a_level(good: bytes) -> None:
    out = BytesIO()
    with pikepdf.open(BytesIO(good)) as held:
        first = [True]
        spoil_elements(held, "/H1", lambda thing: None if first and first.pop() else rename("/H3")(thing))
        held.save(out)
    assert "A heading of level 3 follows one of level 1." in faults(out.getvalue())
    assert faults(good) == []


def test_every_table_is_read_back_cell_by_cell(made: tuple[Report, bytes, Read]) -> None:
    report, _, said = made
    blocks = [block for section in report.sections for block in section.blocks]
    wanted = {block.caption: block for block in blocks if isinstance(block, Table)}
    assert len(wanted) > 10
    assert [table.title for table in said.tables] == list(wanted)
    for table, expected in zip(said.tables, wanted.values(), strict=True):
        assert [list(map(bare, row)) for row in (table.columns, *table.rows)] == [
            list(map(bare, row)) for row in (expected.columns, *expected.printed())
        ]


def test_every_sentence_is_there_in_order(made: tuple[Report, bytes, Read]) -> None:
    report, _, said = made
    whole = bare(said.text(said.root))
    at = 0
    for section in report.sections:
        for words in (section.heading, *(w for block in section.blocks for w in sentences(block))):
            found = whole.find(bare(words), at)
            assert found >= 0, words
            at = found
    headings = [words for words in said.texts("H1", "H2") if words != "Contents"]
    assert headings == [section.heading for section in report.sections]


def sentences(block: object) -> tuple[str, ...]:
    if isinstance(block, (Paragraph, Statement)):
        return (block.text,)
    return block.items if isinstance(block, Bullets) else ()


def test_warning_stamp_and_page_are_at_the_edges_and_no_part_of_the_text(
    made: tuple[Report, bytes, Read],
) -> None:
    report, _, said = made
    assert report.banner
    for number, around in enumerate(said.around, 1):
        assert around.startswith(report.banner)  # between them are dots and headers of tables that go on
        assert around.endswith(f"{report.stamp} Page {number} of {len(said.around)}")
    assert "Page 1 of" not in said.text(said.root)


def test_title_author_language_and_fingerprint(made: tuple[Report, bytes, Read]) -> None:
    report, data, _ = made
    with pikepdf.open(BytesIO(data)) as held:
        about = {key: str(value) for key, value in held.docinfo.items()}
        assert about["/Title"] == report.title
        assert about["/Author"] == "Riverside Parent–Infant Service"
        assert report.provenance.fingerprint in about["/Keywords"]
        assert str(held.Root.Lang) == "en-GB"


def test_what_it_was_made_with_is_attached(made: tuple[Report, bytes, Read]) -> None:
    report, data, _ = made
    with pikepdf.open(BytesIO(data)) as held:
        carried = held.attachments["attune.json"].get_file().read_bytes().decode()
    assert Provenance.from_json(carried) == report.provenance


def test_ordinary_text_needs_no_font_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    report = reports.build(made_up.evidence(), plan=reports.Plan.of("one_page"), made_on=MADE_ON)
    data = pdf.render(report)
    alone = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts.FOLDER)])
    monkeypatch.setattr(pdf, "_fonts", lambda: alone)
    assert pdf.render(report) == data  # the same bytes whenever it is made, too


@pytest.mark.parametrize(("font", "family"), [("Verdana", "SourceSans3"), ("Georgia", "LibertinusSerif")])
def test_the_font_is_the_nearest_that_comes_with_attune(font: Font, family: str) -> None:
    table = Table(caption="t", columns=("a",), rows=(("b",),))
    data = pdf.render(replace(tabled(table), brand=Brand(font=font)))
    with pikepdf.open(BytesIO(data)) as held:
        named = {str(thing.BaseFont) for thing in fonts_of(held)}
    assert named
    assert all(family in name for name in named)


@pytest.mark.parametrize("nasty", TEXTS)
def test_text_from_a_file_stays_text(nasty: str) -> None:
    data = pdf.render(report_saying(TEXTS[nasty]))
    assert faults(data) == []
    if nasty in {"formula", "web", "typst", "a list", "json"}:
        said = read(data)
        whole = bare(TEXTS[nasty])
        assert bare(said.texts("H1")[0]) == f"h{whole}"
        assert bare(said.tables[0].columns[1]) == f"b{whole}"
        assert bare(said.tables[0].rows[0][0]) == whole
        assert whole in {bare(words) for words in said.texts("P")}
        assert next(said.root.all("Figure")).alt == f"c{TEXTS[nasty]}"


def test_what_cannot_be_set_is_replaced_and_the_rest_is_there() -> None:
    said = read(pdf.render(report_saying(TEXTS["emoji"] + TEXTS["control"])))
    words = said.texts("H1")[0]
    assert "family" in words
    assert "\N{REPLACEMENT CHARACTER}" in words
    assert words.endswith("abc")


@pytest.mark.parametrize("letter", ["W", "word "])
def test_ten_thousand_characters_stay_on_their_pages(letter: str) -> None:
    long = (letter * 10_000)[:10_000]
    table = Table(caption="t", columns=("a", long[:400], "n"), rows=((long, "b", Number(3, "count")),))
    blocks = (Paragraph(long), table)
    data = pdf.render(report_saying("a", sections=(Section(id="a", heading="h", blocks=blocks),)))
    said = read(data)
    assert faults(data) == []
    assert bare(said.tables[0].rows[0][0]) == bare(long)
    assert bare(long) in bare(said.text(said.root))
    # No line of the widest letter holds more than 100 of them in the text's width.
    assert len(said.lines) > 2 * 10_000 / 130
    for x, y, width, height in said.lines:
        assert 0 < x < width
        assert 0 < y < height


def test_a_table_of_many_rows_repeats_its_header_and_breaks_between_rows() -> None:
    rows = tuple((f"Row {i}", "two words " * 12, Number(i, "count")) for i in range(90))
    data = pdf.render(tabled(Table(caption="t", columns=("First", "Second", "n"), rows=rows)))
    assert faults(data) == []
    table = read(data).tables[0]
    assert [row[0] for row in table.rows] == [row[0] for row in rows]
    with pikepdf.open(BytesIO(data)) as held:
        assert len(held.pages) >= 3
    root = read(data).root
    for row in root.all("TR"):
        assert len({page for cell in row.all("TD") for page, _ in cell.marked}) <= 1


@pytest.mark.parametrize(("columns", "across"), [(8, False), (20, True)])
def test_a_wide_table_fits_its_page(columns: int, across: bool) -> None:
    heads = tuple(f"Heading {i}" for i in range(columns))
    data = pdf.render(tabled(Table(caption="t", columns=heads, rows=(("1,234",) * columns,) * 3)))
    assert faults(data) == []
    with pikepdf.open(BytesIO(data)) as held:
        wide = [page.mediabox[2] > page.mediabox[3] for page in held.pages]
    assert any(wide) == across
    for x, _, width, _ in read(data).lines:
        assert x < width - 40  # points; the margin is 62


@pytest.mark.parametrize("logo", [DAMAGED, b"<svg xmlns='http://www.w3.org/2000/svg'><rect"])
def test_a_damaged_logo_is_left_out(logo: bytes) -> None:
    brand = Brand(organisation="Riverside")
    object.__setattr__(brand, "logo", logo)
    assert faults(pdf.render(report_saying("a", brand=brand))) == []


def test_an_empty_report_and_an_empty_table_are_laid_out() -> None:
    assert faults(pdf.render(report_saying("a", sections=()))) == []
    table = Table(caption="Nobody", columns=("a", "b"), rows=())
    assert read(pdf.render(tabled(table))).tables[0].columns == ("a", "b")
    assert pdf.render(tabled(Table(caption="Nothing", columns=(), rows=((),))))
    assert pdf.render(report_saying("a", sections=(Section(id="a", heading="h", blocks=(Bullets(()),)),)))


def test_only_a_long_report_has_a_list_of_contents(good: bytes) -> None:
    assert "Contents" in read(good).texts("H1")
    assert "Contents" not in read(pdf.render(report_saying("a", shape="long"))).texts("H1")


def test_what_the_typesetter_refuses_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_LAYOUT", pdf._LAYOUT.with_name("__init__.py"))
    with pytest.raises(InputError, match=r"^The report can't be set in type as a PDF: [^\n]+\.$"):
        pdf.render(report_saying("a"))


@given(st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_text_is_laid_out(text: str) -> None:
    assert faults(pdf.render(report_saying(text))) == []
