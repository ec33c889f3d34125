"""Several sheets read as one: stacked below one another, columns by header, each row knowing its sheet.

One sheet a worker or a site becomes one list; sheets "Pre" and "Post" become rows whose stage is
their sheet's name; a sheet of families gives the rows of its ids their site. Nothing is merged
cell by cell, so each row of the result is one row of the file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.errors import InputError
from evaluation.importing.headers import headers_of, rows_now, shown
from evaluation.importing.places import STEP
from evaluation.importing.sheets import SHEET, Sheet, Together, Workbook
from evaluation.importing.vocabulary import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing.mapping import Mapping


def sheet_for(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping reads, or the several that it reads together, as one.

    A text file's only sheet is named after the file, and next quarter's file has another name.
    Further sheets that the workbook no longer has are left out: `missing_sheets` names them. Raises
    InputError when the workbook has several sheets and none of the mapping's name.
    """
    first = own_sheet(workbook, mapping)
    here = {sheet.name: sheet for sheet in workbook.sheets}
    more = [entry for entry in mapping.more_sheets if entry.sheet in here and entry.sheet != first.name]
    if not more:
        return first
    wanted = names_wanted(mapping)
    return stacked(
        first,
        mapping.header_rows,
        [(here[entry.sheet], rows_now(here[entry.sheet], entry.header_rows, wanted)) for entry in more],
    )


def own_sheet(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The first of a mapping's sheets: the one it names, or the only one there is; raises InputError."""
    found = next((s for s in workbook.sheets if s.name == mapping.sheet), None)
    if found is None and len(workbook.sheets) == 1:
        return workbook.sheets[0]
    if found is None:
        names = ", ".join(f"'{s.name}'" for s in workbook.sheets)
        raise InputError(f"The mapping is for a sheet '{mapping.sheet}', but {workbook.name} has {names}.")
    return found


def missing_sheets(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    """The further sheets of a mapping that a workbook does not have."""
    here = {sheet.name for sheet in workbook.sheets}
    return tuple(entry.sheet for entry in mapping.more_sheets if entry.sheet not in here)


def names_wanted(mapping: Mapping) -> set[tuple[str, ...]]:
    """The headers of the used columns that are a sheet's own, without the header of their group."""
    own = mapping.columns[:-1] if mapping.more_sheets else mapping.columns
    return {tokens(c.header.rsplit(": ", 1)[-1]) for c in own if c.used}


def together(workbooks: Sequence[Workbook]) -> Workbook:
    r"""Several files as one workbook, so that scores before and after may come in a file each.

    A file's only sheet is called after the file; where a workbook has several, each is
    "file – sheet". Raises InputError when two files are the same.

    >>> from evaluation.importing import read_workbook
    >>> pre = read_workbook(b"id,PHQ-9\nA,12\n", "pre.csv")
    >>> post = read_workbook(b"id,PHQ-9\nA,5\n", "post.csv")
    >>> [sheet.name for sheet in together([pre, post]).sheets]
    ['pre', 'post']
    """
    if len(workbooks) == 1:
        return workbooks[0]
    if len({book.fingerprint for book in workbooks}) < len(workbooks):
        raise InputError("The same file was given twice. Give each file once.")
    sheets, taken = [], set[str]()
    for book in workbooks:
        stem = book.name.rsplit(".", 1)[0]
        for sheet in book.sheets:
            name = stem if len(book.sheets) == 1 else f"{stem} – {sheet.name}"
            while name in taken:
                name += " (2)"
            taken.add(name)
            sheets.append(Sheet(name, sheet.cells, sheet.hidden, sheet.merged))
    names = " and ".join(book.name for book in workbooks)
    digest = hashlib.sha256("".join(book.fingerprint for book in workbooks).encode()).hexdigest()
    notes = tuple(f"{book.name}: {note}" for book in workbooks for note in book.notes)
    return Workbook(names, digest, tuple(sheets), notes)


def stacked(
    first: Sheet, header_rows: tuple[int, ...], more: Sequence[tuple[Sheet, tuple[int, ...]]]
) -> Together:
    """The rows of further sheets below those of the first; each comes with its header rows in Excel.

    Columns meet by header: in a sheet where a header comes twice, its first with the first of the
    others. Those that the first sheet does not have follow its own; the last says the sheet.
    """
    headers = list(headers_of(first, header_rows))
    own = [tuple(range(len(headers)))]
    bodies = []
    for sheet, rows in more:
        places = _places(headers, headers_of(sheet, rows))
        own.append(tuple(places))
        bodies.append((sheet.cells.iloc[rows[-1] :], places))
    headers.append(("", SHEET))
    width = len(headers)
    top = header_rows[-1]
    above = first.cells.iloc[:top].reindex(columns=range(width), fill_value="")
    above.iloc[top - 1] = [name for _, name in headers]
    pieces = [above, _laid_out(first.cells.iloc[top:], range(first.columns), width, first.name)]
    numbers = [np.arange(1, len(first.cells) + 1, dtype=np.int64)]
    for place, ((sheet, rows), (body, columns)) in enumerate(zip(more, bodies, strict=True), 1):
        pieces.append(_laid_out(body, columns, width, sheet.name))
        numbers.append(np.arange(rows[-1] + 1, len(sheet.cells) + 1, dtype=np.int64) + place * STEP)
    return Together(
        name=first.name,
        cells=pd.concat(pieces, ignore_index=True),
        hidden=first.hidden,
        merged=first.merged,
        parts=(first.name, *(sheet.name for sheet, _ in more)),
        row_numbers=np.concatenate(numbers),
        headers=tuple(headers),
        held=tuple(map(frozenset, own)),
        own=tuple(own),
        left_out=first.left_out
        | {row + place * STEP for place, (sheet, _) in enumerate(more, 1) for row in sheet.left_out},
    )


def _places(headers: list[tuple[str, str]], other: Sequence[tuple[str, str]]) -> list[int]:
    """Where each column of another sheet goes; headers that are new are added to `headers`."""
    free: dict[Tokens, list[int]] = {}
    for i, (group, name) in enumerate(headers):
        free.setdefault(_key(group, name, i), []).append(i)
    places = []
    for i, (group, name) in enumerate(other):
        waiting = free.get(_key(group, name, i))
        if waiting:
            places.append(waiting.pop(0))
        else:
            headers.append((group, name))
            places.append(len(headers) - 1)
    return places


def _key(group: str, name: str, index: int) -> Tokens:
    return tokens(shown(group, name, index))


def _laid_out(body: pd.DataFrame, columns: Sequence[int], width: int, sheet: str) -> pd.DataFrame:
    placed = body.set_axis(list(columns), axis=1).reindex(columns=range(width), fill_value="")
    placed[width - 1] = sheet
    return placed
