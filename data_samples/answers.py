"""Answers to single questions that add up to a given total.

Each step of each question is a threshold: how hard the question is, plus how high the step
is, plus what is particular to the person. A person with a total of T has passed their T
lowest thresholds, so the answers always add up and harder questions score lower.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from data_samples.service import SERVICE

if TYPE_CHECKING:
    from data_samples.forms import Form
    from data_samples.scores import Whole

Answers = NDArray[np.int8]
_ROWS_AT_ONCE = 50_000  # keeps the thresholds of a million families out of memory


@dataclass(frozen=True, eq=False)
class Sheet:
    """Filled-in forms: `values` families × questions as printed, and what is not a number.

    `blank` marks questions left unanswered, `not_applicable` those ticked as such.
    """

    form: Form
    values: Answers
    blank: NDArray[np.bool_]
    not_applicable: NDArray[np.bool_]

    @property
    def total(self) -> NDArray[np.float64]:
        """Sum of the scored answers, families long; NaN where a question was left blank."""
        scored = _turned(self.form, self.values).astype(np.float64)
        for item, counts_as, _ in self.form.not_applicable:
            scored[self.not_applicable[:, item - 1], item - 1] = counts_as
        scored[self.blank] = np.nan
        return np.asarray(scored.sum(axis=1))


def fill(rng: np.random.Generator, form: Form, totals: tuple[Whole, ...]) -> Sheet:
    """Fill in a form for every family so that each of its scores is the one given.

    `totals` holds one array a score of the form, in its order. Ticking "not applicable"
    changes that total slightly, as it does on paper.
    """
    count = len(totals[0])
    scored = np.zeros((count, form.items), dtype=np.int8)
    for score, total in zip(form.scores, totals, strict=True):
        columns = np.array(score.items) - 1
        steps = total.astype(np.int32) - form.low * len(columns)
        hard = np.array([item in form.rare for item in score.items])
        for start in range(0, count, _ROWS_AT_ONCE):
            rows = slice(start, start + _ROWS_AT_ONCE)
            scored[rows, columns] = form.low + _split(rng, form, steps[rows], hard)
    not_applicable = np.zeros_like(scored, dtype=np.bool_)
    for item, _, share in form.not_applicable:
        not_applicable[:, item - 1] = rng.random(count) < share
    return Sheet(
        form=form,
        values=_turned(form, scored),
        blank=_blanks(rng, count, form.items),
        not_applicable=not_applicable,
    )


def _split(
    rng: np.random.Generator, form: Form, steps: NDArray[np.int32], hard: NDArray[np.bool_]
) -> Answers:
    """Share `steps` passed thresholds a person among questions of so many steps each."""
    items = len(hard)
    # Neighbouring questions differ, so that the order on paper says nothing about difficulty.
    stride = next(step for step in range(2, items + 2) if gcd(step, items) == 1)
    difficulty = form.unlike * np.linspace(-1, 1, items)[np.arange(items) * stride % items] + 1.2 * hard
    levels = np.linspace(-1, 1, form.high - form.low)
    person = 0.9 * form.unlike * rng.standard_normal((len(steps), items))
    thresholds = difficulty[None, :, None] + levels[None, None, :] + person[:, :, None]
    order = np.sort(thresholds.reshape(len(steps), -1), axis=1)
    last = np.take_along_axis(order, np.maximum(steps - 1, 0)[:, None], axis=1)
    passed = (thresholds <= last[:, :, None]).sum(axis=2)
    return np.where(steps[:, None] > 0, passed, 0).astype(np.int8)


def _turned(form: Form, values: Answers) -> Answers:
    """Turn the questions that are printed the other way round (its own inverse)."""
    turned = values.copy()
    columns = np.array(form.reversed, dtype=np.int64) - 1
    turned[:, columns] = form.low + form.high - turned[:, columns]
    return turned


def _blanks(rng: np.random.Generator, count: int, items: int) -> NDArray[np.bool_]:
    """One or two questions left blank on a few of the forms."""
    blank = np.zeros((count, items), dtype=np.bool_)
    forgot = np.flatnonzero(rng.random(count) < SERVICE.incomplete_form)
    blank[forgot, rng.integers(0, items, len(forgot))] = True
    twice = forgot[rng.random(len(forgot)) < 0.3]
    blank[twice, rng.integers(0, items, len(twice))] = True
    return blank
