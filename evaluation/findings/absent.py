"""Finds those without a second score in what was counted, and describes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.findings.finding import Step
from evaluation.findings.missing import Makeup, Missing, Part, Start
from evaluation.importing.vocabulary import tokens
from evaluation.missing import Weighted, difference_at_start, weighted_share
from evaluation.tables import ChangeTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.change import Rule
    from evaluation.counting import Counted
    from evaluation.importing.episodes import Episodes

BLANK = "not recorded"
_MOST_VALUES = 8
_MOST_CELLS = 100_000  # combinations of scores that are judged
_AT_ONCE = 50  # of them in one table
_MOST_ATTRIBUTES = 6
# Who lacks scores is no verdict on whoever worked with them.
_STAFF = frozenset({"practitioner", "worker", "therapist", "clinician", "keyworker", "supervisor"})


@dataclass(frozen=True, eq=False)
class Attribute:
    """One attribute as numbers: a name, its values, and each episode's place among them."""

    name: str
    values: tuple[str, ...]
    code: NDArray[np.int64]


def coded_attributes(episodes: Episodes) -> tuple[Attribute, ...]:
    """The attributes with two to eight values, staff apart, blanks as a value: the first six."""
    found = []
    for name in episodes.attributes.columns:
        if _STAFF & set(tokens(str(name))):
            continue
        texts = episodes.attributes[name].to_numpy(dtype=object)
        code, values = pd.factorize(np.where(texts == "", BLANK, texts), sort=True)
        if 2 <= len(values) <= _MOST_VALUES:
            found.append(Attribute(str(name), tuple(map(str, values)), code.astype(np.int64)))
    return tuple(found[:_MOST_ATTRIBUTES])


def missing_of(
    counted: Counted,
    i: int,
    keep: NDArray[np.bool_],
    attributes: tuple[Attribute, ...],
    rule: Rule,
    confidence: float,
) -> Missing:
    """Those of the i-th scale with a first score and no pair, beside those with a pair."""
    paired = counted.coded[i].paired
    scale = paired.scores.scale
    with_both = np.zeros(len(keep), bool)
    with_both[paired.episode] = True
    without = paired.has_before & ~with_both
    left = [int((group & ~keep).sum()) for group in (without, with_both)]
    without &= keep
    with_both &= keep
    first = paired.first_score
    weighted = None
    if scale.unit != "goal" and without.any() and with_both.any():
        weighted = _weighted(counted, i, without, with_both, attributes, rule, confidence)
    return Missing(
        without=_start(first[without], ordinal=scale.ordinal),
        with_both=_start(first[with_both], ordinal=scale.ordinal),
        difference=None
        if scale.ordinal
        else difference_at_start(first[without], first[with_both], scale.sign, confidence),
        reasons=_reasons(counted.episodes, without, without & paired.has_after),
        makeup=tuple(_makeup(one, without, with_both) for one in attributes) if without.any() else (),
        weighted=weighted,
        near=min((number for number in left if number), default=0),
    )


def _start(scores: NDArray[np.float64], *, ordinal: bool) -> Start:
    n = len(scores)
    if not n:
        return Start(n=0)
    if ordinal:
        return Start(n=n, median=float(np.median(scores)))
    return Start(n=n, mean=float(scores.mean()), sd=float(scores.std(ddof=1)) if n > 1 else None)


def _makeup(one: Attribute, without: NDArray[np.bool_], with_both: NDArray[np.bool_]) -> Makeup:
    size = len(one.values)
    lacking, complete = (np.bincount(one.code[group], minlength=size) for group in (without, with_both))
    return Makeup(
        name=one.name,
        parts=tuple(
            Part(value=value, without=int(a), with_both=int(b))
            for value, a, b in zip(one.values, lacking, complete, strict=True)
            if a or b
        ),
        without=int(lacking.sum()),
        with_both=int(complete.sum()),
    )


def _reasons(episodes: Episodes, without: NDArray[np.bool_], unpaired: NDArray[np.bool_]) -> tuple[Step, ...]:
    """What dates tell of those without a second score; they add up to all of them, or are none."""
    if np.isnat(episodes.end).all():
        return ()
    left = without & ~unpaired
    open_ = left & np.isnat(episodes.end)
    left = left & ~open_
    early = left & np.isnat(episodes.second_contact)
    counts = [
        ("unpaired", "Two scores that don't belong together", unpaired),
        ("open", "Still open: no end date", open_),
    ]
    if episodes.has_contacts:
        counts += [
            ("early", "Ended before a second contact", early),
            ("ended", "Ended after two contacts, no second score", left & ~early),
        ]
    else:
        counts.append(("ended", "Ended, no second score", left))
    return tuple(
        Step(key=key, label=label, n=int(group.sum())) for key, label, group in counts if group.any()
    )


def _weighted(
    counted: Counted,
    i: int,
    without: NDArray[np.bool_],
    with_both: NDArray[np.bool_],
    attributes: tuple[Attribute, ...],
    rule: Rule,
    confidence: float,
) -> Weighted | None:
    coded = counted.coded[i]
    paired = coded.paired
    pairs = with_both[paired.episode]
    better = _improved(counted, i, np.unique(coded.cell[pairs]), rule)
    if better is None:
        return None
    outcome = np.full(len(without), 2)
    outcome[paired.episode[pairs]] = np.where(better[coded.cell[pairs]], 0, 1)
    who = without | with_both
    firsts, cell = np.unique(paired.first_score[who], return_inverse=True)
    sizes = [len(firsts), *(len(one.values) for one in attributes)]
    places = np.ravel_multi_index([cell, *(one.code[who] for one in attributes)], sizes)
    cells, place = np.unique(places, return_inverse=True)
    columns = np.unravel_index(cells, sizes)
    counts = [np.bincount(place[outcome[who] == kind], minlength=len(cells)) for kind in range(3)]
    features = {"the first score": firsts[columns[0]][:, None]}
    for codes, one in zip(columns[1:], attributes, strict=True):
        used = np.unique(codes)
        if len(used) > 1:
            features[one.name] = (codes[:, None] == used[1:]).astype(float)
    return weighted_share(features, counts[0], counts[1], counts[2], confidence)


def _improved(counted: Counted, i: int, cells: NDArray[np.int64], rule: Rule) -> NDArray[np.bool_] | None:
    """Which cells of the grid count as improved by a rule; None where there are too many to judge.

    A rule counts pairs. Tables in which each cell has its own power of two of them tell all cells at once.
    """
    coded = counted.coded[i]
    width = len(coded.after_values)
    if len(cells) > _MOST_CELLS:
        return None
    better = np.zeros(len(coded.before_values) * width, bool)
    powers = 1 << np.arange(_AT_ONCE, dtype=np.int64)
    for start in range(0, len(cells), _AT_ONCE):
        some = cells[start : start + _AT_ONCE]
        before, after = coded.before_values[some // width], coded.after_values[some % width]
        table = ChangeTable(before, after, powers[: len(some)], coded.paired.scores.scale.better)
        told = sum(rate.n or 0 for rate in rule.rates(table, "") if rate.outcome == "improved")
        better[some] = (told & powers[: len(some)]) > 0
    return better
