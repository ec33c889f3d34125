"""The look of a Word report: Word's own styles in the brand's font and colours, calm spacing.

A passage that is pasted into another document takes that document's headings, captions, lists and
quotations: only what Word has no style for has one of its own, and each of those builds on Normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from evaluation.charts import palette
from evaluation.reports.word.text import AFTER_BORDERS, made

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import BaseStyle, ParagraphStyle

    from evaluation.brand import Brand
    from evaluation.reports.layouts import Shape

PAGE_MM = (210.0, 297.0)
TABLE = "Table Grid"
FINDING = "Intense Quote"  # a finding's sentence: the one thing on a page that is to be quoted
_EVERY_SCRIPT = ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia")


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Sizes in points and mm of one shape of report."""

    text: float
    list: float
    small: float
    tables: float
    title: float
    first: float  # headings
    second: float
    side: float  # margins
    top: float
    line: float
    gap: float  # between paragraphs, as a part of what a longer report has
    picture: float  # the most that a chart is high
    logo: float

    @property
    def width(self) -> float:
        """The width of text, tables and pictures, in mm."""
        return PAGE_MM[0] - 2 * self.side


_LONG = Measures(
    text=11,
    list=11,
    small=9.5,
    tables=9,
    title=26,
    first=18,
    second=14,
    side=25,
    top=20,
    line=1.15,
    gap=1.0,
    picture=230,
    logo=20,
)
_PAGE = Measures(
    text=8.5,
    list=8,
    small=7.5,
    tables=8,
    title=17,
    first=11.5,
    second=10,
    side=16,
    top=10,
    line=1.0,
    gap=0.3,
    picture=72,
    logo=11,
)


def measures(shape: Shape) -> Measures:
    """The sizes of a shape; a single page has small ones."""
    return _PAGE if shape == "page" else _LONG


def apply(document: WordDocument, brand: Brand, sizes: Measures) -> None:
    """Set the page to A4, the language to British English, and every style that is used."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(PAGE_MM[0]), Mm(PAGE_MM[1])
    page.left_margin = page.right_margin = Mm(sizes.side)
    page.top_margin = page.bottom_margin = Mm(sizes.top)
    page.header_distance = page.footer_distance = Mm(sizes.top / 2)
    _language(document)
    look = _Styles(document, sizes)
    look.base(brand.font)
    look.style("Title", sizes.title, bold=True, colour=brand.heading, after=4)
    look.style("Subtitle", sizes.text + 2, colour=palette.QUIET, after=4)
    look.style("Heading 1", sizes.first, bold=True, colour=brand.heading, before=18, after=6)
    look.style("Heading 2", sizes.second, bold=True, colour=brand.heading, before=14, after=4)
    look.style("TOC Heading", sizes.first, bold=True, colour=brand.heading, before=18, after=6)
    look.style("toc 1", sizes.text, after=2)
    look.style("toc 2", sizes.small, colour=palette.QUIET, after=1, indent=6)
    look.style("Caption", sizes.text, bold=True, before=12, after=2)
    look.style("List Bullet", sizes.list, after=4, line=sizes.line)
    look.style("Header", sizes.small, bold=True, colour=palette.PINK)
    look.style("Footer", sizes.small, colour=palette.QUIET)
    _bar(look.style(FINDING, sizes.text + 1.5, bold=True, before=4, after=8), brand.line)
    look.own("Byline", sizes.text, colour=palette.QUIET, after=10)
    look.own("Logo", sizes.text, after=8)
    look.own("Figure subtitle", sizes.small, colour=palette.QUIET, after=4)
    look.own("Chart picture", sizes.text, after=2)
    look.own("Table note", sizes.small, colour=palette.QUIET, before=2, after=8)
    look.own("Table text", sizes.tables, bold=None)  # the table's own style makes its first row bold
    _bar(look.own("Notice", sizes.text, bold=True, before=4, after=6), palette.PINK)
    for name in ("Title", "Caption", "Chart picture", "Heading 1", "Heading 2", "TOC Heading"):
        document.styles[name].paragraph_format.keep_with_next = True
    _unadorned(document.styles["Title"])
    _table(document.styles[TABLE])


class _Styles:
    """Sets the styles of a document, at the sizes of its shape."""

    def __init__(self, document: WordDocument, sizes: Measures) -> None:
        self.styles = document.styles
        self.sizes = sizes

    def base(self, font: str) -> None:
        """The font of everything, and how running text stands."""
        sizes = self.sizes
        style = self.style("Normal", sizes.text, bold=None, before=4, after=6, line=sizes.line)
        self._font(style, font)
        for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "TOC Heading", "Caption"):
            self._font(self.styles[name], font)  # the template gives these a font of their own

    def own(self, name: str, size: float, **look: object) -> ParagraphStyle:
        """A style that Word does not have, built on Normal."""
        self.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = self.styles["Normal"]
        return self.style(name, size, **look)  # type: ignore[arg-type]

    def style(
        self,
        name: str,
        size: float,
        *,
        bold: bool | None = False,
        colour: str = palette.INK,
        before: float = 0,
        after: float = 0,
        line: float = 1.0,
        indent: float = 0,
    ) -> ParagraphStyle:
        """One of Word's own styles in sizes of points, with an indent in mm; made where it is missing."""
        styles = self.styles
        known = name in styles
        style = styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        if not known:
            style.base_style = styles["Normal"]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
        style.font.color.rgb = RGBColor.from_string(colour[1:])
        properties = style.element.get_or_add_rPr()
        for stretched in properties.findall(qn("w:spacing")):  # the template spreads a subtitle's letters
            properties.remove(stretched)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(before * self.sizes.gap), Pt(after * self.sizes.gap)
        spacing.line_spacing = line
        if indent:
            spacing.left_indent = Mm(indent)
        return cast("ParagraphStyle", style)

    @staticmethod
    def _font(style: BaseStyle, font: str) -> None:
        style.font.name = font  # type: ignore[attr-defined]
        fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
        for attribute in list(fonts.attrib):  # theme fonts would win over the named one
            if "heme" in attribute:
                del fonts.attrib[attribute]
        for script in _EVERY_SCRIPT:
            fonts.set(qn(script), font)


def _language(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _bar(style: ParagraphStyle, colour: str) -> None:
    """A rule to the left of the paragraph, as public reports mark what matters."""
    _unadorned(style)
    borders = made("pBdr")
    borders.append(made("left", val="single", sz="36", space="10", color=colour[1:]))
    style.element.get_or_add_pPr().insert_element_before(borders, *AFTER_BORDERS)
    style.paragraph_format.left_indent = Mm(5)
    style.paragraph_format.right_indent = Mm(0)


def _unadorned(style: BaseStyle) -> None:
    """Take away the lines that Word's own template draws."""
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _table(style: BaseStyle) -> None:
    """A shaded first row, a rule under it and under each row, none between columns."""
    element = style.element
    for old in (*element.findall(qn("w:tblPr")), *element.findall(qn("w:tblStylePr"))):
        element.remove(old)
    properties, borders, margins = made("tblPr"), made("tblBorders"), made("tblCellMar")
    borders.append(made("bottom", val="single", sz="8", space="0", color=palette.GREY[1:]))
    borders.append(made("insideH", val="single", sz="4", space="0", color=palette.RULE[1:]))
    for side, size in (("top", "20"), ("left", "80"), ("bottom", "20"), ("right", "80")):
        margins.append(made(side, w=size, type="dxa"))
    properties.append(borders)
    properties.append(margins)
    element.append(properties)
    head, words, cells = made("tblStylePr", type="firstRow"), made("rPr"), made("tcPr")
    words.append(made("b"))
    cells.append(made("shd", val="clear", color="auto", fill=palette.PALE[1:]))
    head.append(words)
    head.append(cells)
    element.append(head)
