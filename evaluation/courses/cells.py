"""What the cells of a column look like: numbers, days, marks of attendance, answers on a scale."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.courses.marks import is_mark
from evaluation.courses.scales import NO_ANSWER, Worded, scale_of
from evaluation.importing.cells import is_blank
from evaluation.importing.values import dates, numbers, words_of

if TYPE_CHECKING:
    from evaluation.importing.contents import Body

_FEW = 30  # distinct texts: a column of more is no scale and holds no marks
_LOOKED_AT = 300  # distinct texts that are tried as days


class Cells:
    """The cells of one column, below the header and of rows that are somebody's."""

    def __init__(self, body: Body, index: int) -> None:
        self.filled: pd.Series = body.filled(index)
        self.rows = len(body)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each text stands there; what only says "nothing" ("n/a", "not seen") is left off."""
        found: dict[str, int] = {}
        for cell, n in self.filled.value_counts(sort=False).items():
            if not is_blank(cell) and words_of(cell) not in NO_ANSWER:
                text = " ".join(str(cell).split())
                found[text] = found.get(text, 0) + int(n)
        return found

    @property
    def some(self) -> bool:
        """Whether anything stands there."""
        return bool(self.counts)

    @cached_property
    def numbers(self) -> dict[float, int]:
        """How often each number stands there, alone in its cell."""
        read = numbers(pd.Series(list(self.counts), dtype=object)).values
        found: dict[float, int] = {}
        for value, n in zip(read.tolist(), self.counts.values(), strict=True):
            if np.isfinite(value):
                found[value] = found.get(value, 0) + n
        return found

    @cached_property
    def numeric(self) -> bool:
        """Whether nearly all cells are numbers."""
        total = sum(self.counts.values())
        return bool(total) and sum(self.numbers.values()) >= 0.9 * total

    @cached_property
    def worded(self) -> Worded | None:
        """The scale on which its words are, where those that are no numbers fit one."""
        if len(self.counts) > _FEW:
            return None
        words = [text for text in self.counts if not _plain_number(text)]
        return scale_of(words) if words else None

    @cached_property
    def marked(self) -> float:
        """The share of its cells that say whether somebody came."""
        counts = self.filled.value_counts(sort=False)
        if not len(counts) or len(counts) > _FEW:
            return 0.0
        known = sum(int(n) for text, n in counts.items() if is_mark(str(text)))
        return known / float(counts.sum())

    @property
    def marks(self) -> bool:
        """Whether nearly all that stands there says who came."""
        return self.marked >= 0.8

    @cached_property
    def days(self) -> bool:
        """Whether most cells are dates."""
        if not self.some or self.numeric:
            return False
        sample = pd.Series(self.filled.head(_LOOKED_AT).tolist(), dtype=object)
        return bool(np.isnat(dates(sample).values).mean() <= 0.5)

    @cached_property
    def repeats(self) -> bool:
        """Whether something stands there twice."""
        return any(n > 1 for n in self.counts.values())


def _plain_number(text: str) -> bool:
    return bool(np.isfinite(numbers(pd.Series([text], dtype=object)).values[0]))
