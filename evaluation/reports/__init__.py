"""Reports: built once from protected evidence, then written in each format."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.reports.arranging import Arranged, arranged
from evaluation.reports.building import build
from evaluation.reports.layouts import Layout, layout, layouts
from evaluation.reports.plan import Part, Plan
from evaluation.reports.report import Report, Section
from evaluation.training.alone import is_alone

if TYPE_CHECKING:
    from datetime import date

    from evaluation.findings.finding import Evidence

__all__ = [
    "FORMATS",
    "Arranged",
    "Format",
    "Layout",
    "Part",
    "Plan",
    "Report",
    "Section",
    "arranged",
    "build",
    "file_name",
    "layout",
    "layouts",
    "render",
]


@dataclass(frozen=True)
class Format:
    """A kind of file that a report can be written as, and what of this room writes it.

    `writer` is a module, whose `render` it is, or "module:function". `holds` is said in the file's name
    where several formats share an extension.
    """

    name: str
    extension: str
    mime: str
    writer: str
    holds: str = ""


_OFFICE = "application/vnd.openxmlformats-officedocument."
_ZIP = "application/zip"
FORMATS = {
    "html": Format("Web page", "html", "text/html", "web"),
    "docx": Format("Word document", "docx", f"{_OFFICE}wordprocessingml.document", "word"),
    "xlsx": Format("Excel workbook", "xlsx", f"{_OFFICE}spreadsheetml.sheet", "excel"),
    "pptx": Format("PowerPoint slides", "pptx", f"{_OFFICE}presentationml.presentation", "powerpoint"),
    "pdf": Format("PDF document", "pdf", "application/pdf", "pdf"),
    "csv": Format("Tables as CSV", "zip", _ZIP, "as_csv", "tables-csv"),
    "json": Format("Everything as JSON", "json", "application/json", "as_json"),
    "png": Format("Figures as PNG", "zip", _ZIP, "pictures:render_png", "figures-png"),
    "svg": Format("Figures as SVG", "zip", _ZIP, "pictures:render_svg", "figures-svg"),
}


def render(report: Report, format: str) -> bytes:  # noqa: A002 (the word that callers look for)
    """The report as the bytes of a file; raises InputError when the format is not one of FORMATS."""
    _known(format)
    # Each writer is loaded only when it is used: they bring large libraries.
    module, _, function = FORMATS[format].writer.partition(":")
    writer = getattr(import_module(f"evaluation.reports.{module}"), function or "render")
    return bytes(writer(report))


def file_name(
    evidence: Evidence,
    format: str,  # noqa: A002
    made_on: date | None = None,
    *,
    layout: str = "full",
) -> str:
    """A file name in lower case with dashes, without a word from the data.

    It says whether it is about outcomes or training alone, and names the layout, unless that is the full one
    or says no more. The date is `made_on`, else the last second score's or
    form's.
    """
    _known(format)
    ends = [
        *(finding.period[1] for finding in evidence.findings),
        *(described.period[1] for described in evidence.described),
        *(said.period[1] for said in evidence.experience),
    ]
    days = [day for day in ends if day is not None]
    day = made_on or max(days, default=None)
    known = FORMATS[format]
    sample = "made-up-sample" if evidence.sample else ""
    about = "training" if is_alone(evidence) else "outcomes"
    shape = "" if layout in {"full", about} else layout.replace("_", "-").lower()
    parts = (sample, about, shape, day.isoformat() if day else "", known.holds)
    return f"{'-'.join(part for part in parts if part)}.{known.extension}"


def _known(name: str) -> None:
    if name not in FORMATS:
        raise InputError(f"A report can't be written as {name!r}; use {', '.join(FORMATS)}.")
