"""A data set: one sheet read, checked and scored once, from which any view's findings are made."""

from evaluation.dataset.cuts import fixed_cuts
from evaluation.dataset.dataset import Dataset
from evaluation.dataset.filters import Filter

__all__ = ["Dataset", "Filter", "fixed_cuts"]
