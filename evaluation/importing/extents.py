"""How far the cells of a sheet reach, found before a parser lays the whole rectangle out.

A workbook of 5 KB with one stray cell at XFD1048576 would otherwise take 17 thousand million
cells of memory. Works on blocks of the file's bytes; nothing is unpacked to disk.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_ALPHABET = 26
_SPACES = b" \t\r\n"


def _among(signs: bytes) -> NDArray[np.bool_]:
    """Which of the 256 bytes are among some."""
    table = np.zeros(256, np.bool_)
    table[list(signs)] = True
    return table


# What may follow "<c" where it begins a cell and not a longer name, and come before "r=" where it is not
# the end of one.
_AFTER_NAME = _among(_SPACES + b"/>")
_BEFORE_NAME = _among(_SPACES + b"\"'")
_BEFORE = 8  # blanks put before and after a block, so that no look beside a mark leaves it
_AFTER = 32
_SPACED = re.compile(rb"r[ \t\r\n]+=")  # perhaps an attribute called r, written at leisure
_MOST_LETTERS, _MOST_DIGITS = 3, 7  # XFD1048576

# Every cell but those without contents, which are only formatted.
_FILLED = re.compile(rb"""<c r="([A-Z]+)(\d+)"(?!(?: s="\d+")?(?: t="\w+")?(?:/>|></c>))""")


class Extent(NamedTuple):
    """The last row and the last column that hold a cell, counted from 1; 0 when there is none."""

    rows: int
    columns: int

    @property
    def cells(self) -> int:
        """The rectangle from A1 that a parser would lay out."""
        return self.rows * self.columns

    def joined(self, other: Extent) -> Extent:
        """The rectangle that holds both.

        >>> Extent(3, 1).joined(Extent(2, 5))
        Extent(rows=3, columns=5)
        """
        return Extent(max(self.rows, other.rows), max(self.columns, other.columns))


class Block:
    """A piece of a worksheet's XML in which pairs of characters are found all at once, by numpy.

    Five times as fast as regular expressions, which matters for the tens of megabytes of a sheet.
    """

    def __init__(self, xml: bytes) -> None:
        self._xml = b"".join((b" " * _BEFORE, xml, b" " * (_AFTER + len(xml) % 2)))
        half = len(self._xml) // 2
        self._even = np.frombuffer(self._xml, "<u2", half)
        self._odd = np.frombuffer(self._xml, "<u2", half - 1, offset=1)
        self._bytes = np.frombuffer(self._xml, np.uint8)

    def reach(self) -> Extent | None:
        """How far cells reach at the most, formatted blank ones included.

        None where a cell is not written as Excel and nearly everybody does (<c r="B2" first): an
        upper bound would then take a real parser.

        >>> Block(b'<row r="2"><c r="A2"/><c r="AB2" s="1"><v>3</v></c></row>').reach()
        Extent(rows=2, columns=28)
        >>> Block(b'<row r="2"><c s="1" r="AB2"/></row>').reach() is None
        True
        """
        found = self._bytes
        names = self._find(b"<c")
        cells = names[_AFTER_NAME[found[names + 2]]]
        if not self._is_usual(cells):
            return None
        if not cells.size:
            return Extent(0, 0)
        columns, digits = _number(found, cells + 6, b"A", _ALPHABET, _MOST_LETTERS)
        rows, ends = _number(found, digits, b"0", 10, _MOST_DIGITS)
        whole = (found[ends] == ord('"')).all() and columns.all() and rows.all()
        return Extent(int(rows.max()), int(columns.max())) if whole else None

    def holds(self, two: bytes) -> bool:
        """Whether two characters occur beside each other anywhere."""
        wanted = int.from_bytes(two, "little")
        return bool((self._even == wanted).any() or (self._odd == wanted).any())

    def _find(self, two: bytes) -> NDArray[np.intp]:
        wanted = int.from_bytes(two, "little")
        return np.concatenate(
            (np.flatnonzero(self._even == wanted) * 2, np.flatnonzero(self._odd == wanted) * 2 + 1)
        )

    def _is_usual(self, cells: NDArray[np.intp]) -> bool:
        """Whether each cell begins <c r=" and no other attribute called r could hide a second place."""
        found = self._bytes
        if not all((found[cells + 2 + i] == sign).all() for i, sign in enumerate(b' r="')):
            return False
        named = self._find(b":c")
        if _AFTER_NAME[found[named + 2]].any():
            return False
        if any(self.holds(two) for two in (b" =", b"\t=", b"\r=", b"\n=")) and any(
            _BEFORE_NAME[self._xml[match.start() - 1]] for match in _SPACED.finditer(self._xml)
        ):
            return False
        places = self._find(b"r=")
        places = places[_BEFORE_NAME[found[places - 1]]]
        rows = (found[places - 5] == ord("<")) & (found[places - 2] == ord("w"))
        return int(rows.sum()) + cells.size == places.size


def _number(
    found: NDArray[np.uint8], start: NDArray[np.intp], first: bytes, base: int, most: int
) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """Read a number from each of `start`, its digits from `first` on; returns them and where each ends.

    As letters the digits count from 1 (A, B ... Z, AA).
    """
    numbers = np.zeros(len(start), np.int32)
    at = start
    for _ in range(most):
        digit = found[at] - np.uint8(first[0])  # what is below the first digit wraps round to the top
        is_digit = digit < base
        if not is_digit.any():
            break
        numbers = np.where(is_digit, numbers * base + digit + (first == b"A"), numbers)
        at = at + is_digit
    return numbers, at


def filled_extent(blocks: Iterable[bytes]) -> Extent:
    """Return how far the cells with contents reach, where each cell is written as usual.

    >>> filled_extent([b'<c r="B2"><v>1</v></c><c r="XFD9" s="1"/><c r="A7"><f>B2</f></c>'])
    Extent(rows=7, columns=2)
    """
    rows = columns = 0
    for block in blocks:
        for letters, number in _FILLED.findall(block):
            rows = max(rows, int(number))
            columns = max(columns, column_number(letters))
    return Extent(rows, columns)


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters, counted from 1.

    >>> column_number(b"A"), column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * _ALPHABET + letter - ord("A") + 1
    return number


def xlsb_extent(records: bytes) -> Extent:
    """Return the extent of one worksheet part of an .xlsb file ([MS-XLSB] 2.4: row and cell records)."""
    row = rows = columns = 0
    for kind, body in _xlsb_records(records):
        if kind == 0:
            row = int.from_bytes(body[:4], "little") + 1
        # Record 1 is a blank, only formatted cell; 2 to 11 hold values and formulas.
        elif 2 <= kind <= 11:
            rows = max(rows, row)
            columns = max(columns, int.from_bytes(body[:4], "little") + 1)
    return Extent(rows, columns)


def _xlsb_records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each record's number and body; both number and length are in 7-bit groups."""
    position, end = 0, len(data)
    while position < end:
        kind = data[position]
        position += 1
        if kind >= 0x80 and position < end:
            kind = (kind & 0x7F) | (data[position] & 0x7F) << 7
            position += 1
        size = shift = 0
        while position < end:
            part = data[position]
            position += 1
            size |= (part & 0x7F) << shift
            shift += 7
            if part < 0x80 or shift > 21:
                break
        yield kind, data[position : position + size]
        position += size
