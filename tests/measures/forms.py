"""Filled-in forms put through the real path: a sheet, its mapping, responses, scores."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.importing import Column, Mapping, ingest, read_workbook
from evaluation.measures import registry
from evaluation.scoring import OMITTED, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.importing import Problem, Responses
    from evaluation.measures.definition import Measure, Stored


FIRST_ROW = 2  # of the sheet: the first is the header


@dataclass(frozen=True)
class Scored:
    """What became of a form: its scores by scale and part, why others can't be made, what was said.

    A part is the number of a goal or an answer that counts by itself, 0 for other scores;
    reasons are by the title of their scale.
    """

    scores: dict[str, dict[int, float]]
    reasons: dict[str, str]
    problems: tuple[Problem, ...]


def responses(
    measure: Measure, columns: Sequence[Column], rows: Sequence[Sequence[object]], stored: Stored | None
) -> Responses:
    """Rows of cells, one a family, read under the columns that follow the family's id."""
    # Numbers of a form that files number in several ways wait until one is named.
    way = stored or ("printed" if measure.items is not None and measure.items.ask_stored else None)
    table = io.StringIO()
    header = ["Family ID", *(column.header for column in columns)]
    csv.writer(table).writerows([header, *([f"F{n}", *row] for n, row in enumerate(rows))])
    workbook = read_workbook(table.getvalue().encode(), "form.csv")
    mapping = Mapping(
        sheet=workbook.sheets[0].name,
        header_rows=(1,),
        layout="wide",
        columns=(Column(index=0, header="Family ID", use="id"), *columns),
        stored=((measure.id, way),) if way else (),
    )
    return ingest(workbook, mapping, registry())


def scored_forms(
    measure: Measure, forms: Sequence[Sequence[object]], stored: Stored | None = None
) -> list[Scored]:
    """Forms scored, each with its answers in the order of the questions, "" where there is none."""
    columns = [
        Column(index=i, header=f"Q{i}", use="item", measure=measure.id, item=i, occasion="baseline")
        for i in range(1, len(forms[0]) + 1)
    ]
    read = responses(measure, columns, forms, stored)
    found = score(read)
    scores: list[dict[str, dict[int, float]]] = [{} for _ in forms]
    for entry in (*found.sets, *found.answers):
        for row, part, value in zip(*(x.tolist() for x in (entry.row, entry.part, entry.score)), strict=True):
            if value != OMITTED:
                scores[row - FIRST_ROW].setdefault(entry.scale.id, {})[part] = value
    return [
        Scored(
            by_scale,
            {entry.title: entry.reason for entry in found.unscored if entry.row == row},
            tuple(problem for problem in read.problems if row in problem.rows),
        )
        for row, by_scale in enumerate(scores, FIRST_ROW)
    ]


def scored_form(measure: Measure, answers: Sequence[object], stored: Stored | None = None) -> Scored:
    """One form scored."""
    return scored_forms(measure, [answers], stored)[0]


def typed_in(measure: Measure, scale: str, value: float) -> list[float]:
    """The score that a figure typed in under a scale gives; empty where it is refused."""
    lowest = measure.scale(scale).minimum  # a second family, so that there is something to read
    column = Column(
        index=1,
        header="Score",
        use="score",
        measure=measure.id,
        scale=scale,
        entered="converted" if measure.scale(scale).convert else "",
        occasion="baseline",
    )
    read = responses(measure, [column], [[f"{value:g}"], [f"{lowest:g}"]], None)
    return [float(one) for entry in score(read).sets for one in entry.score[entry.row == FIRST_ROW]]
