"""A store in a folder of its own, and small data sets to put into it."""

from __future__ import annotations

import pytest

from evaluation import load
from evaluation.store import Store

HEAD = "Family ID,Site,PHQ-9 before,PHQ-9 after,KPCS pre,KPCS post\n"
SPRING = (
    HEAD + "Zq81-A,North,14,6,30,40\nZq82-B,South,9,,31,\nZq83-C,North,20,12,28,33\nZq84-D,South,7,9,35,30\n"
)
SUMMER = SPRING + "Zq85-E,North,18,8,29,37\nZq81-A,North,14,7,30,40\n"


@pytest.fixture
def store(tmp_path):
    """A store in which nothing is saved yet."""
    return Store.at(tmp_path / "kept", catalogue="")


@pytest.fixture
def spring():
    return load(SPRING.encode(), name="spring.csv")


@pytest.fixture
def summer():
    return load(SUMMER.encode(), name="summer.csv")
