"""Pairs of any number of scores, worked out where the scores are: on pandas, on DuckDB and on Spark alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.pairing.places import WHOSE, Edge, at_edges, in_time, known, ranks
from evaluation.stages import END, FOLLOW_UP, RETROSPECTIVE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.pairing.rules import Rule

_EDGES = (Edge("is_first", "may_be_first", last=False), Edge("is_last", "may_be_last", last=True))


def paired(
    scores: nw.LazyFrame[Any], rule: Rule, occasions: Sequence[str], key: Sequence[str] = WHOSE
) -> nw.LazyFrame[Any]:
    """The pair of each key (an episode, and a goal of its), one row a key; none for a key without a score.

    `scores` has the columns of the key, `occasion` ("" unknown), `date` (null unknown), `score` and maybe
    `row`, and the dates of its episode that the rule looks at (`Rule.dates`). `occasions` are all stages
    that occur; any other counts as unknown. What comes out has, beside the key: `before` and `after`, null
    without a pair; `first`, the first score, paired or not, null without; `date` (and `row`) of the pair's
    second score, and `first_date` (and `first_row`) of the first score; `has_before`, `has_after` (where
    stages are compared a second score without a first is known to be one, otherwise it is not), `has_pair`.
    """
    rank = ranks((*occasions, RETROSPECTIVE, END, rule.before, rule.after))
    scores = in_time(scores.filter(~nw.col("score").is_null()), rank, key)
    first, last = _candidates(rule, rank)
    scores = at_edges(scores.with_columns(may_be_first=known(first), may_be_last=known(last)), _EDGES, key)
    is_first, is_last = nw.when(nw.col("is_first")), nw.when(nw.col("is_last"))
    score, date, row = nw.col("score"), nw.col("date"), nw.col("row")
    rows = "row" in scores.collect_schema().names()
    by_key = (
        scores.with_columns(
            first=is_first.then(score),
            last=is_last.then(score),
            first_date=is_first.then(date),
            date=is_last.then(date),
            **({"first_row": is_first.then(row), "row": is_last.then(row)} if rows else {}),
            either=nw.when(nw.col("is_first") | nw.col("is_last")).then(nw.lit(1)).otherwise(nw.lit(0)),
        )
        .group_by(*key)
        .agg(
            nw.col("first").min(),
            nw.col("last").max(),
            nw.col("first").max().alias("first_most"),
            nw.col("last").min().alias("last_least"),
            nw.col("first_date").min(),
            nw.col("date").max(),
            *((nw.col("first_row").min(), nw.col("row").max()) if rows else ()),
            nw.col("either").sum(),
        )
    )
    # Where two different scores have that place in time there is none: either could be meant.
    has_before = known(nw.col("first") == nw.col("first_most"))
    has_after = known(nw.col("last") == nw.col("last_least"))
    # One score is not both. Two at one place in time that are alike differ by nothing: no change.
    has_pair = nw.col("has_before") & nw.col("has_after") & (nw.col("either") > 1)
    ends = by_key.with_columns(has_before=has_before, has_after=has_after).with_columns(has_pair=has_pair)
    found, begun = nw.when(nw.col("has_pair")), nw.when(nw.col("has_before"))
    return ends.select(
        *key,
        before=found.then(nw.col("first")),
        after=found.then(nw.col("last")),
        first=begun.then(nw.col("first")),
        date=found.then(date),
        first_date=begun.then(nw.col("first_date")),
        has_before=nw.col("has_before"),
        has_after=nw.col("has_after" if rule.name == "occasions" else "has_pair"),
        has_pair=nw.col("has_pair"),
        **({"row": found.then(row), "first_row": begun.then(nw.col("first_row"))} if rows else {}),
    )


def by_episode(paired: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
    """What `paired` found of each episode, one row an episode that has a score.

    `first` is the mean over parts (null without one), `pairs` how many there are, `date` the latest of
    their second scores; `has_before`, `has_after` and `has_pair` are true where they are of any part.
    """
    return (
        paired.with_columns(pairs=nw.when(nw.col("has_pair")).then(nw.lit(1)).otherwise(nw.lit(0)))
        .group_by("episode")
        .agg(
            nw.col("first").mean(),
            nw.col("date").max(),
            nw.col("has_before").any(),
            nw.col("has_after").any(),
            nw.col("has_pair").any(),
            nw.col("pairs").sum(),
        )
        .with_columns(pairs=nw.col("pairs").cast(nw.Int64))
    )


def _candidates(rule: Rule, rank: dict[str, int]) -> tuple[nw.Expr, nw.Expr]:
    """Which scores may be the first of a pair, and which the second; null where a date is not known."""
    stage, date, end = nw.col("rank"), nw.col("date"), nw.col("end")
    true_design = stage != rank[RETROSPECTIVE]
    if rule.name == "occasions":
        return stage == rank[rule.before], stage == rank[rule.after]
    if rule.name == "national":
        # NHS England, MHSDS CYP outcomes: first on or after contact 1; last on or after contact 2
        # and on or before discharge (facts/measures.md section 8.2, sources S1 and S2).
        first = true_design & (date >= nw.col("first_contact"))
        last = true_design & (date >= nw.col("second_contact")) & (end.is_null() | (date <= end))
        return first, last
    # A score at the end or later is nobody's first, even where it is the only one.
    late = stage.is_in([place for name, place in rank.items() if name.startswith((END, FOLLOW_UP))])
    first, last = nw.col("placed") & true_design & ~late, nw.col("placed") & true_design
    if rule.name == "course":  # a score given after the course has ended is none of its own
        within = end.is_null() | date.is_null() | (date <= end)
        return first & within, last & within
    return first, last
