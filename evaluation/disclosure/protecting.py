"""Disclosure control: small numbers are hidden and others rounded before anything is drawn or written.

Presets follow what NHS bodies publish (facts/measures.md section 8.3, facts/users.md section
2.3). One function protects a whole `Evidence`; sentences and caveats are made again from the
protected numbers, so no text can leak what a table hides.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from evaluation.disclosure.presets import PRESETS, hidden_cells, rounded
from evaluation.disclosure.rates import coarse_rate, hidden_rate, protected_rates
from evaluation.estimates import Estimate
from evaluation.findings.finding import Caveat, Description
from evaluation.findings.sentences import needs_sentence, sentence
from evaluation.wording import HIDDEN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from evaluation.disclosure.presets import Preset
    from evaluation.findings.finding import Evidence, Finding, Flow, Needs, Source, Step

DETAILED = 2  # averages are shown from this many times the threshold on
_Estimate = TypeVar("_Estimate", Estimate, Estimate | None)
_NOTHING = Description(
    mean_before=None, mean_after=None, sd_before=None, sd_after=None,
    median_before=None, median_after=None, r=None,
)  # fmt: skip


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
    revealing = 0 < left_out < preset.threshold
    record: list[str] = []
    if revealing:
        record.append(
            f"All figures: the filters leave out fewer than {preset.threshold} {evidence.nouns.many}, who "
            "could be found by comparing with the whole."
        )

    def told(entry: Finding | Needs) -> bool:
        few = 0 < (left_out_of or {}).get((entry.measure, entry.scale, entry.rater), 0) < preset.threshold
        if few and not revealing:
            record.append(
                f"{entry.title} ({entry.rater}): the filters leave out fewer than {preset.threshold} "
                "who have scores."
            )
        return revealing or few

    findings = tuple(_finding(f, preset, record, hide=told(f)) for f in evidence.findings)
    needs = tuple(_needs(n, preset, record, hide=told(n)) for n in evidence.needs)
    return replace(
        evidence,
        findings=findings,
        needs=needs,
        source=_source(evidence.source, preset),
        flow=_flow(evidence.flow, preset, hide=revealing),
        suppressions=tuple(dict.fromkeys(record)),
    )


def _source(source: Source, preset: Preset) -> Source:
    """Rows of the file, which tell how many families there are, under the same rules."""

    def shown(n: int | None) -> int | None:
        return None if n is None or n < preset.threshold else rounded(n, preset)

    return replace(
        source, rows=shown(source.rows), used=shown(source.used), set_aside=shown(source.set_aside)
    )


def _finding(finding: Finding, preset: Preset, record: list[str], *, hide: bool) -> Finding:
    families = finding.flow.n("both") or 0
    if hide or (finding.n or 0) < preset.threshold or families < preset.threshold:
        if not hide:
            record.append(
                f"{finding.title} ({finding.rater}): fewer than {preset.threshold} have both scores."
            )
        return _withheld(finding, preset)
    preset = replace(preset, threshold=preset.threshold * finding.most_each)
    if (finding.n or 0) < preset.threshold:
        record.append(f"{finding.title} ({finding.rater}): too few people have both scores.")
        return _withheld(finding, preset)
    # One definition of each kind: the small difference between two of a kind would be a small number.
    main = tuple(rule for rule in finding.rules if ":" not in rule.id)
    detailed = (finding.n or 0) >= DETAILED * preset.threshold
    if not detailed:  # their texts hold the spread of the scores
        main = tuple(rule for rule in main if rule.status != "computed")
    kept = {rule.id for rule in main}
    rates = protected_rates(tuple(r for r in finding.rates if r.rule in kept), finding.n or 0, preset)
    if any(rate.hidden == HIDDEN for rate in rates):
        record.append(f"{finding.title} ({finding.rater}): rates with a number below {preset.threshold}.")
    before = _cells([b.before or 0 for b in finding.bins], preset)
    after = _cells([b.after or 0 for b in finding.bins], preset)
    moves = _move_cells(finding, preset)
    protected = replace(
        finding,
        n=rounded(finding.n or 0, preset),
        period=_months(finding.period),
        description=_coarse(finding.description) if detailed else _NOTHING,
        mean_change=_short(finding.mean_change, 1) if detailed else None,
        effects=tuple(_short(effect, 2) for effect in finding.effects[:1]) if detailed else (),
        # Ties are counted half in it, so beside the other shares it would tell a hidden one.
        probability=None,
        rates=rates,
        rules=main,
        flow=_flow(finding.flow, preset, hide=False),
        bins=tuple(
            replace(b, before=x, after=y) for b, x, y in zip(finding.bins, before, after, strict=True)
        ),
        moves=tuple(replace(m, n=x) for m, x in zip(finding.moves, moves, strict=True)),
    )
    if not detailed:
        record.append(f"{finding.title} ({finding.rater}): averages and effect size, of too few families.")
    return _said_again(protected, finding, preset)


def _coarse(found: Description) -> Description:
    """Averages and spreads to one decimal; with more, or a middle score, few scores could be guessed."""

    def one(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    return replace(
        _NOTHING,
        mean_before=one(found.mean_before),
        mean_after=one(found.mean_after),
        sd_before=one(found.sd_before),
        sd_after=one(found.sd_after),
    )


def _short(value: _Estimate, places: int) -> _Estimate:
    """An estimate with as many decimals as are printed."""
    if value is None:
        return value
    kept: dict[str, Any] = {
        name: None if number is None else round(number, places)
        for name in ("value", "low", "high", "plain", "hedges")
        for number in (getattr(value, name),)
    }
    return replace(value, **kept)


def _months(period: tuple[date | None, date | None]) -> tuple[date | None, date | None]:
    """A period widened to whole months: its ends are the dates of two families."""
    start, end = period
    return (
        start.replace(day=1) if start else None,
        end.replace(day=monthrange(end.year, end.month)[1]) if end else None,
    )


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
    caveats = tuple(c for c in exact.caveats if c.key not in {"completion", "few"})
    families, both = protected.flow.n("all"), protected.flow.n("both")
    if any(c.key == "completion" for c in exact.caveats) and families and both is not None:
        caveats += (
            Caveat(
                key="completion",
                text=f"Both scores are held for about {both} of about {families} "
                f"{protected.flow.steps[0].label.split(' ')[0].lower()}. Those without a second score may "
                "have done better or worse.",
            ),
        )
    if any(c.key == "few" for c in exact.caveats):
        caveats += (Caveat(key="few", text="With so few the likely range is wide."),)
    caveats += (Caveat(key="disclosure", text=preset.words),)
    return replace(protected, sentence=sentence(protected), caveats=caveats)


def _withheld(finding: Finding, preset: Preset) -> Finding:
    withheld = replace(
        finding,
        n=None,
        period=(None, None),
        description=_NOTHING,
        mean_change=None,
        effects=(),
        probability=None,
        rates=tuple(hidden_rate(rate) for rate in finding.rates),
        flow=_flow(finding.flow, preset, hide=True),
        bins=tuple(replace(b, before=None, after=None) for b in finding.bins),
        moves=tuple(replace(m, n=None) for m in finding.moves),
    )
    return _said_again(withheld, finding, preset)


def _cells(counts: list[int], preset: Preset) -> list[int | None]:
    hide = hidden_cells(counts, preset) if counts else []
    return [None if h else rounded(n, preset) for n, h in zip(counts, hide, strict=True)]


def _flow(flow: Flow, preset: Preset, *, hide: bool) -> Flow:
    def steps(found: tuple[Step, ...], hidden: list[bool]) -> tuple[Step, ...]:
        return tuple(
            replace(s, n=None if hide or h else rounded(s.n or 0, preset))
            for s, h in zip(found, hidden, strict=True)
        )

    return replace(
        flow,
        steps=steps(flow.steps, [(s.n or 0) < preset.threshold for s in flow.steps]),
        reasons=steps(flow.reasons, hidden_cells([s.n or 0 for s in flow.reasons], preset)),
    )


def _needs(needs: Needs, preset: Preset, record: list[str], *, hide: bool) -> Needs:
    n = needs.n or 0
    if hide or n < preset.threshold:
        if not hide:
            record.append(f"{needs.title} ({needs.rater}): fewer than {preset.threshold} have a first score.")
        needs = replace(
            needs,
            n=None,
            mean=None,
            sd=None,
            clinical=hidden_rate(needs.clinical) if needs.clinical else None,
            bins=tuple(replace(b, before=None) for b in needs.bins),
        )
    else:
        cells = _cells([b.before or 0 for b in needs.bins], preset)
        clinical = needs.clinical
        if clinical is not None:
            inside = clinical.n or 0
            small = min(inside, n - inside) < preset.threshold
            clinical = hidden_rate(clinical) if small else coarse_rate(clinical, preset)
        detailed = n >= DETAILED * preset.threshold
        needs = replace(
            needs,
            n=rounded(n, preset),
            mean=round(needs.mean, 1) if detailed and needs.mean is not None else None,
            sd=round(needs.sd, 1) if detailed and needs.sd is not None else None,
            clinical=clinical,
            bins=tuple(replace(b, before=x) for b, x in zip(needs.bins, cells, strict=True)),
        )
    return replace(needs, sentence=needs_sentence(needs))
