"""A table too large to upload: counted where it lies, for whoever sits at this machine alone."""

from __future__ import annotations

import pandas as pd
import pytest

import evaluation.warehouse.counting
import pages.shared.large
import pages.shared.looking
from evaluation.errors import InputError
from pages.shared.audience import Audience
from tests.pages.conftest import opened


@pytest.fixture(scope="module")
def folder(root, tmp_path_factory):
    """The families of the first run as two Parquet files."""
    made = tmp_path_factory.mktemp("table")
    frame = pd.read_csv(root / "data_samples" / "first_run.csv", dtype=str)
    for name, part in (("a", frame.iloc[:100]), ("b", frame.iloc[100:])):
        part.to_parquet(made / f"{name}.parquet")
    return made


def looked(dashboard, path):
    """The import page after a look at a path."""
    dashboard.open("import_data").app.text_input("large path").set_value(str(path)).run()
    return dashboard.press("Look")


def test_a_table_is_looked_at_counted_and_then_in_use(dashboard, folder):
    looked(dashboard, folder / "*.parquet").sound()
    assert "240 of 240 rows can be used, on duckdb" in dashboard.text
    kept = next(box for box in dashboard.app.multiselect if box.label.startswith("Columns to filter"))
    kept.set_value([name for name in kept.value if name == "site"]).run()
    dashboard.press("What does each column cost?").sound()
    assert "Without the column" in dashboard.text
    dashboard.press("Count").sound().press("Show my results")
    said = dashboard.open("overview").sound().text
    assert "168 of 240 families (70%) have both scores on at least one measure" in said
    sidebar = " ".join(caption.value for caption in dashboard.app.sidebar.caption).replace("\\", "")
    assert "cells of 240 families, no row. Columns kept: Site. Counted in " in sidebar
    assert "on duckdb" in sidebar


def test_too_many_cells_are_told_with_what_each_column_costs(dashboard, folder, monkeypatch):
    def refused(*_):
        raise InputError("Too many.")

    looked(dashboard, folder)
    monkeypatch.setattr(pages.shared.large, "counted", refused)
    monkeypatch.setattr(evaluation.warehouse.counting, "MOST_CELLS", 10)
    dashboard.press("Count").sound()
    assert "at most 10 are kept: take out one of the columns above" in dashboard.errors[0]
    assert "Without the column" in dashboard.text


@pytest.mark.parametrize("path", ["", "/nowhere/at/all/*.parquet"])
def test_a_path_that_leads_nowhere_gets_one_sentence(dashboard, path):
    looked(dashboard, path).sound()
    assert len(dashboard.errors) == 1
    assert 20 < len(dashboard.errors[0]) < 300


def test_a_lead_who_signed_in_from_elsewhere_is_asked_for_no_path(root, monkeypatch):
    anna = Audience(kind="lead", packs="listed", name="anna@example.org", why="Signed in.")
    monkeypatch.setattr(pages.shared.looking, "audience", lambda: anna)
    dashboard = opened(root).open("import_data").sound()
    assert not [box for box in dashboard.app.text_input if box.key == "large path"]
    assert not any(button.label == "Look" for button in dashboard.app.button)
