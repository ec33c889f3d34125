"""A file in memory, and the same counted by Spark, give the same numbers to 1e-9."""

from __future__ import annotations

from typing import TYPE_CHECKING

import narwhals as nw
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from data_samples import make, path
from evaluation import load
from evaluation.sources import open_data
from evaluation.view import View
from evaluation.warehouse.engines import SparkEngine
from evaluation.warehouse.holding import hold
from tests.scale.walking import counted_by, unlike

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

SOME = ("families_gbo", "shape_lamplight_like")  # goals; several raters of a family


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(
        "shape_warehouse", families=300, seed=8, out=tmp_path_factory.mktemp("scale") / "made.parquet"
    )


@pytest.mark.usefixtures("spark")  # the session that is found running
def test_files_in_pieces_counted_by_spark_have_the_numbers_of_the_file(made: Path, tmp_path):
    whole = parquet.read_table(made)
    for place, part in enumerate((whole.slice(0, 500), whole.slice(500))):
        parquet.write_table(pa.Table.from_batches(part.to_batches()), tmp_path / f"part-{place}.parquet")
    assert unlike(load(made), open_data(str(tmp_path), View(), engine="spark"), View()) == []


def test_a_dataframe_is_held_as_the_file_is(spark: SparkSession, made: Path):
    """As somebody on a cluster has it."""
    there, here = hold(spark.read.parquet(str(made))), hold(str(made), engine="pandas")
    assert there.rows > 300
    for name in ("rows", "used", "attributes"):
        assert getattr(there, name) == getattr(here, name)


def test_columns_may_have_dots_and_quotes_in_their_names(spark: SparkSession, made: Path):
    """Spark takes a dot in a name for a field of a structure, unless the name is quoted."""
    table = spark.read.parquet(str(made)).limit(20)
    engine, headers = SparkEngine(spark), ("No. of families", "family`s id")
    named = table.select(*table.columns[:2]).toDF(*headers)
    frame = engine.by_place(nw.from_native(named), headers)
    assert list(engine.collect(frame).columns) == ["c0", "c1"]


@pytest.mark.parametrize("name", SOME)
def test_a_sample_has_the_same_numbers_counted_by_spark(spark: SparkSession, name):
    data = load(path(name))
    assert unlike(data, counted_by(data, SparkEngine(spark)), View()) == []
