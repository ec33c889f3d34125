"""A report, or one of its figures, as an accessible workbook with charts that Excel can edit."""

from evaluation.reports.excel.figure import figure_workbook
from evaluation.reports.excel.workbook import render

__all__ = ["figure_workbook", "render"]
