"""Packs as files: exact round trips, and one sentence for whatever can't be opened."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.estimates import Rate
from evaluation.packs.codec import ShapeError, from_plain, to_plain
from evaluation.packs.files import _sum as sum_of
from evaluation.packs.files import from_bytes, to_bytes
from tests.examples import examples


def test_a_pack_comes_back_exactly(pack):
    data = to_bytes(pack)
    again = from_bytes(data)
    assert again.cuts == pack.cuts
    assert again.withheld == pack.withheld
    assert to_bytes(again) == data


def test_no_exact_count_no_small_one_and_no_row_is_in_the_file(pack):
    """Every count of families is hidden, or a multiple of 5 and 5 at least."""

    def walk(value, key=""):
        if isinstance(value, dict):
            for name, inner in value.items():
                yield from walk(inner, name)
        elif isinstance(value, list):
            for inner in value:
                yield from walk(inner, key)
        else:
            yield key, value

    counts = {"n", "of", "before", "after", "rows", "used", "without", "with_both", "n_complete", "unsure"}
    body = json.loads(to_bytes(pack))["pack"]
    for found in body["comparisons"]:
        for scale in found["scales"]:
            scale["funnel"] = None  # made of printed figures: shares times sizes
    seen = 0
    for key, value in walk(body):
        if key in counts and isinstance(value, int):
            seen += 1
            assert value >= 5, (key, value)
            assert value % 5 == 0, (key, value)
        assert value not in {"F1", "F12"}
    assert seen > 50


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda _: b"Family ID,PHQ-9", "no evidence pack"),
        (lambda _: b"\xff\xfe\x00", "no evidence pack"),
        (lambda _: b"[" * 100_000, "no evidence pack"),
        (lambda d: d[: len(d) // 2], "damaged"),
        (lambda d: d.replace(b'"Spring"', b'"Summer"'), "changed after it was published"),
        (lambda d: d.replace(b'"format":1', b'"format":2'), "newer version"),
        (lambda d: d.replace(b'"format":1', b'"format":"1"'), "damaged"),
        (lambda d: d.replace(b'"format":1', b'"format":NaN'), "damaged"),
        (lambda d: d.replace(b'"format":1', b'"format":1,"format":1'), "damaged"),
    ],
)
def test_what_is_no_pack_is_refused_in_one_sentence(pack, spoil, says):
    with pytest.raises(InputError, match=says):
        from_bytes(spoil(to_bytes(pack)))


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.pop("title"),
        lambda body: body.update(cuts=[]),
        lambda body: body.update(preset="exact"),
        lambda body: body.update(made_on="today"),
        lambda body: body.update(rows=[{"id": "F1"}]),
        lambda body: body["cuts"][0].update(key="other"),
        lambda body: body["cuts"][0]["evidence"]["view"].update(protection="exact"),
        lambda body: body["cuts"][0]["evidence"]["findings"][0].update(n="40"),
    ],
)
def test_a_file_with_a_right_sum_and_a_wrong_shape_is_refused(pack, change):
    document = json.loads(to_bytes(pack))
    change(document["pack"])
    document["sum"] = sum_of(document["pack"])
    with pytest.raises(InputError, match="damaged"):
        from_bytes(json.dumps(document).encode())


numbers = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))


@settings(max_examples=examples(50))
@given(n=st.none() | st.integers(0, 10**9), low=numbers, printed=numbers, who=st.text())
def test_every_number_and_text_comes_back(n, low, printed, who):
    rate = Rate(rule="r", outcome="o", n=n, of=n, who=who, low=low, high=low, printed_share=printed)
    assert from_plain(Rate, json.loads(json.dumps(to_plain(rate)))) == rate


def test_where_a_shape_is_wrong_is_said():
    plain = to_plain(Rate(rule="r", outcome="o", n=1, of=2, who="families", low=None, high=None))
    with pytest.raises(ShapeError, match="n → it is no whole number"):
        from_plain(Rate, plain | {"n": True})


def test_reading_packs_imports_nothing_that_can_hold_a_row(pack, tmp_path):
    path = tmp_path / "a.json"
    path.write_bytes(to_bytes(pack))
    program = f"""
import sys
from pathlib import Path
from evaluation.packs.files import from_bytes
from evaluation.packs.shelf import Shelf
from_bytes(Path({str(path)!r}).read_bytes())
rooms = {{"importing", "scoring", "pairing", "counting", "dataset", "opening", "evaluating", "alerts"}}
print(sorted(name for name in sys.modules if name.startswith("evaluation") and rooms & set(name.split("."))))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
