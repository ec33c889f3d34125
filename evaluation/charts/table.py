"""The table that goes with every figure: printed text, or numbers that know how to print.

Numbers are rounded when they enter a table, so that a spreadsheet cell holds what the page
prints and no more: further decimals can give a hidden count away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.estimates import Rate

Form = Literal["count", "share", "decimal"]


@dataclass(frozen=True)
class Number:
    """A number as printed: `value` already rounded to `places` (of a share: of its fraction)."""

    value: float
    form: Form
    places: int = 0

    @property
    def text(self) -> str:
        """The number as people read it.

        >>> Number(0.67, "share", 2).text, Number(1204, "count").text, Number(0.5, "decimal", 2).text
        ('67%', '1,204', '0.50')
        """
        if self.form == "count":
            return wording.count(int(self.value))
        if self.form == "share":
            return wording.share(self.value)
        return wording.decimal(self.value, self.places)

    @property
    def plain(self) -> float:
        """The number as programs take it: a count is whole, and no decimal is there that is not printed.

        >>> Number(1204.0, "count").plain, Number(0.5, "decimal", 2).plain
        (1204, 0.5)
        """
        return int(self.value) if self.form == "count" else float(self.value)

    @property
    def spreadsheet_format(self) -> str:
        """The number format under which a spreadsheet prints the same text."""
        if self.form == "count":
            return "#,##0"
        return "0%" if self.form == "share" else "#,##0" + ("." + "0" * self.places if self.places else "")


Cell = str | Number
# Text that stands in a column of figures: symbols, and shares whose rounding would be false.
_AMONG_FIGURES = {*wording.SYMBOLS, wording.share(0.001), wording.share(0.999)}


@dataclass(frozen=True, kw_only=True)
class Table:
    """A captioned table of cells; `name` is a short name for a sheet or a file.

    Raises ValueError when the caption is empty, a row has another number of cells than there
    are columns, or two columns have the same heading.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    name: str = ""

    def __post_init__(self) -> None:
        if not self.caption.strip():
            raise ValueError("a table needs a caption")
        if len(set(self.columns)) != len(self.columns) or not all(self.columns):
            raise ValueError(f"{self.caption!r}: every column needs a heading of its own")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.caption!r}: every row needs {len(self.columns)} cells")

    def printed(self) -> tuple[tuple[str, ...], ...]:
        """The rows as text.

        >>> Table(caption="Who", columns=("Step", "Families"), rows=(("Paired", counted(1204)),)).printed()
        (('Paired', '1,204'),)
        """
        return tuple(tuple(printed(cell) for cell in row) for row in self.rows)

    def numeric(self, column: int) -> bool:
        """Whether a column holds figures (or symbols in their place)."""
        texts = [row[column] for row in self.rows if not isinstance(row[column], Number)]
        return bool(self.rows) and all(text in _AMONG_FIGURES for text in texts)


def printed(cell: Cell) -> str:
    """A cell as text."""
    return cell.text if isinstance(cell, Number) else cell


def counted(n: int | None, missing: str = wording.HIDDEN) -> Cell:
    """A count, or the symbol in its place."""
    return missing if n is None else Number(int(n), "count")


def shared(value: float | None, missing: str = wording.UNAVAILABLE) -> Cell:
    """A share as a whole percentage; text where a rounded 0% or 100% would be false.

    >>> shared(2 / 3), shared(0.001)
    (Number(value=0.67, form='share', places=2), 'less than 1%')
    """
    text = wording.share(value, missing)
    if value is None or text == missing or "than" in text:
        return text
    return Number(wording.rounded(value, 2), "share", 2)


def symbol_of(rate: Rate) -> str:
    """What stands for a part of a rate that is not given: beside rounded counts it was left out on purpose.

    >>> from dataclasses import replace
    >>> from evaluation.estimates import Rate
    >>> rate = Rate(rule="r", outcome="improved", n=20, of=30, who="families", low=None, high=None)
    >>> symbol_of(rate), symbol_of(replace(rate, printed_share=0.65))
    ('[x]', '[c]')
    """
    return rate.hidden or (wording.HIDDEN if rate.rounded else wording.UNAVAILABLE)


def rate_cells(rate: Rate) -> tuple[Cell, ...]:
    """Number, out of, counted among, share, from and to; its symbol where a part is not given."""
    symbol = symbol_of(rate)
    return (
        counted(rate.n, symbol),
        counted(rate.of, symbol),
        rate.who,
        shared(rate.share, symbol),
        shared(rate.low, symbol),
        shared(rate.high, symbol),
    )


def measured(value: float | None, places: int = 1, missing: str = wording.UNAVAILABLE) -> Cell:
    """A mean, spread or effect, rounded to the places printed."""
    if value is None or wording.decimal(value, places, missing) == missing:
        return missing
    return Number(wording.rounded(value, places), "decimal", places)
