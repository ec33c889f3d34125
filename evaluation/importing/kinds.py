"""What sort of file some bytes are, judged from the bytes and never from the name."""

from __future__ import annotations

import io
import json
import re
import zipfile

from evaluation.errors import InputError
from evaluation.importing.limits import LIMITS, Limits

# The container of .xls files and of password-protected .xlsx files (Compound File Binary).
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
_ZIP_ENTRY = b"PK\x01\x02"  # before each part's entry in the list of parts
_EMPTY_ZIP = b"PK\x05\x06"
PARQUET = b"PAR1"

_SAVE_AS = "Open the spreadsheet and save it as .xlsx or .csv."

# First bytes of files that people upload by mistake, and the words for each.
_OTHER_KINDS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "a picture (PNG)", _SAVE_AS),
    (b"\xff\xd8\xff", "a picture (JPEG)", _SAVE_AS),
    (b"GIF8", "a picture (GIF)", _SAVE_AS),
    (b"II*\x00", "a picture (TIFF)", _SAVE_AS),
    (b"MM\x00*", "a picture (TIFF)", _SAVE_AS),
    (b"%PDF", "a PDF document", _SAVE_AS),
    (b"{\\rtf", "a text document (RTF)", "Copy its table into a spreadsheet and save that as .xlsx."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and upload the spreadsheet inside."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (7-Zip)", "Unpack it and upload the spreadsheet inside."),
    (b"Rar!", "a compressed file (RAR)", "Unpack it and upload the spreadsheet inside."),
    (b"SQLite format 3", "a database (SQLite)", "Export the table from it as .csv."),
    (b"$FL2", "an SPSS data file", "In SPSS choose File, Save As and pick .xlsx or .csv."),
    (b"<stata_dta>", "a Stata data file", "In Stata use 'export excel' or 'export delimited'."),
)


def kind_of(data: bytes, name: str, limits: Limits = LIMITS) -> str:
    """Return "xlsx", "xlsb", "ods", "xls", "protected", "parquet" or "text"; `name` is for messages only.

    "xlsx" is also an .xlsm; "protected" is a workbook of the newer kinds that needs a password, while
    an old .xls says so only once it is parsed. Raises InputError, saying what the file is and what to
    do, for every other sort of file that is recognised.

    >>> kind_of(b"id,score", "may.xlsx")
    'text'
    """
    if data.startswith(ZIP):
        return _kind_of_zip(data, name, limits)
    if data.startswith(OLE):
        return _kind_of_ole(data, name)
    if data.startswith(_EMPTY_ZIP):
        raise _other_zip("", name)
    if data.startswith(PARQUET):
        return "parquet"
    for start, words, repair in _OTHER_KINDS:
        if data.startswith(start):
            raise _not_a_spreadsheet(name, words, repair)
    _refuse_markup(data, name)
    return "text"


def damaged_error(name: str) -> InputError:
    """Return the one sentence for a file that starts like a spreadsheet and can't be read."""
    return InputError(
        f"{name} is damaged or was only partly copied, so it can't be read. "
        "Open it in Excel, save it again as .xlsx and upload the new file."
    )


def _not_a_spreadsheet(name: str, words: str, repair: str) -> InputError:
    return InputError(f"{name} is {words}, not a spreadsheet. {repair}")


def _kind_of_zip(data: bytes, name: str, limits: Limits) -> str:
    # Counted before the list of parts is read, which takes seconds for a million.
    limits.check_parts(name, data.count(_ZIP_ENTRY))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.namelist()
            declared = b""
            if "mimetype" in members:
                with package.open("mimetype") as stream:
                    declared = stream.read(200)
    # A broken archive raises half a dozen kinds of error, some of them undocumented.
    except Exception as error:
        raise damaged_error(name) from error
    joined = "\n".join(members).replace("\\", "/").lower()
    if b"opendocument" in declared and b"spreadsheet" not in declared:
        raise _not_a_spreadsheet(name, "an OpenDocument file of another kind", _SAVE_AS)
    for mark, kind in (
        ("xl/workbook.bin", "xlsb"),
        ("xl/workbook.", "xlsx"),
        ("content.xml", "ods"),
    ):
        if mark in joined:
            return kind
    raise _other_zip(joined, name)


def _other_zip(joined: str, name: str) -> InputError:
    for mark, words, repair in (
        ("word/", "a Word document", "Copy its table into a spreadsheet and save that as .xlsx."),
        ("ppt/", "a PowerPoint file", _SAVE_AS),
        ("index/", "an Apple Numbers file", "In Numbers choose File, Export To, Excel."),
        ("index.zip", "an Apple Numbers file", "In Numbers choose File, Export To, Excel."),
    ):
        if mark in joined:
            return _not_a_spreadsheet(name, words, repair)
    return _not_a_spreadsheet(name, "a zip archive", "Unpack it and upload the spreadsheet inside.")


def _kind_of_ole(data: bytes, name: str) -> str:
    # Stream names in the container's directory are UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "protected"
    for stream in ("Workbook", "Book"):
        if stream.encode("utf-16-le") in data:
            return "xls"
    if "WordDocument".encode("utf-16-le") in data:
        raise _not_a_spreadsheet(
            name, "a Word document", "Copy its table into a spreadsheet and save that as .xlsx."
        )
    if "PowerPoint Document".encode("utf-16-le") in data:
        raise _not_a_spreadsheet(name, "a PowerPoint file", _SAVE_AS)
    # The header says where the directory of streams begins ([MS-CFB] 2.2).
    sector = 1 << min(int.from_bytes(data[30:32], "little"), 12)
    if (int.from_bytes(data[48:52], "little") + 2) * sector > len(data):
        raise damaged_error(name)
    raise _not_a_spreadsheet(name, "an old Office file of another kind", _SAVE_AS)


def _refuse_markup(data: bytes, name: str) -> None:
    start = data[:4096].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        words = "an XML spreadsheet from 2003"
        raise _not_a_spreadsheet(name, words, "Open it in Excel and save it as .xlsx.")
    if re.match(rb"<(!doctype html|html|table|head|body|meta)\b", start):
        words = "a web page (HTML)"
        raise _not_a_spreadsheet(name, words, "Open it in Excel and save it as .xlsx.")
    if start.startswith(b"<?xml"):
        raise _not_a_spreadsheet(name, "an XML file", _SAVE_AS)
    if start.startswith((b"{", b"[")) and _is_json(data):
        raise _not_a_spreadsheet(name, "a JSON file", "Export the data as .csv or .xlsx.")


def _is_json(data: bytes) -> bool:
    try:
        return isinstance(json.loads(data), (dict, list))
    except (ValueError, RecursionError):
        return False
