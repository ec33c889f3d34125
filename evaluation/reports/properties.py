"""What an office file says of itself in its properties, to a person or a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.opc.coreprops import CoreProperties as OfWord
    from pptx.parts.coreprops import CorePropertiesPart as OfSlides

    from evaluation.reports.report import Report

_LONGEST = 255  # characters that the properties may have


def describe(core: OfWord | OfSlides, report: Report, clean: Callable[[str], str]) -> None:
    """Fill in title, author, subject, comments and language; `clean` leaves out what the file can't hold."""
    core.title = clean(report.title)[:_LONGEST]
    core.author = clean(report.organisation)[:_LONGEST] or "Attune"
    core.subject = clean(report.subtitle)[:_LONGEST]
    core.comments = clean(" ".join((*report.notices, report.stamp)))[:_LONGEST]
    core.language = "en-GB"
    core.last_modified_by = core.author
    core.revision = 1
