"""Scores of one scale side by side: a column a stage, or the first, the second, the third score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.pairing import edge_of_each, in_time
from evaluation.stages import BASELINE, RETROSPECTIVE, occasion_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
    part = entry.part - entry.part.min() if len(entry.part) else entry.part
    key = entry.episode * (int(part.max()) + 1) + part if len(part) else part
    most = int(np.bincount(key).max()) if len(key) else 0
    several = len(stages) >= ENOUGH
    if most < ENOUGH and not several:
        return ()
    true_design = entry.occasion != RETROSPECTIVE
    ordered, key, place, placed = in_time(entry.take(true_design))
    found = []
    if several:
        found.append(_by_stage(ordered, key, place, stages))
    if most >= ENOUGH and most > len(stages):
        numbered = _by_number(ordered, key, place, placed)
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
    if not len(entry.score):
        return np.empty(0, np.int64), np.empty(0), np.empty(0)
    days = entry.date.astype("datetime64[D]").astype(np.int64)
    order = np.lexsort((days, entry.part, entry.episode))
    who, part, days, score = entry.episode[order], entry.part[order], days[order], entry.score[order]
    new = np.r_[True, (np.diff(who) != 0) | (np.diff(part) != 0)]
    starts = np.flatnonzero(new | np.r_[True, np.diff(days) != 0])
    alike = np.minimum.reduceat(score, starts) == np.maximum.reduceat(score, starts)
    at = starts[alike]
    whom = np.cumsum(new)[at] - 1
    first = np.r_[True, np.diff(whom) != 0]
    zero = days[at][np.maximum.accumulate(np.where(first, np.arange(len(at)), 0))] if len(at) else days[at]
    return whom, (days[at] - zero) / MONTH, score[at]


def _stages(entry: ScoreSet) -> tuple[str, ...]:
    found = {str(name) for name in pd.unique(entry.occasion)} - {"", RETROSPECTIVE}
    return tuple(sorted(found, key=occasion_order))


def _by_stage(
    entry: ScoreSet, key: NDArray[np.int64], place: NDArray[np.int64], stages: tuple[str, ...]
) -> Arrangement:
    """As pairs are made: the first of several baselines, the last of several at any later stage."""
    keys, start = np.unique(key, return_index=True)
    scores = np.full((len(keys), len(stages)), np.nan)
    for column, stage in enumerate(stages):
        at = edge_of_each(entry, key, place, entry.occasion == stage, last_one=not stage.startswith(BASELINE))
        scores[key[at], column] = entry.score[at]
    return Arrangement("stage", stages, entry.episode[start], scores, np.zeros(len(keys), bool))


def _by_number(
    entry: ScoreSet, key: NDArray[np.int64], place: NDArray[np.int64], placed: NDArray[np.bool_]
) -> Arrangement:
    """In order of time; two different scores at one time leave that place empty: either could be meant."""
    keys, start = np.unique(key[placed], return_index=True)
    at = np.flatnonzero(placed)
    new_key = np.r_[True, np.diff(key[at]) != 0]
    new_place = np.r_[True, np.diff(place[at]) != 0] | new_key
    runs = np.flatnonzero(new_place)
    first = at[runs]
    row = np.cumsum(new_key[runs]) - 1
    column = np.arange(len(runs)) - np.maximum.accumulate(np.where(new_key[runs], np.arange(len(runs)), 0))
    score = entry.score[at]
    alike = np.minimum.reduceat(score, runs) == np.maximum.reduceat(score, runs)
    width = max(min(int(column.max(initial=0)) + 1, MOST), 1)
    inside = alike & (column < width)
    scores = np.full((len(keys), width), np.nan)
    scores[row[inside], column[inside]] = entry.score[first][inside]
    return _trimmed(entry.episode[at[start]], scores, np.bincount(row, column >= width, len(keys)) > 0)


def _trimmed(episode: NDArray[np.int64], scores: NDArray[np.float64], more: NDArray[np.bool_]) -> Arrangement:
    """Without the last columns that only a few reach."""
    given = np.isfinite(scores)
    reached = np.flatnonzero(given.sum(axis=0) >= FEWEST)
    width = max(int(reached.max(initial=0)) + 1, min(ENOUGH, scores.shape[1]))
    more = more | given[:, width:].any(axis=1)
    names = tuple(f"score {number}" for number in range(1, width + 1))
    return Arrangement("number", names, episode, scores[:, :width], more)
