"""Copies of a row, and rows that share an id but differ: which are used and what becomes of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.importing.layout import MANY
from evaluation.importing.ledger import ROWS_SHOWN, Problem, row_list

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.importing.mapping import Duplicates
    from evaluation.importing.rows import Rows


REPEATED = "Its id comes again with different answers"


def repeats_note(rows: Rows) -> list[str]:
    """What to do where many rows are set aside because their ids repeat; nothing where few are."""
    aside = [entry for entry in rows.ledger.set_aside if entry.reason.startswith(REPEATED)]
    if len(aside) <= MANY * len(rows):
        return []
    column = rows.mapping.first("id")
    where = f" in '{column.header}'" if column else ""
    note = (
        f"{len(aside)} of {len(rows)} rows are not used, because their ids{where} come again with "
        f"different answers (the first is row {aside[0].row}). If a column tells these rows apart, say so: a "
        "stage or a date of each score, or a session number, a child or a referral as the 'episode'."
    )
    return [note]


def set_aside_duplicate_rows(rows: Rows, key: NDArray[np.object_]) -> None:
    """In a wide sheet: set aside copies of a row, and rows of one episode that differ.

    Of those that differ the mapping may say which to keep. `key` tells episodes apart, one entry a row.
    """
    live = np.flatnonzero(rows.in_use)
    duplicated = pd.Series(key[live]).duplicated(keep=False).to_numpy()
    if not duplicated.any():
        return
    at = live[duplicated]
    said = np.column_stack([pd.factorize(rows.texts(c)[at])[0] for c in rows.mapping.columns if c.used])
    content = {int(i): cells.tobytes() for i, cells in zip(at, said, strict=True)}
    for members in pd.Series(at).groupby(key[at]).agg(list):
        alike = [(int(rows.number[i]), content[int(i)]) for i in members]
        for row, reason in _not_used(alike, rows.mapping.duplicates):
            rows.set_aside_row(row, reason)


def without_duplicates(blocks: list[Block], rows: Rows) -> tuple[list[Block], list[Block]]:
    """In long data: copies of a questionnaire, or two at one date and stage, are not both counted.

    Returns the blocks to count and, apart, the responses left out that are no copies.
    """
    kept: list[Block] = []
    differing: list[Block] = []
    dropped: dict[int, list[tuple[str, str]]] = {}
    for block in blocks:
        out = dict(_duplicate_responses(block, rows.mapping.duplicates))
        for row, reason in out.items():
            dropped.setdefault(row, []).append((block.measure.short, reason))
        kept.append(block.keep(~np.isin(block.row, list(out))) if out else block)
        others = [row for row, reason in out.items() if reason.startswith(REPEATED)]
        if others:
            differing.append(block.keep(np.isin(block.row, others)))
    still = {int(row) for block in kept for row in block.row[np.isin(block.row, list(dropped))]}
    for row, entries in sorted(dropped.items()):
        if row not in still:
            rows.set_aside_row(row, entries[0][1])
        else:  # other questionnaires on the row are in use
            said = "; ".join(f"{short} is not used. {reason}" for short, reason in entries)
            rows.problems.append(Problem(f"Row {row}: {said}.", (row,)))
    return [block for block in kept if len(block.row)], differing


def _duplicate_responses(block: Block, keep: Duplicates) -> Iterator[tuple[int, str]]:
    """The rows of a block whose response is not used, each with its reason."""
    keys = pd.DataFrame(
        {"e": block.episode, "r": block.rater, "o": block.occasion, "d": block.date.astype("int64")}
    )
    placed = (block.occasion != "") | ~np.isnat(block.date)
    duplicated = keys.duplicated(keep=False).to_numpy() & placed
    for _, members in keys[duplicated].groupby(["e", "r", "o", "d"], sort=False):
        yield from _not_used([(int(block.row[i]), _content(block, i)) for i in members.index], keep)


def _content(block: Block, i: int) -> bytes:
    answers = b"" if block.items is None else block.items[i].tobytes()
    return answers + b"".join(scores[i].tobytes() for _, _, scores in block.totals)


def _not_used(alike: list[tuple[int, bytes]], keep: Duplicates) -> Iterator[tuple[int, str]]:
    """Of rows that share an id, each with its content, those not to be used and why.

    The first of exact copies stands for them; of rows that differ, `keep` says which is used.
    """
    first: dict[bytes, int] = {}
    for row, content in alike:
        if content in first:
            yield row, f"An exact copy of another row (row {first[content]})"
        else:
            first[content] = row
    rows = sorted(first.values())
    if len(rows) < 2:
        return
    used = {"first": rows[:1], "last": rows[-1:], "set_aside": []}[keep]
    for row in rows:
        if row not in used:
            others = [other for other in rows[: ROWS_SHOWN + 1] if other != row][:ROWS_SHOWN]
            listed = row_list(others, of=len(rows) - 1)
            yield row, f"{REPEATED} ({listed})"
