"""The ledger: every row of the file, used or set aside with a reason. Nothing is lost silently."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

ROWS_SHOWN = 3


@dataclass(frozen=True, order=True)
class SetAside:
    """A row that was not used: its sheet, its row as Excel shows it, and why."""

    sheet: str
    row: int
    reason: str


@dataclass(frozen=True)
class Problem:
    """Cells that could not be used, grouped by what would repair them; their rows stay in use."""

    message: str
    rows: tuple[int, ...]
    column: str = ""


@dataclass(frozen=True)
class Ledger:
    """Rows in = rows used + rows set aside, always.

    >>> ledger = Ledger("Sheet1", 3, (SetAside("Sheet1", 4, "There is no id"),))
    >>> ledger.used
    2
    """

    sheet: str
    rows: int
    set_aside: tuple[SetAside, ...]

    def __post_init__(self) -> None:
        if len({entry.row for entry in self.set_aside}) != len(self.set_aside):
            raise ValueError("a row was set aside twice")
        if len(self.set_aside) > self.rows:
            raise ValueError("more rows set aside than there are")

    @property
    def used(self) -> int:
        """How many rows counted towards the evaluation."""
        return self.rows - len(self.set_aside)

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many rows each kind of reason set aside, most first; row numbers in a reason are left off."""
        counts = Counter(entry.reason.split(" (")[0] for entry in self.set_aside)
        return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    def with_more(self, more: tuple[SetAside, ...]) -> Ledger:
        """The ledger with further rows set aside; a row keeps its first reason."""
        taken = {entry.row for entry in self.set_aside}
        fresh = {entry.row: entry for entry in reversed(more) if entry.row not in taken}
        return replace(self, set_aside=tuple(sorted((*self.set_aside, *fresh.values()))))


def row_list(rows: tuple[int, ...] | list[int], *, of: int | None = None) -> str:
    """Rows in words, the first few by number; `of` is how many there are, where `rows` are the first.

    >>> row_list([12]), row_list([2, 3, 4, 5, 6])
    ('row 12', 'rows 2, 3, 4 and 2 more')
    """
    numbers = [str(row) for row in rows[:ROWS_SHOWN]]
    many = len(rows) if of is None else of
    if many == 1:
        return f"row {numbers[0]}"
    if many > ROWS_SHOWN:
        return f"rows {', '.join(numbers)} and {many - ROWS_SHOWN} more"
    return f"rows {', '.join(numbers[:-1])} and {numbers[-1]}"
