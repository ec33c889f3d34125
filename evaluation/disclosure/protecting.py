"""Disclosure control: small numbers are hidden and others rounded before anything is drawn or written.

Presets follow what NHS bodies publish (facts/measures.md section 8.3, facts/users.md section
2.3). One function protects a whole `Evidence`; sentences and caveats are made again from the
protected numbers, so no text can leak what a table hides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import (
    NOTHING,
    averages_told,
    coarse,
    months,
    protected_flow,
    short,
    too_few,
)
from evaluation.disclosure.composites import protected_composite
from evaluation.disclosure.described import protected_described
from evaluation.disclosure.experience import protected_experience
from evaluation.disclosure.groups import protected_groups
from evaluation.disclosure.kinds import FIVE, published_rules, split_rates
from evaluation.disclosure.missing import protected_missing, protected_multiverses
from evaluation.disclosure.presets import PRESETS, hidden_cells, rounded
from evaluation.disclosure.rates import hidden_rate, protected_rates
from evaluation.disclosure.reach import protected_needs, protected_reach
from evaluation.disclosure.trajectories import protected_trajectory
from evaluation.disclosure.trends import protected_trend
from evaluation.findings.caveats import completion
from evaluation.findings.ends import protected_no_room, protected_piled_up
from evaluation.findings.finding import GOAL, Caveat
from evaluation.findings.sentences import sentence
from evaluation.wording import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from evaluation.disclosure.presets import Preset
    from evaluation.findings.described import Described
    from evaluation.findings.experience import Experience
    from evaluation.findings.finding import Evidence, Finding, Needs, Source
    from evaluation.findings.grouped import GroupedScale
    from evaluation.findings.trajectory import Trajectory
    from evaluation.findings.trend import Trend

# Caveats with exact numbers, and what says the same without.
_ENDS = {"no_room": protected_no_room, "piled_up": protected_piled_up}


def protect(
    evidence: Evidence, *, left_out: int = 0, left_out_of: Mapping[tuple[str, str, str], int] | None = None
) -> Evidence:
    """The evidence under its view's preset; "exact" leaves it as it is.

    `left_out` is how many families the view's filters leave out, `left_out_of` how many of those
    with scores on each (measure, scale, rater): where that is a small number, other than none,
    what is shown could be compared with the whole to reveal them, so nothing is.
    """
    preset = PRESETS[evidence.view.protection]
    if not preset.threshold:
        return evidence
    left = left_out_of or {}
    revealing = 0 < left_out < preset.threshold
    record: list[str] = []
    if revealing:
        record.append(
            f"All figures: the filters leave out fewer than {preset.threshold} {evidence.nouns.many}, who "
            "could be found by comparing with the whole."
        )

    def near(entry: Finding | Described | Trend | GroupedScale) -> int:
        few = left.get((entry.measure, entry.scale, entry.rater), 0)
        return few * entry.most_each if entry.nouns == GOAL else few  # in what the entry counts

    def told(entry: Finding | Needs | Described | Experience | Trend | Trajectory | GroupedScale) -> bool:
        few = 0 < left.get((entry.measure, entry.scale, entry.rater), 0) < preset.threshold
        if few and not revealing:
            record.append(
                f"{entry.title} ({entry.rater}): the filters leave out fewer than {preset.threshold} "
                "who have scores."
            )
        return revealing or few

    findings = tuple(
        protected_missing(f, _finding(f, preset, record, hide=told(f), near=near(f)), preset)
        for f in evidence.findings
    )
    needs = tuple(protected_needs(n, preset, record, hide=told(n)) for n in evidence.needs)
    described = tuple(
        protected_described(d, preset, record, hide=told(d), near=near(d)) for d in evidence.described
    )
    experience = tuple(protected_experience(e, preset, record, hide=told(e)) for e in evidence.experience)
    composites = tuple(protected_composite(c, preset, record, hide=revealing) for c in evidence.composites)
    trends = (protected_trend(t, preset, record, hide=told(t), near=near(t)) for t in evidence.trends)
    several = (protected_trajectory(t, preset, record, hide=told(t)) for t in evidence.trajectories)
    reach = evidence.reach
    if reach is not None:
        reach = protected_reach(
            reach, preset, record, hide=revealing, hide_scale=told, trajectories=evidence.trajectories
        )
    groups = evidence.groups
    if groups is not None:
        groups = protected_groups(groups, preset, record, hide=told, near=near)
    return replace(
        evidence,
        findings=findings,
        multiverses=protected_multiverses(evidence, findings, preset, record),
        trends=tuple(trend for trend in trends if trend is not None),
        trajectories=tuple(entry for entry in several if entry is not None),
        groups=groups,
        reach=reach,
        composites=composites,
        needs=needs,
        described=described,
        experience=experience,
        source=_source(evidence.source, preset),
        flow=protected_flow(evidence.flow, preset, hide=revealing),
        suppressions=tuple(dict.fromkeys(record)),
    )


def _source(source: Source, preset: Preset) -> Source:
    """Rows of the file, which tell how many families there are, under the same rules."""

    def shown(n: int | None) -> int | None:
        return None if n is None or n < preset.threshold else rounded(n, preset)

    return replace(
        source, rows=shown(source.rows), used=shown(source.used), set_aside=shown(source.set_aside)
    )


def _finding(finding: Finding, preset: Preset, record: list[str], *, hide: bool, near: int) -> Finding:
    families = finding.flow.n("both") or 0
    if hide or (finding.n or 0) < preset.threshold or families < preset.threshold:
        if not hide:
            record.append(
                f"{finding.title} ({finding.rater}): fewer than {preset.threshold} have both scores."
            )
        return withheld_finding(finding, preset)
    preset = replace(preset, threshold=preset.threshold * finding.most_each)
    if (finding.n or 0) < preset.threshold:
        record.append(f"{finding.title} ({finding.rater}): too few people have both scores.")
        return withheld_finding(finding, preset)
    detailed = averages_told(finding.n or 0, near, preset)
    main = published_rules(finding, detailed=detailed)
    kept = {rule.id for rule in main}
    exact = tuple(rate for rate in finding.rates if rate.rule in kept)
    rates = protected_rates(tuple(r for r in exact if r.rule != FIVE), finding.n or 0, preset)
    rates += split_rates(exact, rates, preset)
    if any(rate.hidden == HIDDEN for rate in rates):
        record.append(f"{finding.title} ({finding.rater}): rates with a number below {preset.threshold}.")
    before = _cells([b.before or 0 for b in finding.bins], preset)
    after = _cells([b.after or 0 for b in finding.bins], preset)
    moves = _move_cells(finding, preset)
    protected = replace(
        finding,
        n=rounded(finding.n or 0, preset),
        period=months(finding.period),
        description=coarse(finding.description) if detailed else NOTHING,
        mean_change=short(finding.mean_change, 1) if detailed else None,
        effects=tuple(short(effect, 2) for effect in finding.effects[:1]) if detailed else (),
        # Ties are counted half in it, so beside the other shares it would tell a hidden one.
        probability=None,
        details=None,  # so many exact figures of the same scores would give small numbers away
        rates=rates,
        rules=main,
        flow=protected_flow(finding.flow, preset, hide=False),
        bins=tuple(
            replace(b, before=x, after=y) for b, x, y in zip(finding.bins, before, after, strict=True)
        ),
        moves=tuple(replace(m, n=x) for m, x in zip(finding.moves, moves, strict=True)),
    )
    if not detailed:
        why = too_few(near, preset)
        record.append(f"{finding.title} ({finding.rater}): averages and effect size, {why}.")
    return _said_again(protected, finding, preset)


def _move_cells(finding: Finding, preset: Preset) -> list[int | None]:
    """Moves between bands, hidden so that no row or column of their table has just one gap."""
    counts = {(m.before, m.after): m.n or 0 for m in finding.moves}
    hide = {cell: n < preset.threshold for cell, n in counts.items()}
    lines = [[c for c in counts if c[side] == band] for side in (0, 1) for band in finding.bands]
    lines.append(list(counts))
    changed = True
    while changed:
        changed = False
        for line in lines:
            shown_cells = [cell for cell in line if not hide[cell]]
            if len(line) - len(shown_cells) == 1 and shown_cells:
                hide[min(shown_cells, key=lambda cell: (counts[cell], cell))] = True
                changed = True
    return [None if hide[m.before, m.after] else rounded(m.n or 0, preset) for m in finding.moves]


def _said_again(protected: Finding, exact: Finding, preset: Preset) -> Finding:
    """Sentence and caveats from the protected numbers; caveats that hold exact counts are dropped."""
    caveats = tuple(c for c in exact.caveats if c.key not in {"completion", "few", *_ENDS})
    if lacking := completion(protected.flow):
        caveats += (Caveat(key="completion", text=lacking),)
    if any(c.key == "few" for c in exact.caveats):
        caveats += (Caveat(key="few", text="With so few the likely range is wide."),)
    if protected.n is not None and exact.details is not None:
        said = {key: make(exact.details, exact.nouns, preset.threshold) for key, make in _ENDS.items()}
        caveats += tuple(Caveat(key=key, text=text) for key, text in said.items() if text)
    caveats += (Caveat(key="disclosure", text=preset.words),)
    return replace(protected, sentence=sentence(protected), caveats=caveats)


def withheld_finding(finding: Finding, preset: Preset) -> Finding:
    """A finding with none of its figures, its words made again; one that is protected may be given."""
    rules = published_rules(finding, detailed=False)
    kept = {rule.id for rule in rules}
    withheld = replace(
        finding,
        n=None,
        period=(None, None),
        description=NOTHING,
        mean_change=None,
        effects=(),
        probability=None,
        details=None,
        rates=tuple(hidden_rate(rate) for rate in finding.rates if rate.rule in kept),
        rules=rules,
        flow=protected_flow(finding.flow, preset, hide=True),
        bins=tuple(replace(b, before=None, after=None) for b in finding.bins),
        moves=tuple(replace(m, n=None) for m in finding.moves),
    )
    return _said_again(withheld, finding, preset)


def _cells(counts: list[int], preset: Preset) -> list[int | None]:
    hide = hidden_cells(counts, preset) if counts else []
    return [None if h else rounded(n, preset) for n, h in zip(counts, hide, strict=True)]
