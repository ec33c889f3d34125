"""Responses: what the mapped columns say, with every cell checked and every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.answers import total_scale
from evaluation.importing.blocks import Block, known_measure, read_blocks
from evaluation.importing.doubts import rivals
from evaluation.importing.duplicates import set_aside_duplicate_rows, without_duplicates
from evaluation.importing.episodes import Episodes, episodes_of
from evaluation.importing.headers import headers_of, shown
from evaluation.importing.rows import Rows, episode_keys, set_aside_unusable, subjects_of
from evaluation.importing.vocabulary import tokens

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.ledger import Ledger, Problem
    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.sheets import Sheet, Workbook
    from evaluation.measures import Registry

__all__ = ["Block", "Responses", "ingest", "sheet_for"]


@dataclass(frozen=True, eq=False)
class Responses:
    """Everything read from a sheet: responses by measure, episodes, and what became of each row.

    `long` says that a row is a questionnaire, so one without answers is set aside; in a wide
    sheet a row is a family, who counts among those referred even without a score.
    """

    blocks: tuple[Block, ...]
    episodes: Episodes
    ledger: Ledger
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    long: bool


def ingest(workbook: Workbook, mapping: Mapping, registry: Registry) -> Responses:
    """Read the responses that a mapping describes.

    Raises InputError with one sentence when the mapping does not fit the file, no id column is
    named, or nothing that could be evaluated is mapped.
    """
    sheet = sheet_for(workbook, mapping)
    headers = headers_of(sheet, mapping.header_rows)
    fitted = mapping.fitted(tuple(shown(group, name, i) for i, (group, name) in enumerate(headers)))
    rows = Rows(sheet, fitted)
    own = registry.with_local(entry.measure() for entry in fitted.locals if entry.described)
    _say_missing(mapping, rows)
    return _read(rows, own)


def sheet_for(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping reads: the one it names, or the only one there is.

    A text file's only sheet is named after the file, and next quarter's file has another name.
    Raises InputError when the workbook has several sheets and none of that name.
    """
    found = next((s for s in workbook.sheets if s.name == mapping.sheet), None)
    if found is None and len(workbook.sheets) == 1:
        return workbook.sheets[0]
    if found is None:
        names = ", ".join(f"'{s.name}'" for s in workbook.sheets)
        raise InputError(f"The mapping is for a sheet '{mapping.sheet}', but {workbook.name} has {names}.")
    return found


def _say_missing(mapping: Mapping, rows: Rows) -> None:
    there = {tokens(c.header) for c in rows.mapping.columns}
    gone = [f"'{c.header}'" for c in mapping.columns if c.used and tokens(c.header) not in there]
    if gone:
        rows.notes.append(f"The mapping names columns that this file does not have: {', '.join(gone)}.")


def _read(rows: Rows, registry: Registry) -> Responses:
    """One pass over the rows. A row is set aside for the first reason found, so the order counts."""
    if not len(rows):
        raise InputError(f"Sheet '{rows.sheet}' has a header row but no rows below it.")
    scored = _usable(rows, registry)
    if not rows.mapping.using("score", "item"):
        raise InputError(
            f"No score or questionnaire was recognised in sheet '{rows.sheet}'. "
            "Say which columns hold scores before and after, on the import page or in a mapping file."
        )
    long = rows.mapping.layout == "long"
    subject = subjects_of(rows)
    set_aside_unusable(rows, subject)
    key = episode_keys(rows, subject)
    if not long:
        set_aside_duplicate_rows(rows, key)
    live = rows.in_use
    episodes, codes = episodes_of(key, live, rows.body, rows.mapping, rows.dates)
    blocks = read_blocks(rows, registry, scored, codes, live)
    if long:
        blocks = without_duplicates(blocks, rows)
        _set_aside_unanswered(blocks, rows, live)
    if not blocks:
        raise _nothing_to_evaluate(rows, scored)
    return Responses(tuple(blocks), episodes, rows.ledger, tuple(rows.problems), tuple(rows.notes), long)


def _usable(rows: Rows, registry: Registry) -> tuple[Column, ...]:
    """The score columns that can be read; two that claim the same score are both left, with a note."""
    scored = rows.mapping.using("score", "item")
    clash = rivals(scored)
    for column in scored:
        others = clash.get(column.index, ())
        if others and column.index < others[0].index:  # said once, at the first of them
            both = " and ".join(f"'{c.header}'" for c in (column, *others))
            rows.notes.append(f"{both} claim to hold the same score, so none is used: say how they differ.")
    alone = [column for column in scored if column.index not in clash]
    unclear = [column for column in alone if _unclear(column, registry)]
    rows.notes += [
        f"'{column.header}' was not used: say which score of its questionnaire it is." for column in unclear
    ]
    return tuple(column for column in alone if column not in unclear)


def _unclear(column: Column, registry: Registry) -> bool:
    """Whether a column holds one of several scores of a measure without saying which."""
    if column.use != "score" or column.scale:
        return False
    measure = known_measure(registry, column.measure)
    return measure is not None and not total_scale(measure)


def _set_aside_unanswered(blocks: list[Block], rows: Rows, live: NDArray[np.bool_]) -> None:
    answered = np.zeros(len(rows), bool)
    for block in blocks:
        answered[np.searchsorted(rows.number, block.row)] = True
    rows.set_aside(live & ~answered, "There is no usable answer or score on it")


def _nothing_to_evaluate(rows: Rows, scored: tuple[Column, ...]) -> InputError:
    """What to say, and what to do about it, when there is not one response."""
    waiting = [entry for entry in rows.mapping.locals if not entry.described]
    if waiting:
        names = ", ".join(f"'{entry.name}'" for entry in waiting[:4])
        return InputError(
            f"{names}: no questionnaire that Attune knows, so the lowest and highest score and which end "
            "is better must be given, on the import page or in a mapping file (its 'locals')."
        )
    if not scored:
        return InputError(" ".join((f"No score of sheet '{rows.sheet}' could be used.", *rows.notes[:1])))
    first = rows.problems[0].message if rows.problems else ""
    return InputError(
        f"None of the {len(rows)} rows of sheet '{rows.sheet}' holds a score that can be used "
        f"(looked in {', '.join(repr(c.header) for c in scored[:3])}). {first}".strip()
    )
