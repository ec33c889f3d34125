"""Reports: built once from protected evidence, then written in each format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.reports.building import SECTIONS, build
from evaluation.reports.report import Report, Section

if TYPE_CHECKING:
    from datetime import date

    from evaluation.findings.finding import Evidence

__all__ = ["FORMATS", "SECTIONS", "Format", "Report", "Section", "build", "file_name", "render"]


@dataclass(frozen=True)
class Format:
    """A kind of file that a report can be written as."""

    name: str
    extension: str
    mime: str


FORMATS = {
    "docx": Format(
        "Word document", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    "xlsx": Format(
        "Excel workbook", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    ),
}


def render(report: Report, format: str) -> bytes:  # noqa: A002 (the word that callers look for)
    """The report as the bytes of a file; raises InputError when the format is not one of FORMATS."""
    _known(format)
    if format == "docx":
        from evaluation.reports.word import render_word  # noqa: PLC0415 (loaded only when written)

        return render_word(report)
    from evaluation.reports.excel import render_excel  # noqa: PLC0415

    return render_excel(report)


def file_name(evidence: Evidence, format: str, made_on: date | None = None) -> str:  # noqa: A002
    """A file name in lower case with dashes, without a word from the data.

    The date is `made_on`, else the last second score's or form's.
    """
    _known(format)
    ends = [
        *(finding.period[1] for finding in evidence.findings),
        *(described.period[1] for described in evidence.described),
        *(said.period[1] for said in evidence.experience),
    ]
    days = [day for day in ends if day is not None]
    day = made_on or max(days, default=None)
    parts = ("made-up-sample" if evidence.sample else "", "outcomes", day.isoformat() if day else "")
    return f"{'-'.join(part for part in parts if part)}.{FORMATS[format].extension}"


def _known(name: str) -> None:
    if name not in FORMATS:
        raise InputError(f"A report can't be written as {name!r}; use {', '.join(FORMATS)}.")
