"""What the cells of a column confirm or catch, once its header has been read."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.unnamed import by_entries, measure_said, mostly, unknown
from evaluation.importing.values import dates, numbers
from evaluation.importing.vocabulary import counted_from_one, occasion_in, occasion_named, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry

_MANY_VALUES = 60  # a text column with more distinct values than this is no attribute to group by
_MANY_NUMBERS = 12
_MANY_ENTRIES = 200  # of a column of stages or questionnaires, more are not listed to be corrected
_COMMA_NUMBER = re.compile(r"[-+]?\d+,\d+")


class Body:
    """The rows below the header; each column's filled cells are found once."""

    def __init__(self, frame: pd.DataFrame, mask: NDArray[np.bool_], *, decimal_comma: bool) -> None:
        self.frame = frame
        self._mask = mask  # which cells hold anything
        self.decimal_comma = decimal_comma
        self._filled: dict[int, pd.Series] = {}

    def __len__(self) -> int:
        return len(self.frame)

    def filled(self, index: int) -> pd.Series:
        """The cells of a column that hold anything."""
        if index not in self._filled:
            self._filled[index] = self.frame.iloc[:, index][self._mask[:, index]]
        return self._filled[index]

    def holds(self, column: Column) -> NDArray[np.bool_]:
        """Which cells of a column hold anything, one a row."""
        return self._mask[:, column.index]

    def blanks(self, index: int) -> float:
        """The share of a column's cells that hold nothing."""
        return 1 - len(self.filled(index)) / max(len(self), 1)

    def sample(self, index: int) -> list[str]:
        """Up to 200 different texts from the top of a column."""
        return list(dict.fromkeys(str(cell).strip() for cell in self.filled(index).head(500)))[:200]

    def numeric(self, index: int) -> bool:
        """Whether a column holds numbers, but for a few slips."""
        cells = self.filled(index)
        if not len(cells):
            return False
        parsed = numbers(cells, decimal_comma=self.decimal_comma)
        return bool(parsed.bad.mean() < 0.2 and np.isfinite(parsed.values).any())


def writes_decimal_comma(workbook: Workbook, cells: pd.DataFrame) -> bool:
    """Whether numbers are written "12,5": only where semicolons part the cells, and some are."""
    if not any("semicolon" in note for note in workbook.notes):
        return False
    found = (str(cell) for i in range(cells.shape[1]) for cell in cells.iloc[:, i].unique())
    return any(_COMMA_NUMBER.fullmatch(cell.strip()) for cell in found)


def confirmed(columns: list[Column], body: Body, registry: Registry) -> list[Column]:
    """Let content confirm weak names (a "Form" column must hold questionnaires), or tell what has none."""
    columns = [_confirmed(column, body, registry) for column in columns]
    return by_entries(columns, body, registry)


def _confirmed(column: Column, body: Body, registry: Registry) -> Column:
    texts = body.sample(column.index)
    if column.use == "measure" and not mostly(texts, lambda text: measure_said(text, registry), 0.3):
        return _no_measures(column, texts)
    if column.use == "occasion" and not mostly(texts, occasion_named, 0.3):
        return _asked(column, "names no stage Attune knows")
    if column.use == "date" and column.why == "named in the header":
        cells = body.filled(column.index)
        if len(cells) and dates(cells.head(200)).bad.mean() > 0.5:
            return _asked(column, "holds no dates")
    if column.use == "date" and column.measure:
        cells = body.filled(column.index)
        if len(cells) and dates(cells.head(200)).bad.mean() > 0.5:  # "PHQ-9 completed": yes or no
            return replace(column, use="ignore", measure="", occasion="", why="holds no dates and no score")
    return column


def _no_measures(column: Column, texts: Sequence[str]) -> Column:
    """A column named like a questionnaire that holds none."""
    if mostly(texts, occasion_named, 0.5):  # "Assessment": Initial, Final
        why = "named like a questionnaire, and holds stages"
        return replace(column, use="occasion", confidence="suggested", why=why)
    if column.confidence == "matched":
        return replace(column, confidence="needs you", why="names questionnaires Attune does not know")
    return _asked(column, "names no questionnaire Attune knows")


def _asked(column: Column, why: str) -> Column:
    return replace(column, use="ignore", confidence="needs you", why=why)


def entered(column: Column, body: Body, registry: Registry) -> Column:
    """Whether totals of a converted scale are raw: whole numbers throughout suggest that they are."""
    if column.use != "score" or column.entered or not column.measure or not column.scale:
        return column
    try:
        scale = registry.get(column.measure).scale(column.scale)
    except KeyError:
        return column
    if not scale.convert:
        return column
    values = numbers(body.filled(column.index), decimal_comma=body.decimal_comma).values
    values = values[np.isfinite(values)]
    if not len(values):
        return column
    raw = bool(np.all(values == np.floor(values)))
    kind = "raw totals, which will be converted" if raw else "converted (metric) scores"
    return replace(
        column, entered="raw" if raw else "converted", confidence="suggested", why=f"read as {kind}: check"
    )


def attribute(column: Column, body: Body) -> Column:
    """A column of few distinct values as an attribute, by which the results can be grouped."""
    if column.use != "attribute" and not unknown(column):
        return column
    cells = body.filled(column.index)
    distinct = cells.astype(str).str.strip().nunique()
    if column.use == "attribute":
        if distinct <= _MANY_VALUES:
            return column
        why = "too many different values to group by"
        return replace(column, use="ignore", confidence="suggested", why=why)
    limit = _MANY_NUMBERS if body.numeric(column.index) else _MANY_VALUES
    if 2 <= distinct <= min(limit, max(len(cells) // 3, 2)):  # one value groups nothing
        return replace(column, use="attribute", confidence="suggested", why="few different values")
    return replace(column, confidence="suggested", why="not recognised, so not used")


def occasions_said(columns: list[Column], body: Body) -> tuple[tuple[str, str], ...]:
    """What each entry of the occasion column means; T1 beside T0 is the second stage."""
    entries = _entries(columns, body, "occasion")
    shift = counted_from_one(tokens(text) for text in entries)
    return tuple((text, occasion_in(shift(tokens(text)))[0]) for text in entries)


def measures_said(columns: list[Column], body: Body, registry: Registry) -> tuple[tuple[str, str], ...]:
    """The id of the measure that each entry of the measure column names; "" when Attune knows none."""
    entries = _entries(columns, body, "measure")
    return tuple((text, measure_said(text, registry)) for text in entries)


def _entries(columns: list[Column], body: Body, use: str) -> list[str]:
    """The distinct entries of the first column put to a use, whose meanings are shown and corrected."""
    column = next((c for c in columns if c.use == use), None)
    if column is None:
        return []
    return sorted({" ".join(str(cell).split()) for cell in body.filled(column.index)})[:_MANY_ENTRIES]
