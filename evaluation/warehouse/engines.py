"""Engines: what a table is kept in, behind the few things that narwhals leaves to each of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import narwhals as nw
    import pandas as pd


class Engine(ABC):
    """Where frames run. `settle` works a frame out once and keeps it there, on disk if need be."""

    name: str

    @abstractmethod
    def settle(self, frame: nw.LazyFrame) -> nw.LazyFrame:
        """The same frame worked out once, so that whoever uses it again does not run it again."""

    @abstractmethod
    def small(self, table: pd.DataFrame) -> nw.LazyFrame:
        """A small table of ours beside the data, to join with them."""

    @abstractmethod
    def collect(self, frame: nw.LazyFrame) -> pd.DataFrame:
        """The rows of a frame, brought here: of counts, never of families."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what `settle` kept."""
