"""Counting: the one pass over rows. What comes out are change tables and flows, at any filter."""

from evaluation.counting.coding import occurring
from evaluation.counting.counted import Counted, Counts, count

__all__ = ["Counted", "Counts", "count", "occurring"]
