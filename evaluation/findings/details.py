"""What a statistician asks of a finding: every effect twice over, tests, floors and ceilings.

Each figure carries its formula and where that comes from. None of it is needed to read a finding,
and none of it leaves disclosure control: too many exact figures of one set of scores would let
small numbers be worked out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from evaluation.change import make_rate, room_to_improve
from evaluation.effects import (
    JACKKNIFE,
    bootstrap,
    correlation,
    effects,
    extremes,
    glass_delta,
    mean_change,
    paired_t,
    probability_of_improvement,
    rank_biserial,
    sign_test,
    wilcoxon,
)
from evaluation.findings.ends import held
from evaluation.findings.parts import NotAsked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evaluation.change import Room, Rule
    from evaluation.effects import Significance
    from evaluation.estimates import Estimate, Rate
    from evaluation.measures.definition import Scale
    from evaluation.tables import ChangeTable

    Kept = dict[tuple[object, ...], dict[str, Estimate]]

RESAMPLED_UP_TO = 200  # pairs; beyond, the interval without resampling is the same and at once

STANDARDISED = ("baseline_sd", "d_av", "d_rm", "d_z")  # the headline first

# Name in print, formula with its source, own interval. x is the score before, y after, df = n - 1.
SOURCES = {
    "mean_change": ("Average change", "mean of the changes", "paired t (Student 1908)"),
    "baseline_sd": (
        "Effect size in SDs before, Hedges' exact correction",
        "J(df) x change / SD before (J: Hedges 1981)",
        "SMCRH (Bonett 2008)",
    ),
    "glass_delta": (
        "Glass's delta (SDs before, uncorrected)",
        "change / SD before (Glass 1976), as NHS England publishes",
        "Bonett 2008",
    ),
    "d_av": ("d_av", "change / root of the mean of both variances", "Bonett 2015"),
    "d_rm": ("d_rm", "d_z x root of 2 (1 - r) (Borenstein et al. 2009, 4.26)", "by the delta method"),
    "d_z": ("d_z", "change / SD of the change", "noncentral t (Steiger and Fouladi 1997)"),
    "r": ("Correlation of the two scores", "Pearson's r", "Fisher 1921"),
    "probability_of_improvement": (
        "Chance of improvement, ties counted half",
        "(1 + share better - share worse) / 2",
        "Tango 1998",
    ),
    "rank_biserial": (
        "Matched-pairs rank-biserial correlation",
        "(W+ - W-) / (W+ + W-) (Kerby 2014)",
        "score (Wilson 1927)",
    ),
}
TEST_SOURCES = {
    "paired_t": "Student 1908",
    "wilcoxon": "Wilcoxon 1945; zeros left out, ties as Lehmann 1975",
    "sign_test": "Conover 1999",
}


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One figure with its own interval and a bootstrap's; `bootstrap` is None where not computed."""

    estimate: Estimate
    bootstrap: Estimate | None

    @property
    def label(self) -> str:
        """The figure's name in print."""
        return SOURCES[self.estimate.name][0]

    @property
    def source(self) -> str:
        """Its formula and its interval, and where they come from."""
        _, formula, own = SOURCES[self.estimate.name]
        return f"{formula}; interval {JACKKNIFE if self.estimate.interval == JACKKNIFE else own}"


@dataclass(frozen=True, kw_only=True)
class Details:
    """Everything behind a finding for those who would check it.

    `ends` are the shares at the worst and at the best possible score, before and after; `room` who
    could have improved by the finding's own rule, None where the rule can't say.
    """

    figures: tuple[Detail, ...]
    tests: tuple[Significance, ...]
    ends: tuple[Rate, ...]
    room: Room | None

    @property
    def standardised(self) -> tuple[Estimate, ...]:
        """The standardised effects of a finding, the headline first; none for an ordered rating."""
        found = {detail.estimate.name: detail.estimate for detail in self.figures}
        return tuple(found[name] for name in STANDARDISED if name in found)

    def has(self, name: str) -> bool:
        """Whether a figure could be computed with its own interval."""
        return any(d.estimate.name == name and d.estimate.low is not None for d in self.figures)

    def with_bootstraps(self, drawn: Mapping[str, Estimate] | NotAsked) -> Details:
        """The same with a bootstrap's interval beside each figure, or what says that none was asked for."""

        def beside(name: str) -> Any:
            return drawn if isinstance(drawn, NotAsked) else drawn.get(name)

        return replace(
            self, figures=tuple(replace(one, bootstrap=beside(one.estimate.name)) for one in self.figures)
        )

    def end(self, name: str) -> Rate:
        """The share at one end at one time, such as "worst_before"; raises KeyError for another name."""
        for rate in self.ends:
            if rate.outcome == name:
                return rate
        raise KeyError(name)

    def figure(self, name: str) -> Detail:
        """A figure by its name; raises KeyError when there is none."""
        for detail in self.figures:
            if detail.estimate.name == name:
                return detail
        raise KeyError(name)


def details(
    table: ChangeTable,
    scale: Scale,
    rule: Rule | None,
    who: str,
    confidence: float,
    *,
    resample: bool = True,
    kept: Kept | None = None,
) -> Details:
    """The details of one scale's pairs; `rule` is the one behind the finding's headline.

    An ordered rating gets what order alone can give: the chance of improvement and the sign test.
    `resample` False leaves out the bootstrap, for figures that are not shown. What is drawn is looked
    up in `kept`, and kept there: it belongs to the data set and goes with it.
    """
    if scale.ordinal:
        own: tuple[Estimate, ...] = (probability_of_improvement(table, confidence),)
        tests: tuple[Significance, ...] = (sign_test(table),)
    else:
        headline, *others = effects(table, confidence)
        spread = (headline, glass_delta(table, confidence), *others, correlation(table, confidence))
        own = (
            mean_change(table, confidence),
            *held(table, scale.minimum, scale.maximum, spread),
            probability_of_improvement(table, confidence),
            rank_biserial(table, confidence),
        )
        tests = (paired_t(table), wilcoxon(table), sign_test(table))
    drawn = resampled(table, confidence, kept) if resample else {}
    return Details(
        figures=tuple(Detail(estimate=one, bootstrap=drawn.get(one.name)) for one in own),
        tests=tests,
        ends=_ends(table, scale, who, confidence),
        room=None
        if rule is None
        else room_to_improve(rule, table, scale.minimum, scale.maximum, who, confidence),
    )


def resampled(table: ChangeTable, confidence: float, kept: Kept | None) -> dict[str, Estimate]:
    """The bootstrap of a table; where pairs are few enough to be drawn again, drawn once and kept."""
    if table.n > RESAMPLED_UP_TO:
        return bootstrap(table, confidence, resample=False)
    if kept is None:
        return bootstrap(table, confidence, resample=True)
    arrays = (table.before, table.after, table.count)
    key = (*(array.tobytes() for array in arrays), table.better, confidence)
    if key not in kept:
        kept[key] = bootstrap(table, confidence, resample=True)
    return kept[key]


def _ends(table: ChangeTable, scale: Scale, who: str, confidence: float) -> tuple[Rate, ...]:
    found = extremes(table, scale.minimum, scale.maximum)
    counts = (
        ("worst_before", found.worst_before),
        ("worst_after", found.worst_after),
        ("best_before", found.best_before),
        ("best_after", found.best_after),
    )
    return tuple(make_rate("ends", name, n, found.n, who, confidence) for name, n in counts)
