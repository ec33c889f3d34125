"""Which interval of the main effect size holds at the ends of a scale: what was tried.

Run `python benchmarks/candidates.py` (a minute) to print the table of docs/coverage.md that compares
ways to an interval for the change in SDs before. Many data sets are worked out at once, each with n
families, from the shapes of coverage.py and a few harder ones; what the package offers is worked out
again here from rows, so that the two can be compared.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.coverage import SEED, SHAPES, SIZES, TRUTH, Shape, scores  # noqa: E402 the root comes first
from evaluation.effects import hedges_factor  # noqa: E402

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CONFIDENCE = 0.95
AT_ONCE = 200_000  # families
HARDER = {
    "three quarters at the worst": Shape(3.1, 2.2),
    "third at the worst, very large change": Shape(1.8, -0.5, 0.3),
    "half at the worst, closely related": Shape(2.3, 1.5, 0.85),
    "eighth at the worst, large change": Shape(1.0, -1.2, 0.4),
}
_STEP = 0.05  # of numerical derivatives, in standard errors


def gains(rng: np.random.Generator, shape: Shape, runs: int, n: int) -> tuple[Floats, Floats]:
    """Scores before and gains of n families in each of so many data sets (runs x n)."""
    before, after = scores(rng, shape, runs * n)
    sign = 1 if shape.better == "higher" else -1
    return before.reshape(runs, n).astype(float), sign * (after - before).reshape(runs, n).astype(float)


def intervals(x: Floats, g: Floats) -> dict[str, tuple[Floats, Floats]]:
    """The ends of each interval for each data set; those without spread are NaN."""
    n = x.shape[1]
    df, factor = n - 1, hedges_factor(n - 1) or np.nan
    z, t = special.ndtri((1 + CONFIDENCE) / 2), special.stdtrit(df, (1 + CONFIDENCE) / 2)
    change, off = g.mean(axis=1), x - x.mean(axis=1, keepdims=True)
    sd = np.sqrt((off**2).sum(axis=1) / df)
    sd[sd == 0] = np.nan
    d = change / sd
    corrected = factor * d
    usual = np.sqrt((g.var(axis=1, ddof=1) / sd**2 + corrected**2 / 2) / df)
    # How far each family pulls the figure (third and fourth moments and all).
    pull = (g - change[:, None]) / sd[:, None]
    pull -= (d / 2)[:, None] * (off**2 / sd[:, None] ** 2 * n / df - 1)
    delta = np.sqrt((pull**2).sum(axis=1) / n / df)
    # Each family left out.
    changes = (n * change[:, None] - g) / df
    sds = np.sqrt(np.maximum((off**2).sum(axis=1, keepdims=True) - off**2 * n / df, 0) / (n - 2))
    left_out = np.where(sds > 0, changes / np.where(sds > 0, sds, 1), d[:, None])
    jack = np.sqrt(df / n * ((left_out - left_out.mean(axis=1, keepdims=True)) ** 2).sum(axis=1))
    unbiased = n * d - df * left_out.mean(axis=1)
    found = {
        "SMCRH (Bonett 2008)": around(corrected, z * usual),
        "delta method from the scores' own moments, t": around(corrected, t * delta),
        "jackknife, normal": around(corrected, z * jack),
        "jackknife, t": around(corrected, t * jack),
        "jackknife, t, about its own estimate": around(unbiased, t * jack),
        "the wider of SMCRH and the jackknife, t": around(corrected, t * np.fmax(usual, jack)),
        "Fieller, jackknife's covariances, t": fieller(change, sd, changes, sds, t),
    }
    for name, quantile in (("ABC", z), ("ABC with t", t)):
        found[name] = abc(x, g, d, left_out, jack, quantile)
    return found


def around(centre: Floats, half: Floats) -> tuple[Floats, Floats]:
    """An interval to both sides."""
    return centre - half, centre + half


def fieller(change: Floats, sd: Floats, changes: Floats, sds: Floats, t: float) -> tuple[Floats, Floats]:
    """The ratios that a t test of change = ratio x SD does not reject."""
    n = changes.shape[1]
    one, other = (column - column.mean(axis=1, keepdims=True) for column in (changes, sds))
    share = t**2 * (n - 1) / n
    a = sd**2 - share * (other**2).sum(axis=1)
    b = change * sd - share * (one * other).sum(axis=1)
    c = change**2 - share * (one**2).sum(axis=1)
    root = np.sqrt(np.maximum(b**2 - a * c, 0))
    low, high = (b - root) / a, (b + root) / a
    return np.where(a > 0, low, -np.inf), np.where(a > 0, high, np.inf)


def abc(
    x: Floats, g: Floats, d: Floats, left_out: Floats, jack: Floats, quantile: float
) -> tuple[Floats, Floats]:
    """DiCiccio and Efron's (1992) interval, with another quantile if wanted."""
    n = x.shape[1]
    pull = (n - 1) * (left_out.mean(axis=1, keepdims=True) - left_out)

    def figure(step: Floats) -> Floats:
        weights = np.maximum(1 + (step / jack / n)[:, None] * pull, 0)
        weights /= weights.sum(axis=1, keepdims=True)
        off = x - (weights * x).sum(axis=1, keepdims=True)
        spread = (weights * off**2).sum(axis=1) * n / (n - 1)
        return (weights * g).sum(axis=1) / np.sqrt(np.where(spread > 0, spread, np.nan))

    squares = (pull**2).sum(axis=1)
    acceleration = (pull**3).sum(axis=1) / (6 * squares**1.5)
    near = np.full(len(x), _STEP)
    curve = (figure(near) - 2 * d + figure(-near)) / (2 * jack * _STEP**2)
    start = acceleration + curve - (n - 1) * (left_out.mean(axis=1) - d) / jack
    low, high = (figure(w / (1 - acceleration * w) ** 2) for w in (start - quantile, start + quantile))
    return low, high


def held(shape: Shape, n: int, truth: float, runs: int) -> dict[str, float]:
    """How many per cent of the data sets' intervals hold the truth."""
    rng = np.random.default_rng([SEED, n])
    inside: dict[str, list[NDArray[np.bool_]]] = {}
    for start in range(0, runs, max(1, AT_ONCE // n)):
        some = min(max(1, AT_ONCE // n), runs - start)
        x, g = gains(rng, shape, some, n)
        with np.errstate(all="ignore"):
            for name, (low, high) in intervals(x, g).items():
                kept = ~np.isnan(low) & ~np.isnan(high)
                inside.setdefault(name, []).append(((low <= truth) & (truth <= high))[kept])
    return {name: 100 * float(np.concatenate(parts).mean()) for name, parts in inside.items()}


def main() -> None:
    """Print the table: of each interval the least and the most over all cells, by n."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--runs", type=int, default=4_000, help="simulated data sets a cell")
    given = parser.parse_args()
    found: dict[str, dict[int, list[float]]] = {}
    for shape in (SHAPES | HARDER).values():
        x, g = gains(np.random.default_rng(SEED + 1), shape, 1, TRUTH)
        truth = float(g.mean() / x.std(ddof=1))
        for n in SIZES:
            for name, share in held(shape, n, truth, given.runs).items():
                found.setdefault(name, {}).setdefault(n, []).append(share)
    print("| interval | " + " | ".join(f"n {n}, least | most" for n in SIZES) + " | cells below 93.5 |")
    print("|---|" + "---|" * (2 * len(SIZES) + 1))
    for name, by_size in found.items():
        ends = " | ".join(f"{min(by_size[n]):.1f} | {max(by_size[n]):.1f}" for n in SIZES)
        everything = [share for shares in by_size.values() for share in shares]
        print(f"| {name} | {ends} | {sum(share < 93.5 for share in everything)} of {len(everything)} |")


if __name__ == "__main__":
    main()
