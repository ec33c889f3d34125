"""The two shapes in which a number leaves the statistics: an estimate and a rate.

Neither is ever a bare float: an estimate carries its interval and standardiser, a rate its
numerator, denominator, who they are and its interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A point estimate with its interval; positive is improvement.

    `value`, `low` and `high` are None where the data cannot give them (`reason` says why).
    For standardised effects `plain` is the uncorrected value and `hedges` the one with
    Hedges' exact small-sample correction; `value` is whichever of the two the interval is for.
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    interval: str = ""
    confidence: float = 0.95
    standardiser: str = ""
    plain: float | None = None
    hedges: float | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; a figure that can't be had is None, never NaN.

        >>> Estimate(name="d_z", value=0.5, low=0.1, high=0.9, interval="noncentral t").to_dict()["high"]
        0.9
        """
        return {
            "value": _plain(self.value),
            "low": _plain(self.low),
            "high": _plain(self.high),
            "interval": self.interval,
            "standardiser": self.standardiser,
            "confidence": _plain(self.confidence),
            "plain": _plain(self.plain),
            "hedges": _plain(self.hedges),
            "reason": self.reason,
        }


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many of whom: numerator, denominator, who they are, and the interval of the share.

    `n`, `of`, `low`, `high` are None where disclosure control has hidden them (`hidden`
    then holds the symbol, "[c]") or where nobody is in the denominator.
    `printed_share` overrides the share where control has rounded the counts beside it.
    """

    rule: str
    outcome: str
    n: int | None
    of: int | None
    who: str
    low: float | None
    high: float | None
    interval: str = "Wilson"
    confidence: float = 0.95
    hidden: str = ""
    printed_share: float | None = None

    @property
    def share(self) -> float | None:
        """Numerator over denominator, between 0 and 1; None when either is hidden or 0.

        >>> Rate(rule="any_change", outcome="improved", n=3, of=4, who="families",
        ...      low=0.30, high=0.95).share
        0.75
        """
        if self.printed_share is not None:
            return self.printed_share
        if self.n is None or not self.of:
            return None
        return self.n / self.of

    @property
    def rounded(self) -> bool:
        """Whether disclosure control has rounded the counts, so that they are printed as "about"."""
        return self.printed_share is not None

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; what is hidden or can't be had is None, never NaN.

        >>> Rate(rule="any_change", outcome="improved", n=3, of=4, who="families",
        ...      low=0.30, high=0.95).to_dict()["share"]
        0.75
        """
        return {
            "rule": self.rule,
            "outcome": self.outcome,
            "n": None if self.n is None else int(self.n),
            "of": None if self.of is None else int(self.of),
            "who": self.who,
            "share": _plain(self.share),
            "low": _plain(self.low),
            "high": _plain(self.high),
            "interval": self.interval,
            "confidence": _plain(self.confidence),
            "hidden": self.hidden,
            "rounded": self.rounded,
        }


def _plain(value: float | None) -> float | None:
    """A Python float that JSON can hold."""
    return None if value is None or not math.isfinite(value) else float(value)
