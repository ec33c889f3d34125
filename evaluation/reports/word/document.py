"""Writes a report as a Word document: real headings, alt text on pictures, marked header rows."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from evaluation import wording
from evaluation.brand.raster import logo_png, pixels
from evaluation.charts import paper
from evaluation.charts.chart import Chart
from evaluation.reports.archive import legal, settled
from evaluation.reports.properties import describe
from evaluation.reports.report import Bullets, Paragraph, Statement
from evaluation.reports.word import style as looks
from evaluation.reports.word.contents import add_contents, mark
from evaluation.reports.word.table import add_table
from evaluation.reports.word.text import add_field, write

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph as WordParagraph

    from evaluation.reports.report import Block, Report

_LOGO_MM = 60.0  # the most that it is wide


def render(report: Report) -> bytes:
    """The report as .docx; the same report gives the same bytes on the same machine."""
    writer = _Writer(report)
    writer.front()
    for place, section in enumerate(report.sections):
        writer.heading(place)
        for block in section.blocks:
            writer.add(block)
    out = BytesIO()
    writer.document.save(out)
    return settled(out.getvalue(), report.made_on, report.provenance.to_json())


class _Writer:
    """A document on the way, with the numbers of its figures and tables."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.document: WordDocument = Document()
        self.sizes = looks.measures(report.shape)
        self.counts = {"Figure": 0, "Table": 0}
        self.tables = set[str]()
        looks.apply(self.document, report.brand, self.sizes)
        # By their ids: to look a style up by its name for each paragraph takes longer than all else.
        self.styles = {style.name: style.style_id for style in self.document.styles}
        drawn = paper.at_once(partial(paper.png, width_mm=self.sizes.width, titled=False), report.charts)
        self.drawn = dict(zip(map(id, report.charts), drawn, strict=True))
        describe(self.document.core_properties, report, legal)
        _head_and_foot(self.document, report)

    def front(self) -> None:
        """The logo, the title, whose it is and when it was made, what to know first, and the contents."""
        report = self.report
        self._logo()
        self.text(report.title, "Title")
        self.text(report.subtitle, "Subtitle")
        made = wording.day(report.made_on) if report.made_on else ""
        by = ", ".join(part for part in (report.organisation, made) if part)
        if by:
            self.text(by, "Byline")
        for notice in report.notices:
            self.text(notice, "Notice")
        if report.shape == "long":
            add_contents(self.document, report.sections)

    def heading(self, place: int) -> None:
        """A section's heading; after a table of contents the first begins a page."""
        section = self.report.sections[place]
        made = self.text(section.heading, f"Heading {section.level}")
        if self.report.shape == "long":
            mark(made, place)
            if place == 0:
                made.paragraph_format.page_break_before = True

    def add(self, block: Block) -> None:
        """Whatever stands under a heading."""
        if isinstance(block, Paragraph):
            self.text(block.text, "Normal", lead=block.text.endswith(":"))
        elif isinstance(block, Statement):
            self.text(block.text, looks.FINDING)
        elif isinstance(block, Bullets):
            for item in block.items:
                self.text(item, "List Bullet")
        elif isinstance(block, Chart):
            self._chart(block)
        elif block.caption not in self.tables:
            self.tables.add(block.caption)
            self._caption("Table", block.caption)
            add_table(self.document, block, self.sizes.width)
            for note in block.notes:
                self.text(note, "Table note")

    def text(self, text: str, style: str, *, lead: bool = False) -> WordParagraph:
        """A paragraph; one that leads to what follows stays with it."""
        added = self.paragraph(style)
        write(added, text)
        if lead:
            added.paragraph_format.keep_with_next = True
        return added

    def paragraph(self, style: str) -> WordParagraph:
        """An empty paragraph of a style at the end of the document."""
        added = self.document.add_paragraph()
        added._p.style = self.styles[style]
        return added

    def _chart(self, chart: Chart) -> None:
        number = self._caption("Figure", chart.title)
        self.text(chart.subtitle, "Figure subtitle", lead=True)
        drawn = self.drawn[id(chart)]
        across, down = pixels(drawn)
        width = min(self.sizes.width, self.sizes.picture * across / down)
        self._picture(drawn, "Chart picture", chart.alt, f"Figure {number}", width)
        self.text(chart.caption, "Table note")

    def _logo(self) -> None:
        logo = logo_png(self.report.brand)
        if not logo:
            return
        across, down = pixels(logo)
        width = min(_LOGO_MM, self.sizes.logo * across / down)
        whose = self.report.brand.organisation or self.report.organisation
        self._picture(logo, "Logo", f"Logo of {whose}" if whose else "Logo", "Logo", width)

    def _picture(self, png: bytes, style: str, alt: str, name: str, width: float) -> None:
        holder = self.paragraph(style)
        picture = holder.add_run().add_picture(BytesIO(png), width=Mm(width))
        for side in ("distT", "distB", "distL", "distR"):  # else some programs shift the picture
            picture._inline.set(side, "0")
        described = picture._inline.docPr
        described.set("descr", legal(alt))
        described.set("name", name)

    def _caption(self, kind: str, text: str) -> int:
        """A caption numbered by a field, so that Word can list figures and tables; gives its number."""
        self.counts[kind] += 1
        paragraph = self.paragraph("Caption")
        paragraph.add_run(f"{kind} ")
        add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(self.counts[kind]))
        write(paragraph, f": {text}")
        return self.counts[kind]


def _head_and_foot(document: WordDocument, report: Report) -> None:
    """Notices on every page above, the stamp and the page number below."""
    section = document.sections[0]
    head = section.header.paragraphs[0]
    head.text = legal(report.banner)
    head.style = "Header"
    foot = section.footer.paragraphs[0]
    foot.style = "Footer"
    foot.add_run(f"{legal(report.stamp)}. Page ")
    add_field(foot, "PAGE", "1")
    foot.add_run(" of ")
    add_field(foot, "NUMPAGES", "1")
    foot.alignment = WD_ALIGN_PARAGRAPH.LEFT
    foot.paragraph_format.space_before = Pt(6)
