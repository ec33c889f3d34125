"""Where each episode stands on a scale: which scores it has under a pairing rule, one row an episode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.counting.cells import BEGUN, PAIRED, SCORED
from evaluation.counting.coding import STANDINGS
from evaluation.pairing.frames import by_episode, paired

if TYPE_CHECKING:
    from evaluation.pairing import Rule
    from evaluation.warehouse.held import Held
    from evaluation.warehouse.scores import HeldScale, HeldScores, ScoredBlock

# Who has a pair has a first score, and who has that has a score: so the most on any scale says all.
LEVELS = (0, SCORED, SCORED | BEGUN, SCORED | BEGUN | PAIRED)


@dataclass(frozen=True, kw_only=True, eq=False)
class Standing:
    """One scale by one kind of rater under a pairing rule, worked out.

    The frame has `episode`, `standing` (a place among `STANDINGS`), `level` (among `LEVELS`), `first`,
    `after`, `date` (of the second score) and `pairs` (how many); episodes without a score are not in it.
    `pairs` are those of goals: `episode`, `before`, `after`, `date`.
    """

    entry: HeldScale
    frame: nw.LazyFrame[Any]
    pairs: nw.LazyFrame[Any] | None


def standing_of(held: Held, entry: HeldScale, rule: Rule, occasions: frozenset[str]) -> Standing:
    """Pair the scores of a scale, and say where each episode stands."""
    scores = entry.frame.drop("row")
    if rule.dates:
        scores = scores.join(held.episodes.select("episode", *rule.dates), on="episode", how="left")
    if entry.scale.score == "each":
        found = held.engine.settle(paired(scores, rule, sorted(occasions)))
        pairs = found.filter(nw.col("has_pair")).select("episode", "before", "after", "date")
        by_part = by_episode(found).with_columns(after=nw.lit(None, dtype=nw.Float64))
        return Standing(entry=entry, frame=held.engine.settle(_told(by_part)), pairs=pairs)
    scores = scores.drop("part")
    if rule.name == "occasions":
        return Standing(entry=entry, frame=_by_stage(held, scores, rule, occasions), pairs=None)
    return Standing(entry=entry, frame=held.engine.settle(_alone(scores, rule, occasions)), pairs=None)


def _alone(scores: nw.LazyFrame[Any], rule: Rule, occasions: frozenset[str]) -> nw.LazyFrame[Any]:
    """Where each episode stands that has one pair at most."""
    found = paired(scores, rule, sorted(occasions), ("episode",))
    return _told(found.with_columns(pairs=_one_of({"has_pair": 1}, 0)))


def _by_stage(
    held: Held, scores: nw.LazyFrame[Any], rule: Rule, occasions: frozenset[str]
) -> nw.LazyFrame[Any]:
    """The same where two stages are compared: whoever has one score at each needs no order in time.

    That is nearly everybody, and takes a fraction of the time.
    """
    stage = nw.col("occasion")
    at_first, at_second = stage == rule.before, stage == rule.after
    found = held.engine.settle(
        scores.with_columns(
            first=nw.when(at_first).then(nw.col("score")),
            after=nw.when(at_second).then(nw.col("score")),
            date=nw.when(at_second).then(nw.col("date")),
            firsts=at_first.cast(nw.Int64),
            seconds=at_second.cast(nw.Int64),
        )
        .group_by("episode")
        .agg(
            nw.col("first").min(),
            nw.col("after").min(),
            nw.col("date").max(),
            nw.col("firsts").sum(),
            nw.col("seconds").sum(),
        )
    )
    several = (nw.col("firsts") > 1) | (nw.col("seconds") > 1)
    has_before, has_after = nw.col("firsts") > 0, nw.col("seconds") > 0
    once = found.filter(~several).with_columns(
        has_before=has_before, has_after=has_after, has_pair=has_before & has_after
    )
    paired_up = nw.when(nw.col("has_pair"))
    once = _told(
        once.with_columns(
            pairs=_one_of({"has_pair": 1}, 0),
            after=paired_up.then(nw.col("after")),
            date=paired_up.then(nw.col("date")),
        )
    )
    again = found.filter(several).select("episode")
    if not int(held.engine.collect(again.select(nw.len().alias("n")))["n"].iloc[0]):
        return once
    rest = scores.join(again, on="episode", how="semi")
    return nw.concat([once, held.engine.settle(_alone(rest, rule, occasions))], how="vertical")


def _told(found: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """What was found of each episode, as `Standing` has it."""
    return found.select(
        "episode",
        "first",
        "after",
        "date",
        pairs=nw.col("pairs").cast(nw.Int64),
        standing=_standing(),
        level=_one_of({"has_pair": 3, "has_before": 2}, 1),
    )


def overall_of(scores: HeldScores, each: tuple[Standing, ...]) -> nw.LazyFrame[Any]:
    """What episodes have on any scale: `episode`, `level`, and two dates.

    `second` is the latest second score's, `last` that of the latest score or answer of any kind. Episodes
    without either are not in it.
    """
    nothing = nw.lit(None, dtype=nw.Datetime)
    found = [one.frame.select("episode", "level", second=nw.col("date"), last=nothing) for one in each] + [
        _dated(block).select("episode", level=nw.lit(0, dtype=nw.Int64), second=nothing, last=nw.col("date"))
        for block in scores.responses
    ]
    return (
        nw.concat(found, how="vertical")
        .group_by("episode")
        .agg(nw.col("level").max(), nw.col("second").max(), nw.col("last").max())
    )


def _dated(block: ScoredBlock) -> nw.LazyFrame[Any]:
    """The responses of a block that have a date and any score or answer."""
    any_score = nw.any_horizontal(
        *(~nw.col(column.name).is_null() for column in block.scores), ignore_nulls=True
    )
    return block.frame.filter(~nw.col("date").is_null(), any_score)


def _standing() -> nw.Expr:
    before, after = nw.col("has_before"), nw.col("has_after")
    place = {name: nw.lit(at, dtype=nw.Int64) for at, name in enumerate(STANDINGS)}
    return (
        nw.when(nw.col("has_pair"))
        .then(place["both"])
        .otherwise(
            nw.when(before & after)
            .then(place["both_unpaired"])
            .otherwise(
                nw.when(before)
                .then(place["before_only"])
                .otherwise(nw.when(after).then(place["after_only"]).otherwise(place["unplaced"]))
            )
        )
    )


def _one_of(numbers: dict[str, int], otherwise: int) -> nw.Expr:
    """The number of the first of these columns that is true."""
    found = nw.lit(otherwise, dtype=nw.Int64)
    for name, number in reversed(numbers.items()):
        found = nw.when(nw.col(name)).then(nw.lit(number, dtype=nw.Int64)).otherwise(found)
    return found
