"""What cells were read as, put back beside them: an expression, or a table to join."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.warehouse.plain_cells import Kind

    Recoded = nw.Expr | pd.DataFrame

CELL = "attune_cell"  # the column of a table to join that holds the cells as they are
_FEW = 40  # cells that are written into an expression; more are joined


def numbers_of(source: str, kind: Kind, raw: Sequence[Any], values: Sequence[float], name: str) -> Recoded:
    """What each cell of a column was read as: a number, null where it is blank (NaN)."""
    pairs = [(cell, float(value)) for cell, value in zip(raw, values, strict=True) if cell is not None]
    known = [(cell, value) for cell, value in pairs if not math.isnan(value)]
    if not known:
        return nw.lit(None, dtype=nw.Float64)
    column = nw.col(source)
    if kind in {"whole", "number"}:
        blank = [cell for cell, value in pairs if math.isnan(value)]
        other = [(cell, value) for cell, value in known if value != float(cell)]
        if len(blank) + len(other) <= _FEW:
            found = column.cast(nw.Float64)
            for cell, value in other:
                found = nw.when(column == cell).then(nw.lit(value)).otherwise(found)
            return nw.when(~column.is_in(blank)).then(found) if blank else found
    elif len(known) <= _FEW:
        old, new = map(list, zip(*known, strict=True))
        return column.replace_strict(old, new, default=None, return_dtype=nw.Float64)
    return table_of(known, name)


def texts_of(source: str, kind: Kind, raw: Sequence[Any], texts: Sequence[str], name: str) -> Recoded:
    """What each cell of a column was read as: a text, "" where it is blank."""
    cells = [(cell, str(text)) for cell, text in zip(raw, texts, strict=True) if cell is not None]
    pairs = [(cell, text) for cell, text in cells if text]
    if not pairs:
        return nw.lit("")
    if kind == "text" and all(cell == text for cell, text in cells):
        return nw.col(source).fill_null("")
    if len(pairs) <= _FEW:
        old, new = map(list, zip(*pairs, strict=True))
        return nw.col(source).replace_strict(old, new, default="", return_dtype=nw.String).fill_null("")
    return table_of(pairs, name)


def days_of(source: str, kind: Kind, raw: Sequence[Any], days: Sequence[np.datetime64], name: str) -> Recoded:
    """What each cell of a column was read as: a date, null where it is none."""
    cells = [(cell, day) for cell, day in zip(raw, days, strict=True) if cell is not None]
    pairs = [(cell, day) for cell, day in cells if not np.isnat(day)]
    if not pairs:
        return nw.lit(None, dtype=nw.Datetime("us"))
    if kind != "day":
        return table_of(pairs, name)
    found = nw.col(source).dt.truncate("1d")
    if len(pairs) == len(cells):
        return found
    years = [pd.Timestamp(day).year for _, day in pairs]
    year = nw.col(source).dt.year()
    return nw.when((year >= min(years)) & (year <= max(years))).then(found)


def table_of(pairs: Sequence[tuple[Any, Any]], name: str) -> pd.DataFrame:
    """What cells are read as, as a table to join on them."""
    keys, values = zip(*pairs, strict=True)
    table = pd.DataFrame({CELL: list(keys)})
    table[name] = np.array(values, "datetime64[us]") if isinstance(values[0], np.datetime64) else list(values)
    if isinstance(keys[0], int):
        table[CELL] = table[CELL].astype("Int64")
    return table
