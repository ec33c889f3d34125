"""The shape of the hand-written tables of facts: what is left out is the usual case."""

from __future__ import annotations

from typing import NamedTuple


class ScaleFact(NamedTuple):
    better: str
    lowest: float
    highest: float
    score: str
    ordinal: bool = False
    claims: bool = True
    status: str = "verified"
    step: float = 1


class ItemsFact(NamedTuple):
    questions: int
    lowest: float
    highest: float
    reversed: tuple[int, ...] = ()
    # Those whose answers differ from the others': items, codes as printed, what each scores.
    options: tuple[tuple[tuple[int, ...], tuple[float, ...], tuple[float, ...]], ...] = ()
    not_applicable: tuple[tuple[int, float], ...] = ()
    omitted: tuple[str, ...] = ()
    by_label: bool = False
    stored: str = "printed"
    step: float = 1


class MissingFact(NamedTuple):
    most: int
    rounded: bool = False
    status: str = "verified"


class CutOffFact(NamedTuple):
    id: str
    at: float
    status: str = "verified"
    edition: str = ""


class BandFact(NamedTuple):
    low: float
    high: float
    label: str
    status: str = "verified"
    edition: str = ""


class RuleFact(NamedTuple):
    id: str
    value: float
    published: float | None = None
    confidence: float | None = None
    default: bool = False
    firm: bool = True
    kind: str = "reliable"
    unit: str = "points"
    worse: float | None = None


class ReliabilityFact(NamedTuple):
    kind: str
    value: float
    status: str = "verified"
    n: int | None = None


class NormFact(NamedTuple):
    mean: float
    sd: float | None = None
    n: int | None = None
    status: str = "verified"


class AlertFact(NamedTuple):
    item: int
    above: float
    status: str = "verified"


class AgesFact(NamedTuple):
    low: float | None
    high: float | None
    status: str = "verified"
