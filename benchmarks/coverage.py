"""How often 95% intervals hold the truth on questionnaire sums with floors and ceilings.

Run `python benchmarks/coverage.py` (a quarter of an hour) to print the tables that docs/coverage.md holds,
or with `--runs 200` for a quick look. Scores are sums of answers of 0 to 3, drawn for each family
from one latent level before and one after. The first table says how many stand at either end. A
star marks an interval whose coverage is further from 95% than 1.5 points and the noise of so many
runs (two standard errors); a dash, one that hardly ever exists.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
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
    jackknifed,
    mean_change,
    probability_of_improvement,
    rank_biserial,
)
from evaluation.findings.ends import held  # noqa: E402
from evaluation.tables import ChangeTable  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evaluation.estimates import Estimate
    from evaluation.measures.definition import Better

SEED = 20_260
SIZES = (20, 50, 200)
HOLDS = 1.5  # percentage points either side of 95
TRUTH = 2_000_000
SHARE = "share much better"
KINDS = {
    "as given": "The interval that a finding prints",
    "own": "The figure's own formula alone",
    "jackknife": "The jackknife's alone",
    "ABC": "The bootstrap without resampling (ABC)",
    "BCa": "The bootstrap by resampling (BCa)",
}


@dataclass(frozen=True)
class Shape:
    """Latent level before and after (in SDs of the families), their correlation, how many questions."""

    before: float
    after: float
    r: float = 0.6
    questions: int = 9
    better: Better = "lower"

    @property
    def top(self) -> int:
        """The highest score."""
        return 3 * self.questions

    @property
    def much(self) -> int:
        """As many points of this scale as 5 of one that goes to 27."""
        return max(1, round(5 / 27 * self.top))


SHAPES = {
    "as usual": Shape(-0.2, -0.9),
    "fifth at the best": Shape(-1.2, -2.0),
    "half at the best": Shape(-2.3, -2.8),
    "half at the worst": Shape(2.3, 1.5),
    "sixth at the worst": Shape(1.2, 0.4),
    "sixth at the worst, large change": Shape(1.2, -0.8),
    "tenth at the worst": Shape(0.9, 0.1),
    "twentieth at the worst, large change": Shape(0.4, -1.6, 0.5),
    "three questions, third at the worst": Shape(1.3, 0.2, 0.4, 3),
    "one question, most end at the best": Shape(-0.3, 2.0, 0.5, 1, "higher"),
}


def scores(rng: np.random.Generator, shape: Shape, n: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Sums of answers before and after for n families."""
    latent = rng.standard_normal((2, n))
    both = shape.r * latent[0] + np.sqrt(1 - shape.r**2) * latent[1]
    return tuple(
        sum(
            np.clip(np.round(1.5 + 0.9 * level + 0.7 * rng.standard_normal(n)), 0, 3).astype(np.int64)
            for _ in range(shape.questions)
        )
        for level in (shape.before + latent[0], shape.after + both)
    )


def drawn(rng: np.random.Generator, shape: Shape, n: int) -> ChangeTable:
    """The change table of n such families."""
    return ChangeTable.from_scores(*scores(rng, shape, n), better=shape.better)


def figures(table: ChangeTable) -> tuple[tuple[Estimate, ...], tuple[Estimate, ...]]:
    """Every figure with its own interval: first those that have the jackknife's too."""
    return (*effects(table), glass_delta(table), correlation(table)), (
        mean_change(table),
        probability_of_improvement(table),
        rank_biserial(table),
    )


def intervals(
    table: ChangeTable, shape: Shape, resamples: int
) -> Iterator[tuple[str, str, float | None, float | None]]:
    """Every interval of a table: figure, kind, low, high."""
    spread, others = figures(table)
    better = int(table.count[table.gain >= shape.much].sum())
    for kind, found in (
        ("as given", (*held(table, 0, shape.top, spread), *others)),
        ("own", spread),
        ("jackknife", jackknifed(table, spread)),
    ):
        for one in found:
            yield one.name, kind, one.low, one.high
    yield SHARE, "as given", *wilson(better, table.n)
    shares = {SHARE: table.gain >= shape.much}
    for kind in ("ABC", "BCa") if resamples else ("ABC",):
        resampled = bootstrap(table, shares=shares, resamples=resamples or 100, resample=kind == "BCa")
        for name, estimate in resampled.items():
            yield name, kind, estimate.low, estimate.high


def population(shape: Shape) -> tuple[dict[str, float], list[float]]:
    """Each figure of a population so large that it is known, and its shares at either end."""
    before, after = scores(np.random.default_rng(SEED + 1), shape, TRUTH)
    table = ChangeTable.from_scores(before, after, better=shape.better)
    known = {found.name: float(found.plain or 0.0) for some in figures(table) for found in some}
    known[SHARE] = float(table.count[table.gain >= shape.much].sum()) / table.n
    best, worst = (0, shape.top) if shape.better == "lower" else (shape.top, 0)
    return known, [float((column == end).mean()) for end in (best, worst) for column in (before, after)]


def simulate(
    name: str, n: int, known: dict[str, float], runs: int, resamples: int
) -> dict[tuple[str, str], tuple[int, int]]:
    """How often each interval held the truth, and how often there was one."""
    rng = np.random.default_rng([SEED, n, list(SHAPES).index(name)])
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for run in range(runs):
        table = drawn(rng, SHAPES[name], n)
        for figure, kind, low, high in intervals(table, SHAPES[name], resamples if run % 4 == 0 else 0):
            count, had = found.get((figure, kind), (0, 0))
            if low is not None and high is not None:
                found[figure, kind] = (count + (low <= known[figure] <= high), had + 1)
    return found


def coverage(count: int, had: int, runs: float) -> str:
    """One cell of a table: how many per cent held the truth."""
    if had < runs / 20:
        return "–"
    share = 100 * count / had
    near = HOLDS + 2 * 100 * float(np.sqrt(0.95 * 0.05 / had))
    return f"{share:.1f}" if abs(share - 95) <= near else f"{share:.1f}\\*"


def main() -> None:
    """Print the tables: one a kind of interval, one line a shape and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=2_000, help="simulated data sets a cell")
    parser.add_argument("--resamples", type=int, default=999, help="of the BCa interval, every fourth run")
    given = parser.parse_args()
    populations = {name: population(shape) for name, shape in SHAPES.items()}
    print("| scores | at the best before | after | at the worst before | after | change in SDs before |")
    print("|---|---|---|---|---|---|")
    for name, (known, ends) in populations.items():
        shares = " | ".join(f"{end:.0%}" for end in ends)
        print(f"| {name} | {shares} | {known['baseline_sd']:.1f} |", flush=True)
    results = {
        (name, n): simulate(name, n, populations[name][0], given.runs, given.resamples)
        for name in SHAPES
        for n in SIZES
    }
    for kind, title in KINDS.items():
        names = list(dict.fromkeys(figure for r in results.values() for figure, k in r if k == kind))
        print(f"\n### {title}\n\n| scores | n | " + " | ".join(names) + " |")
        print("|---|---|" + "---|" * len(names))
        runs = given.runs / 4 if kind == "BCa" else given.runs
        for (name, n), result in results.items():
            line = [coverage(*result.get((figure, kind), (0, 0)), runs) for figure in names]
            print(f"| {name} | {n} | " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
