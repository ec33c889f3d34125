"""Looking through an .ods file's content.xml, a block at a time, for what its parser does not tell.

Finds how far the cells of each sheet reach, hidden rows and columns and merged cells (OpenDocument
1.3 part 3, 9.1).
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from evaluation.importing.extents import Extent
from evaluation.importing.hidden import SheetFacts, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ROW, _ROW_END = b"<table:table-row", b"</table:table-row>"
_CELL, _COVERED, _CELL_END = b"<table:table-cell", b"<table:covered-table-cell", b"</table:table-cell>"
_AROUND_ROWS = re.compile(rb"<(/?)table:(table-column|table)(?=[\s/>])([^>]*)>")
_ANY_CELL = re.compile(rb"<table:(?:covered-)?table-cell(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d+)["']""")
_SPANNED = re.compile(rb"""number-(rows|columns)-spanned=["'](\d+)["']""")
_NAME = re.compile(rb"""table:name=(?:"([^"]*)"|'([^']*)')""")
_HIDDEN = re.compile(rb"""table:visibility=["'](?:collapse|filter)["']""")


@dataclass
class _Table:
    """One sheet as far as it has been looked through."""

    name: str = ""
    row: int = 0  # rows and columns so far
    column: int = 0
    reach: Extent = field(default_factory=lambda: Extent(0, 0))
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def facts(self) -> SheetFacts:
        hidden = joined(self.hidden_rows), joined(self.hidden_columns)
        return SheetFacts(self.name, *hidden, merged=tuple(self.merged))


def look_through_content(chunks: Iterable[bytes]) -> list[tuple[SheetFacts, Extent]]:
    """Look through content.xml; returns what is known of each sheet and how far its cells reach.

    >>> xml = b'<table:table table:name="A"><table:table-row table:number-rows-repeated="3">'
    >>> xml += b'<table:table-cell office:value="1"/></table:table-row></table:table>'
    >>> look_through_content([xml])[0][1]
    Extent(rows=3, columns=1)
    """
    tables = [_Table()]
    for block in _blocks(chunks):
        at = 0
        while (start := block.find(_ROW, at)) >= 0:
            _around(block[at:start], tables)
            tag_end = block.find(b">", start)
            if tag_end < 0:
                at = len(block)
                break
            tag, body, at = block[start:tag_end], b"", tag_end + 1
            if tag[len(_ROW) : len(_ROW) + 1].isalpha() or tag[len(_ROW) : len(_ROW) + 1] == b"-":
                continue  # a group of rows
            if not tag.endswith(b"/"):
                end = block.find(_ROW_END, at)
                end = len(block) if end < 0 else end
                body, at = block[at:end], end + len(_ROW_END)
            _take_row(tables[-1], tag, body)
        _around(block[at:], tables)
    return [(table.facts(), table.reach) for table in tables[:-1]]


def _blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Put chunks together anew, so that each piece but the last ends after a row."""
    held: list[bytes] = []
    for chunk in chunks:
        cut = chunk.rfind(_ROW_END)
        if cut < 0:
            held.append(chunk)
            continue
        cut += len(_ROW_END)
        held.append(chunk[:cut])
        yield b"".join(held)
        held = [chunk[cut:]]
    yield b"".join(held)


def _around(xml: bytes, tables: list[_Table]) -> None:
    """Take in what stands between two rows: the ends and beginnings of sheets, and their columns."""
    if not xml:
        return
    for closing, kind, attributes in _AROUND_ROWS.findall(xml):
        table = tables[-1]
        if kind == b"table-column":
            count = _times(attributes)
            if _HIDDEN.search(attributes):
                table.hidden_columns.append((table.column, table.column + count - 1))
            table.column += count
        elif closing:
            tables.append(_Table())
        else:
            name = _NAME.search(attributes)
            raw = (name[1] or name[2] or b"") if name else b""
            tables[-1] = _Table(html.unescape(raw.decode("utf-8", errors="replace")))


def _take_row(table: _Table, tag: bytes, body: bytes) -> None:
    count = _times(tag) if b"repeated" in tag else 1
    if b"visibility" in tag and _HIDDEN.search(tag):
        table.hidden_rows.append((table.row, table.row + count - 1))
    width = _width(body)
    if width:
        table.reach = table.reach.joined(Extent(table.row + count, width))
        if b"-spanned" in body:
            table.merged += _merged(body, table.row)
    table.row += count


def _width(body: bytes) -> int:
    """How many cells a row holds, blank ones to the end left off, repeated ones multiplied out."""
    body = body.rstrip()
    while body:
        if body.endswith(b"/>"):
            start = body.rfind(b"<")
        elif body.endswith(b">" + _CELL_END):
            start = body.rfind(_CELL)
            if body.count(b"<", start) > 2:  # more than its own two tags: it has contents
                break
        else:
            break
        if start < 0 or b"office:value" in body[start:]:
            break
        body = body[:start].rstrip()
    cells = body.count(_CELL) + (body.count(_COVERED) if b"covered" in body else 0)
    if b"columns-repeated" in body:
        cells += sum(int(times) - 1 for times in _REPEATED.findall(body))
    return cells


def _merged(body: bytes, row: int) -> Iterator[tuple[int, int, int, int]]:
    column = 0
    for attributes in _ANY_CELL.findall(body):
        if b"-spanned" in attributes:
            sizes = {name: int(size) for name, size in _SPANNED.findall(attributes)}
            down, across = sizes.get(b"rows", 1), sizes.get(b"columns", 1)
            if down > 1 or across > 1:
                yield row, column, row + down - 1, column + across - 1
        column += _times(attributes)


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1
