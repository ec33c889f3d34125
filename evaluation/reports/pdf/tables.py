"""How a report's table is set on paper: size of its text, widths of its columns, where it may be parted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.reports.columns import Spacing, extent, least, natural, widths
from evaluation.reports.pdf.letters import BREAK

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.table import Table
    from evaluation.reports.pdf.sizes import Sizes

_CHARACTER = 0.18  # mm a character and point, on average over a line of the typefaces used
_INSET_MM = 1.4
_GAP_MM = 4.0  # between columns of a table that doesn't need the text's whole width
_CROWDED = 2.5  # lines of a row, on average, from which smaller text is easier to read
_WHOLE = 26  # lines of a table that is kept on one page
_ROW = 25  # lines of a row that is kept on one page
_HEAD = 8  # lines of a header row that is repeated on every page
_LINE = 90  # characters of a line of running text


def tabled(table: Table, text: Callable[[str, int], str], measures: Sizes) -> dict[str, Any]:
    """A table as plain values; `text` makes a cell's words settable, given the characters of a line."""
    spacing, size, landscape = fitting(table, measures)
    found = _widths(table, spacing)
    hold = [spacing.holds(width) for width in found]
    head, *rows = [
        [text(words, most) for words, most in zip(row, hold, strict=True)]
        for row in (table.columns, *table.printed())
    ]
    lines = [_lines(row, hold) for row in (head, *rows)]
    return {
        "kind": "table",
        "caption": text(table.caption, _LINE),
        "columns": head,
        "numeric": [table.numeric(place) for place in range(len(table.columns))],
        "rows": [{"cells": row, "split": n > _ROW} for row, n in zip(rows, lines[1:], strict=True)],
        "notes": [text(note, _LINE) for note in table.notes],
        "widths": found,
        "size": size,
        "inset": _INSET_MM,
        "landscape": landscape,
        "split": sum(lines) + len(table.caption) // _LINE > _WHOLE,
        "repeated": lines[0] <= _HEAD,
    }


def fitting(table: Table, measures: Sizes) -> tuple[Spacing, float, bool]:
    """A table's measures, the size of its text in points, and whether it stands across the page.

    The first size that breaks no word or figure and doesn't crowd the rows; across the page where words
    would be broken otherwise.
    """
    for width, landscape in ((measures.width, False), (measures.landscape, True)):
        fits = [
            (size, made)
            for size in measures.tables
            if sum(least(table, made := _spacing(size, width))) <= width
        ]
        for size, spacing in fits:
            hold = [spacing.holds(width) for width in _widths(table, spacing)]
            lines = [_lines(list(row), hold) for row in table.printed()]
            if sum(lines) <= _CROWDED * len(lines):
                return spacing, size, landscape
        if fits:
            size, spacing = fits[-1]
            return spacing, size, landscape
    smallest = measures.tables[-1]
    return _spacing(smallest, measures.landscape), smallest, True


def _spacing(size: float, width: float) -> Spacing:
    return Spacing(width=width, character=_CHARACTER * size, padding=2 * _INSET_MM)


def _widths(table: Table, spacing: Spacing) -> list[float]:
    """Column widths in mm: what the cells need where that fits, else the text's whole width."""
    found = natural(table, spacing, _GAP_MM)
    return found if sum(found) <= spacing.width else widths(table, spacing)


def _lines(row: list[str], hold: list[int]) -> int:
    """About how many lines a row has."""
    texts = zip(row, hold, strict=True)
    return max(
        ((extent(text.replace(BREAK, "")) - 1) // most + 1 + text.count("\n") for text, most in texts),
        default=1,
    )
