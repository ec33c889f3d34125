"""The view: kept in a link or a file, and refused in one sentence."""

from __future__ import annotations

import json
from datetime import date

import pytest

from evaluation.errors import InputError
from evaluation.view import View

FULL = View(
    pairing="occasions",
    before="baseline",
    after="end",
    improved="recovery",
    filters={"site": ("Oxford", "Reading"), "role": ("Health visitor",)},
    measures=("phq9",),
    start=date(2025, 4, 1),
    end=date(2026, 3, 31),
    confidence=0.9,
    protection="nhs",
)


@pytest.mark.parametrize("view", [View(), FULL])
def test_a_view_survives_json(view):
    assert View.from_dict(json.loads(json.dumps(view.to_dict()))) == view


def test_filters_are_written_in_a_fixed_order_and_empty_ones_left_off():
    plain = FULL.with_(filters={"b": ("x",), "a": ("y",), "c": ()}).to_dict()
    assert list(plain["filters"]) == ["a", "b"]


def test_one_value_can_be_written_without_a_list():
    assert View.from_dict({"filters": {"site": "Oxford"}}).filters == {"site": ("Oxford",)}


@pytest.mark.parametrize(
    ("plain", "message"),
    [
        ([], "must be a JSON object"),
        ("nhs", "must be a JSON object"),
        ({"site": "Oxford"}, "'site' that is not known"),
        ({"pairing": "best"}, "'pairing' is 'best'; use one of auto"),
        ({"improved": "any"}, "'improved' is 'any'"),
        ({"protection": "none"}, "'protection' is 'none'"),
        ({"protection": ["nhs"]}, "'protection'"),
        ({"pairing": None}, "'pairing' is None"),
        ({"filters": ["Oxford"]}, "'filters' must map"),
        ({"start": "31/03/2026"}, "'start' must be a date such as 2026-03-31"),
        ({"end": 2026}, "'end' must be a date"),
        ({"start": "2026-04-01", "end": "2026-03-31"}, "starts after it ends"),
        ({"confidence": "high"}, "'confidence' must be a number"),
        ({"confidence": 95}, "'confidence' is 95.0; use a number from 0.5"),
        ({"confidence": None}, "'confidence' must be a number"),
        ({"measures": 5}, "'measures' must be a list"),
        ({"measures": "phq9"}, "'measures' must be a list"),
        ({"before": 3}, "'before' must be"),
    ],
)
def test_a_view_that_cannot_be_used_is_one_sentence(plain, message):
    with pytest.raises(InputError, match=message) as error:
        View.from_dict(plain)
    assert "\n" not in str(error.value)
