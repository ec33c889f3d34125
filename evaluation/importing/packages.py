"""Looking inside a zipped spreadsheet (.xlsx, .xlsm, .xlsb, .ods) before it is parsed.

Checks that it is whole and safe to open, and finds what the parser does not tell: hidden
rows, cells that show an Excel error, and formulas whose results were never saved.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING

from evaluation.errors import InputError
from evaluation.importing.extents import Extent, ods_extents, xlsb_extent, xlsx_overreach
from evaluation.importing.kinds import damaged_error, password_error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.importing.limits import Limits

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

# Each pattern is tried only where its plain bytes occur at all, which is a much faster search.
_HIDDEN_ROW = (b"hidden=", re.compile(rb"""<(?:\w+:)?row\b[^>]*\shidden=["'](?:1|true)["']"""))
_ERROR_CELL = (b' t="e"', re.compile(rb"""<(?:\w+:)?c\b[^>]*\st="e\""""))
# A formula with no result. Those that give an empty text (t="str") have one: blank.
_UNSAVED_FORMULA = (
    b"<f",
    re.compile(
        rb"""<c\b(?![^>]*\st="str")[^>]*>(?:<f\b[^>]*/>|<f\b[^>]*>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>"""
    ),
)


def inspect_package(data: bytes, name: str, limits: Limits) -> tuple[str, ...]:
    """Check a zipped spreadsheet and return notes on what its reader should know.

    Raises InputError when it is damaged, protected, or would take more memory than is allowed.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:
        raise damaged_error(name) from error
    with package:
        members = package.infolist()
        limits.check_unpacked(name, len(data), sum(member.file_size for member in members))
        try:
            locked = any(member.flag_bits & 1 for member in members) or _is_encrypted(package)
            notes = () if locked else tuple(_sheet_notes(package, name, limits))
        except InputError:
            raise
        # Besides its own error, zipfile raises OSError, KeyError, ValueError and more for damage.
        except Exception as error:
            raise damaged_error(name) from error
    if locked:
        raise password_error(name)
    return notes


def _is_encrypted(package: zipfile.ZipFile) -> bool:
    """Say whether an OpenDocument file names an encrypted part in its manifest (part 2, 4.8)."""
    manifest = "META-INF/manifest.xml"
    return manifest in package.namelist() and b"encryption-data" in package.read(manifest)


def _sheet_notes(package: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[str]:
    sheets = _sheet_parts(package)
    for sheet, part in sheets:
        content = package.read(part)
        place = f"{name}, sheet “{sheet}”," if sheet else name
        extents: list[Extent | None]
        if part.endswith(".bin"):
            extents = [xlsb_extent(content)]
        elif part == "content.xml":
            extents = [*ods_extents(content)]
        else:
            extents = [xlsx_overreach(content, limits.cells)]
        for extent in filter(None, extents):
            limits.check_extent(place, extent.rows, extent.columns, most_rows=limits.spreadsheet_rows)
            limits.check_cells(place, extent.cells)
        if sheet and not part.endswith(".bin"):
            yield from _oddities(sheet, content)
    # Sizes stated in a zip can lie: reading each part to its stated end checks them.
    read = {part for _, part in sheets}
    for member in package.infolist():
        if member.filename not in read:
            with package.open(member) as stream:
                while stream.read(1 << 20):
                    pass


def _oddities(sheet: str, xml: bytes) -> Iterator[str]:
    hidden, errors, unsaved = (
        len(pattern.findall(xml)) if sign in xml else 0
        for sign, pattern in (_HIDDEN_ROW, _ERROR_CELL, _UNSAVED_FORMULA)
    )
    if hidden:
        yield (
            f"Sheet “{sheet}” has {hidden:,} hidden or filtered row{'s' if hidden > 1 else ''}, "
            "read like the others."
        )
    if errors:
        yield (
            f"Sheet “{sheet}” has {errors:,} cell{'s' if errors > 1 else ''} showing an Excel error "
            "such as #N/A, read as blank."
        )
    if unsaved:
        yield (
            f"Sheet “{sheet}” has {unsaved:,} formula{'s' if unsaved > 1 else ''} without a saved result, "
            "read as blank. Open the file in Excel, save it and upload it again."
        )


def _sheet_parts(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """Return (sheet name, path in the package) of each worksheet; the name is "" when unknown."""
    members = package.namelist()
    if "content.xml" in members and "xl/workbook.xml" not in members:
        return [("", "content.xml")]
    worksheets = [
        part for part in members if re.fullmatch(r"/?xl/worksheets/[^/]+\.(xml|bin)", part, re.IGNORECASE)
    ]
    if "xl/workbook.xml" not in members or "xl/_rels/workbook.xml.rels" not in members:
        return [("", part) for part in worksheets]
    names = {}
    for attributes in _tags(_SHEET, package.read("xl/workbook.xml")):
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        names[relation] = attributes.get("name", "")
    named = {}
    for attributes in _tags(_RELATION, package.read("xl/_rels/workbook.xml.rels")):
        target = attributes.get("Target", "").lstrip("/").removeprefix("xl/")
        named[f"xl/{target}"] = names.get(attributes.get("Id", ""), "")
    return [(named.get(part, ""), part) for part in worksheets]


def _tags(pattern: re.Pattern[str], xml: bytes) -> Iterator[dict[str, str]]:
    for tag in pattern.findall(xml.decode("utf-8", errors="replace")):
        yield {key: html.unescape(double or single) for key, double, single in _ATTRIBUTE.findall(tag)}
