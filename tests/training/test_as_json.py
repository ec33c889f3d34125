"""The JSON of training: keys that are documented, numbers as they are shown, nothing that is hidden."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import pytest

from evaluation import wording
from evaluation.courses.vocabulary import LEVELS
from evaluation.disclosure.training import protected_training
from evaluation.training.as_json import training_entries
from evaluation.training.evidence import TrainingEvidence
from tests import training_made_up

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def protected() -> TrainingEvidence:
    told = training_made_up.training_evidence()
    return protected_training(replace(told, view=told.view.with_(protection="nhs")))


def plain(told: TrainingEvidence) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(training_entries(told), allow_nan=False))
    return found


def numbers(value: Any) -> Iterator[float]:
    """Every number that is not whole, wherever it stands."""
    if isinstance(value, dict):
        for name, entry in value.items():
            if name not in {"confidence", "view"}:
                yield from numbers(entry)
    elif isinstance(value, list):
        for entry in value:
            yield from numbers(entry)
    elif isinstance(value, float):
        yield value


def test_every_part_of_the_evidence_has_its_key():
    told = training_made_up.training_evidence()
    keys = set(plain(told))
    assert {f.name for f in fields(TrainingEvidence)} - {"fingerprint", "sources"} <= keys
    assert keys >= {"data"}


def test_exact_figures_are_whole():
    found = plain(training_made_up.training_evidence())
    (first, *_) = found["changes"]
    assert [rate["n"] for rate in first["rates"]] == [28, 9, 3]
    assert first["rates"][0]["share"] == 0.7
    assert first["answered"]["of"] == 52
    assert first["level_name"] == LEVELS[2][0]
    assert first["mean_gain"]["value"] == 0.9
    assert first["tests"]["sign_test"]["p"] == 4.6e-06
    assert sum(move["n"] for move in first["moves"]) == 40
    assert found["coverage"]["whole"]["n"] == 39
    assert len(found["referrals"][0]["points"]) == 18
    assert found["referrals"][0]["points"][9]["trained"] == 8
    assert found["cohort"]["pathways"][0]["awards"][0]["rule"] == "VIPP"


def test_no_decimal_is_told_under_a_preset_that_is_not_printed():
    found = plain(protected())
    seen = list(numbers(found))
    assert seen
    assert all(abs(value - wording.rounded(value, 2)) < 1e-9 for value in seen)
    (first, *_) = found["changes"]
    assert first["moves"] == []
    assert first["tests"] == {}
    assert [rate["n"] for rate in first["rates"]][1:] == [None, None]


def test_a_month_with_more_referrals_is_called_neither_better_nor_worse():
    points = plain(training_made_up.training_evidence())["referrals"][0]["points"]
    assert {point["signal"] for point in points} <= {"", "more", "fewer"}


@pytest.mark.parametrize(
    "part", ["", "reach", "courses", "changes", "coverage", "referrals", "needs", "cohort"]
)
def test_every_key_is_documented(root: Path, part: str) -> None:
    text = (root / "docs" / "json.md").read_text("utf-8")
    section = text[text.index("## Training") :]
    found: Any = plain(training_made_up.training_evidence())
    if part:
        found = found[part][0] if isinstance(found[part], list) else found[part]
    missing = [name for name in found if f"`{name}`" not in section]
    assert missing == []
