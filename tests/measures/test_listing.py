"""The README's table of questionnaires says what the registry's files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from evaluation.measures import registry
from evaluation.measures.listing import END, README, START, listed, table, write
from evaluation.measures.named_only import named_only

if TYPE_CHECKING:
    from pathlib import Path


def test_the_readme_lists_the_registry_as_it_is():
    text = README.read_text("utf-8")
    assert listed(text) == text, (
        "README.md is out of date: run `python -m evaluation.measures.listing` to write its table again"
    )


def test_every_measure_has_a_row_and_every_other_name_is_named():
    rows = [line for line in table().splitlines() if line.startswith("| ")]
    for measure in registry():
        own = [row for row in rows if row.startswith((f"| {measure.short}, ", f"| {measure.short} |"))]
        assert len(own) == 1, measure.id
        assert f"| {measure.rater} |" in own[0]
    assert all(entry.short in table().splitlines()[-1] for entry in named_only())


def test_only_a_firm_threshold_is_called_published():
    """PHQ-9 has NHS England's (measures.md 8.2), KPCS none, SWEMWBS one in unknown points."""
    rows = [line for line in table().splitlines() if line.startswith("| ")]
    said = {row.split(",")[0].strip("| "): row.split("|")[-2].strip() for row in rows}
    assert said["PHQ-9"] == "yes"
    assert said["KPCS"] == "none"
    assert said["SWEMWBS"] == "none"


def test_writing_changes_what_stands_between_the_markers_and_nothing_else(tmp_path: Path):
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{START}\nwhat stood here\n{END}\nafter\n", "utf-8")
    write(readme)
    text = readme.read_text("utf-8")
    assert text.startswith(f"before\n{START}\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "what stood here" not in text
    assert table() in text
    assert listed(text) == text


def test_a_readme_without_markers_is_refused():
    with pytest.raises(ValueError, match="measures: start"):
        listed("nothing here")
