"""More than two scores of each: side by side, averages at each point, what was kept later, a mixed model."""

from evaluation.trajectories.arranging import Arranged, Arrangement, arrange, dated
from evaluation.trajectories.keeping import KEPT, Keeping, keeping
from evaluation.trajectories.mixed import MixedModel, mixed_model
from evaluation.trajectories.points import Point, points
from evaluation.trajectories.series import SeriesTable

__all__ = [
    "KEPT",
    "Arranged",
    "Arrangement",
    "Keeping",
    "MixedModel",
    "Point",
    "SeriesTable",
    "arrange",
    "dated",
    "keeping",
    "mixed_model",
    "points",
]
