"""A passage: a piece of a file's text, with the place where a person finds it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST = 300_000  # passages of one file; a report of forty measures has a tenth
_NUMBERED = re.compile(r"^(Figure|Table) \d+(?=: )")
_CAPTIONED = re.compile(r"^(Figure|Table): ")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ALIKE = str.maketrans({"\u2212": "-", "\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"'})


@dataclass(frozen=True)
class Passage:
    """A paragraph, a table's cell, a value of a chart or a picture's description.

    `keys` are what it can be found by in another version of the file, the best first; running text has
    none and is found by its order. `picture` says that the text stands for a picture's content.
    """

    where: str
    text: str
    keys: tuple[tuple[str, ...], ...] = ()
    picture: bool = False


def plain(text: str) -> str:
    """The text as it is compared: without what nobody sees, and without a figure's running number.

    >>> plain("Figure 12: Scores\u00a0fell by \u22123")
    'Figure: Scores fell by -3'
    """
    seen = _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).translate(_ALIKE)
    return _NUMBERED.sub(r"\1", " ".join(seen.split()))


def of_table(
    caption: str,
    rows: Sequence[Sequence[str]],
    place: str = "",
    at: Callable[[int, int], str] | None = None,
) -> Iterator[Passage]:
    """The cells of a table whose first row is its heading.

    A cell is known by its row's first words and its column's heading, and where those were changed by its
    place; `at` names a cell (row and column from 0) where a person has another name for it.
    """
    about = _CAPTIONED.sub("", plain(caption))
    named = place or f"table '{short(about)}'"
    heads = [plain(cell) for cell in rows[0]] if rows else []
    labels = _labels(rows[1:])
    for number, cells in enumerate(rows):
        for column, text in enumerate(cells):
            if not text.strip():
                continue
            by_place = ("place", about, str(number), str(column))
            head = heads[column] if column < len(heads) else ""
            spot = at(number, column) if at else ""
            if number == 0:
                by_words = ("heading", about, plain(text))
                yield Passage(spot or f"{named}, heading of column {column + 1}", text, (by_words, by_place))
            elif column == 0:
                by_words = ("row", about, plain(text))
                yield Passage(spot or f"{named}, row {number}, first column", text, (by_words, by_place))
            else:
                label = labels[number - 1]
                called = f"row '{short(label)}', column '{short(head)}'"
                where = f"{spot} ({called})" if spot else f"{named}, {called}"
                yield Passage(where, text, (("label", about, label, head), by_place))


def short(text: str) -> str:
    """A text short enough to name a place by.

    >>> short("x" * 80)[-3:]
    'xx…'
    """
    known = plain(text)
    return known if len(known) <= 70 else f"{known[:69]}…"


def _labels(rows: Sequence[Sequence[str]]) -> list[str]:
    """What each row is known by: its first cell, with the second where rows share it, then which of those."""
    first = [plain(row[0]) if row else "" for row in rows]
    often = Counter(first)
    both = [
        f"{label}: {plain(row[1])}" if often[label] > 1 and len(row) > 1 else label
        for label, row in zip(first, rows, strict=True)
    ]
    met: Counter[str] = Counter()
    labels = []
    for label in both:
        met[label] += 1
        labels.append(label if met[label] == 1 else f"{label} ({met[label]})")
    return labels
