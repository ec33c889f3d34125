"""Answers: cells of item and score columns as numbers, each checked against its range."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.possible import CODES, between_steps, bounds, frequent_codes, outside, too_many
from evaluation.importing.readings import answers_of, scores_of
from evaluation.importing.values import numbers
from evaluation.measures.coding import PLACES, possible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.measures.definition import Items, Measure, Scale

    Totals = tuple[tuple[str, str, NDArray[np.float64]], ...]

# Words that say why there is no score: nobody's own, so a message may repeat them.
_SAID = frozenset({"declined", "refused", "withdrawn", "withdrew", "not completed", "yes", "no"})
_UNSAID = (
    "a number, and files number the answers to {measure.short} in several ways: say which ('stored' in the "
    "mapping is 'printed', 'scored' or 'upside_down')"
)
_LISTED = 8  # possible answers that a message lists
_LONGEST, _LETTERS = 16, 3  # of a text that is shown because it is mostly a number


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
                    items[:, column.item - 1] = self._items(column, measure, definition, at)
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

    def _items(
        self, column: Column, measure: Measure, items: Items, at: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        cells = self.body.iloc[at, column.index]
        stored = self.mapping.stored_as(measure)
        parsed = answers_of(cells, column.item, items, stored, decimal_comma=self.mapping.decimal_comma)
        values, bad = parsed.values.copy(), parsed.bad.copy()
        values[np.isin(values, self.mapping.missing_codes)] = np.nan
        what = "not one of the answers in words, and what its numbers stand for is not known"
        self._check(column, cells, at, bad, what if items.by_label else "not an answer Attune knows")
        unsaid = items.ask_stored and measure.id not in dict(self.mapping.stored)
        if unsaid:
            plain = np.isfinite(numbers(cells, decimal_comma=self.mapping.decimal_comma).values) & ~bad
            self._check(column, cells, at, plain, _UNSAID.format(measure=measure))
            values[plain] = np.nan
        can = possible(column.item, items, stored)
        wrong = np.isfinite(values) & ~np.isin(np.round(values, PLACES), can)
        self._check(column, cells, at, wrong, _not_one_of(can))
        values[bad | wrong] = np.nan
        return values

    def _scores(
        self, column: Column, measure: Measure, scale_id: str, at: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        scale = measure.scale(scale_id)
        low, high = bounds(scale, column.entered or "converted")
        cells = self.body.iloc[at, column.index]
        codes = dict(scale.labels)
        percent = measure.local and (low, high) == (0, 100)
        parsed = scores_of(
            cells, scale, codes=codes, percent=percent, decimal_comma=self.mapping.decimal_comma
        )
        values = parsed.values.copy()
        values[np.isin(values, self.mapping.missing_codes)] = np.nan
        self._check(column, cells, at, parsed.bad, "not an answer Attune knows" if codes else "not a number")
        wrong = outside(values, low, high)
        known = np.isfinite(values) & ~np.isin(values, CODES)
        if not measure.local and too_many(int((wrong & known).sum()), int(known.sum())):
            what = f"outside {low:g} to {high:g}, too many for slips, so it may not be {measure.short}"
            self._check(column, cells, at, wrong, what, "left blank, as is the rest of the column")
            return np.full(len(at), np.nan)
        self._check(column, cells, at, wrong, f"outside {low:g} to {high:g}")
        values[wrong] = np.nan
        self._doubt(column, cells, at, values, scale)
        return values

    def _doubt(
        self,
        column: Column,
        cells: pd.Series,
        at: NDArray[np.int64],
        values: NDArray[np.float64],
        scale: Scale,
    ) -> None:
        """Say which scores are used though they look odd: between two scores, or often exactly a code."""
        odd = between_steps(values, scale, column.entered)
        self._check(
            column, cells, at, odd, "between the scores that its answers can give", "used as it stands"
        )
        low, high = bounds(scale, column.entered)
        for code in frequent_codes(values, low, high):
            what = f"exactly {code:g}, which often means 'not known'"
            done = f"used as scores; if they are none, put {code:g} in the mapping's 'missing_codes'"
            self._check(column, cells, at, values == code, what, done)

    def _check(
        self,
        column: Column,
        cells: pd.Series,
        at: NDArray[np.int64],
        mask: NDArray[np.bool_],
        what: str,
        done: str = "left blank",
    ) -> None:
        if not mask.any():
            return
        found = [shown for shown in dict.fromkeys(map(_shown, cells[mask].unique())) if shown][:3]
        self.report(column, [int(r) for r in self.rows[at[mask]]], what, done, ", ".join(found))


def _not_one_of(can: NDArray[np.float64]) -> str:
    """What a number is not, of those that an item can hold."""
    if len(can) > 1 and np.all(np.diff(can) == 1):
        return f"not a whole number from {can[0]:g} to {can[-1]:g}"
    if len(can) > _LISTED:
        return f"not a number from {can[0]:g} to {can[-1]:g}"
    return f"not one of {', '.join(f'{one:g}' for one in can)}"


def _shown(cell: object) -> str:
    """A cell as a message may show it: a date, or text that is mostly a number; "" for a family's words."""
    if isinstance(cell, (dt.date, dt.datetime)):
        return f"the date {cell.day} {cell:%B %Y}"
    text = " ".join(str(cell).split())
    if text.casefold() in _SAID:
        return f"'{text}'"
    letters = sum(character.isalpha() for character in text)
    if len(text) > _LONGEST or letters > _LETTERS or not any(c.isdecimal() for c in text):
        return ""
    return f"'{text}'"


def total_scale(measure: Measure) -> str:
    """The scale of a bare "Total" column: the only one there is, or the total that answers add up to.

    Goals apart are none. A total that is entered alone is asked for: what is typed in may be
    on another footing (a mean of 0 to 4 for CORE-OM's 0 to 40), and no sum of answers would show it.
    """
    scales = [scale for scale in measure.scales if scale.unit == "subject"]
    whole = [
        scale for scale in scales if scale.id == "total" and scale.score in {"sum", "sum_of", "mean_x10"}
    ]
    found = scales if len(scales) == 1 else whole
    return found[0].id if found else ""
