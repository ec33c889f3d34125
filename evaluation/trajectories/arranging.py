"""Scores of one scale side by side: a column a stage, or the first, the second, the third score."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from evaluation.pairing import KEY, Edge, at_edges, in_time, keyed, ranks, told_apart
from evaluation.stages import BASELINE, RETROSPECTIVE, occasion_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.pairing import Keyed
    from evaluation.scoring import ScoreSet
    from evaluation.trajectories.series import By

ENOUGH = 3  # points below which a change table says it all
MOST = 20  # scores in order that are shown
MONTH = 365.25 / 12  # days
FEWEST = 5  # a score's number is a point where as many have one; a convention of Attune's


@dataclass(frozen=True, eq=False)
class Arrangement:
    """One row an episode (a goal each, for goal scales) and one column a point, NaN without a score.

    `names` are the columns' stages, or "score 1", "score 2"; `more` says of each row whether it has
    scores after the last column.
    """

    by: By
    names: tuple[str, ...]
    episode: NDArray[np.int64]
    scores: NDArray[np.float64]
    more: NDArray[np.bool_]


Arranged = tuple[Arrangement, ...]


def arrange(entry: ScoreSet) -> Arranged:
    """The scores by stage where three or more are named, and in order where somebody has more than those.

    Empty where nobody has more than two scores and no more than two stages are named. A first
    score that was given looking back has no place among the others.
    """
    stages = _stages(entry)
    key = keyed((entry,)).frame.collect()["key"].to_numpy()
    most = int(np.bincount(key).max()) if len(key) else 0
    several = len(stages) >= ENOUGH
    if most < ENOUGH and not several:
        return ()
    scores = keyed((entry.take(entry.occasion != RETROSPECTIVE),))
    placed = in_time(scores.frame, ranks(scores.occasions), KEY)
    found = []
    if several:
        found.append(_by_stage(placed, scores, stages))
    if most >= ENOUGH and most > len(stages):
        numbered = _by_number(placed, scores)
        found += [numbered] if len(numbered.names) >= ENOUGH else []
    return tuple(found)


def dated(
    entry: ScoreSet, keep: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Every dated score by whom, in months from their own first: an entry a score, for a mixed model.

    `keep` says of each episode whether it counts. Whom: the episode, or the goal for goal scales.
    First scores given looking back are left out, and so are two different scores of one day: either
    could be meant.
    """
    entry = entry.take(keep[entry.episode] & ~np.isnat(entry.date) & (entry.occasion != RETROSPECTIVE))
    scores = keyed((replace(entry, date=entry.date.astype("datetime64[D]")),))
    found = told_apart(scores.frame, (*KEY, "date")).sort(*KEY, "date").collect().to_pandas()
    found = found[found["score"].notna()]
    whom, names = pd.factorize(found["key"])
    days = found["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    zero = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(zero, whom, days)
    return whom, (days - zero[whom]) / MONTH, found["score"].to_numpy()


def _stages(entry: ScoreSet) -> tuple[str, ...]:
    found = {str(name) for name in pd.unique(entry.occasion)} - {"", RETROSPECTIVE}
    return tuple(sorted(found, key=occasion_order))


def _by_stage(placed: nw.LazyFrame[Any], scores: Keyed, stages: tuple[str, ...]) -> Arrangement:
    """As pairs are made: the first of several baselines, the last of several at any later stage."""
    first = nw.col("occasion").str.starts_with(BASELINE)
    edges = (Edge("is_first", "at_first", last=False), Edge("is_last", "later", last=True))
    ends = at_edges(placed.with_columns(at_first=first, later=~first), edges, (*KEY, "rank"))
    counted = told_apart(ends.filter(nw.col("is_first") | nw.col("is_last")), (*KEY, "rank"))
    found = counted.collect().to_pandas()
    keys, row = np.unique(found["key"].to_numpy(), return_inverse=True)
    rank = ranks(scores.occasions)
    column = pd.Index([rank.get(stage, -1) for stage in stages]).get_indexer(pd.Index(found["rank"]))
    named = column >= 0
    values = np.full((len(keys), len(stages)), np.nan)
    values[row[named], column[named]] = found["score"].to_numpy()[named]
    return Arrangement("stage", stages, scores.episode(keys), values, np.zeros(len(keys), bool))


def _by_number(placed: nw.LazyFrame[Any], scores: Keyed) -> Arrangement:
    """In order of time; two different scores at one time leave that place empty: either could be meant."""
    places = (*KEY, "when", "stage")
    ordered = told_apart(placed.filter(nw.col("placed")), places).sort(*places, nulls_last=False)
    found = ordered.collect().to_pandas()
    keys, row = np.unique(found["key"].to_numpy(), return_inverse=True)
    column = found.groupby("key").cumcount().to_numpy()
    score = found["score"].to_numpy()
    width = max(min(int(column.max(initial=0)) + 1, MOST), 1)
    inside = column < width
    values = np.full((len(keys), width), np.nan)
    values[row[inside], column[inside]] = score[inside]
    return _trimmed(scores.episode(keys), values, np.bincount(row, ~inside, len(keys)) > 0)


def _trimmed(episode: NDArray[np.int64], scores: NDArray[np.float64], more: NDArray[np.bool_]) -> Arrangement:
    """Without the last columns that only a few reach."""
    given = np.isfinite(scores)
    reached = np.flatnonzero(given.sum(axis=0) >= FEWEST)
    width = max(int(reached.max(initial=0)) + 1, min(ENOUGH, scores.shape[1]))
    more = more | given[:, width:].any(axis=1)
    names = tuple(f"score {number}" for number in range(1, width + 1))
    return Arrangement("number", names, episode, scores[:, :width], more)
