"""Places in time: which score of somebody came first and which last, where that can be known at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.stages import occasion_order

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    staged = nw.col("rank") != unknown
    by_stage = nw.col("undated_") | ~nw.col("unstaged_")
    return (
        scores.with_columns(rank=stages)
        .with_columns(
            size_=nw.len().over(*key),
            undated_=nw.col("date").is_null().any().over(*key),
            unstaged_=(nw.col("rank") == unknown).any().over(*key),
        )
        .with_columns(
            when=nw.when(~nw.col("undated_")).then(nw.col("date")),
            stage=nw.when(by_stage).then(nw.col("rank")).otherwise(nw.lit(0)),
            placed=~nw.col("undated_") | staged | (nw.col("size_") == 1),
        )
        .drop("size_", "undated_", "unstaged_")
    )


def at_edges(
    placed: nw.LazyFrame[Any], edges: Sequence[Edge], key: Sequence[str] = WHOSE
) -> nw.LazyFrame[Any]:
    """Scores in time with a column an edge: whether they are at the first, or last, place of their key.

    Several scores may have that place. Neither what an edge is among nor what comes out is ever null.
    """
    moment, stage = nw.col("when"), nw.col("stage")
    whens = {f"{edge.name}_when": _edge(nw.col(edge.among), moment, edge).over(*key) for edge in edges}
    # A key whose stages decide has no moment at all.
    there = {
        edge.name: nw.col(edge.among) & (moment.is_null() | (moment == nw.col(f"{edge.name}_when")))
        for edge in edges
    }
    stages = {f"{edge.name}_stage": _edge(nw.col(edge.name), stage, edge).over(*key) for edge in edges}
    found = {edge.name: nw.col(edge.name) & (stage == nw.col(f"{edge.name}_stage")) for edge in edges}
    return (
        placed.with_columns(**whens)
        .with_columns(**there)
        .with_columns(**stages)
        .with_columns(**found)
        .drop(*whens, *stages)
    )


def _edge(among: nw.Expr, value: nw.Expr, edge: Edge) -> nw.Expr:
    allowed = nw.when(among).then(value)
    return allowed.max() if edge.last else allowed.min()


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
