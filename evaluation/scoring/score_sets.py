"""The words of scoring: the scores of one scale, all scores of a data set, and those that there are not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evaluation.measures.definition import Measure, Scale


@dataclass(frozen=True, eq=False)
class ScoreSet:
    """Scores of one scale by one kind of rater, one entry a score (a goal each, for goal scales).

    `part` numbers the goal or, for `Scores.answers`, the item (0 for other scales), `row` is the
    Excel row, `episode` indexes the episodes, `date` is NaT and `occasion` "" where unknown.
    """

    measure: Measure
    scale: Scale
    rater: str
    episode: NDArray[np.int64]
    part: NDArray[np.int64]
    occasion: NDArray[np.object_]
    date: NDArray[np.datetime64]
    score: NDArray[np.float64]
    row: NDArray[np.int64]

    def take(self, at: NDArray[np.int64] | NDArray[np.bool_]) -> ScoreSet:
        """The scores at these places, in their order, or those that a mask keeps."""
        return replace(
            self,
            episode=self.episode[at],
            part=self.part[at],
            occasion=self.occasion[at],
            date=self.date[at],
            score=self.score[at],
            row=self.row[at],
        )


@dataclass(frozen=True)
class Unscored:
    """A response whose score can't be computed: row, scale, reason, and the questionnaire's id."""

    row: int
    title: str
    reason: str
    measure: str = ""


@dataclass(frozen=True, eq=False)
class Scores:
    """All scores of a data set, by measure, scale and rater, and those that could not be computed.

    `answers` are those of questionnaires that give no score: each answer by itself, `OMITTED`
    where it says "don't know".
    """

    sets: tuple[ScoreSet, ...]
    unscored: tuple[Unscored, ...]
    answers: tuple[ScoreSet, ...] = ()

    @cached_property
    def occasions(self) -> frozenset[str]:
        """Every stage that a score was given at, in no order; "" where it is not known of some."""
        return frozenset(str(occasion) for entry in self.sets for occasion in pd.unique(entry.occasion))


def joined(found: Sequence[ScoreSet]) -> ScoreSet:
    """Several sets of one scale and rater as one, in their order."""
    first = found[0]
    if len(found) == 1:
        return first
    return ScoreSet(
        first.measure,
        first.scale,
        first.rater,
        np.concatenate([s.episode for s in found]),
        np.concatenate([s.part for s in found]),
        np.concatenate([s.occasion for s in found]),
        np.concatenate([s.date for s in found]),
        np.concatenate([s.score for s in found]),
        np.concatenate([s.row for s in found]),
    )
