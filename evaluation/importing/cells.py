"""What a single cell says: whether it is blank, and its text without invisible oddities."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

# What people and systems write into a cell to say that there is nothing: compared in lower
# case. "dna" is "did not attend"; "#n/a" is Excel's own. A code such as 99 or -9 is not here:
# what it means is for the measure or the person to say.
BLANKS = frozenset(
    {
        "", "n/a", "na", "-", "–", "—", ".", "dna", "not known", "missing", "null", "none", "#n/a", "nan",
        "n/k", "nk", "not done", "not recorded", "unknown", "tbc", "did not attend", "?",
    }
)  # fmt: skip

# Non-breaking and other fixed spaces become spaces; zero-width characters and marks vanish;
# a true minus sign becomes a hyphen.
_ODDITIES = str.maketrans({
    "\u00a0": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
    "\u200b": None, "\u200e": None, "\u200f": None, "\u2060": None, "\ufeff": None,
    "\u2212": "-",
})  # fmt: skip


def plain_text(text: str) -> str:
    r"""Return the text with ordinary spaces and minus signs, and none of either at its ends.

    >>> plain_text("\u00a0\u22123 ")
    '-3'
    """
    return text.translate(_ODDITIES).strip()


def is_blank(cell: object) -> bool:
    """Say whether a cell holds nothing, or one of the usual ways of writing that.

    >>> is_blank(" N/A "), is_blank(0), is_blank("99")
    (True, False, False)
    """
    if cell is None:
        return True
    return isinstance(cell, str) and plain_text(cell).lower() in BLANKS


def distinct_cells(cells: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Return each cell's position among the distinct ones (-1: missing), and the distinct cells.

    A yes/no cell comes back as the text "True" or "False": as itself it would be taken for a 1
    or a 0 that stands elsewhere in the column.

    >>> position, distinct = distinct_cells(pd.Series([1, True, 1], dtype=object))
    >>> position.tolist(), distinct.tolist()
    ([0, 1, 0], [1, 'True'])
    """
    taken = cells.to_numpy(dtype=object)
    if {bool, np.bool_} & set(map(type, taken)):
        taken = np.array([str(c) if isinstance(c, (bool, np.bool_)) else c for c in taken], dtype=object)
    position, distinct = pd.factorize(taken)
    return position, distinct
