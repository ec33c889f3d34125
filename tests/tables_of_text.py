"""Small spreadsheets written in a test as text, read as an upload would be."""

from __future__ import annotations

from dataclasses import replace
from textwrap import dedent
from typing import TYPE_CHECKING

from evaluation.dataset import Dataset
from evaluation.importing import Column, Mapping, Recognition, Responses, ingest, read_workbook, recognise
from evaluation.measures import registry
from evaluation.pairing import choose_rule, pair
from evaluation.scoring import Scores, score
from evaluation.view import View

if TYPE_CHECKING:
    from evaluation.importing.sheets import Workbook


def workbook(text: str, name: str = "upload.csv") -> Workbook:
    """The workbook of a comma-separated table; indentation is taken off."""
    return read_workbook(dedent(text).strip().encode(), name)


def recognised(text: str) -> Recognition:
    """What is recognised in a table."""
    return recognise(workbook(text), registry())


def mapped(text: str) -> Mapping:
    """The mapping proposed for a table."""
    return recognised(text).mapping


def responses(text: str, **changes: object) -> Responses:
    """A table's responses under the mapping proposed for it, with some choices changed."""
    book = workbook(text)
    return ingest(book, replace(recognise(book, registry()).mapping, **changes), registry())  # type: ignore[arg-type]


def scored(text: str, **changes: object) -> Scores:
    """The scores of a table."""
    return score(responses(text, **changes))


def dataset(text: str, **changes: object) -> Dataset:
    """The data set of a table under the mapping proposed for it, with some choices changed."""
    book = workbook(text)
    found = replace(recognise(book, registry()).mapping, **changes)  # type: ignore[arg-type]
    return Dataset.read(book, found, registry())


def used(mapping: Mapping) -> dict[str, tuple[object, ...]]:
    """What each used column holds: header to (use, measure, scale, item, occasion, rater), less blanks."""
    return {
        c.header: (c.use, *(value for value in (c.measure, c.scale, c.item, c.occasion, c.rater) if value))
        for c in mapping.columns
        if c.use not in {"ignore", "private"}
    }


def pairs(data: Dataset, measure: str, rater: str = "", scale: str = "") -> list[tuple[float, float]]:
    """Every pair of scores of a measure under the rule chosen from the data, sorted."""
    rule, _ = choose_rule(View(), data.scores, data.responses.episodes)
    result: list[tuple[float, float]] = []
    for entry in data.scores.sets:
        if entry.measure.id == measure and rater in {"", entry.rater} and scale in {"", entry.scale.id}:
            found = pair(entry, rule, data.responses.episodes)
            result += zip(found.before.tolist(), found.after.tolist(), strict=True)
    return sorted(result)


def column(found: Mapping, header: str) -> Column:
    """The column of that header."""
    return next(c for c in found.columns if c.header == header)


def table(head: str, *rows: tuple[object, ...]) -> str:
    """The text of a table: a line of headers and its rows."""
    return "\n".join([head, *(",".join(map(str, row)) for row in rows)])


def asked(text: str, *headers: str) -> str:
    """The reason for which columns are left unused and asked about, which must be noted too."""
    found = recognised(text)
    reasons = set()
    for header in headers:
        one = column(found.mapping, header)
        assert (one.use, one.confidence) == ("ignore", "needs you"), header
        assert any(one.why in note and f"'{header}'" in note for note in found.notes)
        reasons.add(one.why)
    assert len(reasons) == 1
    return reasons.pop()
