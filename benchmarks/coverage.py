"""How often 95% intervals hold the truth on questionnaire sums with floors and ceilings.

Run `python benchmarks/coverage.py` (a quarter of an hour) to print the tables that docs/coverage.md
holds, or with `--runs 200` for a quick look. Scores are sums of nine answers of 0 to 3 (0 to 27,
lower is better), drawn for each family from one latent level before and one after. The first table
says how many stand at either end. A star marks an interval whose coverage is further from 95% than
1.5 points and the noise of so many runs (two standard errors); a dash, one that hardly ever exists.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from evaluation.change import wilson  # noqa: E402 the repository's root comes first
from evaluation.effects import (  # noqa: E402
    bootstrap,
    correlation,
    effects,
    glass_delta,
    mean_change,
    probability_of_improvement,
    rank_biserial,
)
from evaluation.tables import ChangeTable  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evaluation.estimates import Estimate

SEED = 20_260
SIZES = (20, 50, 200)
HOLDS = 1.5  # percentage points either side of 95
TRUTH = 2_000_000
SHARE = "share improved by 5 points or more"
# Latent level before and after (in SDs of the families), and the correlation of the two.
SHAPES = {
    "as usual": (-0.2, -0.9, 0.6),
    "fifth at the best": (-1.2, -2.0, 0.6),
    "half at the best": (-2.3, -2.8, 0.6),
    "half at the worst": (2.3, 1.5, 0.6),
    "sixth at the worst": (1.2, 0.4, 0.6),
    "sixth at the worst, large change": (1.2, -0.8, 0.6),
}


def scores(rng: np.random.Generator, shape: str, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sums of nine answers before and after for n families."""
    before, after, r = SHAPES[shape]
    latent = rng.standard_normal((2, n))
    levels = (before + latent[0], after + r * latent[0] + np.sqrt(1 - r * r) * latent[1])
    return tuple(  # type: ignore[return-value]
        sum(
            np.clip(np.round(1.5 + 0.9 * level + 0.7 * rng.standard_normal(n)), 0, 3).astype(np.int64)
            for _ in range(9)
        )
        for level in levels
    )


def figures(table: ChangeTable) -> tuple[Estimate, ...]:
    """Every figure with its own interval."""
    return (
        mean_change(table), *effects(table), glass_delta(table), correlation(table),
        probability_of_improvement(table), rank_biserial(table),
    )  # fmt: skip


def intervals(table: ChangeTable, resamples: int) -> Iterator[tuple[str, str, float | None, float | None]]:
    """Every interval of a table: figure, kind, low, high."""
    for found in figures(table):
        yield found.name, "own", found.low, found.high
    better = int(table.count[table.gain >= 5].sum())
    yield SHARE, "own", *wilson(better, table.n)
    shares = {SHARE: table.gain >= 5}
    kinds = (("ABC", 0), ("BCa", 10**9)) if resamples else (("ABC", 0),)
    for kind, most in kinds:
        found_all = bootstrap(table, shares=shares, resamples=resamples or 100, most_cells=most)
        for name, found in found_all.items():
            yield name, kind, found.low, found.high


def population(shape: str) -> tuple[dict[str, float], list[float]]:
    """Each figure of a population so large that it is known, and its shares at either end."""
    rng = np.random.default_rng(SEED + 1)
    before, after = scores(rng, shape, TRUTH)
    table = ChangeTable.from_scores(before, after, better="lower")
    known = {found.name: float(found.plain or 0.0) for found in figures(table)}
    known[SHARE] = float(table.count[table.gain >= 5].sum()) / table.n
    return known, [float((column == end).mean()) for end in (0, 27) for column in (before, after)]


def simulate(
    shape: str, n: int, known: dict[str, float], runs: int, resamples: int
) -> dict[tuple[str, str], tuple[int, int]]:
    """How often each interval held the truth, and how often there was one."""
    rng = np.random.default_rng([SEED, n, list(SHAPES).index(shape)])
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for run in range(runs):
        table = ChangeTable.from_scores(*scores(rng, shape, n), better="lower")
        for name, kind, low, high in intervals(table, resamples if run % 4 == 0 else 0):
            held, had = found.get((name, kind), (0, 0))
            if low is not None and high is not None:
                found[name, kind] = (held + (low <= known[name] <= high), had + 1)
    return found


def coverage(held: int, had: int, runs: int) -> str:
    """One cell of the table: how many per cent held the truth."""
    if had < runs / 20:
        return "–"
    share = 100 * held / had
    near = HOLDS + 2 * 100 * float(np.sqrt(0.95 * 0.05 / had))
    return f"{share:.1f}" if abs(share - 95) <= near else f"{share:.1f}\\*"


def main() -> None:
    """Print the tables, one line a figure and kind of interval."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=2_000, help="simulated data sets a cell")
    parser.add_argument("--resamples", type=int, default=1_999, help="of the BCa interval, every fourth run")
    given = parser.parse_args()
    populations = {shape: population(shape) for shape in SHAPES}
    print("| scores | at the best before | after | at the worst before | after |")
    print("|---|---|---|---|---|")
    for shape, (_, ends) in populations.items():
        print(f"| {shape} | " + " | ".join(f"{end:.0%}" for end in ends) + " |")
    cells = [(shape, n) for shape in SHAPES for n in SIZES]
    results = {
        (shape, n): simulate(shape, n, populations[shape][0], given.runs, given.resamples)
        for shape, n in cells
    }
    print("\n| figure | interval | " + " | ".join(f"{shape}, n {n}" for shape, n in cells) + " |")
    print("|---|---|" + "---|" * len(cells))
    for name, kind in dict.fromkeys(key for result in results.values() for key in result):
        runs = given.runs / 4 if kind == "BCa" else given.runs
        line = [coverage(*results[cell].get((name, kind), (0, 0)), runs) for cell in cells]
        print(f"| {name} | {kind} | " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
