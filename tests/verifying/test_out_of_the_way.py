"""Figures put where a reader of files looks last, and sentences that are wrong without a new figure."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

from evaluation.verifying.comparing import compared
from evaluation.verifying.drawn import of_chart
from evaluation.verifying.figures import figures
from evaluation.verifying.passages import Passage
from tests.verifying.test_verify import checked, fault, in_zip

if TYPE_CHECKING:
    from tests.verifying.conftest import Written

SAID = "91% improved"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_BOX = (
    f'<p:sp {_P} {_A}><p:nvSpPr><p:cNvPr id="99" name="x"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
    "<p:spPr/>"
    f"<p:txBody><a:bodyPr/><a:p><a:r><a:t>{SAID}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree>"
)
_NEWER = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    f'<mc:Choice Requires="x">{_BOX.removesuffix("</p:spTree>")}</mc:Choice></mc:AlternateContent></p:spTree>'
)
_CONTENTS = f'<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>{SAID}</w:t></w:r></w:p><w:sectPr'
_FORMULA = (
    '<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    f"<m:r><m:t>{SAID}</m:t></m:r></m:oMath></w:p><w:sectPr"
)
_SHEET_BOX = (
    f"<xdr:sp><xdr:txBody><a:p {_A}><a:r><a:t>{SAID}</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
)
_HEAD = f"<headerFooter><oddHeader>&amp;C{SAID}</oddHeader></headerFooter>"


@pytest.mark.parametrize(
    ("kind", "part", "what", "instead"),
    [
        ("docx", r"word/header\d*\.xml", "</w:hdr>", f"<w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:hdr>"),
        ("docx", r"word/document\.xml", "<w:sectPr", _CONTENTS),
        ("docx", r"word/document\.xml", "<w:sectPr", _CONTENTS.replace("TOC1", "TOCHeading")),
        ("docx", r"word/document\.xml", "<w:sectPr", _FORMULA),
        ("pptx", r"ppt/slides/slide2\.xml", "</p:spTree>", _NEWER),
        ("pptx", r"ppt/slideMasters/slideMaster1\.xml", "</p:spTree>", _BOX),
        ("pptx", r"ppt/slideLayouts/slideLayout1\.xml", "</p:spTree>", _BOX),
        ("pptx", r"ppt/notesSlides/notesSlide2\.xml", "</p:spTree>", _BOX),
        ("xlsx", r"xl/drawings/drawing1\.xml", "</xdr:wsDr>", _SHEET_BOX),
        ("xlsx", r"xl/worksheets/sheet2\.xml", "<headerFooter>.*?</headerFooter>|(?=<tableParts)", _HEAD),
    ],
)
def test_a_figure_put_beside_the_text_is_found(
    written: Written, kind: str, part: str, what: str, instead: str
):
    met = list[str]()

    def edit(name: str, content: bytes) -> bytes:
        if not re.fullmatch(part, name) or met:
            return content
        text, times = re.subn(what, lambda _: instead, content.decode(), count=1, flags=re.DOTALL)
        met.extend([name] * times)
        return text.encode()

    only = fault(checked(in_zip(written.files[kind], edit), written.data))
    assert met
    assert only.kind == "added"
    assert SAID in only.printed


def test_a_header_of_the_first_page_alone_is_read(written: Written):
    def edit(name: str, content: bytes) -> bytes:
        header = f"<w:hdr {_W}><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:hdr>"
        return header.encode() if re.fullmatch(r"word/header2\.xml", name) else content

    content = in_zip(written.files["docx"], edit)
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        if "word/header2.xml" not in package.namelist():
            package.writestr("word/header2.xml", edit("word/header2.xml", b""))
    assert fault(checked(out.getvalue(), written.data)).printed == SAID


def test_a_note_laid_over_a_pdf_is_read(written: Written):
    writer, out = PdfWriter(clone_from=PdfReader(io.BytesIO(written.files["pdf"]))), io.BytesIO()
    writer.add_annotation(0, FreeText(text=SAID, rect=(50, 50, 200, 100)))
    writer.write(out)
    only = fault(checked(out.getvalue(), written.data))
    assert (only.where, only.printed) == ("page 1, note", SAID)


@pytest.mark.parametrize(
    ("what", "instead"),
    [
        ("</style>", f'td::after{{content:"{SAID}"}}</style>'),
        ("</body>", f"<script>document.body.innerHTML='{SAID}'</script></body>"),
        ("</body>", f'<input value="{SAID}"></body>'),
        ("<table", f'<table title="{SAID}"'),
    ],
)
def test_what_a_browser_would_put_on_a_page_is_read(written: Written, what: str, instead: str):
    page = written.files["html"].decode()
    assert what in page
    assert SAID in fault(checked(page.replace(what, instead, 1).encode(), written.data)).printed


def test_a_changed_picture_in_a_web_page_is_a_fault(written: Written):
    page = written.files["html"].decode()
    changed = re.sub(r"(<img src=\"data:image/svg\+xml;base64,.{40}).{4}", r"\1AAAA", page, count=1)
    assert changed != page
    assert fault(checked(changed.encode(), written.data)).kind == "picture"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Nine in ten families got better.", "added"),
        ("No family got worse.", "added"),
        ("Everybody improved.", "added"),
        ("Families improved,91pc of them.", "added"),
        ("Half of them told us so.", "added"),
        ("Thank you to everybody who took part.", "extra"),
    ],
)
def test_an_added_sentence_that_says_how_many_is_a_fault(said: str, kind: str):
    (only,) = compared([Passage("", said)], []).differences
    assert only.kind == kind


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("67% got better and 12% got worse.", "67% got worse and 12% got better."),
        ("Higher scores are better: 5.", "Lower scores are better: 5."),
        ("Scores fell by 3.", "Scores rose by 3."),
        ("PHQ-9 total, rated by the parent: 5.", "PHQ-9 total, rated by the practitioner: 5."),
        ("67% got better on depression.", "67% got better on anxiety."),
        ("About 70% of about 50 families.", "70% of about 50 families."),
        ("12 families.", "12 babies."),
    ],
)
def test_words_exchanged_in_a_sentence_turn_it_round(was: str, now: str):
    (only,) = compared([Passage("", now)], [Passage("", was)]).differences
    assert only.kind == "meaning"


def test_sentences_exchanged_between_headings_are_found_and_moved_sections_are_no_fault():
    one, other = Passage("under 'A'", "r is 0.53."), Passage("under 'B'", "r is 0.55.")
    exchanged = [Passage("under 'A'", other.text), Passage("under 'B'", one.text)]
    assert [entry.kind for entry in compared(exchanged, [one, other]).differences] == ["figure", "figure"]
    assert compared([other, one], [one, other]).differences == ()
    slides = [Passage("slide 3, 'A'", one.text), Passage("slide 2, 'B'", other.text)]
    meant = [Passage("slide 2, 'A'", one.text), Passage("slide 3, 'B'", other.text)]
    assert compared(slides, meant).differences == ()


def test_shares_exchanged_beside_an_excel_chart_are_found(written: Written):
    """The numbers that a chart plots stand below its table, without a table of their own."""
    met = list[str]()

    def edit(name: str, content: bytes) -> bytes:
        text = content.decode("utf-8", "replace")
        found = list(re.finditer(r"<v>(0\.\d+)</v>", text))
        other = next((f for f in reversed(found) if f[1] != found[-1][1]), None)
        if met or not name.startswith("xl/worksheets/sheet") or other is None:
            return content
        met.append(name)
        last = found[-1]
        text = f"{text[: last.start(1)]}{other[1]}{text[last.end(1) :]}"
        return f"{text[: other.start(1)]}{last[1]}{text[other.end(1) :]}".encode()

    found = checked(in_zip(written.files["xlsx"], edit), written.data)
    assert met
    assert len(found.faults) == 2


def test_digits_in_a_number_format_of_a_chart_are_read():
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    made = (
        '<c:chartSpace {}><c:chart><c:plotArea><c:valAx>{}<c:numFmt formatCode="{}"/></c:valAx></c:plotArea>'
    )
    made += "</c:chart></c:chartSpace>"
    title = f"<c:title {_A}><a:t>{SAID}</a:t></c:title>"
    axis, form = (
        list(of_chart(made.format(space, words, code).encode(), "x"))
        for words, code in ((title, "0%"), ("", "&quot;91%&quot;"))
    )
    assert [passage.text for passage in axis] == [SAID]
    assert [passage.text for passage in form] == ['"91%"']


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("better,91%", ("91%",)),
        ("91pc, .91 and 3x", ("91pc", ".91", "3x")),
        ("twenty-three of forty", ("twenty-three", "forty")),
        ("d99c8144bb68 and 4baeddfd2796 of v1.2.3, PHQ-9", ()),
        ("a first and a second score, one each", ()),
    ],
)
def test_figures_in_every_writing(text: str, found: tuple[str, ...]):
    assert figures(text) == found


def test_a_file_of_which_no_figure_is_left_does_not_follow(written: Written):
    found = checked(written.files["json"], written.data)
    assert found.follows
    assert not replace(found, agreeing=0).follows
