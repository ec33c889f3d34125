"""A report as a Word document whose sections can be pasted into another."""

from evaluation.reports.word.document import render

__all__ = ["render"]
