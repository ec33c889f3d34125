"""Texts that a file may hold and no report may act on, and a report with them in every place of words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from evaluation import reports
from evaluation.charts.table import Number, Table
from evaluation.reports.report import Bullets, Paragraph, Report, Section, Statement
from tests import made_up
from tests.reports.conftest import MADE_ON

# What spreadsheets would run, and what openpyxl would take for a formula or an error.
FORMULAS = (
    "=1+1", "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "#N/A", "\t=1", '=HYPERLINK("http://x")',
)  # fmt: skip
LONG = {"a long word": "x" * 10_000, "long words": ("long words " * 900).strip()}
TEXTS = {
    "formula": '=HYPERLINK("http://x")',
    "web": "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;</p></section> & <a:t>",
    "typst": '#panic("x") #sys.inputs *b* _i_ $1/0$ @ref <label> \\ `code` // c /* d */ ~ --- "q" \'s\' #[',
    "a list": "- a + b = heading / term: x",
    "json": '"}],"x":[{"',
    "control": "a\x00\x01\x08\x0b\x0c\x1b\x1f\x7f\x85b\ufeff\ufdd0\ufffec",
    "private": "a\ue000b\U000f0000c",
    "halves of pairs": "a\ud800b\udfffc",
    "right to left": "שלום 12 עולם. مرحبا",
    "turned around": "a\u202egnp.exe\u202c b",
    "emoji": "family 👨‍👩‍👧 🏳️‍🌈 ☺️ 😀 𓀀 日本語",
    "combining": "Z\u0351\u036b\u0343A\u0334\u0335\u0332L\u0320\u0368 e\u0301",
}
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50" viewBox="0 0 200 50">'
    b'<rect width="200" height="50" fill="#712F79"/></svg>'
)


@cache
def _usual() -> Report:
    return reports.build(made_up.evidence(), made_on=MADE_ON)


def report_saying(text: str, **changes: Any) -> Report:
    """A short report with the text in every place that has one; `changes` are fields of the report."""
    base = _usual()
    chart = base.charts[0]
    rows = tuple(replace(row, label=text) for row in chart.rows)
    series = tuple(replace(one, name=text) for one in chart.series[:1]) + chart.series[1:]
    table = Table(
        caption=f"t{text}",
        columns=(f"a{text}", f"b{text}", "n"),
        rows=((text, text, Number(3, "count")), ("x", text, Number(4, "count"))),
        notes=(text,),
    )
    drawn = replace(
        chart, title=f"c{text}", subtitle=f"c{text}", alt=f"c{text}", caption=f"c{text}", how=(f"h{text}",),
        rows=rows, series=series,
    )  # fmt: skip
    blocks = (Paragraph(text), Statement(text), Bullets((text, text)), drawn, table)
    parts: dict[str, Any] = {
        "title": f"T{text}",
        "subtitle": text,
        "organisation": text,
        "notices": (text,),
        "banner": text,
        "stamp": text,
        "sections": (Section(id=f"a b {text[:5]}", heading=f"h{text}", blocks=blocks),),
        "shape": "short",
    }
    return replace(base, **{**parts, **changes})
