"""Reading a .parquet table into one sheet, its column names as row 1."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.importing.kinds import damaged_error
from evaluation.importing.sheets import Sheet, grid
from evaluation.importing.spreadsheets import plain_cell

if TYPE_CHECKING:
    from evaluation.importing.limits import Limits


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
        unpacked = sum(about.row_group(group).total_byte_size for group in range(about.num_row_groups))
        limits.check_unpacked(name, unpacked, unpacked)
        table = file.read()
        columns = [
            [column, *map(_cell, table.column(i).to_pylist())] for i, column in enumerate(table.column_names)
        ]
    except InputError:
        raise
    # pyarrow raises OSError, ValueError, TypeError and its own kinds for one and the same damage.
    except Exception as error:
        raise damaged_error(name) from error
    return Sheet("Table", grid(list(zip(*columns, strict=True))))


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
