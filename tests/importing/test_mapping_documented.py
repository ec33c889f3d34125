"""docs/mapping.md describes every entry of a mapping's file, and its example works."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from evaluation.dataset import Dataset
from evaluation.importing import Column, Local, Mapping, read_workbook
from evaluation.importing.mapping import USES, MoreSheet
from evaluation.measures import registry
from evaluation.view import View

DOCUMENT = (Path(__file__).resolve().parents[2] / "docs" / "mapping.md").read_text("utf-8")


def documented(heading: str, first: str = "key") -> list[str]:
    """The keys in the first cells of a section's table whose first column is called so."""
    section = DOCUMENT.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    table = section.split(f"| {first} |", 1)[1].split("\n\n", 1)[0]
    cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    return [key for cell in cells for key in re.findall(r"`(\w+)`", cell)]


def block(kind: str) -> str:
    return re.search(rf"```{kind}\n(.*?)```", DOCUMENT, re.DOTALL)[1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("A column", Column), ("A score of your own", Local), ("A further sheet", MoreSheet)],
)
def test_every_key_of_a_part_is_documented_and_no_other(heading, kind):
    assert sorted(documented(heading)) == sorted(field.name for field in fields(kind))


def test_every_key_of_the_file_is_documented_and_no_other():
    assert sorted(documented("The entries")) == sorted(["format", *(f.name for f in fields(Mapping))])


def test_every_use_of_a_column_is_documented():
    assert sorted(documented("A column", "use")) == sorted(USES)


def test_the_example_reads_the_file_it_is_for():
    mapping = Mapping.from_dict(json.loads(block("json")))
    book = read_workbook(block("csv").encode(), "families.csv")
    data = Dataset.read(book, mapping, registry())
    assert data.ledger.used == 2
    assert {finding.title: finding.n for finding in data.evidence(View()).findings} == {
        "PHQ-9 total": 2,
        "Bond": 2,
    }


def test_the_words_that_the_document_lists_are_those_that_a_mapping_takes():
    mapping = json.loads(block("json"))
    cells = {
        line.split("|")[1].strip().strip("`"): line for line in DOCUMENT.splitlines() if line[:3] == "| `"
    }
    for key in ("layout", "subjects", "ids", "duplicates", "noun"):
        with pytest.raises(ValueError, match="use one of") as error:
            Mapping.from_dict({**mapping, key: "?"})
        for word in re.findall(r"'([^']+)'", str(error.value).split("use one of")[1]):
            assert f"`{word}`" in cells[key], (key, word)
