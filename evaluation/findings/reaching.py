"""Finds who is reached in what was counted, exact; disclosure control comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.change.rule import make_rate
from evaluation.findings.building import entries_of
from evaluation.findings.finding import LEARNER, Caveat
from evaluation.findings.first_scores import first_scores
from evaluation.findings.reach import Makeup, Part, Reach, reach_sentence
from evaluation.groups import UNRECORDED, attribute, by_whom, in_order
from evaluation.tallies import spread

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.findings.finding import Evidence, Nouns
    from evaluation.tallies import Entries

MOST_VALUES = 40  # more in a column: it tells families apart rather than describes them

IN_THE_FILE = Caveat(
    key="in_the_file",
    text="Only those in the file are counted: whoever was referred and is not in it, and whoever was never "
    "referred, can't be seen here. Compare with the people of the area, which no file of the service holds.",
)
IN_THE_COURSE_FILE = Caveat(
    key="in_the_file",
    text="Only those in the file are counted: whoever was invited or enrolled and is not in it can't be seen "
    "here.",
)
ONE_AT_A_TIME = Caveat(
    key="one_at_a_time",
    text="Each table looks at one column alone, so a difference may belong to something else in which the "
    "groups differ.",
)


@dataclass(frozen=True, eq=False)
class Column:
    """A column as numbers: its name, its values in order (blank ones last), each episode's place."""

    name: str
    values: tuple[str, ...]
    code: NDArray[np.int64]


def describing(episodes: Entries, names: Iterable[str]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """The columns of these that describe families, coded; and the names of those with too many values.

    One with the same value throughout describes nobody, and who did the work describes no family.
    """
    columns, left_out = [], []
    for name in names:
        if by_whom(name):
            continue
        coded = episodes.coded(name)
        texts = ["" if text == UNRECORDED else text for text in coded.values]
        recorded = in_order({text for text in texts if text})
        if len(recorded) > MOST_VALUES:
            left_out.append(name)
        elif recorded and len(set(texts)) > 1:
            order = {text: place for place, text in enumerate([*recorded, ""])}
            places = np.array([order[text] for text in texts], dtype=np.int64)
            values = (*recorded, UNRECORDED) if "" in texts else tuple(recorded)
            columns.append(Column(name, values, places[coded.code]))
    return tuple(columns), tuple(left_out)


def reach(
    counted: Counted, evidence: Evidence, columns: tuple[Column, ...], left_out: tuple[str, ...]
) -> Reach | None:
    """Who a view's figures reach; None where no questionnaire gives a score."""
    if not counted.coded:
        return None
    view = evidence.view
    keep = counted.mask(view.filters, view.start, view.end)
    nouns = entries_of(counted, evidence.nouns)
    standing = _standing(counted)
    none, one_score, pair = spread(counted.episodes, standing, 3, keep).tolist()
    whole, many = none + one_score + pair, nouns.many
    in_the_file = IN_THE_COURSE_FILE if evidence.nouns == LEARNER else IN_THE_FILE
    found = Reach(
        nouns=nouns,
        narrowed=any(view.filters.values()) or view.start is not None or view.end is not None,
        started=make_rate("started", "scored", one_score + pair, whole, many, view.confidence),
        both=make_rate("completion", "both", pair, whole, many, view.confidence),
        makeups=tuple(
            _makeup(
                one,
                spread(counted.episodes, one.code * 3 + standing, 3 * len(one.values), keep).reshape(-1, 3),
                nouns,
                view.confidence,
            )
            for one in columns
        ),
        first=tuple(
            first_scores(counted, i, of_scale, view, nouns)
            for i, of_scale in _scales(counted, evidence)
            if (of_scale & counted.coded[i].paired.has_before).any()
        ),
        left_out=tuple(
            f"“{wording.capital(name.replace('_', ' '))}” has more than {MOST_VALUES} different entries, so "
            "no table is made of it."
            for name in left_out
        ),
        sentence="",
        caveats=(in_the_file, ONE_AT_A_TIME) if columns else (in_the_file,),
    )
    return replace(found, sentence=reach_sentence(found))


def _standing(counted: Counted) -> NDArray[np.int64]:
    """Of each episode whether it has no first score (0), one on something (1), or both scores (2)."""
    if "reached" not in counted.kept:
        counted.kept["reached"] = np.where(counted.any_pair, 2, counted.any_begun).astype(np.int64)
    found: NDArray[np.int64] = counted.kept["reached"]
    return found


def _scales(counted: Counted, evidence: Evidence) -> Iterable[tuple[int, NDArray[np.bool_]]]:
    """Each scale that a view looks at, in the order of its questionnaires' names, and whom it keeps."""
    view = evidence.view

    def order(i: int) -> tuple[str, int, str]:
        entry = counted.coded[i].paired.scores
        return entry.measure.short, entry.measure.scales.index(entry.scale), entry.rater

    for i in sorted(range(len(counted.coded)), key=order):
        entry = counted.coded[i].paired.scores
        if view.looks_at(entry.measure.id, entry.rater):
            yield i, counted.mask(view.filters, view.start, view.end, i)


def _makeup(
    one: Column,
    table: NDArray[np.int64],
    nouns: Nouns,
    confidence: float,
) -> Makeup:
    """Everybody kept by their value of a column and by which scores they have (`table`: values × 3)."""
    here = table.sum(axis=1).tolist()
    first, complete = table[:, 1:].sum(axis=1).tolist(), table[:, 2].tolist()
    everybody = sum(here)
    return Makeup(
        attribute=attribute(one.name),
        parts=tuple(
            Part(
                value=value,
                recorded=value != UNRECORDED,
                among=make_rate("among", "in", here[g], everybody, nouns.many, confidence),
                started=make_rate("started", "scored", first[g], here[g], nouns.many, confidence),
                both=make_rate("completion", "both", complete[g], here[g], nouns.many, confidence),
            )
            for g, value in enumerate(one.values)
            if here[g]
        ),
    )
