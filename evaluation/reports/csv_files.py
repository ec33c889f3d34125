"""CSV that no spreadsheet program takes for a formula, in the encoding that all of them know."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from evaluation.charts.table import Number
from evaluation.reports.archive import legal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts.table import Cell, Table

# What a cell is taken for a formula by (OWASP, "CSV injection"), wide characters among them.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe(text: str) -> str:
    """Text that starts like a formula, marked as text; also without what no file can hold.

    >>> safe("=1+1"), safe("Oxford")
    ("'=1+1", 'Oxford')
    """
    kept = legal(text)
    return f"'{kept}" if kept.startswith(_RISKY) else kept


def written(rows: Iterable[Iterable[Cell | float]]) -> bytes:
    """The rows as a CSV file: text that is safe, and numbers as they are or as they are printed."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows:
        writer.writerow([cell.text if isinstance(cell, Number) else _plain(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def as_csv(table: Table) -> bytes:
    """The table as a CSV file, each number as it is printed."""
    return written([table.columns, *table.rows])


def _plain(cell: str | float) -> str | float:
    return safe(cell) if isinstance(cell, str) else cell
