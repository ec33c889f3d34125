"""Running the parser of spreadsheets, here or in a process of its own.

A damaged or hostile file can make the parser ask for 76 GB of memory, which ends the whole process.
Only .xlsx files that are seen beforehand to be harmless are parsed in this one; all others in a child
process: this file run as a script, which is why it imports nothing of `evaluation`.
"""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from typing import Any, NamedTuple

# The most memory a child may take, where the system can limit it: the largest .xls there can be
# (65,536 rows by 256 columns) takes about 3 GB.
_MEMORY = 4_000_000_000
_SECONDS = 120


class RawSheet(NamedTuple):
    """A worksheet as parsed: its extent, and its cells row by row unless it was over the limit.

    `merged` has the first row and column and the last row and column of each range, from 0.
    """

    name: str
    hidden: bool
    rows: int
    columns: int
    cells: list[list[Any]]
    merged: tuple[tuple[int, int, int, int], ...] = ()


class ParserStoppedError(Exception):
    """The parser could not read the file."""


def parse_here(data: bytes, most_cells: int, most_sheets: int) -> list[RawSheet]:
    """Parse every worksheet; those beyond the first `most_sheets` are only counted.

    Cells are laid out only while the sheets together cover at most `most_cells`. Raises
    ParserStoppedError.
    """
    import python_calamine as calamine  # noqa: PLC0415 - only needed once a workbook is read

    try:
        with calamine.load_workbook(io.BytesIO(data)) as book:
            found: list[RawSheet] = []
            covered = 0
            for about in book.sheets_metadata:
                if about.typ != calamine.SheetTypeEnum.WorkSheet:
                    continue
                hidden = about.visible != calamine.SheetVisibleEnum.Visible
                if len(found) >= most_sheets or covered > most_cells:
                    found.append(RawSheet(about.name, hidden, 0, 0, []))
                    continue
                sheet = book.get_sheet_by_name(about.name)
                rows, columns = (0, 0) if sheet.end is None else (sheet.end[0] + 1, sheet.end[1] + 1)
                covered += rows * columns
                cells = sheet.to_python(skip_empty_area=False) if covered <= most_cells else []
                # None for the kinds that the parser does not look for them in.
                merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
                found.append(RawSheet(about.name, hidden, rows, columns, cells, merged))
            return found
    # The parser raises a dozen kinds of error for damage, and a panic of its own, no Exception.
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, SystemExit, MemoryError)):
            raise
        raise ParserStoppedError from error


def parse_apart(data: bytes, most_cells: int, most_sheets: int) -> list[RawSheet]:
    """Do the same as `parse_here` in a child process, so that nothing in the file can end this one."""
    if not sys.executable:
        return parse_here(data, most_cells, most_sheets)
    command = [sys.executable, "-P", __file__, str(most_cells), str(most_sheets)]
    try:
        child = subprocess.run(  # noqa: S603 - our own script, and no word of it from the file
            command, input=data, capture_output=True, timeout=_SECONDS, check=True
        )
        sheets = pickle.loads(child.stdout)  # noqa: S301 - written by our own script
    except (subprocess.SubprocessError, OSError, pickle.UnpicklingError, EOFError) as error:
        raise ParserStoppedError from error
    return [RawSheet(*sheet) for sheet in sheets]


def _main() -> None:
    try:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):
        pass
    most_cells, most_sheets = map(int, sys.argv[1:])
    found = parse_here(sys.stdin.buffer.read(), most_cells, most_sheets)
    pickle.dump([tuple(sheet) for sheet in found], sys.stdout.buffer)


if __name__ == "__main__":
    _main()
