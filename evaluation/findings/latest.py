"""The latest form of each family: which answers are counted where a questionnaire came more than once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.stages import occasion_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.measures.definition import Measure, Scale
    from evaluation.scoring import ScoreSet


@dataclass(frozen=True, eq=False)
class Latest:
    """The latest form of each episode, by one kind of rater; one entry a form, in order of episode.

    `answers` is forms × items of the scale: NaN where blank, `scoring.OMITTED` where the answer
    is "don't know". `unclear` are the episodes with several forms whose order is not known.
    """

    measure: Measure
    scale: Scale
    rater: str
    episode: NDArray[np.int64]
    date: NDArray[np.datetime64]
    answers: NDArray[np.float64]
    unclear: NDArray[np.int64]

    def dates(self, episodes: int) -> NDArray[np.datetime64]:
        """The date of the form of each of so many episodes; NaT without one."""
        found = np.full(episodes, "NaT", "datetime64[s]")
        found[self.episode] = self.date
        return found


@dataclass(frozen=True, eq=False)
class _Forms:
    """All forms, one entry each: whose, when, at which stage, and their answers."""

    episode: NDArray[np.int64]
    date: NDArray[np.datetime64]
    stage: NDArray[np.int64]
    answers: NDArray[np.float64]


def latest(entry: ScoreSet) -> Latest:
    """The latest form of each episode, by date, or by stage where a date is missing.

    Where two forms of an episode have the same place in time and differ, or nothing says which
    came first, neither is counted: the order of rows never decides.
    """
    forms = _forms(entry)
    count = int(forms.episode.max()) + 1 if len(forms.episode) else 0
    size = np.bincount(forms.episode, minlength=count)
    dated = np.bincount(forms.episode, ~np.isnat(forms.date), count) == size
    staged = np.bincount(forms.episode, forms.stage > 0, count) == size
    when = np.where(dated[forms.episode], forms.date.astype(np.int64), 0)
    stage = np.where((dated & ~staged)[forms.episode], 0, forms.stage)
    order = np.lexsort((stage, when, forms.episode))
    episode, when, stage = forms.episode[order], when[order], stage[order]
    starts = np.flatnonzero(_changes(episode) | _changes(when) | _changes(stage))
    filled = np.nan_to_num(forms.answers[order], nan=-1.0, posinf=np.inf)
    alike = (np.minimum.reduceat(filled, starts) == np.maximum.reduceat(filled, starts)).all(axis=1)
    last = np.r_[episode[starts][1:] != episode[starts][:-1], True] if len(starts) else starts.astype(bool)
    at, of = order[starts[last]], episode[starts][last]
    known = alike[last] & (dated | staged | (size == 1))[of]
    return Latest(
        entry.measure,
        entry.scale,
        entry.rater,
        of[known],
        forms.date[at[known]],
        forms.answers[at[known]],
        of[~known],
    )


def _forms(entry: ScoreSet) -> _Forms:
    """Answers put together to forms: those of one row at one stage."""
    stage = _ranks(entry.occasion)
    order = np.lexsort((stage, entry.row, entry.episode))
    episode, row, stage = entry.episode[order], entry.row[order], stage[order]
    new = _changes(episode) | _changes(row) | _changes(stage)
    first = np.flatnonzero(new)
    answers = np.full((len(first), len(entry.scale.items)), np.nan)
    place = np.zeros(max(entry.scale.items, default=0) + 1, dtype=np.int64)
    place[list(entry.scale.items)] = np.arange(len(entry.scale.items))
    answers[np.cumsum(new) - 1, place[entry.part[order]]] = entry.score[order]
    dates = entry.date[order].astype("datetime64[s]")[first]
    return _Forms(episode[first], dates, stage[first], answers)


def _changes(values: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where an entry differs from the one before it; the first always does."""
    changed: NDArray[np.bool_] = np.r_[np.ones(min(len(values), 1), bool), values[1:] != values[:-1]]
    return changed


def _ranks(occasions: Iterable[object]) -> NDArray[np.int64]:
    """Stages in order of time, from 1; 0 where none is named."""
    codes, names = pd.factorize(np.asarray(occasions, dtype=object))
    order = sorted((str(name) for name in names if name), key=occasion_order)
    rank = np.array([order.index(str(name)) + 1 if name else 0 for name in names], dtype=np.int64)
    return rank[codes] if len(codes) else codes.astype(np.int64)
