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
    raters=("parent",),
    start=date(2025, 4, 1),
    end=date(2026, 3, 31),
    confidence=0.9,
    protection="nhs",
)


CHOSEN = (
    View(improved="percent_change", percent=33.3),
    View(improved="computed_change", method="ha"),
    View(improved="clinically_significant", cut_off="b", method="gln"),
    View(improved="important_change"),
    View(improved="band_move"),
)


@pytest.mark.parametrize("view", [View(), FULL, *CHOSEN])
def test_a_view_survives_json(view):
    assert View.from_dict(json.loads(json.dumps(view.to_dict()))) == view


def test_a_view_kept_before_there_was_a_choice_of_method_is_read_as_it_was():
    # The keys of a file that version 0.1.0 wrote.
    kept: dict[str, object] = {
        "pairing": "auto", "before": "", "after": "", "improved": "recovery", "filters": {}, "measures": [],
        "start": None, "end": None, "confidence": 0.95, "protection": "exact",
    }  # fmt: skip
    assert View.from_dict(kept) == View(improved="recovery")


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
        ({"raters": "parent"}, "'raters' must be a list of raters such as"),
        ({"before": 3}, "'before' must be"),
        ({"improved": "percent_change"}, "give its 'percent', such as 20"),
        ({"improved": "percent_change", "percent": None}, "give its 'percent', such as 20"),
        ({"percent": 0}, "'percent' is 0; use a number above 0 and up to 100"),
        ({"percent": 120}, "'percent' is 120; use a number"),
        ({"percent": "a fifth"}, "'percent' must be a number such as 20"),
        ({"percent": True}, "'percent' must be a number"),
        ({"percent": [20]}, "'percent' must be a number"),
        ({"percent": "nan"}, "'percent' is nan"),
        ({"confidence": "nan"}, "'confidence' is nan"),
        ({"method": "rci"}, "'method' is 'rci'; use one of jt, gln, hll, en, nk, ha"),
        ({"cut_off": "d"}, "'cut_off' is 'd'; use one of a, b, c"),
        ({"cut_off": None}, "'cut_off' is None"),
    ],
)
def test_a_view_that_cannot_be_used_is_one_sentence(plain, message):
    with pytest.raises(InputError, match=message) as error:
        View.from_dict(plain)
    assert "\n" not in str(error.value)
