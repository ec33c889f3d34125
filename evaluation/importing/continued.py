"""One question in two columns: form tools begin a new column when a question is moved or asked again.

Google Forms does so when a question is deleted and put back, KoboToolbox when a later version of a
form asks it in another group (facts/users.md sections 1.3 and 4.1). Each form that came in has its
answer in one of the columns, so they can be read as one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.vocabulary import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from evaluation.importing.mapping import Column


def continued(
    groups: Iterable[Sequence[Column]], filled: Callable[[Column], NDArray[np.bool_]]
) -> dict[int, Column]:
    """Of columns that hold the same answer, those that go on where another ends, by index with the first.

    `groups` are columns that claim the same score; `filled` says which of a column's cells hold
    anything. Only columns of one question are meant (the same header, but for a group's path), of
    which no row fills two.
    """
    found: dict[int, Column] = {}
    for columns in groups:
        first, *others = sorted(columns, key=lambda column: column.index)
        many = np.sum([filled(column) for column in columns], axis=0)
        if others and {_question(column) for column in others} == {_question(first)} and not (many > 1).any():
            found.update(dict.fromkeys((column.index for column in others), first))
    return found


def _question(column: Column) -> Tokens:
    """A question's header without the group of questions in which a tool has put it."""
    return tokens(column.header.rsplit("/", 1)[-1])
