"""Figures that somebody has added up already: sheets of counts and averages, and what to say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.importing.vocabulary import tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing.mapping import Column

# Words that a column of published figures has in its header, and a family's score has not.
_FIGURES = frozenset(
    "count counts percentage percent mean sd median rate average numerator denominator".split()
)
_LEAST = 3  # columns: one of "Number of contacts" says nothing


def added_up_said(sheet: str, columns: Sequence[Column]) -> str:
    """What to say of a sheet half of whose columns are counts, shares or averages; "" for another sheet.

    >>> from evaluation.importing.mapping import Column
    >>> heads = ["organisation", "phq|mean|start", "phq|sd|start", "recovery|count"]
    >>> added_up_said("2026", [Column(index=i, header=head) for i, head in enumerate(heads)])[:49]
    "Sheet '2026' holds figures that are added up alre"
    """
    figures = [column for column in columns if set(tokens(column.header)) & _FIGURES]
    if len(figures) < max(_LEAST, len(columns) / 2):
        return ""
    return (
        f"Sheet '{sheet}' holds figures that are added up already (such as '{figures[0].header}'), and "
        "Attune works from the scores of single families: upload a file with one row a family or one row a "
        "questionnaire."
    )
