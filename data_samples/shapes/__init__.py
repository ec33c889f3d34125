"""The shapes that tools and people give their files, one small made-up file of each, and what makes them."""

from __future__ import annotations

from data_samples.shapes.pages import Page, write_pages
from data_samples.shapes.shape import SHAPES, Shape

__all__ = ["SHAPES", "Page", "Shape", "write_pages"]
