"""Cells as text: white space folded, looked at once for each distinct cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.cells import distinct_cells

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


def texts_of(cells: pd.Series) -> NDArray[np.object_]:
    r"""Each cell as text with white space folded; "" for a blank one.

    >>> import pandas as pd
    >>> texts_of(pd.Series(["  Site  A\n", 12, ""], dtype=object)).tolist()
    ['Site A', '12', '']
    """
    position, distinct = distinct_cells(cells)
    folded = np.array([*map(_folded, distinct), ""], dtype=object)
    found: NDArray[np.object_] = folded[position]
    return found


def _folded(cell: object) -> str:
    text = str(cell)
    return text if text.isalnum() else " ".join(text.split())
