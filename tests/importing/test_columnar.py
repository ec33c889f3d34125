"""Parquet tables: what a few bytes stand for is counted before it is laid out."""

from __future__ import annotations

import io

import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from pyarrow import parquet

from evaluation.errors import InputError
from evaluation.importing.limits import LIMITS, Limits
from evaluation.importing.reading import read_workbook


def written(**columns):
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def refusal(data, limits=LIMITS):
    with pytest.raises(InputError) as caught:
        read_workbook(data, "may.parquet", limits=limits)
    return str(caught.value)


def test_categories_are_read_as_their_texts():
    site = pa.array(["North", None, "South", "North"]).dictionary_encode()
    book = read_workbook(written(id=["001", "2", "3", "4"], site=site), "may.parquet")
    assert book.sheets[0].cells.to_numpy().tolist() == [
        ["id", "site"], ["001", "North"], ["2", ""], ["3", "South"], ["4", "North"],
    ]  # fmt: skip


def test_a_text_said_again_and_again_is_held_once_in_each_piece():
    index = pa.array([0] * 300_000, pa.int32())
    data = written(note=pa.DictionaryArray.from_arrays(index, pa.array(["x" * 30_000])))
    assert len(data) < 100_000  # it would be 9 GB, written out
    cells = read_workbook(data, "may.parquet").sheets[0].cells[0]
    assert len({id(text) for text in cells[1:]}) < 100


def test_a_table_that_unpacks_to_too_much_is_refused_before_it_does():
    data = written(note=["x" * 30_000] * 3_000)
    assert len(data) < 100_000
    assert "unpacks to" in refusal(data, Limits(unpacked=20_000_000))


def test_limits_have_their_sentence():
    data = written(id=["a", "b", "c"], score=[1, 2, 3])
    assert "3 rows and the most" in refusal(data, Limits(text_rows=2))
    assert "2 columns and the most" in refusal(data, Limits(columns=1))
    assert "reaches over 6 cells" in refusal(data, Limits(cells=5))


def test_a_damaged_table_is_called_so():
    data = written(id=["a"] * 100)
    for size in (8, 60, len(data) - 4):
        assert "is damaged" in refusal(data[:size])
