"""Spark counts what pandas counts: scores by stage, and goals in order of time."""

from __future__ import annotations

import data_samples
from evaluation.opening import load
from evaluation.pairing import Rule
from evaluation.warehouse.counting import count
from evaluation.warehouse.engines import SparkEngine
from evaluation.warehouse.of_dataset import held
from tests.warehouse.by_hand import tables_of


def test_spark_counts_goals_and_scores_as_pandas_does(spark):
    data = load(data_samples.path("families_gbo"))
    here, there = held(data), held(data, SparkEngine(spark))
    rule = Rule("occasions", "baseline", "end")
    assert tables_of(count(there, rule)) == tables_of(count(here, rule))
