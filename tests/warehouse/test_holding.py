"""A table that is held where it is says what the same table says when it is read in memory."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

import data_samples
from evaluation.errors import InputError
from evaluation.opening import load
from evaluation.warehouse import hold, write_aside
from tests.warehouse.as_in_memory import assert_as_in_memory

ENGINES = ("pandas", "duckdb")
SAMPLES = ("families_long", "families_redcap", "shape_warehouse_answers", "experience_forms")
MESSY = pd.DataFrame(
    [
        ["A1", "12", "5", "North", "2024-01-03"],
        [" a1 ", "12", "5", "North", "2024-01-03"],
        ["A2", "n/a", "7", "north", "03/02/2024"],
        ["A3", "12/27", "lots", "South", "13/02/2024"],
        ["", "4", "4", "South", ""],
        ["A4", "99", "3", "North", "2024-05-01"],
        ["A5", "8", "8", "South", "2024-05-02"],
        ["A5", "9", "8", "South", "2024-05-02"],
        ["Total", "40", "30", "", ""],
        [None, None, None, None, None],
        ["226.0", "3", "2", "North", "2024-06-01"],
    ],
    columns=["Family ID", "PHQ-9 before", "PHQ-9 after", "Site", "Start date"],
)


@pytest.fixture(scope="module")
def messy(tmp_path_factory):
    path = tmp_path_factory.mktemp("messy") / "messy.parquet"
    MESSY.to_parquet(path)
    return path


@pytest.fixture(scope="module", params=SAMPLES)
def sample(request, tmp_path_factory):
    path = tmp_path_factory.mktemp("samples") / f"{request.param}.parquet"
    data_samples.make(request.param, families=40, seed=2, out=path)
    return path


@pytest.mark.parametrize("engine", ENGINES)
def test_a_sample_is_read_as_in_memory(sample, engine):
    held = hold(sample, engine=engine)
    assert_as_in_memory(held, load(sample).responses)
    held.engine.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_messy_table_is_read_as_in_memory(messy, engine):
    held = hold(messy, engine=engine)
    assert_as_in_memory(held, load(messy).responses)
    held.engine.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_every_row_set_aside_is_written_with_its_reason(messy, engine, tmp_path):
    held = hold(messy, engine=engine)
    assert write_aside(held, tmp_path / "aside.csv") == held.rows - held.used
    with (tmp_path / "aside.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert ("messy.parquet", "5", "There is no id in column A") in {tuple(row.values()) for row in rows}
    held.engine.close()


def test_a_file_has_one_fingerprint_on_every_engine(messy):
    assert hold(messy, engine="pandas").fingerprint == load(messy).fingerprint


def test_a_table_that_is_not_there_is_said_in_one_sentence():
    with pytest.raises(InputError, match="There is no Parquet file"):
        hold("/nowhere/*.parquet")
