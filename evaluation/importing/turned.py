"""Whether reversed answers were turned round already, as far as the answers themselves can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.measures.coding import scored_items

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.measures.definition import Items, Measure, Stored

FEWEST = 20  # complete responses: with fewer, answers may go against each other by chance
AGAINST = -0.2  # mean correlation with the other questions that chance seldom gives


def turned_round(blocks: Sequence[Block]) -> tuple[str, ...]:
    """A note for each questionnaire whose reversed questions go against its others, as read.

    Questions of one scale go the same way once reversed ones are turned round. Where they go
    against the others, the file may hold them in the other way: that is said, and never acted on.
    """
    grouped: dict[tuple[str, Stored], list[Block]] = {}
    for block in blocks:
        if block.items is not None and block.measure.items is not None:
            grouped.setdefault((block.measure.id, block.stored), []).append(block)
    notes = []
    for (_, stored), found in grouped.items():
        measure, items = found[0].measure, found[0].measure.items
        answers = np.vstack([block.items for block in found if block.items is not None])
        if items is not None and _against(measure, items, answers, stored):
            notes.append(_note(measure, stored))
    return tuple(notes)


def _against(measure: Measure, items: Items, answers: NDArray[np.float64], stored: Stored) -> bool:
    """Whether the reversed questions of any scale correlate negatively with its others."""
    turned = set(items.reversed) | {
        item for entry in items.options for item in entry.items if entry.scores[0] > entry.scores[-1]
    }
    for scale in measure.scales:
        some = [item for item in scale.items if item in turned]
        others = [item for item in scale.items if item not in turned]
        if not some or not others:
            continue
        first = scored_items(answers, some, items, stored)
        rest = scored_items(answers, others, items, stored)
        complete = np.isfinite(np.column_stack([first, rest])).all(axis=1)
        if complete.sum() >= FEWEST and _correlation(first[complete], rest[complete].sum(axis=1)) < AGAINST:
            return True
    return False


def _correlation(items: NDArray[np.float64], rest: NDArray[np.float64]) -> float:
    """The mean correlation of each item with the sum of the others; 0 where nothing varies."""
    spread = rest.std()
    found = [
        float(((item - item.mean()) * (rest - rest.mean())).mean() / (item.std() * spread))
        for item in items.T
        if item.std() > 0 and spread > 0
    ]
    return float(np.mean(found)) if found else 0.0


def _note(measure: Measure, stored: Stored) -> str:
    other = "already turned round" if stored == "printed" else "as the form prints them"
    key = "scored" if stored == "printed" else "printed"
    return (
        f"{measure.short}: its reversed questions go against the others, which suggests that the file holds "
        f"them {other}. Check, and say so on the import page or in the mapping file "
        f"('stored': '{measure.id}' is '{key}')."
    )
