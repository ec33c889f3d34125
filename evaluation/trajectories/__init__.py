"""More than two scores of each: averages at each point, what was kept later, a mixed model.

`arranging`, which puts the scores side by side, is imported by its own name: this room can be
read without the rooms that hold rows.
"""

from evaluation.trajectories.keeping import KEPT, Keeping, keeping
from evaluation.trajectories.mixed import MixedModel, mixed_model
from evaluation.trajectories.points import Point, points
from evaluation.trajectories.series import SeriesTable

__all__ = [
    "KEPT",
    "Keeping",
    "MixedModel",
    "Point",
    "SeriesTable",
    "keeping",
    "mixed_model",
    "points",
]
