"""Findings from counts: one for each scale and rater that has pairs, a needs profile for the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change import clinically_significant, computed_change, headline_rule, rules_for, wilson
from evaluation.effects import describe, effects, mean_change, probability_of_improvement
from evaluation.estimates import Rate
from evaluation.findings.bins import bands_of, bins_of, moves_of
from evaluation.findings.caveats import SEVERAL, caveats
from evaluation.findings.finding import (
    ENROLMENT,
    FAMILY,
    GOAL,
    LEARNER,
    REFERRAL,
    Description,
    Evidence,
    Finding,
    Flow,
    Needs,
    Nouns,
    RuleInWords,
    Source,
    Step,
)
from evaluation.findings.sentences import needs_sentence, rated_by, sentence
from evaluation.importing.vocabulary import RETROSPECTIVE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.change import Rule
    from evaluation.counting import Counted, Counts
    from evaluation.measures.definition import Measure, Scale
    from evaluation.tables import ChangeTable
    from evaluation.view import View

_DOMAINS = ("relationship", "caregiver", "baby", "goals", "learning", "other")


def build(
    counted: Counted,
    view: View,
    source: Source,
    *,
    noun: str,
    version: str,
    sample: bool = False,
    notes: tuple[str, ...] = (),
    one_form: bool = False,
) -> Evidence:
    """All findings of a view, exact; `evaluation.disclosure.protect` comes next."""
    people = LEARNER if noun == "learner" else FAMILY
    entries = people
    if len(np.unique(counted.episodes.subject)) < len(counted.episodes):
        entries = ENROLMENT if noun == "learner" else REFERRAL  # somebody is there more than once
    keep = counted.mask(view.filters, view.start, view.end)
    findings: list[Finding] = []
    needs: list[Needs] = []
    said = list(notes)
    for i, coded in enumerate(counted.coded):
        measure = coded.paired.scores.measure
        if view.measures and measure.id not in view.measures:
            continue
        of_scale = counted.mask(view.filters, view.start, view.end, i)
        counts = counted.counts(i, of_scale)
        if counts.pairs:
            finding, note = _finding(counted, i, of_scale, counts, view, entries, one_form=one_form)
            findings.append(finding)
            if note and note not in said:
                said.append(note)
        elif counts.before_only:
            needs.append(_needs(counted, i, of_scale, view, entries))
        elif counts.after_only or counts.unplaced:
            entry = coded.paired.scores
            said.append(
                f"{entry.scale.title} ({rated_by(entry.rater)}): nobody has the two scores that are compared "
                f"({counted.rule.words})."
            )
    # Relationship first; measures by name; scales in the order in which their authors list them.
    places = {
        (c.paired.scores.measure.id, s.id): i
        for c in counted.coded
        for i, s in enumerate(c.paired.scores.measure.scales)
    }
    findings.sort(key=lambda f: (_DOMAINS.index(f.domain), f.short, places[f.measure, f.scale], f.rater))
    if len(findings) >= SEVERAL:
        said.append(f"{len(findings)} results are shown; some differences will be chance.")
    return Evidence(
        findings=tuple(findings),
        needs=tuple(sorted(needs, key=lambda n: (n.short, n.scale, n.rater))),
        flow=_overall_flow(counted, keep, people, entries, narrowed=_narrowed(view)),
        nouns=people,
        source=source,
        view=view,
        version=version,
        sample=sample,
        notes=tuple(said),
    )


def _finding(
    counted: Counted,
    i: int,
    keep: NDArray[np.bool_],
    counts: Counts,
    view: View,
    people: Nouns,
    *,
    one_form: bool,
) -> tuple[Finding, str]:
    entry = counted.coded[i].paired.scores
    measure, scale = entry.measure, entry.scale
    table = counted.table(i, keep)
    nouns = GOAL if scale.unit == "goal" else people
    who = f"{nouns.many} rated twice" if nouns is GOAL else f"{nouns.many} with both scores"
    most_each = counted.most_each(i, keep)
    rules = (*rules_for(scale), *_computed(measure, scale, table, view.confidence))
    asked = headline_rule(scale, view.improved)
    # Leaving the clinical range says nothing of who got worse, so a three-way split stands beside it.
    chosen = headline_rule(scale) if asked.rule == "recovery" else asked
    moments = describe(table)
    finding = Finding(
        measure=measure.id,
        scale=scale.id,
        short=measure.short,
        measure_name=measure.name,
        title=scale.title,
        concept=scale.name,
        asks=measure.asks,
        domain=measure.domain,
        rater=entry.rater,
        nouns=nouns,
        better=scale.better,
        ordinal=scale.ordinal,
        minimum=scale.minimum,
        maximum=scale.maximum,
        pairing=counted.rule.words,
        period=counted.period(i, keep),
        n=table.n,
        description=Description(
            mean_before=moments.mean_before,
            mean_after=moments.mean_after,
            sd_before=moments.sd_before,
            sd_after=moments.sd_after,
            median_before=moments.median_before,
            median_after=moments.median_after,
            r=moments.r,
        ),
        mean_change=None if scale.ordinal else mean_change(table, view.confidence),
        effects=() if scale.ordinal else effects(table, view.confidence),
        probability=probability_of_improvement(table, view.confidence),
        rates=tuple(rate for rule in rules for rate in rule.rates(table, who, view.confidence)),
        rules=tuple(
            RuleInWords(id=rule.id, label=rule.label, text=rule.text, source=rule.source, status=rule.status)
            for rule in rules
        ),
        headline_rule=chosen.rule,
        most_each=most_each,
        lead_rule=asked.rule if asked.rule != chosen.rule else "",
        flow=_flow(counts, nouns, people),
        bins=bins_of(scale, (table.before, table.count), (table.after, table.count)),
        moves=moves_of(scale, table),
        bands=bands_of(scale),
        sentence="",
        caveats=(),
        licence=measure.licence.text,
        citations=tuple(c.text + (f" doi:{c.doi}" if c.doi else "") for c in measure.citations),
    )
    finding = replace(
        finding,
        sentence=sentence(finding),
        caveats=caveats(
            finding, measure, scale, retrospective=counted.rule.before == RETROSPECTIVE, one_form=one_form
        ),
    )
    return finding, f"{scale.title}: {asked.note}" if asked.note else ""


def _computed(measure: Measure, scale: Scale, table: ChangeTable, confidence: float) -> tuple[Rule, ...]:
    """Rules computed from a known reliability, offered by name where no threshold is published.

    Test-retest reliability is preferred, as it includes what alpha leaves out: change from day
    to day. They never stand behind a headline.
    """
    if scale.change_rules or scale.ordinal:
        return ()
    known = sorted((r for r in scale.reliability if r.firm or measure.local), key=lambda r: r.kind == "alpha")
    if not known:
        return ()
    reliability = known[0]
    inputs = f"reliability ({reliability.kind}): {reliability.source}"
    rules: list[Rule] = [computed_change(table, reliability.value, confidence=confidence)]
    if measure.local and scale.norms and scale.norms[0].sd is not None:
        norm = scale.norms[0]
        rules.append(
            clinically_significant(table, reliability.value, norm.mean, norm.sd or 0.0, confidence=confidence)
        )
    return tuple(replace(rule, source=f"{rule.source}; {inputs}") for rule in rules)


def _flow(counts: Counts, nouns: Nouns, people: Nouns) -> Flow:
    """Who is in and who is out on one scale; the reasons add up to everybody left out."""
    many = people.many
    with_before = counts.before_only + counts.both_unpaired + counts.both
    steps = [
        Step(key="all", label=f"{many.capitalize()} in these figures", n=counts.episodes),
        Step(key="before", label="With a first score", n=with_before),
        Step(key="both", label="With both scores", n=counts.both),
    ]
    if nouns is GOAL:
        steps.append(Step(key="pairs", label="Goals rated twice", n=counts.pairs))
    reasons = (
        Step(key="neither", label="No score on this measure by this rater", n=counts.neither),
        Step(key="no_after", label="A first score but no second", n=counts.before_only),
        Step(key="no_before", label="A second score but no first", n=counts.after_only),
        Step(key="unpaired", label="Two scores that don't belong together", n=counts.both_unpaired),
        Step(key="unplaced", label="Scores whose stage or date the comparison can't use", n=counts.unplaced),
    )
    return Flow(steps=tuple(steps), reasons=tuple(r for r in reasons if r.n))


def _narrowed(view: View) -> bool:
    """Whether a view leaves part of the file out."""
    return any(view.filters.values()) or view.start is not None or view.end is not None


def _overall_flow(
    counted: Counted, keep: NDArray[np.bool_], people: Nouns, entries: Nouns, *, narrowed: bool
) -> Flow:
    place = "in these figures" if narrowed else "in the file"
    steps = []
    if entries is not people:
        subjects = len(np.unique(counted.episodes.subject[keep]))
        steps.append(Step(key="people", label=f"{people.many.capitalize()} (each counted once)", n=subjects))
    episodes, label = int(keep.sum()), entries.many.capitalize()
    scored = keep & counted.any_score
    steps += [
        Step(key="all", label=f"{label} {place}", n=episodes),
        Step(key="scored", label="With at least one score", n=int(scored.sum())),
        Step(
            key="both",
            label="With both scores on at least one measure",
            n=int((keep & counted.any_pair).sum()),
        ),
    ]
    reasons = (
        Step(key="no_score", label="No score at all", n=int((keep & ~counted.any_score).sum())),
        Step(key="one_score", label="No two scores to compare", n=int((scored & ~counted.any_pair).sum())),
    )
    return Flow(steps=tuple(steps), reasons=tuple(r for r in reasons if r.n))


def _needs(counted: Counted, i: int, keep: NDArray[np.bool_], view: View, people: Nouns) -> Needs:
    entry = counted.coded[i].paired.scores
    scale = entry.scale
    scores = np.sort(counted.first_scores(i, keep))
    n = len(scores)
    result = Needs(
        measure=entry.measure.id,
        scale=scale.id,
        short=entry.measure.short,
        title=scale.title,
        concept=scale.name,
        rater=entry.rater,
        nouns=people,
        n=n,
        mean=None if scale.ordinal else float(np.mean(scores)),
        sd=None if scale.ordinal or n < 2 else float(np.std(scores, ddof=1)),
        clinical=_clinical(scale, scores, view.confidence, people),
        beyond=_beyond(scale),
        bins=bins_of(scale, (scores, np.ones(n, dtype=np.int64)), None),
        sentence="",
    )
    return replace(result, sentence=needs_sentence(result))


def _beyond(scale: Scale) -> str:
    """What is said of those beyond a scale's main cut-off; empty without one."""
    cut_off = scale.cut_off
    return f"scored {cut_off.reach(scale.better)} ({cut_off.label})" if cut_off else ""


def _clinical(scale: Scale, scores: NDArray[np.float64], confidence: float, people: Nouns) -> Rate | None:
    cut_off = scale.cut_off
    if cut_off is None or not len(scores):
        return None
    inside = scores >= cut_off.at if scale.better == "lower" else scores <= cut_off.at
    n, of = int(inside.sum()), len(scores)
    low, high = wilson(n, of, confidence)
    return Rate(
        rule=f"clinical:{cut_off.id}",
        outcome="clinical",
        n=n,
        of=of,
        who=f"{people.many} with a first score",
        low=low,
        high=high,
        confidence=confidence,
    )
