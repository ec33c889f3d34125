"""The multiverse: one question under every reasonable definition, so that none is picked for its answer.

Steegen, Tuerlinckx, Gelman & Vanpaemel 2016, "Increasing transparency through a multiverse
analysis", Perspectives on Psychological Science 11. Varied are which two scores are compared, what
counts as better, who rated, and what is supposed of those without a second score.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.change import offered_rules, rules_for
from evaluation.findings.finding import GOAL
from evaluation.findings.of_scale import rated_by
from evaluation.findings.rounding import stepped
from evaluation.missing import STANCES, Stance, under
from evaluation.stages import RETROSPECTIVE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.change import Rule
    from evaluation.counting import Counted
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Finding, Nouns
    from evaluation.measures.definition import Scale
    from evaluation.tables import ChangeTable
    from evaluation.view import View

_FIRM = frozenset({"verified", "secondary"})


ENOUGH = 10  # pairs from which a spread may set a threshold; a convention of our own
FEWER = (
    "Small numbers are hidden, so fewer definitions are shown: one of each kind, and one way of pairing "
    "scores. Two that are nearly equal would differ by a small number."
)


@dataclass(frozen=True, kw_only=True)
class Universe:
    """One reasonable definition, and the share that it gives."""

    rule: str
    label: str  # what counts as better, in words
    pairing: str  # which two scores are compared, in words
    rater: str
    stance: Stance
    rate: Rate


@dataclass(frozen=True, kw_only=True)
class Multiverse:
    """The share who got better on one scale under every reasonable definition, lowest first."""

    measure: str
    scale: str
    short: str
    title: str
    concept: str
    nouns: Nouns
    universes: tuple[Universe, ...]
    sentence: str = ""
    note: str = ""  # why there are fewer definitions than there could be

    @property
    def key(self) -> str:
        """A stable name: measure and scale."""
        return f"{self.measure}-{self.scale}".replace("_", "-")


@dataclass(frozen=True, kw_only=True)
class _Source:
    """The pairs of one rater under one pairing rule (or several that come to the same)."""

    rater: str
    pairing: str
    table: ChangeTable
    missing: int


def multiverses(
    findings: Iterable[Finding], counted: tuple[Counted, ...], view: View
) -> tuple[Multiverse, ...]:
    """One for each scale among the findings; `counted` are the same data under each pairing rule.

    The first is the one that the findings use. A rule whose first score is a rating given looking
    back stays alone: such ratings and true first scores are never one question.
    """
    usable = tuple(c for c in counted if not c.rule.before.startswith(RETROSPECTIVE))
    if counted[0] not in usable:
        usable = counted[:1]
    made: dict[tuple[str, str], Multiverse] = {}
    for finding in findings:
        place = (finding.measure, finding.scale)
        if place not in made:
            universes = _universes(usable, finding, view)
            if universes:
                made[place] = said_again(_empty(finding, universes))
    return tuple(made.values())


def of_findings(found: Multiverse, findings: Iterable[Finding]) -> Multiverse | None:
    """The same from what findings print, so that under disclosure control it tells nothing new."""
    rules = {universe.rule for universe in found.universes}
    universes: list[Universe] = []
    for finding in findings:
        if (finding.measure, finding.scale) != (found.measure, found.scale):
            continue
        steps = {step.key: step.n for step in finding.flow.steps}
        before, both = steps.get("before"), steps.get("both")
        for rate in finding.rates:
            if rate.outcome != "improved" or rate.rule not in rules or rate.n is None:
                continue
            missing = None if before is None or both is None or finding.nouns == GOAL else before - both
            label = finding.rule(rate.rule).label
            for stance, supposed in _stances(rate, missing):
                universes.append(
                    Universe(
                        rule=rate.rule,
                        label=label,
                        pairing=finding.pairing,
                        rater=finding.rater,
                        stance=stance,
                        rate=_coarse(supposed, rate),
                    )
                )
    return said_again(replace(found, universes=_sorted(universes), note=FEWER)) if universes else None


def _coarse(supposed: Rate, rate: Rate) -> Rate:
    """A share of rounded counts keeps their mark, and is no finer than they are."""
    if supposed is rate or not rate.rounded or not supposed.of or supposed.n is None:
        return supposed
    share = min(1.0, stepped(supposed.n / supposed.of, supposed.of))
    return replace(supposed, low=None, high=None, printed_share=share)


def said_again(found: Multiverse) -> Multiverse:
    """The same with its sentence made from the shares it holds."""
    return replace(found, sentence=_sentence(found))


def _empty(finding: Finding, universes: tuple[Universe, ...]) -> Multiverse:
    return Multiverse(
        measure=finding.measure,
        scale=finding.scale,
        short=finding.short,
        title=finding.title,
        concept=finding.concept,
        nouns=finding.nouns,
        universes=universes,
    )


def _universes(counted: tuple[Counted, ...], finding: Finding, view: View) -> tuple[Universe, ...]:
    universes: list[Universe] = []
    for source, scale in _sources(counted, finding, view):
        goals = finding.nouns == GOAL
        who = f"{finding.nouns.many} {'rated twice' if goals else 'with both scores'}"
        for rule in _firm_rules(scale, source.table, view):
            rate = next(r for r in rule.rates(source.table, who, view.confidence) if r.outcome == "improved")
            for stance, supposed in _stances(rate, None if goals else source.missing):
                universes.append(
                    Universe(
                        rule=rule.id,
                        label=rule.label,
                        pairing=source.pairing,
                        rater=source.rater,
                        stance=stance,
                        rate=supposed,
                    )
                )
    return _sorted(universes)


def _stances(rate: Rate, missing: int | None) -> list[tuple[Stance, Rate]]:
    """The stances that differ: where nobody is missing there is one."""
    if not rate.of or rate.n is None:
        return []
    stances = STANCES if missing else STANCES[:1]
    return [(stance, under(rate, missing or 0, stance)) for stance in stances]


def _sorted(universes: list[Universe]) -> tuple[Universe, ...]:
    return tuple(
        sorted(universes, key=lambda u: (u.rate.share or 0.0, u.stance.id, u.rule, u.pairing, u.rater))
    )


def _sources(counted: tuple[Counted, ...], finding: Finding, view: View) -> list[tuple[_Source, Scale]]:
    """Every rater under every pairing rule; rules that compare the same scores are one."""
    found: list[tuple[_Source, Scale]] = []
    for one in counted:
        for i, coded in enumerate(one.coded):
            entry = coded.paired.scores
            same_scale = (entry.measure.id, entry.scale.id) == (finding.measure, finding.scale)
            if not same_scale or not view.looks_at(entry.measure.id, entry.rater):
                continue
            keep = one.mask(view.filters, view.start, view.end, i)
            counts = one.counts(i, keep)
            source = _Source(
                rater=entry.rater,
                pairing=one.rule.words,
                table=one.table(i, keep),
                missing=counts.before_only + counts.both_unpaired,
            )
            if not source.table.n:
                continue
            same = next((n for n, (other, _) in enumerate(found) if _alike(source, other)), None)
            if same is None:
                found.append((source, entry.scale))
            else:
                other = found[same][0]
                merged = replace(other, pairing=f"{other.pairing}, or {source.pairing} (the same scores)")
                found[same] = (merged, entry.scale)
    return found


def _alike(one: _Source, other: _Source) -> bool:
    return (
        (one.rater, one.missing) == (other.rater, other.missing)
        and np.array_equal(one.table.before, other.table.before)
        and np.array_equal(one.table.after, other.table.after)
        and np.array_equal(one.table.count, other.table.count)
    )


def _firm_rules(scale: Scale, table: ChangeTable, view: View) -> list[Rule]:
    """What may stand behind a headline and is about everybody; recovery is about some and stays out."""
    rules: list[Rule] = []
    for rule in rules_for(scale):
        kind = rule.id.split(":")[0]
        banded = kind == "band_move" and all(band.firm for band in scale.bands)
        amount = kind in {"reliable_change", "important_change", "goal_progress"} and rule.status in _FIRM
        if kind == "any_change" or banded or amount:
            rules.append(rule)
    if table.n < ENOUGH:
        return rules
    asked = view.with_(improved="computed_change")
    rules += [
        rule for rule in offered_rules(scale, table, asked) if rule.id == "computed_change" and rule.available
    ]
    return rules


def _sentence(found: Multiverse) -> str:
    """The range among those with both scores first; then how far those without one could widen it."""
    rates = [u.rate for u in found.universes if u.rate.share is not None]
    complete = [u.rate for u in found.universes if u.stance.id == "complete" and u.rate.share is not None]
    if not complete:
        return f"No definition gives a share for {found.concept}."
    better = f"of {complete[0].who} got better on {found.concept}"
    definitions = f"under {len(complete)} reasonable definitions"
    if len(complete) == 1:
        definitions = "under the one reasonable definition here"
    head = wording.capital(f"{_between(complete)} {better} {definitions}")
    if len(complete) == len(rates):
        return f"{head}."
    return (
        f"{head}; {_between(rates)} if those without a second score are counted too, as if none or all of "
        "them had got better."
    )


def _between(rates: list[Rate]) -> str:
    about = "about " if any(rate.rounded for rate in rates) else ""
    shares = [rate.share for rate in rates if rate.share is not None]
    low, high = wording.share(min(shares)), wording.share(max(shares))
    return f"{about}{low}" if low == high else f"between {about}{low} and {about}{high}"


def varied(found: Multiverse) -> str:
    """What was varied, in words.

    A reader can see from it that a choice with one option varied nothing.
    """
    parts = (
        (len({u.label for u in found.universes}), "definition of better", "definitions of better"),
        (len({u.pairing for u in found.universes}), "choice of scores", "choices of scores"),
        (len({u.rater for u in found.universes}), "rater", "raters"),
        (
            len({u.stance.id for u in found.universes}),
            "treatment of missing second scores",
            "treatments of missing second scores",
        ),
    )
    return f"{wording.capital(wording.listed(wording.plural(n, one, many) for n, one, many in parts))}."


def told(universe: Universe) -> str:
    """One definition in words."""
    return f"{universe.label}; {universe.stance.words}; {universe.pairing}; {rated_by(universe.rater)}"
