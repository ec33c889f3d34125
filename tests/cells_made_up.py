"""Cells of made-up families, grouped one at a time with dictionaries: an oracle for what is quicker."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.counting.cells import (
    BEGUN,
    NO_MONTH,
    PAIRED,
    SCORED,
    Attribute,
    Cells,
    OverallCells,
    PairCells,
    ScaleCells,
)
from evaluation.counting.coding import STANDINGS
from evaluation.counting.days import EPOCH, NO_DAY
from evaluation.measures import registry
from evaluation.pairing import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

PHQ9 = next(measure for measure in registry() if measure.id == "phq9")
GBO = next(measure for measure in registry() if measure.id == "gbo")
RULE = Rule("occasions", "baseline", "end")
NAMES = ("Site", "Ward")


@dataclass(frozen=True)
class Family:
    """One family: its values ("" none), contacts, PHQ-9 scores (None missing), day and pairs of goals."""

    site: str = ""
    ward: str = ""
    contacts: int = 0
    before: float | None = None
    after: float | None = None
    day: date | None = None
    goals: tuple[tuple[float, float], ...] = ()

    @property
    def month(self) -> int:
        return NO_MONTH if self.day is None else 12 * self.day.year + self.day.month - 1

    @property
    def number(self) -> int:
        return NO_DAY if self.day is None else (self.day - EPOCH).days


def cells_of(families: Sequence[Family], names: Sequence[str] = NAMES, *, by_month: bool = True) -> Cells:
    """The cells of families, told apart by these attributes."""
    attributes = tuple(
        Attribute(name=n, values=tuple(sorted({getattr(f, n.lower()) for f in families} - {""})))
        for n in names
    )

    def value(family):
        found = [(a.values, getattr(family, a.name.lower())) for a in attributes]
        return tuple(values.index(own) if own else -1 for values, own in found)

    def month(family):
        return family.month if by_month else NO_MONTH

    def of_phq9(family):
        at = STANDINGS.index(_standing(family.before, family.after))
        both = STANDINGS[at] == "both"
        first = np.nan if family.before is None else family.before
        key = (value(family), month(family), family.contacts, at, first, family.after if both else np.nan)
        return key, family.number if both else NO_DAY

    def of_goals(family):
        at = STANDINGS.index("both" if family.goals else "neither")
        first = float(np.mean([before for before, _ in family.goals])) if family.goals else np.nan
        key = (value(family), month(family), family.contacts, at, first, np.nan)
        return key, family.number if family.goals else NO_DAY

    def of_all(family):
        begun = family.before is not None or bool(family.goals)
        pair = bool(family.goals) or (begun and family.after is not None)
        any_score = begun or family.after is not None
        level = (SCORED if any_score else 0) | (BEGUN if begun else 0) | (PAIRED if pair else 0)
        return (value(family), month(family), family.contacts, level), NO_DAY

    pairs = [((value(f), month(f), *pair), f.number) for f in families for pair in f.goals]
    keys = ("value", "month", "contacts", "standing", "first", "after")
    most = max([1, *(len(family.goals) for family in families)])
    tables = {
        "phq9": _grouped(map(of_phq9, families), keys, len(names)),
        "gbo": _grouped(map(of_goals, families), keys, len(names)),
    }
    made: dict[str, Any] = {"rater": "parent", "measure": PHQ9, "scale": PHQ9.scales[0]}
    goals: dict[str, Any] = {
        "rater": "parent",
        "measure": GBO,
        "scale": GBO.scales[0],
        "most_pairs": most,
        "most_first": most,
    }
    overall = _grouped(map(of_all, families), ("value", "month", "contacts", "scored"), len(names))
    del overall["earliest"], overall["latest"]
    return Cells(
        rule=RULE,
        attributes=attributes,
        overall=OverallCells(**overall),
        scales=(
            ScaleCells(
                **goals,
                **tables["gbo"],
                pairs=PairCells(**_grouped(pairs, ("value", "month", "before", "after"), len(names))),
            ),
            ScaleCells(**made, **tables["phq9"]),
        ),
        people=len(families),
        by_month=by_month,
    )


def _standing(before, after):
    if before is None:
        return "neither" if after is None else "after_only"
    return "before_only" if after is None else "both"


def _grouped(entries: Iterable[Any], names: Sequence[str], width: int) -> dict[str, Any]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for key, day in entries:
        # NaN is not equal to itself, and whose second score has no date is not alike one whose has.
        same = tuple("none" if isinstance(part, float) and np.isnan(part) else part for part in key)
        found[same, day == NO_DAY].append((key, day))
    groups = sorted(
        (entry for entry in found.values()), key=lambda entry: (_ordered(entry[0][0]), entry[0][1] != NO_DAY)
    )
    keys = [entry[0][0] for entry in groups]
    types: dict[str, Any] = {
        "value": np.int32,
        "month": np.int32,
        "contacts": np.uint8,
        "standing": np.uint8,
        "scored": np.uint8,
    }
    columns = {
        name: np.array([key[at] for key in keys], types.get(name, np.float64))
        for at, name in enumerate(names)
    }
    columns["value"] = columns["value"].reshape(len(keys), width)
    days = [[day for _, day in entry if day != NO_DAY] or [NO_DAY] for entry in groups]
    return columns | {
        "n": np.array([len(entry) for entry in groups], np.int64),
        "earliest": np.array([min(entry) for entry in days], np.int32),
        "latest": np.array([max(entry) for entry in days], np.int32),
    }


def _ordered(key):
    return tuple(np.inf if isinstance(part, float) and np.isnan(part) else part for part in key)


def plain(cells: Cells) -> list[Any]:
    """All that cells hold as plain values, so that two can be compared."""
    tables: list[Any] = [
        cells.overall,
        *cells.scales,
        *(s.pairs for s in cells.scales if s.pairs is not None),
    ]
    held: list[Any] = []
    for table in tables:
        for entry in fields(table):
            value = getattr(table, entry.name)
            if isinstance(value, np.ndarray):
                held.append(
                    (entry.name, value.dtype.str, value.shape, [str(one) for one in value.ravel().tolist()])
                )
            elif entry.name != "pairs":
                held.append((entry.name, value))
    return [cells.rule, cells.attributes, cells.people, cells.by_month, *held]
