"""What an answer scores: the codes a form stores, answers that differ by item, reversed items."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from evaluation.measures.definition import Items, Stored

PLACES = 9  # decimals at which scores are compared: 2.3 + 3.6 is 5.9, whatever the order of adding
OMITTED = np.inf  # an answer that is neither a score nor missing ("not observed", "don't know")


def scored(answers: NDArray[np.float64], item: int, items: Items, stored: Stored) -> NDArray[np.float64]:
    """What the answers to one item score; blanks (NaN) and `OMITTED` stay as they are.

    Answers `stored` "printed" are turned round where the item is reversed and given the scores
    of its own options where it has some; those numbered "upside_down" are first numbered from the
    other end; answers already "scored" are what they are.

    >>> from evaluation.measures import registry
    >>> core10 = registry().get("core10").items
    >>> scored(np.array([0.0, 4.0]), 2, core10, "printed").tolist()
    [4.0, 0.0]
    """
    if stored == "scored":
        return answers
    if stored == "upside_down":
        answers = np.where(np.isinf(answers), answers, _turned(possible(item, items, "printed"), answers))
    options = items.of(item)
    if options is not None:
        found: NDArray[np.float64] = np.where(np.isinf(answers), answers, np.nan)
        for code, score in zip(options.codes, options.scores, strict=True):
            found[answers == code] = score
        return found
    if item in items.reversed:
        return np.where(np.isinf(answers), answers, items.minimum + items.maximum - answers)
    return answers


def _turned(codes: NDArray[np.float64], answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same answers numbered from the other end of the options."""
    turned: NDArray[np.float64] = codes[0] + codes[-1] - answers
    return turned


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
