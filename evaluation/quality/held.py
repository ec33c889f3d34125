"""Whose second scores are held: by questionnaire, by month of the first score, by worker and by site."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.groups import UNRECORDED, by_whom, in_order, of_kind
from evaluation.quality.forms import Part
from evaluation.trends import Period, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting import Counted


@dataclass(frozen=True, kw_only=True)
class Held:
    """One line of a table: of those with a first score how many have both."""

    label: str
    both: Part
    rater: str = ""


@dataclass(frozen=True, kw_only=True)
class HeldBy:
    """The lines by one column of the file."""

    column: str
    lines: tuple[Held, ...]


def by_questionnaire(counted: Counted) -> tuple[Held, ...]:
    """Each questionnaire by a rater: begun on one of its scales, held twice on one of them."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, coded in enumerate(counted.coded):
        entry = coded.paired.scores
        found[entry.measure.short, entry.rater].append(i)
    lines = []
    for (short, rater), places in sorted(found.items()):
        begun = np.logical_or.reduce([counted.coded[i].paired.has_before for i in places])
        both = np.logical_or.reduce([counted.has_pair(i) for i in places])
        lines.append(Held(label=short, rater=rater, both=_part(begun, both)))
    return tuple(lines)


def by_month(counted: Counted) -> tuple[Held, ...]:
    """By the month of each family's first score on anything, in order of time; those without a date last."""
    begun, first = _begun(counted)
    month = np.where(begun, numbers(first, "month"), -2)
    lines = [
        Held(
            label=Period("month", int(number)).short, both=_part(begun & (month == number), counted.any_pair)
        )
        for number in np.unique(month[month >= 0])
    ]
    undated = begun & (month < 0)
    if undated.any():
        lines.append(Held(label="No date", both=_part(undated, counted.any_pair)))
    return tuple(lines)


def by_columns(counted: Counted) -> tuple[HeldBy, ...]:
    """By whoever works with the families, and by site or service, where the file says so."""
    names = list(counted.episodes.names)
    worker = next((name for name in names if by_whom(name)), "")
    wanted = dict.fromkeys(filter(None, (worker, of_kind(names, "service"), of_kind(names, "programme"))))
    begun, _ = _begun(counted)
    return tuple(HeldBy(column=name, lines=_by(counted, name, begun)) for name in wanted)


def _by(counted: Counted, name: str, begun: NDArray[np.bool_]) -> tuple[Held, ...]:
    coded = counted.episodes.coded(name)
    blanks = {"", UNRECORDED}  # some files say so in words
    place = {text: number for number, text in enumerate(coded.values)}
    lines = [
        Held(label=text, both=_part(begun & (coded.code == place[text]), counted.any_pair))
        for text in in_order(text for text in coded.values if text not in blanks)
    ]
    blank = begun & np.isin(coded.code, [*(place[text] for text in blanks & set(place)), -1])
    if blank.any():
        lines.append(Held(label=UNRECORDED, both=_part(blank, counted.any_pair)))
    return tuple(lines)


def _begun(counted: Counted) -> tuple[NDArray[np.bool_], NDArray[np.datetime64]]:
    """Which families have a first score on anything, and the date of the earliest."""
    n = len(counted.episodes)
    begun, first = np.zeros(n, bool), np.full(n, "NaT", "datetime64[s]")
    for coded in counted.coded:
        begun |= coded.paired.has_before
        first = np.fmin(first, coded.paired.first_date)
    return begun, first


def _part(begun: NDArray[np.bool_], both: NDArray[np.bool_]) -> Part:
    return Part(n=int((begun & both).sum()), of=int(begun.sum()))
