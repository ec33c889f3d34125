"""Dates of birth under headers that say nothing: told by how long before the other dates they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.importing.cells import is_blank
from evaluation.importing.naming import UNKNOWN
from evaluation.importing.values import dates, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.contents import Body
    from evaluation.importing.mapping import Column

_DATED = frozenset({"date", "start", "end", "first_contact", "second_contact"})
_YEAR = 365.25
_PARENTS = (14.0, 60.0)  # years before the first other date of a row
_BABIES = (0.0, 5.0)


def with_births(columns: list[Column], body: Body) -> list[Column]:
    """The columns with dates of an unknown meaning left out where they may be dates of birth.

    Other dates of an unknown meaning are not used either: a day is nearly as telling as an id.
    """
    unknown = [
        c for c in columns if c.use == "ignore" and c.why == UNKNOWN and holds_dates(body.filled(c.index))
    ]
    if not unknown:
        return columns
    others = [read(body.frame.iloc[:, c.index]) for c in columns if c.use in _DATED]
    changed = {c.index: _told(c, read(body.frame.iloc[:, c.index]), others) for c in unknown}
    return [changed.get(c.index, c) for c in columns]


def _told(column: Column, days: NDArray[np.datetime64], others: list[NDArray[np.datetime64]]) -> Column:
    whose = looks_born(days, others)
    if whose == "parents":
        why = "dates 14 to 60 years before the others look like dates of birth, so it is left out"
    elif whose == "babies":
        why = "dates up to 5 years before the others may be dates of birth, so it is left out: say if not"
    else:
        why = "dates, and its header does not say of what, so not used"
        return replace(column, confidence="suggested", why=why)
    return replace(column, use="private", personal="birth", confidence="suggested", why=why)


def looks_born(days: NDArray[np.datetime64], others: list[NDArray[np.datetime64]]) -> str:
    """Whose births dates look like beside the others of their rows: "parents", "babies" or ""."""
    if not others:
        return ""
    first = np.fmin.reduce([other.astype("datetime64[D]") for other in others])
    known = ~np.isnat(first) & ~np.isnat(days)
    if not known.any():
        return ""
    years = (first[known] - days[known].astype("datetime64[D]")).astype(float) / _YEAR
    if np.mean((years >= _PARENTS[0]) & (years <= _PARENTS[1])) >= 0.8:
        return "parents"
    distinct = len(np.unique(days[known])) >= known.sum() / 2
    return "babies" if distinct and np.mean((years > _BABIES[0]) & (years <= _BABIES[1])) >= 0.95 else ""


def holds_dates(cells: pd.Series) -> bool:
    """Whether cells are mostly dates; bare numbers are none, though Excel writes days so.

    >>> import pandas as pd
    >>> holds_dates(pd.Series(["03/04/2021", "13/04/2021"])), holds_dates(pd.Series(["44000", "45000"]))
    (True, False)
    """
    head = pd.Series([cell for cell in cells.unique() if not is_blank(cell)][:200], dtype=object)
    if not len(head) or np.isfinite(numbers(head).values).mean() > 0.2:
        return False
    return bool((~np.isnat(dates(head).values)).mean() >= 0.8)


def read(cells: pd.Series) -> NDArray[np.datetime64]:
    """Cells as days, NaT where they are no date."""
    return dates(cells).values.astype("datetime64[D]")
