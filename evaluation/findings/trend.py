"""Change over time on one scale: who got better in each quarter or month, and what chance explains.

A pair belongs to the period of its second score. The shares follow a p-chart, the average change an
XmR chart (evaluation.trends); both are made again from what disclosure control leaves.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change import offered_rules, rules_for
from evaluation.change.rule import make_rate
from evaluation.findings.finding import Caveat
from evaluation.findings.of_scale import OfScale, names_of
from evaluation.findings.rounding import most_off
from evaluation.findings.sentences import verbs
from evaluation.findings.trend_words import trend_sentence
from evaluation.tallies import spread, weighed
from evaluation.trends import ENOUGH, Control, Every, numbers, p_chart, periods, xmr

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Evidence, Finding, RuleInWords
    from evaluation.measures.definition import Better
    from evaluation.tables import ChangeTable
    from evaluation.view import View

MOST = 60  # periods that one chart can show: five years of months
MONTHLY = 10  # pairs that a month needs to be a step of its own; a convention of Attune's
MOSTLY = 0.75  # of the months that need as many
COMPLETION = "completion"
_MEAN_OFF = 0.05  # how far a protected average, of one decimal, can be from the exact one


@dataclass(frozen=True, kw_only=True)
class TrendPoint:
    """One quarter or month: how many have their second score in it, and what became of them.

    `rates` are better, no change and worse under the finding's own definition; `mean_change` is in
    points of the scale, positive is better; `completion` is of those with a first score whose last
    score lies in the period, how many have both.
    """

    label: str
    short: str
    year: str  # the financial year it lies in
    start: date
    end: date
    n: int | None
    rates: tuple[Rate, ...]
    mean_change: float | None
    completion: Rate

    @property
    def improved(self) -> Rate:
        """How many got better."""
        return self.rates[0]


@dataclass(frozen=True, kw_only=True)
class Trend(OfScale):
    """One scale over time: its points in order, without a gap, and what the control charts say of them.

    `undated` is how many pairs are in no point, as their second score has no date; `earlier` how many
    are in periods before the first point.
    """

    measure_name: str
    better: Better
    every: Every
    rule: RuleInWords
    got_better: str  # "got reliably better"
    points: tuple[TrendPoint, ...]
    share: Control
    mean: Control | None  # None where steps are unequal
    rebase: date | None
    target: float | None  # a share, 0 to 1
    undated: int | None
    earlier: int | None
    sentence: str
    caveats: tuple[Caveat, ...]

    @property
    def rounded(self) -> bool:
        """Whether disclosure control has rounded its figures."""
        return any(rate.rounded for point in self.points for rate in (*point.rates, point.completion))

    @property
    def enough(self) -> bool:
        """Whether the latest points have limits."""
        return self.share.variation != "too few"


def trends(counted: Counted, evidence: Evidence) -> tuple[Trend, ...]:
    """The trend of every finding of a view, in the findings' order; none where no second score is dated."""
    made = (
        trend(counted, counted.place(f.measure, f.scale, f.rater), f, evidence.view)
        for f in evidence.findings
    )
    return tuple(entry for entry in made if entry is not None)


def trend(counted: Counted, i: int, finding: Finding, view: View) -> Trend | None:
    """What became of one finding's pairs period by period; None where no second score has a date."""
    keep = counted.mask(view.filters, view.start, view.end, i)
    month = _steps(counted, i, "month")
    dated = keep & counted.has_pair(i) & (month >= 0)
    if not dated.any():
        return None
    weight = counted.coded[i].entries.weight
    every = _step(month.compress(dated), weight if weight is None else weight.compress(dated), view)
    step_of = _steps(counted, i, every)
    own = step_of.compress(dated)
    last = int(own.max())
    first = max(int(own.min()), last - MOST + 1)
    steps = periods(first, last, every)
    group = np.where(step_of < 0, -1, step_of - first)
    tables = counted.tables(i, keep, group, len(steps))
    completion = _completion(counted, i, keep, group, len(steps))
    table = counted.table(i, keep)
    scale = counted.coded[i].paired.scores.scale
    rule = next(
        r for r in (*rules_for(scale), *offered_rules(scale, table, view)) if r.id == finding.headline_rule
    )
    who = f"{finding.nouns.many} with both scores"
    points = tuple(
        TrendPoint(
            label=step.label,
            short=step.short,
            year=step.year,
            start=step.start,
            end=step.end,
            n=found.n,
            rates=rule.rates(found, who, view.confidence),
            mean_change=None if finding.ordinal or not found.n else _mean(found),
            completion=make_rate(
                COMPLETION, "both", both, of, f"{finding.nouns.many} with a first score", view.confidence
            ),
        )
        for step, found, (both, of) in zip(steps, tables, completion, strict=True)
    )
    shown = sum(point.n or 0 for point in points)
    undated = counted.pairs(i, keep & (month < 0))
    made = Trend(
        **names_of(finding),
        most_each=finding.most_each,
        measure_name=finding.measure_name,
        better=finding.better,
        every=every,
        rule=finding.rule(finding.headline_rule),
        got_better=verbs(finding)[0],
        points=points,
        share=p_chart([], []),
        mean=None if finding.ordinal else xmr([]),
        rebase=view.rebase,
        target=None if view.target is None else view.target / 100,
        undated=undated,
        earlier=(finding.n or 0) - shown - undated,
        sentence="",
        caveats=(),
    )
    return charted_again(replace(made, caveats=_caveats(made, finding)))


def charted_again(found: Trend) -> Trend:
    """The same with its control charts and sentence made from the numbers it holds, exact or protected."""
    starts = _starts(found.points, found.rebase)
    rates = [point.improved for point in found.points]
    means = [point.mean_change for point in found.points]
    charted = replace(
        found,
        share=p_chart(
            [_number(rate) for rate in rates],
            [rate.of for rate in rates],
            starts,
            off=[most_off(rate.of or 0) if rate.rounded else 0.0 for rate in rates],
        ),
        mean=None if found.mean is None else xmr(means, starts, off=[_MEAN_OFF * found.rounded] * len(means)),
    )
    return replace(charted, sentence=trend_sentence(charted))


def _number(rate: Rate) -> float | None:
    """How many got better, as printed: of rounded counts the share is nearer than the number itself."""
    return rate.share * (rate.of or 0) if rate.rounded and rate.share is not None else rate.n


def _steps(counted: Counted, i: int, every: Every) -> NDArray[np.int32]:
    """The month or quarter that each episode belongs to on the i-th scale, worked out once; -1: none."""
    if ("steps", i, every) not in counted.kept:
        counted.kept["steps", i, every] = numbers(counted.seconds(i), every).astype(np.int32)
    found: NDArray[np.int32] = counted.kept["steps", i, every]
    return found


def _step(months: NDArray[np.int32], weight: NDArray[np.int64] | None, view: View) -> Every:
    """The step that a view asks for; otherwise months where there are enough pairs in enough of them."""
    if view.every != "auto":
        return view.every
    last = int(months.max())
    late = months > last - MOST
    within = months.compress(late)
    counts = weighed(within - within.min(), 1, weight if weight is None else weight.compress(late))
    enough = len(counts) >= ENOUGH and (counts >= MONTHLY).mean() >= MOSTLY
    return "month" if enough else "quarter"


def _completion(
    counted: Counted, i: int, keep: NDArray[np.bool_], group: NDArray[np.int64], groups: int
) -> list[tuple[int, int]]:
    """In each group, how many have both scores, of how many with a first."""
    paired = counted.coded[i].paired
    has_pair = counted.has_pair(i)
    inside = keep & (group >= 0) & (group < groups)
    entries = counted.coded[i].entries
    both = spread(entries, group, groups, inside & has_pair)
    first = spread(entries, group, groups, inside & (has_pair | paired.has_before))
    return [(int(b), int(f)) for b, f in zip(both, first, strict=True)]


def _mean(table: ChangeTable) -> float:
    return float((table.gain * table.count).sum() / table.n)


def _starts(points: tuple[TrendPoint, ...], rebase: date | None) -> tuple[int, ...]:
    """Where the average begins anew: the first period that starts on or after the chosen date."""
    if rebase is None:
        return ()
    return next(((i,) for i, point in enumerate(points) if point.start >= rebase), ())


def _caveats(found: Trend, finding: Finding) -> tuple[Caveat, ...]:
    many, step = found.nouns.many, found.every
    texts = {
        "no_comparison": next((c.text for c in finding.caveats if c.key == "no_comparison"), ""),
        "latest": f"The latest {step} may not be complete: its figures can change as more second scores "
        "come in.",
        "mix": f"Each {step} is of other {many}, so a sign of change can come from who was seen.",
        "undated": f"{found.undated} with both scores are in no {step}, as their second score has no date."
        if found.undated
        else "",
        "earlier": f"The {MOST} latest {step}s are shown; {found.earlier} with both scores are from before."
        if found.earlier
        else "",
    }
    return tuple(Caveat(key=key, text=text) for key, text in texts.items() if text)
