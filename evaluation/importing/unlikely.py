"""Doubts that a column's content raises: values that the questionnaire in its header cannot give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.doubts import ignored
from evaluation.importing.possible import CODES, between_steps, bounds, only_yes_no, outside, too_many
from evaluation.importing.readings import answers_of, scores_of
from evaluation.importing.values import numbers
from evaluation.measures.coding import possible

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.importing.contents import Body
    from evaluation.importing.mapping import Column
    from evaluation.measures import Registry
    from evaluation.measures.definition import Items, Measure, Scale


# Questionnaires with a short form, and the highest total of that.
_SHORTER = {"wemwbs": ("SWEMWBS", 35.0)}


def other_scales(columns: list[Column], body: Body, registry: Registry) -> list[Column]:
    """Scores that the questionnaire cannot give, and answers counted from 1 where it counts from 0."""
    ids = {measure.id for measure in registry}
    groups: dict[tuple[str, str, str], list[Column]] = {}
    for column in columns:
        if column.use in {"score", "item"} and column.measure in ids:
            groups.setdefault((column.use, column.measure, column.scale), []).append(column)
    doubts: dict[int, str] = {}
    for (use, measure_id, scale_id), members in groups.items():
        measure = registry.get(measure_id)
        if use == "item" and measure.items is not None:
            doubts.update(_answers(members, body, measure, measure.items))
        elif use == "score" and scale_id:
            doubts.update(_totals(members, body, measure, measure.scale(scale_id)))
    return ignored(columns, doubts)


def _totals(members: list[Column], body: Body, measure: Measure, scale: Scale) -> dict[int, str]:
    """What is doubtful about columns of totals, by index."""
    doubts: dict[int, str] = {}
    together = []
    for column in members:
        cells = body.filled(column.index)
        read = scores_of(cells, scale, codes=dict(scale.labels), decimal_comma=body.decimal_comma)
        bad, filled = int(read.bad.sum()), int((~read.blank).sum())
        known = _known(read.values)
        together.append(known)
        if bad > 1 and bad > filled / 2:
            doubts[column.index] = (
                f"{bad} of {filled} cells hold no number, so it may not be the score of {measure.short}"
            )
        elif only_yes_no(known, scale):
            doubts[column.index] = f"it holds only 0 and 1, so it may be a yes or no about {measure.short}"
    values = np.concatenate(together)
    low, high = bounds(scale, _said(members))
    wrong = int(outside(values, low, high).sum())
    between = int(between_steps(values, scale, _said(members)).sum())
    if too_many(wrong, len(values)):
        why = f"{_outside(wrong, values, low, high)}, so it may not be {measure.short}"
        doubts.update({c.index: why for c in members})
    elif measure.id in _SHORTER and len(values) and values.max() <= _SHORTER[measure.id][1]:
        short, most = _SHORTER[measure.id]
        why = f"every score is {most:g} or less, as on the short form: is it {short} or {measure.short}?"
        doubts.update({c.index: why for c in members})
    elif too_many(between, len(values)):
        why = (
            f"{between} of {len(values)} values are not whole and no total of {measure.short} gives them: "
            "they may be averages"
        )
        doubts.update({c.index: why for c in members})
    return doubts


def _outside(wrong: int, values: NDArray[np.float64], low: float, high: float) -> str:
    return f"{wrong} of {len(values)} values are outside {low:g} to {high:g}"


def _answers(members: list[Column], body: Body, measure: Measure, items: Items) -> dict[int, str]:
    """What is doubtful about columns of answers, by index."""
    doubts: dict[int, str] = {}
    together = []
    unknown = answered = wrong = 0
    for column in members:
        cells = body.filled(column.index)
        read = numbers(cells, decimal_comma=body.decimal_comma)
        worded = answers_of(cells, column.item, items, items.stored, decimal_comma=body.decimal_comma)
        known = _known(read.values)
        together.append(known)
        # Whether answers are as printed or already scored is asked apart; here both will do.
        can = [possible(column.item, items, stored) for stored in ("printed", "scored")]
        wrong += int(outside(known, min(c[0] for c in can), max(c[-1] for c in can)).sum())
        unknown += int(worded.bad.sum())
        answered += int((~worded.blank).sum())
        goals = all(scale.score in {"each", "entered"} for scale in measure.scales)
        if goals and worded.bad.sum() > 0.5 * max((~worded.blank).sum(), 1):
            doubts[column.index] = "it holds words and no ratings"
    if not doubts and unknown > answered / 2:
        why = (
            f"{unknown} of {answered} answers to {measure.short} are no answers Attune knows: {_give(items)}"
        )
        return {c.index: why for c in members}
    if items.by_label:
        return doubts  # a number is no answer to it, and says nothing of the others
    there = len({column.item for column in members})
    if measure.id in _SHORTER and there <= items.count / 2:
        why = f"{there} of {items.count} questions are here: is it {_SHORTER[measure.id][0]}, the short form?"
        return {c.index: why for c in members}
    values = np.concatenate(together)
    low, high = items.minimum, items.maximum
    shifted = bool(np.sum(values == high + 1) > 1 and not np.any(values == low) and low == 0)
    if shifted:
        why = f"answers start at 1 and go up to {high + 1:g}; {measure.short} counts them {low:g} to {high:g}"
    elif too_many(wrong, len(values)):
        why = f"{_outside(wrong, values, low, high)}, so it may not be {measure.short}"
    else:
        return doubts
    return doubts | {c.index: why for c in members}


def _give(items: Items) -> str:
    """What to give in place of answers that can't be read."""
    if items.by_label:
        return "give the answers in words"
    if items.labels and len({code for _, code in items.labels}) <= items.maximum - items.minimum:
        said = " and ".join(f"“{word}”" for word, _ in items.labels)
        return f"of the words only {said} are known, so give numbers"
    return "give numbers"


def _known(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The numbers of a column that are no codes for "missing"."""
    kept: NDArray[np.float64] = values[np.isfinite(values) & ~np.isin(values, CODES)]
    return kept


def _said(members: list[Column]) -> str:
    """Whether headers say that totals are raw or converted, if they agree."""
    said = {column.entered for column in members}
    return said.pop() if len(said) == 1 else ""
