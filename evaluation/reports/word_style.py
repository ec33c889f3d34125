"""The look of a Word report: one sans-serif family, the palette's colours, calm spacing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from evaluation.charts import palette

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

FONT = "Arial"


def apply(document: WordDocument) -> None:
    """Set the page to A4, the language to British English, and every style that is used."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin = page.bottom_margin = Mm(20)
    _style(document, "Normal", 11, before=4, after=6, line=1.15)
    _language(document)
    _style(document, "Title", 26, bold=True, colour=palette.BLUE, after=4)
    _style(document, "Subtitle", 14, colour=palette.QUIET, after=4)
    _style(document, "Byline", 11, colour=palette.QUIET, after=10)
    _style(document, "Heading 1", 18, bold=True, colour=palette.BLUE, before=18, after=6)
    _style(document, "Heading 2", 14, bold=True, colour=palette.BLUE, before=14, after=4)
    _style(document, "Caption", 11, bold=True, before=12, after=2)
    _style(document, "Figure subtitle", 9.5, colour=palette.QUIET, after=4)
    _style(document, "Chart picture", 11, after=2)
    _style(document, "Table note", 9, colour=palette.QUIET, before=2, after=8)
    _style(document, "Table text", 9, after=0)
    _style(document, "Header", 9, bold=True, colour=palette.PINK)
    _style(document, "Footer", 9, colour=palette.QUIET)
    _style(document, "List Bullet", 11, after=4, line=1.15)
    _bar(_style(document, "Finding", 12.5, bold=True, before=4, after=8), palette.BLUE)
    _bar(_style(document, "Notice", 11, bold=True, before=4, after=6), palette.PINK)
    for name in ("Title", "Caption", "Chart picture", "Heading 1", "Heading 2"):
        document.styles[name].paragraph_format.keep_with_next = True
    _plain_title(document)


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word computes, with the text shown until it does."""
    for kind, text in (("begin", ""), ("instr", code), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run(shown if kind == "text" else "")
        if kind == "instr":
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
        elif kind != "text":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def _style(
    document: WordDocument,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: str = palette.INK,
    before: float = 0,
    after: float = 0,
    line: float = 1.0,
) -> ParagraphStyle:
    styles = document.styles
    style = styles[name] if name in styles else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour[1:])
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for attribute in list(fonts.attrib):  # theme fonts would win over the named one
        if "heme" in attribute:
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), FONT)
    for stretched in properties.findall(qn("w:spacing")):  # the template spreads a subtitle's letters
        properties.remove(stretched)
    spacing = style.paragraph_format
    spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), line
    return cast("ParagraphStyle", style)


def _language(document: WordDocument) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for language in defaults.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _bar(style: ParagraphStyle, colour: str) -> None:
    """A rule to the left of the paragraph, as public reports mark what matters."""
    borders = OxmlElement("w:pBdr")
    left = OxmlElement("w:left")
    for key, value in (("val", "single"), ("sz", "36"), ("space", "10"), ("color", colour[1:])):
        left.set(qn(f"w:{key}"), value)
    borders.append(left)
    style.element.get_or_add_pPr().append(borders)
    style.paragraph_format.left_indent = Mm(5)


def _plain_title(document: WordDocument) -> None:
    """Take away the line that Word's own template draws under a title."""
    properties = document.styles["Title"].element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
