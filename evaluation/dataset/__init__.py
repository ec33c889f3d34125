"""A data set: rows read and scored once, or counts of them, from which any view's findings are made."""

from evaluation.dataset.counted_data import Aside, CountedData
from evaluation.dataset.cuts import fixed_cuts
from evaluation.dataset.dataset import Dataset
from evaluation.dataset.evaluable import Evaluable
from evaluation.dataset.filters import Filter

__all__ = ["Aside", "CountedData", "Dataset", "Evaluable", "Filter", "fixed_cuts"]
