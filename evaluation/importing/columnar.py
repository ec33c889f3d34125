"""Reading a .parquet table into one sheet, its column names as row 1."""

from __future__ import annotations

import datetime as dt
from types import NoneType
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.importing.kinds import damaged_error
from evaluation.importing.sheets import Sheet, grid
from evaluation.importing.spreadsheets import Remembered, plain_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from evaluation.importing.limits import Limits

_ROWS_AT_ONCE = 4096


def read_parquet(data: bytes, name: str, limits: Limits) -> Sheet:
    """Read a parquet file; missing values become "", times lose their zone, other types become text.

    Raises InputError when it is damaged or too big.
    """
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, needed for this kind only
    from pyarrow import parquet  # noqa: PLC0415 - as above

    try:
        file = parquet.ParquetFile(pa.BufferReader(data))
        about = file.metadata
        limits.check_extent(name, about.num_rows, about.num_columns, most_rows=limits.text_rows)
        limits.check_cells(name, about.num_rows * about.num_columns)
        batches, unpacked = [], 0
        # A piece at a time: a text that is stored once and said a million times fills the memory.
        for batch in file.iter_batches(batch_size=_ROWS_AT_ONCE):
            unpacked += batch.nbytes
            limits.check_unpacked(name, unpacked, unpacked)
            batches.append(batch)
        table = pa.Table.from_batches(batches, file.schema_arrow)
        columns = [[column, *cells_of(table.column(i))] for i, column in enumerate(table.column_names)]
    except InputError:
        raise
    # pyarrow raises OSError, ValueError, TypeError and its own kinds for one and the same damage.
    except Exception as error:
        raise damaged_error(name) from error
    return Sheet("Table", grid(list(zip(*columns, strict=True))))


def cells_of(column: Any) -> Iterator[Any]:
    """The cells of a column of an Arrow table, as a sheet holds them."""
    for piece in column.chunks:
        if hasattr(piece, "dictionary"):  # each value once, however often it is said
            values = [*map(_cell, piece.dictionary.to_pylist())]
            yield from ("" if i is None else values[i] for i in piece.indices.to_pylist())
        else:
            yield from _plain_cells(piece.to_pylist())


def _plain_cells(values: list[Any]) -> Iterator[Any]:
    kinds = set(map(type, values))
    if kinds <= {int, bool, str, NoneType}:
        return ("" if value is None else value for value in values)
    # True equals 1 and would be found in its place; lists and the like can't be looked up.
    return map(_cell if kinds & {bool, list, dict} else Remembered(_cell).__getitem__, values)


def _cell(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        # Nanosecond stamps arrive as a subclass; keep the wall-clock time of any zone.
        return dt.datetime(
            value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond
        )
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if type(value).__name__ == "Decimal":
        return plain_cell(float(value))
    return plain_cell(value)
