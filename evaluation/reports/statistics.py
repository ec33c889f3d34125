"""The table for statisticians: every figure with both of its intervals, tests, floors and ceilings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import labels
from evaluation.charts.table import Cell, Table, measured, shared
from evaluation.findings.details import TEST_SOURCES
from evaluation.findings.ends import loose_correlation

if TYPE_CHECKING:
    from evaluation.effects import Significance
    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.details import Detail
    from evaluation.findings.finding import Finding

_ENDS = {
    "worst_before": "At the worst possible score before",
    "worst_after": "At the worst possible score after",
    "best_before": "At the best possible score before",
    "best_after": "At the best possible score after",
}
WITHHELD = (
    "The figures for statisticians are not given under disclosure control: so many exact figures of the same "
    "scores would let small numbers be worked out. Averages, the main effect size and the shares above are "
    "what is safe."
)


def statistics(finding: Finding) -> Table | None:
    """Figure, value, own interval, bootstrap interval, formula and source; None where withheld."""
    found = finding.details
    if found is None:
        return None
    rows: list[tuple[Cell, ...]] = [_figure(detail) for detail in found.figures]
    rows += [_test(test) for test in found.tests]
    rows += [_rate(_ENDS[rate.outcome], rate, "share of the pairs") for rate in found.ends]
    if found.room is not None:
        known = {rule.id: rule.label for rule in finding.rules}
        definition = known.get(finding.headline_rule, labels.rule(finding.headline_rule))
        how = f"with the best possible second score, by: {definition}"
        rows.append(_rate("Could have got better", found.room.could, how))
        rows.append(_rate("Got better, of those who could have", found.room.improved, f"by: {definition}"))
    return Table(
        caption=f"{labels.scored(finding)}: figures for statisticians",
        columns=("Figure", "Value", "From", "To", "Resampled from", "Resampled to", "How and source"),
        rows=tuple(rows),
        notes=(f"Positive is better. {wording.capital(labels.paired(finding))}.", *_notes(finding)),
        name=f"{finding.short} statistics",
    )


def _notes(finding: Finding) -> tuple[str, ...]:
    found = finding.details
    if found is None:
        return ()
    drawn = [detail.bootstrap for detail in found.figures if detail.bootstrap is not None]
    kinds = sorted({one.interval for one in drawn if one.low is not None})
    notes = []
    if kinds:
        level = wording.level(drawn[0].confidence)
        notes.append(
            f"From and to: the {level} interval of the figure's own method, or the jackknife's where that is "
            f"named. Resampled: {wording.listed(kinds)} (Efron 1987; DiCiccio and Efron 1992); the same "
            "scores give the same interval."
        )
    if finding.most_each > 1:
        whose = "learner" if finding.domain == "learning" else "family"
        notes.append(
            f"Tests and intervals take the pairs to be independent. Some are of the same {whose}, so "
            "p values are too small and intervals too narrow."
        )
    notes += [said] if (said := loose_correlation(found)) else []
    if found.tests:
        notes.append(
            "A p value says how surprising these scores would be if nothing but chance moved them. It says "
            "nothing of the size of a change or of its cause."
        )
    notes += [
        f"{detail.label}: {wording.sentence(one.reason)}"
        for detail in found.figures
        for one in (detail.estimate, detail.bootstrap)
        if one is not None and one.reason
    ]
    notes += [f"{test.title}: {wording.sentence(test.reason)}" for test in found.tests if test.reason]
    return tuple(dict.fromkeys(notes))


def _figure(detail: Detail) -> tuple[Cell, ...]:
    own, drawn = detail.estimate, detail.bootstrap
    symbol = wording.UNAVAILABLE
    ends = (None, None) if drawn is None else (drawn.low, drawn.high)
    values = (own.value, own.low, own.high, *ends)
    return (detail.label, *(_printed(own, value, symbol) for value in values), detail.source)


def _printed(estimate: Estimate, value: float | None, symbol: str) -> Cell:
    if estimate.name == "probability_of_improvement":
        return shared(value, symbol)
    return measured(value, 1 if estimate.name == "mean_change" else 2, symbol)


def _test(test: Significance) -> tuple[Cell, ...]:
    none = wording.NOT_APPLICABLE
    if test.statistic is None:
        return (test.title, *(none,) * 5, TEST_SOURCES[test.name])
    df = f"({test.df})" if test.df is not None else ""
    statistic = wording.decimal(test.statistic, 2 if test.df is not None else 1).removesuffix(".0")
    of = f" of {wording.count(test.n)}" if test.name == "sign_test" else ""
    said = f"{test.symbol}{df} = {statistic}{of}, {test.p_words}"
    return (test.title, said, none, none, none, none, f"{test.how} ({TEST_SOURCES[test.name]})")


def _rate(label: str, rate: Rate, how: str) -> tuple[Cell, ...]:
    symbol, none = rate.hidden or wording.UNAVAILABLE, wording.NOT_APPLICABLE
    counts = f"{wording.count(rate.n, symbol)} of {wording.count(rate.of, symbol)} {rate.who}"
    return (
        f"{label} ({counts})",
        shared(rate.share, symbol),
        shared(rate.low, symbol),
        shared(rate.high, symbol),
        none,
        none,
        f"{how}; interval {rate.interval}",
    )
