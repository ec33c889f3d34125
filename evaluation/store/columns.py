"""Columns of one length as a Parquet file, and back to the last bit."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

Columns: TypeAlias = "Mapping[str, NDArray[Any]]"
_DAYS = np.dtype("datetime64[s]")


def to_parquet(columns: Columns) -> bytes:
    """Columns as the bytes of a Parquet file: numbers, times in seconds (NaT: none) and texts.

    >>> read = from_parquet(to_parquet({"stage": np.array(["end", ""], dtype=object)}))
    >>> read["stage"].tolist()
    ['end', '']
    """
    table = pa.table({name: _written(values) for name, values in columns.items()})
    out = BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def from_parquet(content: bytes) -> dict[str, NDArray[Any]]:
    """The columns that `to_parquet` wrote; raises pyarrow's ArrowException where the bytes are none."""
    table = parquet.read_table(BytesIO(content))
    return {name: _read(table.column(name)) for name in table.column_names}


def _written(values: NDArray[Any]) -> pa.Array:
    if values.dtype != object:
        return pa.array(values)
    codes, distinct = pd.factorize(values)  # most texts come again and again: each is kept once
    try:
        texts = pa.array(list(distinct), type=pa.string())
    except UnicodeEncodeError:  # half a character, which Parquet's texts can't hold
        texts = pa.array([text.encode("utf-8", "surrogatepass") for text in distinct], type=pa.binary())
    return pa.DictionaryArray.from_arrays(pa.array(codes.astype(np.int32)), texts)


def _read(column: pa.ChunkedArray) -> NDArray[Any]:
    if not pa.types.is_dictionary(column.type):
        values: NDArray[Any] = column.to_numpy()
        return values.astype(_DAYS) if values.dtype.kind == "M" else values.copy()
    whole = column.unify_dictionaries().combine_chunks()
    texts = whole.dictionary.to_pylist()
    if pa.types.is_binary(column.type.value_type):
        texts = [text.decode("utf-8", "surrogatepass") for text in texts]
    found: NDArray[Any] = np.array([*texts, ""], dtype=object)[whole.indices.to_numpy()]
    return found
