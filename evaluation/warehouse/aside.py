"""Rows set aside: counted by reason with the first few of each, and written out whole."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.warehouse.held import AsideRows
from evaluation.warehouse.table import ASIDE, IN_USE
from evaluation.warehouse.unscored import unscored

if TYPE_CHECKING:
    from evaluation.warehouse.held import AsideList, Held
    from evaluation.warehouse.opening import Opened
    from evaluation.warehouse.table import Table

_SHOWN = 3
_AT_ONCE = 100_000


def set_aside(table: Table, opened: Opened) -> tuple[tuple[AsideRows, ...], nw.LazyFrame[Any]]:
    """How many rows each reason set aside, most first, and the rows: their number and the reason's place."""
    rows = table.frame.filter(nw.col(ASIDE) != IN_USE).select("row", reason=nw.col(ASIDE))
    if table.taken is not None:  # a row keeps its first reason
        rows = nw.concat([rows.join(table.taken.select("row"), on="row", how="anti"), table.taken])
    if not table.reasons:
        return (), rows
    rows = table.engine.settle(rows)
    counts = table.engine.collect(rows.group_by("reason").agg(n=nw.len()))
    found = []
    for place, n in zip(counts["reason"], counts["n"], strict=True):
        some = rows.filter(nw.col("reason") == int(place)).select("row").sort("row").head(_SHOWN)
        first = sorted(int(row) for row in table.engine.collect(some)["row"])
        found.append(
            AsideRows(reason=table.reasons[int(place)], n=int(n), examples=tuple(map(opened.place, first)))
        )
    return tuple(sorted(found, key=lambda entry: (-entry.n, entry.reason))), rows


def write_aside(held: Held, path: str | Path) -> int:
    """Write every row that was set aside as CSV: file, row in it (from 1) and reason; says how many.

    They are those set aside while the table was read, and those that give no score. Raises OSError where
    the file can't be written.
    """
    written = 0
    with Path(path).open("w", encoding="utf-8-sig", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["file", "row", "reason"])
        if held.aside_rows is None:
            return 0
        rows, reasons = _all_rows(held, held.aside_rows)
        least = -1
        while True:  # a piece at a time, however many there are
            piece = held.engine.collect(rows.filter(nw.col("row") > least).sort("row").head(_AT_ONCE))
            if not len(piece):
                return written
            for row, reason in zip(piece["row"], piece["reason"], strict=True):
                sheet.writerow([*held.aside_rows.place(int(row)), reasons[int(reason)]])
            written += len(piece)
            least = int(piece["row"].iloc[-1])


def _all_rows(held: Held, listed: AsideList) -> tuple[nw.LazyFrame[Any], tuple[str, ...]]:
    """Every row set aside with the place of its reason, and the reasons."""
    rows, without = listed.frame, unscored(held)
    reasons = (*listed.reasons, *(entry.reason for entry in without.aside))
    if without.rows is not None and without.aside:
        places = list(range(len(listed.reasons), len(reasons)))
        words = [entry.reason for entry in without.aside]
        place = nw.col("reason").replace_strict(words, places, default=-1, return_dtype=nw.Int64)
        rows = nw.concat([rows, without.rows.select("row", reason=place)])
    return held.engine.settle(rows), reasons
