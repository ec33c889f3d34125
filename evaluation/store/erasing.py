"""A data set without one family: its rows, and every word that was said about them, are gone."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.importing.episodes import Episodes
from evaluation.importing.ledger import Ledger
from evaluation.importing.marks import Marks, hashed
from evaluation.importing.privacy.pseudonyms import pseudonyms, read_key
from evaluation.importing.responses import Responses, Whose
from evaluation.importing.rows import as_compared

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.importing.ledger import Problem
    from evaluation.importing.places import Places

_OF_ROWS = re.compile(r"\brows? \d")  # in a note that tells of rows by their numbers


def marks_of(family_id: str, key: bytes, id_key: str = "") -> NDArray[np.uint64]:
    """The marks under which a family may be in data made with that key, from its id as it is typed.

    With `id_key` those of the code that stands for it too; a code itself may be typed as well.
    """
    typed = np.array([" ".join(family_id.split())], dtype=object)
    texts = {*as_compared(typed), *(text.upper() for text in typed)}
    if id_key:
        texts |= set(pseudonyms(as_compared(typed), read_key(id_key)))
    return hashed(np.array(sorted(texts), dtype=object), key)


def rows_of(responses: Responses, marks: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The numbers of the rows of whoever has one of these marks, in use or not."""
    found: NDArray[np.int64] = responses.whose.row[np.isin(responses.whose.subject, marks)]
    return found


def without(responses: Responses, marks: NDArray[np.uint64], erased_on: date) -> Responses:
    """What was read, without the family of these marks; the notes then say that a family was erased."""
    episodes, whose = responses.episodes, responses.whose
    gone = rows_of(responses, marks)
    stays = ~np.isin(episodes.marks.subject, marks)
    place = np.cumsum(stays) - 1  # of each episode that stays, its place from now on
    place[~stays] = -1
    rows = np.isin(whose.row, gone, invert=True)
    left = set(map(int, gone))
    problems = (_problem(problem, left, responses.places) for problem in responses.problems)
    return replace(
        responses,
        blocks=_kept(responses.blocks, gone, place),
        not_used=_kept(responses.not_used, gone, place),
        episodes=_episodes(episodes, stays),
        ledger=_ledger(responses.ledger, responses.places, left),
        problems=tuple(problem for problem in problems if problem is not None),
        notes=_notes(responses.notes, erased_on),
        repeats=tuple(alike for alike in responses.repeats if not left & set(alike)),
        whose=Whose(whose.row[rows], _moved(whose.episode[rows], place), whose.subject[rows]),
    )


def fingerprint_without(fingerprint: str, responses: Responses) -> str:
    """The fingerprint of data from which a family was erased: another than that of the file."""
    rows = responses.whose.row.tobytes()
    return hashlib.sha256(f"{fingerprint} without a family".encode() + rows).hexdigest()


def _kept(blocks: tuple[Block, ...], gone: NDArray[np.int64], place: NDArray[np.int64]) -> tuple[Block, ...]:
    kept = (block.keep(~np.isin(block.row, gone)) for block in blocks)
    return tuple(replace(block, episode=_moved(block.episode, place)) for block in kept if len(block.row))


def _moved(episode: NDArray[np.int64], place: NDArray[np.int64]) -> NDArray[np.int64]:
    """Episodes by their new places; those of nobody stay nobody's."""
    return np.where(episode >= 0, place[episode], -1) if len(place) else np.full(len(episode), -1)


def _episodes(episodes: Episodes, stays: NDArray[np.bool_]) -> Episodes:
    marks = episodes.marks
    _, subject = np.unique(episodes.subject[stays], return_inverse=True)
    return Episodes(
        subject.astype(np.int64),
        episodes.attributes[stays].reset_index(drop=True),
        episodes.first_contact[stays],
        episodes.second_contact[stays],
        episodes.start[stays],
        episodes.end[stays],
        Marks(marks.subject[stays], marks.episode[stays], marks.row[stays], marks.key),
    )


def _ledger(ledger: Ledger, places: Places, gone: set[int]) -> Ledger:
    spots = set(map(places.of, gone))
    aside = tuple(entry for entry in ledger.set_aside if (entry.sheet, entry.row) not in spots)
    return Ledger(ledger.sheet, ledger.rows - len(gone), aside)


def _problem(problem: Problem, gone: set[int], places: Places) -> Problem | None:
    """A problem without the family's rows; one that had some is told in words without any cell."""
    rows = tuple(row for row in problem.rows if row not in gone)
    if len(rows) == len(problem.rows):
        return problem
    if not rows:
        return None
    message = (
        f"{wording.capital(places.listed(rows))}: something here could not be used as it stood. What it was "
        "is no longer told, because it stood beside a family that was erased."
    )
    spots = set(map(places.of, gone))
    examples = tuple(spot for spot in problem.examples if (spot.sheet, spot.row) not in spots)
    fault = replace(problem.fault, codes=())
    return replace(problem, message=message, rows=rows, examples=examples, fault=fault)


def words_without(notes: tuple[str, ...]) -> tuple[str, ...]:
    """Notes without those that tell of rows by their numbers."""
    return tuple(note for note in notes if not _OF_ROWS.search(note))


def _notes(notes: tuple[str, ...], erased_on: date) -> tuple[str, ...]:
    """The notes without those that tell of rows, and with one on the erasure."""
    said = f"A family was erased from these data on {wording.day(erased_on)}: figures made before include it."
    return (*(note for note in words_without(notes) if note != said), said)
