"""The table of contents of a Word report: a field whose entries stand in it from the start.

The entries are links without page numbers, which only Word could know: so they are true before
anybody updates the field, and after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.reports.archive import legal
from evaluation.reports.word.text import begin_field, end_field, made, write

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.text.paragraph import Paragraph

    from evaluation.reports.report import Section

HEADING = "Contents"
_MOST = 45  # headings that fit a page; of more, those of the first level alone


def add_contents(document: WordDocument, sections: tuple[Section, ...]) -> None:
    """Add the field with an entry for each heading, in the control that Word offers to update it."""
    deepest = 2 if len(sections) <= _MOST else 1
    entries = [(place, one) for place, one in enumerate(sections) if one.level <= deepest]
    if not entries:
        return
    added = [document.add_paragraph(HEADING, style="TOC Heading")]
    for place, section in entries:
        paragraph = document.add_paragraph(style=f"toc {section.level}")
        if section is entries[0][1]:
            begin_field(paragraph, f'TOC \\o "1-{deepest}" \\h \\z \\n')
        link = made("hyperlink", anchor=anchor(place), history="1")
        run = write(paragraph, section.heading)
        paragraph._p.append(link)
        link.append(run._r)
        added.append(paragraph)
    end_field(added[-1])
    _control(added)


def mark(heading: Paragraph, place: int) -> None:
    """Give a heading the bookmark that its entry leads to."""
    number = str(place + 1)
    first = 1 if heading._p.pPr is not None else 0
    heading._p.insert(first, made("bookmarkStart", id=number, name=anchor(place)))
    heading._p.append(made("bookmarkEnd", id=number))


def anchor(place: int) -> str:
    """The bookmark of a section, under a name that Word's own contents use."""
    return f"_Toc{place + 1:08d}"


def _control(paragraphs: list[Paragraph]) -> None:
    """Put the paragraphs into the control of a table of contents, where Word expects it."""
    control, properties, content = made("sdt"), made("sdtPr"), made("sdtContent")
    part = made("docPartObj")
    part.append(made("docPartGallery", val="Table of Contents"))
    part.append(made("docPartUnique"))
    properties.append(made("alias", val=legal(HEADING)))
    properties.append(part)
    control.append(properties)
    control.append(content)
    paragraphs[0]._p.addprevious(control)
    for paragraph in paragraphs:
        content.append(paragraph._p)
