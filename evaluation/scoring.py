"""Scoring: answers to scores, as each measure's authors say; a score that can't be computed says why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.responses import Block, Responses
    from evaluation.measures.definition import Items, Measure, Scale


@dataclass(frozen=True, eq=False)
class ScoreSet:
    """Scores of one scale by one kind of rater, one entry a score (a goal each, for goal scales).

    `part` numbers the goal (0 for other scales), `row` is the Excel row, `episode` indexes the
    episodes, `date` is NaT and `occasion` "" where unknown.
    """

    measure: Measure
    scale: Scale
    rater: str
    episode: NDArray[np.int64]
    part: NDArray[np.int64]
    occasion: NDArray[np.object_]
    date: NDArray[np.datetime64]
    score: NDArray[np.float64]
    row: NDArray[np.int64]


@dataclass(frozen=True)
class Unscored:
    """A response whose score can't be computed: row, scale and reason."""

    row: int
    title: str
    reason: str


@dataclass(frozen=True, eq=False)
class Scores:
    """All scores of a data set, by measure, scale and rater, and those that could not be computed."""

    sets: tuple[ScoreSet, ...]
    unscored: tuple[Unscored, ...]


def score(responses: Responses) -> Scores:
    """Score every response on every scale of its measure."""
    pieces: dict[tuple[str, str, str], list[ScoreSet]] = {}
    unscored: list[Unscored] = []
    for block in responses.blocks:
        for scale in block.measure.scales:
            for piece, missed in _score_block(block, scale):
                unscored += missed
                for rater in sorted(set(piece.rater_of)):
                    chosen = piece.take(piece.rater_of == rater, rater)
                    if len(chosen.score):
                        pieces.setdefault((block.measure.id, scale.id, rater), []).append(chosen)
    return Scores(tuple(_join(found) for found in pieces.values()), tuple(unscored))


@dataclass(frozen=True, eq=False)
class _Piece:
    """Scores of one block on one scale before they are parted by rater."""

    block: Block
    scale: Scale
    at: NDArray[np.int64]
    score: NDArray[np.float64]
    part: int
    rater_of: NDArray[np.object_]

    def take(self, mask: NDArray[np.bool_], rater: str) -> ScoreSet:
        at = self.at[mask]
        return ScoreSet(
            self.block.measure,
            self.scale,
            rater,
            self.block.episode[at],
            np.full(len(at), self.part, dtype=np.int64),
            self.block.occasion[at],
            self.block.date[at],
            self.score[mask],
            self.block.row[at],
        )


def _score_block(block: Block, scale: Scale) -> list[tuple[_Piece, list[Unscored]]]:
    if scale.score == "each":
        if block.items is None:
            return []
        return [(_piece(block, scale, block.items[:, item - 1], item), []) for item in scale.items]
    values = np.full(len(block.row), np.nan)
    missed: list[Unscored] = []
    if block.items is not None and scale.items and block.measure.items is not None:
        values, reasons = item_scores(block.items, scale, block.measure.items)
        missed = [
            Unscored(int(block.row[i]), scale.title, reasons[i]) for i in np.flatnonzero(reasons.astype(bool))
        ]
    for scale_id, entered, typed in block.totals:
        if scale_id == scale.id:
            # Answers beat a typed-in total: they can be checked.
            total = converted(typed, scale) if entered == "raw" else typed
            values = np.where(np.isfinite(values), values, total)
    scored = {int(row) for row in block.row[np.isfinite(values)]} if missed else set()
    return [(_piece(block, scale, values, 0), [entry for entry in missed if entry.row not in scored])]


def _piece(block: Block, scale: Scale, values: NDArray[np.float64], part: int) -> _Piece:
    at = np.flatnonzero(np.isfinite(values))
    return _Piece(block, scale, at, values[at], part, block.rater[at])


def item_scores(
    answers: NDArray[np.float64], scale: Scale, items: Items
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Score answers (responses × all items of the measure, NaN blank) on one scale.

    Returns the scores (NaN where not computable) and the reason for each of those ("" where
    there is a score, or where no item of the scale was answered).

    >>> from evaluation.measures import registry
    >>> phq9 = registry().get("phq9")
    >>> values, _ = item_scores(np.array([[1.0] * 9, [3.0] * 8 + [np.nan]]), phq9.scale("total"), phq9.items)
    >>> values.tolist()
    [9.0, nan]
    """
    chosen = answers[:, [item - 1 for item in scale.items]].copy()
    for place, item in enumerate(scale.items):
        if item in items.reversed:
            chosen[:, place] = items.minimum + items.maximum - chosen[:, place]
    count = len(scale.items)
    answered = np.isfinite(chosen).sum(axis=1)
    missing = count - answered
    allowed = scale.missing.most if scale.missing.rule == "prorate" else 0
    computable = (missing <= allowed) & (answered > 0)
    totals = np.nansum(chosen, axis=1)
    means = np.divide(totals, answered, out=np.full(len(totals), np.nan), where=answered > 0)
    sums = np.where(missing > 0, means * count, totals)  # pro-rated where that is allowed
    raw = {"mean": means, "mean_x10": means * 10}.get(scale.score, sums)
    values = np.where(computable, converted(raw, scale) if scale.convert else raw, np.nan)
    reasons = np.full(len(values), "", dtype=object)
    short = (answered > 0) & ~computable
    rule = "it is scored only when complete" if allowed == 0 else f"at most {allowed} may be missing"
    for i in np.flatnonzero(short):
        reasons[i] = f"{int(missing[i])} of {count} answers are missing; {rule}"
    return values, reasons


def converted(raw: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Raw totals on the scale's published conversion table; NaN where the table has no entry."""
    table = dict(scale.convert)
    if not table:
        return raw
    return np.array([table.get(float(value), np.nan) for value in raw], dtype=np.float64)


def _join(found: list[ScoreSet]) -> ScoreSet:
    first = found[0]
    if len(found) == 1:
        return first
    return ScoreSet(
        first.measure,
        first.scale,
        first.rater,
        np.concatenate([s.episode for s in found]),
        np.concatenate([s.part for s in found]),
        np.concatenate([s.occasion for s in found]),
        np.concatenate([s.date for s in found]),
        np.concatenate([s.score for s in found]),
        np.concatenate([s.row for s in found]),
    )
