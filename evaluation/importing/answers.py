"""Answers: cells of item and score columns as numbers, each checked against its range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.values import labels, numbers
from evaluation.importing.vocabulary import tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.measures.definition import Items, Measure

    Totals = tuple[tuple[str, str, NDArray[np.float64]], ...]

_LABELLED = re.compile(r"^\s*(\d+)\s*[-–—:=.)]\s*[^\W\d]")
_NOT_APPLICABLE = frozenset({("n", "a"), ("na",), ("not", "applicable"), ("does", "not", "apply")})


class Answers:
    """Reads the columns of a measure and reports each group of cells that can't be used."""

    def __init__(
        self,
        body: pd.DataFrame,
        rows: NDArray[np.int64],
        mapping: Mapping,
        report: Callable[[Column, list[int], str, str, str], None],
    ) -> None:
        self.body = body
        self.rows = rows
        self.mapping = mapping
        self.report = report

    def read(
        self, measure: Measure, columns: Sequence[Column], at: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64] | None, Totals]:
        """Items (rows × items, or None) and typed-in totals of the rows at these positions."""
        items = None
        definition = measure.items
        if definition is not None:
            given = [c for c in columns if c.use == "item" and 1 <= c.item <= definition.count]
            if given:
                items = np.full((len(at), definition.count), np.nan)
                for column in given:
                    items[:, column.item - 1] = self._items(column, definition, at)
        totals = []
        for column in columns:
            if column.use != "score":
                continue
            scale_id = column.scale or (
                measure.scales[0].id if len(measure.scales) == 1 else total_scale(measure)
            )
            if not scale_id:
                continue
            totals.append((scale_id, column.entered, self._scores(column, measure, scale_id, at)))
        return items, tuple(totals)

    def _items(self, column: Column, items: Items, at: NDArray[np.int64]) -> NDArray[np.float64]:
        cells = self.body.iloc[at, column.index]
        codes = dict(items.labels)
        parsed = labels(cells, codes) if codes else numbers(cells, decimal_comma=self.mapping.decimal_comma)
        values, bad = parsed.values.copy(), parsed.bad.copy()
        for item, score in items.not_applicable:
            if item == column.item:
                said = np.array([tokens(str(cell)) in _NOT_APPLICABLE for cell in cells], dtype=bool)
                values[said], bad[said] = score, False
        self._check(column, cells, at, bad, "not an answer Attune knows")
        wrong = np.isfinite(values) & (
            (values < items.minimum) | (values > items.maximum) | (values != np.floor(values))
        )
        self._check(
            column, cells, at, wrong, f"not a whole number from {items.minimum:g} to {items.maximum:g}"
        )
        values[bad | wrong] = np.nan
        return values

    def _scores(
        self, column: Column, measure: Measure, scale_id: str, at: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        scale = measure.scale(scale_id)
        low, high = scale.minimum, scale.maximum
        if scale.convert and column.entered == "raw":
            low, high = scale.convert[0][0], scale.convert[-1][0]
        cells = self.body.iloc[at, column.index]
        rated = _without_labels(cells) if scale.score == "single" else cells
        parsed = numbers(rated, decimal_comma=self.mapping.decimal_comma)
        values = parsed.values.copy()
        self._check(column, cells, at, parsed.bad, "not a number")
        wrong = np.isfinite(values) & ((values < low) | (values > high))
        self._check(column, cells, at, wrong, f"outside {low:g} to {high:g}")
        values[parsed.bad | wrong] = np.nan
        return values

    def _check(
        self, column: Column, cells: pd.Series, at: NDArray[np.int64], mask: NDArray[np.bool_], what: str
    ) -> None:
        if not mask.any():
            return
        found = list(dict.fromkeys(f"'{str(cell).strip()[:40]}'" for cell in cells[mask]))[:3]
        self.report(column, [int(r) for r in self.rows[at[mask]]], what, "left blank", ", ".join(found))


def _without_labels(cells: pd.Series) -> pd.Series:
    """Ratings with their words left off, looked at once for each distinct cell."""
    labelled = {cell: _without_label(cell) for cell in cells.unique() if isinstance(cell, str)}
    if all(cell is plain for cell, plain in labelled.items()):
        return cells
    return cells.map(lambda cell: labelled.get(cell, cell))


def _without_label(cell: object) -> object:
    """A rating as forms export it, "4 - High", as its number; other cells as they are."""
    found = _LABELLED.match(cell) if isinstance(cell, str) else None
    return found.group(1) if found else cell


def total_scale(measure: Measure) -> str:
    """The scale of a bare "Total" column: the one that isn't made of separate goals, if only one is."""
    scales = [scale for scale in measure.scales if scale.unit == "subject"]
    return scales[0].id if len(scales) == 1 else ""
