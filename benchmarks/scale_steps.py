"""The steps that `benchmarks/scale.py` times, each run by itself: `python benchmarks/scale_steps.py STEP …`.

A step takes what the step before it left in a folder, works, leaves what it made and prints what it took.
Reading what was left is not timed; it is in the peak memory, since a step needs it.
"""

from __future__ import annotations

import json
import pickle
import resource
import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from collections.abc import Callable

Left = dict[str, Any]
KEEP = ("region", "programme")  # by which a large table's cells are told apart
REDRAWS = 6


class Stopwatch:
    """Seconds on the clock and of the processor since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), sum(resource.getrusage(resource.RUSAGE_SELF)[:2])

    def took(self) -> dict[str, float]:
        """Both, and the most memory of this process so far in MB."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "seconds": time.perf_counter() - self._began[0],
            "processor": sum(used[:2]) - self._began[1],
            "peak": peak(),
        }


def peak() -> float:
    """The most memory that this process has held, in MB.

    Linux's rusage begins with what the process that started this one held, so its status is asked.
    """
    status = Path("/proc/self/status")
    if status.exists():
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


def start(source: Path, folder: Path) -> dict[str, float]:
    """The interpreter and the library without any data: what is in the memory of every step."""
    del source, folder
    watch = Stopwatch()
    import evaluation.evaluating  # noqa: F401, PLC0415 this is what is measured

    return watch.took()


def read(source: Path, folder: Path) -> dict[str, float]:
    """A file read, recognised and checked."""
    from evaluation.importing import read_workbook, recognise  # noqa: PLC0415
    from evaluation.importing.limits import LIMITS  # noqa: PLC0415
    from evaluation.importing.responses import ingest  # noqa: PLC0415
    from evaluation.measures import registry  # noqa: PLC0415

    limits = replace(LIMITS, size=2**30, cells=10**9)  # a million families are more than the app reads
    watch = Stopwatch()
    workbook = read_workbook(source, limits=limits)
    mapping = recognise(workbook, registry()).mapping
    responses = ingest(workbook, mapping, registry())
    took = watch.took()
    _leave(folder, read=(workbook.name, workbook.fingerprint, mapping, responses))
    return took | {"rows": responses.ledger.rows}


def score(source: Path, folder: Path) -> dict[str, float]:
    """All scores of what was read."""
    from evaluation.dataset import Dataset  # noqa: PLC0415

    del source
    held = _left(folder, "read")
    watch = Stopwatch()
    data = Dataset.of(*held)
    took = watch.took()
    _leave(folder, data=data)
    return took


def pair(source: Path, folder: Path) -> dict[str, float]:
    """First and last score of every family on every scale."""
    from evaluation.pairing import choose_rule  # noqa: PLC0415
    from evaluation.pairing import pair as paired  # noqa: PLC0415
    from evaluation.view import View  # noqa: PLC0415

    del source
    data = _left(folder, "data")
    episodes = data.responses.episodes
    watch = Stopwatch()
    rule = choose_rule(View(), data.scores, episodes)[0]
    for entry in data.scores.sets:
        paired(entry, rule, episodes)
    return watch.took()


def count(source: Path, folder: Path) -> dict[str, float]:
    """Pairs counted; pairing is part of it."""
    from evaluation.view import View  # noqa: PLC0415

    del source
    data = _left(folder, "data")
    watch = Stopwatch()
    data.counted_under(View())
    took = watch.took()
    _leave(folder, data=data)
    return took


def counted_by(engine: str) -> Callable[[Path, Path], dict[str, float]]:
    """A table read, scored, paired and counted where it is. The counting alone has a time of its own."""

    def run(source: Path, folder: Path) -> dict[str, float]:
        from evaluation.sources import open_data  # noqa: PLC0415
        from evaluation.view import View  # noqa: PLC0415

        watch = Stopwatch()
        data = open_data(source, View(), engine=engine, keep=KEEP)
        took = watch.took()
        _leave(folder, data=data)
        return took | {"rows": data.rows, "cells": data.cells.size, "counting": data.cells.seconds}

    return run


def estimate(source: Path, folder: Path) -> dict[str, float]:
    """All findings of a view, with all their parts."""
    from evaluation.view import View  # noqa: PLC0415

    del source
    data = _left(folder, "data")
    watch = Stopwatch()
    evidence = data.evidence(View())
    took = watch.took()
    _leave(folder, evidence=evidence)
    return took | {"scales": len(evidence.findings)}


def draw(source: Path, folder: Path) -> dict[str, float]:
    """The overview's chart, as the screen takes it."""
    from evaluation.charts import outcome_bars  # noqa: PLC0415
    from evaluation.charts.screen import spec  # noqa: PLC0415

    del source
    evidence = _left(folder, "evidence")
    watch = Stopwatch()
    spec(outcome_bars(evidence))
    return watch.took()


def export(source: Path, folder: Path) -> dict[str, float]:
    """The Excel report, with its charts."""
    from datetime import date  # noqa: PLC0415

    from evaluation import reports  # noqa: PLC0415

    del source
    evidence = _left(folder, "evidence")
    watch = Stopwatch()
    reports.render(reports.build(evidence, made_on=date(2026, 11, 22)), "xlsx")
    return watch.took()


def redraw(source: Path, folder: Path) -> dict[str, float]:
    """The overview after another choice of a filter: evidence and chart, in a process that has drawn it.

    The median and the most of several views, none of them asked for before.
    """
    from evaluation.charts import outcome_bars  # noqa: PLC0415
    from evaluation.charts.screen import spec  # noqa: PLC0415
    from evaluation.view import View  # noqa: PLC0415

    del source
    data = _left(folder, "data")
    choices = [
        {entry.name: (value,)} for entry in data.filters if entry.name in KEEP for value in entry.values
    ]
    spec(outcome_bars(data.evidence(View(), parts=())))
    watch, each = Stopwatch(), []
    for filters in choices[:REDRAWS]:
        began = time.perf_counter()
        spec(outcome_bars(data.evidence(View(filters=filters), parts=())))
        each.append(time.perf_counter() - began)
    return watch.took() | {"seconds": statistics.median(each), "most": max(each)}


def _left(folder: Path, name: str) -> Any:
    return pickle.loads((folder / f"{name}.pickle").read_bytes())  # noqa: S301 left by the step before


def _leave(folder: Path, **made: Any) -> None:
    for name, thing in made.items():
        with (folder / f"{name}.pickle").open("wb") as file:
            pickle.dump(thing, file, protocol=5)


def other(name: str) -> Callable[[Path, Path], dict[str, float]]:
    """What another program takes; the folder's name is how many pairs there are."""

    def run(source: Path, folder: Path) -> dict[str, Any]:
        from benchmarks.scale_others import OTHERS  # noqa: PLC0415

        ready = OTHERS[name](source, int(folder.name))
        before = peak()
        watch = Stopwatch()
        said = ready()
        return watch.took() | {"before": before, "said": said}

    return run


STEPS: dict[str, Callable[[Path, Path], dict[str, Any]]] = {
    "start": start,
    "read": read,
    "score": score,
    "pair": pair,
    "count": count,
    "estimate": estimate,
    "draw": draw,
    "export": export,
    "redraw": redraw,
    **{f"count with {engine}": counted_by(engine) for engine in ("pandas", "duckdb", "spark")},
}


def main() -> None:
    """Run one step and print what it took as one line of JSON."""
    step, source, folder = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    run = STEPS.get(step) or other(step)
    print(json.dumps(run(source, folder)))


if __name__ == "__main__":
    main()
