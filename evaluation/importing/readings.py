"""Cells of a score column as numbers, in the ways that scores of its scale are written."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from evaluation.importing.cells import distinct_cells, plain_text
from evaluation.importing.values import Numbers, labels, numbers, words_of
from evaluation.measures.coding import OMITTED, possible, scored, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.measures.definition import Items, Scale, Stored

_LABELLED = re.compile(r"^\s*(\d+)\s*[-–—:=.)]\s*[^\W\d]")
_OUT_OF = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/|out of)\s*(\d+(?:\.\d+)?)", re.ASCII | re.IGNORECASE)
_NOT_APPLICABLE = ("n/a", "na", "not applicable", "does not apply")
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%", re.ASCII)


def answers_of(
    cells: pd.Series,
    item: int,
    items: Items,
    stored: Stored,
    *,
    said: Mapping[str, float | None] = MappingProxyType({}),
    decimal_comma: bool = False,
) -> Numbers:
    """Read a column of answers to one item: codes, or words that stand for them.

    Words say what is printed on the form, so where a file holds answers already `stored` as
    they score, theirs are turned round here. An answer that counts neither as a score nor as
    missing is `OMITTED`. Where only words are known, numbers are bad. `said` gives the codes of
    further words (None: blank), as a person said what they mean.

    >>> import pandas as pd
    >>> from evaluation.measures import registry
    >>> core10 = registry().get("core10").items
    >>> answers_of(pd.Series(["Not at all", 3, ""]), 2, core10, "scored").values.tolist()
    [4.0, 3.0, nan]
    >>> answers_of(pd.Series(["Most days"]), 1, core10, "printed", said={"most days": 3}).values.tolist()
    [3.0]
    """
    codes = with_said(known_words(item, items), said)
    plain = numbers(cells, decimal_comma=decimal_comma)
    if not codes:
        return plain
    read = labels(cells, codes)
    values = np.where(read.bad, plain.values, read.values)
    bad = read.bad & plain.bad
    numbered = np.isfinite(plain.values) & ~_among(cells, said)
    worded = ~numbered & ~np.isnan(values)
    if stored == "scored":
        values[worded] = scored(values[worded], item, items, "printed")
    elif stored == "upside_down":
        ends = possible(item, items, "printed")
        values[worded] = np.where(
            np.isinf(values[worded]), values[worded], ends[0] + ends[-1] - values[worded]
        )
    if items.by_label:
        bad |= numbered
        values[bad] = np.nan
    return Numbers(values, bad, read.blank)


def known_words(item: int, items: Items) -> dict[str, float | None]:
    """Every text that stands for an answer to one item, with its code; those left out of a score too."""
    codes: dict[str, float | None] = {**words(item, items), **dict.fromkeys(items.omitted, OMITTED)}
    given = [score for one, score in items.not_applicable if one == item]
    return codes | {text: score for score in given for text in _NOT_APPLICABLE}


def with_said(codes: Mapping[str, float | None], said: Mapping[str, float | None]) -> dict[str, float | None]:
    """Codes of words with those that a person gave, which count where both have the same words.

    >>> with_said({"Never": 0, "Always": 3}, {"always": 2})
    {'Never': 0, 'always': 2}
    """
    told = {words_of(label) for label in said}
    return {label: code for label, code in codes.items() if words_of(label) not in told} | dict(said)


def _among(cells: pd.Series, said: Mapping[str, float | None]) -> NDArray[np.bool_]:
    """Which cells are words that a person gave a code."""
    if not said:
        return np.zeros(len(cells), dtype=bool)
    told = {words_of(label) for label in said}
    position, distinct = distinct_cells(cells)
    found = np.array([*(words_of(cell) in told for cell in distinct), False], dtype=bool)
    chosen: NDArray[np.bool_] = found[position]
    return chosen


def scores_of(
    cells: pd.Series,
    scale: Scale,
    *,
    codes: Mapping[str, float | None] | None = None,
    percent: bool = False,
    decimal_comma: bool = False,
) -> Numbers:
    """Read a column of scores: numbers, "12/27" on a scale that ends at 27, "4 - High" for one rating.

    `codes` gives the numbers that words stand for; with `percent` "53%" is 53.

    >>> import pandas as pd
    >>> from evaluation.measures import registry
    >>> scores_of(pd.Series(["12/27", "12/30", 9]), registry().get("phq9").scale("total")).values.tolist()
    [12.0, nan, 9.0]
    """
    if codes:
        read = labels(cells, codes)
        if not read.bad.any():
            return read
        rest = scores_of(cells, scale, percent=percent, decimal_comma=decimal_comma)
        return Numbers(np.where(read.bad, rest.values, read.values), read.bad & rest.bad, read.blank)
    plainer = {}
    for cell in cells.unique():
        if isinstance(cell, str):
            plain = _plain(plain_text(cell), scale, percent=percent)
            if plain is not None:
                plainer[cell] = plain
    plainly = cells.map(lambda cell: plainer.get(cell, cell)) if plainer else cells
    return numbers(plainly, decimal_comma=decimal_comma)


def _plain(text: str, scale: Scale, *, percent: bool) -> str | None:
    """The number that a text writes in a longer way, or None."""
    out_of = _OUT_OF.fullmatch(text)
    if out_of and float(out_of[2]) == scale.maximum:
        return out_of[1]
    share = _PERCENT.fullmatch(text) if percent else None
    if share:
        return share[1]
    labelled = _LABELLED.match(text) if scale.score == "single" else None
    return labelled[1] if labelled else None
