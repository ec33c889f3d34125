"""Which column says who worked on a case, and which trainees it names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.dataset.filters import may_be_shown
from evaluation.groups import UNRECORDED, by_whom, in_order
from evaluation.staff import of_trainees
from evaluation.tokens import tokens

if TYPE_CHECKING:
    import pandas as pd

    from evaluation.dataset import Dataset

_MOST = 200  # values: a column with more names no trainees
# A code has a digit and no space, or is initials: everything else could be a name.
_CODE = re.compile(r"(?:[Tt]rainee )?(?=\S*\d)\S{1,20}|[A-Z]{1,4}")


@dataclass(frozen=True, kw_only=True)
class Trainee:
    """One value of the column: as the file has it, and the code that documents have in its place."""

    value: str
    code: str
    cases: int


def trainee_columns(data: Dataset) -> tuple[str, ...]:
    """The columns that could say which trainee worked on a case, those named like it first."""
    attributes = data.responses.episodes.attributes
    usable = [
        str(name)
        for name in attributes.columns
        if may_be_shown(data.mapping, str(name)) and 0 < len(_values(attributes[name])) <= _MOST
    ]
    return tuple(sorted(usable, key=_unlikely))


def proposed(data: Dataset) -> str:
    """The column that says so by its name; empty where none does."""
    return next((name for name in trainee_columns(data) if by_whom(name)), "")


def _unlikely(name: str) -> int:
    return 0 if of_trainees(tokens(name)) else 1 if by_whom(name) else 2


def trainees(data: Dataset, column: str) -> tuple[Trainee, ...]:
    """The trainees that a column names, in order; raises KeyError where there is no such column."""
    values = data.responses.episodes.attributes[column]
    return tuple(
        Trainee(value=value, code=code(value, place), cases=int((values == value).sum()))
        for place, value in enumerate(in_order(_values(values)), start=1)
    )


def _values(values: pd.Series) -> set[str]:
    return {str(value) for value in values.unique()} - {"", UNRECORDED}


def code(value: str, place: int) -> str:
    """What documents call a trainee: the file's code, or a running number for what could be a name.

    >>> code("T07", 3), code("AB", 3), code("Asha Patel", 3)
    ('T07', 'AB', 'Trainee 3')
    """
    return value if _CODE.fullmatch(value) else f"Trainee {place}"
