"""Answers in words: how those of a file were read, which are unknown, and what each could mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation import wording
from evaluation.importing.cells import distinct_cells, is_blank
from evaluation.importing.readings import known_words, with_said
from evaluation.importing.spots import text_of
from evaluation.importing.values import labels, numbers, words_of
from evaluation.measures.coding import OMITTED, possible, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evaluation.importing.mapping import Column, Mapping
    from evaluation.importing.repairs import ToRepair
    from evaluation.importing.sheets import Sheet
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure

NOT_SCORED = "left out of the score"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Words that stand for an answer, how many cells hold them, and their number in words ("2")."""

    text: str
    n: int
    code: str = ""


@dataclass(frozen=True, kw_only=True)
class Worded:
    """A questionnaire that was answered in words: each wording in order of its number."""

    short: str
    wordings: tuple[Wording, ...]


def unknown(group: ToRepair, sheet: Sheet) -> tuple[Wording, ...]:
    """The words of a group of cells that are no known answer, commonest first, as they were first written."""
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    cells = (
        cell
        for problem in group.problems
        for column in problem.columns
        for cell in sheet.cells_at(problem.rows, column)
    )
    for text, n in Counter(" ".join(text_of(cell).split()) for cell in cells).items():
        spelt.setdefault(words_of(text), text)
        counts[words_of(text)] += n
    return tuple(Wording(text=spelt[key], n=n) for key, n in counts.most_common())


def choices(measure: Measure, columns: Iterable[Column]) -> tuple[tuple[float, str], ...]:
    """What words in these columns of a questionnaire could mean: each number and how it is called.

    >>> from evaluation.importing.mapping import Column
    >>> from evaluation.measures import registry
    >>> choices(registry().get("phq9"), [Column(index=1, header="Q1", use="item", item=1)])[:2]
    ((0.0, 'Not at all (0)'), (1.0, 'Several days (1)'))
    """
    called: dict[float, list[str]] = {}
    for column in columns:
        for code, label in _possible(measure, column):
            said = called.setdefault(code, [])
            if label and label not in said:
                said.append(label)
    return tuple((code, _called(code, said)) for code, said in sorted(called.items()))


def _called(code: float, said: Sequence[str]) -> str:
    """A number with its words, unless they differ from question to question."""
    return f"{wording.capital(said[0])} ({code:g})" if len(said) == 1 else f"{code:g}"


def _possible(measure: Measure, column: Column) -> Iterator[tuple[float, str]]:
    items = measure.items
    if column.use == "item" and items is not None and 1 <= column.item <= items.count:
        called = {code: label for label, code in reversed(list(words(column.item, items).items()))}
        codes = called if items.by_label else possible(column.item, items, "printed").tolist()
        yield from ((float(code), called.get(code, "")) for code in codes)
    elif column.use == "score":
        scales = [s for s in measure.scales if s.id == column.scale] or list(measure.scales)
        yield from ((float(code), label) for label, code in scales[0].labels)


def worded(sheet: Sheet, mapping: Mapping, registry: Registry) -> tuple[Worded, ...]:
    """How the answers in words of a sheet are read, once for each questionnaire that has some."""
    found: dict[str, Counter[tuple[str, str]]] = {}
    spelt: dict[str, str] = {}
    known = {measure.id: measure for measure in registry}
    known |= {entry.id: entry.measure() for entry in mapping.locals if entry.described}
    for column in mapping.using("item", "score"):
        measure = known.get(column.measure)
        if measure is not None:
            read = _read(sheet.cells.iloc[mapping.header_rows[-1] :, column.index], column, measure, mapping)
            for (code, text), n in read.items():
                key = words_of(text)
                spelt.setdefault(key, text)
                found.setdefault(measure.short, Counter())[code, key] += n
    return tuple(
        Worded(
            short=short,
            wordings=tuple(
                Wording(text=spelt[key], n=n, code=code)
                for (code, key), n in sorted(counts.items(), key=lambda item: (item[0][0], -item[1]))
            ),
        )
        for short, counts in found.items()
        if counts
    )


def _read(cells: pd.Series, column: Column, measure: Measure, mapping: Mapping) -> Counter[tuple[str, str]]:
    """How many cells of a column hold each wording, with its number; numbers and blanks are no wordings."""
    codes = with_said(_codes(measure, column), mapping.answers_said(measure.id))
    position, distinct = distinct_cells(cells) if codes else (np.empty(0, np.intp), np.empty(0, object))
    counts = np.bincount(position[position >= 0], minlength=len(distinct))
    texts = pd.Series([" ".join(text_of(cell).split()) for cell in distinct], dtype=object)
    plain = np.isfinite(numbers(texts, decimal_comma=mapping.decimal_comma).values)
    values = labels(texts, codes).values
    told = {words_of(text) for text in codes}
    result: Counter[tuple[str, str]] = Counter()
    for text, number, value, n in zip(texts, plain, values, counts, strict=True):
        known = words_of(text) in told
        if number or (not known and (np.isnan(value) or is_blank(text))):
            continue
        code = "left blank" if np.isnan(value) else NOT_SCORED if value == OMITTED else f"{value:g}"
        result[code, text] += int(n)
    return result


def _codes(measure: Measure, column: Column) -> dict[str, float | None]:
    if column.use == "item" and measure.items is not None and 1 <= column.item <= measure.items.count:
        return known_words(column.item, measure.items)
    scales = [scale for scale in measure.scales if scale.id == column.scale]
    return dict(scales[0].labels) if column.use == "score" and scales else {}
