"""Scores without a better end under disclosure control: averages only of enough families."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.disclosure.coarse import (
    NOTHING,
    averages_told,
    coarse,
    coarse_caveats,
    months,
    protected_flow,
    short,
    too_few,
)
from evaluation.disclosure.presets import rounded
from evaluation.findings.caveats import completion
from evaluation.findings.described import described_sentence

if TYPE_CHECKING:
    from evaluation.disclosure.presets import Preset
    from evaluation.findings.described import Described


def protected_described(
    found: Described, preset: Preset, record: list[str], *, hide: bool, near: int = 0
) -> Described:
    """The scores under a preset, the sentence made again; `hide` withholds every figure.

    `near` is how many of those with both scores the filters leave out.
    """
    n, families = found.n or 0, found.flow.n("both") or 0
    about = f"{found.title} ({found.rater})"
    least = preset.threshold * found.most_each
    if hide or n < least or families < preset.threshold:
        if not hide:
            record.append(f"{about}: fewer than {preset.threshold} have both scores.")
        return _said_again(
            replace(
                found,
                n=None,
                n_before_only=None,
                period=(None, None),
                description=NOTHING,
                difference=None,
                flow=protected_flow(found.flow, preset, hide=True),
            ),
            preset,
        )
    small = replace(preset, threshold=least)
    detailed = averages_told(n, near, small)
    if not detailed:
        record.append(f"{about}: averages, {too_few(near, small)}.")
    before_only = found.n_before_only or 0
    return _said_again(
        replace(
            found,
            n=rounded(n, preset),
            n_before_only=None if before_only < preset.threshold else rounded(before_only, preset),
            period=months(found.period),
            description=coarse(found.description) if detailed else NOTHING,
            difference=short(found.difference, 1) if detailed else None,
            flow=protected_flow(found.flow, preset, hide=False),
        ),
        preset,
    )


def _said_again(found: Described, preset: Preset) -> Described:
    return replace(
        found,
        sentence=described_sentence(found),
        caveats=coarse_caveats(found.caveats, {"completion": completion(found.flow)}, preset),
    )
