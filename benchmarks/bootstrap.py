"""How long the bootstrap of every effect takes, and how much memory: run `python benchmarks/bootstrap.py`.

Ours resamples the counts of a 28 x 28 grid, all figures at once; beside it scipy's, which
resamples rows, one figure at a time, and (where it is installed) pingouin's, for few pairs only.
Each runs in a process of its own, so that its peak memory is its own; the memory that the
interpreter and its libraries take is measured first and told apart.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
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
SIZES = (100, 10_000, 1_000_000, 10_000_000)
SCIPY_UP_TO = 1_000
PINGOUIN_UP_TO = 100


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


def ours(n: int) -> Callable[[], object]:
    """All nine figures, resampled."""
    table = grid(n)
    return lambda: bootstrap(table, resamples=RESAMPLES, most_cells=1_000)


def straight(n: int) -> Callable[[], object]:
    """All nine figures by the ABC interval."""
    table = grid(n)
    return lambda: bootstrap(table, most_cells=0)


def scipys(n: int) -> Callable[[], object]:
    """d_av alone."""
    from scipy import stats  # noqa: PLC0415 loaded only in the process that measures it

    before, after = columns(n)

    def d_av(x: NDArray[np.float64], y: NDArray[np.float64], axis: int = -1) -> NDArray[np.float64]:
        spread = np.sqrt((x.var(axis=axis, ddof=1) + y.var(axis=axis, ddof=1)) / 2)
        return (x.mean(axis=axis) - y.mean(axis=axis)) / spread

    return lambda: stats.bootstrap(
        (before, after), d_av, paired=True, vectorized=True, n_resamples=RESAMPLES, method="BCa", batch=500
    )


def pingouins(n: int) -> Callable[[], object]:
    """d_av alone, percentile corrected for bias: pingouin has no BCa."""
    import pingouin  # noqa: PLC0415 may not be installed

    before, after = columns(n)
    return lambda: pingouin.compute_bootci(
        before,
        after,
        func=lambda x, y: pingouin.compute_effsize(x, y, paired=True),
        paired=True,
        method="cper",
        n_boot=RESAMPLES,
    )


KINDS = {
    "ours, BCa, nine figures": (ours, max(SIZES)),
    "ours, ABC, nine figures": (straight, max(SIZES)),
    "scipy, BCa, one figure": (scipys, SCIPY_UP_TO),
    "pingouin, cper, one figure": (pingouins, PINGOUIN_UP_TO if find_spec("pingouin") else 0),
}


def measure(kind: str, n: int) -> None:
    """Run one and print its seconds and the memory that it took beyond what was there before."""
    run = KINDS[kind][0](n)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    run()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"| {kind} | {n:,} | {seconds:.2f} | {peak / 1024:.0f} | {(peak - before) / 1024:.0f} |", flush=True
    )


def main() -> None:
    """Print the table."""
    print(
        "| what | pairs | seconds | peak MB | of these the bootstrap's |\n|---|---|---|---|---|", flush=True
    )
    for kind, (_, most) in KINDS.items():
        for n in sorted({*SIZES, SCIPY_UP_TO}):
            if n <= most:
                subprocess.run([sys.executable, __file__, kind, str(n)], check=True)  # noqa: S603 our own command


if __name__ == "__main__":
    if len(sys.argv) == 3:
        measure(sys.argv[1], int(sys.argv[2]))
    else:
        main()
