"""Workbooks for whoever holds the data. They hold rows, so they are kept apart from what is published."""

from evaluation.workbooks.annotated import annotated
from evaluation.workbooks.checked_file import CheckedFile
from evaluation.workbooks.copies import corrected_copy, set_aside_rows

__all__ = ["CheckedFile", "annotated", "corrected_copy", "set_aside_rows"]
