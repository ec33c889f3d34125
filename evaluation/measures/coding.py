"""What an answer scores: the codes a form stores, answers that differ by item, reversed items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import narwhals as nw
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.measures.definition import Items, Stored

PLACES = 9  # decimals at which scores are compared: 2.3 + 3.6 is 5.9, whatever the order of adding
OMITTED = np.inf  # an answer that is neither a score nor missing ("not observed", "don't know")


@dataclass(frozen=True)
class Coding:
    """What a number that a file holds for an item scores.

    With a `table` of (number, score) any other number is no answer; without, it is `base` + `sign` × number.
    """

    base: float = 0.0
    sign: int = 1
    table: tuple[tuple[float, float], ...] = ()


def coding(item: int, items: Items, stored: Stored) -> Coding:
    """How the answers to one item score.

    Answers `stored` "printed" are turned round where the item is reversed and given the scores
    of its own options where it has some; those numbered "upside_down" are first numbered from the
    other end; answers already "scored" are what they are.

    >>> from evaluation.measures import registry
    >>> coding(2, registry().get("core10").items, "printed")
    Coding(base=4.0, sign=-1, table=())
    """
    if stored == "scored":
        return Coding()
    ends = possible(item, items, "printed")[[0, -1]].sum() if stored == "upside_down" else None
    options = items.of(item)
    if options is not None:
        codes = options.codes if ends is None else [float(ends - code) for code in options.codes]
        return Coding(table=tuple(zip(map(float, codes), map(float, options.scores), strict=True)))
    base, sign = (0.0, 1) if ends is None else (float(ends), -1)
    if item in items.reversed:
        base, sign = items.minimum + items.maximum - base, -sign
    return Coding(float(base), sign)


def points(answers: nw.Expr, coding: Coding) -> nw.Expr:
    """What a column of answers scores, as an expression; null where blank or `OMITTED`."""
    if coding.table:
        return by_table(answers, coding.table)
    return nw.when(answers.is_finite()).then(coding.base + coding.sign * answers)


def by_table(numbers: nw.Expr, table: Iterable[tuple[float, float]]) -> nw.Expr:
    """What each number stands for on a table of (number, value); null for any other."""
    found = nw.lit(None, nw.Float64)
    for number, value in table:
        found = nw.when(numbers == float(number)).then(nw.lit(float(value))).otherwise(found)
    return found


def scored(answers: NDArray[np.float64], item: int, items: Items, stored: Stored) -> NDArray[np.float64]:
    """What an array of answers to one item scores; blanks (NaN) and `OMITTED` stay as they are.

    >>> from evaluation.measures import registry
    >>> core10 = registry().get("core10").items
    >>> scored(np.array([0.0, 4.0]), 2, core10, "printed").tolist()
    [4.0, 0.0]
    """
    rule = coding(item, items, stored)
    found: NDArray[np.float64] = np.where(np.isinf(answers), answers, np.nan)
    for code, score in rule.table:
        found[answers == code] = score
    return found if rule.table else np.where(np.isinf(answers), answers, rule.base + rule.sign * answers)


def scored_items(
    answers: NDArray[np.float64], wanted: Iterable[int], items: Items, stored: Stored
) -> NDArray[np.float64]:
    """What the answers to some items score (responses × wanted), from those to all items of a measure."""
    columns = [scored(answers[:, item - 1], item, items, stored) for item in wanted]
    return np.column_stack(columns) if columns else np.empty((len(answers), 0))


def possible(item: int, items: Items, stored: Stored) -> NDArray[np.float64]:
    """Every number that a file may hold for one item, in ascending order.

    >>> from evaluation.measures import registry
    >>> possible(1, registry().get("phq9").items, "printed").tolist()
    [0.0, 1.0, 2.0, 3.0]
    """
    options = items.of(item)
    if options is not None:
        return np.array(sorted(set(options.scores if stored == "scored" else options.codes)))
    steps = round((items.maximum - items.minimum) / items.step)
    found: NDArray[np.float64] = np.round(items.minimum + items.step * np.arange(steps + 1), PLACES)
    return found


def reach(item: int, items: Items) -> tuple[float, float]:
    """The lowest and the highest that one item can score."""
    found = possible(item, items, "scored")
    return float(found[0]), float(found[-1])


def words(item: int, items: Items) -> dict[str, float]:
    """The answers to one item in words, each with its code; empty where none are known."""
    options = items.of(item)
    return dict(options.labels if options is not None and options.labels else items.labels)
