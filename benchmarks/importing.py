"""How long import takes beside bare parsing: `python benchmarks/importing.py [ROWS]` (100,000 unless said).

Reads a made-up workbook of one row a family with python-calamine alone, then reads, recognises, checks
and scores it with Attune, each in a process of its own, so that the peak memory is its own. The goal is
under three times calamine's time, and under ten times the memory of the cells as Python's own objects.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import python_calamine

import data_samples
from evaluation.dataset import Dataset
from evaluation.importing import read_workbook, recognise
from evaluation.measures import registry


def main(rows: int) -> None:
    """Print the two measurements and how they compare."""
    with tempfile.TemporaryDirectory() as folder:
        path = data_samples.make("families_scores", families=rows, seed=1, out=Path(folder) / "families.xlsx")
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.1f} MB of xlsx; best of three, each process alone")
        bare = [_apart("bare", path) for _ in range(3)]
        ours = [_apart("import", path) for _ in range(3)]
    parse = min(run["seconds"] for run in bare)
    print(f"  python-calamine alone    {parse:5.2f} s")
    for stage in ("read", "recognise", "check and score"):
        print(f"  {stage:24} {min(run[stage] for run in ours):5.2f} s")
    whole = min(run["seconds"] for run in ours)
    print(f"  Attune in all            {whole:5.2f} s, {whole / parse:.1f} times as long")
    cells, peak = bare[0]["cells"], max(run["peak"] for run in ours)
    print(f"  cells {cells:.0f} MB, peak {peak:.0f} MB above the start, {peak / cells:.1f} times the cells")


def _apart(what: str, path: Path) -> dict[str, float]:
    command = [sys.executable, __file__, what, str(path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 this script
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _bare(path: Path) -> dict[str, float]:
    start = time.perf_counter()
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    took = time.perf_counter() - start
    cells = sum(sys.getsizeof(row) + sum(map(sys.getsizeof, row)) for row in rows)
    return {"seconds": took, "cells": cells / 1e6}


def _import(path: Path) -> dict[str, float]:
    registry()
    before = _peak()
    times = [time.perf_counter()]
    workbook = read_workbook(path)
    times.append(time.perf_counter())
    mapping = recognise(workbook, registry()).mapping
    times.append(time.perf_counter())
    data = Dataset.read(workbook, mapping, registry())
    times.append(time.perf_counter())
    assert data.ledger.used  # noqa: S101 a file of which nothing is read would be quick
    read, recognised, scored = (later - earlier for earlier, later in pairwise(times))
    return {
        "read": read,
        "recognise": recognised,
        "check and score": scored,
        "seconds": times[-1] - times[0],
        "peak": _peak() - before,
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1:2] in (["bare"], ["import"]):
        print(json.dumps((_bare if sys.argv[1] == "bare" else _import)(Path(sys.argv[2]))))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
