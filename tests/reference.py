"""Results of other programs, kept beside the repository: read here, skipped where they are absent."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any, TypeVar

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
_Thing = TypeVar("_Thing")
# NHS Talking Therapies, ante- and post-natal counselling, England 2019-20: numerator and denominator of each
# outcome (NHS England annual report metadata; facts/measures_update.md section 7).
ENGLAND_2019_20 = {
    "improved": (45, 106),
    "no_change": (53, 106),
    "worse": (6, 106),
    "not_judged": (2, 106),
    "recovery": (29, 86),
    "no_recovery": (57, 86),
    "reliable_recovery": (23, 86),
    "no_reliable_recovery": (63, 86),
}


def shared(path: str) -> Path:
    """A file of the shared folder; skips the test where the folder does not hold it."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"the shared file {path} is not beside this copy of the repository")
    return found


def load(path: str) -> Any:
    """A JSON file of other programs' results."""
    return json.loads(shared(f"reference/{path}").read_text(encoding="utf-8"))


def rows(path: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with shared(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str | None) -> float:
    """A cell as a number; NaN where it is empty."""
    return math.nan if text in {None, "", "NA"} else float(text)


def claus(outcome: str, before: str = "1", after: str = "4") -> tuple[list[float], list[float]]:
    """Paired scores of the Claus et al. (2020) data, by person, with NaN where one is missing."""
    return waves("claus_2020.csv", "id", "time", outcome, before, after)


def waves(
    file: str, person: str, time: str, outcome: str, before: str, after: str
) -> tuple[list[float], list[float]]:
    """Paired scores of two waves of a long file beside the clinicalsignificance results."""
    at: dict[str, dict[str, float]] = {before: {}, after: {}}
    for row in rows(f"reference/clinicalsignificance/{file}"):
        if row[time] in at:
            at[row[time]][row[person]] = number(row[outcome])
    people = list(at[before])
    return [at[before][p] for p in people], [at[after].get(p, math.nan) for p in people]


def known(value: _Thing | None) -> _Thing:
    """The figure, chart or other thing, which must be there."""
    assert value is not None
    return value
