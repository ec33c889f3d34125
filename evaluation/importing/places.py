"""Where rows come from, once several sheets are read together: one number a row, and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ROWS_SHOWN = 3
STEP = 10_000_000  # more rows than any sheet has: the second sheet's row 5 is number 10,000,005


@dataclass(frozen=True)
class Places:
    """The sheets that are read together, in order: what the numbers of their rows stand for.

    A row's number is its row in Excel, plus `STEP` for each sheet before its own, so that numbers
    are distinct and follow the order of the sheets. Of a single sheet they are Excel's rows.

    >>> both = Places(("Asha", "Ben"))
    >>> both.of(10_000_005), both.listed([12, 10_000_005])
    (('Ben', 5), "row 12 of 'Asha' and row 5 of 'Ben'")
    """

    sheets: tuple[str, ...]

    def of(self, number: int) -> tuple[str, int]:
        """The sheet of a row and its row in Excel."""
        place, row = divmod(int(number), STEP)
        return self.sheets[place], row

    def number(self, sheet: str, row: int) -> int:
        """The number of a row of a sheet: the inverse of `of`; raises ValueError for another sheet."""
        return self.sheets.index(sheet) * STEP + row

    def listed(self, numbers: Sequence[int], *, of: int | None = None) -> str:
        """Rows in words, the first few by number; `of` is how many there are, where these are the first.

        >>> Places(("Scores",)).listed([12]), Places(("Scores",)).listed([2, 3, 4, 5, 6])
        ('row 12', 'rows 2, 3, 4 and 2 more')
        """
        many = len(numbers) if of is None else of
        shown = [self.of(number) for number in numbers[:ROWS_SHOWN]]
        by_sheet: dict[str, list[str]] = {}
        for sheet, row in shown:
            by_sheet.setdefault(sheet, []).append(str(row))
        more = many - len(shown)
        if len(self.sheets) == 1:
            rows = next(iter(by_sheet.values()))
            tail = [*rows, f"{more} more"] if more else rows
            return f"row {rows[0]}" if many == 1 else f"rows {_and(tail)}"
        parts = [
            f"row{'s' if len(rows) > 1 else ''} {_and(rows)} of '{sheet}'" for sheet, rows in by_sheet.items()
        ]
        return _and([*parts, f"{more} more"] if more else parts)


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
