"""What lies on the sheets that are not read: a figure from one sheet of several must say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.importing.gathering import names_wanted
from evaluation.importing.headers import header_row_like
from evaluation.importing.places import STEP
from evaluation.importing.sheets import Together

if TYPE_CHECKING:
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.sheets import Sheet, Workbook


def unread_sheets(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    """A sentence on the visible sheets that are not read, with their rows; none where all are."""
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
    read = [mapping.sheet, *(more.sheet for more in mapping.more_sheets)]
    others = [sheet for sheet in visible if sheet.name not in read and len(sheet.cells)]
    if not others or len(visible) < 2:
        return ()
    wanted = names_wanted(mapping)
    rows, alike = 0, []
    for sheet in others:
        row, there = header_row_like(sheet, wanted)
        if there == len(wanted) and row:
            alike.append(sheet.name)
            rows += int(sheet.filled[row:].any(axis=1).sum())
    these = f"sheet {listed(read)} is" if len(read) == 1 else f"sheets {listed(read)} are"
    if not alike:
        return (f"{these[:1].upper()}{these[1:]} read; the file has {len(visible)} sheets.",)
    count = "1 row" if rows == 1 else f"{rows} rows"
    verb = "is" if rows == 1 else "are"
    note = f"Only {these} read: {count} on {listed(alike)} with the same headers {verb} not in these figures."
    return (note,)


def together_note(sheet: Sheet, header_row: int) -> tuple[str, ...]:
    """A sentence on the sheets that are read as one, with the rows of each; none for a single sheet."""
    if not isinstance(sheet, Together):
        return ()
    filled = sheet.filled[header_row:, :-1].any(axis=1)
    place = sheet.numbers[header_row:] // STEP
    counted = []
    for i, name in enumerate(sheet.parts):
        rows = int((filled & (place == i)).sum())
        counted.append(f"'{name}' ({rows} {'row' if rows == 1 else 'rows'})")
    return (f"{len(counted)} sheets are read together: {', '.join(counted)}.",)


def listed(names: list[str]) -> str:
    """Names of sheets in words: "'A', 'B' and 'C'", or the first three and how many more."""
    quoted = [f"'{name}'" for name in names]
    if len(quoted) > 4:
        return f"{', '.join(quoted[:3])} and {len(quoted) - 3} more sheets"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
