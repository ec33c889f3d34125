"""Findings by group: one attribute's groups side by side on every scale, in order of name, never of result.

Comparisons, funnels and sentences are made from the groups' printed rates alone (`judged`), so that
under disclosure control they are made again from what is left and tell no more than it does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from evaluation.findings.group_words import group_sentence
from evaluation.findings.of_scale import OfScale
from evaluation.groups import Comparison, compare_shares, funnel, holm
from evaluation.groups.comparison import ENOUGH
from evaluation.groups.funnel import FEWEST, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.estimates import Estimate, Rate
    from evaluation.findings.finding import Caveat, RuleInWords
    from evaluation.groups import Attribute, Funnel

AMONG, STARTED, COMPLETION = "among", "started", "completion"  # ids of the rates that are no outcome


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group on one scale: who is in it, how many of them are scored, what became of them.

    `among` is its share of everybody in these figures, `started` how many of it have a first score,
    `completion` how many have both; `rates` are better, no change and worse of its pairs, `n` of them.
    A group that is not `recorded` (its attribute is blank) is shown and compared with nobody.
    """

    name: str
    recorded: bool
    among: Rate
    started: Rate
    completion: Rate
    n: int | None
    rates: tuple[Rate, ...]
    effect: Estimate | None
    comparison: Comparison

    @property
    def improved(self) -> Rate:
        """How many got better."""
        return self.rates[0]


@dataclass(frozen=True, eq=False, kw_only=True)
class FunnelPoints:
    """A funnel with the names of its sites, those too small for it, and where each lies in words."""

    funnel: Funnel
    names: tuple[str, ...]
    too_small: tuple[str, ...]

    def reading(self, site: int, *, adjusted: bool = False) -> str:
        """Where a site lies, in words."""
        return words(*self.funnel.place(site, adjusted=adjusted))


@dataclass(frozen=True, kw_only=True)
class GroupedScale(OfScale):
    """The groups of one scale, its funnel where there are sites enough, and its sentence."""

    rule: RuleInWords
    got_better: str  # "got reliably better"
    groups: tuple[Group, ...]
    funnel: FunnelPoints | None
    sentence: str

    def comparable(self) -> tuple[Group, ...]:
        """The groups whose share is known and large enough to be compared."""
        return tuple(group for group in self.groups if _sized(group))


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """All scales by the groups of one attribute; `comparisons` is how many p values were looked at."""

    attribute: Attribute
    scales: tuple[GroupedScale, ...]
    comparisons: int
    note: str
    caveats: tuple[Caveat, ...]

    def scale(self, key: str) -> GroupedScale:
        """The scale of that key; raises KeyError when there is none."""
        for scale in self.scales:
            if scale.key == key:
                return scale
        raise KeyError(key)


def judged(found: Grouped) -> Grouped:
    """The same with comparisons, funnels, note and sentences made from the rates that it holds."""
    compared = [_compared(scale) for scale in found.scales]
    made = [_distinct(groups) for groups in compared]
    adjusted = iter(holm([group.comparison.p or 0.0 for groups in made for group in groups]))
    scales = []
    for scale, groups, counted in zip(found.scales, compared, made, strict=True):
        by_name = {group.name: next(adjusted) for group in counted}
        # Of two groups each is the other's opposite: one comparison, whichever way it is told.
        both = next(iter(by_name.values()), None)
        settled = tuple(
            replace(group, comparison=replace(group.comparison, adjusted=by_name.get(group.name, both)))
            if group.comparison.p is not None
            else group
            for group in groups
        )
        again = replace(scale, groups=settled)
        scales.append(replace(again, funnel=_funnel(again)))
    comparisons = sum(len(groups) for groups in made)
    level = next((group.improved.confidence for groups in made for group in groups), 0.95)
    done = replace(found, scales=tuple(scales), comparisons=comparisons, note=_note(comparisons, level))
    return replace(
        done, scales=tuple(replace(s, sentence=group_sentence(s, done.attribute)) for s in done.scales)
    )


def _note(comparisons: int, level: float) -> str:
    """How many differences chance alone would show: 1 in 20 at 95%."""
    if not comparisons:
        return ""
    odds = f"1 in {round(1 / (1 - level))}"
    if comparisons == 1:
        return f"One comparison was made; even if nothing differs, {odds} such comparisons looks different."
    return (
        f"{comparisons} comparisons were made; even if nothing differs, about {odds} would look different "
        "by chance alone. The adjusted p values and the readings allow for that (Holm's method). The "
        "intervals don't: each is of its own comparison, so one can leave out 0 where the reading is no "
        "clear difference."
    )


def _compared(scale: GroupedScale) -> tuple[Group, ...]:
    """Each group against all others that are shown and recorded, together."""
    shown = {g.name: counts for g in scale.groups if g.recorded and (counts := _counts(g))}
    better, everyone = (sum(counts[part] for counts in shown.values()) for part in (0, 1))

    def one(group: Group) -> Comparison:
        confidence = group.improved.confidence
        if not group.recorded:
            return Comparison(value=None, confidence=confidence, reason="Not recorded: compared with nobody.")
        if group.name not in shown:
            return Comparison(value=None, confidence=confidence, reason=_why_not(group))
        n, of = shown[group.name]
        return compare_shares(n, of, better - n, everyone - of, confidence)

    return tuple(replace(group, comparison=one(group)) for group in scale.groups)


def _why_not(group: Group) -> str:
    if group.improved.hidden:
        return "Not shown: the number is small, or would give a small one away."
    return "Nobody has both scores."


def _distinct(groups: Sequence[Group]) -> list[Group]:
    """The groups whose comparisons are looked at, one of two that are each other's opposite."""
    tested = [group for group in groups if group.comparison.p is not None]
    opposed = len(tested) == 2 and sum(bool(_counts(group)) for group in groups if group.recorded) == 2
    return tested[:1] if opposed else tested


def _counts(group: Group) -> tuple[float, float] | None:
    """How many got better of how many, as printed; None where it is hidden or nobody is there."""
    share, of = group.improved.share, group.improved.of
    return None if share is None or not of else (share * of, float(of))


def _sized(group: Group) -> bool:
    return bool(_counts(group)) and (group.improved.of or 0) >= ENOUGH


def _funnel(scale: GroupedScale) -> FunnelPoints | None:
    """The funnel of the groups that are large enough; None where there are too few of them."""
    sites = [group for group in scale.comparable() if group.recorded]
    if len(sites) < FEWEST:
        return None
    counts = [found for group in sites if (found := _counts(group))]
    return FunnelPoints(
        funnel=funnel([n for n, _ in counts], [of for _, of in counts]),
        names=tuple(group.name for group in sites),
        too_small=tuple(g.name for g in scale.groups if g.recorded and g not in sites),
    )
