"""Opening a table of any size: its columns by place, where it is, and what it is called."""

from __future__ import annotations

import glob
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from evaluation.errors import InputError
from evaluation.warehouse.engines import DuckEngine, Engine, PandasEngine, SparkEngine

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGINES = ("pandas", "duckdb", "spark")
IN_MEMORY = 1_000_000  # rows of files: more are left to DuckDB unless an engine is named
STEP = 10_000_000_000  # more rows than any file has: the second file's row 5 is number 10,000,000,005
_PLACE = "attune_place"  # of the file a row is from, from 0
_ROW = "attune_row"  # of the row in its file, from 1


@dataclass(frozen=True, kw_only=True, eq=False)
class Opened:
    """A table where it is: `frame` has a column `c0`, `c1`, … for each of `headers`, and `row`.

    `row` numbers rows across `files`: `STEP` for each file before its own, and its row there from 1. A table
    that is no file has no such numbers (`numbered` is False) until it is settled.
    """

    name: str
    engine: Engine
    frame: nw.LazyFrame[Any]
    headers: tuple[str, ...]
    files: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    numbered: bool = False
    notes: tuple[str, ...] = ()

    def fingerprint(self) -> str:
        """The SHA-256 of the file, or of those of several in order; "" of what is no file."""
        found = []
        for path in self.paths:
            with path.open("rb") as file:
                found.append(hashlib.file_digest(file, "sha256").hexdigest())
        return (
            found[0]
            if len(found) == 1
            else hashlib.sha256("".join(sorted(found)).encode()).hexdigest()
            if found
            else ""
        )

    def place(self, row: int) -> tuple[str, int]:
        """The file of a row and its row there, from 1; the table's own name where it is no file."""
        file, number = divmod(row, STEP)
        return (self.files[file] if self.files else self.name), number


def open_table(source: Any, engine: str | None, name: str | None, memory: str) -> Opened:
    """Open files of Parquet, a relation of DuckDB, a DataFrame of Spark or a frame in memory.

    Raises InputError with one sentence where there is no such table, or not on that engine.
    """
    if engine is not None and engine not in ENGINES:
        raise InputError(f"There is no engine '{engine}': use one of {', '.join(ENGINES)}.")
    if isinstance(source, (str, Path)) or (
        isinstance(source, (list, tuple)) and source and all(isinstance(one, (str, Path)) for one in source)
    ):
        return _files(source, engine, name, memory)
    module = type(source).__module__.split(".")[0]
    if module in {"duckdb", "_duckdb"}:
        _only(engine, "duckdb", "A relation of DuckDB")
        return _framed(source, DuckEngine(memory, source), name)
    if module == "pyspark":
        _only(engine, "spark", "A DataFrame of Spark")
        return _framed(source, SparkEngine(source.sparkSession), name)
    if module in {"pandas", "polars", "pyarrow", "narwhals"}:
        return _in_memory(source, engine or "pandas", name, memory)
    raise InputError(
        "A table is a path to Parquet files, a DuckDB relation, a Spark DataFrame or a frame of pandas, "
        f"polars or pyarrow, and this is a {type(source).__name__}."
    )


def engine_named(engine: str, memory: str) -> Engine:
    """An engine by its name; raises InputError where its package is missing."""
    if engine == "duckdb":
        return DuckEngine(memory)
    return SparkEngine() if engine == "spark" else PandasEngine()


def _only(asked: str | None, engine: str, what: str) -> None:
    if asked not in {None, engine}:
        raise InputError(f"{what} is counted where it lives, so leave out the engine '{asked}'.")


def _framed(native: Any, engine: Engine, name: str | None) -> Opened:
    frame = nw.from_native(native).lazy()
    headers = tuple(frame.collect_schema().names())
    note = (
        "The table has no row numbers of its own: rows are numbered as the engine gives them, and where "
        "'duplicates' says that the first or last of several rows counts, that order decides."
    )
    return Opened(
        name=name or "Table",
        engine=engine,
        frame=engine.by_place(frame, headers),
        headers=headers,
        notes=() if engine.name == "pandas" else (note,),
    )


def _in_memory(source: Any, engine: str, name: str | None, memory: str) -> Opened:
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    frame = nw.from_native(source, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect("pyarrow")
    try:
        table = frame.to_arrow()
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise InputError(
            "A column of the frame holds cells of several kinds: write each column as text, numbers or dates."
        ) from error
    return _of_arrow(table, engine_named(engine, memory), name or "Table")


def _of_arrow(table: Any, engine: Engine, name: str) -> Opened:
    table = table.select([one for one in table.column_names if not one.startswith("__index_level_")])
    headers = tuple(table.column_names)
    table = table.rename_columns([f"c{i}" for i in range(len(headers))])
    import pyarrow as pa  # noqa: PLC0415 - heavy

    numbers = pa.array(range(1, table.num_rows + 1), pa.int64())
    frame = engine.table(table.append_column("row", numbers))
    return Opened(name=name, engine=engine, frame=frame, headers=headers, numbered=True)


def _files(source: Any, engine: str | None, name: str | None, memory: str) -> Opened:
    """Parquet files: every one's columns must be the same."""
    from pyarrow import parquet  # noqa: PLC0415 - heavy

    sources = [source] if isinstance(source, (str, Path)) else list(source)
    paths = _paths(sources)
    rows, alike = 0, True
    headers: tuple[str, ...] = ()
    kinds: dict[str, Any] = {}
    for path in paths:
        try:
            about = parquet.ParquetFile(path)
            rows += about.metadata.num_rows
            schema = about.schema_arrow
        # pyarrow raises OSError, ValueError and its own kinds for one and the same damage.
        except Exception as error:
            raise InputError(f"{path.name} can't be read as a Parquet file. Write it again.") from error
        names = tuple(schema.names)
        headers = headers or names
        if set(names) != set(headers) or len(names) != len(headers):
            odd = min(set(names) ^ set(headers))
            raise InputError(
                f"{path.name} and {paths[0].name} have different columns ('{odd}'): give files of one "
                "table, or each table by itself."
            )
        for field in schema:
            kind = kinds.setdefault(field.name, field.type)
            alike &= kind == field.type
            if kind != field.type and not _meets(kind, field.type):
                raise InputError(
                    f"'{field.name}' is of one kind in {path.name} ({field.type}), of another in "
                    f"{paths[0].name} ({kind}): write the files alike."
                )
        alike &= names == headers
    chosen = engine_named(engine or ("pandas" if rows <= IN_MEMORY else "duckdb"), memory)
    parted = sorted({part for path in paths for part in path.parts[:-1] if "=" in part})
    notes = (f"What folders are called ('{parted[0]}') is not read as a column.",) if parted else ()
    shown = name or (Path(sources[0]).name if len(sources) == 1 else f"{paths[0].name} and others")
    return Opened(
        name=shown,
        engine=chosen,
        frame=_read(paths, headers, chosen, alike=alike),
        headers=headers,
        files=_shown(paths),
        paths=tuple(paths),
        numbered=True,
        notes=notes,
    )


def _meets(one: Any, other: Any) -> bool:
    """Whether two kinds of column can be read as one: numbers, texts, or a column that is empty."""
    import pyarrow as pa  # noqa: PLC0415 - heavy

    def family(kind: Any) -> str:
        kind = kind.value_type if pa.types.is_dictionary(kind) else kind
        if pa.types.is_integer(kind) or pa.types.is_floating(kind):
            return "number"
        if pa.types.is_string(kind) or pa.types.is_large_string(kind):
            return "text"
        return str(kind)

    return family(one) == family(other) or pa.types.is_null(one) or pa.types.is_null(other)


def _paths(sources: Sequence[str | Path]) -> list[Path]:
    """The files that paths, folders and patterns stand for, in order of name."""
    found: list[Path] = []
    for source in sources:
        path = Path(source)
        if path.is_dir():
            here = sorted(one for one in path.rglob("*.parquet") if one.is_file())
        elif path.is_file():
            here = [path]
        else:
            found_here = glob.glob(str(source), recursive=True)  # noqa: PTH207 - a pattern may be absolute
            here = sorted(Path(one) for one in found_here if Path(one).is_file())
        if not here:
            raise InputError(f"There is no Parquet file at {source}. Check its name and folder.")
        found += here
    return list(dict.fromkeys(one.resolve() for one in found))


def _shown(paths: Sequence[Path]) -> tuple[str, ...]:
    """What files are called: their names, or their paths where two have one name."""
    names = [path.name for path in paths]
    return tuple(names if len(set(names)) == len(names) else map(str, paths))


def _read(paths: Sequence[Path], headers: Sequence[str], engine: Engine, *, alike: bool) -> nw.LazyFrame[Any]:
    frame = engine.parquet(paths, _PLACE, _ROW, alike=alike)
    row = nw.col(_PLACE).cast(nw.Int64) * nw.lit(STEP, dtype=nw.Int64) + nw.col(_ROW)
    return engine.by_place(frame, headers, _PLACE, _ROW).with_columns(row=row).drop(_PLACE, _ROW)
