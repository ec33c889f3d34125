"""What a sheet's cells do not show by themselves, and the sentence for each.

Hidden rows and columns, cells that show an Excel error, formulas whose results were never stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.importing.sheets import column_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

# First and last row or column of each run, counted from 0.
Runs = tuple[tuple[int, int], ...]
# First row, first column, last row, last column, counted from 0.
Merged = tuple[tuple[int, int, int, int], ...]

_EXAMPLES = 3


@dataclass(frozen=True)
class CellsFound:
    """How many cells of one kind a sheet has, and the first few as Excel names them ("D2")."""

    count: int = 0
    first: tuple[str, ...] = ()

    def add(self, names: Iterable[str]) -> CellsFound:
        """Return these and more cells.

        >>> CellsFound(1, ("A1",)).add(["B1", "C1", "D1"])
        CellsFound(count=4, first=('A1', 'B1', 'C1'))
        """
        more = tuple(names)
        return CellsFound(self.count + len(more), (*self.first, *more)[:_EXAMPLES])

    def __str__(self) -> str:
        return _listed(list(self.first), self.count - len(self.first))


@dataclass(frozen=True)
class SheetFacts:
    """What the parser of cells does not tell of the sheet called `name`."""

    name: str
    hidden_rows: Runs = ()
    hidden_columns: Runs = ()
    errors: CellsFound = CellsFound()
    unsaved: CellsFound = CellsFound()
    merged: Merged = ()

    def notes(self, rows: int, columns: int) -> Iterator[str]:
        """Sentences for the reader of a sheet whose cells reach over so many rows and columns.

        What is hidden beyond them holds nothing and is not told.

        >>> facts = SheetFacts("Scores", hidden_rows=((6, 7), (11, 11)), hidden_columns=((5, 16383),))
        >>> print(*facts.notes(40, 6))
        Sheet “Scores”: 3 rows that are hidden, for example by a filter (7, 8 and 12), and 1 hidden
        column (F) are read like the others.
        """
        parts, total = [], 0
        hidden, words = _within(self.hidden_rows, rows, lambda row: f"{row + 1}")
        if hidden:
            which = f"{hidden:,} rows that are" if hidden > 1 else "1 row that is"
            parts.append(f"{which} hidden, for example by a filter ({words}),")
            total += hidden
        hidden, words = _within(self.hidden_columns, columns, column_letter)
        if hidden:
            parts.append(f"{hidden:,} hidden column{'s' if hidden > 1 else ''} ({words})")
            total += hidden
        if parts:
            verb = "are" if total > 1 else "is"
            like = "the others" if total > 1 else "any other"
            yield f"Sheet “{self.name}”: {' and '.join(parts).rstrip(',')} {verb} read like {like}."
        if self.errors.count:
            cells = f"{self.errors.count:,} cell{'s' if self.errors.count > 1 else ''}"
            shown = "showing an Excel error such as #N/A"
            yield f"Sheet “{self.name}” has {cells} {shown}, read as blank: {self.errors}."
        if self.unsaved.count:
            several = self.unsaved.count > 1
            yield (
                f"Sheet “{self.name}” has {self.unsaved.count:,} formula{'s' if several else ''} whose "
                f"result{'s were' if several else ' was'} never stored, because Excel has not worked "
                f"{'them' if several else 'it'} out, read as blank: {self.unsaved}. Open the file in Excel, "
                "save it once and upload it again."
            )


def _within(runs: Runs, size: int, name: Callable[[int], str]) -> tuple[int, str]:
    """How many of the first `size` rows or columns the runs hold, and which, in words."""
    count, said, words = 0, 0, list[str]()
    for first, end in runs:
        last = min(end, size - 1)
        here = last - first + 1
        if here < 1:
            break
        count += here
        if len(words) < _EXAMPLES:
            # Two are named one by one, and more as from one to another.
            more = [name(first), name(last)] if here == 2 else [_from_to(name(first), name(last))]
            said += here
            words += more
    return count, _listed(words, count - said)


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _listed(words: list[str], left: int) -> str:
    """The words with commas and "and", and how many more there are.

    >>> _listed(["7", "8", "12"], 0), _listed(["7"], 1_200)
    ('7, 8 and 12', '7 and 1,200 more')
    """
    if left:
        words = [*words, f"{left:,} more"]
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else "".join(words)


def joined(runs: Iterable[tuple[int, int]]) -> Runs:
    """Return runs, in ascending order of their beginnings, with those that touch or overlap made one.

    >>> joined([(1, 1), (2, 2), (5, 9), (6, 7)])
    ((1, 2), (5, 9))
    """
    found: list[tuple[int, int]] = []
    for first, last in runs:
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)
