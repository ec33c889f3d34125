"""The fingerprint of a table that is no file: of what its used columns hold, the same on every engine."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import narwhals as nw

from evaluation.warehouse.plain_cells import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing.mapping import Column
    from evaluation.warehouse.plain_cells import Kind
    from evaluation.warehouse.table import Table

_PARTS = 1e6  # numbers are told apart to a millionth
_LARGE = 9e12  # numbers beyond it by their size alone


def fingerprint_of(table: Table, rows: int) -> str:
    """The SHA-256 of the used columns' headers and of the sum of their rows' MD5, whatever the order of rows.

    It is the same on every engine, and for one file or many; numbers are compared to a millionth. Columns
    that are not used do not count: figures can't depend on them.
    """
    used = [column for column in table.mapping.columns if column.used]
    text = nw.concat_str([_plainly(f"c{c.index}", table.kind(c)) for c in used], separator="\x1f")
    sums = table.engine.digest(table.frame.select(text.alias("said")), "said")
    return hashlib.sha256(repr((_headers(used), rows, sums)).encode()).hexdigest()


def _headers(used: Sequence[Column]) -> tuple[str, ...]:
    return tuple(column.header for column in used)


def _plainly(name: str, kind: Kind) -> nw.Expr:
    """A cell as every engine writes it."""
    column = nw.col(name)
    if kind in {"text", "yes or no", "other"}:
        return column.fill_null("\x1e")
    if kind == "day":
        return day_number(name).cast(nw.String)
    bounded = nw.when(column.abs() < _LARGE).then(column.cast(nw.Float64)).otherwise(nw.lit(0.0))
    number = (bounded * _PARTS).round(0).cast(nw.Int64).cast(nw.String)
    return nw.when(~column.is_null()).then(number).otherwise(nw.lit("\x1e"))
