"""Reading any spreadsheet or text table into sheets of untouched cells."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from evaluation.errors import InputError
from evaluation.importing.columnar import read_parquet
from evaluation.importing.kinds import kind_of
from evaluation.importing.limits import LIMITS, Limits
from evaluation.importing.packages import inspect_package
from evaluation.importing.sheets import Sheet, Workbook
from evaluation.importing.spreadsheets import read_spreadsheet
from evaluation.importing.text_tables import read_text

# The endings each kind of content usually has, to say so when a name claims another.
_ENDINGS = {
    "zip spreadsheet": "xlsx xlsm ods xltx xltm",
    "xlsb": "xlsb",
    "xls": "xls xlt",
    "parquet": "parquet pq",
    "text": "csv tsv txt tab",
}
_WORDS = {
    "zip spreadsheet": "a spreadsheet",
    "xlsb": "a binary Excel file",
    "xls": "an old Excel file",
    "parquet": "a parquet table",
    "text": "text",
}


def read_workbook(
    source: bytes | Path | str, name: str | None = None, *, limits: Limits = LIMITS
) -> Workbook:
    r"""Read a file's bytes, or the file at a path, into a workbook of cells.

    What the file is is judged from its contents; `name` (by default the path's last part) is
    used in messages only. Nothing is converted: "NA" and "001" stay text. Raises InputError,
    with one sentence to show as it stands, whenever the file can't be used.

    >>> read_workbook(b"id,score\n001,NA\n", "may.csv").sheets[0].cells.values.tolist()
    [['id', 'score'], ['001', 'NA']]
    """
    data, shown = _bytes_of(source, name, limits)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{shown} is empty. Export it again and upload the new file.")
    kind = kind_of(data, shown)
    notes = _name_notes(shown, kind)
    sheets: tuple[Sheet, ...]
    if kind == "text":
        sheet, found = read_text(data, shown, limits)
        sheets = (sheet,)
        notes += found
    elif kind == "parquet":
        sheets = (read_parquet(data, shown, limits),)
    else:
        if kind != "xls":
            notes += inspect_package(data, shown, limits)
        sheets, found = read_spreadsheet(data, shown, limits, apart=kind in {"xls", "xlsb"})
        notes += found
    if all(sheet.cells.empty for sheet in sheets):
        raise InputError(f"{shown} has nothing in its cells. Export it again and upload the new file.")
    return Workbook(shown, hashlib.sha256(data).hexdigest(), sheets, notes)


def _bytes_of(source: bytes | Path | str, name: str | None, limits: Limits) -> tuple[bytes, str]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        data, shown = bytes(source), name or "The file"
    else:
        path = Path(source)
        shown = name or path.name
        try:
            limits.check_size(shown, path.stat().st_size)
            data = path.read_bytes()
        except InputError:
            raise  # too large: it says so itself
        except FileNotFoundError as error:
            raise InputError(f"There is no file called {source}. Check its name and folder.") from error
        except (OSError, ValueError) as error:
            raise InputError(
                f"{shown} can't be opened. Check that it is a file and is not in use."
            ) from error
    limits.check_size(shown, len(data))
    return data, shown


def _name_notes(name: str, kind: str) -> tuple[str, ...]:
    """Say when the name's ending belongs to another kind of file than the contents."""
    ending = re.search(r"\.([A-Za-z0-9]+)$", name)
    known = " ".join(_ENDINGS.values()).split()
    if not ending or ending[1].lower() not in known or ending[1].lower() in _ENDINGS[kind].split():
        return ()
    return (f"{name} is {_WORDS[kind]} inside, whatever its name says, and was read as that.",)
