"""How soon a page is redrawn after a choice: run `python benchmarks/redraw.py`.

100,000 made-up families with six scales and eight columns to filter by are opened as the app opens
them. Then a choice of the sidebar is changed again and again, never twice to the same view, and each
run of the script is timed: wall-clock and processor time, and of these what the evidence took.
`--browser` also serves the app to a real Chromium and times from the click on a value of a filter to
the redrawn chart. `--families` and `--pages` choose others.
"""

from __future__ import annotations

import argparse
import itertools
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import data_samples  # noqa: E402 the repository's root comes first
from evaluation.dataset import Dataset  # noqa: E402
from evaluation.importing import read_workbook, recognise  # noqa: E402
from evaluation.importing.limits import LIMITS  # noqa: E402
from evaluation.measures import registry  # noqa: E402
from evaluation.view import View  # noqa: E402

MEASURES = ("phq9", "gad7", "kpcs", "mors_sf", "pir_gas")  # six scales
PAGES = ("overview", "outcomes", "over_time", "groups")


@dataclass
class Clock:
    """Seconds spent between `start` and `stop`, wall-clock and this thread's processor time."""

    wall: float = 0.0
    busy: float = 0.0
    _began: tuple[float, float] = field(default=(0.0, 0.0), repr=False)

    def __enter__(self) -> Self:
        self._began = (time.perf_counter(), time.thread_time())
        return self

    def __exit__(self, *_: object) -> None:
        self.wall += time.perf_counter() - self._began[0]
        self.busy += time.thread_time() - self._began[1]


@dataclass
class Redraw:
    """One run of the script, and what of it went into evidence."""

    whole: Clock = field(default_factory=Clock)
    evidence: Clock = field(default_factory=Clock)


def data_set(families: int, folder: Path) -> Dataset:
    """Made-up families, read and scored."""
    path = data_samples.make(
        "families_scores", families=families, seed=1, out=folder / "many.csv", measures=MEASURES
    )
    workbook = read_workbook(path, limits=replace(LIMITS, size=2**30))  # a million families are 144 MB
    return Dataset.read(workbook, recognise(workbook, registry()).mapping, registry())


def memory() -> float:
    """What this process holds now, in MB; its peak where that can't be told."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return pages * resource.getpagesize() / 2**20


def choices(data: Dataset) -> Iterator[tuple[str, dict[str, Any]]]:
    """Choices of the sidebar by their widgets' keys, no two of one view; every kind in turn."""
    values = [(entry.name, value) for entry in data.filters for value in entry.values]
    pairs = [
        (a, b)
        for a, b in itertools.combinations(values, 2)
        if a[0] != b[0] and "practitioner" in {a[0], b[0]}
    ]
    days = [date(2024, 9, 1) + timedelta(days=31 * step) for step in range(20)]
    definitions = ["Any change of score", "Reliable change", "No longer beyond the cut-off"]
    kinds: list[Iterator[tuple[str, dict[str, Any]]]] = [
        iter([(f"{name}: one value", {f"only {name}": [value]}) for name, value in values]),
        iter([("from a day", {"from": day}) for day in days]),
        iter([("two columns", {f"only {a}": [x], f"only {b}": [y]}) for (a, x), (b, y) in pairs]),
        iter(
            [
                ("definition and filter", {"better": words, f"only {name}": [value]})
                for words in definitions
                for name, value in values[:4]
            ]
        ),
    ]
    while kinds:
        for kind in list(kinds):
            found = next(kind, None)
            if found is None:
                kinds.remove(kind)
            else:
                yield found


def in_script(data: Dataset, page: str, times: int) -> list[tuple[str, Redraw]]:
    """Redraws of one page, each after another choice."""
    from streamlit.runtime.scriptrunner import ScriptRunner  # noqa: PLC0415 slow to load
    from streamlit.runtime.scriptrunner.script_cache import ScriptCache  # noqa: PLC0415 the same
    from streamlit.testing.v1 import AppTest, local_script_runner  # noqa: PLC0415 the same

    from pages.shared.session import Session  # noqa: PLC0415 the same

    compiled = ScriptCache()  # a server compiles a page once, the test runner each time
    local_script_runner.ScriptCache = lambda: compiled  # type: ignore[assignment,misc]
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120)
    app.session_state["attune"] = Session(dataset=data)
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    redraws: list[tuple[str, Redraw]] = []
    now: list[Redraw] = []
    run, evidence = ScriptRunner._run_script, Dataset.evidence  # noqa: SLF001 timed from outside

    def timed_run(self: Any, *given: Any) -> None:
        with now[-1].whole:
            run(self, *given)

    def timed_evidence(self: Dataset, *given: Any, **named: Any) -> Any:
        with now[-1].evidence:
            return evidence(self, *given, **named)

    ScriptRunner._run_script, Dataset.evidence = timed_run, timed_evidence  # type: ignore[method-assign] # noqa: SLF001
    try:
        chosen: dict[str, Any] = {}
        for said, wanted in itertools.islice(choices(data), times):
            for key in chosen.keys() - wanted.keys():
                _set(app, key, None)
            for key, value in wanted.items():
                _set(app, key, value)
            chosen = wanted
            now.append(Redraw())
            app.run()
            if app.exception:
                raise RuntimeError(f"{page}: {app.exception[0].message}")
            redraws.append((said, now[-1]))
    finally:
        ScriptRunner._run_script, Dataset.evidence = run, evidence  # type: ignore[method-assign] # noqa: SLF001
    return redraws


def _set(app: Any, key: str, value: Any) -> None:
    if key.startswith("only "):
        app.sidebar.multiselect(key=key).set_value(value or [])
    elif key == "better":
        app.sidebar.selectbox(key=key).set_value(value or "Published rule, if any")
    else:
        app.sidebar.date_input(key=key).set_value(value)


def told(name: str, redraws: list[tuple[str, Redraw]]) -> None:
    """Median and 95th centile of the whole and of its parts, in milliseconds."""

    def pick(of: Callable[[Redraw], float]) -> str:
        found = sorted(of(redraw) * 1000 for _, redraw in redraws)
        last = found[min(len(found) - 1, -(-95 * len(found) // 100) - 1)]
        return f"{statistics.median(found):5.0f} /{last:5.0f}"

    print(
        f"  {name:<10} wall {pick(lambda r: r.whole.wall)} | processor {pick(lambda r: r.whole.busy)} | "
        f"of it evidence {pick(lambda r: r.evidence.busy)}, drawing "
        f"{pick(lambda r: r.whole.busy - r.evidence.busy)}"
    )


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("--families", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=36)
    asked.add_argument("--pages", nargs="*", default=PAGES)
    asked.add_argument("--browser", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        before = memory()
        data = data_set(given.families, Path(name))
        print(f"{given.families:,} families, {len(data.scores.sets)} scales, {len(data.filters)} filters")
        print(f"  memory: {before:.0f} MB before, {memory():.0f} MB with the data", end="", flush=True)
        data.evidence(View())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f", {memory():.0f} MB with the first evidence, {peak:.0f} MB at most")
        print("milliseconds a redraw, median / 95th centile:")
        for page in given.pages:
            told(page, in_script(data, page, given.times))
        if given.browser:
            from benchmarks.clicks import clicks  # noqa: PLC0415 only where it is asked for

            for page in given.pages:
                clicks(Path(name) / "many.csv", "" if page == "overview" else page)


if __name__ == "__main__":
    main()
