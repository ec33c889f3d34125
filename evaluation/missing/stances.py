"""Three stances towards those without a second score, and the share that each gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evaluation.change import wilson
from evaluation.estimates import Rate

Name = Literal["complete", "none", "all"]


@dataclass(frozen=True, kw_only=True)
class Stance:
    """What is supposed of those without a second score, and in words."""

    id: Name
    words: str


STANCES = (
    Stance(id="complete", words="only those with both scores"),
    Stance(id="none", words="as if none without a second score got better"),
    Stance(id="all", words="as if all without a second score got better"),
)


def under(rate: Rate, missing: int, stance: Stance) -> Rate:
    """The rate of those who got better if `missing` more had done as the stance supposes.

    The interval is Wilson's of the counts supposed: it holds for that stance, not across them. A
    rate that can't be had is given back as it is.

    >>> rate = Rate(rule="any_change", outcome="improved", n=30, of=40, who="families", low=0.6, high=0.86)
    >>> under(rate, 20, STANCES[1]).share, under(rate, 20, STANCES[2]).n
    (0.5, 50)
    """
    if stance.id == "complete" or rate.n is None or not rate.of:
        return rate
    n, of = rate.n + (missing if stance.id == "all" else 0), rate.of + missing
    low, high = wilson(n, of, rate.confidence)
    return Rate(
        rule=rate.rule,
        outcome=rate.outcome,
        n=n,
        of=of,
        who=rate.who,
        low=low,
        high=high,
        confidence=rate.confidence,
    )
