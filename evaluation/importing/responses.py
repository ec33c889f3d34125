"""Responses: what the mapped columns say, with every cell checked and every row accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from evaluation.errors import InputError
from evaluation.importing.added_up import added_up_said
from evaluation.importing.agreement import dates_against_stages, ids_apart_by_zeros, totals_against_answers
from evaluation.importing.answers import total_scale
from evaluation.importing.attendance import attendance_said
from evaluation.importing.blocks import Block, known_measure, read_blocks, which_is_meant
from evaluation.importing.continued import continued
from evaluation.importing.doubts import claimed_together, quoted, rivals
from evaluation.importing.duplicates import (
    REPEATED,
    repeats_note,
    set_aside_duplicate_rows,
    without_duplicates,
)
from evaluation.importing.episodes import Episodes, episodes_of
from evaluation.importing.fitting import fit
from evaluation.importing.ledger import LEFT_OUT
from evaluation.importing.lists import refuse_two_lists
from evaluation.importing.mapping import NEW
from evaluation.importing.marks import NOBODY, hashed
from evaluation.importing.naming import UNKNOWN
from evaluation.importing.places import STEP
from evaluation.importing.privacy.keeping import refuse_personal_data
from evaluation.importing.rows import NO_ID, Rows, coded, episode_keys, set_aside_unusable, subjects_of
from evaluation.importing.sheets import Together
from evaluation.importing.spots import with_examples
from evaluation.importing.turned import turned_round
from evaluation.importing.unread import unread_sheets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.importing.ledger import Ledger, Problem, SetAside
    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.places import Places
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry

__all__ = ["Block", "Responses", "ingest"]

UNANSWERED = "There is no usable answer or score on it"


@dataclass(frozen=True, eq=False)
class Whose:
    """Of which episode each row is: its number, and the episode's place (-1: nobody's). One entry a row.

    `subject` is the mark of whose it is, of rows that are in no episode too (NOBODY: it has no id).
    """

    row: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    episode: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    subject: NDArray[np.uint64] = field(default_factory=lambda: np.empty(0, np.uint64))

    def of(self, rows: Iterable[int]) -> NDArray[np.int64]:
        """The episode of each of these rows, without those of nobody."""
        found = self.episode[np.searchsorted(self.row, np.fromiter(rows, np.int64))]
        return found[found >= 0]


@dataclass(frozen=True, eq=False)
class Responses:
    """Everything read from a sheet: responses by measure, episodes, and what became of each row.

    `long` says that a row is a questionnaire, so one without answers is set aside; in a wide
    sheet a row is a family, who counts among those referred even without a score. `not_used` are
    answers that no figure has, as their row has no id or its id comes again with other answers:
    of questionnaires about risk alone, for whoever must see what they say. `columns` are the mapping's
    as they were found in this file. `repeats` are the rows that share an id (and a date and stage) and
    differ, by number; `whose` says of which episode each row is.
    """

    blocks: tuple[Block, ...]
    episodes: Episodes
    ledger: Ledger
    places: Places
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    long: bool
    not_used: tuple[Block, ...] = ()
    columns: tuple[Column, ...] = ()
    repeats: tuple[tuple[int, ...], ...] = ()
    whose: Whose = field(default_factory=Whose)


def ingest(
    workbook: Workbook,
    mapping: Mapping,
    registry: Registry,
    *,
    id_key: bytes = b"",
    marks_key: bytes = b"",
) -> Responses:
    """Read the responses that a mapping describes; `id_key` makes the codes where it has ids "keyed".

    `marks_key` makes the marks by which families are told apart without ids; this run's own unless given.

    Raises InputError with one sentence when the mapping does not fit the file, no id column is
    named, personal data would be kept, or nothing that could be evaluated is mapped.
    """
    known = registry.with_local(mapping.own)
    sheet, fitted, notes = fit(workbook, mapping, known)
    rows = Rows(sheet, fitted, id_key, marks_key)
    rows.notes += (*unread_sheets(workbook, fitted), *notes)
    return _read(rows, known.with_local(entry.measure() for entry in fitted.locals if entry.described))


def _read(rows: Rows, registry: Registry) -> Responses:
    """One pass over the rows. A row is set aside for the first reason found, so the order counts."""
    if not len(rows):
        raise InputError(f"Sheet '{rows.sheet}' has a header row but no rows below it.")
    scored = usable_scores(rows, registry)
    if not rows.mapping.using("score", "item"):
        raise no_score(rows)
    refuse_personal_data(rows)
    long = rows.mapping.layout == "long"
    subject = subjects_of(rows)
    set_aside_unusable(rows, subject)
    refuse_two_lists(rows)
    if rows.mapping.subjects == "id":
        used = rows.in_use
        rows.notes += ids_apart_by_zeros(subject[used], rows.number[used], rows.places, rows.mapping.noun)
    subject = coded(rows, subject)
    key = episode_keys(rows, subject)
    # Before repeats are set aside: a family is in the file, whatever can be used of it.
    episodes, codes = episodes_of(key, rows.in_use, rows)
    if not long:
        set_aside_duplicate_rows(rows, key)
    live = rows.in_use
    blocks = read_blocks(rows, registry, scored, codes, live)
    not_used = _of_rows_not_used(rows, registry, scored)
    if long:
        blocks, differing = without_duplicates(blocks, rows)
        not_used += [block for block in differing if block.measure.alerts]
        _set_aside_unanswered(blocks, rows, live)
    rows.notes[:0] = repeats_note(rows)
    rows.problems += (
        *dates_against_stages(blocks, rows.places),
        *totals_against_answers(blocks, rows.places),
    )
    if not blocks:
        raise _nothing_to_evaluate(rows, registry, scored)
    rows.notes += turned_round(blocks)
    return Responses(
        tuple(blocks),
        episodes,
        rows.ledger,
        rows.places,
        tuple(with_examples(problem, rows.sheet_read, rows.mapping.columns) for problem in rows.problems),
        tuple(rows.notes),
        long,
        tuple(not_used),
        rows.mapping.columns,
        tuple(dict.fromkeys(rows.repeats)),
        Whose(rows.number, codes, _marked(subject, codes, episodes)),
    )


def _marked(subject: NDArray[np.object_], codes: NDArray[np.int64], episodes: Episodes) -> NDArray[np.uint64]:
    """The mark of whose each row is, which those of the rows in use have already."""
    found = np.full(len(subject), NOBODY, dtype=np.uint64)
    used = codes >= 0
    found[used] = episodes.marks.subject[codes[used]]
    others = ~used & (subject != "")
    found[others] = hashed(subject[others], episodes.marks.key)
    return found


def _of_rows_not_used(rows: Rows, registry: Registry, scored: tuple[Column, ...]) -> list[Block]:
    """The answers of rows that are somebody's and still not used, to questionnaires that ask about risk."""
    somebody = (REPEATED, NO_ID, LEFT_OUT)
    numbers = rows.aside_because(somebody)
    if not numbers:
        return []
    again = Rows(rows.sheet_read, rows.mapping)  # what it can't read has been told, or is nobody's figure
    nobody = np.full(len(again), -1, dtype=np.int64)
    found = read_blocks(again, registry, scored, nobody, np.isin(again.number, numbers))
    return [block for block in found if block.measure.alerts]


def usable_scores(rows: Rows, registry: Registry) -> tuple[Column, ...]:
    """The score columns that can be read; two that claim the same score are both left, with a note."""
    scored = rows.mapping.using("score", "item")
    goes_on = continued(claimed_together(scored), lambda column: rows.filled[:, column.index])
    clash = rivals([column for column in scored if column.index not in goes_on])
    for column in scored:
        others = clash.get(column.index, ())
        if others and column.index < others[0].index:  # said once, at the first of them
            both = " and ".join(quoted(c, scored) for c in (column, *others))
            rows.notes.append(f"{both} claim to hold the same score, so none is used: say how they differ.")
    alone = [column for column in scored if column.index not in clash]
    unclear = [column for column in alone if _unclear(column, registry)]
    rows.notes += [
        f"'{column.header}' was not used: say which score of its questionnaire it is." for column in unclear
    ]
    usable = tuple(column for column in alone if column not in unclear)
    rows.notes += _converted(usable)
    return usable


def _converted(scored: Iterable[Column]) -> list[str]:
    """How the totals of a converted scale are read: what nobody can see from the figures."""
    said = {
        "raw": "read as raw totals and converted to metric scores; if they are metric scores already, say so",
        "converted": "read as metric (converted) scores as they stand; if they are raw totals, say so",
    }
    notes = []
    for entered, words in said.items():
        names = [f"'{c.header}'" for c in scored if c.use == "score" and c.entered == entered]
        if names:
            notes.append(f"{', '.join(names)}: {words} ('entered' in the mapping).")
    return notes


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
    answered |= _describing(rows)
    rows.set_aside(live & ~answered, UNANSWERED)


def _describing(rows: Rows) -> NDArray[np.bool_]:
    """Rows that say something of a family without a score: those of a sheet that has none to give.

    So too where a row of sheets read together holds before and after: it is a family, scored or not.
    """
    sheet = rows.sheet_read
    found = np.zeros(len(rows), bool)
    if not isinstance(sheet, Together):
        return found
    scored = {c.index for c in rows.mapping.using("score", "item")}
    side_by_side = len({c.occasion for c in rows.mapping.using("score", "item")} - {""}) > 1
    for place, held in enumerate(sheet.held):
        if side_by_side or not scored & held:
            found |= rows.number // STEP == place
    return found


def no_score(rows: Rows) -> InputError:
    """What to say where no column is used as a score: the doubts, if there are any."""
    said = attendance_said(rows.sheet, rows.mapping.columns, rows.texts)
    said = said or added_up_said(rows.sheet, rows.mapping.columns)
    if said:
        return InputError(said)
    doubts = [
        f"'{c.header}': {c.why.rstrip('?')}"
        for c in rows.mapping.columns
        if c.use == "ignore" and c.confidence == "needs you" and c.why not in {"", UNKNOWN, NEW}
    ]
    if doubts:
        more = f"; and {len(doubts) - 2} more" if len(doubts) > 2 else ""
        return InputError(
            f"No score of sheet '{rows.sheet}' can be used as it stands. {'; '.join(doubts[:2])}{more}. "
            "Say what these columns hold, on the import page or in a mapping file."
        )
    return InputError(
        f"No score or questionnaire was recognised in sheet '{rows.sheet}'. "
        "Say which columns hold scores before and after, on the import page or in a mapping file."
    )


def _nothing_to_evaluate(rows: Rows, registry: Registry, scored: tuple[Column, ...]) -> InputError:
    """What to say, and what to do about it, when there is not one response."""
    shared = [c.measure for c in scored if c.measure in registry.shared]
    if shared:
        return InputError(which_is_meant(registry, shared[0]))
    waiting = [entry for entry in rows.mapping.locals if not entry.described]
    if waiting:
        names = ", ".join(f"'{entry.name}'" for entry in waiting[:4])
        return InputError(
            f"{names}: no questionnaire that Attune knows, so the lowest and highest score and which end "
            "is better must be given, on the import page or in a mapping file (its 'locals')."
        )
    if not scored:
        return InputError(" ".join((f"No score of sheet '{rows.sheet}' could be used.", *rows.notes[:1])))
    many = f"None of the {len(rows)} rows of sheet '{rows.sheet}'"
    repeats = " ".join(repeats_note(rows))
    if repeats:
        return InputError(f"{many} can be used. {repeats}")
    aside = rows.ledger.set_aside
    if len(aside) == len(rows):
        reason, count = rows.ledger.reasons[0]
        example = next(entry for entry in aside if entry.reason.split(" (")[0] == reason)
        where = f"row {example.row}{_on(rows, example)}"
        return InputError(f"{many} can be used. {reason} ({count} rows, the first is {where}).")
    first = rows.problems[0].message if rows.problems else ""
    return InputError(
        f"{many} holds a score that can be used "
        f"(looked in {', '.join(repr(c.header) for c in scored[:3])}). {first}".strip()
    )


def _on(rows: Rows, entry: SetAside) -> str:
    return f" of '{entry.sheet}'" if len(rows.places.sheets) > 1 else ""
