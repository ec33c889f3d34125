"""Puts text into a Word document: legal characters, right-to-left where it is written so, fields."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from evaluation.reports.archive import legal

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

# What stands behind w:bidi, and behind w:pBdr, in a paragraph's properties (ISO/IEC 29500-1, 17.3.1.26):
# Word refuses a file in which they stand otherwise.
AFTER_BIDI = ("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc")
AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:bidi", *AFTER_BIDI)


def write(paragraph: Paragraph, text: str) -> Run:
    """Add the text to a paragraph as it reads: from the right where its first letter does."""
    run = paragraph.add_run(legal(text))
    if right_to_left(text):
        paragraph._p.get_or_add_pPr().insert_element_before(made("bidi"), *AFTER_BIDI)
        run._r.get_or_add_rPr().append(made("rtl"))
    return run


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from the right (Unicode's rule P2).

    >>> right_to_left("שלום 12 families"), right_to_left("12 families שלום")
    (True, False)
    """
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"L", "R", "AL"}:
            return kind != "L"
    return False


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word computes, with the text shown until it does."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str) -> None:
    """Begin a field; what follows up to its end is shown until Word computes it."""
    _mark(paragraph, "begin")
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _mark(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """End the field that was begun last."""
    _mark(paragraph, "end")


def made(name: str, /, **attributes: str) -> BaseOxmlElement:
    """An element of a Word document with attributes of its own namespace."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _mark(paragraph: Paragraph, kind: str) -> None:
    paragraph.add_run()._r.append(made("fldChar", fldCharType=kind))
