"""Paragraphs in the slides' own XML: each run says its language, nothing in a text is read as markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from pptx.oxml import parse_xml

from evaluation.reports.slides.fitting import flat, right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
A = f"{{{NAMESPACE}}}"
_DECLARED = f'xmlns:a="{NAMESPACE}"'
LANGUAGE = "en-GB"


def paragraph(
    text: str,
    *,
    size: float = 0,
    bold: bool | None = None,
    level: int = 0,
    after: float | None = None,
    align: str = "",
) -> str:
    """A paragraph as XML; what is not given is as its placeholder has it. Sizes are in points."""
    looks = (f' sz="{round(size * 100)}"' if size else "") + ("" if bold is None else f' b="{int(bold)}"')
    direction = ' rtl="1"' if right_to_left(text) else ""
    if direction and not align:
        align = "r"
    aligned = f' algn="{align}"' if align else ""
    depth = f' lvl="{level}"' if level else ""
    spaced = "" if after is None else f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>'
    run = (
        f'<a:r><a:rPr lang="{LANGUAGE}"{looks} dirty="0"/><a:t>{escape(flat(text))}</a:t></a:r>'
        if text
        else ""
    )
    return (
        f"<a:p {_DECLARED}><a:pPr{depth}{aligned}{direction}>{spaced}</a:pPr>{run}"
        f'<a:endParaRPr lang="{LANGUAGE}"{looks} dirty="0"/></a:p>'
    )


def write(body: Any, paragraphs: Iterable[str]) -> None:
    """Put paragraphs into a text body in place of those it has."""
    for old in body.findall(f"{A}p"):
        body.remove(old)
    for one in paragraphs:
        body.append(parse_xml(one))


def described(properties: Any, name: str, alt: str) -> None:
    """A shape's name and its text for those who can't see it."""
    properties.set("name", name)
    properties.set("descr", flat(alt))
