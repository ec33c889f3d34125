"""A file as it was read and what was found in it: what downloads for whoever holds the data are made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from evaluation.importing.corrections import Corrections
from evaluation.importing.fitting import fit
from evaluation.importing.places import STEP
from evaluation.importing.privacy.notes import hidden
from evaluation.importing.sheets import Together

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    import numpy as np
    from numpy.typing import NDArray

    from evaluation.importing.ledger import Ledger
    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.repairs import ToRepair
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry

LEFT_OUT = "[left out]"  # in place of what is personal


@dataclass(frozen=True, eq=False, kw_only=True)
class Part:
    """One sheet of the file as it was read: its cells, the row of its headers, and what is personal.

    `header` counts rows from 1, as Excel does; `hidden` are the places of the columns, from 0, of which
    only the header may be written.
    """

    name: str
    sheet: Sheet
    header: int
    hidden: frozenset[int]

    @cached_property
    def grid(self) -> NDArray[np.object_]:
        """The cells, rows × columns."""
        return self.sheet.cells.to_numpy(dtype=object)

    def row(self, row: int) -> list[Any]:
        """The cells of a row, counted from 1, with what is personal left out below the headers."""
        cells: list[Any] = self.grid[row - 1].tolist()
        if row <= self.header:
            return cells
        return [
            LEFT_OUT if place in self.hidden and str(cell).strip() else cell
            for place, cell in enumerate(cells)
        ]


@dataclass(frozen=True, eq=False, kw_only=True)
class CheckedFile:
    """A workbook with its corrections, what was found in it, and what was said of that.

    `sheet` is what was read of it, several sheets together as one, with the mapping `fitted` to it.
    """

    workbook: Workbook
    sheet: Sheet
    fitted: Mapping
    repairs: tuple[ToRepair, ...]
    ledger: Ledger
    sentence: str = ""
    corrections: Corrections = field(default_factory=Corrections)

    @classmethod
    def of(
        cls,
        workbook: Workbook,
        mapping: Mapping,
        registry: Registry,
        *,
        repairs: tuple[ToRepair, ...],
        ledger: Ledger,
        sentence: str = "",
        corrections: Corrections | None = None,
    ) -> CheckedFile:
        """A workbook, corrected already, as a mapping reads it; raises InputError where it can't."""
        sheet, fitted, _ = fit(workbook, mapping, registry.with_local(mapping.own))
        return cls(
            workbook=workbook,
            sheet=sheet,
            fitted=fitted,
            repairs=repairs,
            ledger=ledger,
            sentence=sentence,
            corrections=corrections or Corrections(),
        )

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sheets that were read, each as it stands in the file; others may hold anything."""
        here = {sheet.name: sheet for sheet in self.workbook.sheets}
        return tuple(
            Part(
                name=name,
                sheet=here[name],
                header=self._header(place, here[name].rows),
                hidden=frozenset(self._own(place, column) for column in self._hidden),
            )
            for place, name in enumerate(self.sheet.places.sheets)
        )

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the file; the one that says the sheet, where several are read, is nobody's."""
        columns = self.fitted.columns
        return columns[:-1] if isinstance(self.sheet, Together) else columns

    def cells(self, sheet: str, row: int) -> list[Any]:
        """The cells of a row by the columns of the file, with what is personal left out."""
        number = self.sheet.places.number(sheet, row)
        cells = [self.sheet.cell(number, column.index) for column in self.columns]
        return [
            LEFT_OUT if column.index in self._hidden and str(cell).strip() else cell
            for column, cell in zip(self.columns, cells, strict=True)
        ]

    def ids(self, rows: Sequence[int]) -> tuple[str, ...]:
        """What the id's column holds on rows, by number as `Places` has them; "" where it may not be shown.

        For the screen of whoever has the file open, so that a row can be told from another: ids are
        dropped from the data set, and are never kept.
        """
        column = next((column for column in self.columns if column.use == "id"), None)
        if column is None or column.index in self._hidden:
            return ("",) * len(rows)
        return tuple(str(cell).strip() for cell in self.sheet.cells_at(rows, column.index))

    @cached_property
    def _hidden(self) -> frozenset[int]:
        """The columns of which nothing is written below the headers."""
        return hidden(self.fitted)

    def _header(self, place: int, rows: int) -> int:
        if not isinstance(self.sheet, Together) or place == 0:
            return self.fitted.header_rows[-1]
        below = self.sheet.row_numbers[self.sheet.row_numbers // STEP == place] - place * STEP
        return int(below[0]) - 1 if len(below) else rows  # a sheet may end with its headers

    def _own(self, place: int, column: int) -> int:
        """Where a column stands in one of the sheets; -1 where it has none such."""
        if not isinstance(self.sheet, Together):
            return column
        own = self.sheet.own[place]
        return own.index(column) if column in own else -1
