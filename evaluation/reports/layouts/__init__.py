"""Layouts: the shapes of report that different readers ask for, each a file of its own."""

from evaluation.reports.layouts.layout import Layout, LayoutPart, Shape, layout, layouts

__all__ = ["Layout", "LayoutPart", "Shape", "layout", "layouts"]
