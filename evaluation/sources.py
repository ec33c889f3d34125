"""What figures can be made of: a file, saved data, a counts file, or a table of any size where it is.

Files are read into memory, with every row accounted for. Large tables are counted where they are
(`evaluation.warehouse`), so what is opened of them are counts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, Unpack, cast

from evaluation import wording
from evaluation.dataset import Aside, CountedData
from evaluation.errors import InputError
from evaluation.importing.limits import Limits
from evaluation.opening import How, Source, is_saved, load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.dataset import Evaluable
    from evaluation.view import View
    from evaluation.warehouse.held import Held

# A frame of pandas, polars, pyarrow or Spark, or a DuckDB relation: known by what it can do, not imported.
Table: TypeAlias = Any
ENGINES = ("pandas", "duckdb", "spark")
AT_SCALE = frozenset({"engine", "keep", "memory", "aside"})
_READING = (
    ("engine", "the engine"),
    ("keep", "the columns to keep"),
    ("memory", "the memory"),
    ("aside", "the list of rows set aside"),
    ("mapping", "the mapping"),
    ("measures", "the questionnaires of your own"),
    ("corrections", "the corrections"),
    ("id_key", "the key"),
)
_WILD = frozenset("*?[")
_COUNTS = (".counts.json", ".counts.json.gz")
_MAYBE_COUNTS = (".json", ".json.gz")
_SPREADSHEETS = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})


class AtScale(How, total=False):
    """What may be told beside about a table that is counted where it is.

    `engine` is one of `ENGINES`, `keep` the columns by which its counts can be narrowed afterwards (all with
    few enough values unless given), `memory` what DuckDB may use of it, `aside` the CSV file in which to
    list every row that was set aside.
    """

    engine: str
    keep: Sequence[str] | None
    memory: str
    aside: str


def open_data(
    source: Source | Table, view: View, *, sample: bool = False, **how: Unpack[AtScale]
) -> Evaluable:
    """What a view's evidence can be made of: rows in memory, or counts.

    A table that is counted is paired as the view says. Raises InputError with one sentence where it can't be
    used.
    """
    engine, keep, memory = how.get("engine", ""), how.get("keep"), how.get("memory", "")
    aside = how.get("aside", "")
    if is_counts_file(source):
        _refuse_for_counts(how)
        return open_counts(source)
    if engine or keep is not None or memory or aside or is_table(source):
        return count_table(source, view, engine=engine, keep=keep, memory=memory, aside=aside, how=_how(how))
    return load(source, sample=sample, **_how(how))


def is_table(source: Source | Table) -> bool:
    """Whether a source is counted where it is: a frame, a folder, a path that stands for several files.

    So is a Parquet file that is larger than a file may be to be read row by row.

    >>> is_table("families/*.parquet"), is_table("families.parquet"), is_table(b"id,PHQ-9")
    (True, False, False)
    """
    if isinstance(source, bytes):
        return False
    if isinstance(source, (str, Path)):
        path = Path(source)
        if is_saved(source):
            return False
        return bool(_WILD & set(path.name)) or path.is_dir() or _too_large(path)
    if isinstance(source, (list, tuple)):
        return any(is_table(one) for one in source)
    return True


def _too_large(path: Path) -> bool:
    return path.suffix.lower() == ".parquet" and path.is_file() and path.stat().st_size > Limits().size


def is_counts_file(source: Source | Table) -> bool:
    """Whether a source is one file of counts, by its name or by what it holds."""
    from evaluation.exchange import is_counts  # noqa: PLC0415 few files are counts

    one = _alone(source)
    if isinstance(one, bytes):
        return is_counts(one)
    if not isinstance(one, (str, Path)):
        return False
    name = str(one).lower()
    if name.endswith(_COUNTS):
        return True
    return name.endswith(_MAYBE_COUNTS) and Path(one).is_file() and is_counts(Path(one).read_bytes())


def _refuse_for_counts(how: AtScale) -> None:
    """Raises InputError where something is told about reading that a file of counts has behind it."""
    told = [words for entry, words in _READING if how.get(entry)]
    if told:
        raise InputError(
            f"A file of counts is used as it was made: leave out {wording.listed(told)}, or count the table "
            "again."
        )


def open_counts(source: Source | Table) -> CountedData:
    """A counts file as data; raises InputError where it holds printed figures alone."""
    from evaluation.exchange import counted_data, from_bytes  # noqa: PLC0415 as above

    one = _alone(source)
    if isinstance(one, bytes):
        return counted_data(from_bytes(one))
    try:
        content = Path(one).read_bytes()
    except OSError as error:
        raise InputError(f"The counts file '{one}' can't be opened: {error.strerror}.") from error
    return counted_data(from_bytes(content))


def count_table(
    source: Source | Table,
    view: View,
    *,
    engine: str = "",
    keep: Sequence[str] | None = None,
    memory: str = "",
    aside: str = "",
    how: How | None = None,
) -> CountedData:
    """A table counted where it is, paired as a view says; what comes back holds no row.

    `aside` is the CSV file to write every row to that was set aside, with its file and reason.
    """
    held = look_through(source, engine=engine, memory=memory, how=how)
    try:
        found = counted(held, view, keep)
        if aside:
            _write_aside(held, aside)
        return found
    finally:
        held.engine.close()


def look_through(
    source: Source | Table, *, engine: str = "", memory: str = "", how: How | None = None
) -> Held:
    """A table looked through where it is, with its columns recognised; whoever asks closes its engine.

    Raises InputError with one sentence where it can't be used, or where something is told about reading it
    that goes with files alone.
    """
    from evaluation.warehouse import hold  # noqa: PLC0415 DuckDB and Spark are loaded for tables alone

    how = how or {}
    for one in source if isinstance(source, (list, tuple)) else (source,):
        if isinstance(one, (str, Path)) and Path(one).suffix.lower() in _SPREADSHEETS:
            raise InputError(
                f"{Path(one).name} is read row by row, with all columns: leave out the engine, the columns "
                "to keep, the memory and the list of rows set aside, which are for Parquet files."
            )
    for entry, words in (("corrections", "corrections"), ("password", "a password")):
        if how.get(entry):
            raise InputError(f"A table is counted where it is, as it is: leave out {words}, or give a file.")
    if engine and engine not in ENGINES:
        raise InputError(f"There is no engine '{engine}': choose from {', '.join(ENGINES)}.")
    told, name = {"memory": memory} if memory else {}, how.get("name")
    return hold(
        _alone(source),
        engine=engine or None,
        mapping=how.get("mapping"),
        measures=tuple(how.get("measures", ())),
        name=name if isinstance(name, str) else None,
        id_key=how.get("id_key", ""),
        **told,
    )


def counted(held: Held, view: View, keep: Sequence[str] | None = None) -> CountedData:
    """The counts of a table that has been looked through, as data."""
    from evaluation.warehouse.counting import choose, count  # noqa: PLC0415 as above
    from evaluation.warehouse.unscored import unscored  # noqa: PLC0415 as above

    without = unscored(held)
    rule, said = choose(held, view)
    cells = count(held, rule, keep)
    aside = (*held.aside, *without.aside)
    mapping = held.mapping
    dated = any(column.occasion or column.measure for column in mapping.using("date"))
    return CountedData(
        name=held.name,
        fingerprint=held.fingerprint,
        cells=cells,
        rows=held.rows,
        used=held.rows - sum(entry.n for entry in aside),
        aside=tuple(Aside(reason=entry.reason, n=entry.n, examples=entry.examples) for entry in aside),
        people_are=mapping.noun,
        rated_once=mapping.noun == "learner" and mapping.layout == "wide" and not dated,
        said=said,
        notes=held.notes,
        problems=(*held.problems, *without.problems),
        engine=held.engine.name,
    )


def _alone(source: Source | Table) -> Any:
    """The one file of a list of one."""
    return source[0] if isinstance(source, (list, tuple)) and len(source) == 1 else source


def _write_aside(held: Held, path: str) -> None:
    from evaluation.warehouse import write_aside  # noqa: PLC0415 as above

    try:
        write_aside(held, path)
    except OSError as error:
        raise InputError(f"The rows set aside can't be written to '{path}': {error.strerror}.") from error


def _how(table: AtScale) -> How:
    """What is told of reading a file, without what is told of tables alone."""
    read = {name: value for name, value in table.items() if name not in AT_SCALE}
    return cast("How", read)
