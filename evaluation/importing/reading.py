"""Reading any spreadsheet or text table into sheets of untouched cells."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from evaluation.errors import InputError
from evaluation.importing.columnar import read_parquet
from evaluation.importing.kinds import kind_of
from evaluation.importing.limits import LIMITS, Limits
from evaluation.importing.passwords import locked_error, unlocked
from evaluation.importing.sheets import Sheet, Workbook
from evaluation.importing.spreadsheets import read_spreadsheet
from evaluation.importing.text_tables import read_text

# The endings each kind of content usually has, to say so when a name claims another.
_ENDINGS = {
    "xlsx": "xlsx xlsm xltx xltm",
    "ods": "ods ots",
    "xlsb": "xlsb",
    "xls": "xls xlt",
    "parquet": "parquet pq",
    "text": "csv tsv txt tab",
}
_WORDS = {
    "xlsx": "an Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "xlsb": "a binary Excel file",
    "xls": "an old Excel file",
    "parquet": "a parquet table",
    "text": "text",
}


def read_workbook(
    source: bytes | Path | str, name: str | None = None, password: str = "", *, limits: Limits = LIMITS
) -> Workbook:
    r"""Read a file's bytes, or the file at a path, into a workbook of cells.

    What the file is is judged from its contents; `name` (by default the path's last part) is
    used in messages only. Nothing is converted: "NA" and "001" stay text. A `password` opens a
    protected workbook and is not kept. Raises InputError, with one sentence to show as it stands,
    whenever the file can't be used; PasswordNeededError when the right password would open it.

    >>> read_workbook(b"id,score\n001,NA\n", "may.csv").sheets[0].cells.values.tolist()
    [['id', 'score'], ['001', 'NA']]
    """
    data, shown = _bytes_of(source, name, limits)
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"{shown} is empty. Export it again and upload the new file.")
    fingerprint = hashlib.sha256(data).hexdigest()
    try:
        sheets, notes = _sheets(data, shown, password, limits)
    except MemoryError as error:
        raise InputError(
            f"{shown} needs more memory than this machine has left. Split it into smaller files."
        ) from error
    if all(sheet.cells.empty for sheet in sheets):
        raise InputError(f"{shown} has nothing in its cells. Export it again and upload the new file.")
    return Workbook(shown, fingerprint, sheets, notes)


def _sheets(
    data: bytes, name: str, password: str, limits: Limits
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """The sheets and what there is to know of how they were read."""
    kind = kind_of(data, name, limits)
    if kind == "protected":
        data = unlocked(data, name, password, limits)
        kind = kind_of(data, name, limits)
        if kind == "protected":
            raise locked_error(name)
    notes = _name_notes(name, kind)
    if kind == "text":
        sheet, found = read_text(data, name, limits)
        return (sheet,), notes + found
    if kind == "parquet":
        return (read_parquet(data, name, limits),), notes
    sheets, found = read_spreadsheet(data, name, kind, limits, password=password)
    return sheets, notes + found


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
