"""Two lists side by side: rows of a sheet that belong to two families at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.sheets import column_letter
from evaluation.importing.vocabulary import Tokens, occasion_in, role_named, tokens

if TYPE_CHECKING:
    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.rows import Rows


def refuse_two_lists(rows: Rows) -> None:
    """Refuse a sheet in which a second column of the id's name holds other ids on the same rows.

    Scores of such a row are of two families; read across, one's before would meet another's after.
    Raises InputError naming both columns.
    """
    for first, other in other_lists(rows.mapping):
        ids = _folded(rows, first)
        second = _folded(rows, other)
        differ = rows.in_use & (ids != "") & (second != "") & (ids != second)
        if differ.any():
            first_row = rows.places.listed([int(rows.number[np.flatnonzero(differ)[0]])])
            raise InputError(
                f"Columns {column_letter(first.index)} ('{first.header}') and "
                f"{column_letter(other.index)} ('{other.header}') of sheet '{rows.sheet}' hold different "
                f"ids on {int(differ.sum())} rows (the first is {first_row}), so two lists stand side by "
                "side: put each family's scores on one row, or each list on a sheet of its own."
            )


def other_lists(mapping: Mapping) -> list[tuple[Column, Column]]:
    """The id column with each other column of its name, which may be the id of a second list."""
    first = mapping.first("id")
    if first is None or mapping.subjects != "id":
        return []
    name = _bare(first)
    if role_named(name) is None:
        return []
    return [(first, o) for o in mapping.using("ignore", "id") if o.index != first.index and _bare(o) == name]


def _bare(column: Column) -> Tokens:
    """A header without its group, stage and number: "Client ID (post)" and "Client ID 2" are "client id"."""
    words = occasion_in(tokens(column.header.rsplit(": ", 1)[-1]))[1]
    return tuple(word for word in words if not word.isdecimal())


def _folded(rows: Rows, column: Column) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([text.casefold() for text in rows.texts(column)], dtype=object)
