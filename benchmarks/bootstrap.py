"""How long the bootstrap of every effect takes, and how much memory, beside what others offer.

Run `python benchmarks/bootstrap.py`. Ours takes the counts of a 28 x 28 grid, or scores of many
decimals of which hardly two pairs are alike, all nine figures at once. Beside it, one figure (d_av)
at a time from rows: scipy.stats.bootstrap; pingouin, where it is installed; package boot of R, where
Rscript is found. Each runs in a process of its own, so that its peak memory is its own; the memory
that the interpreter and its libraries take is measured first and told apart (R's is what R says that
its own objects took). Each has one thread. Times are the best of several runs, and beside the time on
the clock stands the processor's own, which other work on the machine hardly alters; what takes longer
than PATIENCE runs once.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evaluation.effects import bootstrap  # noqa: E402 the repository's root comes first
from evaluation.tables import ChangeTable  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

RESAMPLES = 4_999
PATIENCE = 20.0  # seconds
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "NUMBA")}
IN_R = """
suppressMessages(library(boot))
given <- commandArgs(trailingOnly = TRUE)
pairs <- read.csv(given[1])
statistic <- function(data, drawn) {
  x <- data[drawn, 1]
  y <- data[drawn, 2]
  (mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2)
}
set.seed(1)
before <- sum(gc(reset = TRUE)[, 2])
took <- system.time(
  found <- boot.ci(boot(pairs, statistic, R = as.integer(given[2])), type = "bca")
)
stopifnot(!is.null(found$bca))
most <- sum(gc()[, 6])
cat(took[["elapsed"]], took[["user.self"]] + took[["sys.self"]], most, most - before, "BCa")
"""


def grid(n: int) -> ChangeTable:
    """Pairs of PHQ-9 totals, drawn as cells."""
    places = np.arange(28)
    before, after = (column.ravel() for column in np.meshgrid(places, places, indexing="ij"))
    likely = np.exp(-(((before - 14) / 6) ** 2) / 2 - ((after - 0.6 * before) / 4.5) ** 2 / 2)
    counts = np.random.default_rng(n).multinomial(n, likely / likely.sum())
    return ChangeTable.from_scores(before, after, better="lower", counts=counts)


def columns(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same pairs as rows."""
    table = grid(n)
    return np.repeat(table.before, table.count), np.repeat(table.after, table.count)


def off_the_grid(n: int) -> ChangeTable:
    """Pairs of scores of many decimals: each is a cell of its own."""
    rng = np.random.default_rng(n)
    before = rng.normal(14, 6, n)
    return ChangeTable.from_scores(before, 0.6 * before + rng.normal(0, 4.5, n), better="lower")


def ours(table: Callable[[int], ChangeTable], *, resample: bool | None) -> Callable[[int], Callable[[], str]]:
    """All nine figures; which interval it was."""

    def prepared(n: int) -> Callable[[], str]:
        counted = table(n)
        return lambda: bootstrap(counted, resamples=RESAMPLES, resample=resample)["d_av"].interval

    return prepared


def scipys(n: int) -> Callable[[], str]:
    """d_av alone."""
    from scipy import stats  # noqa: PLC0415 loaded only in the process that measures it

    before, after = columns(n)

    def d_av(x: NDArray[np.float64], y: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
        spread = np.sqrt((x.var(axis=axis, ddof=1) + y.var(axis=axis, ddof=1)) / 2)
        return (x.mean(axis=axis) - y.mean(axis=axis)) / spread

    def run() -> str:
        stats.bootstrap(
            (before, after),
            d_av,
            paired=True,
            vectorized=True,
            n_resamples=RESAMPLES,
            method="BCa",
            batch=500,
        )
        return "BCa"

    return run


def pingouins(n: int) -> Callable[[], str]:
    """d_av alone."""
    import pingouin  # noqa: PLC0415 may not be installed

    before, after = columns(n)

    def run() -> str:
        pingouin.compute_bootci(
            before,
            after,
            func=lambda x, y: pingouin.compute_effsize(x, y, paired=True),
            paired=True,
            method="BCa",
            n_boot=RESAMPLES,
        )
        return "BCa"

    return run


KINDS: dict[str, tuple[Callable[[int], Callable[[], str]], tuple[int, ...]]] = {
    "ours, nine figures, grid": (
        ours(grid, resample=None),
        (100, 1_000, 10_000, 1_000_000, 10_000_000),
    ),
    "ours, nine figures, grid, not resampled": (
        ours(grid, resample=False),
        (100, 10_000, 1_000_000, 10_000_000),
    ),
    "ours, nine figures, off the grid": (ours(off_the_grid, resample=None), (10_000, 100_000, 1_000_000)),
    "ours, nine figures, off the grid, resampled all the same": (
        ours(off_the_grid, resample=True),
        (10_000,),
    ),
    "scipy, one figure": (scipys, (100, 1_000, 10_000)),
    "pingouin, one figure": (pingouins, (100, 1_000, 10_000)),
}
R_SIZES = (100, 1_000)  # boot's BCa needs more resamples than pairs


def measure(kind: str, n: int) -> str:
    """One run: seconds, the processor's, peak memory, that beyond what was there before, the interval."""
    run = KINDS[kind][0](n)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start, worked = time.perf_counter(), time.process_time()
    interval = run()
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return f"{seconds} {worked} {peak / 1024} {(peak - before) / 1024} {interval}"


def line(what: str, n: int, command: list[str], times: int) -> None:
    """One line of the table: the least time of several runs and the most memory."""
    found, interval = [], ""
    for _ in range(times):
        ran = subprocess.run(  # noqa: S603 our own command
            command, check=True, capture_output=True, text=True, env=os.environ | ONE_THREAD
        )
        *numbers, interval = ran.stdout.split(maxsplit=4)
        found.append(tuple(map(float, numbers)))
        if found[-1][0] > PATIENCE:
            break
    seconds, worked, peak, more = zip(*found, strict=True)
    times_taken = f"{min(seconds):.2f} | {min(worked):.2f}"
    print(
        f"| {what} | {interval.strip()} | {n:,} | {times_taken} | {max(peak):.0f} | {max(more):.0f} |",
        flush=True,
    )


def with_r(times: int) -> str:
    """The lines for R, and what to say where they can't be had."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return "R: not at hand (no Rscript on the path)."
    if subprocess.run([rscript, "-e", "library(boot)"], check=False, capture_output=True).returncode:  # noqa: S603 ours
        return "R: package boot is not installed."
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "boot.R"
        script.write_text(IN_R, "utf-8")
        for n in R_SIZES:
            data = Path(folder) / f"{n}.csv"
            np.savetxt(data, np.column_stack(columns(n)), "%g", ",", header="before,after", comments="")
            command = [rscript, str(script), str(data), str(RESAMPLES)]
            line("R, package boot, one figure", n, command, times)
    said = subprocess.run([rscript, "--version"], check=True, capture_output=True, text=True)  # noqa: S603 ours
    return (said.stdout or said.stderr).strip()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=5, help="runs of each, of which the best counts")
    parser.add_argument("--one", nargs=2, metavar=("KIND", "PAIRS"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(measure(given.one[0], int(given.one[1])))
        return
    print(f"{RESAMPLES:,} resamples; best of {given.times} runs; {os.cpu_count()} cores.\n")
    print("| what | interval | pairs | seconds | processor's | peak MB | of these the bootstrap's |")
    print("|---|---|---|---|---|---|---|", flush=True)
    notes = [
        f"Python {platform.python_version()}, "
        + ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "pingouin") if find_spec(name))
        + "."
    ]
    for kind, (_, sizes) in KINDS.items():
        if kind.startswith("pingouin") and find_spec("pingouin") is None:
            notes.append("pingouin: not installed: pip install pingouin.")
            continue
        for n in sizes:
            line(kind, n, [sys.executable, __file__, "--one", kind, str(n)], given.times)
    notes.append(with_r(given.times))
    print("\n" + "\n".join(notes))


if __name__ == "__main__":
    main()
