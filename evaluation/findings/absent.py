"""Finds those without a second score in what was counted, and describes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.counting import occurring
from evaluation.findings.finding import Step
from evaluation.findings.missing import Makeup, Missing, Part, Start
from evaluation.groups import by_whom
from evaluation.missing import FirstScores, Weighted, difference_at_start, weighted_share
from evaluation.tables import ChangeTable
from evaluation.tallies import number, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.change import Rule
    from evaluation.counting import Counted
    from evaluation.tallies import Entries

BLANK = "not recorded"
_MOST_VALUES = 8
_MOST_CELLS = 100_000  # combinations of scores that are judged
_AT_ONCE = 50  # of them in one table
_MOST_ATTRIBUTES = 6


@dataclass(frozen=True, eq=False)
class Attribute:
    """One attribute as numbers: a name, its values, and each episode's place among them."""

    name: str
    values: tuple[str, ...]
    code: NDArray[np.signedinteger]


@dataclass(frozen=True, eq=False)
class Attributes:
    """Several attributes, and which of their combinations each episode has.

    `kinds` is combinations × attributes, in ascending order; `kind` is each episode's row of it.
    """

    each: tuple[Attribute, ...]
    kinds: NDArray[np.int64]
    kind: NDArray[np.int64]


def coded_attributes(counted: Counted, i: int) -> Attributes:
    """The attributes with two to eight values, staff apart, blanks as a value: the first six.

    They are the same under any filter, so they are coded once, for all scales that share entries.
    """
    entries = counted.coded[i].entries
    asked = ("attributes", id(entries))
    if asked not in counted.kept:
        counted.kept[asked] = _attributes(entries)
    found: Attributes = counted.kept[asked]
    return found


def _attributes(entries: Entries) -> Attributes:
    found = []
    for name in entries.names:
        if by_whom(name):  # who lacks scores is no verdict on whoever worked with them
            continue
        coded = entries.coded(name)
        texts = [text or BLANK for text in coded.values]
        values = tuple(sorted(set(texts)))
        if 2 <= len(values) <= _MOST_VALUES:
            places = np.array([values.index(text) for text in texts], dtype=np.int8)
            found.append(Attribute(name, values, places[coded.code]))
    each = tuple(found[:_MOST_ATTRIBUTES])
    if not each:
        return Attributes((), np.zeros((1, 0), np.int64), np.zeros(len(entries), np.int64))
    sizes = tuple(len(one.values) for one in each)
    kinds, kind = np.unique(np.ravel_multi_index(tuple(one.code for one in each), sizes), return_inverse=True)
    return Attributes(each, np.column_stack(np.unravel_index(kinds, sizes)), kind.astype(np.int64))


def missing_of(
    counted: Counted,
    i: int,
    keep: NDArray[np.bool_],
    attributes: Attributes,
    rule: Rule,
    confidence: float,
) -> Missing:
    """Those of the i-th scale with a first score and no pair, beside those with a pair."""
    entries, paired = counted.coded[i].entries, counted.coded[i].paired
    scale = paired.scores.scale
    with_both = counted.has_pair(i)
    without = paired.has_before & ~with_both
    left = [number(entries, group & ~keep) for group in (without, with_both)]
    without &= keep
    with_both &= keep
    values, parts = counted.first_scores(i, keep)
    lacking, complete = (FirstScores.of(values, part) for part in parts.T)
    weighted = None
    if scale.unit != "goal" and lacking.n and complete.n:
        weighted = _weighted(counted, i, without, with_both, attributes, rule, confidence)
    return Missing(
        without=_start(lacking, ordinal=scale.ordinal),
        with_both=_start(complete, ordinal=scale.ordinal),
        difference=None if scale.ordinal else difference_at_start(lacking, complete, scale.sign, confidence),
        reasons=_reasons(entries, without, without & paired.has_after),
        makeup=_makeups(entries, attributes, without, with_both) if lacking.n else (),
        weighted=weighted,
        near=min((number for number in left if number), default=0),
    )


def _start(scores: FirstScores, *, ordinal: bool) -> Start:
    if not scores.n:
        return Start(n=0)
    if ordinal:
        return Start(n=scores.n, median=scores.median)
    return Start(n=scores.n, mean=scores.mean, sd=scores.sd)


def _makeups(
    entries: Entries, attributes: Attributes, without: NDArray[np.bool_], with_both: NDArray[np.bool_]
) -> tuple[Makeup, ...]:
    size = len(attributes.kinds)
    lacking, complete = (spread(entries, attributes.kind, size, group) for group in (without, with_both))
    return tuple(
        _makeup(
            one,
            *(
                _of_values(attributes.kinds[:, place], counts, len(one.values))
                for counts in (lacking, complete)
            ),
        )
        for place, one in enumerate(attributes.each)
    )


def _of_values(values: NDArray[np.int64], counts: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """Counts of combinations added up by the value that they have of one attribute."""
    found = np.zeros(size, np.int64)
    np.add.at(found, values, counts)
    return found


def _makeup(one: Attribute, lacking: NDArray[np.int64], complete: NDArray[np.int64]) -> Makeup:
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


def _reasons(entries: Entries, without: NDArray[np.bool_], unpaired: NDArray[np.bool_]) -> tuple[Step, ...]:
    """What dates tell of those without a second score; they add up to all of them, or are none."""
    if not entries.dated["end"].any():
        return ()
    left = without & ~unpaired
    open_ = left & ~entries.dated["end"]
    left = left & ~open_
    early = left & ~entries.dated["second_contact"]
    counts = [
        ("unpaired", "Two scores that don't belong together", unpaired),
        ("open", "Still open: no end date", open_),
    ]
    if entries.has_contacts:
        counts += [
            ("early", "Ended before a second contact", early),
            ("ended", "Ended after two contacts, no second score", left & ~early),
        ]
    else:
        counts.append(("ended", "Ended, no second score", left))
    return tuple(
        Step(key=key, label=label, n=number(entries, group))
        for key, label, group in counts
        if number(entries, group)
    )


def _weighted(
    counted: Counted,
    i: int,
    without: NDArray[np.bool_],
    with_both: NDArray[np.bool_],
    attributes: Attributes,
    rule: Rule,
    confidence: float,
) -> Weighted | None:
    coded = counted.coded[i]
    paired, weight = coded.paired, coded.entries.weight
    pairs = with_both[paired.episode]
    of_pairs = coded.cell.compress(pairs)
    cells, _ = occurring(of_pairs, coded.grid)
    better = _improved(counted, i, cells, rule)
    if better is None:
        return None
    outcome = np.full(len(without), 2, np.int8)
    outcome[paired.episode.compress(pairs)] = np.where(better[of_pairs], 0, 1)
    who = without | with_both
    # First scores and combinations of attributes are coded already, so that nothing is sorted here.
    kinds = len(attributes.kinds)
    place = coded.first_place.compress(who).astype(np.int64) * kinds + attributes.kind.compress(who)
    found, times = occurring(
        place * 3 + outcome.compress(who),
        len(coded.first_values) * kinds * 3,
        None if weight is None else weight.compress(who),
    )
    cells, cell = np.unique(found // 3, return_inverse=True)
    counts = np.zeros((3, len(cells)), np.int64)
    counts[found % 3, cell] = times
    features = {"the first score": coded.first_values[cells // kinds][:, None]}
    for codes, one in zip(attributes.kinds[cells % kinds].T, attributes.each, strict=True):
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
