"""Text and tables as a page can print them, with whatever a file held kept from acting as markup."""

from __future__ import annotations

import csv
import io
from html import escape
from typing import TYPE_CHECKING

from evaluation.charts.table import printed

if TYPE_CHECKING:
    from evaluation.charts import Table

_LINE = "1px solid #C5CDD5"
# The caption is as wide as the box, not as the table, so that a phone doesn't cut it off.
_BOX = "overflow-x:auto;container-type:inline-size"
_STAYS = "display:inline-block;position:sticky;left:0;max-width:100cqw"


def plain(text: str) -> str:
    r"""Text from a file or a finding, with what Markdown would take for its own marks kept as they are.

    >>> print(plain("site_a: [c] *"))
    site\_a\: \[c\] \*
    """
    for mark in "\\`*_[]{}#|<>$~:":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")


def as_html(table: Table) -> str:
    """The table as HTML: real cells with a caption, in a box that scrolls where a phone is narrow."""
    sides = ["right" if table.numeric(place) else "left" for place in range(len(table.columns))]
    head = "".join(
        f'<th scope="col" style="{_cell(side)};background:#E6ECF2">{escape(text)}</th>'
        for text, side in zip(table.columns, sides, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(
            f'<td style="{_cell(side)}">{escape(text)}</td>' for text, side in zip(row, sides, strict=True)
        )
        + "</tr>"
        for row in table.printed()
    )
    # tabindex: whoever uses a keyboard can scroll it sideways too.
    return (
        f'<div role="region" tabindex="0" aria-label="{escape(table.caption)}" style="{_BOX}">'
        f'<table style="border-collapse:collapse;font-variant-numeric:tabular-nums">'
        f'<caption style="text-align:left;font-weight:600;padding-bottom:.5rem">'
        f'<span style="{_STAYS}">{escape(table.caption)}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _cell(side: str) -> str:
    return f"text-align:{side};vertical-align:top;padding:.4rem .7rem;border-bottom:{_LINE}"


def as_csv(table: Table) -> bytes:
    """The table as CSV that no spreadsheet program takes for a formula (OWASP, "CSV injection")."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (table.columns, *table.rows):
        writer.writerow([safe(printed(cell)) if isinstance(cell, str) else printed(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def safe(text: str) -> str:
    """Text that starts like a formula, marked as text.

    >>> safe("=1+1"), safe("Oxford")
    ("'=1+1", 'Oxford')
    """
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
