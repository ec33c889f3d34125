"""Copies of a row, and rows that share an id but differ: which are used and what becomes of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation import wording
from evaluation.importing.layout import MANY
from evaluation.importing.ledger import Fault, Problem
from evaluation.importing.places import ROWS_SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.importing.mapping import Duplicates
    from evaluation.importing.places import Places
    from evaluation.importing.rows import Rows


COPY = "An exact copy of another row"
REPEATED = "Its id comes again with different answers"


def repeats_note(rows: Rows) -> list[str]:
    """What to do where many rows are set aside because their ids repeat; nothing where few are."""
    aside = sorted(rows.aside_because((REPEATED,)))
    if len(aside) <= MANY * len(rows):
        return []
    column = rows.mapping.first("id")
    where = f" in '{column.header}'" if column else ""
    note = (
        f"{len(aside)} of {len(rows)} rows are not used, because their ids{where} come again with "
        f"different answers (the first is {rows.places.listed(aside[:1])}). If a column tells these rows "
        "apart, say so: a stage or a date of each score, or a session number, a child or a referral as "
        "the 'episode'."
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
        rows.repeats += _differing(alike)
        for row, reason in _not_used(alike, rows.mapping.duplicates, rows.places):
            rows.set_aside_row(row, reason)


def without_duplicates(blocks: list[Block], rows: Rows) -> tuple[list[Block], list[Block]]:
    """In long data: copies of a questionnaire, or two at one date and stage, are not both counted.

    Returns the blocks to count and, apart, the responses left out that are no copies.
    """
    kept: list[Block] = []
    differing: list[Block] = []
    dropped: dict[int, list[tuple[str, str]]] = {}
    for block in blocks:
        every = list(_placed_alike(block))
        rows.repeats += [found for alike in every for found in _differing(alike)]
        keep = rows.mapping.duplicates
        out = {row: why for alike in every for row, why in _not_used(alike, keep, rows.places)}
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
            where = rows.places.listed([row])
            fault = Fault("repeated id")
            rows.problems.append(Problem(f"{wording.capital(where)}: {said}.", (row,), fault=fault))
    return [block for block in kept if len(block.row)], differing


def _placed_alike(block: Block) -> Iterator[list[tuple[int, bytes]]]:
    """The responses of a block that share rater, stage and date with another of theirs: row and content."""
    keys = pd.DataFrame(
        {"e": block.episode, "r": block.rater, "o": block.occasion, "d": block.date.astype("int64")}
    )
    placed = (block.occasion != "") | ~np.isnat(block.date)
    duplicated = keys.duplicated(keep=False).to_numpy() & placed
    for _, members in keys[duplicated].groupby(["e", "r", "o", "d"], sort=False):
        yield [(int(block.row[i]), _content(block, i)) for i in members.index]


def _content(block: Block, i: int) -> bytes:
    answers = b"" if block.items is None else block.items[i].tobytes()
    return answers + b"".join(scores[i].tobytes() for _, _, scores in block.totals)


def _differing(alike: list[tuple[int, bytes]]) -> list[tuple[int, ...]]:
    """The rows of which one at most can be used, where there are several; the first of exact copies alone."""
    first: dict[bytes, int] = {}
    for row, content in alike:
        first.setdefault(content, row)
    return [tuple(sorted(first.values()))] if len(first) > 1 else []


def _not_used(alike: list[tuple[int, bytes]], keep: Duplicates, places: Places) -> Iterator[tuple[int, str]]:
    """Of rows that share an id, each with its content, those not to be used and why.

    The first of exact copies stands for them; of rows that differ, `keep` says which is used.
    """
    first: dict[bytes, int] = {}
    for row, content in alike:
        if content in first:
            yield row, f"{COPY} ({places.listed([first[content]])})"
        else:
            first[content] = row
    rows = sorted(first.values())
    if len(rows) < 2:
        return
    used = {"first": rows[:1], "last": rows[-1:], "set_aside": []}[keep]
    for row in rows:
        if row not in used:
            others = [other for other in rows[: ROWS_SHOWN + 1] if other != row][:ROWS_SHOWN]
            listed = places.listed(others, of=len(rows) - 1)
            yield row, f"{REPEATED} ({listed})"
