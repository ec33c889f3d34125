"""Reports: built once from protected evidence, then written in each format."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
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
    """A kind of file that a report can be written as, and the module of this room that writes it."""

    name: str
    extension: str
    mime: str
    module: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS = {
    "docx": Format("Word document", "docx", f"{_OFFICE}wordprocessingml.document", "word"),
    "xlsx": Format("Excel workbook", "xlsx", f"{_OFFICE}spreadsheetml.sheet", "excel"),
}


def render(report: Report, format: str) -> bytes:  # noqa: A002 (the word that callers look for)
    """The report as the bytes of a file; raises InputError when the format is not one of FORMATS."""
    _known(format)
    # Each writer is loaded only when it is used: they bring large libraries.
    writer = import_module(f"evaluation.reports.{FORMATS[format].module}")
    return bytes(writer.render(report))


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
