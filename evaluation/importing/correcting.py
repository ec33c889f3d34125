"""Laying corrections over a workbook: what fits it is applied, and what does not is said."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.importing.corrections import Corrections, folded, found_in, mark
from evaluation.importing.sheets import column_place
from evaluation.importing.spots import text_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing.corrections import CellCorrected, RowLeftOut
    from evaluation.importing.sheets import Sheet, Workbook

_LISTED = 3


def corrected(workbook: Workbook, corrections: Corrections) -> Workbook:
    r"""The workbook with corrections laid over it, before anything is recognised.

    Rows left out keep their place and are marked (`Sheet.left_out`). What fits no cell of the workbook
    is not applied, and a note says so. The fingerprint is the SHA-256 of the file's own and the
    corrections applied; with none it stays.

    >>> from evaluation.importing import read_workbook
    >>> from evaluation.importing.corrections import CellCorrected
    >>> book = read_workbook(b"id,PHQ-9\nA,28\n", "may.csv")
    >>> made = Corrections(cells=(CellCorrected(sheet="may", row=2, column="B", found="28", to="18"),))
    >>> corrected(book, made).sheet("may").cells.iloc[1].tolist()
    ['A', '18']
    """
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    named = _renamed(corrections, workbook)
    cells = [one for one in named.cells if one.sheet in sheets and _fits(one, sheets[one.sheet])]
    rows = [one for one in named.rows if one.sheet in sheets and _same_row(one, sheets[one.sheet])]
    applied = Corrections(cells=tuple(cells), rows=tuple(rows))
    notes = (*workbook.notes, *filter(None, (applied.said, *_not_applied(named.without([*cells, *rows])))))
    if not applied:
        return replace(workbook, notes=notes) if notes != workbook.notes else workbook
    canonical = json.dumps(applied.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return replace(
        workbook,
        fingerprint=hashlib.sha256(f"{workbook.fingerprint}{canonical}".encode()).hexdigest(),
        sheets=tuple(_laid_over(sheet, applied) for sheet in workbook.sheets),
        notes=notes,
    )


def _renamed(corrections: Corrections, workbook: Workbook) -> Corrections:
    """The sheet of a text file is named after the file, and next quarter's file has another name."""
    named = {one.sheet for one in corrections.entries}
    if len(workbook.sheets) > 1 or len(named) != 1:
        return corrections
    only = workbook.sheets[0].name
    return Corrections(
        cells=tuple(replace(one, sheet=only) for one in corrections.cells),
        rows=tuple(replace(one, sheet=only) for one in corrections.rows),
    )


def _fits(one: CellCorrected, sheet: Sheet) -> bool:
    found = found_in(sheet, one.row, one.column)
    return found is not None and folded(found) == folded(one.found) and _same_row(one, sheet)


def _same_row(one: CellCorrected | RowLeftOut, sheet: Sheet) -> bool:
    """Whether the row is the one it was made for; where that was not noted, whether it holds anything."""
    if not 1 <= one.row <= sheet.rows:
        return False
    if one.beside:
        return one.beside == mark(sheet, one.row)
    return any(folded(text_of(cell)) for cell in sheet.cells.iloc[one.row - 1])


def _laid_over(sheet: Sheet, corrections: Corrections) -> Sheet:
    mine = [one for one in corrections.cells if one.sheet == sheet.name]
    rows = frozenset(one.row for one in corrections.rows if one.sheet == sheet.name)
    if not mine and not rows:
        return sheet
    cells = sheet.cells.copy()
    for one in mine:
        cells.iloc[one.row - 1, column_place(one.column)] = one.to
    return replace(sheet, cells=cells, left_out=sheet.left_out | rows)


def _not_applied(left: Corrections) -> tuple[str, ...]:
    """Which corrections fit no cell of a file, in a sentence for cells and one for rows."""
    notes = []
    if left.cells:
        places = [f"{one.column}{one.row} of '{one.sheet}'" for one in left.cells]
        notes.append(
            f"{wording.plural(len(places), 'correction was', 'corrections were')} not applied, because the "
            f"cell is not there, or something else stands in it or its row than when it was corrected: "
            f"{_some(places)}."
        )
    if left.rows:
        places = [f"row {one.row} of '{one.sheet}'" for one in left.rows]
        notes.append(
            f"{wording.plural(len(places), 'row was', 'rows were')} not left out, because the row is not "
            f"there or holds something else than when it was left out: {_some(places)}."
        )
    return tuple(notes)


def _some(places: Sequence[str]) -> str:
    more = len(places) - _LISTED
    return wording.listed([*places[:_LISTED], f"{more} more"] if more > 0 else places)
