"""How long saving and opening take: `python benchmarks/store.py [FAMILIES]` (100,000 unless said).

Saves a made-up data set of one row a family, opens it in a process of its own, and erases one family. The
goal is to open 100,000 families in under two seconds, scoring included.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import data_samples
from evaluation import load
from evaluation.store import Store


def main(families: int) -> None:
    """Print how long each takes, how large the folder is, and the memory that opening takes."""
    with tempfile.TemporaryDirectory() as where:
        folder, source = Path(where) / "store", Path(where) / "families.csv"
        made = _apart("save", str(folder), str(source), str(families))
        print(f"{families:,} families, {source.stat().st_size / 1e6:.1f} MB of CSV; each process alone")
        print(f"  read the file          {made['read']:5.2f} s")
        print(f"  save                   {made['save']:5.2f} s, {made['bytes'] / 1e6:.1f} MB on the disk")
        runs = [_apart("open", str(folder)) for _ in range(3)]
        print(f"  open (best of three)   {min(run['open'] for run in runs):5.2f} s, scoring included")
        print(f"  list                   {min(run['list'] for run in runs):5.2f} s")
        print(f"  peak memory of opening {max(run['memory'] for run in runs):5.0f} MB above the start")
        print(f"  erase one family       {_apart('erase', str(folder), _first_id(source))['erase']:5.2f} s")


def _save(folder: str, source: str, families: str) -> dict[str, float]:
    data_samples.make("families_scores", families=int(families), seed=1, out=Path(source))
    start = time.perf_counter()
    data = load(source)
    read = time.perf_counter()
    saved = Store.at(folder, catalogue="").save(data)
    return {"read": read - start, "save": time.perf_counter() - read, "bytes": saved.bytes}


def _erase(folder: str, family: str) -> dict[str, float]:
    store = Store.at(folder, catalogue="")
    start = time.perf_counter()
    assert store.erase(family).rows == 1  # noqa: S101 what erases nobody would be quick
    return {"erase": time.perf_counter() - start}


def _first_id(source: Path) -> str:
    with source.open(encoding="utf-8-sig") as file:
        next(file)
        return next(file).split(",")[0]


def _apart(*what: str) -> dict[str, float]:
    command = [sys.executable, __file__, *what]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 this script
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _open(folder: str) -> dict[str, float]:
    store = Store.at(folder, catalogue="")
    before = _peak()
    start = time.perf_counter()
    (saved,) = store.list()
    listed = time.perf_counter()
    data = store.open(saved.id)
    opened = time.perf_counter()
    assert data.scores.sets  # noqa: S101 data of which nothing is scored would be quick
    return {"list": listed - start, "open": opened - listed, "memory": _peak() - before}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    parts = {"save": _save, "open": _open, "erase": _erase}
    if sys.argv[1:] and sys.argv[1] in parts:
        print(json.dumps(parts[sys.argv[1]](*sys.argv[2:])))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
