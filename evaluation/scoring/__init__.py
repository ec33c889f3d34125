"""Scoring: answers to scores, as each measure's authors say; a score that can't be computed says why."""

from evaluation.measures.coding import OMITTED
from evaluation.scoring.in_memory import converted, item_scores, score
from evaluation.scoring.score_sets import Scores, ScoreSet, Unscored

__all__ = ["OMITTED", "ScoreSet", "Scores", "Unscored", "converted", "item_scores", "score"]
