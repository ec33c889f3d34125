"""What reading a file costs beside its parser alone: `python benchmarks/reading.py [ROWS]` (100,000).

Makes a table of 20 columns (ids, dates, sites, answers, scores, blanks) as .xlsx, .csv and .parquet, and
reads each in a process of its own: with python-calamine alone where that can, and with `read_workbook`.
Processor time, so that other programs at work change little; memory is what reading adds at its peak.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

COLUMNS = 20
TIMES = 3


def table(rows: int) -> list[list[Any]]:
    """A header and rows such as a service exports."""
    chance = random.Random(1)
    day = dt.datetime(2024, 1, 1)
    made: list[list[Any]] = [["Family ID", "Date", "Site", *(f"Q{i}" for i in range(1, COLUMNS - 2))]]
    for row in range(rows):
        answers = [None if chance.random() < 0.05 else chance.randint(0, 3) for _ in range(COLUMNS - 8)]
        scores = [round(chance.random() * 30, 1) for _ in range(5)]
        site = chance.choice(("North", "South", "East", "West"))
        made.append([f"F{row:06d}", day + dt.timedelta(days=row % 700), site, *answers, *scores])
    return made


def write(rows: list[list[Any]], folder: Path) -> None:
    """The table as files of three kinds."""
    import openpyxl  # noqa: PLC0415 slow to load, and only needed here
    import pandas as pd  # noqa: PLC0415 the same

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Scores")
    for row in rows:
        sheet.append(row)
    book.save(folder / "table.xlsx")
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows(rows)
    pd.DataFrame(rows[1:], columns=rows[0]).to_parquet(folder / "table.parquet")


def once(how: str, path: Path) -> None:
    """Read a file here and print seconds and megabytes."""
    import python_calamine as calamine  # noqa: PLC0415 each process loads what it measures, beforehand

    from evaluation.importing import read_workbook  # noqa: PLC0415 the same

    if path.suffix == ".parquet":
        import pyarrow.parquet  # type: ignore[import-untyped]  # noqa: F401, PLC0415 the same
    content = path.read_bytes()
    before, start = peak(), time.process_time()
    if how == "parser":
        with calamine.load_workbook(io.BytesIO(content)) as book:
            kept: Any = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    else:
        kept = read_workbook(content, path.name)
    seconds = time.process_time() - start
    print(json.dumps([seconds, peak() - before, bool(kept)]))


def peak() -> float:
    """The most memory this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(how: str, path: Path) -> tuple[float, float]:
    """The quickest of several runs, and the memory that reading added."""
    runs = [json.loads(apart(how, str(path))) for _ in range(TIMES)]
    return min(run[0] for run in runs), min(run[1] for run in runs)


def apart(*arguments: str) -> bytes:
    """Run a step in a process of its own, whose peak of memory is nobody else's; what it printed."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout  # noqa: S603 our own


def main(rows: int) -> None:
    """Print a line for each kind of file."""
    print(f"{rows:,} rows by {COLUMNS} columns")
    with tempfile.TemporaryDirectory() as name:
        # Linux counts the memory of whoever starts a process as the process's own: it must stay small.
        apart("write", str(rows), name)
        for path in (Path(name) / f"table.{kind}" for kind in ("xlsx", "csv", "parquet")):
            seconds, memory = measured("read_workbook", path)
            words = f"read_workbook {seconds:.2f} s, {memory:.0f} MB"
            if path.suffix == ".xlsx":
                alone, needed = measured("parser", path)
                words += f"; the parser alone {alone:.2f} s, {needed:.0f} MB; {seconds / alone:.2f} times"
            print(f"  {path.suffix:8} {path.stat().st_size / 1e6:5.1f} MB: {words}")


if __name__ == "__main__":
    if sys.argv[1:2] in (["parser"], ["read_workbook"]):
        once(sys.argv[1], Path(sys.argv[2]))
    elif sys.argv[1:2] == ["write"]:
        write(table(int(sys.argv[2])), Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
