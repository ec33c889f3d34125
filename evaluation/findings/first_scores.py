"""First scores alone: where everybody who has one started, whether or not a second followed."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.change.rule import make_rate
from evaluation.findings.bins import bins_of
from evaluation.findings.finding import Needs
from evaluation.findings.sentences import needs_sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.estimates import Rate
    from evaluation.findings.finding import Nouns
    from evaluation.measures.definition import CutOff, Scale
    from evaluation.view import View


def first_scores(counted: Counted, i: int, keep: NDArray[np.bool_], view: View, people: Nouns) -> Needs:
    """The needs profile of the i-th scale among the episodes kept, exact."""
    entry = counted.coded[i].paired.scores
    scale = entry.scale
    values, parts = counted.first_scores(i, keep)
    counts, (without, with_pair) = parts.sum(axis=1), parts.sum(axis=0).tolist()
    n = without + with_pair
    mean, sd = (None, None) if scale.ordinal else _moments(values, counts)
    everybody = counted.first_scores(i, np.ones(len(keep), bool))[1].sum(axis=0).tolist()
    left = [everybody[0] - without, everybody[1] - with_pair]
    result = Needs(
        measure=entry.measure.id,
        scale=scale.id,
        short=entry.measure.short,
        title=scale.title,
        concept=scale.name,
        rater=entry.rater,
        nouns=people,
        n=n,
        mean=mean,
        sd=sd,
        clinical=_clinical(scale, values, counts, view.confidence, people),
        beyond=_said(scale),
        source=scale.cut_off.source if scale.cut_off else "",
        bins=bins_of(scale, (values, counts), None),
        sentence="",
        firm=scale.firm or entry.measure.local,
        alone=not with_pair,
        ordinal=scale.ordinal,
        most_each=counted.most_first(i, keep),
        rest=(without, _beyond(scale, scale.cut_off, values, parts[:, 0]) if scale.cut_off else 0),
        left=min((number for number in left if number), default=0),
    )
    return replace(result, sentence=needs_sentence(result))


def _moments(values: NDArray[np.float64], counts: NDArray[np.int64]) -> tuple[float | None, float | None]:
    """Mean and standard deviation (n - 1) of scores with how many have each."""
    n = int(counts.sum())
    if not n:
        return None, None
    mean = float(values @ counts) / n
    spread = float(((values - mean) ** 2) @ counts)
    return mean, math.sqrt(spread / (n - 1)) if n > 1 else None


def _said(scale: Scale) -> str:
    """What is said of those beyond a scale's main cut-off; empty without one."""
    cut_off = scale.cut_off
    return f"scored {cut_off.reach(scale.better)} ({cut_off.label})" if cut_off else ""


def _beyond(scale: Scale, cut_off: CutOff, values: NDArray[np.float64], counts: NDArray[np.int64]) -> int:
    inside = values >= cut_off.at if scale.better == "lower" else values <= cut_off.at
    return int(counts[inside].sum())


def _clinical(
    scale: Scale, values: NDArray[np.float64], counts: NDArray[np.int64], confidence: float, people: Nouns
) -> Rate | None:
    """How many are beyond the published cut-off; None where there is none."""
    cut_off = scale.cut_off
    if cut_off is None or not len(values):
        return None
    who = f"{people.many} with a first score"
    n = _beyond(scale, cut_off, values, counts)
    return make_rate(f"clinical:{cut_off.id}", "clinical", n, int(counts.sum()), who, confidence)
