"""Contributions of made-up services: of cells put together by hand, and of a small table."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.exchange import Contribution
from evaluation.measures.editions import edition
from evaluation.version import __version__
from evaluation.view import View
from tests.cells_made_up import Family, cells_of
from tests.tables_of_text import dataset

if TYPE_CHECKING:
    from evaluation.counting.cells import Cells
    from evaluation.dataset import Dataset

DAY = date(2026, 11, 22)
FAMILIES = [
    Family(site="North", ward="A", before=14, after=6, day=date(2025, 4, 2), goals=((2, 5), (3.5, 3))),
    Family(site="North", ward="B", before=14, after=6, day=date(2025, 5, 9), contacts=7),
    Family(site="Süd & Co", ward="A", before=14, after=6),
    Family(before=20, contacts=1),
    Family(after=3.0),
]
HEAD = (
    "Family ID,Site,Village,GP name,Trainee,Date before,Date after,"
    "PHQ-9 before,PHQ-9 after,GAD-7 before,GAD-7 after"
)


def exact(cells: Cells, **changes: Any) -> Contribution:
    """A contribution of exact counts."""
    made: dict[str, Any] = {
        "service": "Riverside",
        "fingerprint": "ab" * 32,
        "version": __version__,
        "made_on": DAY,
        "view": View(),
        "noun": "family",
        "sample": False,
        "rows": 7,
        "used": 6,
        "set_aside": 1,
        "editions": tuple(sorted({s.measure.id: edition(s.measure) for s in cells.scales}.items())),
        "pairing": cells.rule,
        "cells": cells,
    }
    return Contribution(**made | changes)


def counted() -> Contribution:
    """A contribution of exact counts by site, ward and month, with goals."""
    return exact(cells_of(FAMILIES))


def table(n: int = 90, seed: int = 3) -> str:
    """A table of families at two sites, one village of which one family alone lives in."""
    random = np.random.default_rng(seed)
    lines = [HEAD]
    for i in range(n):
        before, worry = random.integers(8, 26), random.integers(4, 20)
        after = "" if random.random() < 0.15 else max(0, before - random.integers(-3, 12))
        calm = max(0, worry - random.integers(-2, 8)) if random.random() < 0.8 else ""
        village = "Onlyonevillage" if i == 7 else "Upper"
        site = "North" if i % 3 else "South"
        lines.append(
            f"Jones{i},{site},{village},Dr Smith,T{i % 2},2025-01-{1 + i % 28:02d},2025-{4 + i % 6:02d}-10,"
            f"{before},{after},{worry},{calm}"
        )
    lines.append(
        "Jones3,North,Upper,Dr Smith,T1,2025-01-04,2025-07-10,x,,,"
    )  # set aside, or a cell left blank
    return "\n".join(lines)


def service(n: int = 90, seed: int = 3) -> Dataset:
    """The data set of such a table, in a file whose name holds a person's."""
    data = dataset(table(n, seed))
    data.name = "Smithson family.csv"
    return data
