"""Arrow tables as the frames of each engine: a kind it lacks becomes the nearest it has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable


def pandas_of(table: Any) -> pd.DataFrame:
    """An Arrow table as a frame of pandas in which whole numbers stay whole and days are times."""
    import pyarrow as pa  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy

    whole = {
        pa.int8(): pd.Int8Dtype(), pa.int16(): pd.Int16Dtype(), pa.int32(): pd.Int32Dtype(),
        pa.int64(): pd.Int64Dtype(), pa.uint8(): pd.UInt8Dtype(), pa.uint16(): pd.UInt16Dtype(),
        pa.uint32(): pd.UInt32Dtype(), pa.uint64(): pd.UInt64Dtype(), pa.bool_(): pd.BooleanDtype(),
    }  # fmt: skip
    found: pd.DataFrame = _cast(table, _for_pandas).to_pandas(types_mapper=whole.get)
    return found


def for_spark(table: Any) -> Any:
    """An Arrow table that Spark takes: it knows no unsigned numbers, no seconds and no empty kind."""
    return _cast(table, _for_spark)


def _cast(table: Any, kind_for: Callable[[Any], Any]) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - heavy

    return table.cast(pa.schema([pa.field(field.name, kind_for(field.type)) for field in table.schema]))


def _for_pandas(kind: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - heavy

    if pa.types.is_dictionary(kind):
        return _for_pandas(kind.value_type)
    if pa.types.is_date(kind):
        return pa.timestamp("us")
    if pa.types.is_decimal(kind):
        return pa.float64()
    return pa.string() if pa.types.is_null(kind) else kind


def _for_spark(kind: Any) -> Any:
    import pyarrow as pa  # noqa: PLC0415 - heavy

    if pa.types.is_dictionary(kind):
        return _for_spark(kind.value_type)
    if pa.types.is_timestamp(kind):
        return pa.timestamp("us", kind.tz)
    if pa.types.is_large_string(kind) or pa.types.is_null(kind):
        return pa.string()
    return pa.int64() if pa.types.is_unsigned_integer(kind) else kind
