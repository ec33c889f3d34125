"""Looking inside a zipped spreadsheet (.xlsx, .xlsm, .xlsb, .ods) before it is parsed.

Checks that it is whole and safe to open, and finds what the parser does not tell of its sheets.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.archives import Archive
from evaluation.importing.extents import Extent, filled_extent, xlsb_extent
from evaluation.importing.kinds import damaged_error
from evaluation.importing.opendocument import look_through_content
from evaluation.importing.passwords import locked_error
from evaluation.importing.worksheets import blocks_of, look_through

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.importing.hidden import SheetFacts
    from evaluation.importing.limits import Limits

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

_DEFINITION = b"<!DOCTYPE"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Package:
    """What is known of a zipped spreadsheet before it is parsed.

    `plain` says that every worksheet is written as Excel writes them and surely keeps within the
    limits, so that it can be parsed in this process.
    """

    sheets: tuple[SheetFacts, ...] = ()
    plain: bool = False


def inspect_package(data: bytes, name: str, kind: str, limits: Limits) -> Package:
    """Check a zipped spreadsheet of a kind ("xlsx", "xlsb" or "ods") and look through its sheets.

    Raises InputError when it is damaged, locked or unsafe, or would take more memory than is allowed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _inspected(Archive(data, package), name, kind, limits)
    except (InputError, MemoryError):
        raise
    # Besides its own error, zipfile raises OSError, KeyError, ValueError and more for damage.
    except Exception as error:
        raise damaged_error(name) from error


def explain_xlsb(data: bytes, name: str, limits: Limits) -> None:
    """Raise InputError where cells too far away are why an .xlsb file could not be parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        archive = Archive(data, package)
        for member in archive.members:
            if re.fullmatch(r"xl/worksheets/[^/]+\.bin", member.filename, re.IGNORECASE):
                _check_extent(name, xlsb_extent(b"".join(archive.chunks(member))), limits)


def _inspected(archive: Archive, name: str, kind: str, limits: Limits) -> Package:
    limits.check_parts(name, len(archive.members))
    limits.check_unpacked(name, archive.size, sum(member.file_size for member in archive.members))
    manifest = archive.text("META-INF/manifest.xml") if kind == "ods" else ""
    # OpenDocument 1.3 part 2, 4.8: an encrypted part is named in the manifest.
    if any(member.flag_bits & 1 for member in archive.members) or "encryption-data" in manifest:
        raise locked_error(name)
    worksheets = _worksheets(archive) if kind == "xlsx" else {}
    found: list[SheetFacts] = []
    plain = kind == "xlsx" and archive.ends_once
    for member in archive.members:
        chunks = _checked(archive.chunks(member), name)
        if member.filename in worksheets:
            sheet = worksheets[member.filename]
            seen = look_through(sheet, blocks_of(_readable(chunks, name)))
            found.append(seen.facts)
            if seen.reach is None:
                plain = False
            elif not _within(seen.reach, limits):
                exact = filled_extent(blocks_of(archive.chunks(member)))
                _check_extent(_place(name, sheet), exact, limits)
        elif kind == "ods" and member.filename == "content.xml":
            for facts, reach in look_through_content(_readable(chunks, name)):
                _check_extent(_place(name, facts.name), reach, limits)
                found.append(facts)
        elif _mention(chunks, b"sheetData"):
            plain = False  # cells in a part that the workbook does not list, or not by this name
    return Package(tuple(found), plain)


def _mention(chunks: Iterator[bytes], word: bytes) -> bool:
    """Say whether a word occurs in a part, all of which is read."""
    found = False
    before = b""
    for chunk in chunks:
        found = found or word in chunk or word in before + chunk[: len(word)]
        before = chunk[-len(word) :]
    return found


def _within(reach: Extent, limits: Limits) -> bool:
    return (
        reach.rows <= limits.spreadsheet_rows
        and reach.columns <= limits.columns
        and reach.cells <= limits.cells
    )


def _check_extent(place: str, reach: Extent, limits: Limits) -> None:
    limits.check_extent(place, reach.rows, reach.columns, most_rows=limits.spreadsheet_rows)
    limits.check_cells(place, reach.cells)


def _place(name: str, sheet: str) -> str:
    return f"{name}, sheet “{sheet}”," if sheet else name


def _checked(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Pass chunks on; raises InputError where XML defines words of its own, which spreadsheets never do."""
    before = b""
    is_xml = wide = False
    for number, chunk in enumerate(chunks):
        if number == 0:
            wide = chunk.startswith(_UTF16)
            is_xml = wide or chunk.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
        if is_xml:
            text = chunk.replace(b"\x00", b"") if wide else chunk
            if _DEFINITION in text or _DEFINITION in before + text[: len(_DEFINITION)]:
                raise InputError(
                    f"{name} holds definitions (a DTD) such as no spreadsheet program writes and which could "
                    "fill the memory, so it is not opened. Open it in Excel, save it as a new .xlsx and "
                    "upload that."
                )
            before = text[-len(_DEFINITION) :]
        yield chunk


def _readable(chunks: Iterator[bytes], name: str) -> Iterator[bytes]:
    """Pass chunks on; raises InputError for a sheet in UTF-16, which the parser would take for blank."""
    for number, chunk in enumerate(chunks):
        if number == 0 and chunk.startswith(_UTF16):
            raise InputError(
                f"{name} keeps its cells in an unusual way (UTF-16), which can't be read. "
                "Open it in Excel, save it as a new .xlsx and upload that."
            )
        yield chunk


def _worksheets(archive: Archive) -> dict[str, str]:
    """The path in the package of each worksheet that the workbook lists, with the sheet's name."""
    names = {}
    for attributes in _tags(_SHEET, archive.text("xl/workbook.xml")):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        names[relation] = attributes.get("name", "")
    paths = {}
    for attributes in _tags(_RELATION, archive.text("xl/_rels/workbook.xml.rels")):
        if attributes.get("Id", "") in names:
            path = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))
            paths[path.lstrip("/")] = names[attributes["Id"]]
    return paths


def _tags(pattern: re.Pattern[str], xml: str) -> Iterator[dict[str, str]]:
    for tag in pattern.findall(xml):
        yield {key: html.unescape(double or single) for key, double, single in _ATTRIBUTE.findall(tag)}
