"""What evaluation costs from a thousand families to ten million, in time and memory, beside what others take.

`python benchmarks/scale.py` (an hour; `1000 100000` for some sizes only; `--only pandas,duckdb,spark,memory,
others`) makes the warehouse table of `data_samples` and runs every step in a process of its own
(`scale_steps.py`), so that its peak memory is that step's. A process that takes longer or more memory than
it may is stopped, and the table says "over". `--write` keeps the tables in `benchmarks/results/scale.md` and
the short one in the README, between its marks.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.scale_others import OTHERS  # noqa: E402 the repository's root comes first
from data_samples import make  # noqa: E402

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SEED = 1
AFTER = ("estimate", "draw", "export", "redraw")
IN_MEMORY = ("read", "score", "pair", "count")
MOST = {"duckdb": 10_000_000, "spark": 1_000_000, "pandas": 1_000_000}  # families, by engine
KINDS = {".xlsx": 100_000, ".csv": 100_000, ".parquet": 1_000_000}  # and up to which size, read in memory
PATIENCE = 900.0  # seconds for a step of ours
OTHERS_PATIENCE = 120.0
MOST_MEMORY = 10_000.0  # MB, of a process and those that it started
TABLE, README = ROOT / "benchmarks" / "results" / "scale.md", ROOT / "README.md"
BEGIN, END = "<!-- scale -->", "<!-- end of scale -->"


@dataclass(frozen=True)
class Ran:
    """What a step took; `why` says why it has no figures."""

    found: dict[str, Any] = field(default_factory=dict)
    why: str = ""

    @property
    def time(self) -> str:
        """Seconds, to three figures."""
        return self.why or seconds(self.found["seconds"])

    @property
    def peak(self) -> str:
        """Peak memory in MB."""
        return "" if self.why else f"{self.found['peak']:,.0f}"

    def milliseconds(self, which: str = "seconds") -> str:
        """A time of its own in thousandths of a second."""
        return self.why or f"{1e3 * self.found[which]:,.0f}"


Found = dict[str, dict[int, dict[str, Ran]]]  # by engine, families and step


def seconds(value: float) -> str:
    """Seconds in three figures or so.

    >>> seconds(0.01234), seconds(12.345), seconds(4321)
    ('0.012', '12.3', '4,321')
    """
    return (
        f"{value:.3f}" if value < 1 else f"{value:.2f}" if value < 10 else f"{value:,.1f}".removesuffix(".0")
    )


def step(name: str, source: Path, folder: Path, patience: float = PATIENCE) -> Ran:
    """Run one step in a process of its own."""
    command = [sys.executable, str(ROOT / "benchmarks" / "scale_steps.py"), name, str(source), str(folder)]
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        running = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)  # noqa: S603 ours
        most, why = 0.0, ""
        while running.poll() is None:
            most = max(most, memory_of(running.pid))
            if time.perf_counter() - began > patience:
                why = f"over {patience:,.0f} s"
            elif most > MOST_MEMORY:
                why = f"over {MOST_MEMORY / 1000:,.0f} GB"
            if why:
                os.killpg(running.pid, signal.SIGKILL)
                running.wait()
                break
            time.sleep(0.1)
        out.seek(0)
        err.seek(0)
        said, wrong = out.read().splitlines(), err.read().strip().splitlines()
    if not why and running.returncode:
        why = f"fails: {wrong[-1][:160] if wrong else running.returncode}"
    if why:
        return Ran(why=why)
    found = json.loads(said[-1])
    # Spark works in a process beside Python's.
    return Ran(found | {"peak": max(found["peak"], most)})


def memory_of(group: int) -> float:
    """Megabytes that a process and those in its session hold now; 0 where there is no /proc."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after_name = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(after_name[3]) == group:
            total += int(after_name[21]) * os.sysconf("SC_PAGE_SIZE")
    return total / 2**20


def after_counting(folder: Path) -> dict[str, Ran]:
    """The steps that begin with counts."""
    return {name: step(name, folder, folder) for name in AFTER}


def in_memory(sizes: list[int], made: Path, work: Path) -> Iterator[str]:
    """Files read in memory, as the app reads them: a line for each kind and size. Counting pairs again."""
    columns = ("file", "families", "rows", *IN_MEMORY, *AFTER[:-1], "most MB")
    yield f"| {' | '.join(columns)} |"
    yield "|---" * len(columns) + "|"
    for ending, most in KINDS.items():
        for n in (n for n in sizes if n <= most):
            path = made / f"{n}{ending}"
            if not path.exists():
                make("shape_warehouse", families=n, seed=SEED, out=path)
            folder = emptied(work / "memory")
            ran: dict[str, Ran] = {}
            for name in (*IN_MEMORY, *AFTER[:-1]):
                failed = any(one.why for one in ran.values())
                ran[name] = Ran(why="–") if failed else step(name, path, folder)
            rows = ran["read"].found.get("rows", 0)
            most_mb = max((one.found.get("peak", 0) for one in ran.values()), default=0)
            cells = " | ".join(one.time for one in ran.values())
            yield f"| {ending} | {n:,} | {rows:,} | {cells} | {most_mb:,.0f} |"


def with_engine(
    engine: str, sizes: list[int], made: Path, work: Path
) -> Iterator[tuple[int, dict[str, Ran]]]:
    """A folder of Parquet files counted where it is, and what follows."""
    for n in (n for n in sizes if n <= MOST[engine]):
        folder = emptied(work / f"{engine}-{n}")
        ran = {"count": step(f"count with {engine}", table(n, made), folder)}
        if not ran["count"].why:
            ran |= after_counting(folder)
        yield n, ran


def engine_lines(found: Found) -> Iterator[str]:
    """The table of engines: cost per family beside that at ten thousand."""
    yield (
        "| engine | families | rows | read | score, pair, count | s per million families | beside 10,000 | "
        "MB | cells | findings | chart | Excel report | filter, median / most |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|---|"
    for engine, sizes in found.items():
        base = per_family(sizes.get(10_000), 10_000)
        for n, ran in sizes.items():
            one = ran["count"]
            if one.why:
                yield f"| {engine} | {n:,} | | {one.why} | | | | | | | | | |"
                continue
            cost = per_family(ran, n)
            cells = [
                engine,
                f"{n:,}",
                f"{one.found['rows']:,}",
                seconds(one.found["seconds"] - one.found["counting"]),
                seconds(one.found["counting"]),
                "" if cost is None else seconds(cost * 1e6),
                "" if not base or cost is None else f"{cost / base:.2f}",
                one.peak,
                f"{one.found['cells']:,}",
                *(ran[name].time for name in ("estimate", "draw", "export")),
                f"{ran['redraw'].milliseconds()} / {ran['redraw'].milliseconds('most')} ms",
            ]
            yield f"| {' | '.join(cells)} |"


def per_family(ran: dict[str, Ran] | None, n: int) -> float | None:
    """Seconds a family for reading and counting together; None where there is no figure."""
    return None if ran is None or ran["count"].why else float(ran["count"].found["seconds"]) / n


def other_lines(sizes: list[int], made: Path, work: Path) -> Iterator[str]:
    """What others take, a column a size; each stops at the first size that it can't manage in time."""
    yield "| " + " | ".join(["what", *(f"{n:,} families, s (MB)" for n in sizes)]) + " |"
    yield "|---|" + "---|" * len(sizes)
    for name in OTHERS:
        cells: list[str] = []
        for n in sizes:
            if cells and cells[-1].startswith(("over", "fails", "–")):
                cells.append("–")
                continue
            source = table(n, made) if "by hand" in name else made
            ran = step(name, source, emptied(work / str(n)), OTHERS_PATIENCE)
            cells.append(ran.why or f"{ran.time} ({ran.peak})")
        yield "| " + " | ".join([name, *cells]) + " |"


def table(n: int, made: Path) -> Path:
    """The folder of so many families, made where it isn't there."""
    path = made / f"families-{n}"
    if not path.exists():
        make("shape_warehouse", families=n, seed=SEED, out=path)
    return path


def emptied(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def machine() -> str:
    """Cores and memory, and what was installed."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ("pandas", "narwhals", "duckdb", "pyspark", "scipy", "pingouin")
    used = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} at the start; "
        f"Python {platform.python_version()}, {used}."
    )


def readme_table(found: Found) -> str:
    """The short table: DuckDB and Spark."""
    lines = [
        "| families | engine | counted in | memory | findings after that | a filter redraws in |",
        "|---|---|---|---|---|---|",
    ]
    for engine, sizes in found.items():
        for n, ran in sizes.items():
            if ran["count"].why or n < 10_000 or (engine != "duckdb" and n < max(sizes)):
                continue
            cells = [
                f"{n:,}",
                engine,
                f"{ran['count'].time} s",
                f"{ran['count'].peak} MB",
                f"{ran['estimate'].time} s",
                f"{ran['redraw'].milliseconds()} ms",
            ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Print the tables, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="families (1000 … 10000000)")
    parser.add_argument(
        "--only", default="duckdb,spark,pandas,memory,others", help="which tables, with commas"
    )
    parser.add_argument("--data", type=Path, help="folder that keeps what was made, for another time")
    parser.add_argument("--write", action="store_true", help="keep the tables")
    given = parser.parse_args()
    only, written = given.only.split(","), []

    def say(line: str = "") -> None:
        print(line, flush=True)
        written.append(line)

    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        made = given.data or work / "made"
        made.mkdir(parents=True, exist_ok=True)
        say(f"`{' '.join(['python benchmarks/scale.py', *sys.argv[1:]])}`\n")
        say(machine())
        base = step("start", made, emptied(work / "start"))
        say(f"Python and the library without data: {base.peak} MB, {base.time} s to load.")
        found: Found = {engine: {} for engine in MOST if engine in only}
        for engine, sizes in found.items():
            for n, ran in with_engine(engine, given.sizes, made, work):
                sizes[n] = ran
                print(f"  {engine} {n:,}: {ran['count'].time}", file=sys.stderr, flush=True)
        parts = {
            "Parquet folders, counted where they are": engine_lines(found) if found else (),
            "Files, read in memory as the app reads them (seconds)": in_memory(given.sizes, made, work)
            if "memory" in only
            else (),
            "What others take": other_lines(given.sizes, made, work) if "others" in only else (),
        }
        for heading, lines in parts.items():
            for place, line in enumerate(lines):
                say(line if place else f"\n## {heading}\n\n{line}")
    if given.write:
        keep("\n".join(written) + "\n", found)


def keep(text: str, found: Found) -> None:
    """Write the results, and the short table into the README."""
    TABLE.write_text(text, "utf-8")
    readme = README.read_text("utf-8")
    if found and BEGIN in readme and END in readme:
        before, _, rest = readme.partition(BEGIN)
        after = rest.partition(END)[2]
        README.write_text(f"{before}{BEGIN}\n{machine()}\n\n{readme_table(found)}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
