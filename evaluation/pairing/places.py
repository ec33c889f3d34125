"""Places in time: which score of somebody came first and which last, where that can be known at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.stages import occasion_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WHOSE = ("episode", "part")  # whose scores are put in order; a part is a goal


@dataclass(frozen=True)
class Edge:
    """The first, or the last, of the scores that the column `among` allows; the column `name` says so."""

    name: str
    among: str
    last: bool


def ranks(occasions: Sequence[str]) -> dict[str, int]:
    """The place of each stage in time; "" is among them.

    >>> ranks(["end", "baseline"])
    {'baseline': 0, 'end': 1, '': 2}
    """
    return {name: place for place, name in enumerate(sorted({"", *occasions}, key=occasion_order))}


def in_time(scores: nw.LazyFrame[Any], rank: dict[str, int], key: Sequence[str] = WHOSE) -> nw.LazyFrame[Any]:
    """Scores with their place in time among those of their key: `when`, then `stage`; is it known?

    Needs the columns of the key, `occasion` and `date`; adds `rank` (of the stage), `when`, `stage` and
    `placed`. Dates decide where every score of a key has one (and stages between two of one date, where
    all are named); otherwise stages do, and a score without one has no place unless it is alone. Two
    scores of a key with the same place can't be told apart: row order never decides.
    """
    names, places, unknown = list(rank), list(rank.values()), rank[""]
    stages = nw.col("occasion").replace_strict(names, places, default=unknown, return_dtype=nw.Int64)
    by_stage = nw.col("undated_") | ~nw.col("unstaged_")
    each = scores.with_columns(rank=stages).with_columns(
        no_date_=nw.col("date").is_null(), no_stage_=nw.col("rank") == unknown
    )
    of_key = {
        "size_": nw.len(),
        "undated_": nw.col("no_date_").any(),
        "unstaged_": nw.col("no_stage_").any(),
    }
    return (
        beside(each, of_key, key)
        .with_columns(
            when=nw.when(~nw.col("undated_")).then(nw.col("date")),
            stage=nw.when(by_stage).then(nw.col("rank")).otherwise(nw.lit(0)),
            placed=~nw.col("undated_") | ~nw.col("no_stage_") | (nw.col("size_") == 1),
        )
        .drop("no_date_", "no_stage_", *of_key)
    )


def at_edges(
    placed: nw.LazyFrame[Any], edges: Sequence[Edge], key: Sequence[str] = WHOSE
) -> nw.LazyFrame[Any]:
    """Scores in time with a column an edge: whether they are at the first, or last, place of their key.

    Several scores may have that place. Neither what an edge is among nor what comes out is ever null.
    """
    at_moment = _at_end(placed, edges, {edge: edge.among for edge in edges}, nw.col("when"), key)
    return _at_end(at_moment, edges, {edge: edge.name for edge in edges}, nw.col("stage"), key)


def _at_end(
    scores: nw.LazyFrame[Any],
    edges: Sequence[Edge],
    among: Mapping[Edge, str],
    value: nw.Expr,
    key: Sequence[str],
) -> nw.LazyFrame[Any]:
    """A column an edge: which of the scores that it is among have the first, or last, value of its key."""
    allowed = {f"{edge.name}_own": nw.when(nw.col(among[edge])).then(value) for edge in edges}
    own = {edge: nw.col(f"{edge.name}_own") for edge in edges}
    ends = {f"{edge.name}_end": one.max() if edge.last else one.min() for edge, one in own.items()}
    # A key whose stages decide has no moment at all.
    found = {
        edge.name: nw.col(among[edge]) & (value.is_null() | (value == nw.col(f"{edge.name}_end")))
        for edge in edges
    }
    return beside(scores.with_columns(**allowed), ends, key).with_columns(**found).drop(*allowed, *ends)


def beside(scores: nw.LazyFrame[Any], of_key: Mapping[str, nw.Expr], key: Sequence[str]) -> nw.LazyFrame[Any]:
    """Every score with what is found of all scores of its key: aggregations of single columns, by name."""
    if scores.implementation.is_pyarrow():
        # narwhals lays such columns beside the rows as Arrow's join gives them, and from 32,768 rows on
        # that is another order than theirs. Whole rows are joined here, once and not a time each.
        found = scores.group_by(*key).agg(**of_key)
        return scores.join(found, on=list(key))
    return scores.with_columns(**{name: one.over(*key) for name, one in of_key.items()})


def told_apart(placed: nw.LazyFrame[Any], by: Sequence[str]) -> nw.LazyFrame[Any]:
    """One score a group: null where two of it differ, as either could be meant."""
    least, most = nw.col("score"), nw.col("most_")
    return (
        placed.with_columns(most_=least)
        .group_by(*by)
        .agg(least.min(), most.max())
        .with_columns(score=nw.when(least == most).then(least))
        .drop("most_")
    )


def known(said: nw.Expr) -> nw.Expr:
    """What a comparison says, and false where it says nothing: a warehouse's null."""
    return nw.when(said).then(nw.lit(value=True)).otherwise(nw.lit(value=False))
