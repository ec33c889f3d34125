"""Scoring: answers to scores, as each measure's authors say; a score that can't be computed says why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.measures.coding import OMITTED, PLACES, scored_items

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.responses import Block, Responses
    from evaluation.measures.definition import Items, Measure, Scale, Stored

__all__ = ["OMITTED", "ScoreSet", "Scores", "Unscored", "converted", "item_scores", "score"]


@dataclass(frozen=True, eq=False)
class ScoreSet:
    """Scores of one scale by one kind of rater, one entry a score (a goal each, for goal scales).

    `part` numbers the goal or, for `Scores.answers`, the item (0 for other scales), `row` is the
    Excel row, `episode` indexes the episodes, `date` is NaT and `occasion` "" where unknown.
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

    def take(self, at: NDArray[np.int64] | NDArray[np.bool_]) -> ScoreSet:
        """The scores at these places, in their order, or those that a mask keeps."""
        return replace(
            self,
            episode=self.episode[at],
            part=self.part[at],
            occasion=self.occasion[at],
            date=self.date[at],
            score=self.score[at],
            row=self.row[at],
        )


@dataclass(frozen=True)
class Unscored:
    """A response whose score can't be computed: row, scale, reason, and the questionnaire's id."""

    row: int
    title: str
    reason: str
    measure: str = ""


@dataclass(frozen=True, eq=False)
class Scores:
    """All scores of a data set, by measure, scale and rater, and those that could not be computed.

    `answers` are those of questionnaires that give no score: each answer by itself, `OMITTED`
    where it says "don't know".
    """

    sets: tuple[ScoreSet, ...]
    unscored: tuple[Unscored, ...]
    answers: tuple[ScoreSet, ...] = ()

    @cached_property
    def occasions(self) -> frozenset[str]:
        """Every stage that a score was given at, in no order; "" where it is not known of some."""
        return frozenset(str(occasion) for entry in self.sets for occasion in pd.unique(entry.occasion))


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
    joined = [_join(found) for found in pieces.values()]
    return Scores(
        tuple(entry for entry in joined if entry.scale.score != "answers"),
        tuple(unscored),
        tuple(entry for entry in joined if entry.scale.score == "answers"),
    )


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
    items = block.measure.items
    if scale.score in {"each", "answers"}:
        if block.items is None or items is None:
            return []
        scored = scored_items(block.items, scale.items, items, block.stored)
        return [(_piece(block, scale, scored[:, i], item), []) for i, item in enumerate(scale.items)]
    values, reasons = np.full(len(block.row), np.nan), np.full(len(block.row), "", dtype=object)
    if block.items is not None and items is not None and (scale.items or scale.parts):
        values, reasons = _from_items(block, scale, items)
    for scale_id, entered, typed in block.totals:
        if scale_id == scale.id:
            values, reasons = _or_typed(block, scale, (entered, typed), values, reasons)
    without = np.flatnonzero(np.isnan(values) & reasons.astype(bool))
    missed = [Unscored(int(block.row[i]), scale.title, reasons[i], block.measure.id) for i in without]
    return [(_piece(block, scale, values, 0), missed)]


def _or_typed(
    block: Block,
    scale: Scale,
    total: tuple[str, NDArray[np.float64]],
    values: NDArray[np.float64],
    reasons: NDArray[np.object_],
) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Scores with typed-in totals where the answers give none: answers can be checked, so they come first."""
    entered, typed = total
    found = converted(typed, scale) if entered == "raw" else typed
    free = np.isnan(values) & np.isfinite(typed)
    short = free & _blanks_as_zero(block, scale, entered, typed)
    reasons = reasons.copy()
    reasons[free & np.isnan(found)] = "its raw total is not in the conversion table, which has whole ones"
    reasons[short] = "its typed total is the sum of the answers given, as if those missing scored 0"
    return np.where(free & ~short, found, values), reasons


def _blanks_as_zero(
    block: Block, scale: Scale, entered: str, typed: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Which typed-in totals leave out missing answers, as a spreadsheet's sum does.

    Only where the file holds every question of the scale: beside one question alone a total says more.
    """
    items, none = block.measure.items, np.zeros(len(typed), bool)
    summed = scale.score in {"sum", "sum_of", "mean_x10"} and (entered == "raw" or not scale.convert)
    if block.items is None or items is None or not summed:
        return none
    wanted = [
        item
        for part in (map(block.measure.scale, scale.parts) if scale.parts else [scale])
        for item in part.items
    ]
    answers = scored_items(block.items, wanted, items, block.stored)
    given = np.isfinite(answers)
    if not given.any(axis=0).all():
        return none
    sums = np.where(given, answers, 0.0).sum(axis=1)
    equal: NDArray[np.bool_] = np.round(sums - typed, PLACES) == 0
    return equal & given.any(axis=1) & ~given.all(axis=1)


def _from_items(block: Block, scale: Scale, items: Items) -> tuple[NDArray[np.float64], NDArray[np.object_]]:
    """Scores of a block's answers on a scale, or on those that it adds up, and why there is none."""
    answers = block.items if block.items is not None else np.empty((len(block.row), items.count))
    if not scale.parts:
        return item_scores(answers, scale, items, block.stored)
    values, reasons = np.zeros(len(answers)), np.full(len(answers), "", dtype=object)
    answered = np.zeros(len(answers), bool)
    for part in map(block.measure.scale, scale.parts):
        found, why = item_scores(answers, part, items, block.stored)
        values = values + found
        answered |= np.isfinite(found) | why.astype(bool)
        for text in set(why) - {""}:
            reasons[(why == text) & (reasons == "")] = f"{part.title}: {text}"
    # A part that nobody answered has no reason of its own.
    reasons[answered & np.isnan(values) & (reasons == "")] = "a part of it has no answers"
    return values, reasons


def _piece(block: Block, scale: Scale, values: NDArray[np.float64], part: int) -> _Piece:
    at = np.flatnonzero(~np.isnan(values))  # an omitted answer is infinite, and kept
    return _Piece(block, scale, at, values[at], part, block.rater[at])


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
    chosen = scored_items(answers, scale.items, items, stored)
    given = np.isfinite(chosen)
    count = len(scale.items) - np.isinf(chosen).sum(axis=1)
    answered = given.sum(axis=1)
    missing = count - answered
    allowed = scale.missing.most if scale.missing.rule == "prorate" else 0
    computable = (missing <= allowed) & (answered > 0)
    totals = np.where(given, chosen, 0.0).sum(axis=1)
    means = np.divide(totals, answered, out=np.full(len(totals), np.nan), where=answered > 0)
    raw = {"mean": means, "mean_x10": means * 10}.get(scale.score)
    if raw is None:
        pro_rated = means * count
        raw = np.where(missing > 0, np.floor(pro_rated + 0.5) if scale.missing.rounded else pro_rated, totals)
    raw = np.round(raw, PLACES)
    values = np.where(computable, converted(raw, scale) if scale.convert else raw, np.nan)
    reasons = _reasons(missing, count, (answered > 0) & ~computable, allowed)
    reasons[(answered == 0) & np.isinf(chosen).any(axis=1)] = "none of its answers is a score"
    return values, reasons


def _reasons(
    missing: NDArray[np.int64], count: NDArray[np.int64], short: NDArray[np.bool_], allowed: int
) -> NDArray[np.object_]:
    """Why each response has no score, "" for those that have one or no answer."""
    reasons = np.full(len(missing), "", dtype=object)
    rule = "it is scored only when complete" if allowed == 0 else f"at most {allowed} may be missing"
    for gone, of in np.unique(np.column_stack([missing[short], count[short]]), axis=0):
        verb = "is" if gone == 1 else "are"
        words = f"{gone} of {of} answers {verb} missing or can't be read; {rule}"
        reasons[short & (missing == gone) & (count == of)] = words
    return reasons


def converted(raw: NDArray[np.float64], scale: Scale) -> NDArray[np.float64]:
    """Raw totals on the scale's published conversion table; NaN where the table has no entry."""
    if not scale.convert:
        return raw
    totals, metric = np.array(scale.convert).T
    at = np.clip(np.searchsorted(totals, raw), 0, len(totals) - 1)
    return np.where(totals[at] == raw, metric[at], np.nan)


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
