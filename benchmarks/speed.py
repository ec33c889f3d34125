"""How long the main job takes, and how much memory: run `python benchmarks/speed.py`.

1. `evaluate` on 1,000 families × 4 measures from XLSX, from a cold start of the interpreter.
2. Where that time goes, stage by stage, in a warm interpreter.
3. 100,000 families loaded: how soon new findings are there after a filter, and the page.
"""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import data_samples  # noqa: E402 the repository's root comes first
from evaluation.dataset import Dataset  # noqa: E402
from evaluation.importing import read_workbook, recognise  # noqa: E402
from evaluation.importing.responses import ingest  # noqa: E402
from evaluation.measures import registry  # noqa: E402
from evaluation.scoring import score  # noqa: E402
from evaluation.view import View  # noqa: E402

FOUR = ("phq9", "kpcs", "mors_sf", "pir_gas")


def timed(run: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """The median of several runs in seconds, and the last result."""
    seconds, result = [], None
    for _ in range(times):
        start = time.perf_counter()
        result = run()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def cold_start(path: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "evaluation", "evaluate", str(path), "--json", str(folder / "out.json")]
    seconds, _ = timed(lambda: subprocess.run(command, check=True, cwd=ROOT))  # noqa: S603 our own command
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found = json.loads((folder / "out.json").read_text())
    scales = len(found["scales"])
    print(f"1,000 families, {path.name}, {scales} scales, cold start: {seconds:.2f} s, {peak:.0f} MB")


def stages(path: Path) -> None:
    known = registry()
    reading, workbook = timed(lambda: read_workbook(path))
    recognising, found = timed(lambda: recognise(workbook, known))
    ingesting, responses = timed(lambda: ingest(workbook, found.mapping, known))
    scoring, _ = timed(lambda: score(responses))
    data = Dataset.read(workbook, found.mapping, known)
    finding, _ = timed(lambda: fresh(data).evidence(View()))
    print(
        f"  warm: read {reading:.3f} s, recognise {recognising:.3f} s, check {ingesting:.3f} s, "
        f"score {scoring:.3f} s, pair to findings {finding:.3f} s"
    )


def fresh(data: Dataset) -> Dataset:
    """The same data set with nothing worked out yet."""
    return replace(data)


def filtering(path: Path) -> None:
    start = time.perf_counter()
    workbook = read_workbook(path)
    data = Dataset.read(workbook, recognise(workbook, registry()).mapping, registry())
    seconds = time.perf_counter() - start
    print(f"100,000 families from {path.name}: read, checked and scored in {seconds:.1f} s")
    first, _ = timed(lambda: fresh(data).evidence(View()), 3)
    site = next(entry for entry in data.filters if entry.name == "site")
    views = [View(filters={"site": (value,)}) for value in site.values] * 2
    again, _ = timed(lambda: [data.evidence(view) for view in views], 3)
    print(f"  first findings {first:.2f} s; after a filter {again / len(views):.3f} s")
    page(data, site.values[0])
    print(f"  peak memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def page(data: Dataset, value: str) -> None:
    """The Overview page as Streamlit runs it, without a browser."""
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415 slow to load, and only needed here

    from pages.shared.session import Session  # noqa: PLC0415 the same

    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    app.session_state["attune"] = Session(dataset=data)
    app.run()
    seconds = []
    for chosen in ([value], [], [value]):
        app.sidebar.multiselect(key="only site").set_value(chosen)
        start = time.perf_counter()
        app.run()
        seconds.append(time.perf_counter() - start)
    print(f"  Overview reacts to a filter in {statistics.median(seconds):.2f} s (script run)")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make = data_samples.make
        totals = make("families_scores", families=1000, seed=1, out=folder / "totals.xlsx", measures=FOUR)
        items = make("families_items_wide", families=1000, seed=1, out=folder / "items.xlsx")
        for path in (totals, items):
            cold_start(path, folder)
            stages(path)
        filtering(data_samples.make("families_scores", families=100_000, seed=1, out=folder / "many.csv"))


if __name__ == "__main__":
    main()
