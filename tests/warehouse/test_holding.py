"""A table that is held where it is says what the same table says when it is read in memory."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

import data_samples
from evaluation import evaluate
from evaluation.dataset import CountedData
from evaluation.errors import InputError
from evaluation.opening import load
from evaluation.warehouse import hold, write_aside
from evaluation.warehouse.engines import DuckEngine
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


FORMS = pd.DataFrame(
    {
        "Family ID": ["F1", "F1", "F2", "F2", None, "F3"],
        "Stage": ["Before", "After"] * 3,
        **{f"PHQ9_{i}": [1, 0, 2, 1, 1, 1 if i < 5 else None] for i in range(1, 10)},
    }
)


@pytest.mark.parametrize("engine", ENGINES)
def test_rows_that_give_no_score_are_written_too(engine, tmp_path):
    """F3 left five of nine questions out, so no total can be worked out of that row: by hand."""
    FORMS.to_parquet(tmp_path / "forms.parquet")
    data = evaluate(tmp_path / "forms.parquet", engine=engine, aside=str(tmp_path / "aside.csv")).dataset
    assert isinstance(data, CountedData)
    with (tmp_path / "aside.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["row"]: row["reason"] for row in csv.DictReader(file)}
    assert len(rows) == data.rows - data.used == 2
    assert rows["5"] == "There is no id in column A"
    assert rows["6"].startswith("PHQ-9")


def test_a_file_has_one_fingerprint_on_every_engine(messy):
    assert hold(messy, engine="pandas").fingerprint == load(messy).fingerprint


def test_a_table_that_is_not_there_is_said_in_one_sentence():
    with pytest.raises(InputError, match="There is no Parquet file"):
        hold("/nowhere/*.parquet")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["a*.parquet", "[ab].parquet", "?.parquet", "it's.parquet"])
def test_a_files_own_name_brings_in_no_other_file(tmp_path, engine, name):
    """A name with a star is a name: what else it would match is not read."""
    MESSY[:6].to_parquet(tmp_path / name)
    for other in ("a.parquet", "ab.parquet", "b.parquet"):
        MESSY.to_parquet(tmp_path / other)
    held = hold(tmp_path / name, engine=engine)
    assert held.rows == 6
    held.engine.close()


@pytest.mark.parametrize("address", ["https://example.org/*.parquet", "s3://bucket/x.parquet", "file:///x"])
def test_an_address_is_no_table(address):
    with pytest.raises(InputError, match="There is no Parquet file at"):
        hold(address, engine="duckdb")


def test_duckdb_fetches_nothing_from_elsewhere():
    held = hold(MESSY[2:6], engine="duckdb")
    assert isinstance(held.engine, DuckEngine)
    for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
        told = held.engine.connection.execute(f"select current_setting('{setting}')").fetchone()
        assert told == (False,)
    held.engine.close()
