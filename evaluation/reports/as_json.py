"""Writes a report as JSON: every word and figure of it in order, for other programs (docs/json.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from evaluation.charts.chart import Chart
from evaluation.charts.table import Number
from evaluation.reports.report import Bullets, Paragraph, Statement

if TYPE_CHECKING:
    from evaluation.charts.table import Cell, Table
    from evaluation.reports.report import Block, Report

FORMAT = 1  # rises when a key changes its meaning; keys may be added without


def render(report: Report) -> bytes:
    """The report as JSON in UTF-8; the same report gives the same bytes."""
    plain = {
        "format": FORMAT,
        "title": report.title,
        "subtitle": report.subtitle,
        "organisation": report.organisation,
        "made_on": report.made_on.isoformat() if report.made_on else None,
        "notices": list(report.notices),
        "sections": [
            {
                "id": section.id,
                "heading": section.heading,
                "level": section.level,
                "blocks": [_block(block) for block in section.blocks],
            }
            for section in report.sections
        ],
        "stamp": report.stamp,
        "provenance": json.loads(report.provenance.to_json()),
    }
    # A lone half of a character, which UTF-8 can't hold, is told as JSON's own escape.
    return json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Statement):
        return {"kind": "statement", "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "text": block.text}
    if isinstance(block, Bullets):
        return {"kind": "bullets", "items": list(block.items)}
    if isinstance(block, Chart):
        return {
            "kind": "chart",
            "drawn_as": block.kind,
            "title": block.title,
            "subtitle": block.subtitle,
            "alt": block.alt,
            "caption": block.caption,
            "how": list(block.how),
            "data": _table(block.data),
        }
    return {"kind": "table", **_table(block)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "columns": list(table.columns),
        "rows": [[_cell(cell) for cell in row] for row in table.rows],
        "notes": list(table.notes),
    }


def _cell(cell: Cell) -> dict[str, Any]:
    """A cell as it is printed, and its number where it is one: with no more decimals than are printed."""
    if isinstance(cell, Number):
        return {"text": cell.text, "value": cell.plain, "form": cell.form}
    return {"text": cell}
