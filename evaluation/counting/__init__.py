"""Counting: the one pass over rows. What comes out are change tables and flows, at any filter."""

from evaluation.counting.coding import occurring
from evaluation.counting.counted import Counted, Counts, count, put_together
from evaluation.counting.from_cells import counted_of

__all__ = ["Counted", "Counts", "count", "counted_of", "occurring", "put_together"]
