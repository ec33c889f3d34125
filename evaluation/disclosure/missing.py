"""Who has no second score, under disclosure control: shown only of groups of twice the threshold.

Bounds, tipping points and the multiverse are made again from the protected finding, so they tell
nothing that it does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import DETAILED, averages_told, short
from evaluation.disclosure.presets import hidden_cells, rounded
from evaluation.findings.expected import from_mean
from evaluation.findings.missing import Makeup, Missing, Part, Start
from evaluation.findings.multiverse import of_findings
from evaluation.findings.rounding import in_fives

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.findings.finding import Evidence, Finding, Step
    from evaluation.findings.multiverse import Multiverse

NOTHING = Missing(without=Start(n=None), with_both=Start(n=None))


def protected_missing(exact: Finding, shown: Finding, preset: Preset) -> Finding:
    """The protected finding with what may be said of those without a second score.

    Averages of both groups need twice the threshold in each, and so does the weighted share; so does
    what filters leave out of either. What is hidden says so where it would stand.
    """
    found, expected = exact.missing, exact.expected
    if expected is not None:
        mean = shown.description.mean_before
        expected = from_mean(expected, mean)
        if expected.change is None:
            expected = None
    if found is None:
        return replace(shown, expected=expected)
    small = replace(preset, threshold=preset.threshold * exact.most_each)
    groups = (found.without, found.with_both)
    if shown.n is None or not all(averages_told(group.n or 0, found.near, small) for group in groups):
        return replace(shown, missing=NOTHING, expected=expected)
    return replace(shown, missing=_coarse(found, preset), expected=expected)


def _coarse(found: Missing, preset: Preset) -> Missing:
    weighted = found.weighted
    if weighted is not None and weighted.share.value is not None:
        share = replace(
            weighted.share, value=in_fives(weighted.share.value), low=None, high=None, interval=""
        )
        weighted = replace(weighted, share=share, worth=None)
    return Missing(
        without=_start(found.without, preset),
        with_both=_start(found.with_both, preset),
        difference=short(found.difference, 1),
        reasons=_reasons(found.reasons, preset),
        makeup=tuple(_makeup(one, preset) for one in found.makeup if _large(one, preset)),
        weighted=weighted,
    )


def _start(start: Start, preset: Preset) -> Start:
    def one(value: float | None) -> float | None:
        return None if value is None else round(value, 1)

    # A middle score is one family's.
    return Start(n=rounded(start.n or 0, preset), mean=one(start.mean), sd=one(start.sd))


def _reasons(reasons: tuple[Step, ...], preset: Preset) -> tuple[Step, ...]:
    hide = hidden_cells([step.n or 0 for step in reasons], preset)
    return tuple(
        replace(step, n=None if gone else rounded(step.n or 0, preset))
        for step, gone in zip(reasons, hide, strict=True)
    )


def _large(one: Makeup, preset: Preset) -> bool:
    """Whether every cell is large enough: a row with one gap would tell it."""
    return all(min(part.without or 0, part.with_both or 0) >= preset.threshold for part in one.parts)


def _makeup(one: Makeup, preset: Preset) -> Makeup:
    return replace(
        one,
        parts=tuple(
            Part(
                value=part.value,
                without=rounded(part.without or 0, preset),
                with_both=rounded(part.with_both or 0, preset),
            )
            for part in one.parts
        ),
        without=rounded(one.without or 0, preset),
        with_both=rounded(one.with_both or 0, preset),
    )


def protected_multiverses(
    evidence: Evidence, shown: tuple[Finding, ...], preset: Preset, record: list[str]
) -> tuple[Multiverse, ...]:
    """The multiverses of what the protected findings print; the record says which there are none of.

    Findings of fewer than twice the threshold take no part.
    """
    least = DETAILED * preset.threshold
    large = {f.key for f in evidence.findings if (f.n or 0) >= least * f.most_each}
    kept = [finding for finding in shown if finding.key in large]
    made = [(found, of_findings(found, kept)) for found in evidence.multiverses]
    record += [f"{found.title}: its share under other definitions." for found, one in made if one is None]
    return tuple(one for _, one in made if one is not None)
