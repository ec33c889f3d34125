"""What is kept of a column that groups results: bands, districts, and nothing that names somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.cells import is_blank
from evaluation.importing.privacy import shapes
from evaluation.importing.privacy.banding import ages_of, band, holds_ages
from evaluation.importing.privacy.births import holds_dates, looks_born, read
from evaluation.importing.privacy.personal import WORDS, kind_of, named_kind
from evaluation.importing.sheets import SHEET, column_letter
from evaluation.importing.vocabulary import role_named, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Personal
    from evaluation.importing.rows import Rows

_FREE = ("attribute", "episode", "rater", "occasion", "measure")  # uses whose cells are kept or printed
_DATED = ("date", "first_contact", "second_contact", "start", "end")


def refuse_personal_data(rows: Rows) -> None:
    """Refuse a mapping under which names, NHS numbers or the like would be kept.

    Raises InputError naming the column and what it holds.
    """
    for column in rows.mapping.using(*_FREE):
        refuse_personal(rows, column)


def refuse_personal(rows: Rows, column: Column) -> None:
    """Refuse a column of which names, NHS numbers or the like would be kept; raises InputError."""
    if column.header == SHEET or column.use not in _FREE:
        return  # the names of sheets, which every message says
    kind = _kept_kind(rows, column)
    if kind:
        letter = column_letter(column.index)
        raise InputError(
            f"'{column.header}' (column {letter}) of sheet '{rows.sheet}' holds {WORDS[kind]}, which "
            "Attune does not keep: leave it out as personal data, on the import page or in the mapping "
            "file ('use': 'private')."
        )


def _kept_kind(rows: Rows, column: Column) -> Personal:
    """The kind of personal data that would be kept of a column as it is mapped; "" for none."""
    cells = rows.body.iloc[:, column.index]
    if is_birth(column, cells):
        return ""
    kind = kind_of(cells, use=column.use, n=rows.n)
    if kind == "postcode" and column.use == "attribute":
        return ""  # its district is kept
    if not kind and column.use == "attribute" and holds_dates(cells) and _births(rows, column):
        return "birth"
    return kind


def _births(rows: Rows, column: Column) -> bool:
    if _named(column, "birth"):
        return True
    others = [read(rows.body.iloc[:, other.index]) for other in rows.mapping.using(*_DATED)]
    return looks_born(read(rows.body.iloc[:, column.index]), others) == "parents"


def is_birth(column: Column, cells: pd.Series) -> bool:
    """Whether a column is of dates of birth of which only the age at the first contact is kept."""
    return column.use == "attribute" and column.keep == "age band" and holds_dates(cells)


def kept_texts(rows: Rows, column: Column) -> NDArray[np.object_]:
    """A column's texts as they are kept, one a row: ages in bands, postcodes as districts, "" for the rest.

    Cells left blank are reported to `rows`. Raises InputError where ages have no unit.
    """
    cells = rows.body.iloc[:, column.index]
    texts = rows.texts(column)
    if column.keep == "district" or kind_of(cells, use="attribute") == "postcode":
        return _each(rows, column, texts, shapes.district, "no postcode")
    if column.keep == "age band" or holds_ages(column.header, cells):
        how = ages_of(column.header, cells)
        if how is None:
            raise InputError(
                f"'{column.header}' (column {column_letter(column.index)}) of sheet '{rows.sheet}' holds "
                "ages, and nothing says whether in weeks, months or years: write it into its header, as in "
                "'Baby’s age (months)'."
            )
        return _each(rows, column, texts, lambda text: band(text, how), "no age")
    return _each(rows, column, texts, lambda text: "" if shapes.sure(text) else text, "personal data")


def _each(
    rows: Rows, column: Column, texts: NDArray[np.object_], keep: Callable[[str], str], what: str
) -> NDArray[np.object_]:
    """What is kept of each text; filled ones of which nothing is are reported as `what` they are."""
    kept = {text: keep(text) for text in set(texts)}
    if all(text == left for text, left in kept.items()):
        return texts
    gone = {text for text, left in kept.items() if not left and not is_blank(text)}
    lost = np.array([text in gone for text in texts], dtype=bool) & rows.in_use
    if lost.any():
        rows.report(column, [int(row) for row in rows.number[lost]], what, "left blank")
    return np.array([kept[text] for text in texts], dtype=object)


def is_id_of_episode(column: Column) -> bool:
    """Whether an episode's column is called an id ("Referral ID") and so is no group, as a course is."""
    named = role_named(tokens(column.header.rpartition(": ")[2]))
    return named is not None and named.role == "episode"


def _named(column: Column, kind: Personal) -> bool:
    named = role_named(tokens(column.header.rpartition(": ")[2]))
    return named is not None and named.role == "private" and named_kind(column.header) == kind
