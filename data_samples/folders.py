"""Writing a made-up table as a folder of Parquet files, a piece at a time, so that memory stays bounded."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from data_samples.warehouse import BLOCK, tables
from evaluation.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

PIECE = 5 * BLOCK  # families a file


def write_folder(
    out: Path, families: int, seed: int, *, answers: bool = False, piece: int = PIECE, processes: int = 1
) -> None:
    """Write the warehouse table as `part-0000.parquet` and so on, so many families (whole blocks) a file.

    The rows are the same whatever the piece and the number of processes; so are the bytes for the same
    piece. Raises InputError where the folder has something in it already, ValueError for half a block.
    """
    if piece < 1 or piece % BLOCK:
        raise ValueError(f"a piece is whole blocks of {BLOCK} families, and {piece} is none")
    out.mkdir(exist_ok=True)
    if any(out.iterdir()):
        raise InputError(f"The folder '{out.name}' is not empty. Choose one that is empty or not yet there.")
    parts = range(-(-families // piece))
    write = partial(_write_part, out, families, seed, answers, piece)
    if processes == 1:
        for number in parts:
            write(number)
        return
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(write, parts))


def _write_part(out: Path, families: int, seed: int, answers: bool, piece: int, number: int) -> None:
    first, last = number * piece, min((number + 1) * piece, families)
    table = pa.concat_tables(tables(first, last, seed, answers=answers)).combine_chunks()
    parquet.write_table(table, out / f"part-{number:04d}.parquet", compression="zstd")
