"""Findings from counts: one for each scale and rater that has pairs, a needs profile for the others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.change import headline_rule, offered_rules, rules_for
from evaluation.effects import describe, mean_change, probability_of_improvement
from evaluation.findings.bins import bands_of, bins_of, moves_of
from evaluation.findings.caveats import SEVERAL, caveats
from evaluation.findings.described import Described, described
from evaluation.findings.details import details
from evaluation.findings.expected import expected
from evaluation.findings.experience import experience
from evaluation.findings.finding import (
    ENROLMENT,
    FAMILY,
    GOAL,
    LEARNER,
    REFERRAL,
    Description,
    Evidence,
    Finding,
    Needs,
    Nouns,
    RuleInWords,
    Source,
)
from evaluation.findings.first_scores import first_scores
from evaluation.findings.following import contact_steps, overall_flow, scale_flow
from evaluation.findings.of_scale import rated_by
from evaluation.findings.sentences import sentence
from evaluation.stages import RETROSPECTIVE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.counting import Counted, Counts
    from evaluation.findings.latest import Latest
    from evaluation.view import View

_DOMAINS = ("relationship", "caregiver", "baby", "goals", "experience", "learning", "other")


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
    latest: tuple[Latest, ...] = (),
) -> Evidence:
    """All findings of a view, exact; `evaluation.disclosure.protect` comes next.

    `latest` are the forms that say what was thought of the service.
    """
    people = LEARNER if noun == "learner" else FAMILY
    entries = entries_of(counted, people)
    keep = counted.mask(view.filters, view.start, view.end)
    findings: list[Finding] = []
    needs: list[Needs] = []
    undirected: list[Described] = []
    said = list(notes)
    for i, coded in enumerate(counted.coded):
        measure = coded.paired.scores.measure
        if not view.looks_at(measure.id, coded.paired.scores.rater):
            continue
        of_scale = counted.mask(view.filters, view.start, view.end, i)
        counts = counted.counts(i, of_scale)
        if counts.pairs and not coded.paired.scores.scale.claims:
            undirected.append(_described(counted, i, of_scale, counts, view, entries))
        elif counts.pairs:
            finding, note = _finding(counted, i, of_scale, counts, view, entries, one_form=one_form)
            findings.append(finding)
            if note and note not in said:
                said.append(note)
        elif counts.before_only:
            needs.append(first_scores(counted, i, of_scale, view, entries))
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
    # What rests on a scale that nobody has verified never leads.
    findings.sort(
        key=lambda f: (not f.firm, _DOMAINS.index(f.domain), f.short, places[f.measure, f.scale], f.rater)
    )
    wanted = [one for one in latest if view.looks_at(one.measure.id, one.rater)]
    if len(findings) >= SEVERAL:
        said.append(f"{len(findings)} results are shown; some differences will be chance.")
    return Evidence(
        findings=tuple(findings),
        needs=tuple(sorted(needs, key=lambda n: (n.short, n.scale, n.rater))),
        flow=overall_flow(counted, keep, people, entries, latest, view),
        nouns=people,
        source=source,
        view=view,
        version=version,
        sample=sample,
        notes=tuple(said),
        experience=tuple(said_of for one in wanted if (said_of := experience(one, counted, view, entries))),
        described=tuple(sorted(undirected, key=lambda d: (d.short, places[d.measure, d.scale], d.rater))),
    )


def entries_of(counted: Counted, people: Nouns) -> Nouns:
    """What is counted: people, or their referrals or enrolments where somebody is there more than once."""
    if counted.episodes.once:
        return people
    return ENROLMENT if people is LEARNER else REFERRAL


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
    rules = (*rules_for(scale), *offered_rules(scale, table, view))
    chosen = headline_rule(scale, view.improved, rules, table)
    headline = next(rule for rule in rules if rule.id == chosen.rule)
    moments = describe(table)
    shown = details(
        table,
        scale,
        headline,
        who,
        view.confidence,
        resample=False,
    )
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
        effects=shown.standardised,
        probability=probability_of_improvement(table, view.confidence),
        rates=tuple(rate for rule in rules for rate in rule.rates(table, who, view.confidence)),
        rules=tuple(
            RuleInWords(id=rule.id, label=rule.label, text=rule.text, source=rule.source, status=rule.status)
            for rule in rules
        ),
        headline_rule=chosen.rule,
        most_each=most_each,
        firm=scale.firm or measure.local,
        details=shown,
        lead_rule=chosen.lead,
        expected=expected(scale, moments.mean_before),
        flow=scale_flow(counts, nouns, people, contact_steps(counted.coded[i].entries, keep)),
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
    return finding, f"{scale.title}: {chosen.note}" if chosen.note else ""


def _described(
    counted: Counted, i: int, keep: NDArray[np.bool_], counts: Counts, view: View, people: Nouns
) -> Described:
    entry = counted.coded[i].paired.scores
    return described(
        entry.measure,
        entry.scale,
        counted.table(i, keep),
        rater=entry.rater,
        nouns=people,
        pairing=counted.rule.words,
        period=counted.period(i, keep),
        before_only=counts.before_only,
        flow=scale_flow(counts, people, people),
        confidence=view.confidence,
        most_each=counted.most_each(i, keep),
    )
