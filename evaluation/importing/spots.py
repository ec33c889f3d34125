"""Cells at fault, one by one: where Excel shows each and what it says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from evaluation.importing.ledger import Spot
from evaluation.importing.places import ROWS_SHOWN
from evaluation.importing.privacy.shapes import sure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from evaluation.importing.ledger import Problem
    from evaluation.importing.mapping import Column
    from evaluation.importing.sheets import Sheet

# Words that say why there is no score: nobody's own, so a message may repeat them.
_SAID = frozenset({"declined", "refused", "withdrawn", "withdrew", "not completed", "yes", "no"})
_LONGEST, _LETTERS = 16, 3  # of a text that is shown because it is mostly a number


def text_of(cell: object) -> str:
    """A cell as text, as a person would type it: no ".0", days as 2026-04-03.

    >>> text_of(12.0), text_of(dt.datetime(2026, 4, 3)), text_of(" n/a "), text_of(True)
    ('12', '2026-04-03', ' n/a ', 'TRUE')
    """
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    if isinstance(cell, dt.datetime):
        return cell.isoformat(" ")
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if isinstance(cell, float) and whole else str(cell)


def repeatable(cell: object) -> str:
    """A cell as a message may show it: a date, or text that is mostly a number; "" for a family's words.

    >>> repeatable("12*"), repeatable(dt.datetime(2026, 4, 3)), repeatable("see Ann"), repeatable("refused")
    ("'12*'", 'the date 3 April 2026', '', "'refused'")
    """
    if isinstance(cell, (dt.date, dt.datetime)):
        return f"the date {cell.day} {cell:%B %Y}"
    text = " ".join(str(cell).split())
    if text.casefold() in _SAID:
        return f"'{text}'"
    letters = sum(character.isalpha() for character in text)
    if len(text) > _LONGEST or letters > _LETTERS or not any(c.isdecimal() for c in text) or sure(text):
        return ""
    return f"'{text}'"


def spots(problem: Problem, sheet: Sheet, columns: Sequence[Column]) -> Iterator[Spot]:
    """The cells of a problem as they stand in the sheet, row by row; its rows where it has no columns.

    What must never be repeated (`not kept`) is left blank.
    """
    hidden = problem.fault.repair == "not kept"
    held = {column: sheet.cells_at(problem.rows, column) for column in problem.columns}
    for place, number in enumerate(problem.rows):
        name, row = sheet.places.of(number)
        if not problem.columns:
            yield Spot(sheet=name, row=row)
        for column in problem.columns:
            yield Spot(
                sheet=name,
                row=row,
                letter=sheet.letter(number, column),
                header=columns[column].header,
                found="" if hidden else text_of(held[column][place]),
            )


def first_of(problem: Problem) -> Problem:
    """The problem with no more rows than are shown as examples."""
    return replace(problem, rows=problem.rows[:ROWS_SHOWN])


def differing(
    numbers: Sequence[int], sheet: Sheet, columns: Sequence[Column]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Where rows that share an id differ: each column's header and letter, and what each row has there."""
    found = []
    for column in columns:
        if column.used:
            texts = tuple(" ".join(text_of(sheet.cell(number, column.index)).split()) for number in numbers)
            if len(set(texts)) > 1:
                found.append((f"{column.header} ({sheet.letter(numbers[0], column.index)})", texts))
    return tuple(found)


def with_examples(problem: Problem, sheet: Sheet, columns: Sequence[Column]) -> Problem:
    """The problem with its first few cells, of which only what a message may repeat is shown."""
    few = first_of(problem)
    cells = [(number, column) for number in few.rows for column in few.columns]
    said = [repeatable(sheet.cell(*cell)).strip("'") for cell in cells] or [""] * len(few.rows)
    found = islice(zip(spots(few, sheet, columns), said, strict=True), ROWS_SHOWN)
    shown = tuple(replace(spot, found=text if spot.found else "") for spot, text in found)
    return replace(problem, examples=shown)
