"""What lies on the sheets that are not read: a figure from one sheet of several must say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.importing.fitting import header_row_like, names_wanted
from evaluation.importing.texts import filled_cells

if TYPE_CHECKING:
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.sheets import Workbook


def unread_sheets(workbook: Workbook, mapping: Mapping) -> tuple[str, ...]:
    """A sentence on the visible sheets that are not read, with their rows; none for a single sheet."""
    visible = [sheet for sheet in workbook.sheets if not sheet.hidden]
    others = [sheet for sheet in visible if sheet.name != mapping.sheet and len(sheet.cells)]
    if not others or len(visible) < 2:
        return ()
    wanted = names_wanted(mapping)
    rows, alike = 0, []
    for sheet in others:
        row, there = header_row_like(sheet, wanted)
        if there == len(wanted) and row:
            alike.append(sheet.name)
            rows += int(filled_cells(sheet.cells.iloc[row:]).any(axis=1).sum())
    if not alike:
        return (f"Sheet '{mapping.sheet}' is read; the file has {len(visible)} sheets.",)
    count = "1 row" if rows == 1 else f"{rows} rows"
    verb = "is" if rows == 1 else "are"
    note = (
        f"Only sheet '{mapping.sheet}' is read: {count} on {_listed(alike)} with the same headers "
        f"{verb} not in these figures."
    )
    return (note,)


def _listed(names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    if len(quoted) > 4:
        return f"{', '.join(quoted[:3])} and {len(quoted) - 3} more sheets"
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
