"""Scoring of responses that are in memory: the expressions run on PyArrow tables made of their blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import narwhals as nw
import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]

from evaluation.scoring.expressions import (
    ScoreColumns,
    answer,
    given_items,
    of_tallies,
    of_tally,
    on_table,
    parts_of,
    tallies_of,
    tally,
    with_tallies,
)
from evaluation.scoring.score_sets import Scores, ScoreSet, Unscored, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from evaluation.importing.responses import Block, Responses
    from evaluation.measures.definition import Items, Scale, Stored

Frame: TypeAlias = nw.DataFrame[pa.Table]
_EACH = {"each", "answers"}  # every answer is a score by itself


def score(responses: Responses) -> Scores:
    """Score every response on every scale of its measure."""
    pieces: dict[tuple[str, str, str], list[ScoreSet]] = {}
    unscored: list[Unscored] = []
    for block in responses.blocks:
        for scale, part, values, reasons in _scored(block):
            for one in _by_rater(block, scale, part, values):
                pieces.setdefault((block.measure.id, scale.id, one.rater), []).append(one)
            without = np.flatnonzero(reasons.astype(bool))
            unscored += [
                Unscored(int(block.row[i]), scale.title, reasons[i], block.measure.id) for i in without
            ]
    sets = [joined(found) for found in pieces.values()]
    return Scores(
        tuple(entry for entry in sets if entry.scale.score != "answers"),
        tuple(unscored),
        tuple(entry for entry in sets if entry.scale.score == "answers"),
    )


def _scored(block: Block) -> Iterator[tuple[Scale, int, NDArray[np.float64], NDArray[np.object_]]]:
    """Scores of a block (NaN without one) and reasons, by scale; where each answer is a score, by item."""
    measure, stored = block.measure, block.stored
    frame, items = _frame(block)
    totals = tuple((scale_id, entered) for scale_id, entered, _ in block.totals)
    given = given_items(frame, measure, stored, items=items, totals=totals)
    tallies = tallies_of(
        measure, [scale for scale in measure.scales if scale.score not in _EACH], stored, items
    )
    frame, tallies = with_tallies(frame, tallies)
    for scale in measure.scales:
        if scale.score in _EACH:
            for item in (item for item in scale.items if item in items):
                columns = ScoreColumns(answer(measure, item, stored), nw.lit(""))
                yield scale, item, *_values(frame, columns)
        elif scale.id in dict(totals) or any(tallies[part.id] for part in parts_of(measure, scale)):
            columns = of_tallies(measure, scale, tallies, totals=totals, given=given)
            yield scale, 0, *_values(frame, columns)


def _frame(block: Block) -> tuple[Frame, tuple[int, ...]]:
    """A block as a frame, and the numbers of the items that anybody answered, which have a column there."""
    answers = block.items if block.items is not None else np.empty((len(block.row), 0))
    used = np.flatnonzero(~np.isnan(answers).all(axis=0))
    columns = {f"item_{i + 1}": answers[:, i] for i in used}
    columns |= {f"typed_{i}": typed for i, (_, _, typed) in enumerate(block.totals)}
    return in_columns(columns), tuple(int(i) + 1 for i in used)


def in_columns(arrays: Mapping[str, NDArray[np.float64]]) -> Frame:
    """Numbers as a frame for expressions, a column an array; NaN is null there."""
    columns = {name: pa.array(values, from_pandas=True) for name, values in arrays.items()}
    return nw.from_native(pa.table(columns), eager_only=True)


def _values(frame: Frame, columns: ScoreColumns) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Scores (NaN without one) and reasons; words are made for those alone that have no score."""
    values = frame.with_columns(score=columns.score)["score"].to_numpy()
    reasons = np.full(len(values), "", dtype=object)
    without = np.flatnonzero(np.isnan(values))
    if len(without):
        reasons[without] = frame[without].with_columns(reason=columns.reason)["reason"].to_list()
    return values, reasons


def _by_rater(block: Block, scale: Scale, part: int, values: NDArray[np.float64]) -> Iterator[ScoreSet]:
    """The scores of a block on one scale, a set for each kind of rater that gave any."""
    at = np.flatnonzero(~np.isnan(values))  # an omitted answer is infinite, and kept
    for rater in sorted(set(block.rater[at])):
        chosen = at[block.rater[at] == rater]
        yield ScoreSet(
            block.measure,
            scale,
            rater,
            block.episode[chosen],
            np.full(len(chosen), part, dtype=np.int64),
            block.occasion[chosen],
            block.date[chosen],
            values[chosen],
            block.row[chosen],
        )


def item_scores(
    answers: NDArray[np.float64], scale: Scale, items: Items, stored: Stored = "printed"
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Score answers (responses × all items of the measure, NaN blank) on one scale.

    `stored` says whether the answers are numbered as on the form (reversed items are turned
    round) or already scored. Returns the scores (NaN where not computable) and the reason for
    each of those ("" where there is a score, or where no item of the scale was answered).

    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> values, _ = item_scores(np.array([[1.0] * 9, [3.0] * 8 + [np.nan]]), phq9.scale("total"), phq9.items)
    >>> values.tolist()
    [9.0, nan]
    """
    frame = in_columns({f"item_{item}": answers[:, item - 1] for item in scale.items})
    frame, tallies = with_tallies(frame, {scale.id: tally(scale, items, stored, scale.items)})
    return _values(frame, of_tally(scale, tallies[scale.id]))


def converted(raw: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Raw totals on the scale's published conversion table; NaN where the table has no entry."""
    return in_columns({"raw": raw}).select(score=on_table(nw.col("raw"), scale))["score"].to_numpy()
