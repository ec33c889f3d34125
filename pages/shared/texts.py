"""Text and tables as a page can print them, with whatever a file held kept from acting as markup."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evaluation.charts import Table


def plain(text: str) -> str:
    r"""Text from a file or a finding, with what Markdown would take for its own marks kept as they are.

    >>> print(plain("site_a: [c] *"))
    site\_a\: \[c\] \*
    """
    for mark in "\\`*_[]{}#|<>$~:":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", " ")


def label(name: str) -> str:
    """A column's header as a label.

    >>> label("severe_mental_illness")
    'Severe mental illness'
    """
    text = name.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def as_html(table: Table) -> str:
    """The table as HTML: real cells with a caption, in a box that scrolls where a phone is narrow.

    How it looks is in look.css, so that it follows the theme and print.
    """
    sides = [' class="number"' if table.numeric(place) else "" for place in range(len(table.columns))]
    head = "".join(
        f'<th scope="col"{side}>{escape(text)}</th>' for text, side in zip(table.columns, sides, strict=True)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{side}>{escape(text)}</td>" for text, side in zip(row, sides, strict=True))
        + "</tr>"
        for row in table.printed()
    )
    # tabindex: whoever uses a keyboard can scroll it sideways too.
    return (
        f'<div class="figures" role="region" tabindex="0" aria-label="{escape(table.caption)}"><table>'
        f"<caption><span>{escape(table.caption)}</span></caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
