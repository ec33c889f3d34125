"""Tests of no change on average: paired t, Wilcoxon's signed ranks, the sign test.

A p value says how surprising the data would be if nothing but chance moved the scores. It is no
measure of size, and none of a cause.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from scipy import special

from evaluation.effects.moments import describe
from evaluation.effects.ranks import NOBODY, UNCHANGED, SignedRanks

if TYPE_CHECKING:
    from evaluation.tables import ChangeTable

SMALLEST = 1e-300  # stands for every p below it: no p is ever 0
EXACT_UP_TO = 50  # pairs up to which Wilcoxon's distribution is counted out


@dataclass(frozen=True, kw_only=True)
class Significance:
    """The result of a two-sided test; `statistic` is positive (or large) for improvement.

    `n` counts the pairs that the test uses and `zeros` those left out because they did not
    change. Without a `p` the `reason` says why.
    """

    name: str
    title: str
    statistic: float | None
    symbol: str
    p: float | None
    n: int
    zeros: int = 0
    df: int | None = None
    how: str
    reason: str = ""

    @property
    def p_words(self) -> str:
        """The p value in print, never 0.

        >>> paired_t_words = Significance(name="x", title="x", statistic=9, symbol="t", p=1e-9, n=9, how="")
        >>> paired_t_words.p_words
        'p < 0.001'
        """
        if self.p is None:
            return "no p value"
        return "p < 0.001" if self.p < 0.001 else f"p = {self.p:.3f}"

    def __str__(self) -> str:
        if self.statistic is None:
            return f"{self.title}: can't be computed: {self.reason[:1].lower()}{self.reason[1:]}"
        df = f"({self.df})" if self.df is not None else ""
        return f"{self.title}: {self.symbol}{df} = {self.statistic:.2f}, {self.p_words} ({self.how})"

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "statistic": self.statistic,
            "symbol": self.symbol,
            "df": self.df,
            "p": self.p,
            "n": self.n,
            "zeros": self.zeros,
            "how": self.how,
            "reason": self.reason,
        }


def paired_t(table: ChangeTable) -> Significance:
    """Student's paired t test: mean change over its standard error, on n - 1 degrees of freedom.

    >>> from evaluation.tables import ChangeTable
    >>> print(paired_t(ChangeTable.from_scores([10, 12, 14], [8, 8, 8], better="lower")))
    Paired t test: t(2) = 3.46, p = 0.074 (two-sided)
    """
    m = describe(table)
    t = p = None
    reason = ""
    if m.n == 0:
        reason = NOBODY
    elif m.n == 1:
        reason = "Only one pair of scores: at least two are needed."
    elif m.mean_change is None or m.sd_change is None:
        reason = "The scores are too large or too small to calculate with."
    elif m.sd_change == 0:
        reason = "Everybody changed by the same amount, so chance can't be told from change."
    else:
        t = m.mean_change / (m.sd_change / math.sqrt(m.n))
        p = _at_least(2 * float(special.stdtr(m.n - 1, -abs(t))))
    return Significance(
        name="paired_t",
        title="Paired t test",
        statistic=t,
        symbol="t",
        p=p,
        n=m.n,
        df=None if t is None else m.n - 1,
        how="two-sided",
        reason=reason,
    )


def sign_test(table: ChangeTable) -> Significance:
    """The exact sign test: how many of those who changed improved, against even odds.

    Two-sided: twice the smaller binomial tail, at most 1 (Conover 1999). It needs
    order alone, so it serves ratings whose steps are unequal.

    >>> from evaluation.tables import ChangeTable
    >>> test = sign_test(ChangeTable.from_scores([9] * 8, [7, 7, 6, 5, 8, 8, 8, 10], better="lower"))
    >>> test.statistic, test.p  # 2 (1 + 8) / 256
    (7.0, 0.0703125)
    """
    gain = table.gain
    better, worse = (int(table.count[side].sum()) for side in (gain > 0, gain < 0))
    n = better + worse
    p = _at_least(min(1.0, 2 * float(special.bdtr(min(better, worse), n, 0.5)))) if n else None
    return Significance(
        name="sign_test",
        title="Sign test",
        statistic=float(better) if n else None,
        symbol="number better",
        p=p,
        n=n,
        zeros=table.n - n,
        how="two-sided, exact binomial, those who did not change left out",
        reason="" if n else UNCHANGED if table.n else NOBODY,
    )


def wilcoxon(
    table: ChangeTable, *, zeros: Literal["wilcox", "pratt"] = "wilcox", corrected: bool = True
) -> Significance:
    """Wilcoxon's signed-rank test; the statistic is the sum of the ranks of those who improved.

    Exact up to 50 pairs when no two changed by the same amount and all changed; otherwise the
    normal approximation with the variance of the tied ranks and, if `corrected`, a continuity
    correction of one half. `zeros` says what becomes of those who did not change: "wilcox" leaves
    them out, "pratt" ranks them below the others and then leaves them out (Pratt 1959).

    >>> from evaluation.tables import ChangeTable
    >>> test = wilcoxon(ChangeTable.from_scores([9, 9, 9, 9], [5, 6, 7, 8], better="lower"))
    >>> test.statistic, test.p  # all four improved: 2 / 2^4
    (10.0, 0.125)
    """
    ranks = SignedRanks.of(table, pratt=zeros == "pratt")
    n = ranks.n
    statistic = p = None
    how = "two-sided"
    if n:
        statistic = ranks.up
        if n <= EXACT_UP_TO and not ranks.zeros and not ranks.tied:
            how += ", exact"
            p = _exact(int(min(ranks.up, ranks.total - ranks.up)), n)
        else:
            how += ", normal approximation with ties"
            how += ", continuity corrected" if corrected else ", not continuity corrected"
            how += (
                ", those who did not change ranked and left out (Pratt)"
                if zeros == "pratt"
                else ", those who did not change left out"
            )
            away = abs(ranks.up - ranks.total / 2)
            away = max(away - 0.5, 0.0) if corrected else away
            p = min(1.0, 2 * float(special.ndtr(-away / math.sqrt(ranks.squares / 4))))
    return Significance(
        name="wilcoxon",
        title="Wilcoxon signed-rank test",
        statistic=statistic,
        symbol="W+",
        p=None if p is None else _at_least(p),
        n=n,
        zeros=ranks.zeros,
        how=how,
        reason="" if n else UNCHANGED if table.n else NOBODY,
    )


def _exact(smaller: int, n: int) -> float:
    """Twice the chance of a rank sum of `smaller` or less, every sign being even odds."""
    ways = np.zeros(n * (n + 1) // 2 + 1)
    ways[0] = 1
    for rank in range(1, n + 1):  # exact: 2^50 is a whole number in binary floating point
        ways[rank:] = ways[rank:] + ways[:-rank]
    return min(1.0, 2 * float(ways[: smaller + 1].sum()) / 2.0**n)


def _at_least(p: float) -> float:
    return max(p, SMALLEST)
