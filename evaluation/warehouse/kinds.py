"""Kinds of episodes: which values of the attributes that are kept each has, as one number."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np

from evaluation.counting.cells import ENDED, FIRST_CONTACT, SECOND_CONTACT, Attribute
from evaluation.dataset.filters import may_be_offered
from evaluation.errors import InputError
from evaluation.findings.reaching import MOST_VALUES
from evaluation.groups import in_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.warehouse.held import Held

_CONTACTS = {"first_contact": FIRST_CONTACT, "second_contact": SECOND_CONTACT, "end": ENDED}
_WAYS = 8  # in which three dates can be known or not
_LARGEST = 2**62  # a number that every engine holds


@dataclass(frozen=True, kw_only=True, eq=False)
class Kinds:
    """Attributes as digits of a number: each has as many values as are listed, and one more for none.

    Several numbers where one would be too large. The lowest digit of the first says which dates are known.
    """

    attributes: tuple[Attribute, ...]
    columns: tuple[str, ...]  # of the held episodes, one an attribute

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that hold the numbers."""
        return tuple(f"kind_{place}" for place in range(len(self._digits)))

    @property
    def _digits(self) -> list[list[tuple[int, int, int]]]:
        """The digits of each number: which attribute (-1: dates), what one of it counts, how many it has."""
        found = [[(-1, 1, _WAYS)]]
        for place, one in enumerate(self.attributes):
            size = len(one.values) + 1
            counts = prod(of for _, _, of in found[-1])
            if counts * size > _LARGEST:
                found.append([])
                counts = 1
            found[-1].append((place, counts, size))
        return found

    def expressions(self) -> dict[str, nw.Expr]:
        """The numbers, of a frame of episodes as it is held."""
        return {
            name: nw.sum_horizontal(
                *(self._digit(place) * nw.lit(counts, dtype=nw.Int64) for place, counts, _ in digits)
            )
            for name, digits in zip(self.names, self._digits, strict=True)
        }

    def _digit(self, place: int) -> nw.Expr:
        if place < 0:
            known = [
                nw.when(~nw.col(name).is_null())
                .then(nw.lit(bit, dtype=nw.Int64))
                .otherwise(nw.lit(0, dtype=nw.Int64))
                for name, bit in _CONTACTS.items()
            ]
            return nw.sum_horizontal(*known)
        values = self.attributes[place].values
        if not values:
            return nw.lit(0, dtype=nw.Int64)
        return nw.col(self.columns[place]).replace_strict(
            list(values), list(range(1, len(values) + 1)), default=0, return_dtype=nw.Int64
        )

    def without(self, place: int) -> dict[str, nw.Expr]:
        """The numbers as they would be if nobody had a value of the attribute at a place."""
        found = {name: nw.col(name) for name in self.names}
        for name, digits in zip(self.names, self._digits, strict=True):
            for at, counts, size in digits:
                if at == place:
                    number = nw.col(name)
                    found[name] = number - (number // counts) % size * counts
        return found

    def read(self, table: pd.DataFrame) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        """Places among each attribute's values (rows × attributes, -1: none), and which dates are known."""
        value = np.empty((len(table), len(self.attributes)), np.int32)
        contacts = np.zeros(len(table), np.uint8)
        for name, digits in zip(self.names, self._digits, strict=True):
            number = table[name].to_numpy(np.int64)
            for place, counts, size in digits:
                digit = number // counts % size
                if place < 0:
                    contacts = digit.astype(np.uint8)
                else:
                    value[:, place] = digit - 1
        return value, contacts


def kinds_of(held: Held, keep: Sequence[str] | None) -> Kinds:
    """The attributes to count by: those named, or all that may be offered and have few enough values.

    Raises InputError where there is none of a name, or figures may not be narrowed by it.
    """
    offered = {
        name: f"a{place}" for place, name in enumerate(held.attributes) if may_be_offered(held.mapping, name)
    }
    for name in keep or ():
        if name not in offered:
            listed = ", ".join(f"'{known}'" for known in offered) or "none"
            raise InputError(f"There is no column '{name}' to keep; figures can be narrowed by: {listed}.")
    if keep is None:
        few = _sizes(held, tuple(offered.values()))
        offered = {name: column for name, column in offered.items() if few[column] <= MOST_VALUES}
    else:
        offered = {name: column for name, column in offered.items() if name in keep}
    return Kinds(
        attributes=tuple(
            Attribute(name=name, values=_values(held, column)) for name, column in offered.items()
        ),
        columns=tuple(offered.values()),
    )


def _sizes(held: Held, columns: tuple[str, ...]) -> dict[str, int]:
    """How many different values each column has, blanks left out."""
    if not columns:
        return {}
    found = held.engine.collect(
        held.episodes.select(
            *(nw.col(name).n_unique() for name in columns),
            **{f"{name}_blank": (nw.col(name) == "").cast(nw.Int64).max() for name in columns},
        )
    ).iloc[0]
    return {name: int(found[name]) - int(found[f"{name}_blank"]) for name in columns}


def _values(held: Held, column: str) -> tuple[str, ...]:
    found = held.engine.collect(held.episodes.group_by(column).agg(nw.len().alias("n")))
    return tuple(in_order(set(map(str, found[column])) - {""}))
