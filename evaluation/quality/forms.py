"""How complete the forms of each questionnaire are: answers given, questions skipped, stages, dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from evaluation.stages import occasion_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.scoring import Scores, ScoreSet

MOST_SKIPPED = 5  # questions that a table lists


@dataclass(frozen=True, kw_only=True)
class Part:
    """So many of so many: forms, answers, families."""

    n: int
    of: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None of nothing.

        >>> Part(n=3, of=4).share
        0.75
        """
        return self.n / self.of if self.of else None


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A question and on how many forms it was left blank, of those that have an answer to any."""

    question: int
    blank: Part


@dataclass(frozen=True, kw_only=True)
class Stage:
    """How many forms were filled in at a stage; "" where the file doesn't say which."""

    name: str
    forms: int


@dataclass(frozen=True, kw_only=True)
class Forms:
    """One questionnaire by one kind of rater: what is on its forms and what isn't.

    `scored` are forms with at least one score. `answers` are the questions answered of those that the
    file has a column for, and `skipped` the questions left blank most; None and empty where the file holds
    totals alone. `dated` are forms with a date, `ahead` those dated after the day of looking.
    """

    measure: str
    title: str
    rater: str
    forms: int
    scored: Part
    answers: Part | None
    skipped: tuple[Skipped, ...]
    stages: tuple[Stage, ...]
    dated: Part
    ahead: int


def forms_of(blocks: Iterable[Block], scores: Scores, today: date) -> tuple[Forms, ...]:
    """The forms of every questionnaire, in order of name."""
    parts: dict[tuple[str, str], list[Block]] = defaultdict(list)
    for block in blocks:
        for rater in sorted(set(block.rater.tolist())):
            parts[block.measure.id, rater].append(block.keep(block.rater == rater))
    scored: dict[tuple[str, str], list[ScoreSet]] = defaultdict(list)
    for entry in (*scores.sets, *scores.answers):
        scored[entry.measure.id, entry.rater].append(entry)
    found = [_forms(of, rater, scored[measure, rater], today) for (measure, rater), of in parts.items()]
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.rater)))


def _forms(blocks: list[Block], rater: str, scored: list[ScoreSet], today: date) -> Forms:
    measure = blocks[0].measure
    many = sum(len(block.row) for block in blocks)
    dates = np.concatenate([block.date for block in blocks])
    answers, skipped = _answers(list(_items(blocks)))
    with_score = {
        (int(row), str(stage))
        for entry in scored
        for row, stage in zip(entry.row, entry.occasion, strict=True)
    }
    stages: dict[str, int] = defaultdict(int)
    for block in blocks:
        names, counts = np.unique(block.occasion.astype(str), return_counts=True)
        for name, n in zip(names.tolist(), counts.tolist(), strict=True):
            stages[name] += n
    return Forms(
        measure=measure.id,
        title=measure.short,
        rater=rater,
        forms=many,
        scored=Part(n=min(len(with_score), many), of=many),
        answers=answers,
        skipped=skipped,
        stages=tuple(Stage(name=name, forms=stages[name]) for name in sorted(stages, key=occasion_order)),
        dated=Part(n=int((~np.isnat(dates)).sum()), of=many),
        ahead=int((dates > np.datetime64(today, "s")).sum()),
    )


def _items(blocks: list[Block]) -> Iterator[NDArray[np.float64]]:
    """Forms × questions of the forms that have an answer to any."""
    for block in blocks:
        if block.items is not None:
            told = ~np.isnan(block.items)
            yield block.items[told.any(axis=1)]


def _answers(found: list[NDArray[np.float64]]) -> tuple[Part | None, tuple[Skipped, ...]]:
    """Questions answered of those asked, and those skipped most; a question nobody answered has no column."""
    forms = sum(len(items) for items in found)
    if not forms:
        return None, ()
    answered = np.sum([(~np.isnan(items)).sum(axis=0) for items in found], axis=0)
    asked = np.flatnonzero(answered)
    blank = [
        Skipped(question=int(item) + 1, blank=Part(n=forms - int(answered[item]), of=forms))
        for item in asked
        if answered[item] < forms
    ]
    blank.sort(key=lambda one: (-one.blank.n, one.question))
    whole = Part(n=int(answered[asked].sum()), of=forms * len(asked))
    return whole, tuple(blank[:MOST_SKIPPED])
