"""Who is counted: episodes one by one, or cells of so many that are alike. Both are counted the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.episodes import Coded


class Entries(Protocol):
    """What counting asks of those it counts, one entry each.

    `names` are their attributes; `weight` is how many episodes each entry stands for (None: one each).
    """

    @property
    def names(self) -> tuple[str, ...]:
        """The attributes that entries are told apart by."""

    @property
    def weight(self) -> NDArray[np.int64] | None:
        """How many episodes each entry stands for; None where each is one."""

    @property
    def once(self) -> bool:
        """Whether nobody is there more than once."""

    @property
    def has_contacts(self) -> bool:
        """Whether the dates that the national pairing rule needs are there."""

    @property
    def dated(self) -> dict[str, NDArray[np.bool_]]:
        """Which entries have a date of each kind: first_contact, second_contact, end."""

    def coded(self, name: str) -> Coded:
        """An attribute as numbers; raises KeyError where there is none."""

    def people(self, keep: NDArray[np.bool_]) -> int | None:
        """How many people these are; None where entries do not tell."""

    def most_each(self, entry: NDArray[np.int64]) -> int | None:
        """How often the same person is behind these entries at most; None where entries do not tell."""

    def __len__(self) -> int: ...


def number(entries: Entries, mask: NDArray[np.bool_]) -> int:
    """How many episodes are behind the entries that a mask keeps."""
    if entries.weight is None:
        return int(np.count_nonzero(mask))
    return int(entries.weight.compress(mask).sum())


def spread(
    entries: Entries, place: NDArray[np.integer], size: int, mask: NDArray[np.bool_] | None = None
) -> NDArray[np.int64]:
    """How many episodes are in each of so many places; of all entries, or of those that a mask keeps."""
    weight = entries.weight
    if mask is not None:
        place = place.compress(mask)
        weight = None if weight is None else weight.compress(mask)
    return weighed(place, size, weight)


def weighed(place: NDArray[np.integer], size: int, weight: NDArray[np.int64] | None) -> NDArray[np.int64]:
    """How much weight is in each of so many places; without weights, how many.

    Whole numbers below 2**53 are exact as floats, which is how numpy adds weights.
    """
    return np.bincount(place, weight, minlength=size).astype(np.int64)
