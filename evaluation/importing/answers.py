"""Answers: cells of item and score columns as numbers, each checked against its range."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from evaluation.importing.ledger import Fault
from evaluation.importing.possible import CODES, between_steps, bounds, frequent_codes, outside, too_many
from evaluation.importing.readings import answers_of, scores_of, with_said
from evaluation.importing.spots import repeatable
from evaluation.importing.values import numbers
from evaluation.measures.coding import PLACES, possible

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.measures.definition import Items, Measure, Scale

    Totals = tuple[tuple[str, str, NDArray[np.float64]], ...]

    class Report(Protocol):
        """Takes note of cells: column, rows, what they are, what was done, what was found, the fault."""

        def __call__(  # noqa: D102 said above
            self, column: Column, rows: list[int], what: str, done: str, found: str, *, fault: Fault
        ) -> None: ...


_UNSAID = (
    "a number, and files number the answers to {measure.short} in several ways: say which ('stored' in the "
    "mapping is 'printed', 'scored' or 'upside_down')"
)
_LISTED = 8  # possible answers that a message lists


class Answers:
    """Reads the columns of a measure and reports each group of cells that can't be used.

    `n` is how often each row of cells stands, where not once.
    """

    def __init__(
        self,
        body: pd.DataFrame,
        rows: NDArray[np.int64],
        mapping: Mapping,
        report: Report,
        n: NDArray[np.int64] | None = None,
    ) -> None:
        self.body = body
        self.rows = rows
        self.mapping = mapping
        self.report = report
        self.n = np.ones(len(rows), np.int64) if n is None else n

    def read(
        self, measure: Measure, columns: Sequence[Column], at: NDArray[np.int64]
    ) -> tuple[NDArray[np.float64] | None, Totals, tuple[int, ...]]:
        """Items (rows × items, or None) and typed-in totals of the rows at these positions.

        The third result is the place of the column of each total.
        """
        items = None
        definition = measure.items
        if definition is not None:
            given = [c for c in columns if c.use == "item" and 1 <= c.item <= definition.count]
            if given:
                items = np.full((len(at), definition.count), np.nan)
                for column in given:
                    found = self._items(column, measure, definition, at)
                    before = items[:, column.item - 1]  # of a question that stands in two columns
                    items[:, column.item - 1] = np.where(np.isnan(before), found, before)
        totals, typed_in = [], []
        for column in columns:
            if column.use != "score":
                continue
            scale_id = column.scale or (
                measure.scales[0].id if len(measure.scales) == 1 else total_scale(measure)
            )
            if not scale_id:
                continue
            totals.append((scale_id, column.entered, self._scores(column, measure, scale_id, at)))
            typed_in.append(column.index)
        return items, tuple(totals), tuple(typed_in)

    def _items(
        self, column: Column, measure: Measure, items: Items, at: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        cells = self.body.iloc[at, column.index]
        stored = self.mapping.stored_as(measure)
        comma, said = self.mapping.decimal_comma, self.mapping.answers_said(measure.id)
        parsed = answers_of(cells, column.item, items, stored, said=said, decimal_comma=comma)
        values, bad = parsed.values.copy(), parsed.bad.copy()
        values[np.isin(values, self.mapping.missing_codes)] = np.nan
        fault = Fault("answer in words", measure.id, measure.short, answers=True)
        what = "not one of the answers in words, and what its numbers stand for is not known"
        what = what if items.by_label else "not an answer Attune knows"
        self._check(column, cells, at, bad, what, fault)
        unsaid = items.ask_stored and measure.id not in dict(self.mapping.stored)
        if unsaid:
            plain = np.isfinite(numbers(cells, decimal_comma=comma).values) & ~bad
            fault = Fault("numbering", measure.id, measure.short, answers=True)
            self._check(column, cells, at, plain, _UNSAID.format(measure=measure), fault)
            values[plain] = np.nan
        can = possible(column.item, items, stored)
        wrong = np.isfinite(values) & ~np.isin(np.round(values, PLACES), can)
        allowed = _allowed(can)
        codes = _codes(values, wrong, self.n[at])
        fault = Fault("outside", measure.id, measure.short, answers=True, detail=allowed, codes=codes)
        self._check(column, cells, at, wrong, f"not {allowed}", fault)
        values[bad | wrong] = np.nan
        return values

    def _scores(
        self, column: Column, measure: Measure, scale_id: str, at: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        scale = measure.scale(scale_id)
        low, high = bounds(scale, column.entered or "converted")
        cells = self.body.iloc[at, column.index]
        codes = with_said(dict(scale.labels), self.mapping.answers_said(measure.id))
        percent = measure.local and (low, high) == (0, 100)
        parsed = scores_of(
            cells, scale, codes=codes, percent=percent, decimal_comma=self.mapping.decimal_comma
        )
        values = parsed.values.copy()
        values[np.isin(values, self.mapping.missing_codes)] = np.nan
        what = "not an answer Attune knows" if scale.labels else "not a number"
        fault = Fault("answer in words" if scale.labels else "not a number", measure.id, measure.short)
        self._check(column, cells, at, parsed.bad, what, fault)
        wrong = outside(values, low, high)
        known, n = np.isfinite(values) & ~np.isin(values, CODES), self.n[at]
        if not measure.local and too_many(int(n[wrong & known].sum()), int(n[known].sum())):
            what = f"outside {low:g} to {high:g}, too many for slips, so it may not be {measure.short}"
            fault = Fault("doubtful column", measure.id, measure.short, detail=f"{low:g} to {high:g}")
            self._check(column, cells, at, wrong, what, fault, "left blank, as is the rest of the column")
            return np.full(len(at), np.nan)
        fault = Fault(
            "outside",
            measure.id,
            measure.short,
            detail=f"{low:g} to {high:g}",
            codes=_codes(values, wrong, n),
        )
        self._check(column, cells, at, wrong, f"outside {low:g} to {high:g}", fault)
        values[wrong] = np.nan
        self._doubt(column, cells, at, values, measure, scale)
        return values

    def _doubt(
        self,
        column: Column,
        cells: pd.Series,
        at: NDArray[np.int64],
        values: NDArray[np.float64],
        measure: Measure,
        scale: Scale,
    ) -> None:
        """Say which scores are used though they look odd: between two scores, or often exactly a code."""
        odd = between_steps(values, scale, column.entered)
        fault = Fault("between scores", measure.id, measure.short)
        what = "between the scores that its answers can give"
        self._check(column, cells, at, odd, what, fault, "used as it stands")
        low, high = bounds(scale, column.entered)
        for code in frequent_codes(values, low, high, self.n[at]):
            what = f"exactly {code:g}, which often means 'not known'"
            done = f"used as scores; if they are none, put {code:g} in the mapping's 'missing_codes'"
            codes = _codes(values, values == code, self.n[at])
            fault = Fault("code", measure.id, measure.short, codes=codes)
            self._check(column, cells, at, values == code, what, fault, done)

    def _check(
        self,
        column: Column,
        cells: pd.Series,
        at: NDArray[np.int64],
        mask: NDArray[np.bool_],
        what: str,
        fault: Fault,
        done: str = "left blank",
    ) -> None:
        if not mask.any():
            return
        found = [shown for shown in dict.fromkeys(map(repeatable, cells[mask].unique())) if shown][:3]
        rows = [int(r) for r in self.rows[at[mask]]]
        self.report(column, rows, what, done, ", ".join(found), fault=fault)


def _allowed(can: NDArray[np.float64]) -> str:
    """What an item can hold, in words."""
    if len(can) > 1 and np.all(np.diff(can) == 1):
        return f"a whole number from {can[0]:g} to {can[-1]:g}"
    if len(can) > _LISTED:
        return f"a number from {can[0]:g} to {can[-1]:g}"
    return f"one of {', '.join(f'{one:g}' for one in can)}"


def _codes(
    values: NDArray[np.float64], which: NDArray[np.bool_], often: NDArray[np.int64]
) -> tuple[tuple[float, int], ...]:
    """Which of these numbers services write for "not known", and how often each is there."""
    counted = ((float(code), int(often[which & (values == code)].sum())) for code in CODES)
    return tuple((code, n) for code, n in counted if n)


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
