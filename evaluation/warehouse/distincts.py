"""The different cells of a column and how many rows hold each, for a spreadsheet's reader to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from evaluation.importing.columnar import cells_of
from evaluation.importing.ledger import NOT_KEPT
from evaluation.importing.marks import key_of_this_run
from evaluation.importing.rows import Rows
from evaluation.importing.sheets import Sheet, column_letter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing.ledger import Fault
    from evaluation.importing.mapping import Column, Mapping
    from evaluation.warehouse.engines import Engine

# Combinations of cells, a list a column: as the engine has them, as a sheet does, and how often each comes.
Asked = tuple[list[list[Any]], list[list[Any]], list[int]]
MOST = 200_000  # different cells of a column that are brought here


class Distincts(Rows):
    """A sheet in which each different cell of one column stands once, below the mapping's header.

    `raw` are the cells as the engine has them, in the order of the rows; `n` is how many rows of the table
    hold each. What can't be read is told by how many rows, in `said`.
    """

    def __init__(
        self, mapping: Mapping, index: int, raw: Sequence[Any], cells: Sequence[Any], n: Sequence[int]
    ) -> None:
        header, width = mapping.header_rows[-1], len(mapping.columns)
        grid = pd.DataFrame("", index=range(header + len(cells)), columns=range(width), dtype=object)
        column = np.empty(len(cells), dtype=object)
        column[:] = list(cells)
        grid.iloc[header:, index] = column
        self.sheet_read = Sheet(mapping.sheet, grid)
        self.sheet = mapping.sheet
        self.mapping, self.id_key, self.marks_key = mapping, b"", key_of_this_run()
        self.body = grid.iloc[header:]
        self.number = np.arange(header + 1, header + len(cells) + 1, dtype=np.int64)
        self.places = self.sheet_read.places
        self.problems, self.notes, self.repeats = [], [], []
        self.often = np.asarray(n, dtype=np.int64)
        self.n = self.often
        self.raw = list(raw)
        self.index = index
        self.said: list[str] = []
        self.filled = np.zeros((len(cells), width), dtype=bool)
        self.filled[:, index] = self.texts_at(index) != ""
        self._aside = {}
        self._dates = {}

    def report(
        self,
        column: Column,
        rows: list[int],
        what: str,
        done: str,
        found: str = "",
        *,
        fault: Fault = NOT_KEPT,
    ) -> None:
        """Note cells that can't be used: how many rows hold them, what they are, and what was done."""
        del fault  # what would put them right is asked of files that a person can correct
        count = int(self.often[np.searchsorted(self.number, rows)].sum())
        cells = "1 cell is" if count == 1 else f"{count:,} cells are"
        found = f" (found {found})" if found else ""
        self.said.append(
            f"'{column.header}' (column {column_letter(column.index)}): {cells} {what}{found}. "
            f"{'It is' if count == 1 else 'They are'} {done}."
        )

    def aside_reasons(self) -> list[tuple[int, str]]:
        """The places of cells whose rows are set aside, each with the reason."""
        first = int(self.number[0]) if len(self.number) else 0
        return [(number - first, reason) for number, reason in sorted(self._aside.items())]


def ask(engine: Engine, frame: nw.LazyFrame[Any], *columns: str) -> Asked | None:
    """The different combinations of some columns, in one order on every engine.

    None where there are more than `MOST`.
    """
    counted = frame.group_by(list(columns)).agg(nw.len().alias("n"))
    table = engine.arrow(counted.head(MOST + 1))
    if table.num_rows > MOST:
        return None
    raw = [table.column(name).to_pylist() for name in columns]
    cells = [list(cells_of(table.column(name))) for name in columns]
    # In one order on every engine: what is said of them must not differ.
    order = sorted(range(table.num_rows), key=lambda i: tuple(map(_order, (column[i] for column in cells))))
    n = table.column("n").to_pylist()
    return (
        [[c[i] for i in order] for c in raw],
        [[c[i] for i in order] for c in cells],
        [int(n[i]) for i in order],
    )


def _order(cell: Any) -> tuple[str, Any]:
    kind = type(cell).__name__
    return ("number" if kind in {"int", "float"} else kind), cell
