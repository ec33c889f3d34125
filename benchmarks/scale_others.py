"""What others take for the same figures at any size: an analyst's pandas, scipy's bootstrap, pingouin.

`benchmarks/scale.py` runs each in a process of its own and times the function that comes back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

# Points by which a score has reliably changed, as an analyst looks them up (docs of the measures say where).
RELIABLE = {"phq9": 6, "gad7": 4, "core10": 6}
HIGHEST = {"phq9": 27, "gad7": 21, "core10": 40}
RESAMPLES = 4_999


def by_hand(frame: pd.DataFrame) -> dict[str, dict[str, float]]:
    """What an analyst writes: first score at the baseline, last at the end, and a threshold.

    Returns by questionnaire the number of pairs, the mean change (below 0 is better) and the share who got
    reliably better.
    """
    rows = frame[frame["family_id"].notna()].drop_duplicates().sort_values("date_completed", kind="stable")
    found = {}
    for name, points in RELIABLE.items():
        own = rows[rows[f"{name}_total"].notna() & (rows[f"{name}_total"] <= HIGHEST[name])]
        before = own[own["stage"] == "Baseline"].groupby("family_id")[f"{name}_total"].first()
        after = own[own["stage"] == "End"].groupby("family_id")[f"{name}_total"].last()
        change = after.sub(before).dropna().astype(float)
        found[name] = {
            "pairs": float(len(change)),
            "change": float(change.mean()),
            "improved": float((change <= -points).mean()),
        }
    return found


def pandas_by_hand(folder: Path, _: int) -> Callable[[], str]:
    """All of it, reading included, as with Attune."""
    return lambda: str(by_hand(pd.read_parquet(folder)))


def pairs(n: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Pairs of PHQ-9 totals: a score before and one after for each of n families."""
    rng = np.random.default_rng(n)
    before = np.clip(np.rint(rng.normal(12, 6, n)), 0, 27)
    return before, np.clip(np.rint(0.6 * before + rng.normal(1, 4.5, n)), 0, 27)


def scipys(_: Path, n: int) -> Callable[[], str]:
    """The BCa interval of the mean change, from rows."""
    from scipy import stats  # noqa: PLC0415 loaded only in the process that measures it

    before, after = pairs(n)

    def run() -> str:
        found = stats.bootstrap((before - after,), np.mean, n_resamples=RESAMPLES, method="BCa", batch=100)
        return f"{found.confidence_interval.low:.3f} to {found.confidence_interval.high:.3f}"

    return run


def attunes(_: Path, n: int) -> Callable[[], str]:
    """The BCa intervals of all nine effects, from the counts; counting the pairs is part of it."""
    from evaluation.effects import bootstrap  # noqa: PLC0415 the same
    from evaluation.tables import ChangeTable  # noqa: PLC0415

    before, after = pairs(n)

    def run() -> str:
        table = ChangeTable.from_scores(before, after, better="lower")
        found = bootstrap(table, resamples=RESAMPLES)["mean_change"]
        return f"{found.low:.3f} to {found.high:.3f}"

    return run


def pingouins_effect(_: Path, n: int) -> Callable[[], str]:
    """Cohen's d_av without an interval."""
    import pingouin  # noqa: PLC0415 the same

    before, after = pairs(n)
    return lambda: f"{pingouin.compute_effsize(before, after, paired=True, eftype='cohen'):.4f}"


def pingouins_interval(_: Path, n: int) -> Callable[[], str]:
    """The BCa interval of the mean change, from rows."""
    import pingouin  # noqa: PLC0415 the same

    before, after = pairs(n)

    def run() -> str:
        low, high = pingouin.compute_bootci(before - after, func="mean", method="BCa", n_boot=RESAMPLES)
        return f"{low:.2f} to {high:.2f}"

    return run


def pingouins_wilcoxon(_: Path, n: int) -> Callable[[], str]:
    """The signed-rank test with its rank-biserial correlation."""
    import pingouin  # noqa: PLC0415 the same

    before, after = pairs(n)
    return lambda: f"rank-biserial {pingouin.wilcoxon(before, after)['RBC'].iloc[0]:.3f}"


def attunes_effects(_: Path, n: int) -> Callable[[], str]:
    """Everything that `compare` gives of two columns: effects with intervals, Wilcoxon, rates."""
    from evaluation import compare  # noqa: PLC0415 the same

    before, after = pairs(n)

    def run() -> str:
        found = compare(before, after, better="lower").to_dict()["effects"]["d_av"]
        return f"d_av {found['value']:.4f}"

    return run


OTHERS: dict[str, Callable[[Path, int], Callable[[], str]]] = {
    "pandas by hand: read, first and last score, three shares": pandas_by_hand,
    "Attune: BCa intervals of nine effects": attunes,
    "scipy.stats.bootstrap: BCa interval of the mean change": scipys,
    "pingouin: BCa interval of the mean change": pingouins_interval,
    "Attune: all of `compare`": attunes_effects,
    "pingouin: compute_effsize, no interval": pingouins_effect,
    "pingouin: wilcoxon": pingouins_wilcoxon,
}
