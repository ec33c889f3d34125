"""National rules across questionnaires: which the data can give, for whom, and what to say of them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.composites import MeasurableChange, Statuses, TalkingTherapies, closed_courses, statuses_of
from evaluation.composites.measurable_change import NO_CREDIT
from evaluation.composites.rule import NHS_ENGLAND, caseness, change_rule
from evaluation.composites.talking_therapies import MEASURES as TALKING_THERAPIES
from evaluation.findings.caveats import FEW, NO_COMPARISON
from evaluation.findings.composite import Composite, composite_sentence
from evaluation.findings.finding import Caveat, RuleInWords
from evaluation.pairing import Rule

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.composites import CompositeRule
    from evaluation.counting import Counted
    from evaluation.findings.finding import Nouns
    from evaluation.importing.episodes import Episodes
    from evaluation.measures.definition import ChangeRule, CutOff, Measure, Scale
    from evaluation.scoring import ScoreSet
    from evaluation.view import View

    CountOn = Callable[[Rule, frozenset[str]], Counted]


NATIONAL_PAIRING = (
    "first score on or after the first contact against the last on or after the second and not after the end"
)


_UNVERIFIED = Caveat(
    key="unverified",
    text="What counts as worse here was not verified in a source; it mirrors the definition of better.",
)


@dataclass(frozen=True)
class _Used:
    """A scale that a rule counts: its place among those counted, and the numbers it is judged by."""

    place: int
    entry: ScoreSet
    amount: ChangeRule
    cut_off: CutOff | None = None


def composites(
    counted: Counted, episodes: Episodes, count_on: CountOn, view: View, nouns: Nouns
) -> tuple[Composite, ...]:
    """Every national rule that a view's data can give, exact; one for each kind of rater.

    `episodes` are those that were counted, one by one: what one has on several questionnaires is asked.
    `count_on` counts some questionnaires alone under a pairing rule, so that a period is that of
    the second scores on them. Where the dates of the second contact and of the end are there, the
    rule is given as published, with its own pairing and denominators; otherwise it is applied to
    those who have the scores, and called so. A rule is left out where the view leaves out one of
    its questionnaires.
    """
    raters = dict.fromkeys(coded.paired.scores.rater for coded in counted.coded)
    therapies = {rater: used for rater in raters if len(used := _therapies(counted, rater)) == 2}
    # With several raters it is not known whose treatment the referral is, whomever a view chooses.
    alone = len(therapies) == 1
    found = []
    for rater in raters:
        if view.raters and rater not in view.raters:
            continue
        if rater in therapies:
            closed = closed_courses(episodes) if alone else None
            found.append(_talking_therapies(counted, count_on, rater, view, nouns, closed, alone=alone))
        if _measurable(counted, rater):
            closed = closed_courses(episodes) if episodes.has_contacts else None
            found.append(_measurable_change(counted, count_on, rater, view, nouns, closed))
    made = tuple(composite for composite in found if composite is not None)
    return tuple(sorted(made, key=lambda c: (c.id != "talking_therapies", c.rater)))


def composite_notes(counted: Counted) -> tuple[str, ...]:
    """A word where none of the data's questionnaires counts in NHS England's figures."""
    measures = {coded.paired.scores.measure.id: coded.paired.scores.measure for coded in counted.coded}
    if not measures or not set(measures) <= NO_CREDIT:
        return ()
    names = wording.listed(sorted(measure.short for measure in measures.values()))
    are = "is" if len(measures) == 1 else "are"
    return (
        (
            f"{names} {are} not in NHS England's list of assessments (Mental Health Services Data Set), so "
            "scores on them earn no credit in the national figures for paired scores."
        ),
    )


def _talking_therapies(
    counted: Counted,
    count_on: CountOn,
    rater: str,
    view: View,
    nouns: Nouns,
    closed: NDArray[np.bool_] | None,
    *,
    alone: bool,
) -> Composite | None:
    # The first and last valid score of the course: NHS England annual report metadata 2024-25.
    pairing = counted.rule if closed is None else Rule("course")
    counted = count_on(pairing, frozenset(TALKING_THERAPIES))
    used = _therapies(counted, rater)
    shorts = [u.entry.measure.short for u in used]
    rule = TalkingTherapies(
        national=closed is not None,
        scales=tuple(u.entry.scale.title for u in used),
        amounts=tuple(f"{s} {u.amount.value:g} points" for s, u in zip(shorts, used, strict=True)),
        cut_offs=tuple(
            f"{s} {u.cut_off.reach(u.entry.scale.better)}"
            for s, u in zip(shorts, used, strict=True)
            if u.cut_off
        ),
    )
    checked = (
        "The date of a second contact stands for two attended treatment appointments, and every closed "
        "referral with one counts as a finished course of treatment, as the file doesn't say more. Those "
        "without all the scores stay in the denominators, as in the national figures, so the shares are "
        "smaller than they would be among those with scores."
        if rule.national
        else "Finished courses of treatment can't be told apart "
        + ("by rater" if not alone else "without the dates of the second contact and of the end")
        + ", so the denominators are those who have the scores."
    )
    caveats = (Caveat(key="checked", text=checked), _UNVERIFIED)
    return _composite(counted, rule, used, closed, rater, view, nouns, caveats)


def _measurable_change(
    counted: Counted,
    count_on: CountOn,
    rater: str,
    view: View,
    nouns: Nouns,
    closed: NDArray[np.bool_] | None,
) -> Composite | None:
    apart = _unknown_units(counted, rater)
    pairing = counted.rule if closed is None else Rule("national")
    counted = count_on(pairing, frozenset(u.entry.measure.id for u in _measurable(counted, rater)))
    used = _measurable(counted, rater)
    if closed is None and len(used) == 1 and used[0].entry.scale.unit != "goal":
        return None  # it would say again what the questionnaire's own reliable change says
    rule = MeasurableChange(
        national=closed is not None,
        scales=tuple(u.entry.scale.title for u in used),
        amounts=tuple(f"{u.entry.scale.title} {u.amount.value:g}" for u in used),
    )
    checked = (
        "The national figures also leave out rejected referrals, hospital stays, some teams and anyone aged "
        "18 or over; the file doesn't say, so nobody is left out for that."
        if rule.national
        else "Closed referrals with two contacts can't be told apart without the dates of both contacts and "
        "of the end, so the denominators are those who have two scores."
    )
    caveats = [Caveat(key="checked", text=checked)]
    if apart:
        caveats.append(
            Caveat(
                key="left_out",
                text=f"Not counted here: {wording.listed(apart)}. The source of the national amount doesn't "
                "say which points it is in.",
            )
        )
    return _composite(counted, rule, used, closed, rater, view, nouns, tuple(caveats))


def _composite(
    counted: Counted,
    rule: CompositeRule,
    used: tuple[_Used, ...],
    closed: NDArray[np.bool_] | None,
    rater: str,
    view: View,
    nouns: Nouns,
    caveats: tuple[Caveat, ...],
) -> Composite | None:
    measures = tuple(dict.fromkeys(u.entry.measure.id for u in used))
    if view.measures and not set(measures) <= set(view.measures):
        return None
    statuses = _statuses(counted, used)
    judged = rule.judged(statuses.table)[statuses.member]
    inside = np.ones(len(judged), bool) if closed is None else closed
    keep = inside & counted.mask(view.filters, view.start, view.end)
    if not (judged & inside).any():
        return None
    table = statuses.among(keep)
    rates = rule.rates(table, nouns.many, view.confidence)
    groups = (inside & judged, *([inside] if rule.national else []))
    left = [int(np.count_nonzero(group & ~keep)) for group in groups]
    most_each = 1
    if not counted.episodes.once and keep.any():
        most_each = counted.episodes.most_each(np.flatnonzero(keep)) or 1
    composite = Composite(
        id=rule.id,
        title=rule.title,
        national=rule.national,
        rater=rater,
        nouns=nouns,
        measures=measures,
        scales=rule.scales,
        pairing=NATIONAL_PAIRING if counted.rule.name == "national" else counted.rule.words,
        period=_period(counted, used, keep & judged),
        n=table.n if rule.national else table.number(rule.judged(table)),
        rates=rates,
        rules=tuple(RuleInWords(**asdict(text)) for text in rule.texts),
        sentence="",
        caveats=(
            NO_COMPARISON,
            *caveats,
            *(Caveat(key="mixed", text=aside) for aside in rule.asides(table)),
            *_usual(rates[0].of, nouns, repeats=most_each > 1),
        ),
        most_each=most_each,
        left_out=min((number for number in left if number), default=0),
    )
    return replace(composite, sentence=composite_sentence(composite))


def _statuses(counted: Counted, used: tuple[_Used, ...]) -> Statuses:
    """Where every episode stands on the scales that a rule counts: the same under any filter."""
    asked = ("statuses", tuple((u.place, u.amount, u.cut_off) for u in used))
    if asked not in counted.kept:
        n = len(counted.episodes)
        counted.kept[asked] = Statuses.of(
            {
                u.entry.scale.title: statuses_of(counted.coded[u.place].paired, u.amount, u.cut_off, n)
                for u in used
            }
        )
    found: Statuses = counted.kept[asked]
    return found


def _usual(of: int | None, nouns: Nouns, *, repeats: bool) -> tuple[Caveat, ...]:
    found = []
    if of and of < FEW:
        people = wording.plural(of, nouns.one, nouns.many)
        found.append(Caveat(key="few", text=f"With only {people} the likely range is wide."))
    if repeats:
        often = f"Some families are counted more than once, each {nouns.one} for itself"
        found.append(Caveat(key="repeats", text=f"{often}, so intervals are too narrow."))
    return tuple(found)


def _period(
    counted: Counted, used: tuple[_Used, ...], keep: NDArray[np.bool_]
) -> tuple[date | None, date | None]:
    periods = [counted.period(u.place, keep) for u in used]
    days = [day for period in periods for day in period if day is not None]
    return (min(days), max(days)) if days else (None, None)


def _of_rater(counted: Counted, rater: str) -> list[tuple[int, ScoreSet, Measure, Scale]]:
    entries = [(i, coded.paired.scores) for i, coded in enumerate(counted.coded)]
    return [(i, e, e.measure, e.scale) for i, e in entries if e.rater == rater and e.scale.claims]


def _therapies(counted: Counted, rater: str) -> tuple[_Used, ...]:
    """PHQ-9 and GAD-7 by one rater, in that order, where their facts are firm."""
    found = {}
    for i, entry, measure, scale in _of_rater(counted, rater):
        known = caseness(measure) if measure.id in TALKING_THERAPIES else None
        if known is not None and known[0].id == scale.id:
            found[measure.id] = _Used(i, entry, known[1], known[2])
    return tuple(found[name] for name in TALKING_THERAPIES if name in found)


def _measurable(counted: Counted, rater: str) -> tuple[_Used, ...]:
    """The scales by one rater that have NHS England's amount of change, where it is firm."""
    amounts = ((i, entry, change_rule(scale)) for i, entry, _, scale in _of_rater(counted, rater))
    return tuple(_Used(i, entry, amount) for i, entry, amount in amounts if amount is not None)


def _unknown_units(counted: Counted, rater: str) -> list[str]:
    return [
        scale.title
        for _, _, _, scale in _of_rater(counted, rater)
        if change_rule(scale) is None and any(rule.id == NHS_ENGLAND for rule in scale.change_rules)
    ]
