"""What differs between two data sets of one service: families, scores, details and columns."""

from evaluation.differing.changes import Change, called
from evaluation.differing.differences import Differences, differences

__all__ = ["Change", "Differences", "called", "differences"]
