"""docs/counts.md says what is in a file of counts: every key, and an example that can be opened."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from evaluation.estimates import Estimate, Rate
from evaluation.exchange import counted_data, from_bytes, to_bytes
from evaluation.exchange.sharing import share
from evaluation.findings.described import Described
from evaluation.findings.finding import Evidence, Finding, Needs
from evaluation.packs.names import fields_of
from evaluation.view import View
from tests.exchange.shapes import DAY, counted, service

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def text(root: Path) -> str:
    return (root / "docs" / "counts.md").read_text("utf-8")


def keys(value: Any) -> set[str]:
    """Every key at any depth, but for those of a view and of definitions, which other files describe."""
    if isinstance(value, list):
        return {key for entry in value for key in keys(entry)}
    if not isinstance(value, dict):
        return set()
    inner = (keys(entry) for key, entry in value.items() if key not in {"view", "measures", "editions"})
    return set(value).union(*inner)


@pytest.mark.parametrize("kind", ["exact", "nhs"])
def test_every_key_is_documented(text, kind):
    made = (
        counted() if kind == "exact" else share(service(), View(protection="nhs"), service="R", made_on=DAY)
    )
    found = keys(json.loads(to_bytes(made)))
    assert len(found) > 40
    assert sorted(key for key in found if f"`{key}`" not in text) == []


@pytest.mark.parametrize("word", [Evidence, Finding, Needs, Described, Rate, Estimate])
def test_every_field_of_what_is_printed_is_documented(text, word):
    part = text[text.index("### Evidence") :]
    assert sorted(name for name in fields_of(word) if f"`{name}`" not in part) == []


def test_the_example_is_a_file_that_opens_and_says_what_stands_above_it(text):
    example = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert example is not None
    made = from_bytes(example[1].encode())
    assert json.loads(to_bytes(made)) == json.loads(example[1])
    found = counted_data(made).evidence(View(filters={"Site": ("North",)})).findings[0]
    assert (found.n, found.description.mean_before, found.description.mean_after) == (2, 5, 3)
    assert counted_data(made).evidence(View()).flow.n("all") == 3


def test_no_key_is_documented_that_there_is_not(text):
    """Each first cell of the tables of counts names keys of the file."""
    part = text[text.index("### Counts") : text.index("### Evidence")]
    named = set(re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| (`[^|]*) \|", part, re.MULTILINE))))
    assert named <= keys(json.loads(to_bytes(counted()))) | {"measures"}
    assert {"n", "value"} <= set(re.findall(r"`(\w+)`", part))
