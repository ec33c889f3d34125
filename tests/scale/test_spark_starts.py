"""Spark runs in the tests as it does at a desk: here alone, quietly."""

from __future__ import annotations

from tests.scale import java


def test_spark_counts_on_this_machine_and_listens_to_no_other(spark):
    assert spark.range(7).count() == 7
    assert spark.conf.get("spark.driver.host") == "127.0.0.1"
    assert spark.sparkContext.uiWebUrl is None


def test_a_java_that_does_not_say_its_version_is_none(tmp_path):
    assert java.version(str(tmp_path / "java")) == 0


def test_java_is_looked_for_where_java_home_says(tmp_path, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    assert java.find() is None
