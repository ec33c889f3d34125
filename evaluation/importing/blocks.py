"""Blocks: all responses to one measure that one set of columns holds, and how they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.answers import Answers
from evaluation.importing.vocabulary import same_rater
from evaluation.measures import named_only_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.rows import Rows
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure, Stored


@dataclass(frozen=True, eq=False)
class Block:
    """All responses to one measure read from one set of columns, one entry a response.

    `row` is the Excel row, `episode` indexes `Episodes`, `date` is NaT where unknown,
    `occasion` "" where unknown. `items` is responses × items (NaN blank, OMITTED where an answer
    is neither a score nor missing) or None, with answers `stored` as printed or already scored;
    `totals` holds (scale id, "raw" or "converted" or "", scores) as typed in. `dated_by` is the place of
    the column of its dates (-1 for none) and `typed_in` that of each of the totals.
    """

    measure: Measure
    row: NDArray[np.int64]
    episode: NDArray[np.int64]
    occasion: NDArray[np.object_]
    date: NDArray[np.datetime64]
    rater: NDArray[np.object_]
    items: NDArray[np.float64] | None
    totals: tuple[tuple[str, str, NDArray[np.float64]], ...]
    stored: Stored = "printed"
    dated_by: int = -1
    typed_in: tuple[int, ...] = ()

    @property
    def answered(self) -> NDArray[np.bool_]:
        """Which responses hold any answer or score at all."""
        found = np.zeros(len(self.row), bool)
        if self.items is not None:
            found |= (~np.isnan(self.items)).any(axis=1)
        for _, _, scores in self.totals:
            found |= np.isfinite(scores)
        return found

    def keep(self, mask: NDArray[np.bool_]) -> Block:
        """The responses that a mask keeps."""
        return Block(
            self.measure,
            self.row[mask],
            self.episode[mask],
            self.occasion[mask],
            self.date[mask],
            self.rater[mask],
            None if self.items is None else self.items[mask],
            tuple((scale, entered, scores[mask]) for scale, entered, scores in self.totals),
            self.stored,
            self.dated_by,
            self.typed_in,
        )


def read_blocks(
    rows: Rows,
    registry: Registry,
    scored: Iterable[Column],
    episode: NDArray[np.int64],
    live: NDArray[np.bool_],
) -> list[Block]:
    """The answered responses of the rows in use, in a block for each measure, occasion and rater.

    `episode` and `live` have one entry a row. Cells that can't be used, stages without a
    meaning and measures that nobody has described are reported to `rows`.
    """
    occasions = occasions_of(rows)
    raters = raters_of(rows)
    answers = Answers(rows.body, rows.number, rows.mapping, rows.report, rows.n)
    groups: dict[tuple[str, str, str], list[Column]] = {}
    for column in scored:
        groups.setdefault((column.measure, column.occasion, column.rater), []).append(column)
    blocks = []
    for (measure_id, occasion, rater), columns in groups.items():
        dated_by = date_column(rows.mapping, measure_id, occasion)
        date = rows.dates(dated_by) if dated_by else np.full(len(rows), "NaT", "datetime64[s]")
        for measure, mask in measured(rows, registry, measure_id, live):
            at = np.flatnonzero(mask)
            items, totals, typed_in = answers.read(measure, columns, at)
            block = Block(
                measure,
                rows.number[at],
                episode[at],
                np.full(len(at), occasion, dtype=object) if occasion else occasions[at],
                date[at],
                np.where(raters[at] == "", same_rater(rater) or measure.rater, raters[at]).astype(object),
                items,
                totals,
                rows.mapping.stored_as(measure),
                dated_by.index if dated_by else -1,
                typed_in,
            )
            blocks.append(block.keep(block.answered))
    return [block for block in blocks if len(block.row)]


def occasions_of(rows: Rows) -> NDArray[np.object_]:
    """The occasion of each row as its cell says it; "" where it names none."""
    column = rows.mapping.first("occasion")
    if column is None:
        return np.full(len(rows), "", dtype=object)
    texts = rows.texts(column)
    meanings = dict(rows.mapping.occasions)
    found = {text: meanings.get(text, "") for text in set(texts)}
    unknown = sorted(text for text, meaning in found.items() if text and not meaning)
    if unknown:
        listed = ", ".join(f"'{text}'" for text in unknown[:3])
        rows.notes.append(f"'{column.header}' says {listed}, which names no stage: say what it means.")
    return np.array([found[text] for text in texts], dtype=object)


def raters_of(rows: Rows) -> NDArray[np.object_]:
    """Who rated, as the cell of each row says it; "" where none does."""
    column = rows.mapping.first("rater")
    if column is None:
        return np.full(len(rows), "", dtype=object)
    texts = rows.texts(column)
    said = {text: same_rater(text) for text in set(texts)}
    return np.array([said[text] for text in texts], dtype=object)


def date_column(mapping: Mapping, measure: str, occasion: str) -> Column | None:
    """The date column of this measure and occasion, of this occasion, or else of the row as a whole."""
    columns = mapping.using("date")
    for wanted in ((measure, occasion), ("", occasion), (measure, "")):
        found = next((c for c in columns if (c.measure, c.occasion) == wanted and any(wanted)), None)
        if found is not None:
            return found
    return next((c for c in columns if not c.measure and not c.occasion), None)


def measured(
    rows: Rows, registry: Registry, measure_id: str, live: NDArray[np.bool_]
) -> Iterator[tuple[Measure, NDArray[np.bool_]]]:
    """The measure of a group of columns, or each measure that the rows name, with its rows."""
    if measure_id:
        measure = known_measure(registry, measure_id)
        if measure is None:
            _say_undescribed(rows, registry, measure_id)
        else:
            yield measure, live
        return
    column = rows.mapping.first("measure")
    if column is None:
        return
    texts = rows.texts(column)
    meanings = dict(rows.mapping.measures)
    for text in sorted(set(texts[live])):
        mask = live & (texts == text)
        measure = known_measure(registry, meanings.get(text, ""))
        if measure is not None:
            yield measure, mask
        elif meanings.get(text) in registry.shared:
            rows.set_aside(mask, f"'{text}' may be more than one questionnaire")
            _say_undescribed(rows, registry, meanings[text])
        elif text and text not in meanings:
            rows.set_aside(mask, f"The mapping does not say which questionnaire '{text}' is ('measures')")
        elif text:
            alone = named_only_by(text)
            why = "known by name alone, not how it is scored" if alone else "not a questionnaire Attune knows"
            rows.set_aside(mask, f"'{text}' is {why}")
        else:
            rows.set_aside(mask, "Its questionnaire is blank: not scored")


def known_measure(registry: Registry, measure_id: str) -> Measure | None:
    """The measure of that id, or None when there is none."""
    return next((measure for measure in registry if measure.id == measure_id), None)


def which_is_meant(registry: Registry, shared_id: str) -> str:
    """What to ask, and where to answer, when a name is shared by several questionnaires."""
    entry, members = registry.shared[shared_id]
    listed = " or ".join(f"'{measure.id}'" for measure in members)
    return (
        f"{entry.name} was not evaluated: {entry.question} {entry.tell_apart} Say so on the import page, or "
        f"in the mapping file ('meant': '{entry.id}' is {listed})."
    )


def _say_undescribed(rows: Rows, registry: Registry, measure_id: str) -> None:
    if measure_id in registry.shared:
        rows.note_once(which_is_meant(registry, measure_id))
        return
    names = {entry.id: entry.name for entry in rows.mapping.locals}
    note = (
        f"'{names.get(measure_id, measure_id)}' was not evaluated: it is no questionnaire Attune knows. "
        "Give its lowest and highest score and which is better."
    )
    rows.note_once(note)
