"""A Spark session of this machine alone, for tests: small, quiet, and nothing that listens outside."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pyspark.sql import SparkSession

# The logger's settings. Without them Spark writes warnings on whatever terminal started it.
_QUIET = """
rootLogger.level = error
rootLogger.appenderRef.stderr.ref = console
appender.console.type = Console
appender.console.name = console
appender.console.target = SYSTEM_ERR
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %p %c{1}: %m%n
"""


def start(folder: Path, *, cores: int = 1, memory: str = "1g") -> SparkSession:
    """Start Spark in this process; `folder` is where it may write."""
    from pyspark.sql import SparkSession

    settings = folder / "log4j2.properties"
    settings.write_text(_QUIET, "utf-8")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    # Java takes the logger's settings before Spark has read any of its own.
    os.environ["PYSPARK_SUBMIT_ARGS"] = (
        f"--driver-memory {memory} "
        f"--driver-java-options '-Dlog4j2.configurationFile={settings.as_uri()} -Djava.io.tmpdir={folder}' "
        "pyspark-shell"
    )
    builder = (
        SparkSession.builder.master(f"local[{cores}]")
        .appName("attune")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.shuffle.partitions", str(cores))
        .config("spark.default.parallelism", str(cores))
        # Small tables take longer to plan, and to write programs for, than to count.
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.local.dir", str(folder))
        .config("spark.sql.execution.arrow.pyspark.enabled", "true")
        .config("spark.sql.session.timeZone", "UTC")
    )
    return builder.getOrCreate()
