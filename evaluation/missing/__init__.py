"""Who has no second score, and how much that could matter: statistics of counts and first scores."""

from evaluation.missing.bounds import HALF, Bounds
from evaluation.missing.regression import expected_change
from evaluation.missing.stances import STANCES, Stance, under
from evaluation.missing.starting import FirstScores, difference_at_start
from evaluation.missing.weighting import Weighted, weighted_share

__all__ = [
    "HALF",
    "STANCES",
    "Bounds",
    "FirstScores",
    "Stance",
    "Weighted",
    "difference_at_start",
    "expected_change",
    "under",
    "weighted_share",
]
