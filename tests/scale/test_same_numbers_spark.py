"""A file in memory, and the same counted by Spark, give the same numbers to 1e-9."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from data_samples import make, path
from evaluation import load
from evaluation.sources import open_data
from evaluation.view import View
from evaluation.warehouse.engines import SparkEngine
from tests.scale.walking import counted_by, unlike, views_of

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

    from evaluation.dataset import Dataset, Evaluable

SOME = ("families_gbo", "shape_lamplight_like")  # goals; several raters of a family
VIEWS = ("all", "filtered", "period", "hidden")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(
        "shape_warehouse", families=3_000, seed=8, out=tmp_path_factory.mktemp("scale") / "made.parquet"
    )


@pytest.fixture(scope="module")
def file(made: Path) -> Dataset:
    return load(made)


@pytest.fixture(scope="module")
def table(spark: SparkSession, made: Path) -> Evaluable:
    """Counted from a DataFrame, as somebody on a cluster has it."""
    return open_data(spark.read.parquet(str(made)), View())


@pytest.mark.parametrize("view", VIEWS)
def test_a_dataframe_of_spark_has_the_numbers_of_the_file(file: Dataset, table: Evaluable, view):
    assert unlike(file, table, views_of(file)[view]) == []


@pytest.mark.parametrize("name", SOME)
def test_a_sample_has_the_same_numbers_counted_by_spark(spark: SparkSession, name):
    data = load(path(name))
    assert unlike(data, counted_by(data, SparkEngine(spark)), View()) == []


@pytest.mark.usefixtures("spark")  # the session that is found running
def test_files_in_pieces_are_the_same_table(file: Dataset, made: Path, tmp_path):
    whole = parquet.read_table(made)
    for place, part in enumerate((whole.slice(0, 5_000), whole.slice(5_000))):
        parquet.write_table(pa.Table.from_batches(part.to_batches()), tmp_path / f"part-{place}.parquet")
    assert unlike(file, open_data(str(tmp_path), View(), engine="spark"), View()) == []
