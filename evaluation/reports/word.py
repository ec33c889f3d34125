"""Writes a report as a Word document: real headings, alt text on pictures, marked header rows."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from evaluation import wording
from evaluation.charts import paper
from evaluation.charts.chart import Chart
from evaluation.reports import word_style
from evaluation.reports.archive import legal, settled
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.reports.word_table import add_table

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

    from evaluation.reports.report import Block, Report

PICTURE_MM = 160.0


class _Numbering:
    """Running numbers of figures and tables."""

    def __init__(self) -> None:
        self.counts = {"Figure": 0, "Table": 0}

    def next(self, kind: str) -> int:
        self.counts[kind] += 1
        return self.counts[kind]


def render(report: Report) -> bytes:
    """The report as .docx; the same report gives the same bytes on the same machine."""
    document = Document()
    word_style.apply(document)
    _properties(document, report)
    _head_and_foot(document, report)
    document.add_paragraph(legal(report.title), style="Title")
    document.add_paragraph(legal(report.subtitle), style="Subtitle")
    made = wording.day(report.made_on) if report.made_on else ""
    by = ", ".join(part for part in (report.organisation, made) if part)
    if by:
        document.add_paragraph(legal(by), style="Byline")
    for notice in report.notices:
        document.add_paragraph(legal(notice), style="Notice")
    numbering, drawn = _Numbering(), set[str]()
    for section in report.sections:
        document.add_heading(legal(section.heading), level=section.level)
        for block in section.blocks:
            _add(document, block, numbering, drawn)
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue(), report.made_on)


def _add(document: WordDocument, block: Block, numbering: _Numbering, drawn: set[str]) -> None:
    if isinstance(block, Paragraph):
        added = document.add_paragraph(legal(block.text))
        added.paragraph_format.keep_with_next = block.text.endswith(":")
    elif isinstance(block, Statement):
        document.add_paragraph(legal(block.text), style="Finding")
    elif isinstance(block, Bullets):
        for item in block.items:
            document.add_paragraph(legal(item), style="List Bullet")
    elif isinstance(block, Chart):
        _chart(document, block, numbering.next("Figure"))
    elif block.caption not in drawn:
        drawn.add(block.caption)
        _caption(document, "Table", numbering.next("Table"), block.caption)
        add_table(document, block)
        for note in block.notes:
            document.add_paragraph(legal(note), style="Table note")


def _chart(document: WordDocument, chart: Chart, number: int) -> None:
    _caption(document, "Figure", number, chart.title)
    subtitle = document.add_paragraph(legal(chart.subtitle), style="Figure subtitle")
    subtitle.paragraph_format.keep_with_next = True
    holder = document.add_paragraph(style="Chart picture")
    picture = holder.add_run().add_picture(
        BytesIO(paper.png(chart, PICTURE_MM, titled=False)), width=Mm(PICTURE_MM)
    )
    for side in ("distT", "distB", "distL", "distR"):  # else some programs shift the picture
        picture._inline.set(side, "0")
    described = picture._inline.docPr
    described.set("descr", legal(chart.alt))
    described.set("name", f"Figure {number}")
    document.add_paragraph(legal(chart.caption), style="Table note")


def _caption(document: WordDocument, kind: str, number: int, text: str) -> None:
    """A caption numbered by a field, so that Word can list figures and tables."""
    paragraph = document.add_paragraph(style="Caption")
    paragraph.add_run(f"{kind} ")
    word_style.add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
    paragraph.add_run(f": {legal(text)}")
    paragraph.paragraph_format.keep_with_next = True


def _properties(document: WordDocument, report: Report) -> None:
    core = document.core_properties
    core.title = legal(report.title)[:255]
    core.author = legal(report.organisation)[:255] or "Attune"
    core.subject = legal(report.subtitle)[:255]
    core.comments = legal(" ".join((*report.notices, report.stamp)))[:255]
    core.language = "en-GB"
    core.last_modified_by = core.author
    core.revision = 1


def _head_and_foot(document: WordDocument, report: Report) -> None:
    """Notices on every page above, the stamp and the page number below."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.text = legal(report.banner)
    head.style = "Header"
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.add_run(f"{legal(report.stamp)}. Page ")
    word_style.add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    word_style.add_field(foot, "NUMPAGES", "1")
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    foot.paragraph_format.space_before = Pt(6)
