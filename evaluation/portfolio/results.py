"""How a trainee's closed cases did on each scale: counts with intervals, averages only of many."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change import make_rate
from evaluation.effects import describe, mean_change
from evaluation.portfolio.cases import Judge
from evaluation.portfolio.contents import MANY, Result

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting import Counted

GOALS = "The goals of one family go together, so no interval is given: it would be too narrow."


def results(counted: Counted, closed: NDArray[np.bool_], confidence: float) -> tuple[Result, ...]:
    """One result a scale and rater on which any closed case has a first score or a pair."""
    found = (_result(counted, i, closed, confidence) for i in range(len(counted.coded)))
    return tuple(result for result in found if result is not None)


def _result(counted: Counted, i: int, closed: NDArray[np.bool_], confidence: float) -> Result | None:
    paired = counted.coded[i].paired
    scale, judge = paired.scores.scale, Judge.of(paired.scores.scale)
    with_pair = counted.has_pair(i)
    begun = int(np.count_nonzero(closed & (paired.has_before | with_pair)))
    if not begun:
        return None
    table = counted.table(i, closed)
    goals = scale.unit == "goal"
    one, many = ("goal", "goals") if goals else ("closed case", "closed cases")
    who = f"{many} with both scores"
    rates = judge.rule.rates(table, who, confidence) if scale.claims and table.n else ()
    note = judge.headline.note if not judge.published else ""
    if goals and counted.most_each(i, closed) > 1:  # goals of one family are not so many families
        rates = tuple(replace(rate, low=None, high=None) for rate in rates)
        note = f"{note} {GOALS}".strip()
    result = Result(
        scale=scale.title,
        rater=paired.scores.rater,
        better=scale.better,
        one=one,
        many=many,
        whole=make_rate(
            "completion",
            "both",
            int(np.count_nonzero(closed & with_pair)),
            begun,
            "closed cases with a first score",
            confidence,
        ),
        rates=rates,
        rule=judge.rule.label if judge.published else "Any difference",
        source=judge.rule.source if judge.published else "",
        published=judge.published,
        note=note,
    )
    if table.n < MANY or scale.ordinal or goals or not scale.claims:
        return result
    moments = describe(table)
    return replace(
        result,
        mean_before=moments.mean_before,
        mean_after=moments.mean_after,
        mean_change=mean_change(table, confidence),
    )
