"""Two stages compared: whoever has one score at each needs no order in time, which takes a fraction of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.counting.coding import STANDINGS
from evaluation.pairing.frames import paired

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from evaluation.pairing import Rule
    from evaluation.warehouse.held import Held
    from evaluation.warehouse.scores import HeldScale, ScoredBlock

_TOGETHER = 6  # scales whose scores are looked through at one go, so that no more memory is taken


def by_stage(
    held: Held, scales: Mapping[int, HeldScale], rule: Rule, occasions: frozenset[str]
) -> Iterator[nw.LazyFrame[Any]]:
    """Where episodes with any score stand on scales by their places, several scales a frame.

    A frame has the columns of `Standings` for its scales, and `last_` with a number: the latest date of any
    score or answer in the blocks that hold them.
    """
    places = list(scales)
    for start in range(0, len(places), _TOGETHER):
        some = {place: scales[place] for place in places[start : start + _TOGETHER]}
        blocks = list({id(block): block for one in some.values() for block, _ in one.sources}.values())
        frames = [_rows(block, some, rule) for block in blocks]
        rows = frames[0] if len(frames) == 1 else nw.concat(frames, how="vertical")
        found = held.engine.settle(
            rows.group_by("episode").agg(
                nw.col("last").max().alias(f"last_{start}"),
                *(made for place in some for made in _ends(place)),
            )
        )
        frame = found.select(
            "episode",
            f"last_{start}",
            **{name: made for place in some for name, made in _once(place).items()},
        )
        for place in _several(held, found, some):
            frame = _again(held, frame, found, place, some[place], rule, occasions)
        yield frame


def _rows(block: ScoredBlock, scales: Mapping[int, HeldScale], rule: Rule) -> nw.LazyFrame[Any]:
    """The responses of a block with columns for each of the scales, null where it isn't in this block."""
    stage, date = nw.col("occasion"), nw.col("date")
    at_first, at_second = stage == rule.before, stage == rule.after
    columns: dict[str, nw.Expr] = {}
    for place, entry in scales.items():
        score = next((block.score(column, entry.rater) for of, column in entry.sources if of is block), None)
        if score is None:
            nothing = nw.lit(None, dtype=nw.Float64)
            columns |= {f"{name}_{place}": nothing for name in ("score", "first", "after")}
            columns[f"date_{place}"] = nw.lit(None, dtype=nw.Datetime)
            continue
        columns |= {
            f"score_{place}": score,
            f"first_{place}": nw.when(at_first).then(score),
            f"after_{place}": nw.when(at_second).then(score),
            f"date_{place}": nw.when(at_second & ~score.is_null()).then(date),
        }
    return block.frame.select("episode", last=nw.when(block.any_score).then(date), **columns)


def _ends(place: int) -> tuple[nw.Expr, ...]:
    """What there is at the two stages on a scale, and how many scores in all."""
    first, after = nw.col(f"first_{place}"), nw.col(f"after_{place}")
    return (
        first.min(),
        after.min(),
        nw.col(f"date_{place}").max(),
        first.count().alias(f"firsts_{place}"),
        after.count().alias(f"seconds_{place}"),
        nw.col(f"score_{place}").count().alias(f"scores_{place}"),
    )


def _once(place: int) -> dict[str, nw.Expr]:
    """Where those stand on a scale who have at most one score at each of the stages."""
    has_before, has_after = nw.col(f"firsts_{place}") > 0, nw.col(f"seconds_{place}") > 0
    told = standing(has_before, has_after, has_before & has_after)
    nobody = nw.lit(STANDINGS.index("neither"), dtype=nw.Int64)
    paired_up = nw.when(has_before & has_after)
    return {
        f"first_{place}": nw.col(f"first_{place}"),
        f"after_{place}": paired_up.then(nw.col(f"after_{place}")),
        f"date_{place}": paired_up.then(nw.col(f"date_{place}")),
        f"pairs_{place}": paired_up.then(nw.lit(1, dtype=nw.Int64)).otherwise(nw.lit(0, dtype=nw.Int64)),
        f"standing_{place}": nw.when(nw.col(f"scores_{place}") > 0).then(told).otherwise(nobody),
    }


def _twice(place: int) -> nw.Expr:
    """Who has several scores at one of the two stages."""
    return (nw.col(f"firsts_{place}") > 1) | (nw.col(f"seconds_{place}") > 1)


def _several(held: Held, found: nw.LazyFrame[Any], scales: Mapping[int, HeldScale]) -> list[int]:
    """On which scales anybody has several scores at one stage."""
    names = [f"{name}_{place}" for place in scales for name in ("firsts", "seconds")]
    most = held.engine.collect(found.select(nw.col(*names).max())).iloc[0]
    return [place for place in scales if max(most[f"firsts_{place}"], most[f"seconds_{place}"]) > 1]


def _again(
    held: Held,
    frame: nw.LazyFrame[Any],
    found: nw.LazyFrame[Any],
    place: int,
    entry: HeldScale,
    rule: Rule,
    occasions: frozenset[str],
) -> nw.LazyFrame[Any]:
    """The same, with those who have several scores at one stage put in order of time."""
    scores = entry.frame.drop("row", "part")
    scores = scores.join(found.filter(_twice(place)).select("episode"), on="episode", how="semi")
    told = columns_of(one_pair(scores, rule, occasions), place)
    names = [name for name in told.collect_schema().names() if name != "episode"]
    told = told.select("episode", **{f"again_{name}": nw.col(name) for name in names})
    ordered = ~nw.col(f"again_standing_{place}").is_null()
    return held.engine.settle(
        frame.join(held.engine.settle(told), on="episode", how="left")
        .with_columns(
            **{name: nw.when(ordered).then(nw.col(f"again_{name}")).otherwise(nw.col(name)) for name in names}
        )
        .drop(*(f"again_{name}" for name in names))
    )


def one_pair(scores: nw.LazyFrame[Any], rule: Rule, occasions: frozenset[str]) -> nw.LazyFrame[Any]:
    """The pair of each episode, of scores of which one pair an episode is wanted at most."""
    found = paired(scores, rule, sorted(occasions), ("episode",))
    one = nw.when(nw.col("has_pair")).then(nw.lit(1)).otherwise(nw.lit(0))
    return found.with_columns(pairs=one)


def columns_of(found: nw.LazyFrame[Any], place: int) -> nw.LazyFrame[Any]:
    """What was found of episodes that have a score, as the columns of the scale at a place."""
    told = standing(nw.col("has_before"), nw.col("has_after"), nw.col("has_pair"))
    return found.select(
        "episode",
        **{f"{name}_{place}": nw.col(name) for name in ("first", "after", "date")},
        **{f"pairs_{place}": nw.col("pairs").cast(nw.Int64), f"standing_{place}": told},
    )


def standing(has_before: nw.Expr, has_after: nw.Expr, has_pair: nw.Expr) -> nw.Expr:
    """The place among `STANDINGS` of somebody who has a score."""
    place = {name: nw.lit(at, dtype=nw.Int64) for at, name in enumerate(STANDINGS)}
    one = nw.when(has_after).then(place["after_only"]).otherwise(place["unplaced"])
    one = nw.when(has_before).then(place["before_only"]).otherwise(one)
    both = nw.when(has_before & has_after).then(place["both_unpaired"]).otherwise(one)
    return nw.when(has_pair).then(place["both"]).otherwise(both)
