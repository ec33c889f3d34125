"""Scores where the data are: of each scale by each kind of rater, as frames that are worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import narwhals as nw

from evaluation.errors import InputError
from evaluation.scoring.expressions import answer, given_items, of_tallies, parts_of, tallies_of, with_tallies

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from evaluation.measures.definition import Measure, Scale
    from evaluation.warehouse.held import Held, HeldBlock

_EACH = frozenset({"each", "answers"})  # scales whose items are scored by themselves
_FOUND = "found_"  # before the name of a column, of how many scores it holds


@dataclass(frozen=True, kw_only=True, eq=False)
class HeldScale:
    """All scores of one scale by one kind of rater.

    The frame has one row a score: `episode`, `part` (which goal; 0 of other scales), `occasion`, `date`,
    `score`, `row`.
    """

    measure: Measure
    scale: Scale
    rater: str
    frame: nw.LazyFrame[Any]
    sources: tuple[tuple[ScoredBlock, ScoreColumn], ...]  # the columns that hold them
    occasions: frozenset[str]  # at which the scores were given, "" where it is not known of some


@dataclass(frozen=True, kw_only=True, eq=False)
class HeldScores:
    """All scores of a table, in the order in which `scoring.score` has them.

    `answers` are those of questionnaires that give no score, a part for each item. `responses` are the
    scored responses themselves, worked out. `seconds` is how long that took.
    """

    sets: tuple[HeldScale, ...]
    answers: tuple[HeldScale, ...]
    responses: tuple[ScoredBlock, ...]
    seconds: float

    @cached_property
    def occasions(self) -> frozenset[str]:
        """Every stage that a score was given at, in no order; "" where it is not known of some."""
        return frozenset().union(*(entry.occasions for entry in self.sets))


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoredBlock:
    """The responses of a block with their scores, worked out once.

    The frame has `episode`, `occasion`, `date`, `rater` and `row`, a column for each of `scores`, and for
    those of one score a response the reason why there is none in a column of the same name with `why_`
    before it. `found` counts the scores in each of these columns by rater and occasion.
    """

    measure: Measure
    frame: nw.LazyFrame[Any]
    scores: tuple[ScoreColumn, ...]
    found: pd.DataFrame

    def occasions(self, column: ScoreColumn, rater: str) -> frozenset[str]:
        """At which stages a column has scores by a rater."""
        rows = self.found[(self.found["rater"] == rater) & (self.found[_FOUND + column.name] > 0)]
        return frozenset(map(str, rows["occasion"]))

    def raters(self, column: ScoreColumn) -> tuple[str, ...]:
        """Who gave any score in a column, in order of name."""
        return tuple(sorted(set(map(str, self.found["rater"][self.found[_FOUND + column.name] > 0]))))

    @property
    def any_score(self) -> nw.Expr:
        """Whether a response has any score or answer."""
        found = [~nw.col(column.name).is_null() for column in self.scores]
        return nw.any_horizontal(*found, ignore_nulls=True)

    def score(self, column: ScoreColumn, rater: str) -> nw.Expr:
        """A column's scores by a rater, null of others."""
        score = nw.col(column.name)
        return nw.when(nw.col("rater") == rater).then(score) if self._several_raters else score

    @property
    def _several_raters(self) -> bool:
        return len(set(self.found["rater"])) > 1

    def entries(self, column: ScoreColumn, rater: str) -> nw.LazyFrame[Any]:
        """The scores in a column by a rater."""
        frame = self.frame.filter(~nw.col(column.name).is_null())
        if self._several_raters:
            frame = frame.filter(nw.col("rater") == rater)
        return frame.select(
            "episode",
            "occasion",
            "date",
            "row",
            score=nw.col(column.name),
            part=nw.lit(column.part, dtype=nw.Int64),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class ScoreColumn:
    """One column of scores: of a scale, or of one of its items (`part`) where each is scored by itself."""

    name: str
    scale: Scale
    part: int = 0

    @property
    def explained(self) -> bool:
        """Whether there is a column that says why there is no score."""
        return self.scale.score not in _EACH

    @property
    def why(self) -> str:
        """The column that says why there is no score."""
        return f"why_{self.name}"


_Found = tuple[ScoredBlock, ScoreColumn]
_KEPT: WeakKeyDictionary[Held, HeldScores] = WeakKeyDictionary()


def scores_of(held: Held) -> HeldScores:
    """Score what a table holds, once for whoever asks again.

    Raises InputError where that gives no score at all.
    """
    if held not in _KEPT:
        _KEPT[held] = _scored(held)
    return _KEPT[held]


def _scored(held: Held) -> HeldScores:
    started = perf_counter()
    responses = tuple(found for block in held.blocks if (found := _scored_block(held, block)) is not None)
    entries: dict[tuple[str, str, str], list[_Found]] = {}
    for block in responses:
        for column in block.scores:
            for rater in block.raters(column):
                key = (block.measure.id, column.scale.id, rater)
                entries.setdefault(key, []).append((block, column))
    if not entries:
        raise InputError(f"No score could be worked out from the table '{held.name}'.")
    joined = [_joined(rater, found) for (_, _, rater), found in entries.items()]
    return HeldScores(
        sets=tuple(entry for entry in joined if entry.scale.score != "answers"),
        answers=tuple(entry for entry in joined if entry.scale.score == "answers"),
        responses=responses,
        seconds=perf_counter() - started,
    )


def _joined(rater: str, found: list[_Found]) -> HeldScale:
    """The scores by a rater in all columns that hold a scale."""
    block, column = found[0]
    frames = [block.entries(column, rater) for block, column in found]
    return HeldScale(
        measure=block.measure,
        scale=column.scale,
        rater=rater,
        frame=frames[0] if len(frames) == 1 else nw.concat(frames, how="vertical"),
        sources=tuple(found),
        occasions=frozenset().union(*(block.occasions(column, rater) for block, column in found)),
    )


def _scored_block(held: Held, block: HeldBlock) -> ScoredBlock | None:
    """The responses of a block with their scores; None where the block gives no score."""
    columns = _columns(block)
    if not columns:
        return None
    measure, stored, totals = block.measure, block.stored, block.totals
    summed = [column.scale for column in columns if column.explained]
    frame, tallies = with_tallies(block.frame, tallies_of(measure, summed, stored, block.items))
    given = given_items(block.frame, measure, stored, items=block.items, totals=totals)
    # Dates are of one kind in all blocks, so that their rows can stand below each other.
    made = {"date": nw.col("date").cast(nw.Datetime), "row": nw.col("row").cast(nw.Int64)}
    for column in columns:
        if column.explained:
            found = of_tallies(measure, column.scale, tallies, totals=totals, given=given)
            made |= {column.name: found.score, column.why: found.reason}
        else:
            made[column.name] = answer(measure, column.part, stored)
    frame = held.engine.settle(frame.with_columns(**made).select("episode", "occasion", "rater", *made))
    counts = held.engine.collect(
        frame.group_by("rater", "occasion").agg(
            *(nw.col(column.name).count().alias(_FOUND + column.name) for column in columns)
        )
    )
    return ScoredBlock(measure=measure, frame=frame, scores=columns, found=counts)


def _columns(block: HeldBlock) -> tuple[ScoreColumn, ...]:
    """Which scores a block can give: those whose items or typed-in totals it has."""
    found = []
    for place, scale in enumerate(block.measure.scales):
        if scale.score in _EACH:
            parts = [item for item in scale.items if item in block.items]
        else:
            asked = {item for part in parts_of(block.measure, scale) for item in part.items}
            parts = [0] if scale.id in dict(block.totals) or not asked.isdisjoint(block.items) else []
        found += [ScoreColumn(name=f"score_{place}_{part}", scale=scale, part=part) for part in parts]
    return tuple(found)


def last_of(blocks: Sequence[ScoredBlock], name: str) -> nw.LazyFrame[Any]:
    """The latest date of any score or answer of each episode that has one, as a column of that name."""
    frames = [
        block.frame.filter(~nw.col("date").is_null(), block.any_score).select("episode", "date")
        for block in blocks
    ]
    rows = frames[0] if len(frames) == 1 else nw.concat(frames, how="vertical")
    return rows.group_by("episode").agg(nw.col("date").max().alias(name))
