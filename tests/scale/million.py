"""A million made-up families on every engine: `python -m tests.scale.million` (some minutes, 8 GB).

The table is written as Parquet files, read in memory as any file is, and counted by pandas, DuckDB and
Spark; every number of the JSON is compared to 1e-9, under each of `walking.views_of`. `--families` chooses
how many, `--engines` which, `--samples` walks over all committed samples too, without small numbers hidden:
of few families counts hide other figures than rows do (docs/scale.md). Prints what differs; exits 1 where
anything does.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from data_samples import NAMES, SHAPES, make, path
from evaluation import load
from evaluation.dataset import Dataset
from evaluation.importing import limits, read_workbook, recognise
from evaluation.measures import registry
from evaluation.sources import open_data
from evaluation.view import View
from evaluation.warehouse.opening import engine_named
from tests.scale import session
from tests.scale.walking import counted_by, unlike, views_of

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_SCORES = {"shape_attendance"}


def main() -> int:
    """Compare, and say what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--families", type=int, default=1_000_000)
    parser.add_argument("--engines", default="pandas,duckdb,spark")
    parser.add_argument("--samples", action="store_true", help="every committed sample too")
    given = parser.parse_args()
    engines = given.engines.split(",")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if "spark" in engines:
            stack.callback(session.start(folder, cores=2, memory="4g").stop)
        wrong = of_table(given.families, engines, folder)
        if given.samples:
            wrong += of_samples(engines)
    print("Every number is the same." if not wrong else f"{wrong} numbers differ.")
    return 1 if wrong else 0


def of_table(families: int, engines: Iterable[str], folder: Path) -> int:
    """How many numbers differ of the warehouse table."""
    made = make("shape_warehouse", families=families, seed=8, out=folder / "made.parquet")
    # 40 services by month and score are more cells than are kept: both leave that column out.
    book = read_workbook(made, limits=replace(limits.LIMITS, size=2**32, cells=10**10))
    found = recognise(book, registry()).mapping
    columns = [replace(one, use="ignore") if one.header == "service" else one for one in found.columns]
    mapping = replace(found, columns=tuple(columns))
    file = Dataset.read(book, mapping, registry())
    views = views_of(file)
    wrong = 0
    for engine in engines:
        began = time.perf_counter()
        table = open_data(str(made), View(), engine=engine, mapping=mapping)
        counted = time.perf_counter() - began
        for name, view in views.items():
            unalike = unlike(file, table, view)
            wrong += say(f"{families:,} families, {engine} ({counted:.0f} s), {name}", unalike)
    return wrong


def of_samples(engines: Iterable[str]) -> int:
    """How many numbers differ of the committed samples."""
    wrong = 0
    for sample in (*NAMES, *SHAPES):
        if sample.name in NO_SCORES:
            continue
        data = load(path(sample.name))
        for engine in engines:
            table = counted_by(data, engine_named(engine, "3GB"))
            for name, view in views_of(data).items():
                if name != "hidden":  # of so few families other figures are hidden: docs/scale.md says why
                    wrong += say(f"{sample.name}, {engine}, {name}", unlike(data, table, view))
    return wrong


def say(what: str, found: list[str]) -> int:
    """Print what differs; how many."""
    print(f"{what}: {len(found)} differences", *found[:10], sep="\n  ", flush=True)
    return len(found)


if __name__ == "__main__":
    sys.exit(main())
