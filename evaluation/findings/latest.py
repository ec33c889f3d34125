"""The latest form of each family: which answers are counted where a questionnaire came more than once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np
import pandas as pd

from evaluation.pairing import KEY, Edge, at_edges, in_time, keyed, ranks

if TYPE_CHECKING:
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


def latest(entry: ScoreSet) -> Latest:
    """The latest form of each episode, by date, or by stage where a date is missing.

    Where two forms of an episode have the same place in time and differ, or nothing says which
    came first, neither is counted: the order of rows never decides.
    """
    at, answers = _forms(entry)
    forms = entry.take(at)
    alike = np.unique(np.nan_to_num(answers, nan=-1.0, posinf=np.inf), axis=0, return_inverse=True)[1]
    # A form takes the place of a score: which of those that are different it is, and where it lies.
    forms = replace(forms, part=forms.part * 0, score=alike.astype(float), row=np.arange(len(at)))
    scores = keyed((forms,))
    placed = in_time(scores.frame, ranks(scores.occasions), KEY).with_columns(given=nw.lit(value=True))
    last = at_edges(placed, (Edge("last", "given", last=True),), KEY).collect().to_pandas()
    last["clear"] = last.groupby("key")["placed"].transform("all")
    ends = last[last["last"]].groupby("key")
    first = ends[["row", "clear"]].min()
    known = (ends["score"].min() == ends["score"].max()).to_numpy() & first["clear"].to_numpy()
    of, which = scores.episode(first.index.to_numpy()), first["row"].to_numpy()[known]
    return Latest(
        entry.measure,
        entry.scale,
        entry.rater,
        of[known],
        forms.date[which].astype("datetime64[s]"),
        answers[which],
        of[~known],
    )


def _forms(entry: ScoreSet) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Answers put together to forms, those of one row at one stage: the first answer of each, and all."""
    stage, _ = pd.factorize(entry.occasion)
    order = np.lexsort((stage, entry.row, entry.episode))
    new = np.zeros(len(order), bool)
    new[:1] = True
    for values in (entry.episode, entry.row, stage):
        new[1:] |= np.diff(values[order]) != 0
    answers = np.full((int(new.sum()), len(entry.scale.items)), np.nan)
    place = np.zeros(max(entry.scale.items, default=0) + 1, dtype=np.int64)
    place[list(entry.scale.items)] = np.arange(len(entry.scale.items))
    answers[np.cumsum(new) - 1, place[entry.part[order]]] = entry.score[order]
    return order[new], answers
