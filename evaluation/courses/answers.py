"""Cells of a question as numbers on its scale: words by their labels, quizzes by their points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.courses.forms import scored
from evaluation.courses.marks import yes_or_no
from evaluation.courses.scales import NO_ANSWER, codes_of
from evaluation.importing.cells import distinct_cells
from evaluation.importing.values import labels, numbers, words_of

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.courses.mapping import ColumnUse
    from evaluation.courses.sheet_rows import SheetRows
    from evaluation.courses.vocabulary import Question


def answers_of(sheet: SheetRows, column: ColumnUse, question: Question) -> NDArray[np.float64]:
    """The answers to a question, one a row, NaN for blank ones and those off its scale, which are told."""
    cells = sheet.cells(column)
    values, bad = read_answers(cells, question)
    bad = bad & ~_unanswered(cells)
    with np.errstate(invalid="ignore"):
        outside = np.isfinite(values) & ((values < question.low) | (values > question.high))
    values = np.where(outside, np.nan, values)
    live = np.zeros(len(values), bool)
    live[sheet.in_use] = True
    ends = f"{question.low:g} to {question.high:g}"
    sheet.report(column, np.flatnonzero(bad & live).tolist(), "no answer on its scale", "left blank")
    sheet.report(column, np.flatnonzero(outside & live).tolist(), f"outside {ends}", "left blank")
    return values


def read_answers(cells: pd.Series, question: Question) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The number of each cell under a question, NaN where there is none, and which hold something unknown.

    >>> import pandas as pd
    >>> from evaluation.courses.vocabulary import Question
    >>> asked = Question(id="q", text="Q", low=0, high=10, level=2, kind="quiz")
    >>> read_answers(pd.Series(["7 / 10", "8", "", "?!"]), asked)[0].tolist()
    [7.0, 8.0, nan, nan]
    """
    if question.kind == "quiz":
        return _points(cells, question.high)
    if not question.labels:
        found = numbers(cells)
        return found.values, found.bad
    found = labels(cells, codes_of(question.labels, question.low))
    if question.kind == "yes or no" and found.bad.any():
        said = {True: question.high, False: question.low}
        position, distinct = distinct_cells(cells)
        read = [said.get(yes_or_no(str(cell)), np.nan) for cell in distinct]  # type: ignore[arg-type] # None is no key
        more = np.array([*read, np.nan])[position]
        values = np.where(found.bad, more, found.values)
        return values, found.bad & np.isnan(more)
    return found.values, found.bad


def _unanswered(cells: pd.Series) -> NDArray[np.bool_]:
    """Which cells say in words that there is no answer ("Not applicable")."""
    position, distinct = distinct_cells(cells)
    said = np.array([*(words_of(cell) in NO_ANSWER for cell in distinct), True], dtype=bool)
    found: NDArray[np.bool_] = said[position]
    return found


def _points(cells: pd.Series, most: float) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Points of a quiz: "7 / 10", or the number alone."""
    plain = numbers(cells)
    values = plain.values.copy()
    position, distinct = distinct_cells(cells)
    parts = [scored(str(cell)) for cell in distinct]
    read = np.array([*(part[0] if part and part[1] == most else np.nan for part in parts), np.nan])[position]
    values = np.where(np.isnan(values), read, values)
    return values, plain.bad & np.isnan(values)
