"""Engines: what a table is kept in, behind the few things that narwhals leaves to each of them."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import narwhals as nw

from evaluation.errors import InputError
from evaluation.warehouse.arrow_tables import for_spark, pandas_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_HALVES = ((0, 12), (12, 24))  # of a digest in hex: each half is a whole number below 2^48


class Engine(ABC):
    """Where frames run. `settle` works a frame out once and keeps it there, on disk if need be."""

    name: str

    @abstractmethod
    def settle(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same frame worked out once, so that whoever uses it again does not run it again."""

    @abstractmethod
    def small(self, table: pd.DataFrame) -> nw.LazyFrame[Any]:
        """A small table of ours beside the data, to join with them."""

    @abstractmethod
    def table(self, table: Any) -> nw.LazyFrame[Any]:
        """An Arrow table on this engine."""

    @abstractmethod
    def parquet(self, paths: Sequence[Path], place: str, row: str, *, alike: bool) -> nw.LazyFrame[Any]:
        """Parquet files as one frame, with columns that say the place of each row's file and its row there.

        Places count from 0 and rows from 1. `alike` says that all files have the same columns in one order.
        """

    @abstractmethod
    def numbered(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame settled, with a column `row` that numbers its rows from 1 as the engine gives them."""

    @abstractmethod
    def digest(self, frame: nw.LazyFrame[Any], text: str) -> tuple[int, ...]:
        """Two sums of the beginnings of the MD5 of a text column, in whatever order the rows are."""

    @abstractmethod
    def close(self) -> None:
        """Let go of what `settle` kept."""

    def by_place(self, frame: nw.LazyFrame[Any], headers: Sequence[str], *more: str) -> nw.LazyFrame[Any]:
        """The columns of a frame called by their place (`c0`, `c1`, …), and some more by their own names."""
        return frame.select(*(nw.col(header).alias(f"c{i}") for i, header in enumerate(headers)), *more)

    def collect(self, frame: nw.LazyFrame[Any]) -> pd.DataFrame:
        """The rows of a frame, brought here: of counts, never of families."""
        return frame.collect("pyarrow").to_native().to_pandas()

    def arrow(self, frame: nw.LazyFrame[Any]) -> Any:
        """The same as an Arrow table, in which whole numbers stay whole beside blanks."""
        return frame.collect("pyarrow").to_native()

    @abstractmethod
    def coded(self, frame: nw.LazyFrame[Any], texts: Sequence[str]) -> nw.LazyFrame[Any]:
        """The frame with a whole number in place of each text of these columns, which is quicker to group.

        Beside each is a small number (`…_check`) that is nearly always another where two texts should ever
        have one number.
        """

    @abstractmethod
    def repeated(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """The rows whose combination of these columns comes again, and at times a few more."""


class PandasEngine(Engine):
    """Frames of pandas, in the memory of this program."""

    name = "pandas"

    def settle(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same frame: pandas works everything out at once."""
        return frame

    def small(self, table: pd.DataFrame) -> nw.LazyFrame[Any]:
        """The table itself."""
        return nw.from_native(table).lazy()

    def table(self, table: Any) -> nw.LazyFrame[Any]:
        """The table as a frame of pandas."""
        return nw.from_native(pandas_of(table)).lazy()

    def parquet(self, paths: Sequence[Path], place: str, row: str, *, alike: bool) -> nw.LazyFrame[Any]:
        """The files read into memory."""
        import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy
        from pyarrow import parquet  # noqa: PLC0415 - as above

        del alike  # columns meet by name anyway
        pieces = []
        for number, path in enumerate(paths):
            piece = parquet.ParquetFile(path).read()
            rows = piece.num_rows
            piece = piece.append_column(place, pa.array([number] * rows, pa.int64()))
            pieces.append(piece.append_column(row, pa.array(range(1, rows + 1), pa.int64())))
        return self.table(pa.concat_tables(pieces, promote_options="permissive"))

    def numbered(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame with its rows numbered as they stand."""
        table = frame.collect().to_native().reset_index(drop=True)
        table["row"] = range(1, len(table) + 1)
        return nw.from_native(table).lazy()

    def collect(self, frame: nw.LazyFrame[Any]) -> pd.DataFrame:
        """The frame itself."""
        found: pd.DataFrame = frame.collect().to_native()
        return found.reset_index(drop=True)

    def arrow(self, frame: nw.LazyFrame[Any]) -> Any:
        """The same as an Arrow table."""
        import pyarrow as pa  # noqa: PLC0415 - heavy

        return pa.Table.from_pandas(self.collect(frame), preserve_index=False)

    def coded(self, frame: nw.LazyFrame[Any], texts: Sequence[str]) -> nw.LazyFrame[Any]:
        """The texts numbered as they come."""
        table = frame.collect().to_native().copy()
        for text in texts:
            table[text] = table[text].factorize()[0].astype("int64")
            table[f"{text}_check"] = 0
        return nw.from_native(table).lazy()

    def repeated(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """The rows of which another has the same there."""
        table = frame.collect().to_native()
        return nw.from_native(table[table.duplicated(list(keys), keep=False)]).lazy()

    def digest(self, frame: nw.LazyFrame[Any], text: str) -> tuple[int, ...]:
        """The sums, over the texts of a column."""
        found = [
            hashlib.md5(one.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()
            for one in self.collect(frame.select(text))[text]
        ]
        return tuple(sum(int(one[start:end], 16) for one in found) for start, end in _HALVES)

    def close(self) -> None:
        """Nothing is kept."""


class DuckEngine(Engine):
    """DuckDB: its own database in a temporary folder, or the connection on which a relation lives.

    `memory` limits what its own database may take, as DuckDB writes it ("3GB"); beyond that it goes to disk.
    """

    name = "duckdb"

    def __init__(self, memory: str = "3GB", relation: Any = None) -> None:
        try:
            import duckdb  # noqa: PLC0415 - it may be missing
        except ImportError as error:
            raise InputError(
                "DuckDB is not installed: pip install duckdb, or count with --engine pandas."
            ) from error
        self._tables = 0
        self._asked = relation  # what queries are asked through: only it knows the user's connection
        self._folder: Path | None = None
        self.connection: Any = None
        if relation is not None:
            return
        self._folder = Path(tempfile.mkdtemp(prefix="attune-"))
        self.connection = duckdb.connect(self._folder / "counting.duckdb")
        try:
            self.connection.execute(f"set memory_limit = '{memory.replace(chr(39), '')}'")
        except duckdb.Error as error:
            self.close()
            raise InputError(f"The memory to use must be said as in '3GB', not '{memory}'.") from error
        self.connection.execute("set preserve_insertion_order = false")
        self.connection.execute("set TimeZone = 'UTC'")
        for setting in ("autoinstall_known_extensions", "autoload_known_extensions"):
            self.connection.execute(f"set {setting} = false")  # nothing is fetched from elsewhere
        self._asked = self.connection.sql("select 1 as one")

    def settle(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same frame as a table of its database, or a temporary one on the user's connection."""
        return self._read(self._table(frame.to_native()))

    def small(self, table: pd.DataFrame) -> nw.LazyFrame[Any]:
        """The table copied beside the data."""
        import pyarrow as pa  # noqa: PLC0415 - heavy

        return self.table(pa.Table.from_pandas(table, preserve_index=False))

    def table(self, table: Any) -> nw.LazyFrame[Any]:
        """The table copied beside the data."""
        name = self._new_name()
        # DuckDB finds the variable by its name, where the user's database has no table that is called so.
        _attune_arrow_table = table
        self._asked.query("_attune", f"create temp table {name} as select * from _attune_arrow_table")
        return self._read(name)

    def parquet(self, paths: Sequence[Path], place: str, row: str, *, alike: bool) -> nw.LazyFrame[Any]:
        """The files where they are."""
        # A path is one file: brackets, so that no other file is read that its name would match.
        alone = (re.sub(r"[*?\[]", r"[\g<0>]", str(path)) for path in paths)
        listed = ", ".join("'" + path.replace("'", "''") + "'" for path in alone)
        by_name = "" if alike else ", union_by_name = true"
        return nw.from_native(
            self.connection.sql(
                f"select file_index::bigint as {place}, file_row_number + 1 as {row}, * "
                f"from read_parquet([{listed}], hive_partitioning = false{by_name})"
            )
        )

    def numbered(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame settled, its rows numbered as DuckDB comes by them."""
        return self._read(self._table(frame.to_native(), "row_number() over () as row, *"))

    def digest(self, frame: nw.LazyFrame[Any], text: str) -> tuple[int, ...]:
        """The sums, over the texts of a column."""
        sums = ", ".join(
            f"sum(('0x' || substr(one, {start + 1}, {end - start}))::bigint)" for start, end in _HALVES
        )
        found = frame.to_native().query(
            "_attune", f'select {sums} from (select md5("{text}") as one from _attune)'
        )
        return tuple(int(entry or 0) for entry in found.fetchall()[0])

    def coded(self, frame: nw.LazyFrame[Any], texts: Sequence[str]) -> nw.LazyFrame[Any]:
        """A hash of each text."""
        others = ", ".join(texts)
        codes = ", ".join(
            f"(hash({text}) >> 1)::bigint as {text}, (hash('~' || {text}) & 32767)::smallint as {text}_check"
            for text in texts
        )
        return nw.from_native(
            frame.to_native().query("_attune", f"select * exclude ({others}), {codes} from _attune")
        )

    def repeated(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """The rows whose hash comes again."""
        hashed = ", ".join(f'"{key}"' for key in keys)
        twice = self._table(
            frame.to_native().query(
                "_attune", f"select hash({hashed}) as h from _attune group by h having count(*) > 1"
            )
        )
        return nw.from_native(
            frame.to_native().query(
                "_attune", f"select * from _attune where hash({hashed}) in (select h from {twice})"
            )
        )

    def close(self) -> None:
        """Close its own database and remove it; drop what was kept on another's connection."""
        if self._folder is not None:
            if self.connection is not None:
                self.connection.close()
                self.connection = None
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None
            return
        for number in range(1, self._tables + 1):
            self._asked.query("_attune", f"drop table if exists _attune_{id(self)}_{number}")
        self._tables = 0

    def _new_name(self) -> str:
        self._tables += 1
        return f"_attune_{id(self)}_{self._tables}"

    def _table(self, relation: Any, columns: str = "*") -> str:
        name = self._new_name()
        temp = "" if self._folder is not None else "temp "
        relation.query("_attune", f"create {temp}table {name} as select {columns} from _attune")
        return name

    def _read(self, name: str) -> nw.LazyFrame[Any]:
        return nw.from_native(self._asked.query("_attune", f"select * from {name}"))


class SparkEngine(Engine):
    """Spark: the session of a DataFrame, the one that runs here, or one of this machine alone."""

    name = "spark"

    def __init__(self, session: Any = None) -> None:
        try:
            from pyspark.sql import SparkSession  # noqa: PLC0415 - it may be missing
        except ImportError as error:
            raise InputError(
                "Spark is not installed: pip install pyspark, and Java 17, or count with --engine duckdb."
            ) from error
        self._own = False
        self.session: Any = session or SparkSession.getActiveSession()
        if self.session is None:
            self._own = True
            builder = SparkSession.builder.master("local[*]").appName("attune")
            for key, value in {
                "spark.ui.enabled": "false",
                "spark.sql.shuffle.partitions": "8",
                "spark.sql.session.timeZone": "UTC",
                "spark.driver.bindAddress": "127.0.0.1",
                "spark.driver.host": "127.0.0.1",
            }.items():
                builder = builder.config(key, value)
            try:
                self.session = builder.getOrCreate()
            # Without Java it is one of several kinds of error, by version.
            except Exception as error:
                raise InputError(
                    "Spark could not be started: it needs Java 17 or newer on this machine."
                ) from error

    def settle(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The same frame kept by Spark, in memory and on disk, without the plan that led to it.

        Spark looks through a plan again at each query, even of a frame that is kept: plans of plans take
        minutes.
        """
        return nw.from_native(frame.to_native().localCheckpoint(eager=True))

    def small(self, table: pd.DataFrame) -> nw.LazyFrame[Any]:
        """The table handed to Spark."""
        import pyarrow as pa  # noqa: PLC0415 - heavy

        return self.table(pa.Table.from_pandas(table, preserve_index=False))

    def table(self, table: Any) -> nw.LazyFrame[Any]:
        """The table handed to Spark."""
        return nw.from_native(self.session.createDataFrame(for_spark(table)))

    def parquet(self, paths: Sequence[Path], place: str, row: str, *, alike: bool) -> nw.LazyFrame[Any]:
        """The files where they are."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - as above

        del alike  # Spark takes columns by name
        if unread := [path.name for path in paths if path.name.startswith(("_", "."))]:
            raise InputError(f"Spark reads no file whose name begins with _ or a dot: rename '{unread[0]}'.")
        # A path is one file, not the others that its name would match.
        read = self.session.read.parquet(*(re.sub(r"[*?\[\]{}]", r"\\\g<0>", str(path)) for path in paths))
        # Spark encodes names in ways of its own, and begins them with one slash or with three.
        named = {
            urlsplit(one).path: paths.index(Path(unquote(urlsplit(one).path))) for one in read.inputFiles()
        }
        places = f.create_map(*(f.lit(entry) for pair in named.items() for entry in pair))
        path = f.regexp_replace(f.col("_metadata.file_path"), "^[a-z]+:/+", "/")
        return nw.from_native(
            read.select(
                places[path].cast("bigint").alias(place),
                (f.col("_metadata.row_index") + 1).alias(row),
                "*",
            )
        )

    def by_place(self, frame: nw.LazyFrame[Any], headers: Sequence[str], *more: str) -> nw.LazyFrame[Any]:
        """The columns by their place; a name is quoted, as Spark takes a dot in it for a field."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - as above

        quoted = (f"`{header.replace('`', '``')}`" for header in headers)
        named = (f.col(name).alias(f"c{i}") for i, name in enumerate(quoted))
        return nw.from_native(frame.to_native().select(*named, *more))

    def numbered(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame kept, its rows numbered as Spark comes by them; numbers rise with gaps."""
        from pyspark.sql import functions  # noqa: PLC0415 - as above

        numbered = frame.to_native().withColumn("row", functions.monotonically_increasing_id() + 1)
        return self.settle(nw.from_native(numbered))

    def coded(self, frame: nw.LazyFrame[Any], texts: Sequence[str]) -> nw.LazyFrame[Any]:
        """A hash of each text."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - as above

        checks = {f"{text}_check": f.hash(f.col(text)) for text in texts}
        found = frame.to_native().withColumns(checks)
        return nw.from_native(found.withColumns({text: f.xxhash64(f.col(text)) for text in texts}))

    def repeated(self, frame: nw.LazyFrame[Any], keys: Sequence[str]) -> nw.LazyFrame[Any]:
        """The rows whose hash comes again."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - as above

        hashed = frame.to_native().withColumn("attune_hash", f.xxhash64(*map(f.col, keys)))
        twice = hashed.groupBy("attune_hash").count().where("count > 1").select("attune_hash")
        return nw.from_native(hashed.join(twice, "attune_hash", "left_semi").drop("attune_hash"))

    def digest(self, frame: nw.LazyFrame[Any], text: str) -> tuple[int, ...]:
        """The sums, over the texts of a column."""
        from pyspark.sql import functions as f  # noqa: PLC0415 - as above

        one = f.md5(f.col(text))
        sums = [
            f.sum(f.conv(f.substring(one, start + 1, end - start), 16, 10).cast("decimal(38,0)"))
            for start, end in _HALVES
        ]
        return tuple(int(entry or 0) for entry in frame.to_native().agg(*sums).collect()[0])

    def close(self) -> None:
        """Stop a session of its own; Spark lets go by itself of frames that nobody has any more."""
        if self._own and self.session is not None:
            self.session.stop()
            self.session = None
