"""Rows that are nobody's: empty ones, repeated headers, totals, headings between rows, notes below them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.ledger import LEFT_OUT
from evaluation.importing.origins import tries_of_form
from evaluation.wording import EXAMPLE_ROW

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.rows import Rows

# "Total", "Mean score", "Average (n=34)", "n = 34". An id may begin with Max, Min or SD and a
# number, so those count only when they stand alone.
_TOTAL_ROW = re.compile(
    r"(?:(?:grand|sub|overall)[\s_-]*)?(?:totals?|averages?|means?|medians?|sums?|counts?)\b(?!\s*-?\s*\d)|n\s*=|"
    r"(?:min|max|minimum|maximum|sd|s\.d\.|std|st\.? ?dev\.?|standard deviation)(?:\s*[:=].*)?$",
    re.IGNORECASE,
)
_DIGITS, _LETTERS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")


def stray_rows(rows: Rows) -> list[tuple[NDArray[np.bool_], str]]:
    """Which rows are nobody's, one entry a row, with the reason; a row may be of several kinds."""
    noun = rows.mapping.noun
    again, totals = _headers_again(rows), _totals(rows)
    return [
        (np.isin(rows.number, list(rows.sheet_read.left_out)), LEFT_OUT),
        (np.asarray(~rows.filled.any(axis=1), dtype=bool), "The row is empty"),
        (_tries(rows), f"It is a try of the form, not a {noun}"),
        (_examples(rows), f"It is an example of how to fill in the sheet, not a {noun}"),
        (again, "It repeats the headers"),
        (totals, f"It looks like a total or an average, not a {noun}"),
        (
            _words_alone(rows, again | totals),
            f"It holds words in place of an id and nothing else, so it is no {noun}",
        ),
    ]


def _tries(rows: Rows) -> NDArray[np.bool_]:
    """Forms that their makers filled in to try them, where the tool says so."""
    found = tries_of_form(rows.mapping.columns, rows.texts)
    return np.zeros(len(rows), bool) if found is None else found


def _examples(rows: Rows) -> NDArray[np.bool_]:
    """Rows whose id says that they are a template's example."""
    column = rows.mapping.first("id")
    if column is None:
        return np.zeros(len(rows), bool)
    return np.array([text.casefold().startswith(EXAMPLE_ROW.casefold()) for text in rows.texts(column)], bool)


def _headers_again(rows: Rows) -> NDArray[np.bool_]:
    """Rows that say the headers once more, as where exports were pasted one below the other."""
    again = np.zeros(len(rows), np.int64)
    for column in rows.mapping.columns:
        again += rows.texts(column) == column.header.rsplit(": ", 1)[-1]
    repeated: NDArray[np.bool_] = (again > 1) & (again >= rows.filled.sum(axis=1) / 2)
    return repeated


def _totals(rows: Rows) -> NDArray[np.bool_]:
    """Rows whose first filled cell, or id, says "Total"."""
    found = np.zeros(len(rows), bool)
    first = rows.filled.argmax(axis=1)
    for i in np.unique(first):
        at = np.flatnonzero(first == i)
        words = rows.texts_at(int(i))[at]
        total = {word for word in set(words) if total_row(word)}
        found[at] = [word in total for word in words]
    return found


def total_row(text: str) -> bool:
    """Whether a text, in a row's first cell, says that the row is of totals or averages.

    >>> total_row("Mean (n=34)"), total_row("Max 12"), total_row("Sum of scores")
    (True, False, True)
    """
    return bool(_TOTAL_ROW.match(text))


def _words_alone(rows: Rows, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Rows whose only mapped cell is an id of words, in no way like the ids of rows that hold more.

    Rows of a kind that is `known` already show no id.
    """
    found = np.zeros(len(rows), bool)
    column = rows.mapping.first("id") if rows.mapping.subjects == "id" else None
    if column is None:
        return found
    others = [c.index for c in rows.mapping.columns if c.used and c.index != column.index]
    alone = rows.filled[:, column.index] & ~rows.filled[:, others].any(axis=1)
    if not alone.any() or alone.all():
        return found
    texts = rows.texts(column)
    shapes = {shape(text) for text in set(texts[~alone & ~known])}
    at = np.flatnonzero(alone)
    found[at] = [worded(text) and shape(text) not in shapes for text in texts[at]]
    return found


def worded(text: str) -> bool:
    """Whether a text is of several words, or of letters alone: a bare code is somebody."""
    return bool(_LETTERS.search(text)) and (" " in text or not _DIGITS.search(text))


def shape(text: str) -> str:
    """The kind of code a text is: "PIP001" and "pip12" are "a9"."""
    return _LETTERS.sub("a", _DIGITS.sub("9", text))
