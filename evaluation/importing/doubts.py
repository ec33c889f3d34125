"""Doubts about a proposed mapping: columns whose header says one thing and content another.

A column in doubt is not used until a person has said what it holds: a figure that is missing
can be asked for, a wrong one is published.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.values import numbers
from evaluation.importing.vocabulary import BASELINE, END, RETROSPECTIVE, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column
    from evaluation.measures import Registry

_RATERS = frozenset(
    "parent mother mum mam mom father dad carer caregiver grandparent partner self client practitioner "
    "clinician therapist worker nurse psychologist visitor professional staff observer coder assessor "
    "learner trainee delegate participant supervisor tutor trainer teacher "
    "other not known unknown n a na".split()
)
_FAMILIES = frozenset("family families mother parent client dyad child baby infant patient case".split())
# What people type for "missing": no sign that another scale was used.
_CODES = (-1, -9, -99, -999, 77, 88, 99, 777, 888, 999, 9999)
_SLIPS = 0.2  # a larger share of values outside the range is more than slips


def stages_from_neighbours(columns: list[Column]) -> list[Column]:
    """A score without a stage beside the same score with one: "PHQ-9" and "PHQ-9 after"."""
    if any(c.use == "occasion" for c in columns):
        return columns
    groups: dict[tuple[str, str, int, str], list[Column]] = {}
    for column in columns:
        if column.use in {"score", "item"} and column.measure:
            groups.setdefault((column.measure, column.scale, column.item, column.rater), []).append(column)
    changed: dict[int, Column] = {}
    for members in groups.values():
        blank = [c for c in members if not c.occasion]
        named = [c for c in members if c.occasion]
        if len(blank) != 1 or not named:
            continue
        first = not any(c.occasion.startswith((BASELINE, RETROSPECTIVE)) for c in named)
        if not first and any(c.occasion == END for c in named):
            continue  # neither the first nor the last: it stays without a stage
        changed[blank[0].index] = replace(
            blank[0],
            occasion=BASELINE if first else END,
            confidence="suggested",
            why=f"no stage in its header; read as the {'first' if first else 'last'} score "
            f"because of '{named[0].header}': check",
        )
    return [changed.get(c.index, c) for c in columns]


def other_scales(
    columns: list[Column], body: pd.DataFrame, registry: Registry, *, decimal_comma: bool = False
) -> list[Column]:
    """Scores that the questionnaire cannot give, and answers counted from 1 where it counts from 0."""
    ids = {measure.id for measure in registry}
    groups: dict[tuple[str, str, str], list[Column]] = {}
    for column in columns:
        if column.use in {"score", "item"} and column.measure in ids:
            groups.setdefault((column.use, column.measure, column.scale), []).append(column)
    doubts: dict[int, str] = {}
    for (use, measure_id, scale_id), members in groups.items():
        measure = registry.get(measure_id)
        values = _values(members, body, decimal_comma=decimal_comma)
        if use == "item" and measure.items is not None:
            low, high = measure.items.minimum, measure.items.maximum
            shifted = bool(np.sum(values == high + 1) > 1 and not np.any(values == low) and low == 0)
        elif use == "score" and scale_id:
            scale = measure.scale(scale_id)
            low = min([scale.minimum, *(raw for raw, _ in scale.convert)])
            high = max([scale.maximum, *(raw for raw, _ in scale.convert)])
            shifted = False
        else:
            continue
        outside = int(((values < low) | (values > high)).sum())
        if shifted or (outside > 1 and outside >= _SLIPS * len(values)):
            why = (
                f"{outside} of {len(values)} values are outside {low:g} to {high:g}, "
                f"so it may not be {measure.short}"
            )
            if shifted:
                why = (
                    f"answers start at 1 and go up to {high + 1:g}; "
                    f"{measure.short} counts them {low:g} to {high:g}"
                )
            doubts.update({c.index: why for c in members})
    return _ignored(columns, doubts)


def not_learning(columns: list[Column], registry: Registry) -> list[Column]:
    """A "confidence" score kept about families is not the self-rating of people on a course."""
    learning = {m.id for m in registry if m.domain == "learning"}
    about_families = any(
        (c.use in {"id", "episode"} and set(tokens(c.header)) & _FAMILIES)
        or (c.use in {"score", "item"} and c.measure and c.measure not in learning)
        for c in columns
    )
    if not about_families:
        return columns
    why = "a rating of a family and no published questionnaire"
    return _ignored(columns, {c.index: why for c in columns if c.measure in learning})


def named_raters(columns: list[Column], texts: Callable[[Column], Iterable[str]]) -> list[Column]:
    """A column of who rated must hold roles; one that holds people's names would print them."""
    result = []
    for column in columns:
        said = [set(tokens(text)) for text in texts(column)] if column.use == "rater" else []
        if said and sum(bool(words & _RATERS) for words in said) < 0.8 * len(said):
            column = replace(  # noqa: PLW2901
                column,
                use="ignore",
                confidence="needs you",
                why="holds names or codes, not roles such as parent",
            )
        result.append(column)
    return result


def claim(column: Column) -> tuple[str, str, int, str, str, str]:
    """What a score or item column says it holds; two columns can't both hold it."""
    return (column.measure, column.scale, column.item, column.occasion, column.rater, column.entered)


def rivals(columns: Sequence[Column]) -> dict[int, tuple[Column, ...]]:
    """Columns that claim to hold the same score, by index: the others that claim it."""
    scored = [c for c in columns if c.use in {"score", "item"}]
    counts = Counter(claim(c) for c in scored)
    return {
        c.index: tuple(o for o in scored if o.index != c.index and claim(o) == claim(c))
        for c in scored
        if counts[claim(c)] > 1
    }


def told_apart(columns: list[Column]) -> list[Column]:
    """Two columns of one score: parted by who rated, if the headers say; otherwise the person is asked."""
    found = rivals(columns)
    if not found:
        return columns
    with_rater = [replace(c, rater=_rater_of(c)) if c.index in found and not c.rater else c for c in columns]
    left = rivals(with_rater)
    return [
        replace(
            c,
            confidence="needs you",
            why=f"'{left[c.index][0].header}' holds the same score: say which stage or rater each belongs to",
        )
        if c.index in left
        else c
        for c in with_rater
    ]


def _rater_of(column: Column) -> str:
    roles = [word for word in tokens(column.header) if word in _RATERS and len(word) > 2]
    return roles[0] if len(roles) == 1 else ""


def _values(columns: list[Column], body: pd.DataFrame, *, decimal_comma: bool) -> NDArray[np.float64]:
    read = np.concatenate(
        [numbers(body.iloc[:, c.index], decimal_comma=decimal_comma).values for c in columns]
    )
    kept: NDArray[np.float64] = read[np.isfinite(read) & ~np.isin(read, _CODES)]
    return kept


def _ignored(columns: list[Column], doubts: dict[int, str]) -> list[Column]:
    result = []
    for column in columns:
        if column.index in doubts:
            # An answer stays one of its questionnaire's; a score may be of something else altogether.
            measure = column.measure if column.use == "item" else ""
            why = doubts[column.index]
            column = replace(  # noqa: PLW2901
                column, use="ignore", measure=measure, scale="", item=0, confidence="needs you", why=why
            )
        result.append(column)
    return result
