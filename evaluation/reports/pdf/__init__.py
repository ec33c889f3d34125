"""Writes a report as a tagged PDF that screen readers can follow (PDF/UA-1) and archives keep (PDF/A-3a)."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from evaluation.charts import fonts
from evaluation.errors import InputError
from evaluation.reports.pdf.content import content, picture
from evaluation.reports.pdf.letters import BREAK, MISSING, marks, unset_in

if TYPE_CHECKING:
    from evaluation.brand import Brand
    from evaluation.reports.report import Report

_LAYOUT = Path(__file__).with_name("document.typ")
_LOGO = b"""#let logo = json(bytes(sys.inputs.report))
#set document(title: "Logo")
#image(bytes(if logo.kind == "svg" { logo.text } else { logo.bytes }), format: logo.kind, alt: "Logo")
"""
_UNDATED = datetime(1980, 1, 1, tzinfo=UTC)


def render(report: Report) -> bytes:
    """The report as .pdf; the same report gives the same bytes on the same machine.

    Letters that no font has are replaced by a sign, and a logo that can't be drawn is left out. Raises
    InputError where it can't be set in type for any other reason.
    """
    logo = _drawable(report.brand)
    made = datetime.combine(report.made_on, time(), UTC) if report.made_on else _UNDATED
    unset: frozenset[str] = frozenset()
    while True:
        values = content(report, unset, logo=logo)
        try:
            return _compiled(_LAYOUT.read_bytes(), values, made)
        except typst.TypstError as fault:
            said = json.dumps(values, ensure_ascii=False)
            # A fault may name no letter: then those of other fonts go, and then what is set above others.
            suspects = (unset_in(fault.diagnostic), _foreign(said), marks(said))
            found = next((some - unset for some in suspects if some - unset), None)
            if not found:
                raise InputError(f"The report can't be set in type as a PDF: {fault.message}.") from fault
            unset |= found


def _drawable(brand: Brand) -> bool:
    """Whether there is a logo that can be drawn."""
    if not brand.logo:
        return False
    try:
        _compiled(_LOGO, picture(brand), _UNDATED)
    except typst.TypstError:
        return False
    return True


def _compiled(layout: bytes, values: dict[str, Any], made: datetime) -> bytes:
    """The layout set in type: what is printed goes in as data, so none of it can act."""
    made_of = typst.compile(
        layout,
        format="pdf",
        sys_inputs={"report": json.dumps(values, ensure_ascii=True)},
        pdf_standards=["a-3a", "ua-1"],
        font_paths=_fonts(),
        timestamp=made,
    )
    return bytes(made_of)


def _foreign(said: str) -> frozenset[str]:
    """The letters that only the machine's own fonts may have."""
    return frozenset(said) - frozenset(map(chr, fonts.characters())) - {BREAK, MISSING}


@cache
def _fonts() -> typst.Fonts:
    """The typeface that lies here, and the machine's for scripts that it lacks."""
    return typst.Fonts(font_paths=[str(fonts.FOLDER)])
