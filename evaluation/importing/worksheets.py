"""Looking through the XML of one .xlsx worksheet, a block at a time, for what its parser does not tell.

Finds how far the cells can reach, hidden rows and columns, error cells and formulas without a
stored result. No tree is built and no entity is resolved.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.importing.extents import Block, Extent
from evaluation.importing.hidden import CellsFound, SheetFacts, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HIDDEN = (b'hidden="1"', b'hidden="true"')
_HIDDEN_TAG = re.compile(rb'<(?:\w+:)?(row|col)\b([^>]*\shidden="(?:1|true)"[^>]*)>')
_ROW = re.compile(rb'\sr="(\d{1,7})"')
_COLUMNS = re.compile(rb'\s(min|max)="(\d{1,5})"')
_ERROR = re.compile(rb'<(?:\w+:)?c\b([^>]*\st="e"[^>]*)>')
# A formula with nothing after it in its cell, or an empty value.
_UNSAVED = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
_CELL = re.compile(rb'\sr="([A-Z]{1,3}\d{1,7})"')


@dataclass(frozen=True)
class Worksheet:
    """A worksheet looked through: `reach` is an upper bound, None where it takes a parser to tell."""

    facts: SheetFacts
    reach: Extent | None


def look_through(name: str, blocks: Iterable[bytes]) -> Worksheet:
    """Look through a worksheet's XML, given in blocks that each end before a tag.

    >>> found = look_through("A", [b'<row r="2" hidden="1"><c r="B2" t="e"><v>#N/A</v></c></row>'])
    >>> found.reach, found.facts.hidden_rows, str(found.facts.errors)
    (Extent(rows=2, columns=2), ((1, 1),), 'B2')
    """
    reach: Extent | None = Extent(0, 0)
    rows: list[tuple[int, int]] = []
    columns: list[tuple[int, int]] = []
    errors, unsaved = CellsFound(), CellsFound()
    for xml in blocks:
        block = Block(xml)
        if reach is not None:
            further = block.reach()
            reach = None if further is None else reach.joined(further)
        if block.holds(b"dd") and any(mark in xml for mark in _HIDDEN):  # the first is quick
            more_rows, more_columns = _hidden(xml)
            rows += more_rows
            columns += more_columns
        if block.holds(b'"e'):
            errors = errors.add(_name(tag[1]) for tag in _ERROR.finditer(xml))
        if block.holds(b"<f"):
            unsaved = unsaved.add(_unsaved(xml))
    hidden = joined(sorted(rows)), joined(sorted(columns))
    return Worksheet(SheetFacts(name, *hidden, errors, unsaved), reach)


def blocks_of(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Put chunks of XML together anew, so that each piece ends before a cell or at least before a tag.

    >>> list(blocks_of([b'<c r="A1"/><c r="B', b'1"/></row>']))
    [b'<c r="A1"/>', b'<c r="B1"/>', b'</row>']
    """
    held: list[bytes] = []
    for chunk in chunks:
        cut = chunk.rfind(b"<c ")
        if cut < 0:
            cut = chunk.rfind(b"<")
        if cut < 0:
            held.append(chunk)
            continue
        held.append(chunk[:cut])
        if any(held):
            yield b"".join(held)
        held = [chunk[cut:]]
    yield b"".join(held)


def _hidden(xml: bytes) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The hidden rows and the hidden columns named in a block, as runs counted from 0."""
    rows: list[tuple[int, int]] = []
    columns: list[tuple[int, int]] = []
    for kind, attributes in _HIDDEN_TAG.findall(xml):
        if kind == b"row":
            rows += [(int(number) - 1, int(number) - 1) for number in _ROW.findall(attributes)]
        else:
            ends = {end: int(number) - 1 for end, number in _COLUMNS.findall(attributes)}
            if b"min" in ends:
                columns.append((ends[b"min"], ends.get(b"max", ends[b"min"])))
    return rows, columns


def _unsaved(xml: bytes) -> Iterator[str]:
    for formula in _UNSAVED.finditer(xml):
        cell = xml[xml.rfind(b"<", 0, formula.start()) : formula.start()]
        # A text result of no characters is a result: blank.
        if b' t="str"' not in cell:
            yield _name(cell)


def _name(attributes: bytes) -> str:
    found = _CELL.search(attributes)
    return found[1].decode() if found else "a cell without a name"
